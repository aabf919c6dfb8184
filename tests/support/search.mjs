// The search engine over a built site without a browser: its parts are read from the folder, as a page's scripts would load them.

import { readFileSync, existsSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import vm from "node:vm";
import { gzipSync } from "node:zlib";

const require = createRequire(import.meta.url);
/** The engine, and what reads its parts. */
export const engine = { ...require("../../static/js/search-engine.js"), stored: require("../../static/js/search-index.js") };

/**
 * @param {string} site the folder of a built site @param {Map<string, any>} [parts] those read before
 * @returns {{manifest: any, searcher: any, loaded: string[], parts: Map<string, any>, read: (name: string) => any, compressed: () => number, ask: (query: string, options?: any, texts?: number) => any}}
 */
export function openSite(site, parts = new Map()) {
  const folder = path.join(site, "busqueda");
  /** @type {any} */
  let given = null;
  const context = vm.createContext({
    compendioIndex: (/** @type {any} */ manifest) => { given = manifest; },
    compendioPart: (/** @type {string} */ _name, /** @type {any} */ data) => { given = data; },
  });
  /** @type {string[]} */
  const loaded = [];
  /** @param {string} name */
  const read = (name) => {
    if (parts.has(name)) return parts.get(name);
    const file = path.join(folder, `${name}.js`);
    if (!existsSync(file)) return null;
    loaded.push(file);
    vm.runInContext(readFileSync(file, "utf8"), context, { filename: file });
    // As a page's script gets it, with the prototypes of this side.
    parts.set(name, JSON.parse(JSON.stringify(given)));
    return parts.get(name);
  };
  const manifest = read("indice");
  const searcher = engine.open(manifest, (/** @type {string} */ name, /** @type {(data: any) => void} */ done) => done(read(name)));
  return {
    manifest,
    searcher,
    loaded,
    parts,
    read,
    compressed: () => loaded.reduce((sum, file) => sum + gzipSync(readFileSync(file), { level: 9 }).length, 0),
    ask: (query, options = {}, texts = Infinity) => {
      /** @type {any} */
      let answer = null;
      searcher.search(query, options, (/** @type {any} */ a) => { answer = a; });
      searcher.texts(answer.hits.slice(0, texts), options.kind ?? "d", (/** @type {any[]} */ shown) => { answer.ids = shown.map((t) => t.id); answer.texts = shown; });
      return answer;
    },
  };
}

export const sizeOf = (/** @type {string} */ file) => statSync(file).size;

/** The columns of each line that is no remark. @param {string} file @returns {string[][]} */
const columns = (file) => readFileSync(file, "utf8").split("\n").filter((line) => line !== "" && !line.startsWith("#")).map((line) => line.split("\t"));

/** The judged queries. @param {string} file @returns {{kind: string, query: string, grades: Map<string, number>}[]} */
export const judged = (file) =>
  columns(file).map(([kind, query, grades]) => ({ kind, query, grades: new Map(grades.split(" ").map((grade) => /** @type {[string, number]} */ ([grade.split("=")[0], Number(grade.split("=")[1])]))) }));

/** Questions that one provision answers. @param {string} file @returns {{id: string, query: string}[]} */
export const questions = (file) => columns(file).map(([id, query]) => ({ id, query }));

/** Normalised discounted cumulative gain of the first ten. @param {string[]} ids @param {Map<string, number>} grades */
export function ndcg(ids, grades) {
  const gain = (/** @type {number[]} */ list) => list.slice(0, 10).reduce((sum, grade, i) => sum + (2 ** grade - 1) / Math.log2(i + 2), 0);
  const best = gain([...grades.values()].sort((a, b) => b - a));
  return best === 0 ? 0 : gain(ids.slice(0, 10).map((id) => grades.get(id) ?? 0)) / best;
}
