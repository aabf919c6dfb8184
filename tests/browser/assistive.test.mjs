// What axe cannot see: the order of the focus, colours that the system forces, motion, what a screen reader is given of the matrix
// and the charts, and how often a live region speaks. Skip link, visible focus, headings, landmarks and 400 % zoom are in
// keyboard.test.mjs and layout.test.mjs.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { answered, disk, open } from "../support/browser.mjs";
import { samples, units } from "../support/site.mjs";

const { page, faults, go, close } = await open(disk);
after(close);

test("the focus goes down the page as the eye does", async () => {
  for (const sample of samples) {
    await go(sample);
    const faults = await page.evaluate(() => {
      const stops = [...document.querySelectorAll("a[href], button, input, summary, [tabindex]")].filter(
        (x) => x.checkVisibility() && x instanceof HTMLElement && x.tabIndex >= 0 && x.closest("main") && !x.closest("svg"),
      );
      const forced = stops.filter((x) => x instanceof HTMLElement && x.tabIndex > 0).map((x) => `order by hand: ${x.outerHTML.slice(0, 100)}`);
      // Stops that stand one above the other, in one column, come from top to bottom.
      const back = stops.slice(1).flatMap((stop, i) => {
        const [a, b] = [stops[i], stop].map((x) => x.getBoundingClientRect());
        const oneColumn = Math.min(a.right, b.right) - Math.max(a.left, b.left) > 8;
        return oneColumn && b.bottom <= a.top ? [`upwards to ${stop.outerHTML.slice(0, 100)}`] : [];
      });
      return [...forced, ...back];
    });
    assert.deepEqual(faults, [], sample);
  }
});

test("with forced colours everything that carries meaning is still seen", async () => {
  await page.emulateMedia({ forcedColors: "active" });
  for (const sample of ["index.html", "temas/indemnizacion.html", "matriz.html", "recomendaciones/4-46-j-iii.html"]) {
    await go(sample);
    const unseen = await page.evaluate(() => {
      const ground = getComputedStyle(document.body).backgroundColor;
      const shapes = [...document.querySelectorAll("svg :is(rect, circle, path)")].filter((x) => x.getBoundingClientRect().height > 0 && x.checkVisibility());
      const bars = shapes.filter((x) => {
        const { fill, stroke, opacity } = getComputedStyle(x);
        // What is there to be pointed at is not drawn.
        return opacity !== "0" && [fill, stroke].every((colour) => colour === ground);
      });
      const cells = [...document.querySelectorAll("table.matrix td a")].filter((x) => getComputedStyle(x).color === ground);
      const controls = [...document.querySelectorAll("button:not(.theme-switch), input[type=search]")].filter(
        (x) => {
          const { borderTopStyle, textDecorationLine } = getComputedStyle(x);
          const sign = getComputedStyle(x, "::before");
          // A sign drawn with borders would be a block if the system coloured all of them.
          const isDrawn = sign.content !== "none" && sign.forcedColorAdjust === "none";
          return x.checkVisibility() && borderTopStyle === "none" && textDecorationLine === "none" && !isDrawn;
        },
      );
      return [...bars, ...cells, ...controls].map((x) => x.outerHTML.slice(0, 100));
    });
    assert.deepEqual(unseen, [], sample);
    await page.keyboard.press("Tab");
    assert.notEqual(await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle), "none", `${sample}: the focus`);
  }
  await page.emulateMedia({ forcedColors: "none" });
});

test("nothing moves for those who asked for stillness", async () => {
  for (const sample of samples) {
    await go(sample);
    const moving = await page.evaluate(() =>
      [...document.querySelectorAll("*")]
        .filter((x) => {
          const { transitionDuration, animationName, animationDuration, scrollBehavior } = getComputedStyle(x);
          const lasts = (/** @type {string} */ durations) => durations.split(",").some((d) => parseFloat(d) > 0.01);
          return lasts(transitionDuration) || (animationName !== "none" && lasts(animationDuration)) || scrollBehavior === "smooth";
        })
        .map((x) => x.outerHTML.slice(0, 80)),
    );
    assert.deepEqual(moving, [], sample);
  }
});

test("a screen reader is given the matrix as a table with the names of its rows and columns", async () => {
  await go("matriz.html");
  const tree = await page.locator("table.matrix").first().ariaSnapshot();
  assert.match(tree, /^- table/);
  assert.ok((tree.match(/columnheader "/g) ?? []).length >= 11, "the meetings");
  assert.ok((tree.match(/rowheader "/g) ?? []).length >= 32, "the themes");
  assert.match(tree, /link "[^"]*\d/, "cells are links with their number");
  assert.equal(await page.locator("table.matrix").first().locator("caption").count(), 1);
});

test("a screen reader is given the charts in words and numbers", async () => {
  await go("index.html");
  const counts = [1, 2, 4, 5].map((meeting) => units.filter((unit) => unit.meeting === meeting && unit.children.length === 0).length);
  const tree = await page.locator("main").ariaSnapshot();
  for (const count of counts) assert.match(tree, new RegExp(`link ".*\\b${count}\\b`), `${count} provisions`);
  await go("temas/indemnizacion.html");
  const chart = await page.locator("main svg").first().evaluate((svg) => {
    const hidden = svg.closest("[aria-hidden=true]") !== null;
    return hidden ? "hidden" : `${svg.getAttribute("role")} ${svg.getAttribute("aria-label") ?? document.getElementById(svg.getAttribute("aria-labelledby") ?? "")?.textContent ?? ""}`;
  });
  assert.match(chart, /^(img|group|list|graphics-document) .+/, chart);
});

test("a live region says the result once, not each letter", async () => {
  await go("buscar.html");
  await answered(page);
  await page.evaluate(() => {
    const said = (globalThis.said = /** @type {string[]} */ ([]));
    for (const region of document.querySelectorAll("[role=status], [aria-live]")) {
      new MutationObserver(() => said.push(region.textContent.trim())).observe(region, { childList: true, characterData: true, subtree: true });
    }
  });
  await page.locator("#q").pressSequentially("indemnización", { delay: 15 });
  await answered(page);
  await page.waitForTimeout(900);
  const said = await page.evaluate(() => globalThis.said.filter((words) => words !== ""));
  assert.ok(said.length >= 1 && said.length <= 3, `for 13 letters it said: ${said.join(" | ")}`);
  assert.match(said.at(-1), /\d/);
});

test("nothing of this complained", () => assert.deepEqual(faults, []));
