// Pictures of every kind of page, to look at after a change to templates or styles: three widths, light and dark, and three pages as paper.
// For developers only; no test compares pictures, since fonts differ from machine to machine.

import { mkdirSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { launch } from "./chromium.mjs";
import { root, samples } from "./site.mjs";

const USAGE = `Usage: scripts/screenshots FOLDER [PAGE...]
Takes pictures of the built site (site/, or the folder in COMPENDIO_SITE) into FOLDER.
PAGE is an address within the site ("reuniones/4.html", "buscar.html?q=trata"); without any, all kinds of page.`;

const [folder, ...wanted] = process.argv.slice(2);
if (!folder || folder.startsWith("-")) {
  console.log(USAGE);
  process.exit(folder === "--help" || folder === "-h" ? 0 : 2);
}

const WIDTHS = [1280, 768, 320];
const PAPER = ["recomendaciones/4-46-j-iii.html", "reuniones/4.html", "temas/proteccion-y-asistencia.html"];
const SEARCHES = ["buscar.html?q=indemnizaci%C3%B3n&tema=indemnizacion", "buscar.html?q=%22trata+de+elefantes%22"];
// Beyond this a picture shows nothing new, and the browser cannot draw it in one piece.
const MAX_HEIGHT = 6000;

const addresses = wanted.length > 0 ? wanted : [...samples, ...SEARCHES];
const base = `${pathToFileURL(root).href}/`;
const nameOf = (/** @type {string} */ address) => decodeURIComponent(address).replace(/\.html/, "").replace(/[^\p{L}\p{N}.]+/gu, "-");

mkdirSync(folder, { recursive: true });
const browser = await launch();
let taken = 0;
for (const colorScheme of ["light", "dark"]) {
  for (const width of WIDTHS) {
    const context = await browser.newContext({ locale: "es", colorScheme, viewport: { width, height: 900 }, reducedMotion: "reduce", bypassCSP: true });
    const page = await context.newPage();
    for (const address of addresses) {
      await page.goto(base + address);
      if (address.startsWith("buscar.html")) await page.waitForSelector("[data-results][data-state=ready]", { state: "attached" });
      // What is laid out only near the reader's eyes would be missing from the picture.
      await page.addStyleTag({ content: "* { content-visibility: visible !important; }" });
      const height = Math.min(MAX_HEIGHT, await page.evaluate(() => document.scrollingElement.scrollHeight));
      await page.screenshot({ path: path.join(folder, `${nameOf(address)}.${width}.${colorScheme}.png`), fullPage: true, clip: { x: 0, y: 0, width, height } });
      taken += 1;
    }
    await context.close();
  }
}
const page = await browser.newPage({ locale: "es" });
for (const address of wanted.length > 0 ? wanted : PAPER) {
  await page.goto(base + address);
  await page.pdf({ path: path.join(folder, `${nameOf(address)}.pdf`), format: "A4", preferCSSPageSize: true });
  taken += 1;
}
await browser.close();
console.log(`${taken} files in ${folder}`);
