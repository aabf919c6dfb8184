// A page fits its screen: nothing runs out to the side at 320 pixels (also 400 % of 1280), headings and landmarks are in order, nothing jumps.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { answered, disk, open } from "../support/browser.mjs";
import { samples } from "../support/site.mjs";

const { page, faults, go, close } = await open(disk);
after(close);

for (const width of [320, 768, 1280]) {
  test(`no page runs out to the side at ${width} px`, async () => {
    await page.setViewportSize({ width, height: 800 });
    const wide = [];
    for (const sample of [...samples, "buscar.html?q=trata&tema=indemnizacion"]) {
      await go(sample);
      if (sample.startsWith("buscar")) await answered(page);
      // Folded parts are opened: they must fit too.
      await page.$$eval("details", (all) => all.forEach((details) => { details.open = true; }));
      const over = await page.evaluate(() => {
        if (document.scrollingElement.scrollWidth <= innerWidth) return null;
        const culprit = [...document.querySelectorAll("body *")].find((x) => x.getBoundingClientRect().right > innerWidth + 0.5);
        return `${document.scrollingElement.scrollWidth} px: ${culprit?.outerHTML.slice(0, 120)}`;
      });
      if (over !== null) wide.push(`${sample}: ${over}`);
    }
    assert.deepEqual(wide, []);
  });
}

test("at 320 px the head takes two lines, and its menu lies over the page and moves nothing", async () => {
  await page.setViewportSize({ width: 320, height: 800 });
  await go("recomendaciones/4-46-j-iii.html");
  const top = () => page.locator("h1").evaluate((element) => element.getBoundingClientRect().top);
  const before = await top();
  assert.ok((await page.locator(".site-head").evaluate((element) => element.getBoundingClientRect().height)) <= 100);
  await page.locator(".site-menu summary").focus();
  await page.keyboard.press("Enter");
  const links = await page.$$eval(".site-menu a", (all) => all.filter((x) => x.checkVisibility()).map((x) => x.textContent));
  assert.deepEqual(links, await page.$$eval(".site-nav a", (all) => all.map((x) => x.textContent)));
  assert.equal(await top(), before);
  await page.setViewportSize({ width: 1280, height: 800 });
  assert.ok(!(await page.locator(".site-menu").isVisible()) && (await page.locator(".site-nav").isVisible()));
});

test("one main, one h1, headings without gaps, landmarks with names of their own", async () => {
  await page.setViewportSize({ width: 1280, height: 900 });
  for (const sample of samples) {
    await go(sample);
    const { mains, headings, landmarks } = await page.evaluate(() => ({
      mains: document.querySelectorAll("main").length,
      headings: [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].filter((h) => h.checkVisibility()).map((h) => Number(h.tagName[1])),
      landmarks: [...document.querySelectorAll("nav, aside, [role=search], section[aria-label]")].map(
        (x) => `${x.tagName} ${x.getAttribute("aria-label") ?? document.getElementById(x.getAttribute("aria-labelledby"))?.textContent ?? "-"}`,
      ),
    }));
    assert.equal(mains, 1, sample);
    assert.equal(headings.filter((level) => level === 1).length, 1, sample);
    headings.forEach((level, i) => assert.ok(level <= (headings[i - 1] ?? 0) + 1, `${sample}: h${level} after h${headings[i - 1]}`));
    assert.equal(new Set(landmarks).size, landmarks.length, `${sample}: ${landmarks.join(", ")}`);
    assert.ok(!landmarks.some((name) => name.endsWith(" -")), `${sample}: a landmark without a name: ${landmarks.join(", ")}`);
  }
});

test("nothing jumps while a page loads", async () => {
  // A slow machine paints what has arrived so far: what a fast one never shows half-done is seen here.
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: 8 });
  const states = [...samples.map((sample) => ({ sample, width: 1280 })), ...[320, 768].map((width) => ({ sample: "buscar.html", width }))];
  for (const { sample, width } of states) {
    await page.setViewportSize({ width, height: 800 });
    await go(sample);
    if (sample === "buscar.html") await answered(page);
    const shift = await page.evaluate(
      () =>
        new Promise((done) => {
          let sum = 0;
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value;
          }).observe({ type: "layout-shift", buffered: true });
          setTimeout(() => done(sum), 50);
        }),
    );
    assert.ok(shift < 0.01, `${sample} at ${width} px: ${shift}`);
  }
  await session.send("Emulation.setCPUThrottlingRate", { rate: 1 });
});

test("targets are 24 px and more, but for links within a text", async () => {
  await page.setViewportSize({ width: 320, height: 800 });
  for (const sample of ["index.html", "buscar.html", "recomendaciones/4-46-j-iii.html", "matriz.html"]) {
    await go(sample);
    if (sample === "buscar.html") await answered(page);
    const small = await page.$$eval("button, input, summary, label:has(input), header a, .matrix td a", (all) =>
      all
        .filter((x) => x.checkVisibility() && !x.closest("label:has(input) > *"))
        .filter((x) => !(x instanceof HTMLInputElement && x.type === "checkbox"))
        .map((x) => ({ html: x.outerHTML.slice(0, 90), box: x.getBoundingClientRect() }))
        .filter(({ box }) => box.height < 23.5 || box.width < 23.5)
        .map(({ html, box }) => `${Math.round(box.width)}×${Math.round(box.height)} ${html}`),
    );
    assert.deepEqual(small, [], sample);
  }
});

test("nothing of this complained", () => assert.deepEqual(faults, []));
