// The search engine without a browser: what a query finds, in which order, how it was understood, and that nothing a reader types can break it.
"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const path = require("node:path");
const { smallIndex, engine } = require(path.join(__dirname, "../support/small-index.cjs"));
const stored = require(path.join(__dirname, "../../static/js/search-index.js"));
const { memory } = require(path.join(__dirname, "../../static/js/search-query.js"));
const { mark } = require(path.join(__dirname, "../../static/js/search-marks.js"));
const { ranking } = require(path.join(__dirname, "../../static/js/search-rank.js"));
const near = require(path.join(__dirname, "../../static/js/search-near.js"));

/** A small register with one of each difficulty. */
const provisions = [
  { id: "1.1", meeting: 0, themes: [1], addressee: "estados", action: "recomendacion", text: "Los Estados partes deberían proteger a los niños." },
  { id: "1.2", meeting: 0, themes: [0], addressee: "estados", action: "recomendacion", text: "Los Estados deberían establecer la indemnización de las víctimas.", keys: ["@protocolo:6", "@protocolo:6.6"] },
  { id: "1.3", meeting: 0, themes: [2], addressee: "secretaria", action: "recomendacion", text: "La Secretaría debería reunir datos sobre la trata de personas.", keys: ["@symbol:ctoc/cop/wg.4/2009/2"] },
  { id: "4.46.j.i", meeting: 1, themes: [0], addressee: "estados", action: "opcion", leads: ["La indemnización puede abarcar:"], text: "los gastos del tratamiento médico requerido por la víctima;" },
  { id: "4.46.j.iii", meeting: 1, themes: [0, 2], addressee: "estados", action: "opcion", leads: ["La indemnización puede abarcar:"], text: "los ingresos que se han dejado de percibir;" },
  { id: "4.12~2", meeting: 1, themes: [1, 2], addressee: "estados", text: "Los países deberían velar por las niñas y reunir datos de la trata de las niñas." },
  { id: "4.13", meeting: 1, themes: [0], addressee: "estados", action: "opcion", text: "Asegurar la representación letrada; la asistencia letrada es un derecho." },
];
const about = {
  themes: /** @type {[string, string][]} */ ([["indemnizacion", "Reparación"], ["ninos", "Niñez"], ["datos", "Estadística"]]),
  meetings: [{ id: "1", year: "2009", ordinals: ["1", "i", "primera"] }, { id: "4", year: "2011", ordinals: ["4", "iv", "cuarta", "cuarto", "4a"] }],
  synonyms: /** @type {[string[], string[]][]} */ ([[["abogad.o"], ["representación letrada", "asistencia letrada"]], [["indemniz.acion"], ["ingresos", "derecho"]], [["por que la"], ["reunir datos"]]]),
  names: ["comité de la prueba general", "comité"],
  paragraphs: ["El Grupo examinó la trata de niños.", "Se habló de otra cosa."],
};
const { searcher, loaded } = smallIndex(provisions, about);

/** @param {string} query @param {any} [options] */
function ask(query, options = {}) {
  /** @type {any} */
  let answer = null;
  searcher.search(query, options, (/** @type {any} */ a) => { answer = a; });
  assert.ok(answer !== null, `no answer to ${query}`);
  answer.counts((/** @type {any} */ counts) => { answer.facets = counts; });
  searcher.texts(answer.hits, options.kind ?? "d", (/** @type {any[]} */ texts) => { answer.ids = texts.map((t) => t.id); answer.texts = texts; });
  return answer;
}
const ids = (/** @type {string} */ query, /** @type {any} */ options) => ask(query, options).ids;
const all = provisions.map((p) => p.id);
const kinds = (/** @type {any} */ answer) => Object.fromEntries(answer.items.map((/** @type {any} */ item) => [item.typed, item.kind]));

test("the shared cases: words are those that the program finds", () => {
  for (const { text, words } of require("./search-cases.json")) assert.deepEqual(engine.words(text), words, text);
});

test("case and accents do not count", () => {
  assert.deepEqual(ids("INDEMNIZACION"), ids("indemnización"));
  assert.deepEqual(ids("victimas"), ids("víctimas"));
});

test("ñ is a letter of its own, but who writes n may mean it", () => {
  assert.deepEqual(ids("niños "), ids("nin\u0303os "));
  assert.deepEqual(new Set(ids("ninos ")), new Set(ids("niños ")));
  assert.equal(engine.fold("NIÑOS"), "niños");
});

test("inflections are found, those that no text holds too", () => {
  assert.ok(ids("niño ").includes("1.1") && ids("niño ").includes("4.12~2"));
  const answer = ask("indemnizadas ");
  assert.deepEqual(answer.ids, ids("indemnización "));
  assert.equal(kinds(answer).indemnizadas, "inflected");
});

test("an unfinished last word finds what begins with it", () => {
  const answer = ask("tratam");
  assert.deepEqual(answer.ids, ["4.46.j.i"]);
  assert.equal(kinds(answer).tratam, "begun");
  assert.deepEqual(mark("el tratamiento", answer.matchers, [])[1], { text: "tratamiento", marked: true, added: false });
});

test("typing errors are corrected and told, and taken as typed where the reader wants it", () => {
  for (const wrong of ["indemnisación ", "indenmización ", "idemnización ", "indemnizzación "]) {
    const answer = ask(wrong);
    assert.deepEqual(answer.ids, ids("indemnización "), wrong);
    assert.equal(answer.items.find((/** @type {any} */ i) => i.kind === "corrected").shown[0], "indemnización");
  }
  const literal = ask("indemnisacion ", { off: ["indemnisacion"] });
  assert.equal(literal.mode, "none");
  assert.equal(literal.hits.length, 0);
  assert.equal(literal.items[0].off, true);
});

test("in a long query a doubtful correction is wanted less, what is joined or parted as before, and all where nothing else is", () => {
  const long = "los estados proteger niños datos indemnisacion ";
  assert.equal(kinds(ask(long)).indemnisacion, "corrected");
  assert.notEqual(ask(long).ids[0], "1.2", "what was typed right comes first");
  const parted = ask("estados partes proteger niños la reunirdatos ");
  assert.equal(kinds(parted).reunirdatos, "corrected");
  assert.equal(parted.mode, ask("estados partes proteger niños la reunir datos ").mode);
  const all = ask("indemnisacion estadso protegre victmas datso secretraia ");
  assert.notEqual(all.mode, "every-word");
});

test("words run together are parted, those torn apart joined", () => {
  const parted = ask("reunirdatos ");
  assert.equal(parted.ids[0], "1.3");
  assert.equal(kinds(parted).reunirdatos, "corrected");
  assert.equal(ask("trata miento médico ").ids[0], "4.46.j.i");
});

test("errors that sound alike count half", () => {
  assert.equal(ask("bictimas ").ids.length, ids("víctimas ").length);
  assert.deepEqual(ids("hindemnisasion "), ids("indemnización "));
});

test("what begins alike and is no kin is kept apart, in forms that no text holds too", () => {
  const alike = [{ id: "1.1", meeting: 0, text: "Las casas de acogida." }, { id: "1.2", meeting: 0, text: "El recurso de casación." }];
  const found = (/** @type {string[]} */ apart, /** @type {string} */ query) => {
    const small = smallIndex(alike, { ...about, synonyms: [], paragraphs: [], apart });
    /** @type {any} */
    let ids = null;
    small.searcher.search(query, {}, (/** @type {any} */ answer) => small.searcher.texts(answer.hits, "d", (/** @type {any[]} */ texts) => { ids = texts.map((t) => t.id); }));
    return ids.sort();
  };
  assert.deepEqual(found([], "casada "), ["1.1", "1.2"], "one stem");
  assert.deepEqual(found(["casac"], "casada "), ["1.1"]);
  assert.deepEqual(found(["casac"], "casaciones "), ["1.2"]);
});

test("letters that change within a verb, endings of a family and prefixes lead to known words", () => {
  assert.deepEqual(ids("dieberian "), ids("deberian "));
  assert.equal(kinds(ask("reindemnización "))["reindemnización"], "inflected");
  assert.equal(ask("protegedor ").ids[0], "1.1");
});

test("what only frames a question asks nothing", () => {
  const answer = ask("qué dijo el grupo sobre los gastos ");
  assert.deepEqual(answer.ids, ids("gastos "));
  assert.equal(kinds(answer).grupo, "function");
  for (const name of ["comité", "Comité de la Prueba", "comité de la prueba general"]) {
    assert.deepEqual(ask(`${name} gastos `).ids, ids("gastos "), "nor does the body's own name");
  }
  assert.notEqual(kinds(ask("comité de la gastos "))["gastos"], "function");
});

test("an article is followed by its whole, a place by its neighbours", () => {
  assert.deepEqual(ids("protocolo art. 6.6"), ["1.2"]);
  assert.deepEqual(ids("Protocolo 6"), ["1.2"]);
  assert.deepEqual(ids("WG.4/2009/2"), ["1.3"], "a symbol without its beginning");
  assert.deepEqual(ids("recomendación de 2009"), ["1.1", "1.2", "1.3"]);
});

test("what cites by its name stands before what cites by another", () => {
  const keys = /** @type {Object<string, string[]>} */ ({ "1.1": ["@resolution:a/res/64/293?"], "4.13": ["@resolution:a/res/64/293"], "4.12~2": ["@resolution:a/res/64/293?"] });
  const { searcher } = smallIndex(provisions.map((p) => ({ ...p, keys: keys[p.id] })), about);
  searcher.search("resolución 64/293 ", {}, (/** @type {any} */ answer) => assert.deepEqual([...answer.hits].map((doc) => provisions[doc].id), ["4.13", "1.1", "4.12~2"]));
});

test("distances count a swap as one, and stop at the most", () => {
  assert.equal(near.distance("victima", "vitcima", 2), 1);
  assert.equal(near.distance("victima", "victima", 2), 0);
  assert.equal(near.distance("casa", "perro", 2), 3);
});

test("the thesaurus adds words and never before the exact one", () => {
  const answer = ask("abogado ");
  assert.deepEqual(answer.ids, ["4.13"]);
  assert.deepEqual(answer.items.find((/** @type {any} */ i) => i.kind === "added").shown, ["representación letrada", "asistencia letrada"]);
  assert.ok(mark("asistencia letrada", answer.matchers, []).some((/** @type {any} */ piece) => piece.added));
  const both = ids("indemnización ");
  assert.deepEqual(new Set(both.slice(0, 3)), new Set(["1.2", "4.46.j.i", "4.46.j.iii"]), "those that hold the word, be it in the words they hang from");
  assert.equal(both[0], "4.46.j.iii", "who says it in two ways says it for certain");
  assert.equal(both[3], "4.13", "another word for it comes behind");
});

test("an expression of function words alone means what the thesaurus says, in any inflection", () => {
  assert.deepEqual(ids("por qué la "), ["1.3", "4.12~2"]);
  assert.ok(ids("¿por qué las? ").length > 0);
  assert.ok(ids("por que los datos ").length > 0);
});

test("function words neither require nor mark anything beside others; alone they count", () => {
  const answer = ask("los gastos de la víctima ");
  assert.equal(answer.ids[0], "4.46.j.i");
  assert.equal(kinds(answer).los, "function");
  assert.ok(!mark("los gastos", answer.matchers, [])[0].marked);
  assert.ok(ids("los ").length > 0);
});

test("those with all words come first, and how many there are is told", () => {
  const answer = ask("datos trata ");
  assert.deepEqual(new Set(answer.ids.slice(0, 2)), new Set(["1.3", "4.12~2"]));
  assert.equal(answer.every, 2);
});

test("quoted phrases want exactly these words in a row", () => {
  assert.deepEqual(ids('"trata de personas"'), ["1.3"]);
  assert.deepEqual(ids("«trata de persona»"), []);
  assert.deepEqual(ids('"personas de trata"'), []);
  assert.deepEqual(ids('"abarcar los gastos"'), ["4.46.j.i"], "a lead and its sub-item are one sentence");
  assert.equal(ids('"').length, all.length);
});

test("a word may be excluded, and two may stand for each other", () => {
  assert.deepEqual(ids("datos -niñas"), ["1.3"]);
  assert.deepEqual(new Set(ids("gastos O ingresos ")), new Set(["4.46.j.i", "4.46.j.iii"]));
  for (const query of ["niños O abogado ", "niños O los abogado ", "los niños O los abogado ", "niños OR abogado ", "niños O niños abogado "]) {
    const answer = ask(query);
    assert.ok(answer.ids.includes("1.1") && answer.ids.includes("4.13"), query);
    assert.equal(answer.mode, query.includes("niños abogado") ? "some-words" : "every-word", `${query}: what the thesaurus adds to the second parts them not`);
  }
});

/** The scores of two documents, of which terms tell who holds them. @param {{docs: number[], weight?: number, of?: number}[]} given `of`: its concept */
function scores(given) {
  const order = ranking({ words: { "function-words": [] }, ranking: { levels: 8 } }, memory());
  const concepts = given.reduce((/** @type {any[]} */ list, { docs, weight = 1, of = 0 }) => {
    list[of] ??= { words: [String(of)], required: true, idf: 2, alternatives: [] };
    list[of].alternatives.push({ weight, phrase: [{ docs }] });
    return list;
  }, []);
  const c = { size: 50, posting: (/** @type {any} */ term) => ({ docs: Int32Array.from(term.docs), levels: new Uint8Array(term.docs.length).fill(7) }) };
  return order.rank(c, concepts, null).score;
}

test("a second way to say it counts, less than the first, and for its own word alone", () => {
  const [one] = scores([{ docs: [0] }]), [both, , second] = scores([{ docs: [0, 1] }, { docs: [0, 2] }]);
  assert.ok(one > 0);
  assert.ok(both > second && both < 2 * second);
  const [third] = scores([{ docs: [0, 1] }, { docs: [0, 2] }, { docs: [0, 3] }]);
  assert.equal(third, both, "a third adds nothing");
  const apart = scores([{ docs: [0, 1] }, { docs: [0] }, { docs: [0, 1], of: 1 }]), without = scores([{ docs: [0, 1] }, { docs: [0] }]);
  assert.ok(Math.abs(apart[0] - apart[1] - (without[0] - without[1])) < 1e-9, "of the next word it says nothing");
});

test("what stands for a word counts by the word's rarity and its own", () => {
  const rare = scores([{ docs: [0] }])[0], common = scores([{ docs: Array.from({ length: 40 }, (_, i) => i) }])[0];
  assert.ok(rare > common && common > rare / 4, "the word's own rarity is the same for both");
});

test("of a single word, what holds it but for number comes before what holds others of its stem", () => {
  const texts = ["Registrar y registrar, registrar.", "Un registro de asuntos varios y de otros muchos asuntos más."];
  const { searcher } = smallIndex(texts.map((text, i) => ({ id: `1.${i + 1}`, meeting: 0, themes: [], addressee: "estados", action: "opcion", text })), about);
  for (const [query, first] of /** @type {[string, number][]} */ ([["registros ", 1], ["registro ", 1], ["registrar ", 0]])) {
    searcher.search(query, {}, (/** @type {any} */ answer) => assert.deepEqual([...answer.hits], [first, 1 - first], query));
  }
});

test("the same words in other forms are no second way", () => {
  const forms = { ...about, synonyms: /** @type {[string[], string[]][]} */ ([[["galen.o"], ["niños", "niñas", "víctimas"]]]) };
  const once = { ...about, synonyms: /** @type {[string[], string[]][]} */ ([[["galen.o"], ["niños", "víctimas"]]]) };
  const order = (/** @type {any} */ given) => {
    const small = smallIndex([...provisions, { id: "4.14", meeting: 1, themes: [], addressee: "estados", action: "opcion", text: "Niños y víctimas." }], given);
    /** @type {any} */
    let answer = null;
    small.searcher.search("galeno ", {}, (/** @type {any} */ a) => { answer = a; });
    return [...answer.hits];
  };
  assert.deepEqual(order(forms), order(once));
});

test("a meeting that another adopted something for is found before and after the facets have come", () => {
  const adopted = provisions.map((p) => (p.id.startsWith("4.46") ? { ...p, meetings: [1, 2] } : p));
  const { searcher } = smallIndex(adopted, { ...about, meetings: [...about.meetings, { id: "3", year: "2010", ordinals: ["3", "iii", "tercera"] }] });
  const found = () => {
    /** @type {any} */
    let answer = null;
    searcher.search("reunión:3", {}, (/** @type {any} */ a) => { answer = a; });
    return answer;
  };
  const before = found();
  assert.equal(before.hits.length, 2);
  before.counts(() => {});
  assert.deepEqual(found().hits, before.hits);
});

test("a letter behind a number is a sub-item, also one that else stands before a number", () => {
  assert.equal(ask("4.46 n").items[0].kind, "cut", "there is no such sub-item, and that is told");
  assert.equal(ask("recomendación 46 n").items[0].kind, "cut");
  assert.equal(ask("recomendación n 46").items[0].kind, "reference");
  assert.equal(ask("46 e").items[0].kind, "cut");
  assert.equal(ask("4.46 a").items[0].kind, "cut");
  for (const query of ["menores de 46 a", "menores de 46 o", "2009 o"]) assert.notEqual(ask(query).mode, "reference", `${query}: who types on means "años", "o más"`);
  assert.equal(ask("recomendación 46 y ").items[0].kind, "reference");
});

test("years from one to another, or from one on, choose their meetings", () => {
  for (const query of ["trata 2009-2010", "trata de 2009 a 2010", "trata desde 2009 a 2010", "trata 2009 – 2010", "trata entre 2009 y 2010", "trata entre 2010 y 2009", "trata desde el año 2009 a 2010", "trata entre los años 2009 y 2010"]) assert.deepEqual(ids(query), ["1.3"], query);
  assert.equal(ids("trata desde 2010")[0], "4.12~2");
  assert.ok(ids("trata desde 2010").every((/** @type {string} */ id) => id.startsWith("4.")));
  assert.deepEqual(ids("recomendaciones de 2009 a 2010"), ["1.1", "1.2", "1.3"]);
  assert.equal(kinds(ask("trata desde 2030"))["2030"], "unknown", "no meeting is so late");
  assert.notEqual(ask("multas de 2009 a 2010 euros").mode, "reference", "so many");
  assert.deepEqual(ids("recomendación 3 de 2009 a 2010"), ["1.3"]);
  assert.deepEqual(ids("desde 2009, 1.3"), ids("1.3"), "a place is of its own meeting");
  assert.deepEqual(ids("trata desde la primera reunión"), ids("trata desde 2009"));
  assert.deepEqual(ids("entre la primera y la cuarta reunión trata"), ids("trata desde 2009"));
  assert.equal(ask("trata 2009-2010", { kind: "p" }).items.some((/** @type {any} */ i) => i.kind === "no-place"), false);
});

test("in the order of dates what has all the words stands before what has some", () => {
  const answer = ask("reunir datos proteger ", { sort: "antiguas" });
  assert.equal(answer.mode, "some-words");
  const most = ask("reunir datos países velar ", { sort: "antiguas" });
  assert.equal(most.mode, "most-words");
  assert.deepEqual(most.ids.slice(0, 2), ["4.12~2", "1.3"]);
});

test("fields choose like filters", () => {
  assert.deepEqual(ids("reunión:1 datos"), ["1.3"]);
  assert.deepEqual(ids("tema:ninos"), ["1.1", "4.12~2"]);
  assert.deepEqual(ids("tema:reparacion año:2009"), ["1.2"]);
  assert.deepEqual(ids("destinatario:secretaria"), ["1.3"]);
});

test("references lead to their place, as people write them", () => {
  for (const query of ["4.46.j.iii", "46 j) iii)", "cuarta reunión, rec. 46 j) iii)", "reunión 4 recomendación 46 j) iii)", "IV reunión 46 j) iii)", "2011 recomendación 46 j iii", "recomendación 46 j) iii) de la cuarta reunión", "rec. 46(j)(iii)", "4/46/j/iii", "párrafo 46 j) iii) de la cuarta reunión", "párr. 46 j) iii) del informe de la cuarta reunión", "párrafo 46 j) iii) del informe de 2011", "46j iii", "4.46 j) iii)", "4.46 (j) (iii)", "4.46 j iii", "recomendación 46, apartado j) iii)", "párrafo 46, apartado j), apartado iii)", "apartado iii) del apartado j) de la recomendación 46", "4a reunión, párr. 46 j) iii)", "cuarto período de sesiones 46 j) iii)", "recomendación 4.46.j.iii"]) {
    assert.deepEqual(ids(query), ["4.46.j.iii", "4.46.j.i"], `${query}: the place, then its neighbours`);
    assert.equal(ask(query).mode, "reference", query);
  }
  assert.deepEqual(ids("46 j)"), ["4.46.j.i", "4.46.j.iii"]);
  assert.deepEqual(ids("4.12"), ["4.12~2"], "a repeated number is found under its number");
  assert.deepEqual(ids("4ª reunión"), ["4.46.j.i", "4.46.j.iii", "4.12~2", "4.13"]);
  assert.deepEqual(ids("cuarta reunión niñas "), ["4.12~2"]);
  assert.equal(ids("2011 niñas ")[0], "4.12~2");
});

test("several references, and ranges of them, are each met", () => {
  for (const query of ["1.1 y 1.3", "1.1, 1.3", "recomendaciones 1 y 3 de la reunión 1", "primera reunión, recomendaciones 1 y 3"]) {
    assert.deepEqual(ids(query), ["1.1", "1.3"], query);
  }
  for (const query of ["1.1 a 1.3", "1.1-1.3", "1.1–1.3", "recomendaciones 1 a 3 de la primera reunión", "recomendaciones 1-3 de la primera reunión", "reunión 1, rec. 1, 2 y 3"]) {
    assert.deepEqual(ids(query), ["1.1", "1.2", "1.3"], query);
  }
  for (const query of ["primera y cuarta reunión", "reunión 1 y 4", "reunión 1 y reunión 4", "reunión 1 a 4"]) assert.deepEqual(ids(query), all, query);
  assert.deepEqual(ids("reunión 4 recomendación 46 recomendación 46 j) i)")[0], "4.46.j.i", "where one is within the other, the inner one is meant");
  assert.deepEqual(ids("1.1 a la niña "), ["1.1"], "no range without an end");
  for (const query of ["1.3 a 1.1", "1.1 a la 1.3", "recomendaciones 3 a la 1 de la reunión 1", "1.1‑1.3"]) assert.deepEqual(ids(query), ["1.1", "1.2", "1.3"], query);
  for (const query of ["4.46 j) i) y iii)", "4.46.j.i o 4.46.j.iii", "recomendación 46 j) i) y iii) de la reunión 4"]) assert.deepEqual(ids(query), ["4.46.j.i", "4.46.j.iii"], query);
  assert.deepEqual(ids("4.12 y 4.46 y 4.46 j) i)"), ids("4.46 j) i) y 4.12 y 4.46"), "in whatever order");
  assert.deepEqual(ids("1.1 y reunión 4"), ["1.1", "4.46.j.i", "4.46.j.iii", "4.12~2", "4.13"], "where nothing is both, each is meant");
});

test("on the way to a reference the place stays, and a sub-item that is not there leads to what it would be in", () => {
  for (const query of ["1.3", "1.3 ", "1.3 y", "1.3 a", "1.3 o 1", "1.3 v", "1.3 z)"]) assert.equal(ids(query)[0], "1.3", query);
  assert.deepEqual(ids("4.46 k)"), ["4.46.j.i", "4.46.j.iii"]);
});

test("numbers that tell how many are words", () => {
  for (const query of ["reunión de 1 a 4 días", "1 a 4 reunion", "niños de 1 a 4 años", "entre 1 y 4 niños", "46 niños", "menores de 12 años"]) {
    assert.notEqual(ask(query).mode, "reference", query);
  }
  assert.equal(ask("recomendación 1 y 46 niños ").items.find((/** @type {any} */ i) => i.kind === "reference").typed, "recomendación 1");
  assert.deepEqual(ids("reunión 4 niñas "), ["4.12~2"], "behind the word a number is the meeting's");
});

test("articles and symbols are found where they are cited", () => {
  for (const query of ["artículo 6 del Protocolo", "art. 6 párr. 6 del Protocolo", "párrafo 6 del artículo 6 del Protocolo", "artículo 6", "artículos 6 y 9 del Protocolo", "artículos 4, 5 y 6", "artículos 4-6", "párrafos 5 y 6 del artículo 6"]) assert.deepEqual(ids(query), ["1.2"], query);
  assert.deepEqual(ids("CTOC/COP/WG.4/2009/2"), ["1.3"]);
});

test("a reference to nothing is words again", () => {
  assert.equal(ids("9.99 niñas")[0], "4.12~2");
  assert.ok(ask("artículo 99 de la Convención").items.some((/** @type {any} */ i) => i.kind === "no-place"));
});

test("nothing typed lists everything in document order, with and without filters", () => {
  assert.deepEqual(ids(""), all);
  assert.deepEqual(ids("   "), all);
  assert.deepEqual(ids("", { filters: { tema: ["datos"] } }), ["1.3", "4.46.j.iii", "4.12~2"]);
  assert.deepEqual(ids("", { filters: { tema: ["ninos", "indemnizacion"], reunion: ["1"] } }), ["1.1", "1.2"]);
  assert.deepEqual(ids("", { sort: "recientes" }), ["4.46.j.i", "4.46.j.iii", "4.12~2", "4.13", "1.1", "1.2", "1.3"]);
});

test("each count is what choosing that value gives", () => {
  for (const filters of [{}, { reunion: ["4"] }, { tema: ["datos"] }, { accion: ["opcion"] }, { destinatario: ["estados"], tema: ["indemnizacion"] }]) {
    for (const query of ["", "indemnización ", "datos O niños"]) {
      const { facets } = ask(query, { filters });
      for (const facet of Object.keys(facets)) {
        for (const [value, n] of Object.entries(facets[facet])) {
          assert.equal(ids(query, { filters: { ...filters, [facet]: [value] } }).length, n, `${query} ${facet}=${value}`);
        }
      }
    }
  }
});

test("paragraphs are a collection of their own", () => {
  assert.deepEqual(ids("trata ", { kind: "p" }), ["1"]);
  assert.equal(ask("trata ", { kind: "p" }).texts[0].url, "doc.html#p1");
});

test("addresses and references follow from the id", () => {
  const [text] = ask("4.46.j.iii").texts;
  assert.equal(text.url, "r/4-46-j-iii.html");
  assert.equal(text.reference, "Reunión 4, recomendación 46 j) iii)");
});

test("marking never changes the text", () => {
  const { matchers, phrases } = ask('niña "de las niñas" indemnizac');
  for (const p of provisions) assert.equal(mark(p.text, matchers, phrases).map((/** @type {any} */ piece) => piece.text).join(""), p.text);
});

test("equal ranks stand in document order, and the order is the same every time", () => {
  const other = smallIndex(provisions, about).searcher;
  for (const query of ["indemnización", "los", "niñas datos", "reunión", "abarcar "]) {
    other.search(query, {}, (/** @type {any} */ answer) => assert.deepEqual([...answer.hits], [...ask(query).hits], query));
  }
});

test("nothing a reader types throws", () => {
  const hostile = ["!@#", "*", "\"", "\\", "(", "[a-", "a*b?", "<script>", "__proto__", "constructor", "\u0000", "\ud800", "🙂", "4.4.4.4.4.4", "46 j) iii) x", "ñ", "\u0301", "a".repeat(2000),
    "la ".repeat(700), "x ".repeat(1000), "%", "-palabra", "--", "-", "{{ }}", "مرحبا", "٤٦", "tema:", "tema:__proto__", "reunión:", "O", "O O", "\"\" «»", "artículo", "art. art. 6", "46 j", "/", "A/", "constructor:x", "«", "recomendación"];
  for (const query of hostile) {
    const answer = ask(query, { filters: { reunion: [], tema: [] } });
    assert.ok(answer.hits instanceof Int32Array, query);
    mark("los niños", answer.matchers, answer.phrases);
    ask(query, { kind: "p" });
  }
  for (const query of ["!@#", "*", "-"]) assert.deepEqual(ids(query), all, query);
});

test("an empty register answers too", () => {
  const empty = smallIndex([], about).searcher;
  for (const query of ["datos", "", "4.1", '"a b"']) empty.search(query, {}, (/** @type {any} */ answer) => assert.equal(answer.hits.length, 0));
});

test("a part that cannot be loaded is an answer without its words, not a fault", () => {
  const { manifest } = smallIndex(provisions, about);
  const broken = engine.open(manifest, (/** @type {string} */ _name, /** @type {(data: any) => void} */ done) => done(null));
  for (const query of ["datos", "", "46 j)", "tema:datos"]) broken.search(query, {}, (/** @type {any} */ answer) => assert.ok(answer.hits instanceof Int32Array));
});

test("a part that did not come is asked for again by the next query", () => {
  const { manifest, parts } = smallIndex(provisions, about);
  let fails = true;
  const shaky = engine.open(manifest, (/** @type {string} */ name, /** @type {(data: any) => void} */ done) => done(fails ? null : parts[name] ?? null));
  const found = () => {
    let n = -1;
    shaky.search("datos ", {}, (/** @type {any} */ answer) => {
      n = answer.hits.length;
      answer.counts((/** @type {any} */ counts) => assert.equal(counts === null, fails, "no counts are better than wrong ones"));
    });
    return n;
  };
  assert.equal(found(), 0);
  fails = false;
  assert.equal(found(), 2);
});

test("what the thesaurus adds in several words stands in a row", () => {
  const apart = smallIndex([...provisions, { id: "4.14", meeting: 1, text: "La asistencia a quien firma una carta letrada." }], about).searcher;
  apart.search("abogado ", {}, (/** @type {any} */ answer) => assert.deepEqual([...answer.hits], [6]));
});

test("of an expression of the thesaurus the articles may differ, and its family is known", () => {
  const other = smallIndex(provisions, { ...about, synonyms: [[["dinero de la familia"], ["ingresos"]], [["vendedor"], ["gastos"]]] }).searcher;
  const ids = (/** @type {string} */ query) => {
    /** @type {any} */
    let answer = null;
    other.search(query, {}, (/** @type {any} */ a) => { answer = a; });
    return [...answer.hits].map((doc) => provisions[doc].id);
  };
  assert.deepEqual(ids("dinero de las familias "), ["4.46.j.iii"]);
  assert.deepEqual(ids("vender "), ["4.46.j.i"]);
});

test("of the thesaurus a query loads what its words may say, and what that means", () => {
  const parts = new Map();
  const manifest = { words: { "function-words": ["sin", "de", "que"], endings: ["o", "os", "es"], derivations: ["edor", "er"], sounds: [["v", "b"]] }, thesaurus: { sayings: ["", "pap", "ven"], meanings: [0, 2] } };
  const { sayings } = require(path.join(__dirname, "../../static/js/search-thesaurus.js"));
  const held = sayings(manifest, parts);
  /** @param {string} typed */
  const tokens = (typed) => engine.words(typed).map((/** @type {string} */ word) => ({ word, raw: word, before: " ", after: " ", from: 0 }));
  /** @param {string} typed @param {number} [at] */
  const ask = (typed, at = 0) => {
    const list = tokens(typed), found = list.map(() => ({ terms: [], how: "" }));
    held.forgetLacks();
    held.open(list, found);
    return held.here(list, found, at);
  };
  assert.deepEqual(held.wanted(tokens("sin papeles")), ["s1"], "function words ask for none");
  assert.deepEqual(held.wanted(tokens("de que")), ["s0"], "those of function words alone stand before all others");
  assert.equal(ask("sin papeles"), null);
  assert.deepEqual(held.lacked(), ["s1"]);
  parts.set("s0", "de que>2|abogado>0|cuñ.>@5").set("s1", "papeles>1|sin papeles>1,2").set("s2", "vender>2");
  assert.deepEqual(ask("sin papeles")?.mean, []);
  assert.deepEqual(held.lacked(), ["m0", "m1"]);
  parts.set("m0", "representación letrada|identidad").set("m1", "situación irregular;identidad");
  assert.deepEqual(ask("sin papeles"), { length: 2, very: true, mean: [{ words: ["identidad"], written: "identidad" }, { words: ["situacion", "irregular"], written: "situación irregular" }] });
  assert.equal(ask("un abogado", 1)?.mean[0].written, "representación letrada");
  assert.equal(held.nearly("bender")?.mean[0].written, "situación irregular", "what sounds alike begins otherwise");
  assert.equal(held.ofFamily("vendedor")?.mean.length, 2);
  assert.equal(ask("de que")?.length, 2);
  assert.deepEqual([held.described("cuñ"), held.described("cun"), held.described("ven")], [5, 5, undefined]);
  assert.equal(held.lacks(), false);
  parts.delete("m1");
  const other = sayings(manifest, parts);
  other.forgetLacks(true);
  other.open(tokens("vender"), [{ terms: [] }]);
  assert.deepEqual([other.here(tokens("vender"), [{ terms: [], how: "" }], 0)?.mean, other.lacks()], [[], false], "what does not come counts as empty");
});

test("a meeting of which the register has nothing is told, and takes nothing from other references; a number alone is a recommendation's", () => {
  const { searcher } = smallIndex(provisions, { ...about, meetings: [...about.meetings, { id: "7", year: "2017", ordinals: ["7", "vii", "septima"] }] });
  const ask = (/** @type {string} */ query) => {
    /** @type {any} */
    let answer = null;
    searcher.search(query, {}, (/** @type {any} */ a) => { answer = a; });
    return { ids: [...answer.hits].map((doc) => provisions[doc].id), items: answer.items.map((/** @type {any} */ item) => `${item.typed}:${item.kind}`) };
  };
  assert.deepEqual(ask("séptima reunión "), { ids: [], items: ["séptima reunión:field"] });
  assert.deepEqual(ask("séptima reunión primera reunión ").ids, ["1.1", "1.2", "1.3"]);
  assert.deepEqual(ask("séptima reunión 1.2 ").ids.slice(0, 1), ["1.2"]);
  assert.deepEqual(ask("46 "), { ids: ["4.46.j.i", "4.46.j.iii"], items: ["46:reference"] });
  assert.deepEqual(ask("-46 ").items, ["46:excluded"]);
});

test("what the editors describe a provision by finds it in questions, and where no text holds the word", () => {
  const described = provisions.map((p) => ({ ...p, descriptors: { "4.13": ["gratuit", "defensor", "medic"], "4.46.j.i": ["hospital", "sueld"], "4.46.j.iii": ["sueld"] }[p.id] ?? [] }));
  const { searcher } = smallIndex(described, { ...about, synonyms: [...about.synonyms, [["asilo medico"], ["Secretaría"]]] });
  const ask = (/** @type {string} */ query) => {
    /** @type {any} */
    let answer = null;
    searcher.search(query, {}, (/** @type {any} */ a) => { answer = a; });
    return { ids: [...answer.hits].map((doc) => provisions[doc].id), answer, kinds: Object.fromEntries(answer.items.map((/** @type {any} */ item) => [item.typed, item.kind])) };
  };
  const alone = ask("sueldos ");
  assert.deepEqual(alone.ids, ["4.46.j.i", "4.46.j.iii"]);
  assert.equal(alone.kinds.sueldos, "described");
  assert.deepEqual(alone.answer.descriptors(3), ["sueldos"]);
  assert.deepEqual(alone.answer.descriptors(0), []);
  assert.deepEqual(ask("hospital ").ids, ["4.46.j.i"], "what one alone has stands in the thesaurus");
  assert.equal(ask("quién proteger niños gratuito defensor ").ids[0], "1.1", "what holds the words stands first");
  assert.ok(ask("proteger niños gratuitos defensores ").ids.includes("4.13"));
  assert.deepEqual(ask("niños ").answer.descriptors(0), [], "a word that the texts hold asks for no descriptors");
  assert.deepEqual(ask("médicas ").ids, ["4.46.j.i"], "nor does one that they hold in another form");
  assert.ok(!ask("asilo médico ").ids.includes("4.13"), "nor one of an expression of the thesaurus");
});

test("words are found in the texts; the dictionary tells how many letters follow their keys, and those with one key are one", () => {
  const text = stored.readBlock({ leads: ["Se alienta:"], ids: ["01.1"], urls: [""], references: [""], under: [[0]], themes: [[]], meetings: [[]], texts: ["Proteger testigos y protegido"] });
  const shard = stored.readShard("dt0", ["GAtestigo Hs", "", "", ""], true);
  const manifest = { facets: { tema: [] }, meetings: [], ranking: { k1: 1.2, full: 0.8, levels: 8, best: 1500, fields: [[1, 0.55], [0.35, 0.3], [0.25, 0], [0.3, 0]] } };
  const rowIn = stored.derive(manifest, [shard], [text], "BCDAA", false, memory());
  assert.deepEqual(shard.terms.map((/** @type {any} */ t) => [t.key, t.forms.join(" "), t.docs]), [["testig", "testigo testigos", 1], ["alient", "alienta", 1], ["proteg", "proteger protegido", 1], ["se", "se", 1], ["y", "y", 1]]);
  assert.deepEqual([...rowIn([shard.terms[2], shard.terms[0]]).docs], [0]);
  assert.deepEqual([...rowIn([shard.terms[0], shard.terms[2]]).docs], []);
});

test("a block tells its documents column by column, and each id behind the one before it", () => {
  const empty = [[], [], []];
  const { documents } = stored.readBlock({ leads: [], ids: ["04.46.j.v", "3vi", "147", "0", "012"], urls: ["", "", "", "a", "b"], references: ["~", "~", "~", "", ""], under: empty, themes: empty, meetings: empty, texts: ["p", "q", "r", "s", "t"] });
  assert.deepEqual(documents.map((/** @type {any} */ d) => [d.id, d.url, d.text]), [["4.46.j.v", "", "p"], ["4.46.j.vi", "", "q"], ["4.47", "", "r"], ["", "a", "s"], ["12", "b", "t"]]);
});

test("what letters tell never hides a word that is near enough", () => {
  const list = "victima victimas vitcima vicitma bictima tratante tratantes trata niño nino indemnizacion indemnisacion añadir".split(" ");
  for (const a of list) for (const b of list) for (const most of [0, 1, 2]) {
    if (near.distance(a, b, most) <= most) assert.ok(near.mayBeNear(near.letters(a), near.letters(b), most), `${a} ${b}`);
  }
});

test("each text is read once, and its words keep their numbers", () => {
  const held = memory();
  const row = held.row("Las víctimas, LAS VICTIMAS y ª");
  assert.deepEqual([...row].map(held.word), ["las", "victimas", "las", "victimas", "y"]);
  assert.equal(held.row("Las víctimas, LAS VICTIMAS y ª"), row);
  assert.deepEqual([held.written(held.number("victimas")), held.number("nada"), held.size()], ["víctimas", -1, 3]);
});

test("parts are loaded once", () => {
  assert.equal(new Set(loaded).size, loaded.length);
});
