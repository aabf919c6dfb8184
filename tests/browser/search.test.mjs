// The search page in a browser: what is typed and ticked, what is listed, counted and written into the address.

import assert from "node:assert/strict";
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
    const marks = await page.locator("[data-results] mark").allTextContents();
    assert.ok(marks.length >= found.length && marks.every((word) => /^indemniza/i.test(word.normalize("NFD").replace(/\p{M}/gu, ""))), "the words are marked");
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
    assert.deepEqual(await listed(page), ["4.46.j.iii"], query);
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
  await ask(page, "indemnisasion");
  assert.deepEqual(await listed(page), []);
  assert.equal(await told(page), 0);
  assert.ok((await page.locator(".no-results a:visible").count()) > 0, "ways on");
  await page.locator(".no-results button:visible").click();
  await answered(page);
  assert.ok((await listed(page)).length > 0, "the spelling offered finds something");
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
    "!@#", "*", "\"", "\\", "(", "[", "a*b?", "<img src=x onerror=alert(1)>", "__proto__", "constructor", "{{ 7*7 }}", "%", "%00", "\u0000", "🙂", "٤٦",
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

test("nothing of this complained", () => assert.deepEqual(faults, []));
