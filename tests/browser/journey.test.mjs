// The ways that readers go, in two browsers and from two places: portada, recommendation, line of its source and back;
// filters, copying, the dark switch, searching by keyboard, reading without script, printing.
// One way is told once, in what both drivers understand; what a browser alone can do stands in the other tests.

import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { browser as chromium, places } from "../support/browser.mjs";
import { launch } from "../support/firefox.mjs";
import { units } from "../support/site.mjs";

const unit = units.find(({ id }) => id === "4.46.j.iii");
// Firefox has no window without script beside those with it: it is another Firefox.
const [firefox, silent] = await Promise.all([launch(), launch({ "javascript.enabled": false })]);
after(() => Promise.all([firefox.close(), silent.close()]));

/**
 * What a way needs of a browser: a fresh window with its page, and whether it has a script engine.
 * `page` is Playwright's or puppeteer's: goto, goBack, reload, evaluate, click, keyboard and waitForFunction are the same in both.
 * @typedef {{page: any, close: () => Promise<void>}} Window
 * @type {{name: string, open: (options?: {script?: boolean}) => Promise<Window>}[]}
 */
const BROWSERS = [
  {
    name: "Chromium",
    open: async ({ script = true } = {}) => {
      const context = await chromium.newContext({ locale: "es", viewport: { width: 1280, height: 900 }, reducedMotion: "reduce", javaScriptEnabled: script });
      context.setDefaultTimeout(15_000);
      return { page: await context.newPage(), close: () => context.close() };
    },
  },
  {
    name: "Firefox",
    open: async ({ script = true } = {}) => {
      const context = await (script ? firefox : silent).createBrowserContext();
      const page = await context.newPage();
      page.setDefaultTimeout(15_000);
      await page.setViewport({ width: 1280, height: 900 });
      return { page, close: () => context.close() };
    },
  },
];

/** Asks until it is so: a moment may pass between a click and what it does. @param {() => any} isSo @param {() => string} [otherwise] */
async function until(isSo, otherwise = () => String(isSo)) {
  // While a page makes room for the next one it cannot answer.
  for (const end = Date.now() + 15_000; !(await Promise.resolve(isSo()).catch(() => false)); await new Promise((later) => setTimeout(later, 20))) {
    if (Date.now() > end) assert.fail(otherwise());
  }
}

for (const { name, open } of BROWSERS) {
  for (const place of places) {
    describe(`${name}, ${place.name}`, () => {
      /** A window that is closed when its way ends. @param {(page: any, go: (address: string) => Promise<any>, at: (address: string) => Promise<void>) => Promise<void>} way @param {{script?: boolean}} [options] */
      const walk = (way, options) => async () => {
        const { page, close } = await open(options);
        try {
          const go = (/** @type {string} */ address) => page.goto(place.base + address);
          // Asked of the page itself: Firefox's driver is not told of a page that was kept.
          const at = (/** @type {string} */ address) =>
            // Between two pages there is none to ask.
            until(async () => (await page.evaluate(() => location.href).catch(() => "")) === place.base + address, () => `at ${page.url()} instead of ${address}`);
          await way(page, go, at);
        } finally {
          await close();
        }
      };
      const words = (/** @type {any} */ page, /** @type {string} */ selector) => page.$eval(selector, (/** @type {Element} */ e) => e.textContent.replace(/\s+/g, " ").trim());

      /** Clicks what may still be on its way: an address is there before its page. @param {any} page @param {string} selector */
      const click = async (page, selector) => {
        await page.waitForSelector(selector);
        await page.click(selector);
      };

      test("from the portada to a line of the source and back", walk(async (page, go, at) => {
        await go("index.html");
        await page.$eval('main svg a[data-count][href$="reuniones/4.html"]', (/** @type {any} */ bar) => bar.focus());
        await page.keyboard.press("Enter");
        await at("reuniones/4.html");
        await click(page, `main [data-id="${unit.id}"] a[href$="4-46-j-iii.html"]`);
        await at(unit.url);
        await until(async () => (await words(page, "[data-part=citation]")) === unit.reference);
        const line = `documentos/${unit.document}.html#L${unit.lines[0]}`;
        await click(page, `main a[href="../${line}"]`);
        await at(line);
        await until(() => page.$eval(`#L${unit.lines[0]}`, (/** @type {Element} */ place) => {
          const { top, bottom } = place.getBoundingClientRect();
          return scrollY > 1000 && top >= 0 && bottom <= innerHeight;
        }));
        for (const address of [unit.url, "reuniones/4.html", "index.html"]) {
          // Not by the driver, who would wait for a loading that a kept page does without.
          // Later, so that the answer comes before its page is gone.
          await page.evaluate(() => { setTimeout(() => history.back()); });
          await at(address);
        }
      }));

      test("a filter works in place and stands in the address", walk(async (page, go) => {
        await go("temas/indemnizacion.html");
        await page.waitForSelector("fieldset[data-facet] input");
        const shown = () => page.$$eval("main [data-id]", (/** @type {Element[]} */ all) => all.filter((x) => x.checkVisibility()).length);
        const before = await shown();
        const wanted = await page.$eval("fieldset[data-facet=accion] label:has(input)", (/** @type {Element} */ label) => Number(label.querySelector("[data-count]").textContent.match(/\d+/)[0]));
        await page.$eval("fieldset[data-facet=accion] input", (/** @type {HTMLElement} */ box) => box.click());
        await until(() => page.url().includes("accion="));
        assert.equal(await shown(), wanted);
        assert.ok(wanted < before, `${wanted} of ${before}`);
      }));

      test("what is copied is told, or selected where the browser denies it", walk(async (page, go) => {
        await go(unit.url);
        await page.waitForSelector('[data-copy="#citation"]:not([hidden])');
        await page.click('[data-copy="#citation"]');
        await until(() => words(page, "[data-copy-status]"));
        const [told, selected, citation] = await page.evaluate(() => [
          document.querySelector("[data-copy-status]").textContent, String(getSelection()).replace(/\s+/g, " ").trim(), document.querySelector("#citation").textContent.trim(),
        ]);
        if (told === "Copiado") assert.equal(selected, "");
        else assert.deepEqual([told, selected], ["Seleccionado: cópielo con el teclado", citation]);
        await page.click('[data-copy="provision"]');
        if (told !== "Copiado") {
          await page.waitForSelector(".actions textarea");
          const [copied, shown] = await page.evaluate(() => [document.querySelector(".actions textarea").value, document.querySelector("[data-part=text]").textContent.trim().replace(/\s+/g, " ")]);
          assert.ok(copied.endsWith(citation) && copied.includes(shown.slice(0, 40)), copied);
          assert.ok(!copied.includes("Recomendaciones afines"), "nothing of the page around it");
        }
        const hasLink = await page.$eval("[data-permalink]", (/** @type {HTMLElement} */ button) => !button.hidden);
        assert.equal(hasLink, place.base.startsWith("http"), "a path on a disk is no address to share");
      }));

      test("the dark switch is remembered", walk(async (page, go) => {
        await go("index.html");
        const dark = () => page.$eval("[data-theme-switch]", (/** @type {Element} */ button) => button.getAttribute("aria-pressed"));
        assert.equal(await dark(), "false");
        await page.click("[data-theme-switch]");
        assert.equal(await dark(), "true");
        await go("metodo.html");
        assert.equal(await dark(), "true", "on another page");
        await page.reload();
        assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), "dark", "after loading again");
      }));

      test("a search needs nothing but the keyboard", walk(async (page, go, at) => {
        await go("buscar.html");
        await page.waitForSelector("[data-results][data-state=ready] [data-id]");
        await page.keyboard.press("/");
        await page.keyboard.type("46 j) iii)");
        await until(async () => (await page.$eval("[data-results][data-state=ready] [data-id]", (/** @type {Element} */ hit) => hit.getAttribute("data-id"))) === unit.id);
        await page.keyboard.press("ArrowDown");
        await page.keyboard.press("Enter");
        await at(unit.url);
      }));

      test("without script a recommendation is whole and shows nothing that does not work", walk(async (page, go) => {
        await go(unit.url);
        const { text, buttons } = await seen(page);
        for (const part of [unit.reference, unit.text, ...unit.lead]) assert.ok(text.includes(part), part);
        assert.deepEqual(buttons, []);
      }, { script: false }));

      test("a recommendation prints on one page", walk(async (page, go) => {
        await go(unit.url);
        const pdf = Buffer.from(await page.pdf({ format: "A4", preferCSSPageSize: true })).toString("latin1");
        assert.match(pdf, /^%PDF-/);
        // Firefox packs the list of its pages.
        if (name === "Chromium") assert.equal((pdf.match(/\/Type\s*\/Page\b(?!s)/g) ?? []).length, 1);
      }));
    });
  }
}

/** The words and buttons that a reader sees. @param {any} page */
function seen(page) {
  return page.evaluate(() => ({
    text: document.querySelector("main").innerText.replace(/\s+/g, " "),
    buttons: [...document.querySelectorAll("button")].filter((b) => b.checkVisibility({ visibilityProperty: true })).map((b) => b.outerHTML.slice(0, 90)),
  }));
}
