// What tells whether the search of a large register is right: the two ways to an answer give the same one, and every
// count is that of a list which was made without the index.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { engine, openSite } from "./search.mjs";

/** Queries of every kind that a large register makes hard: words of most texts, beginnings, errors, rows of words, filters. */
export const QUERIES = [
  { kind: "frequent words", query: "trata de personas" },
  { kind: "a frequent word", query: "víctimas" },
  { kind: "several words", query: "protección de testigos menores" },
  { kind: "a word", query: "indemnización" },
  { kind: "typing errors", query: "indemnisación de victimas" },
  { kind: "a question", query: "¿Qué deben hacer los Estados para prevenir la trata?" },
  { kind: "a beginning", query: "coop" },
  { kind: "a short beginning", query: "tr" },
  { kind: "a phrase", query: '"trata de personas"' },
  { kind: "a long phrase", query: '"víctimas de la trata de personas"' },
  { kind: "one or the other", query: "testigos O menores" },
  { kind: "without a word", query: "víctimas -niños" },
  { kind: "a filter", query: "víctimas tema:indemnización" },
  { kind: "an article", query: "artículo 6 del Protocolo" },
  { kind: "a place", query: "reunión 5 recomendación 12" },
];

/**
 * A large site searched in both ways: through its shards, and as a small one, with the documents of words found in the texts.
 * @param {string} site
 */
export function bothWays(site) {
  const shards = openSite(site);
  const { manifest } = shards;
  assert.equal(manifest.provisions.derived, false, "the book is large enough for shards");
  const about = manifest.provisions;
  const { read } = shards;
  // One shard with all forms, and keys that tell their documents in it.
  const small = smallOf(about, read);
  const searcher = engine.open({ ...manifest, provisions: { ...about, terms: [""], block: about.size, derived: true } }, (/** @type {string} */ name, /** @type {(data: any) => void} */ done) => {
    done(name === "dt0" ? small.dictionary : name === "dd0" ? small.texts : read(name));
  });
  return {
    shards,
    /** The documents that both ways find, in their order. @param {string} query @param {any} [options] */
    ask(query, options = {}) {
      return [shards.searcher, searcher].map((one) => {
        /** @type {any} */
        let answer = null;
        one.search(query, options, (/** @type {any} */ a) => { answer = a; });
        answer.counts((/** @type {any} */ counts) => { answer.facets = counts; });
        return answer;
      });
    },
  };
}

/** @param {any} about the manifest's collection @param {(name: string) => any} read */
function smallOf(about, read) {
  const stored = engine.stored;
  const names = about.terms.map((/** @type {string} */ _, /** @type {number} */ i) => `dt${i}`).concat("dtc");
  const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const number = (/** @type {number} */ n) => {
    let out = "";
    do {
      const rest = Math.floor(n / 32);
      out += DIGITS[(n % 32) | (rest > 0 ? 32 : 0)];
      n = rest;
    } while (n > 0);
    return out;
  };
  const forms = [], places = [], entries = [], stems = [], sets = [];
  for (const name of names) {
    for (const term of stored.readShard(name, read(name), false).terms) {
      if (term.key.startsWith("@~")) {
        stems.push(number(0) + term.key.slice(2));
        const part = read(term.part), reader = new stored.Reader(part, term.at);
        stored.readSet(reader, about.size);
        sets.push(part.slice(term.at, reader.at));
        continue;
      }
      forms.push(number([...term.key].length) + term.forms.map((/** @type {string} */ form) => number(0) + form).join(" "));
      if (!term.key.startsWith("@")) continue;
      const entry = read(term.part).slice(term.at, term.at + term.length);
      places.push(number(term.docs) + number(entry.length * 2 + (entries.length === 0 ? 1 : 0)));
      entries.push(entry);
    }
  }
  /** @type {Object<string, any[]>} */
  const texts = { leads: [], ids: [], urls: [], references: [], under: [], themes: [], meetings: [], texts: [] };
  for (let at = 0; at * about.block < about.size; at++) {
    const block = read(`dd${at}`);
    // Each block writes its first id in full.
    for (const name of Object.keys(texts)) if (name !== "leads" && name !== "under") texts[name].push(...block[name]);
    texts.under.push(...block.under.map((/** @type {number[]} */ leads) => leads.map((lead) => lead + texts.leads.length)));
    texts.leads.push(...block.leads);
  }
  return { dictionary: [forms.join("|"), places.join(""), entries.join(""), "", stems.join(" "), sets.join("")], texts };
}

/** Both ways give the same documents in the same order. @param {ReturnType<typeof bothWays>} both @param {string[]} queries */
export function sameAnswers(both, queries) {
  for (const query of queries) {
    const [shards, small] = both.ask(query);
    assert.equal(shards.hits.length, small.hits.length, `${query}: as many`);
    assert.deepEqual([...shards.hits.slice(0, 100)], [...small.hits.slice(0, 100)], `${query}: the first hundred`);
    assert.deepEqual([...shards.hits].sort(), [...small.hits].sort(), `${query}: the same`);
  }
}

/**
 * Every count of every facet is that of the open data: of the provisions found, those with the value, and with what other facets chose.
 * @param {string} site @param {ReturnType<typeof bothWays>} both @param {string} query @param {Object<string, string[]>} filters
 */
export function exactCounts(site, both, query, filters) {
  const units = JSON.parse(readFileSync(path.join(site, "datos/recomendaciones.json"), "utf8"));
  const leaves = units.filter((/** @type {any} */ unit) => unit.children.length === 0);
  const values = (/** @type {any} */ unit) => ({ reunion: [String(unit.meeting)], tema: unit.themes, destinatario: unit.addressees, accion: unit.action === null ? [] : [unit.action] });
  const [found] = both.ask(query), [{ facets }] = both.ask(query, { filters });
  /** @type {Object<string, Object<string, number>>} */
  const counts = {};
  for (const facet of Object.keys(facets)) {
    counts[facet] = Object.fromEntries(Object.keys(facets[facet]).map((value) => [value, 0]));
    for (const hit of found.hits) {
      const own = /** @type {any} */ (values(leaves[hit]));
      const passes = Object.entries(filters).every(([name, chosen]) => name === facet || chosen.length === 0 || chosen.some((value) => own[name].includes(value)));
      if (passes) for (const value of own[facet]) counts[facet][value] += 1;
    }
  }
  assert.deepEqual(facets, counts, `${query} ${JSON.stringify(filters)}`);
}
