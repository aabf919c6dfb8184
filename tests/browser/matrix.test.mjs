// The matrix: groups that fold, two tables of which the address chooses one, and both without script.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { disk, open, places } from "../support/browser.mjs";

const { page, faults, go, close } = await open(disk);
after(close);

const rows = () => page.locator(".matrix tbody tr:not(.group):visible").count();
const buttons = () => page.locator(".matrix .group button:visible");

test("a group folds and unfolds, tells so, and the address keeps it", async () => {
  await go("matriz.html");
  const all = await rows();
  const first = buttons().first();
  assert.equal(await first.getAttribute("aria-expanded"), "true");
  const controlled = page.locator(`[id="${await first.getAttribute("aria-controls")}"]`);
  const own = await controlled.locator("tr:not(.group)").count();
  assert.ok((await first.evaluate((b) => document.getElementById(b.getAttribute("aria-labelledby")).textContent)).length > 3);
  await first.focus();
  await page.keyboard.press("Enter");
  assert.equal(await first.getAttribute("aria-expanded"), "false");
  assert.equal(await rows(), all - own);
  assert.equal(await controlled.locator("tr:not(.group):visible").count(), 0);
  assert.ok(await controlled.locator(".group td").first().isVisible(), "the group's figures stay");
  assert.equal(new URL(page.url()).searchParams.getAll("plegado").length, 1);
  await page.reload();
  assert.equal(await rows(), all - own);
  await buttons().first().click();
  assert.equal(await rows(), all);
  assert.equal(new URL(page.url()).search, "");
});

test("all groups fold at once, in both tables", async () => {
  await go("matriz.html");
  const all = page.locator("[data-fold-all]");
  await all.click();
  assert.equal(await rows(), 0);
  await page.locator('.views a[href="#destinatarios"]').click();
  assert.equal(await rows(), 0);
  assert.equal(await page.locator(".matrix .group:visible").count(), 5);
  await all.click();
  assert.equal(await rows(), 32);
});

for (const place of places) {
  test(`the address chooses the table, with script and without, ${place.name}`, async () => {
    for (const javaScriptEnabled of [true, false]) {
      const window = await open(place, { javaScriptEnabled });
      const captions = async () => window.page.locator(".matrix caption:visible").allInnerTexts();
      await window.go("matriz.html");
      assert.match((await captions()).join(), /por reunión$/);
      await window.page.locator('.views a[href="#destinatarios"]').click();
      assert.match((await captions()).join(), /por destinatario$/);
      assert.ok(await window.page.locator(".views").evaluate((x) => x.getBoundingClientRect().bottom > 0), "the switch is still there");
      await window.page.locator('.views a[href="#reuniones"]').click();
      assert.match((await captions()).join(), /por reunión$/);
      await window.go("matriz.html?plegado=nada#destinatarios");
      assert.match((await captions()).join(), /por destinatario$/);
      if (!javaScriptEnabled) assert.equal(await window.page.locator("main button:visible").count(), 0);
      assert.deepEqual(window.faults, []);
      await window.close();
    }
  });
}

test("the second table fits a phone, scrolling inside itself with its first column held", async () => {
  await page.setViewportSize({ width: 320, height: 640 });
  await go("404.html");
  await go("matriz.html#destinatarios");
  assert.ok(await page.evaluate(() => document.scrollingElement.scrollWidth <= innerWidth));
  const held = await page.locator(".by-destinatarios .scroller").evaluate((scroller) => {
    const cells = [...scroller.querySelectorAll("tbody tr")].slice(0, 2).map((row) => row.cells[0]);
    const before = cells.map((cell) => cell.getBoundingClientRect().left);
    scroller.scrollLeft = 200;
    return cells.every((cell, at) => Math.abs(cell.getBoundingClientRect().left - before[at]) < 1) && scroller.scrollLeft > 100;
  });
  assert.ok(held);
  await page.setViewportSize({ width: 1280, height: 900 });
});

test("on paper nothing is folded", async () => {
  await go("404.html");
  await go("matriz.html?plegado=prevencion");
  const seen = await rows();
  await page.emulateMedia({ media: "print" });
  assert.ok((await rows()) > seen);
  await page.emulateMedia({ media: "screen" });
});

test("nothing of this complained", () => assert.deepEqual(faults, []));
