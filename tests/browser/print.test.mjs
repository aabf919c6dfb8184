// On paper there is no chrome: the words, their reference, and where they come from; black on white whatever the screen's scheme.

import assert from "node:assert/strict";
import { test } from "node:test";
import { disk, open } from "../support/browser.mjs";
import { samples, text, units } from "../support/site.mjs";

test("no navigation, box or button is printed, and the writing is dark on white", async () => {
  const { page, go, close } = await open(disk, { colorScheme: "dark" });
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  for (const sample of samples) {
    await go(sample);
    const left = await page.$$eval("header nav, nav[aria-label], form, button, input, .skip", (all) =>
      all.filter((x) => x.checkVisibility()).map((x) => x.outerHTML.slice(0, 100)),
    );
    assert.deepEqual(left, [], sample);
    const { ink, ground } = await page.evaluate(() => ({ ink: getComputedStyle(document.body).color, ground: getComputedStyle(document.body).backgroundColor }));
    assert.match(ink, /^rgb\((\d{1,2}), (\d{1,2}), (\d{1,2})\)$/, `${sample}: the ink is dark`);
    assert.match(ground, /rgba\(0, 0, 0, 0\)|rgb\(255, 255, 255\)/, `${sample}: the ground is paper`);
  }
  await close();
});

test("a recommendation prints with its reference and its source", async () => {
  const { page, go, close } = await open(disk);
  await page.emulateMedia({ media: "print" });
  const unit = units.find(({ id }) => id === "4.46.j.iii");
  await go(unit.url);
  const printed = (await page.locator("body").innerText()).replace(/\s+/g, " ");
  for (const part of [unit.reference, unit.text, ...unit.lead, unit.symbol]) assert.ok(printed.includes(part), part);
  await close();
});

test("the browser makes a PDF of a recommendation, a meeting, a theme and the whole register", async () => {
  const { page, go, close } = await open(disk);
  const count = async (/** @type {string} */ address) => {
    await go(address);
    const pdf = await page.pdf({ format: "A4", preferCSSPageSize: true });
    assert.equal(pdf.subarray(0, 5).toString(), "%PDF-");
    return (pdf.toString("latin1").match(/\/Type\s*\/Page\b(?!s)/g) ?? []).length;
  };
  assert.equal(await count("recomendaciones/4-46-j-iii.html"), 1, "a short recommendation fits one page");
  assert.ok((await count("reuniones/4.html")) < 25);
  assert.ok((await count("temas/proteccion-y-asistencia.html")) < 40);
  const whole = await count("recomendaciones/index.html");
  assert.ok(whole > 20 && whole < 120, `${whole} pages`);
  await close();
});

test("the heads of printed pages name the meeting, and break no page by themselves", async () => {
  const { page, go, close } = await open(disk);
  await page.emulateMedia({ media: "print" });
  const pageOf = (/** @type {string} */ selector) => page.locator(selector).evaluate((element) => getComputedStyle(element).getPropertyValue("page"));
  const heads = text("css/print.css");
  assert.match(heads, /@page reunion-4 \{ @top-right \{ content: "Cuarta reunión \(2011\)"; \} \}/);
  await go("reuniones/4.html");
  assert.equal(await pageOf("body"), "reunion-4");
  await go("recomendaciones/index.html");
  assert.equal(await pageOf("section:has(> #reunion-4)"), "reunion-4");
  // The third has no recommendations: it follows on the second's last page.
  assert.equal(await pageOf("section:has(> #reunion-3)"), "reunion-2");
  await close();
});
