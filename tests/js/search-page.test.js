// What the search page's scripts make of answers, without a page: passages, ways on, forms to take along.

const assert = require("node:assert/strict");
const { test } = require("node:test");
const show = require("../../static/js/search-show.js");
const help = require("../../static/js/search-help.js");
const take = require("../../static/js/search-take.js");

/** @param {string} text with [marked] and {added} words */
const pieces = (text) =>
  text.split(/(\[[^\]]*\]|\{[^}]*\})/).filter(Boolean).map((part) => ({ text: part.replace(/^[[{]|[\]}]$/g, ""), marked: /^[[{]/.test(part), added: part.startsWith("{") }));
const textOf = (/** @type {any[]} */ list) => list.map((piece) => piece.text).join("");

test("a short text has no passage", () => {
  assert.equal(show.passage(pieces("unas [palabras]"), 20, 40), null);
});

test("the passage is where most of the marked words stand, cut at spaces", () => {
  const long = `${"relleno ".repeat(30)}[trata] ${"relleno ".repeat(30)}la [trata] de [personas] ${"relleno ".repeat(30)}`;
  const found = show.passage(pieces(long), 80, 100);
  assert.ok(found.before && found.after);
  const text = textOf(found.pieces);
  assert.ok(text.includes("la trata de personas"), text);
  assert.ok(text.length <= 80 && /^(relleno|la) /.test(text) && /relleno$/.test(text), text);
  assert.deepEqual(found.pieces.filter((/** @type {any} */ piece) => piece.marked).map((/** @type {any} */ piece) => piece.text), ["trata", "personas"]);
});

test("words of the reader count more than those of the thesaurus", () => {
  const found = show.passage(pieces(`{letrada} ${"x ".repeat(100)}[abogado] ${"x ".repeat(100)}`), 60, 80);
  assert.ok(textOf(found.pieces).includes("abogado"));
});

test("where nothing is marked the passage is the beginning, of a lead the end", () => {
  const text = `principio ${"x ".repeat(100)}final:`;
  assert.match(textOf(show.passage(pieces(text), 60, 80).pieces), /^principio /);
  assert.match(textOf(show.passage(pieces(text), 60, 80, true).pieces), /final:$/);
});

test("a word longer than the passage is cut, not lost", () => {
  const found = show.passage(pieces("a".repeat(5000)), 60, 80);
  assert.equal(textOf(found.pieces).length, 60);
  assert.ok(!found.before && found.after);
});

const item = { id: "4.46.j.iii", at: 100, url: "recomendaciones/4-46-j-iii.html", reference: "Cuarta reunión (2011), recomendación 46 j) iii)", leads: ["Uno:", "Dos:"], text: 'los "ingresos", y\ncoma;', year: "2011", symbol: "A/1" };

test("a table quotes what must be quoted, and has the addresses that there are", () => {
  assert.equal(take.csv([item], ""), `id,reference,lead,text,symbol,url\r\n4.46.j.iii,"${item.reference}",Uno:|Dos:,"los ""ingresos"", y\ncoma;",A/1,recomendaciones/4-46-j-iii.html\r\n`);
  assert.ok(take.csv([item], "https://example.org/x/buscar.html").endsWith(",https://example.org/x/recomendaciones/4-46-j-iii.html\r\n"));
});

test("a record has a line a field", () => {
  const strings = { ris_author: "Grupo", ris_publisher: "Naciones Unidas", ris_language: "es" };
  const lines = take.ris([item, { ...item, year: "" }], "", strings).split("\r\n");
  assert.deepEqual(lines.slice(0, 12), [
    "TY  - RPRT", "ID  - 4.46.j.iii", "AU  - Grupo", `T1  - ${item.reference}`, "PY  - 2011", "PB  - Naciones Unidas", "SN  - A/1", "N1  - Uno:", "N1  - Dos:",
    'AB  - los "ingresos", y coma;', "LA  - es", "ER  - ",
  ]);
  assert.ok(take.ris([item], "https://example.org/x/buscar.html", strings).includes("\r\nUR  - https://example.org/x/recomendaciones/4-46-j-iii.html\r\n"));
  assert.equal(lines.filter((/** @type {string} */ line) => line.startsWith("PY")).length, 1, "no year, no line");
});

test("the text of a provision has its reference, its leads and an address that can be shared", () => {
  assert.equal(take.plainText([item], ""), `${item.reference} (A/1)\nUno:\nDos:\n${item.text}`);
  assert.ok(take.plainText([item, item], "https://example.org/buscar.html").includes("\nhttps://example.org/recomendaciones/4-46-j-iii.html\n\nCuarta"));
});

test("a stored selection is read in its own version, and only with pages of this site", () => {
  const stored = (/** @type {any} */ change) => JSON.stringify({ version: 1, items: [{ ...item, ...change }] });
  assert.deepEqual(take.read(stored({})), [item]);
  for (const url of ["javascript:alert(1)", "//evil.html", "https://evil.example/a.html", "../otra.html"]) assert.deepEqual(take.read(stored({ url })), [], url);
  assert.equal(take.read('{"version":2,"items":[]}'), null);
  assert.equal(take.read("{"), null);
});

test("ways on are those that find something, each with what it finds", () => {
  const strings = { did_you_mean: "¿{typed}?", try_word: "sin {typed}", try_unquoted: "{typed} suelto", try_facet: "sin {name}", clear_filters: "sin filtros", not_literal: "afines" };
  const known = { trata: 3, "trata elefantes": 1 };
  const searcher = {
    telling: (/** @type {string} */ query) => query !== "de",
    search: (/** @type {string} */ query, /** @type {any} */ options, /** @type {any} */ done) => {
      const filtered = Object.values(options.filters ?? {}).flat().length;
      if (query.startsWith("elefan") && query.length < 8) return done({ hits: [], items: [{ kind: "corrected", shown: ["elegantes"] }], matchers: [] });
      done({ hits: new Int32Array(filtered > 1 ? 0 : known[query] ?? 0), items: [], matchers: [] });
    },
  };
  const ask = (/** @type {string} */ query, /** @type {any} */ filters, /** @type {any} */ answer) => {
    /** @type {any[]} */
    let ways = [];
    help.waysOn(searcher, query, { filters, sort: "relevancia", off: [] }, answer, { tema: "Tema", reunion: "Reunión" }, strings, (/** @type {any[]} */ found) => { ways = found; });
    return ways.map(({ label, query, found }) => [label, query, found]);
  };
  assert.deepEqual(ask("trata xyz", { tema: [], reunion: [] }, { whole: 0, items: [] }), [["sin xyz", "trata", 3]]);
  assert.deepEqual(ask('"trata elefantes"', { tema: [], reunion: [] }, { whole: 0, items: [] }), [['"trata elefantes" suelto', "trata elefantes", 1]]);
  assert.deepEqual(ask("trata", { tema: ["a"], reunion: ["1"] }, { whole: 3, items: [] }), [["sin Tema", "trata", 3], ["sin Reunión", "trata", 3], ["sin filtros", "trata", 3]]);
  known.elegantes = 2;
  assert.deepEqual(ask("elefantez", { tema: [], reunion: [] }, { whole: 0, items: [{ kind: "unknown", typed: "elefantez", off: false }] }), [["¿elegantes?", "elegantes", 2]]);
});

test("where a query is narrowed to a meeting without recommendations, the meeting is named", () => {
  const manifest = { meeting_address: ["reuniones/", ".html"], meetings: [{ id: "1", name: "Primera", reference: "Primera, " }, { id: "2", name: "Segunda", reference: "" }] };
  const narrowed = (/** @type {string} */ facet, /** @type {string[]} */ shown) => help.emptyMeetings(manifest, { items: [{ kind: "field", facet, shown }] });
  assert.deepEqual(narrowed("reunion", ["2"]), [{ name: "Segunda", url: "reuniones/2.html" }]);
  assert.deepEqual(narrowed("ano", ["1", "2"]), [{ name: "Segunda", url: "reuniones/2.html" }]);
  assert.deepEqual(narrowed("tema", ["2"]), []);
});
