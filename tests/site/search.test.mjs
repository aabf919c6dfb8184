// The real book's search without a browser: every word leads to its text, judged queries find what they should, and a first query loads little.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { engine, judged, ndcg, openSite } from "../support/search.mjs";
import { provisions, root as folder, units } from "../support/site.mjs";

const { ask, manifest } = openSite(folder);
const leaves = units.filter((unit) => provisions.has(unit.id));

test("every word of the register leads to the texts that hold it", () => {
  /** @type {Map<string, Set<string>>} */
  const holders = new Map();
  for (const unit of leaves) {
    for (const word of engine.words([...unit.lead, unit.text].join(" "))) holders.set(word, (holders.get(word) ?? new Set()).add(unit.id));
  }
  assert.ok(holders.size > 1500);
  for (const [word, expected] of holders) {
    // Behind a space the word is finished; quoted it is no reference.
    const found = new Set(ask(`"${word}"`).ids);
    for (const id of expected) assert.ok(found.has(id), `${word}: ${id}`);
    for (const id of found) assert.ok(expected.has(id), `${word}: ${id} does not hold it`);
  }
});

test("what the editors describe a provision by leads to it", () => {
  const functionWords = new Set(manifest.words["function-words"]);
  /** @type {Map<string, Set<string>>} */
  const described = new Map();
  for (const line of readFileSync(new URL("../../seeds/editorial/descriptors.yaml", import.meta.url), "utf8").split("\n")) {
    const [, id, list] = /^"([^"]+)": \[(.*)\]$/.exec(line) ?? [];
    if (id !== undefined && provisions.has(id)) for (const word of engine.words(list)) if (word.length > 2 && !functionWords.has(word)) described.set(word, (described.get(word) ?? new Set()).add(id));
  }
  assert.ok(described.size > 1500);
  let lost = 0, all = 0;
  // Beside two words that nobody has: descriptors count in queries of three.
  for (const [word, ids] of described) {
    const found = new Set(ask(`${word} qqqqz wwwwz `).ids);
    for (const id of ids) {
      all += 1;
      if (!found.has(id)) lost += 1;
    }
  }
  // Of a few words the texts hold a form of another stem.
  assert.ok(lost <= all / 100, `${lost} of ${all}`);
});

test("so does every word of the documents' other paragraphs, in each of its forms", () => {
  /** @type {Map<string, Set<number>>} */
  const holders = new Map();
  const all = ask("", { kind: "p" });
  all.texts.forEach(({ text }, at) => {
    for (const word of engine.words(text)) holders.set(word, (holders.get(word) ?? new Set()).add(all.hits[at]));
  });
  assert.ok(holders.size > 1000);
  for (const [word, expected] of holders) assert.deepEqual(new Set(ask(`"${word}"`, { kind: "p" }).hits), expected, word);
  const found = (query) => new Set(ask(query, { kind: "p" }).hits);
  for (const hit of found('"víctima"')) assert.ok(found("víctimas ").has(hit), "the singular is found with the plural");
});

test("words that begin alike and are no kin are told apart, also where no text holds the form", () => {
  for (const [word, beginning] of [["autoridad ", "autorid"], ["organismo ", "organism"], ["localidad ", "localid"]]) {
    const { texts } = ask(word);
    assert.ok(texts.length > 0, word);
    for (const { id, text, leads } of texts) {
      const held = [text, ...leads].flatMap((t) => engine.words(t));
      assert.ok(held.some((/** @type {string} */ w) => engine.fold(w).startsWith(beginning)), `${word}: ${id}`);
    }
  }
});

test("the name of the body does not answer the words that it is made of before all else", () => {
  const { texts } = ask("trabajo ");
  const only = (/** @type {string} */ text) => /\btrabaj/i.test(text) && !/\btrabaj/i.test(text.replace(/Grupo de Trabajo/g, ""));
  assert.ok(texts.some(({ text }) => only(text)), "it is found all the same");
  assert.deepEqual(texts.slice(0, 8).filter(({ text }) => only(text)).map(({ id }) => id), []);
});

test("texts, references and addresses are those of the register", () => {
  const { texts } = ask("");
  assert.equal(texts.length, leaves.length);
  texts.forEach((text, i) => {
    const { id, url, reference, lead, text: words } = leaves[i];
    assert.deepEqual([text.id, text.url, text.reference, text.leads, text.text], [id, url, reference, lead, words]);
  });
});

test("every provision is found by its id and by its reference", () => {
  for (const unit of leaves) {
    assert.ok(ask(unit.id).ids.includes(unit.id), unit.id);
    assert.equal(ask(unit.reference).ids[0], unit.id.includes("~") ? ask(unit.reference).ids[0] : unit.id, unit.reference);
  }
});

test("judged queries find what they should, and each finds something", () => {
  const queries = judged(path.join(path.dirname(fileURLToPath(import.meta.url)), "../judged/search.tsv"));
  const scores = queries.map(({ query, grades }) => {
    const { ids } = ask(query);
    assert.ok(ids.length > 0, query);
    return ndcg(ids, grades);
  });
  const mean = scores.reduce((a, b) => a + b, 0) / scores.length;
  assert.ok(mean > 0.85, `nDCG@10 ${mean.toFixed(3)}; node benches/search.mjs -v tells which queries fell`);
});

test("a first query loads at most 50 KB", () => {
  for (const query of ["trata de personas", "indemnización", "¿Qué se dice de la prostitución?", "46 j) iii)", "indemnisación"]) {
    const fresh = openSite(folder);
    fresh.ask(query);
    assert.ok(fresh.compressed() <= 50 * 1024, `${query}: ${fresh.compressed()}`);
  }
});

test("the manifest names what the facets have", () => {
  const themes = new Set(leaves.flatMap((unit) => unit.themes));
  for (const theme of themes) assert.ok(manifest.facets.tema.some((/** @type {string[]} */ t) => t[0] === theme), theme);
});
