// Filters in place on the pages of themes and meetings: what stays is what the data say, the numbers are what a click gives, the address keeps it.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { disk, open, places } from "../support/browser.mjs";
import { everyPage, attribute, having, resolve } from "../support/html.mjs";
import { json, units } from "../support/site.mjs";

const leaves = units.filter((unit) => unit.children.length === 0);
const valuesOf = (/** @type {any} */ unit) => ({ destinatario: unit.addressees, accion: [unit.action], tema: unit.themes });
const busiest = json("datos/temas.json").toSorted((a, b) => b.count - a.count)[0].id;
const THEME = `temas/${busiest}.html`;
const ofTheme = leaves.filter((unit) => unit.themes.includes(busiest));

const shownOn = (page) => page.$$eval("main [data-id]", (all) => all.filter((x) => x.checkVisibility()).map((x) => x.dataset.id));
const told = async (page) => Number(/\d+(?= de \d+ disp)|\d+(?= disp)/.exec(await page.locator("[data-status]").innerText())[0]);
const options = (page) =>
  page.$$eval("[data-facets] label", (all) =>
    all.map((label) => {
      const box = label.querySelector("input");
      return { facet: box.name, value: box.value, checked: box.checked, count: Number(label.querySelector("[data-count]").dataset.count), shown: Number(label.innerText.match(/\d+/g).at(-1)) };
    }),
  );
const toggle = (page, facet, value) => page.locator(`fieldset[data-facet="${facet}"] input[value="${value}"]`).click();
/** What should be there: any value within a facet, every facet. */
const expected = (list, wanted) =>
  list.filter((unit) => Object.entries(wanted).every(([facet, values]) => values.length === 0 || valuesOf(unit)[facet].some((v) => values.includes(v)))).map((unit) => unit.id);

for (const place of places) {
  test(`an address opens filtered, and a reload keeps it, ${place.name}`, async () => {
    const { page, faults, go, close } = await open(place);
    const [first, second] = [ofTheme[0].addressees[0], ofTheme[0].action];
    await go(`${THEME}?destinatario=${first}&accion=${second}&accion=nada`);
    const wanted = expected(ofTheme, { destinatario: [first], accion: [second] });
    assert.deepEqual(await shownOn(page), wanted);
    assert.equal(await told(page), wanted.length);
    await page.reload();
    assert.deepEqual(await shownOn(page), wanted);
    await toggle(page, "accion", second);
    assert.deepEqual(await shownOn(page), [], "what no provision has lets nothing pass");
    assert.equal(await told(page), 0);
    assert.equal(new URL(page.url()).search, `?destinatario=${first}&accion=nada`);
    await page.locator("[data-chips] button", { hasText: /^nada$/ }).click();
    assert.deepEqual(await shownOn(page), expected(ofTheme, { destinatario: [first] }));
    assert.equal(new URL(page.url()).search, `?destinatario=${first}`);
    await go(`${THEME}?tema=no-lo-hay#%`);
    assert.equal(await told(page), 0);
    assert.deepEqual(await page.locator("[data-chips] button").allInnerTexts(), ["no-lo-hay"]);
    assert.deepEqual(faults, []);
    await close();
  });
}

const { page, faults, go, close } = await open(disk);
after(close);

for (const [address, list] of [[THEME, ofTheme], ["reuniones/4.html", leaves.filter((unit) => unit.meeting === 4)]]) {
  test(`every number is what its box gives, and what is empty goes with its heading: ${address}`, async () => {
    await go(address);
    const all = await shownOn(page);
    assert.deepEqual(all, list.map((unit) => unit.id), "nothing is hidden at first");
    for (const { facet, value, count, shown } of await options(page)) {
      assert.equal(shown, count);
      await toggle(page, facet, value);
      const wanted = expected(list, { [facet]: [value] });
      assert.deepEqual(await shownOn(page), wanted, `${facet}=${value}`);
      assert.equal(count, wanted.length, `${facet}=${value}`);
      assert.equal(await told(page), count);
      const wrong = await page.evaluate(() => {
        const seen = (x) => x.checkVisibility();
        const holders = [...document.querySelectorAll(".meeting-part, .section-part, .unit:not([data-id])")];
        return [
          ...holders.filter((holder) => seen(holder) !== [...holder.querySelectorAll("[data-id]")].some(seen)).map((holder) => holder.id),
          ...[...document.querySelectorAll(".meeting-part")].filter(seen).filter((part) => Number.parseInt(part.querySelector("[data-shown]").textContent, 10) !== [...part.querySelectorAll("[data-id]")].filter(seen).length).map((part) => `count of ${part.id}`),
        ];
      });
      assert.deepEqual(wrong, [], `${facet}=${value}`);
      await toggle(page, facet, value);
    }
    assert.deepEqual(await shownOn(page), all);
    assert.equal(new URL(page.url()).search, "");
  });

  test(`boxes widen within a facet and narrow between facets: ${address}`, async () => {
    await go(address);
    const [one, two] = (await options(page)).filter((o) => o.facet === "accion");
    await toggle(page, "accion", one.value);
    await toggle(page, "accion", two.value);
    assert.equal((await shownOn(page)).length, one.count + two.count);
    for (const { facet, value, count } of (await options(page)).filter((o) => o.facet === "destinatario")) {
      const wanted = expected(list, { accion: [one.value, two.value], destinatario: [value] });
      if (count === 0) {
        assert.equal(wanted.length, 0, value);
        assert.ok(!(await page.locator(`fieldset[data-facet="${facet}"] input[value="${value}"]`).isVisible()), `${value} would give nothing, and is no choice`);
        continue;
      }
      await toggle(page, facet, value);
      assert.deepEqual(await shownOn(page), wanted, value);
      assert.equal(wanted.length, count, value);
      await toggle(page, facet, value);
    }
    await page.locator("[data-chips] button").last().click();
    assert.equal((await options(page)).filter((o) => o.checked).length, 0);
    assert.deepEqual(await shownOn(page), list.map((unit) => unit.id));
  });
}

test("themes that go together: each figure is what its link shows", async () => {
  const wanted = new Map(ofTheme.flatMap((unit) => unit.themes).filter((id) => id !== busiest).map((id) => [id, 0]));
  for (const id of wanted.keys()) wanted.set(id, ofTheme.filter((unit) => unit.themes.includes(id)).length);
  await go(THEME);
  const links = await page.$$eval(".together li", (all) => all.map((li) => ({ id: li.dataset.value, n: Number(li.querySelector(".n").textContent), href: li.querySelector(".n").getAttribute("href") })));
  assert.deepEqual(new Map(links.map(({ id, n }) => [id, n])), wanted);
  assert.deepEqual(links.map(({ n }) => n), links.map(({ n }) => n).toSorted((a, b) => b - a), "the most frequent first");
  for (const { id, n, href } of links.slice(0, 4)) {
    await go(`temas/${href}`);
    assert.deepEqual(await shownOn(page), ofTheme.filter((unit) => unit.themes.includes(id)).map((unit) => unit.id));
    assert.equal(await told(page), n);
  }
});

test("a link to what is filtered away takes the filter away", async () => {
  const seldom = (await go(THEME), await options(page)).toSorted((a, b) => a.count - b.count)[0];
  await toggle(page, seldom.facet, seldom.value);
  const hidden = await page.$eval(".meeting-part[hidden]", (part) => part.id);
  await page.locator(`main svg a[href="#${hidden}"]`).click();
  await page.waitForFunction((id) => document.getElementById(id).checkVisibility(), hidden);
  assert.equal((await shownOn(page)).length, ofTheme.length);
});

test("links from the lists by theme show exactly the part that they head", async () => {
  const links = everyPage()
    .filter(({ file }) => file.startsWith("destinatarios/temas/"))
    .flatMap(({ file, all }) => all.filter((element) => element.tagName === "a" && /\?destinatario=/.test(attribute(element, "href") ?? "")).map((element) => resolve(file, attribute(element, "href"))));
  assert.ok(links.length > 30);
  for (const { file, query } of links.filter((_, at) => at % 7 === 0)) {
    await go(file + query);
    const theme = file.replace(/^temas\/|\.html$/g, "");
    const addressee = new URLSearchParams(query).get("destinatario");
    assert.deepEqual(await shownOn(page), expected(leaves, { tema: [theme], destinatario: [addressee] }), file + query);
  }
});

test("the filters are reached, used and told by keyboard, on a phone too", async () => {
  await page.setViewportSize({ width: 320, height: 700 });
  await go(THEME);
  const summary = page.locator("[data-facets] > summary");
  assert.equal(await page.locator("[data-facets] input").first().isVisible(), false, "folded on a narrow screen");
  await summary.focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  const ticked = (await options(page)).filter((o) => o.checked);
  assert.equal(ticked.length, 1);
  assert.equal(await page.locator("[data-status][role=status]").count(), 1);
  assert.equal(await told(page), ticked[0].count);
  assert.ok(await page.evaluate(() => document.scrollingElement.scrollWidth <= innerWidth));
  await page.setViewportSize({ width: 1280, height: 900 });
});

test("nothing moves when a page opens", async () => {
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: 8 });
  for (const address of [THEME, "reuniones/4.html", "reuniones/11.html", "matriz.html", "matriz.html#destinatarios"]) {
    for (const width of [1280, 768, 320]) {
      await page.setViewportSize({ width, height: 800 });
      await go("404.html");
      await go(address);
      const shift = await page.evaluate(
        () =>
          new Promise((done) => {
            let sum = 0;
            new PerformanceObserver((list) => {
              for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value;
            }).observe({ type: "layout-shift", buffered: true });
            setTimeout(() => done(sum), 50);
          }),
      );
      assert.ok(shift < 0.01, `${address} at ${width} px: ${shift}`);
    }
  }
  await session.send("Emulation.setCPUThrottlingRate", { rate: 1 });
});

test("the words that a provision hangs from are in sight, above it or above the one before it", async () => {
  const leads = () =>
    page.$$eval("main article[data-id]", (all) =>
      all.filter((entry) => entry.checkVisibility()).flatMap((entry) => {
        const before = entry.previousElementSibling;
        const above = before?.checkVisibility() ? [...before.querySelectorAll(".lead")].map((lead) => lead.textContent) : [];
        return [...entry.querySelectorAll(".lead")].map((lead) => ({ id: entry.dataset.id, own: lead.checkVisibility(), above: above.includes(lead.textContent) }));
      }),
    );
  await go("temas/indemnizacion.html");
  const all = await leads();
  assert.ok(all.some(({ own }) => !own), "what is said already is not said again");
  assert.deepEqual(all.filter(({ own, above }) => own === above), []);
  // One in the midst of the list goes: the next one says them itself.
  await go("temas/indemnizacion.html?accion=consideracion&accion=aliento");
  const some = await leads();
  assert.ok(some.length > 0 && some.length < all.length);
  assert.deepEqual(some.filter(({ own, above }) => own === above), []);
});

test("without script the full list stands and no control is shown", async () => {
  const plain = await open(disk, { javaScriptEnabled: false });
  await plain.go(`${THEME}?destinatario=${ofTheme[0].addressees[0]}`);
  assert.equal((await plain.page.locator("main [data-id]:visible").count()), ofTheme.length);
  assert.equal(await plain.page.locator("main input:visible, main button:visible, [data-facets]:visible").count(), 0);
  assert.ok((await plain.page.locator(".together a:visible").count()) > 0);
  await plain.close();
});

test("nothing of this complained", () => assert.deepEqual(faults, []));
