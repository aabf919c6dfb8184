// WCAG 2.2, levels A and AA, as far as a machine can see: axe-core over every kind of page, light and dark, wide and at 320 pixels.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import axe from "axe-core";
import { answered, disk, open } from "../support/browser.mjs";
import { samples } from "../support/site.mjs";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];
// The search page is judged as a reader meets it: with results and a filter, and with nothing found. Hundreds of results alike would only take time.
const STATES = [...samples.filter((sample) => sample !== "buscar.html"), "buscar.html?q=indemnizaci%C3%B3n&tema=indemnizacion", "buscar.html?q=%22trata+de+elefantes%22"];
const VIEWS = [1280, 320].flatMap((width) => ["light", "dark"].map((colorScheme) => ({ width, colorScheme })));

describe("WCAG 2.2 A and AA", { concurrency: 2 }, () => {
  for (const { width, colorScheme } of VIEWS) {
    test(`no violation at ${width} px, ${colorScheme}`, async () => {
      const { page, go, close } = await open(disk, { colorScheme, viewport: { width, height: 800 } });
      const found = [];
      for (const sample of STATES) {
        await go(sample);
        if (sample.startsWith("buscar")) await answered(page);
        if (sample.startsWith("buscar")) await page.click("[data-open-selection]");
        if (await page.locator("[data-results] .keep").count() > 0) await page.locator("[data-results] .keep").first().click();
        await page.$$eval("details", (all) => all.forEach((details) => { details.open = true; }));
        await page.evaluate(axe.source);
        const violations = await page.evaluate(
          async (tags) => {
            const run = { runOnly: { type: "tag", values: tags }, rules: { "target-size": { enabled: true } }, resultTypes: ["violations"] };
            const { violations } = await globalThis.axe.run(document, run);
            return violations.map((v) => `${v.id}: ${v.nodes.length} × ${v.nodes[0].html.slice(0, 140)} — ${v.nodes[0].failureSummary?.replace(/\s+/g, " ")}`);
          },
          TAGS,
        );
        found.push(...violations.map((violation) => `${sample}: ${violation}`));
      }
      assert.deepEqual(found, []);
      await close();
    });
  }
});
