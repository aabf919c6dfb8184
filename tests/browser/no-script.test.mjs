// No script is needed to read: without JavaScript every page has its content and no control that cannot work.

import assert from "node:assert/strict";
import { test } from "node:test";
import { disk, open, places } from "../support/browser.mjs";
import { samples, units } from "../support/site.mjs";

const squeeze = (/** @type {string} */ s) => s.replace(/\s+/g, "");

/** What a reader sees of a page's content, but for the buttons, filters and messages that only scripts bring. @param {import("playwright-core").Page} page */
async function content(page) {
  await page.$$eval("main :is(button, [data-facets], [role=status], #permalink)", (all) => all.forEach((element) => element.remove()));
  return squeeze(await page.locator("main").innerText());
}

test("every kind of page is complete without JavaScript", async () => {
  const plain = await open(disk, { javaScriptEnabled: false });
  const scripted = await open(disk);
  for (const sample of samples) {
    await plain.go(sample);
    assert.equal(await plain.page.locator("button[type=button]:visible").count(), 0, `${sample} shows a button that does nothing`);
    const unit = units.find(({ url }) => url === sample);
    if (unit) assert.ok(squeeze(await plain.page.locator("[data-part=text]").innerText()).includes(squeeze(unit.text).slice(0, 80)), sample);
    const seen = await content(plain.page);
    assert.ok(seen.length > 100, `${sample}: ${seen}`);
    if (sample === "buscar.html") continue;
    await scripted.go(sample);
    assert.equal(seen, await content(scripted.page), sample);
  }
  assert.deepEqual(plain.faults, []);
  await plain.close();
  await scripted.close();
});

for (const place of places) {
  test(`the search page says plainly what it needs, and where to read on, ${place.name}`, async () => {
    const { page, go, close } = await open(place, { javaScriptEnabled: false });
    await go("buscar.html?q=trata");
    assert.match(await page.locator("main").innerText(), /JavaScript/);
    const ways = await page.locator("main a:visible").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
    assert.ok(ways.includes("recomendaciones/index.html") && ways.includes("temas/index.html"), ways.join(" "));
    assert.equal(await page.locator("fieldset:visible").count(), 0, "no filters that do nothing");
    await close();
  });

  test(`the folded passage opens without JavaScript, ${place.name}`, async () => {
    const { page, go, close } = await open(place, { javaScriptEnabled: false });
    await go("recomendaciones/4-46-j-iii.html");
    await page.locator("details.excerpt summary").click();
    assert.ok(await page.locator("details.excerpt td.raw").first().isVisible());
    await go("documentos/ctoc-cop-wg-4-2019-6.html");
    const number = () => page.locator("#L192").evaluate((line) => getComputedStyle(line, "::before").content);
    assert.equal(await number(), "none");
    await page.locator("input[type=checkbox]").first().check();
    assert.match(await number(), /192/, "line numbers on demand");
    await close();
  });
}
