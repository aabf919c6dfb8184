// WCAG 2.2, levels A and AA, as far as a machine can see: axe-core over every kind of page, light and dark, wide and at 320 pixels.
// A page is loaded once and looked at in all four ways; what the scheme cannot change is not asked twice.

import assert from "node:assert/strict";
import { test } from "node:test";
import axe from "axe-core";
import { answered, disk, open } from "../support/browser.mjs";
import { samples } from "../support/site.mjs";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];
/** The rules that look at colours. */
const COLOURS = ["color-contrast", "link-in-text-block"];
// The search page is judged as a reader meets it: with results and a filter, and with nothing found.
const STATES = [...samples.filter((sample) => sample !== "buscar.html"), "buscar.html?q=indemnizaci%C3%B3n&tema=indemnizacion", "buscar.html?q=%22trata+de+elefantes%22"];
/** So many of what is alike are judged: hundreds of results, rows or provisions in a row would only take time. */
const ALIKE = 12;

/** Opens what is folded, and keeps the first of each long row of elements that are alike. @param {import("playwright-core").Page} page */
async function prepare(page) {
  const isSearch = page.url().includes("buscar.html");
  if (isSearch) {
    await answered(page);
    await page.click("[data-open-selection]");
    if (await page.locator("[data-results] .keep").count() > 0) await page.locator("[data-results] .keep").first().click();
  }
  await page.evaluate((most) => {
    for (const details of document.querySelectorAll("details")) details.open = true;
    const like = (/** @type {Element} */ x) => `${x.tagName} ${x.className}`;
    for (const parent of document.querySelectorAll("main, main *")) {
      /** @type {Map<string, number>} */
      const seen = new Map();
      for (const child of [...parent.children]) {
        const count = (seen.get(like(child)) ?? 0) + 1;
        seen.set(like(child), count);
        // A table keeps its columns.
        if (count > most && !["TD", "TH", "COL"].includes(child.tagName)) child.remove();
      }
    }
  }, ALIKE);
  await page.evaluate(axe.source);
}

/** @param {import("playwright-core").Page} page @param {string[]} [rules] all of the tags where none are named @returns {Promise<string[]>} */
const violations = (page, rules) =>
  page.evaluate(
    async ({ tags, rules }) => {
      const only = rules ? { type: "rule", values: rules } : { type: "tag", values: tags };
      const options = { runOnly: only, rules: rules ? {} : { "target-size": { enabled: true } }, resultTypes: ["violations"], preload: false };
      const { violations } = await globalThis.axe.run(document, options);
      return violations.map((v) => `${v.id}: ${v.nodes.length} × ${v.nodes[0].html.slice(0, 140)} — ${v.nodes[0].failureSummary?.replace(/\s+/g, " ")}`);
    },
    { tags: TAGS, rules },
  );

test("no violation on any kind of page, light and dark, at 1280 and at 320 px", async () => {
  const waiting = [...STATES];
  /** @type {string[]} */
  const found = [];
  /** One of two windows: whichever is ready takes the next page. */
  const work = async () => {
    const { page, go, close } = await open(disk);
    for (let state = waiting.shift(); state !== undefined; state = waiting.shift()) {
      await page.setViewportSize({ width: 1280, height: 800 });
      await page.emulateMedia({ colorScheme: "light" });
      await go(state);
      await prepare(page);
      for (const width of [1280, 320]) {
        await page.setViewportSize({ width, height: 800 });
        for (const [colorScheme, rules] of /** @type {const} */ ([["light", undefined], ["dark", COLOURS]])) {
          await page.emulateMedia({ colorScheme });
          for (const violation of await violations(page, rules && [...rules])) found.push(`${state} at ${width} px, ${colorScheme}: ${violation}`);
        }
      }
    }
    await close();
  };
  await Promise.all([work(), work()]);
  assert.deepEqual(found.sort(), []);
});
