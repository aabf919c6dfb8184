// How good the search is: nDCG@10 over judged queries of seven kinds, and what a first query loads.
// node benches/search.mjs [folder of a built site] [-v] [--set FILE of judged queries]
// Without --set the four sets that serve to tune are measured, and how well questions find the provision that they were written for.

import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { judged, ndcg, openSite, questions } from "../tests/support/search.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const { values: given, positionals } = parseArgs({ allowPositionals: true, options: { verbose: { type: "boolean", short: "v" }, set: { type: "string" } } });
const site = positionals[0] ?? path.join(here, "../site");
const judgedSet = (/** @type {string} */ name) => path.resolve(here, "../tests/judged", name);
const tuning = ["search.tsv", "search-second.tsv", "search-third.tsv", "search-fourth.tsv"].map(judgedSet);
// These serve to measure alone, so nothing is printed of them but averages.
const unseen = ["search-unseen.tsv", "search-fifth.tsv"].map(judgedSet);
const isUnseen = given.set !== undefined && unseen.includes(path.resolve(given.set));
const { ask } = openSite(site);
let slowest = { ms: 0, query: "" };
const mean = (/** @type {number[]} */ list) => list.reduce((a, b) => a + b, 0) / list.length;
/** @type {string[]} */
const asked = [];
/** Of all sets. @type {Map<string, number[]>} */
const ofKind = new Map();

for (const set of given.set === undefined ? tuning : [given.set]) {
  const queries = judged(set), verbose = given.verbose && !isUnseen;
  /** @type {Map<string, number[]>} */
  const byKind = new Map();
  const all = [];
  let empty = 0;
  console.log(path.basename(set));
  for (const { kind, query, grades } of queries) {
    const start = performance.now();
    const answer = ask(query);
    const ms = performance.now() - start;
    if (ms > slowest.ms) slowest = { ms, query };
    const score = ndcg(answer.ids, grades);
    all.push(score);
    asked.push(query);
    if (answer.hits.length === 0) empty += 1;
    for (const kinds of [byKind, ofKind]) kinds.set(kind, [...(kinds.get(kind) ?? []), score]);
    if (verbose && score < 0.9) {
      const best = [...grades].sort((a, b) => b[1] - a[1]).slice(0, 10).map(([id, grade]) => `${id}=${grade}`);
      console.log(`${score.toFixed(2)} ${kind}: ${query} (${answer.hits.length}, ${answer.mode})\n  found ${answer.ids.slice(0, 10).map((/** @type {string} */ id) => `${id}=${grades.get(id) ?? 0}`).join(" ")}\n  best  ${best.join(" ")}\n  ${answer.items.map((/** @type {any} */ i) => `${i.typed}:${i.kind}${i.shown.length ? `(${i.shown.join(",")})` : ""}`).join(" · ")}`);
    }
  }
  for (const [kind, scores] of byKind) console.log(`${kind.padEnd(12)} ${mean(scores).toFixed(3)}  (${scores.length})`);
  console.log(`nDCG@10      ${mean(all).toFixed(3)}  (${all.length} queries; none found: ${empty})\n`);
}
if (given.set === undefined) {
  console.log(`all sets\nnDCG@10      ${mean([...ofKind.values()].flat()).toFixed(3)}, ${mean([...ofKind.values()].map(mean)).toFixed(3)} where every kind counts the same\n`);
  const scores = questions(judgedSet("search-asked.tsv")).map(({ id, query }) => ndcg(ask(query).ids, new Map([[id, 1]])));
  console.log(`search-asked.tsv\nfound first   ${mean(scores.map((score) => Number(score === 1))).toFixed(3)}\nin first ten  ${mean(scores.map((score) => Number(score > 0))).toFixed(3)}\nnDCG@10      ${mean(scores).toFixed(3)}  (${scores.length} questions, each with one provision)\n`);
}
// Of the judged queries alone.
console.log(`slowest      ${slowest.ms.toFixed(1)} ms${isUnseen ? "" : ` for «${slowest.query}»`}, parts read from disk included`);
const weights = asked.map((query) => {
  const fresh = openSite(site);
  fresh.ask(query);
  return fresh.compressed();
});
console.log(`first query  ${(mean(weights) / 1000).toFixed(1)} KB on average, ${(Math.max(...weights) / 1000).toFixed(1)} KB at most (gzip -9; 1 KB is 1,000 bytes)`);
