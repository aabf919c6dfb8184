// A register too large to be read whole: its search loads shards, and must answer as if it had read every text.
// COMPENDIO_LARGE names the built site of such a book (benches/book.mjs); without it nothing is tested here.

import assert from "node:assert/strict";
import { test } from "node:test";
import { bothWays, exactCounts, QUERIES, sameAnswers } from "../support/search-scale.mjs";
import { engine, openSite } from "../support/search.mjs";

const site = process.env.COMPENDIO_LARGE ?? "";
const options = { skip: site === "" ? "COMPENDIO_LARGE names no site" : false };
/** @type {ReturnType<typeof bothWays>} */
let both;

test("the book is searched through shards", options, () => {
  both = bothWays(site);
  assert.ok(both.shards.manifest.provisions.terms.length > 5);
});

test("shards and texts give the same answers", options, () => {
  sameAnswers(both, QUERIES.map(({ query }) => query));
});

test("quoted phrases are exact, however frequent their words", options, () => {
  const { manifest, read } = both.shards;
  const { size, block } = manifest.provisions;
  let state = 7;
  const random = (/** @type {number} */ below) => (state = (state * 1103515245 + 12345) % 2147483648) % below;
  let found = 0;
  for (let i = 0; i < 150; i++) {
    const at = random(size), list = engine.words(read(`dd${Math.floor(at / block)}`).texts[at % block]);
    const length = 2 + random(8), from = random(Math.max(1, list.length - length));
    const [shards, small] = both.ask(`"${list.slice(from, from + length).join(" ")}"`);
    assert.ok(shards.hits.includes(at));
    assert.deepEqual([...shards.hits], [...small.hits]);
    found += shards.hits.length;
  }
  assert.ok(found > 1_000);
});

test("counts of facets are those of the open data", options, () => {
  for (const filters of [{}, { tema: ["indemnizacion"] }, { reunion: ["3", "5"], destinatario: ["estados"] }]) {
    for (const query of ["víctimas", "", '"trata de personas"']) exactCounts(site, both, query, filters);
  }
});

test("a first query loads little", options, () => {
  for (const { query } of QUERIES) {
    const fresh = openSite(site);
    fresh.ask(query, {}, 20);
    assert.ok(fresh.compressed() < 100 * 1024, `${query}: ${fresh.compressed()}`);
  }
});
