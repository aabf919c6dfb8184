// The reader's way: portada, a bar of the time line, a recommendation, the very line of its source, and back again.

import assert from "node:assert/strict";
import { test } from "node:test";
import { open, places } from "../support/browser.mjs";
import { units } from "../support/site.mjs";

const unit = units.find(({ id }) => id === "4.46.j.iii");

for (const place of places) {
  test(`from the portada to a line of the source and back, ${place.name}`, async () => {
    const { page, faults, go, close } = await open(place);
    const at = (/** @type {string} */ address) => page.waitForURL(place.base + address);

    await go("index.html");
    await page.locator('main svg a[data-count][href$="reuniones/4.html"]').click();
    await at("reuniones/4.html");
    await page.locator(`main [data-id="${unit.id}"] a[href$="4-46-j-iii.html"]`).first().click();
    await at(unit.url);
    assert.equal((await page.locator("[data-part=citation]").innerText()).trim(), unit.reference);

    const anchor = `L${unit.lines[0]}`;
    await page.locator(`main a[href="../documentos/${unit.document}.html#${anchor}"]`).first().click();
    await at(`documentos/${unit.document}.html#${anchor}`);
    const line = page.locator(`[id="${anchor}"]`);
    assert.equal(await line.count(), 1);
    const seen = await line.evaluate((element) => {
      const { top, bottom } = element.getBoundingClientRect();
      return { top, bottom, height: innerHeight, scrolled: scrollY };
    });
    assert.ok(seen.scrolled > 1000 && seen.top >= 0 && seen.bottom <= seen.height, `the line is on the screen: ${JSON.stringify(seen)}`);
    const paragraph = await line.evaluate((element) => element.closest("p")?.textContent ?? "");
    assert.ok(paragraph.includes(unit.text), `the line is that of the words: ${paragraph}`);

    for (const address of [unit.url, "reuniones/4.html", "index.html"]) {
      await page.goBack();
      await at(address);
    }
    assert.deepEqual(faults, []);
    await close();
  });

  test(`an address with a fragment opens at its place, ${place.name}`, async () => {
    const { page, go, close } = await open(place);
    for (const address of ["documentos/ctoc-cop-wg-4-2019-5.html#p4.12", "documentos/ctoc-cop-wg-4-2019-6.html#p12", "temas/indemnizacion.html#reunion-4"]) {
      await go(address);
      const top = await page.locator(`[id="${address.split("#")[1]}"]`).evaluate((element) => element.getBoundingClientRect().top);
      assert.ok(top >= 0 && top < 450, `${address} at ${top}`);
    }
    await close();
  });

  test(`the breadcrumb, the neighbours and the themes of a recommendation lead on, ${place.name}`, async () => {
    const { page, faults, go, close } = await open(place);
    await go(unit.url);
    await page.locator("a[rel=next]").click();
    await page.waitForURL(`${place.base}recomendaciones/4-46-j-iv.html`);
    await page.locator("a[rel=prev]").click();
    await page.waitForURL(place.base + unit.url);
    await page.locator("main nav a").filter({ hasText: "Cuarta reunión" }).first().click();
    await page.waitForURL(`${place.base}reuniones/4.html`);
    await go(unit.url);
    await page.locator('main aside a[href^="../temas/"]').first().click();
    await page.waitForURL(new RegExp(`/temas/${unit.themes[0]}\\.html$`));
    assert.equal(await page.locator(`[data-id="${unit.id}"]`).count(), 1);
    assert.deepEqual(faults, []);
    await close();
  });
}
