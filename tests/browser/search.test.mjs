// The search page in a browser: what is typed and ticked, what is listed, counted and written into the address.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, test } from "node:test";
import { answered, disk, open, places } from "../support/browser.mjs";
import { everyPage, attribute, having, resolve } from "../support/html.mjs";
import { provisions, units } from "../support/site.mjs";

const leaves = units.filter((unit) => provisions.has(unit.id));

/** @param {import("playwright-core").Page} page @returns {Promise<string[]>} */
const listed = (page) => page.$$eval("[data-results] [data-id]", (items) => items.map((item) => item.getAttribute("data-id")));

/** The first number of the live region. @param {import("playwright-core").Page} page */
const told = async (page) => Number(/\d+/.exec(await page.locator("[role=status]").first().innerText())?.[0] ?? Number.NaN);

/** @param {import("playwright-core").Page} page @param {string} query */
async function ask(page, query) {
  await page.fill("#q", query);
  await answered(page);
}

/** Every box of the facets with the number its label shows. @param {import("playwright-core").Page} page */
const options = (page) =>
  page.$$eval("fieldset[data-facet]", (fieldsets) =>
    fieldsets.flatMap((fieldset) =>
      [...fieldset.querySelectorAll("input[type=checkbox]")].map((box) => {
        const label = box.closest("label");
        return {
          facet: fieldset.getAttribute("data-facet"),
          value: box.value,
          checked: box.checked,
          count: Number(label.querySelector("[data-count]").getAttribute("data-count")),
          shown: Number(/(\d+)\D*$/.exec(label.textContent)?.[1]),
        };
      }),
    ),
  );

/** Ticks or unticks a box. @param {import("playwright-core").Page} page @param {string} facet @param {string} value */
async function toggle(page, facet, value) {
  await page.locator(`fieldset[data-facet="${facet}"] input[value="${value}"]`).click();
  await answered(page);
}

for (const place of places) {
  test(`typing lists provisions, tells their number and is kept in the address, ${place.name}`, async () => {
    const { page, faults, go, close } = await open(place);
    await go("buscar.html");
    await answered(page);
    assert.deepEqual(await listed(page), leaves.map((unit) => unit.id), "nothing typed lists everything in document order");
    assert.equal(await told(page), 334);

    await page.locator("#q").pressSequentially("indemnizacion", { delay: 5 });
    await answered(page);
    const found = await listed(page);
    assert.ok(found.length > 5 && found.length < 60, String(found.length));
    assert.ok(found.every((id) => provisions.has(id)), "provisions only");
    assert.equal(new Set(found).size, found.length, "each once");
    assert.equal(await told(page), found.length);
    const marks = await page.locator("[data-results] mark:not(.added)").allTextContents();
    assert.ok(marks.length >= found.length && marks.every((word) => /^indemniza/i.test(word.normalize("NFD").replace(/\p{M}/gu, ""))), "the words are marked, their other forms too");
    assert.equal(new URL(page.url()).searchParams.get("q"), "indemnizacion");

    const address = page.url();
    await go("index.html");
    await page.goto(address);
    await answered(page);
    assert.equal(await page.inputValue("#q"), "indemnizacion");
    assert.deepEqual(await listed(page), found, "the address finds the same");
    await page.locator("[data-results] [data-id] a").first().click();
    await page.waitForURL((url) => url.href === place.base + units.find((unit) => unit.id === found[0]).url);
    assert.deepEqual(faults, []);
    await close();
  });

  test(`the form of another page leads here with its words, ${place.name}`, async () => {
    const { page, faults, go, close } = await open(place);
    for (const from of ["index.html", "recomendaciones/4-46-j-iii.html"]) {
      await go(from);
      await page.locator("form[role=search] input[type=search]").fill("visado «temporal» & más");
      await page.keyboard.press("Enter");
      await page.waitForURL(/buscar\.html\?/);
      await answered(page);
      assert.equal(await page.inputValue("#q"), "visado «temporal» & más", from);
    }
    assert.deepEqual(faults, []);
    await close();
  });
}

const { page, faults, go, close } = await open(disk);
after(close);

test("a reference finds its provision", async () => {
  await go("buscar.html");
  await answered(page);
  for (const query of ["46 j) iii)", "4.46.j.iii"]) {
    await ask(page, query);
    const found = await listed(page);
    assert.deepEqual(found.slice(0, 2), ["4.46.j.iii", "4.46.j.i"], `${query}: the place, then its neighbours`);
    assert.ok(found.every((id) => id.startsWith("4.46.")), query);
  }
});

test("every facet is a fieldset whose numbers are what a click gives", async () => {
  await go("buscar.html");
  await answered(page);
  const shown = await options(page);
  assert.deepEqual([...new Set(shown.map((o) => o.facet))].sort(), ["accion", "destinatario", "reunion", "tema"]);
  assert.ok(shown.length > 30);
  for (const { facet, value, count, shown: last } of shown) {
    assert.equal(last, count, `${facet}=${value}: the last number of its label`);
    await toggle(page, facet, value);
    const found = await listed(page);
    assert.equal(found.length, count, `${facet}=${value}`);
    const valuesOf = (/** @type {any} */ u) => ({ reunion: [String(u.meeting)], tema: u.themes, destinatario: u.addressees, accion: [u.action] })[facet];
    assert.deepEqual(found, leaves.filter((u) => valuesOf(u).includes(value)).map((u) => u.id), "in document order");
    assert.equal(await told(page), count);
    await toggle(page, facet, value);
  }
});

test("with words typed and other boxes ticked the numbers follow", async () => {
  await go("buscar.html?q=v%C3%ADctimas&reunion=4&reunion=5");
  await answered(page);
  const ticked = (await options(page)).filter((o) => o.checked).map((o) => `${o.facet}=${o.value}`);
  assert.deepEqual(ticked, ["reunion=4", "reunion=5"]);
  const before = await listed(page);
  assert.ok(before.length > 5 && before.every((id) => /^[45]\./.test(id)));
  for (const { facet, value, count, checked, shown } of await options(page)) {
    assert.equal(shown, count);
    if (facet === "reunion" || count === 0) continue;
    assert.equal(checked, false);
    await toggle(page, facet, value);
    assert.equal((await listed(page)).length, count, `${facet}=${value}`);
    assert.deepEqual(new URL(page.url()).searchParams.getAll(facet), [value]);
    await toggle(page, facet, value);
  }
  // Within a facet a further box widens: its number is what it alone would give.
  const { meeting6 } = Object.fromEntries((await options(page)).filter((o) => o.facet === "reunion").map((o) => [`meeting${o.value}`, o.count]));
  await toggle(page, "reunion", "6");
  assert.equal((await listed(page)).length, before.length + meeting6);
});

test("links into the search lead to as many provisions as they tell", async () => {
  const links = everyPage().flatMap(({ file, all }) =>
    all
      .filter((element) => element.tagName === "a" && having("data-count")(element))
      .map((element) => ({ to: resolve(file, attribute(element, "href")), count: Number(attribute(element, "data-count")) }))
      .filter(({ to }) => to?.file === "buscar.html"),
  );
  for (const [query, count] of new Map(links.map(({ to, count }) => [to.query, count]))) {
    await go(`buscar.html${query}`);
    await answered(page);
    assert.equal((await listed(page)).length, count, query);
  }
});

test("nothing found: the page says so, in digits, and helps on", async () => {
  await go("buscar.html");
  await answered(page);
  for (const [query, way] of [["\"trata de elefantes\"", "sin comillas"], ["indemmnnizatcioness", "¿Quiso decir"], ["indemnización -indemnización", "Sin "]]) {
    await ask(page, query);
    assert.deepEqual(await listed(page), [], query);
    assert.equal(await told(page), 0);
    assert.ok((await page.locator(".no-results a:visible").count()) > 0, "ways on");
    const button = page.locator(".no-results button:visible").first();
    assert.ok((await button.innerText()).includes(way), `${query}: ${await button.innerText()}`);
    const promised = Number(/\d+/.exec(await page.locator(".no-results li .n").first().innerText())[0]);
    await button.click();
    await answered(page);
    assert.equal((await listed(page)).length, promised, "it finds as many as it says");
  }
});

test("a filter that nothing passes lists nothing, stays in the address and can be taken off", async () => {
  for (const [query, names] of [
    ["?reunion=10", ["Décima reunión"]],
    ["?reunion=11", ["Undécima reunión (2021)"]],
    ["?tema=nada-de-esto", ["nada-de-esto"]],
    ["?q=trata&destinatario=nadie&accion=ninguna", ["nadie", "ninguna"]],
  ]) {
    await go(`buscar.html${query}`);
    await answered(page);
    assert.deepEqual(await listed(page), [], query);
    assert.equal(await told(page), 0, query);
    assert.ok(await page.locator("[data-help]").isVisible(), query);
    assert.equal(new URL(page.url()).search, query);
    const chips = page.locator("[data-chips] button.remove");
    assert.deepEqual(await chips.allInnerTexts(), names);
    for (let left = names.length; left > 0; left--) {
      await chips.first().click();
      await answered(page);
    }
    assert.ok((await listed(page)).length > 0, `${query}: taken off`);
    assert.equal(new URL(page.url()).search, query.includes("q=") ? "?q=trata" : "");
  }
  const beside = leaves.filter((unit) => unit.themes.includes("indemnizacion"));
  await go("buscar.html?reunion=10&reunion=4&tema=indemnizacion");
  await answered(page);
  assert.deepEqual(await listed(page), beside.filter((unit) => unit.meeting === 4).map((unit) => unit.id), "choices widen within a facet");
  await go("buscar.html?reunion=3&tema=indemnizacion");
  await answered(page);
  assert.ok((await listed(page)).length < beside.length, "a meeting whose recommendations another adopted is asked for too");
  assert.equal(await page.locator("[data-chips] button.remove").count(), 2);
  await page.goBack();
  await page.goForward();
  await answered(page);
  assert.equal(await page.locator('fieldset[data-facet="reunion"] input[value="3"]').count(), 1, "one box each");
});

test("a meeting without recommendations is told to be one, with a way to its page", async () => {
  await go(`buscar.html?q=${encodeURIComponent("reunión:10")}`);
  await answered(page);
  assert.deepEqual(await listed(page), []);
  assert.match(await page.locator("[data-help-text]").innerText(), /^Décima reunión: /);
  assert.equal(await page.locator("[data-help-text] a").getAttribute("href"), "reuniones/10.html");
});

test("what is found by its theme alone tells so", async () => {
  await go(`buscar.html?q=${encodeURIComponent("sensibilización")}`);
  await answered(page);
  const unmarked = await page.$$eval("[data-results] > li", (items) => items.filter((item) => item.querySelector("mark") === null).length);
  assert.equal(unmarked, 0);
  assert.ok((await page.locator("[data-results] .by-theme mark").count()) > 0);
});

test("what is found by the editors' descriptors alone tells so", async () => {
  await go(`buscar.html?q=${encodeURIComponent("biombo")}`);
  await answered(page);
  assert.ok((await listed(page)).length > 0);
  assert.equal(await page.locator("[data-results] mark").count(), 0);
  assert.match(await page.locator("[data-results] .by-descriptor").first().innerText(), /descriptores.*: biombo$/);
  assert.match(await page.locator("[data-understood-list]").textContent() ?? "", /«biombo».*descriptores/);
});

test("a filter too many is named, and taken away", async () => {
  await go("buscar.html?q=trata&reunion=1&accion=compromiso");
  await answered(page);
  assert.equal(await told(page), 0);
  await page.locator(".no-results button").filter({ hasText: "Fuerza" }).click();
  await answered(page);
  assert.ok((await listed(page)).length > 0);
  assert.deepEqual([...new URL(page.url()).searchParams.keys()], ["q", "reunion"]);
});

test("filters that exclude everything can be taken back", async () => {
  await go("buscar.html?q=indemnizaci%C3%B3n&reunion=1&tema=marco-institucional");
  await answered(page);
  const n = (await listed(page)).length;
  assert.equal(await told(page), n);
  await page.locator("[data-chips] button").last().click();
  await answered(page);
  assert.equal((await options(page)).filter((o) => o.checked).length, 0);
  assert.deepEqual([...new URL(page.url()).searchParams.keys()], ["q"]);
});

test("hostile queries are answered calmly", async () => {
  const hostile = [
    "!@#", "*", "\"", "-", "- -", "--trata", "trata -", "\"\" -\"", "OR", "O O", "tema:", "reunión:999", "\\", "(", "[", "a*b?", "<img src=x onerror=alert(1)>", "__proto__", "constructor", "{{ 7*7 }}", "%", "%00", "\u0000", "🙂", "٤٦",
    "a".repeat(2000), "la ".repeat(666), "' OR 1=1 --", "../../etc", "&lt;b&gt;",
  ];
  await go("buscar.html");
  await answered(page);
  for (const query of hostile) {
    await ask(page, query);
    assert.equal(await told(page), (await listed(page)).length, query.slice(0, 40));
    assert.equal(await page.locator("[data-results] img, [data-results] script, [role=status] *").count(), 0);
    await go(`buscar.html?q=${encodeURIComponent(query)}&tema=${encodeURIComponent(query.slice(0, 50))}&${encodeURIComponent(query.slice(0, 20))}`);
    await answered(page);
    assert.equal(await told(page), (await listed(page)).length, `in the address: ${query.slice(0, 40)}`);
  }
  await go("buscar.html?q=%E0%A4%A");
  await answered(page);
});

test("it tells how it understood the query, and takes words literally if asked to", async () => {
  await go("buscar.html");
  await answered(page);
  await ask(page, "indemnisasion de víctimas");
  const corrected = await listed(page);
  assert.ok(corrected.length > 0);
  const understood = page.locator("[data-understood]");
  assert.match(await understood.locator("summary").innerText(), /indemnisasion → indemnización/);
  await understood.locator("summary").click();
  assert.match(await understood.innerText(), /«de»: se tiene poco en cuenta/);
  await understood.getByRole("button", { name: "Buscar literalmente" }).first().click();
  await answered(page);
  assert.equal(new URL(page.url()).searchParams.get("literal"), "indemnisasion");
  assert.notDeepEqual(await listed(page), corrected);
  await page.reload();
  await answered(page);
  assert.match(await understood.evaluate((x) => x.textContent), /«indemnisasion»: tal como está escrito/);
  await page.$eval("[data-understood]", (x) => { x.open = true; });
  await understood.getByRole("button", { name: "Buscar también palabras afines" }).click();
  await answered(page);
  assert.deepEqual(await listed(page), corrected);
  assert.deepEqual([...new URL(page.url()).searchParams.keys()], ["q"]);
});

test("words of the thesaurus are marked apart from those that were typed", async () => {
  await go("buscar.html?q=abogado");
  await answered(page);
  assert.ok((await page.locator("[data-results] mark.added").count()) > 0);
  assert.match(await page.locator("[data-understood] summary").innerText(), /abogado \+ /);
});

test("results are sorted by relevance or by meeting", async () => {
  await go("buscar.html?q=indemnizaci%C3%B3n");
  await answered(page);
  const byRelevance = await listed(page);
  const inOrder = leaves.map((unit) => unit.id).filter((id) => byRelevance.includes(id));
  await page.selectOption("[data-sort]", "antiguas");
  await answered(page);
  assert.deepEqual(await listed(page), inOrder);
  assert.equal(new URL(page.url()).searchParams.get("orden"), "antiguas");
  await page.selectOption("[data-sort]", "recientes");
  await answered(page);
  const newest = (await listed(page)).map((id) => Number(id.split(".")[0]));
  assert.deepEqual(newest, [...newest].sort((a, b) => b - a));
  await page.selectOption("[data-sort]", "relevancia");
  await answered(page);
  assert.deepEqual(await listed(page), byRelevance);
});

test("a long provision shows its best passage, and all of it on demand", async () => {
  await go("buscar.html?q=cadenas+de+suministro");
  await answered(page);
  const folded = page.locator("[data-results] [data-id]").filter({ has: page.locator(".whole") }).first();
  const id = await folded.getAttribute("data-id");
  const own = page.locator(`[data-results] [data-id="${id}"]`);
  assert.match(await own.innerText(), /…/);
  assert.ok((await own.locator("mark").count()) > 0);
  await own.locator(".whole").click();
  const unit = leaves.find((unit) => unit.id === id);
  assert.ok((await own.innerText()).replace(/\s+/g, " ").includes(unit.text), "word for word");
});

for (const place of places) {
  test(`each deliberate step is one that Back takes back, ${place.name}`, async () => {
    const { page, faults, go, close } = await open(place);
    await go("buscar.html");
    await answered(page);
    const before = await page.evaluate(() => history.length);
    await page.locator("#q").pressSequentially("niños", { delay: 150 });
    await answered(page);
    assert.equal(await page.evaluate(() => history.length), before, "typing makes no entries");
    await page.keyboard.press("Enter");
    await toggle(page, "reunion", "4");
    const filtered = await listed(page);
    await page.selectOption("[data-sort]", "recientes");
    await answered(page);
    await page.goBack();
    await answered(page);
    assert.equal(await page.inputValue("[data-sort]"), "relevancia");
    assert.deepEqual(await listed(page), filtered);
    await page.goBack();
    await answered(page);
    assert.equal((await options(page)).filter((o) => o.checked).length, 0);
    assert.equal(await page.inputValue("#q"), "niños");
    await page.goForward();
    await answered(page);
    assert.deepEqual(await listed(page), filtered);
    await page.locator("[data-results] [data-id] a").first().click();
    await page.waitForURL(/recomendaciones/);
    await page.goBack();
    await answered(page);
    assert.deepEqual(await listed(page), filtered, "back from a recommendation");
    assert.deepEqual(faults, []);
    await close();
  });

  test(`the documents' other paragraphs are told apart, ${place.name}`, async () => {
    const { page, faults, go, close } = await open(place);
    await go("buscar.html");
    await answered(page);
    await page.waitForTimeout(900);
    assert.ok(await page.locator("[data-paragraphs]").isHidden(), "nothing typed, nothing shown");
    await ask(page, "campañas de concienciación");
    const ids = await listed(page);
    await page.waitForSelector("[data-paragraphs]:not([hidden])");
    assert.deepEqual(await listed(page), ids, "the provisions stay alone in their list");
    const links = await page.$$eval("[data-paragraphs] li a", (all) => all.map((a) => a.getAttribute("href")));
    assert.ok(links.length > 0 && links.every((link) => /^documentos\/[^#]+\.html#(p|L)[\d.]+$/.test(link)), links.join(" "));
    const n = Number(await page.locator("[data-paragraphs-count]").innerText());
    while (await page.locator("[data-paragraphs-more]").isVisible()) await page.click("[data-paragraphs-more]");
    assert.equal(await page.locator("[data-paragraphs] li").count(), n);
    await page.locator("[data-paragraphs] li a").first().click();
    await page.waitForURL(/documentos\/.+#/);
    assert.equal(await page.locator(`[id="${new URL(page.url()).hash.slice(1)}"]`).count(), 1);
    assert.deepEqual(faults, []);
    await close();
  });

  test(`results are copied with their references and saved as a table, ${place.name}`, async () => {
    const { page, context, faults, go, close } = await open(place);
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await go("buscar.html?q=indemnizaci%C3%B3n&orden=antiguas");
    await answered(page);
    const found = (await listed(page)).map((id) => leaves.find((unit) => unit.id === id));
    await page.click("[data-do=copy]");
    await page.waitForFunction(() => document.querySelector("[data-said]").textContent !== "");
    assert.match(await page.locator("[data-said]").innerText(), new RegExp(`\\b${found.length} `));
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    for (const unit of found) assert.ok(copied.includes(unit.reference) && copied.includes(unit.text), unit.id);
    assert.equal(copied.includes("http://"), place !== disk, "a path on a disk is no address");

    const [download] = await Promise.all([page.waitForEvent("download"), page.click("[data-do=csv]")]);
    assert.equal(download.suggestedFilename(), "resultados.csv");
    const rows = readFileSync(await download.path(), "utf8").split("\r\n");
    assert.equal(rows[0], "id,reference,lead,text,symbol,url");
    assert.deepEqual(rows.slice(1, -1).map((row) => row.split(",")[0]), found.map((unit) => unit.id));
    assert.deepEqual(faults, []);
    await close();
  });

  test(`«Mi selección» keeps what is put into it, in document order, ${place.name}`, async () => {
    const { page, faults, go, close } = await open(place);
    await go("buscar.html?q=9.7");
    await answered(page);
    await page.locator("[data-id='9.7'] .keep").click();
    await page.locator("[data-id='9.7'] .keep[aria-pressed=true]").waitFor();
    await go("buscar.html?q=46+j)+iii)");
    await answered(page);
    const keep = page.locator("[data-id='4.46.j.iii'] .keep");
    assert.equal(await keep.getAttribute("aria-pressed"), "false");
    await keep.click();
    await page.locator("[data-id='4.46.j.iii'] .keep[aria-pressed=true]").waitFor();
    assert.equal(await page.locator("[data-selected]").innerText(), "2");
    await page.reload();
    await answered(page);
    await page.locator("[data-id='4.46.j.iii'] .keep[aria-pressed=true]").waitFor();
    await page.click("[data-open-selection]");
    await page.locator("[data-selection-list] a").first().waitFor();
    assert.deepEqual(await page.$$eval("[data-selection-list] a", (all) => all.map((a) => a.getAttribute("href"))), ["recomendaciones/4-46-j-iii.html", "recomendaciones/9-7.html"]);
    assert.equal((await listed(page))[0], "4.46.j.iii");
    assert.equal(await page.locator("[data-results] [data-id]").count(), 17, "the place and its neighbours; the selection is not among the results");

    const [ris] = await Promise.all([page.waitForEvent("download"), page.click("[data-do=ris-selection]")]);
    assert.equal(ris.suggestedFilename(), "mi-seleccion.ris");
    const records = readFileSync(await ris.path(), "utf8");
    assert.equal(records.match(/^TY  - RPRT\r$/gm).length, 2);
    assert.equal(records.match(/^ER  - \r$/gm).length, 2);
    assert.match(records, /^T1  - Cuarta reunión \(2011\), recomendación 46 j\) iii\)\r$/m);
    assert.match(records, /^PY  - 2011\r$/m);
    assert.match(records, /^SN  - CTOC\/COP\/WG\.4\/2019\/5\r$/m);

    await page.evaluate(() => { globalThis.print = () => {}; });
    await page.click("[data-do=print-selection]");
    await page.emulateMedia({ media: "print" });
    assert.ok(await page.locator("[data-selection-list]").isVisible());
    assert.equal(await page.locator("[data-results]").isVisible(), false, "the selection alone is printed");
    await page.evaluate(() => dispatchEvent(new Event("afterprint")));
    assert.equal(await page.locator("[data-selection-list]").isVisible(), false);
    assert.ok(await page.locator("[data-results]").isVisible());
    await page.emulateMedia({ media: "screen" });

    await page.locator("[data-selection-list] button").first().click();
    assert.equal(await page.locator("[data-selected]").innerText(), "1");
    assert.equal(await keep.getAttribute("aria-pressed"), "false");
    await page.click("[data-do=clear-selection]");
    assert.equal(await page.locator("[data-selected]").innerText(), "0");
    assert.equal(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes("selection")).length), 0);
    assert.deepEqual(faults, []);
    await close();
  });
}

test("what else stands in the browser's store is no selection", async () => {
  for (const stored of ["{", "null", '{"version":2,"items":[]}', '{"version":1,"items":[null,{"id":"1.1","at":0,"url":"javascript:alert(1)","reference":"r","leads":[],"text":"t","year":""}]}']) {
    await go("buscar.html?q=4.46.j.iii");
    await page.evaluate((stored) => localStorage.setItem(`compendio-selection:${location.pathname.replace(/[^/]*$/, "")}`, stored), stored);
    await page.reload();
    await answered(page);
    assert.equal(await page.locator("[data-selected]").innerText(), "0", stored);
  }
  await page.evaluate(() => localStorage.clear());
});

test("without storage and clipboard it works for the page, and says so", async () => {
  const { page, faults, go, close } = await open(disk);
  await page.addInitScript(() => {
    Object.defineProperty(globalThis, "localStorage", { get() { throw new Error("denied"); } });
    Object.defineProperty(navigator, "clipboard", { value: undefined });
  });
  await go("buscar.html?q=4.46.j.iii");
  await answered(page);
  await page.locator("[data-id='4.46.j.iii'] .keep").click();
  await page.locator("[data-id='4.46.j.iii'] .keep[aria-pressed=true]").waitFor();
  await page.click("[data-open-selection]");
  assert.equal(await page.locator("[data-selected]").innerText(), "1");
  assert.match(await page.locator("[data-selection-note]").innerText(), /no permite/);
  await page.click("[data-do=copy-selection]");
  const chosen = await page.$eval("[data-manual]", (area) => area.value.slice(area.selectionStart, area.selectionEnd));
  assert.match(chosen, /Cuarta reunión \(2011\), recomendación 46 j\) iii\)/);
  assert.deepEqual(faults, []);
  await close();
});

test("parts of the index that are missing leave the page standing", async () => {
  const { page, go, close } = await open(disk);
  await page.route(/busqueda\/(dd|dt)\d+\.js$/, (route) => route.abort());
  await go("buscar.html?q=trata");
  await answered(page);
  assert.match(await page.locator("[role=status]").innerText(), /^\d.*No se pudieron cargar/);
  await page.route(/busqueda\/indice\.js$/, (route) => route.abort());
  await go("buscar.html?q=trata");
  await page.waitForFunction(() => document.querySelector("[role=status]").textContent !== "");
  assert.match(await page.locator("[role=status]").innerText(), /No se pudieron cargar/);
  await close();
});

test("nothing of this complained", () => assert.deepEqual(faults, []));

/** How the first results stand. @param {import("playwright-core").Page} page @param {number} n */
const standing = (page, n) =>
  page.$$eval("[data-results] > .entry", (items, n) =>
    items.slice(0, n).map((item) => ({
      id: item.getAttribute("data-id"),
      words: [...item.querySelectorAll("h2, p")].map((part) => part.textContent),
      at: [...item.querySelectorAll("h2, p")].map((part) => [part.getBoundingClientRect().top, part.getBoundingClientRect().height]),
    })), n);

/** Keeps a script from coming until what this gives is called. @param {import("playwright-core").Page} page @param {string} script @returns {Promise<() => Promise<void>>} */
async function hold(page, script) {
  /** @type {(() => void)[]} */
  const held = [];
  await page.route(`**/js/${script}`, (route) => void held.push(() => route.continue()));
  return async () => {
    while (held.length === 0) await page.waitForTimeout(10);
    held.forEach((go) => go());
  };
}

for (const width of [1280, 320]) {
  test(`the first provisions stand on the page before its scripts have come, and stay where they are, at ${width} px`, async () => {
    const { page, faults, go, close } = await open(disk, { viewport: { width, height: 900 } });
    const release = await hold(page, "search.js");
    await go("buscar.html");
    await page.waitForSelector("[data-results] > .entry");
    const before = await standing(page, 9), number = await told(page);
    assert.ok(before.length > 0);
    await release();
    await answered(page);
    assert.deepEqual(await standing(page, before.length), before);
    assert.equal(await told(page), number);
    assert.deepEqual(faults, []);
    await close();
  });
}

test("where the address asks something, nothing else is listed before the answer; what is typed meanwhile is kept", async () => {
  const { page, faults, close } = await open(disk);
  const release = await hold(page, "search.js");
  await page.goto(disk.base + "buscar.html?q=indemnizacion", { waitUntil: "commit" });
  await page.waitForSelector("[data-results]", { state: "attached" });
  assert.equal(await page.locator("[data-results]").isVisible(), false);
  assert.equal(await page.locator("[data-status]").isVisible(), false);
  await page.locator("#q").pressSequentially("asilo");
  await page.keyboard.press("Tab");
  await release();
  await answered(page);
  assert.equal(await page.locator("#q").inputValue(), "asilo");
  assert.equal(new URL(page.url()).searchParams.get("q"), "asilo");
  assert.ok((await page.locator("[data-results] mark").first().innerText()).toLowerCase().startsWith("asil"));
  assert.deepEqual(faults, []);
  await close();
});

test("the search starts where the browser tells of no paint, and at once where a reader turns to the box", async () => {
  const blind = await open(disk);
  await blind.page.addInitScript(() => { Reflect.deleteProperty(self, "PerformanceObserver"); });
  await blind.go("buscar.html");
  await answered(blind.page);
  assert.deepEqual(blind.faults, []);
  await blind.close();

  const quick = await open(disk);
  // Nothing that is painted is told: what starts the search is the reader.
  await quick.page.addInitScript(() => { PerformanceObserver.prototype.observe = () => {}; });
  await quick.go("buscar.html");
  await quick.page.locator("#q").focus();
  await quick.page.waitForSelector("script[src$='search.js']", { state: "attached", timeout: 1500 });
  await answered(quick.page);
  assert.deepEqual(quick.faults, []);
  await quick.close();
});

test("the count tells which results a reference itself led to, and which references led nowhere", async () => {
  const { page, faults, go, close } = await open(disk);
  const said = async (/** @type {string} */ query) => {
    await go("buscar.html?q=" + encodeURIComponent(query));
    await answered(page);
    return page.locator("[role=status]").innerText();
  };
  assert.match(await said("46 j) iii)"), /^\d+ disposiciones: una por su referencia; las demás, de la misma recomendación$/);
  assert.match(await said("9.3 y 9.5"), /^2 disposiciones, por su referencia$/);
  assert.match(await said("4.46 z)"), /; no hay tal apartado$/);
  assert.match(await said("9.3 y 9.99"), /^1 disposición, por su referencia; una referencia no lleva a ninguna$/);
  await page.locator("[data-to-facets]").focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  assert.ok(await page.evaluate(() => document.activeElement?.matches("[data-facets] *")), "the filters are one step away");
  assert.deepEqual(faults, []);
  await close();
});

test("what is typed before any script runs is kept", async () => {
  const { page, faults, close } = await open(disk);
  const release = await hold(page, "search-start.js");
  await page.goto(disk.base + "buscar.html", { waitUntil: "commit" });
  await page.locator("#q").pressSequentially("asilo");
  await release();
  await answered(page);
  assert.equal(await page.locator("#q").inputValue(), "asilo");
  assert.ok((await page.locator("[data-results] mark").first().innerText()).toLowerCase().startsWith("asil"));
  assert.deepEqual(faults, []);
  await close();
});

test("where the page's script does not come it lists nothing and says so", async () => {
  const { page, close } = await open(disk);
  await page.route("**/js/search.js", (route) => route.abort());
  for (const query of ["", "?q=trata"]) {
    await page.goto(disk.base + "buscar.html" + query);
    await page.waitForFunction(() => /No se pudieron cargar/.test(document.querySelector("[data-status]").textContent));
    assert.ok(await page.locator("[data-status]").isVisible());
    assert.equal(await page.locator("[data-results] > *").count(), 0);
  }
  await close();
});
