// Makes a book of as many provisions as wanted, to measure with: node benches/book.mjs 10000 folder
//
// Sentences are those of the register with a third of their words drawn anew, so that function words, leads and
// subjects stay as frequent as they are. The drawn words follow a Pitman–Yor process: the vocabulary grows as that
// of real text does (Heaps' law, exponent about 0.6), whatever the size. Nothing depends on the clock: the same
// size gives the same book.

import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const here = path.dirname(fileURLToPath(import.meta.url));
const wanted = Number(process.argv[2]);
const folder = process.argv[3];
if (!(wanted > 0) || folder === undefined) {
  console.error("node benches/book.mjs <number of provisions> <folder>");
  process.exit(2);
}

let state = 20090414;
/** A number from 0 up to 1, the same in every run (mulberry32). */
function random() {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}
const pick = (/** @type {any[]|string} */ list) => list[Math.floor(random() * list.length)];

// Sentences of the register: its numbered paragraphs without sub-items.
const sentences = readFileSync(path.join(here, "../seeds/documents/ctoc-cop-wg-4-2019-5.es.txt"), "utf8")
  .split("\n")
  .map((line) => /^\d+\. (.{80,900}\.)$/u.exec(line.trim())?.[1])
  .filter((line) => line !== undefined);

const syllables = ["ba", "ca", "co", "cre", "da", "de", "do", "fa", "fi", "for", "ga", "gra", "la", "li", "lu", "ma", "men", "mi", "na", "ni", "pa", "per", "pro", "ra", "re", "ri", "sa", "ser", "so", "ta", "ten", "ti", "tra", "va", "ver", "vi"];
const endings = ["ar", "ado", "ados", "ción", "ciones", "mente", "dad", "dades", "o", "os", "a", "as", "ante", "antes", "ico", "icas", "ismo", "iendo"];
const DISCOUNT = 0.6, STRENGTH = 200;
/** Every drawn word, as often as it was drawn. @type {string[]} */
const drawn = [];
const words = new Set();
function draw() {
  if (random() < (STRENGTH + DISCOUNT * words.size) / (drawn.length + STRENGTH)) {
    let word;
    do word = Array.from({ length: 1 + Math.floor(random() * 3) }, () => pick(syllables)).join("") + pick(endings);
    while (words.has(word) && words.size < 400_000);
    words.add(word);
    drawn.push(word);
  } else drawn.push(pick(drawn));
  return drawn[drawn.length - 1];
}

const roman = (/** @type {number} */ n) => {
  let out = "";
  for (const [value, figure] of /** @type {[number, string][]} */ ([[100, "C"], [90, "XC"], [50, "L"], [40, "XL"], [10, "X"], [9, "IX"], [5, "V"], [4, "IV"], [1, "I"]])) {
    for (; n >= value; n -= value) out += figure;
  }
  return out;
};

const perMeeting = Math.max(30, Math.ceil(wanted / 100));
const meetings = Math.ceil(wanted / perMeeting);
const lines = ["Recomendaciones aprobadas por el Grupo de Trabajo sobre la Trata de Personas", ""];
let left = wanted;
for (let meeting = 1; meeting <= meetings; meeting++) {
  lines.push(`${roman(meeting)}. ${meeting}ª reunión: Viena, ${1 + (meeting % 25)} de mayo de ${1920 + meeting}`, "");
  for (let number = 1; number <= perMeeting && left > 0; number++, left--) {
    const sentence = pick(sentences).replace(/\p{Ll}{5,}/gu, (/** @type {string} */ word) => (random() < 0.33 ? draw() : word));
    lines.push(`${number}. ${sentence}`, "");
  }
}

mkdirSync(path.join(folder, "seeds/documents"), { recursive: true });
cpSync(path.join(here, "../seeds/editorial"), path.join(folder, "seeds/editorial"), { recursive: true });
writeFileSync(path.join(folder, "seeds/editorial/assignments.yaml"), "{}\n");
writeFileSync(path.join(folder, "seeds/documents/recomendaciones.es.txt"), lines.join("\n"));
writeFileSync(path.join(folder, "book.toml"), `title = "Compendio de prueba"
language = "es"
authors = []
output = "site"

[edition]
label = "Prueba"
date = "2026-01-01"

[[documents]]
file = "seeds/documents/recomendaciones.es.txt"
kind = "compilation"
title = "Recomendaciones"
meetings = [${Array.from({ length: meetings }, (_, i) => i + 1).join(", ")}]
`);
console.log(`${wanted} provisions in ${meetings} meetings, ${words.size} words drawn beside those of the register`);
