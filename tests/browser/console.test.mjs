// Every kind of page opens without a complaint: nothing in the console, nothing that fails to load, nothing asked of another host.

import assert from "node:assert/strict";
import { test } from "node:test";
import { open, places } from "../support/browser.mjs";
import { samples } from "../support/site.mjs";

for (const place of places) {
  test(`every kind of page is silent ${place.name}`, async () => {
    const { page, faults, go, close } = await open(place);
    for (const sample of samples) {
      await go(sample);
      assert.equal(await page.locator("h1").count(), 1, `${sample} has one main heading`);
    }
    await go("buscar.html?q=indemnizaci%C3%B3n&tema=indemnizacion");
    await page.waitForSelector("[data-results][data-state=ready]", { state: "attached" });
    assert.deepEqual(faults, []);
    await close();
  });
}
