// Everything can be done with the keyboard alone, and the focus is always seen.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { answered, disk, open } from "../support/browser.mjs";
import { samples } from "../support/site.mjs";

const { page, faults, go, close } = await open(disk);
after(close);

/** What has the focus, in a word. */
const focused = () => page.evaluate(() => `${document.activeElement.tagName}#${document.activeElement.id}`);

test("/ puts the cursor into the search box, and is a letter while typing", async () => {
  for (const address of ["index.html", "buscar.html", "recomendaciones/4-46-j-iii.html"]) {
    await go(address);
    await page.locator("h1").first().waitFor({ state: "attached" });
    await page.keyboard.press("/");
    assert.ok(await page.evaluate(() => document.activeElement.matches("input[type=search]")), address);
    assert.equal(await page.evaluate(() => document.activeElement.value), "", "the sign itself is not typed");
    await page.keyboard.type("1/2");
    assert.equal(await page.evaluate(() => document.activeElement.value), "1/2");
  }
});

test("arrows walk the results, Enter opens one, Esc clears", async () => {
  await go("buscar.html?q=trata");
  await answered(page);
  await page.focus("#q");
  const links = await page.$$eval("[data-results] [data-id] a", (all) => all.map((a) => a.getAttribute("href")));
  const here = () => page.evaluate(() => document.activeElement.getAttribute("href"));
  await page.keyboard.press("ArrowDown");
  assert.equal(await here(), links[0]);
  await page.keyboard.press("ArrowDown");
  assert.equal(await here(), links[1]);
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  assert.equal(await focused(), "INPUT#q", "above the first result is the box");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Escape");
  await answered(page);
  assert.equal(await focused(), "INPUT#q");
  assert.equal(await page.inputValue("#q"), "");
  assert.equal(new URL(page.url()).searchParams.get("q"), null, "the address is clear too");
  await page.keyboard.type("indemnización");
  await answered(page);
  await page.keyboard.press("ArrowDown");
  const first = await here();
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => url.pathname.endsWith(`/${first}`));
});

test("a box of a facet is ticked with the space bar", async () => {
  await go("buscar.html");
  await answered(page);
  await page.locator("fieldset[data-facet=tema] input").first().focus();
  await page.keyboard.press("Space");
  await answered(page);
  assert.equal(new URL(page.url()).searchParams.getAll("tema").length, 1);
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute("name")), "tema", "the focus stays");
});

test("the first stop is the way past the header, and it leads there", async () => {
  for (const sample of samples) {
    await go(sample);
    await page.keyboard.press("Tab");
    const skip = await page.evaluate(() => {
      const a = document.activeElement;
      const { left, top, width, height } = a.getBoundingClientRect();
      return { href: a.getAttribute("href"), first: a === document.body.firstElementChild, seen: left >= 0 && top >= 0 && width > 20 && height >= 24 };
    });
    assert.deepEqual(skip, { href: "#content", first: true, seen: true }, sample);
    await page.keyboard.press("Enter");
    assert.equal(await focused(), "MAIN#content", sample);
  }
});

test("every stop shows that it has the focus", async () => {
  for (const sample of ["index.html", "buscar.html", "matriz.html", "recomendaciones/4-46-j-iii.html"]) {
    await go(sample);
    if (sample === "buscar.html") await answered(page);
    const unseen = [];
    for (let i = 0; i < 25; i++) {
      await page.keyboard.press("Tab");
      const stop = await page.evaluate(() => {
        const a = document.activeElement;
        if (a === document.body) return null;
        // In the drawing of the time line the bar's frame is drawn instead of an outline.
        const shown = [a, ...a.querySelectorAll("*")].some((x) => {
          const style = getComputedStyle(x);
          return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) || (x !== a && x instanceof SVGElement && style.stroke !== "none" && parseFloat(style.strokeWidth) >= 2);
        });
        return shown ? "" : a.outerHTML.slice(0, 120);
      });
      if (stop === null) break;
      if (stop !== "") unseen.push(stop);
    }
    assert.deepEqual(unseen, [], sample);
  }
});

test("a wide table and a source passage scroll with the keyboard", async () => {
  await page.setViewportSize({ width: 320, height: 640 });
  await go("matriz.html");
  const scroller = page.locator("[tabindex='0']").filter({ has: page.locator("table") }).first();
  await scroller.focus();
  await page.keyboard.press("ArrowRight");
  await page.waitForFunction(() => document.activeElement.scrollLeft > 0);
  await page.setViewportSize({ width: 1280, height: 900 });
});

test("nothing of this complained", () => assert.deepEqual(faults, []));
