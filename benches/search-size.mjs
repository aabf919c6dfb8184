// What a first query loads and how long its answer takes, on any built site: node benches/search-size.mjs <site>
//
// The engine runs in the V8 of Node, as in Chromium's; the parts it asks for are those that a page would request.
// Times are those behind the loading: parts are read and parsed beforehand.

import { openSite } from "../tests/support/search.mjs";

const site = process.argv[2];
if (site === undefined) {
  console.error("node benches/search-size.mjs <folder of a built site>");
  process.exit(2);
}
const queries = ["trata de personas", "víctimas", "protección de testigos menores", "indemnización", "indemnisación de victimas", "¿Qué deben hacer los Estados para prevenir la trata?", "cooperación internacional Estados", "artículo 6 del Protocolo"];
const { manifest } = openSite(site);
console.log(`${manifest.provisions.size} provisions, ${manifest.provisions.terms.length} shards of terms, ${manifest.provisions.texts.length} blocks of texts`);
const show = (/** @type {number} */ n) => String(Math.round(n)).padStart(6);
console.log("    KB  parts     ms  counts ms   found");
for (const query of queries) {
  // Once to know what is loaded, then with everything at hand.
  const first = openSite(site);
  first.searcher.search(query, {}, (/** @type {any} */ answer) => first.searcher.texts(answer.hits.slice(0, 10), "d", () => {}));
  const kilobytes = first.compressed() / 1024, parts = first.loaded.length;
  const again = openSite(site, first.parts);
  const start = performance.now();
  /** @type {any} */
  let answer = null;
  again.searcher.search(query, {}, (/** @type {any} */ a) => { answer = a; });
  again.searcher.texts(answer.hits.slice(0, 10), "d", () => {});
  const ms = performance.now() - start;
  answer.counts(() => {});
  const begin = performance.now();
  answer.counts(() => {});
  console.log(`${show(kilobytes)} ${show(parts)} ${show(ms)} ${show(performance.now() - begin)} ${show(answer.hits.length).padStart(10)}   ${query}`);
}
