// Light and dark: by the system, by the switch, and remembered from page to page.

import assert from "node:assert/strict";
import { test } from "node:test";
import { open, places } from "../support/browser.mjs";

/** Is what the reader sees light writing on a dark ground? @param {import("playwright-core").Page} page */
const isDark = (page) =>
  page.evaluate(() => {
    const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    const luminance = (/** @type {string} */ colour) => {
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      const [r, g, b] = canvas.getImageData(0, 0, 1, 1).data;
      return r + g + b;
    };
    const style = getComputedStyle(document.documentElement);
    return luminance(style.backgroundColor) < luminance(getComputedStyle(document.body).color);
  });

for (const place of places) {
  test(`the system's setting is followed, ${place.name}`, async () => {
    for (const colorScheme of ["light", "dark"]) {
      const { page, go, close } = await open(place, { colorScheme });
      await go("index.html");
      assert.equal(await isDark(page), colorScheme === "dark", colorScheme);
      await close();
    }
  });

  test(`the switch is remembered over pages and visits, ${place.name}`, async () => {
    for (const colorScheme of ["light", "dark"]) {
      const { page, context, faults, go, close } = await open(place, { colorScheme });
      await go("index.html");
      const control = () => page.locator("header button:visible");
      assert.equal(await control().getAttribute("aria-label"), "Modo oscuro");
      assert.equal(await control().getAttribute("aria-pressed"), String(colorScheme === "dark"));
      await control().click();
      const chosen = colorScheme === "light";
      assert.equal(await isDark(page), chosen);
      assert.equal(await control().getAttribute("aria-pressed"), String(chosen), "the button says so");
      for (const address of ["recomendaciones/4-46-j-iii.html", "temas/indemnizacion.html", "buscar.html"]) {
        await go(address);
        assert.equal(await isDark(page), chosen, address);
      }
      await page.reload();
      assert.equal(await isDark(page), chosen, "after loading again");
      const other = await context.newPage();
      await other.goto(`${place.base}metodo.html`);
      assert.equal(await isDark(other), chosen, "in another tab");
      await control().click();
      assert.equal(await isDark(page), !chosen, "and back");
      assert.deepEqual(faults, []);
      await close();
    }
  });
}
