// The site stays light for a slow connection and a small stick: what each page weighs with its styles and scripts.

import assert from "node:assert/strict";
import { statSync } from "node:fs";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { attribute, everyPage, having, resolve } from "../support/html.mjs";
import { bytes, files, json, size, zip } from "../support/site.mjs";

const KB = 1000;
/** @type {Map<string, number>} */
const packed = new Map();

/** @param {string} file @returns {number} */
function weight(file) {
  if (!packed.has(file)) packed.set(file, gzipSync(bytes(file), { level: 9 }).length);
  return packed.get(file);
}

test("each page with its styles and scripts is under 40 KB, the long editions under 120 KB", () => {
  const long = new Set(["recomendaciones/index.html", ...json("datos/documentos.json").map((document) => document.url)]);
  const heavy = [];
  for (const { file, all } of everyPage()) {
    const parts = all
      .filter((element) => having("src")(element) || (element.tagName === "link" && attribute(element, "rel") === "stylesheet"))
      // What a script loads in turn stands beside it.
      .flatMap((element) => [attribute(element, "src") ?? attribute(element, "href"), ...(attribute(element, "data-scripts") ?? "").split(" ").filter(Boolean)])
      .map((address) => resolve(file, address).file)
      // The search index is counted apart: it is loaded by the search page alone.
      .filter((name) => !name.startsWith("busqueda/"));
    const total = [file, ...new Set(parts)].reduce((sum, name) => sum + weight(name), 0);
    if (total > (long.has(file) ? 120 : 40) * KB) heavy.push(`${file}: ${total}`);
  }
  assert.deepEqual(heavy, []);
});

test("the whole site is under 15 MB, its zip under 3 MB, and each meeting that is added has as much room", () => {
  // 334 provisions are what the limits were set for.
  const share = Math.max(1, json("datos/recomendaciones.json").filter(({ children }) => children.length === 0).length / 334);
  assert.ok(files.reduce((sum, file) => sum + size(file), 0) < 15e6 * share);
  assert.ok(statSync(zip).size < 3e6 * share);
});
