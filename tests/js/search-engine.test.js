// The first search engine, tested without a browser: what a query finds, in which order, and that nothing a reader types can break it.
"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const path = require("node:path");
const engine = require(path.join(__dirname, "../../static/js/search-engine.js"));

/** A small register with one of each difficulty. */
const data = {
  version: 1,
  strings: {},
  meetings: [{ id: "1", name: "Primera reunión", year: "2009" }, { id: "4", name: "Cuarta reunión", year: "2011" }],
  addressees: [{ id: "estados", name: "Estados partes" }, { id: "secretaria", name: "Secretaría" }],
  actions: [{ id: "recomendacion", name: "Recomendación" }, { id: "opcion", name: "Opción" }],
  themes: [{ id: "indemnizacion", name: "Indemnización" }, { id: "ninos", name: "Niños" }, { id: "datos", name: "Datos" }],
  provisions: [
    ["1.1", "r/1-1.html", "Primera reunión (2009), recomendación 1", "1", [1], "", "Los Estados partes deberían proteger a los niños.", [0], 0],
    ["1.2", "r/1-2.html", "Primera reunión (2009), recomendación 2", "1", [0], "", "Los Estados deberían establecer la indemnización de las víctimas.", [0], 0],
    ["1.3", "r/1-3.html", "Primera reunión (2009), recomendación 3", "1", [2], "", "La Secretaría debería reunir datos sobre la trata de personas.", [1, 0], 0],
    ["4.46.j.i", "r/4-46-j-i.html", "Cuarta reunión (2011), recomendación 46 j) i)", "4", [0], "La indemnización puede abarcar:", "los gastos del tratamiento médico requerido por la víctima;", [0], 1],
    ["4.46.j.iii", "r/4-46-j-iii.html", "Cuarta reunión (2011), recomendación 46 j) iii)", "4", [0, 2], "La indemnización puede abarcar:", "los ingresos que se han dejado de percibir;", [0], 1],
    ["4.12~2", "r/4-12--2.html", "Cuarta reunión (2011), recomendación 12", "4", [1, 2], "", "Los países deberían velar por las niñas y reunir datos de la trata de las niñas.", [0], null]
  ]
};
const index = engine.createIndex(data);
/** @param {string} query @param {Object<string, string[]>} [filters] */
const ids = (query, filters) => engine.search(index, query, filters || {}).hits.map((at) => data.provisions[at][0]);
const all = data.provisions.map((p) => p[0]);

test("case and accents do not count", () => {
  assert.deepEqual(ids("INDEMNIZACION"), ids("indemnización"));
  assert.deepEqual(ids("victimas"), ids("víctimas"));
});

test("ñ is a letter of its own, whichever way it is written", () => {
  assert.deepEqual(ids("ninos"), []);
  assert.deepEqual(ids("niños"), ids("nin\u0303os"));
  assert.equal(engine.fold("NIÑOS países"), "niños paises");
});

test("singular and plural, masculine and feminine are found by each other", () => {
  assert.deepEqual(new Set(ids("niño")), new Set(["1.1", "4.12~2"]));
  assert.deepEqual(ids("país "), ["4.12~2"]);
  assert.equal(engine.stem("recomendaciones"), engine.stem("recomendacion"));
  assert.equal(engine.stem("jueces"), engine.stem("juez"));
  assert.equal(engine.stem("bases"), engine.stem("base"));
});

test("an unfinished last word finds what begins with it; a finished one does not", () => {
  assert.ok(ids("tratam").includes("4.46.j.i"));
  assert.deepEqual(ids("tratam "), []);
  assert.deepEqual(ids("tratam médico"), ["4.46.j.i"], "no provision has a word tratam, so the other word counts");
});

test("all words are required where some provision has them all", () => {
  const answer = engine.search(index, "datos trata", {});
  assert.equal(answer.mode, "every-word");
  assert.deepEqual(new Set(answer.hits.map((at) => data.provisions[at][0])), new Set(["1.3", "4.12~2"]));
});

test("otherwise those with the most words are found, and the answer says so", () => {
  const answer = engine.search(index, "datos niños médico secretaría", {});
  assert.equal(answer.mode, "some-words");
  assert.deepEqual(answer.hits.map((at) => data.provisions[at][0]).sort(), ["1.3", "4.12~2"]);
});

test("a provision's own words weigh more than those it hangs from", () => {
  assert.equal(ids("indemnización ")[0], "1.2");
});

test("equal ranks stand in document order, and the order is the same every time", () => {
  const tie = ids("abarcar ");
  assert.equal(tie.length, 2);
  const again = engine.createIndex(data);
  for (const q of ["indemnización", "los", "niñas datos", "reunión"]) {
    assert.deepEqual(engine.search(again, q, {}).hits, engine.search(index, q, {}).hits);
  }
});

test("a reference finds its provision, written either way", () => {
  assert.deepEqual(ids("4.46.j.iii"), ["4.46.j.iii"]);
  assert.deepEqual(ids("46 j) iii)"), ["4.46.j.iii"]);
  assert.deepEqual(ids("46 j)"), ["4.46.j.i", "4.46.j.iii"]);
  assert.deepEqual(ids("4.12"), ["4.12~2"], "a repeated number is found under its number");
  assert.equal(ids("Cuarta reunión (2011), recomendación 46 j) iii)")[0], "4.46.j.iii");
});

test("nothing typed lists everything in document order, with and without filters", () => {
  assert.deepEqual(ids(""), all);
  assert.deepEqual(ids("   "), all);
  assert.deepEqual(ids("", { tema: ["datos"] }), ["1.3", "4.46.j.iii", "4.12~2"]);
});

test("values of one facet widen, facets narrow each other", () => {
  assert.deepEqual(ids("", { tema: ["ninos", "indemnizacion"] }).length, 5);
  assert.deepEqual(ids("", { tema: ["ninos", "indemnizacion"], reunion: ["1"] }), ["1.1", "1.2"]);
  assert.deepEqual(ids("", { tema: ["ninos"], reunion: ["9"] }), []);
  assert.deepEqual(ids("", { destinatario: ["secretaria"] }), ["1.3"]);
  assert.deepEqual(ids("", { destinatario: ["estados"], accion: ["opcion"], tema: ["datos"] }), ["4.46.j.iii"]);
});

test("a facet's counts ignore its own choice and follow the query and the other facets", () => {
  const { counts } = engine.search(index, "", { reunion: ["4"] });
  assert.deepEqual(counts.reunion, { 1: 3, 4: 3 });
  assert.deepEqual(counts.tema, { indemnizacion: 2, datos: 2, ninos: 1 });
  assert.deepEqual(counts.destinatario, { estados: 3 });
  assert.deepEqual(counts.accion, { opcion: 2 }, "one without a verb counts in no strength");
});

test("each count is what choosing that value gives", () => {
  for (const filters of [{}, { reunion: ["4"] }, { tema: ["datos"] }, { accion: ["opcion"] }, { destinatario: ["estados"], tema: ["indemnizacion"] }]) {
    for (const query of ["", "indemnización", "los"]) {
      const { counts } = engine.search(index, query, filters);
      for (const facet of Object.keys(counts)) {
        for (const [value, n] of Object.entries(counts[facet])) {
          assert.equal(ids(query, { ...filters, [facet]: [value] }).length, n, `${query} ${facet}=${value}`);
        }
      }
    }
  }
});

test("marking finds the word in every form and never changes the text", () => {
  const { matchers } = engine.search(index, "nino niña indemnizac", {});
  for (const p of data.provisions) {
    assert.equal(engine.mark(p[6], matchers).map((piece) => piece.text).join(""), p[6]);
  }
  const marked = engine.mark("INDEMNIZACIÓN de los niños", matchers).filter((piece) => piece.marked).map((piece) => piece.text);
  assert.deepEqual(marked, ["INDEMNIZACIÓN", "niños"]);
});

test("short frequent words neither require nor mark anything beside a longer one", () => {
  const marked = engine.mark("reunir datos de la trata", engine.search(index, "datos de los", {}).matchers).filter((piece) => piece.marked);
  assert.ok(marked.some((piece) => piece.text === "datos"));
  assert.ok(ids("los médico ").length > 0);
});

test("a misspelt word is answered with the nearest one", () => {
  assert.equal(engine.suggest(index, "indemnisasion"), "indemnización", "as the sources write it");
  assert.equal(engine.suggest(index, "datos"), null);
  assert.equal(engine.suggest(index, "xyzxyzxyz"), null);
});

test("nothing a reader types throws, and signs alone are no question", () => {
  const hostile = ["!@#", "*", "\"", "\\", "(", "[a-", "a*b?", "<script>", "__proto__", "constructor", "\u0000", "\ud800", "🙂", "4.4.4.4.4.4", "46 j) iii) x",
    "ñ", "\u0301", "a".repeat(2000), "la ".repeat(700), "x ".repeat(1000), "%", "-palabra", "{{ }}", "مرحبا", "٤٦"];
  for (const query of hostile) {
    const answer = engine.search(index, query, { reunion: ["__proto__"], tema: [] });
    assert.ok(Array.isArray(answer.hits), query);
    engine.mark("los niños", answer.matchers);
    engine.suggest(index, query);
  }
  assert.deepEqual(ids("!@#"), all);
  assert.deepEqual(ids("*"), all);
});

test("an empty register answers too", () => {
  const empty = engine.createIndex({ ...data, provisions: [] });
  assert.deepEqual(engine.search(empty, "datos", {}).hits, []);
  assert.deepEqual(engine.search(empty, "", {}).hits, []);
});
