// A small register for the engine's tests, in the form in which the program writes one (docs/search.md).
"use strict";
const path = require("node:path");
const engine = require(path.join(__dirname, "../../static/js/search-engine.js"));

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
/** @param {number} n */
function number(n) {
  let out = "";
  do {
    const rest = n >> 5;
    out += DIGITS[(n & 31) | (rest > 0 ? 32 : 0)];
    n = rest;
  } while (n > 0);
  return out;
}
/** @param {number[]} docs */
function set(docs) {
  let next = 0;
  return number(docs.length * 2) + docs.map((doc) => { const gap = number(doc - next); next = doc + 1; return gap; }).join("");
}

/** A stem that is good enough for a test. @param {string} folded */
const stem = (folded) => (folded.length < 5 ? folded : folded.replace(/(?:aciones|acion|adas|ados|ada|ado|ar|es|as|os|a|o|s)$/, ""));

/**
 * @param {{id: string, text: string, leads?: string[], themes?: number[], meeting: number, meetings?: number[], addressee?: string, action?: string, keys?: string[], descriptors?: string[]}[]} provisions
 * @param {{themes: [string, string][], meetings: {id: string, year: string, ordinals: string[]}[], synonyms?: [string[], string[]][], paragraphs?: string[], apart?: string[], names?: string[]}} about
 */
function smallIndex(provisions, about) {
  /** @param {string[]} texts @param {Map<string, number[]>} keys */
  const shard = (texts, keys) => {
    const forms = new Map();
    for (const text of texts) for (const word of text.toLowerCase().match(/[\p{Alphabetic}\p{N}\p{M}]+/gu) ?? []) {
      const folded = engine.fold(word);
      if (folded === "") continue;
      const key = (about.apart ?? []).find((/** @type {string} */ beginning) => folded.startsWith(beginning)) ?? stem(folded);
      if (!forms.has(key)) forms.set(key, new Map());
      if (!forms.get(key).has(folded)) forms.get(key).set(folded, word);
    }
    const keyed = [...keys.keys()].sort();
    const lines = keyed.map((key) => number(key.length) + number(0) + key)
      .concat([...forms.keys()].sort((a, b) => (engine.plain(a) < engine.plain(b) ? -1 : 1)).map((key) => number([...key].length) + [...forms.get(key).values()].sort().map((form) => number(0) + form).join(" ")));
    // A key that ends in "?" is one that a document answers for less.
    const entries = keyed.map((key) => set(keys.get(key) ?? []) + (keys.get(key) ?? []).map((doc) => ((provisions[doc].keys ?? []).includes(`${key}?`) ? "B" : "D")).join(""));
    const places = keyed.map((key, i) => number((keys.get(key) ?? []).length) + number(entries[i].length * 2 + (i === 0 ? 1 : 0)));
    return [lines.join("|"), places.join(""), entries.join(""), ""];
  };
  const keys = new Map();
  provisions.forEach((p, doc) => (p.keys ?? []).map((key) => key.replace("?", "")).forEach((key) => keys.set(key, [...(keys.get(key) ?? []), doc])));
  // What several provisions are described by stands with the dictionary, what one alone is with the thesaurus.
  const described = new Map();
  provisions.forEach((p, doc) => (p.descriptors ?? []).forEach((stem) => described.set(stem, [...(described.get(stem) ?? []), doc])));
  const single = [...described].filter(([, docs]) => docs.length === 1), shared = [...described].filter(([, docs]) => docs.length > 1).sort();
  const meetings = about.meetings.map((m) => ({ ...m, name: `Reunión ${m.id}`, reference: `Reunión ${m.id}, recomendación `, words: `reunión ${m.ordinals.join(" ")} ${m.year}` }));
  const paragraphs = about.paragraphs ?? [];
  const has = (/** @type {(p: any) => boolean} */ test) => set(provisions.flatMap((p, doc) => (test(p) ? [doc] : [])));
  const count = (/** @type {number} */ t) => provisions.filter((p) => (p.themes ?? []).includes(t)).length;
  const values = (/** @type {"addressee"|"action"} */ name) => [...new Set(provisions.flatMap((p) => p[name] ?? []))];
  const leads = [...new Set(provisions.flatMap((p) => p.leads ?? []))];
  const manifest = {
    version: 7,
    strings: {},
    ranking: { k1: 1.2, full: 0.8, levels: 8, best: 1500, fields: [[1, 0.55], [0.35, 0.3], [0.25, 0], [0.3, 0]] },
    apart: about.apart ?? [],
    names: about.names ?? [],
    words: {
      "function-words": ["de", "la", "las", "los", "el", "que", "y", "se", "a", "en", "por", "sobre", "como", "recomendacion"],
      endings: ["a", "o", "as", "os", "es", "s", "ar", "acion", "aciones", "ado", "ada", "adas", "ados", "e"],
      derivations: ["edor", "er"],
      prefixes: ["re"],
      alternations: [["ie", "e"]],
      sounds: [["h", ""], ["v", "b"], ["ci", "si"], ["ce", "se"], ["z", "s"]],
      frames: ["qué dijo el grupo"],
      or: ["O", "OR"],
      fields: { reunion: ["reunion"], tema: ["tema"], destinatario: ["destinatario"], accion: ["accion"], ano: ["año", "ano", "años"] },
      meeting: ["reunion", "periodo", "sesiones"], recommendation: ["recomendacion", "recomendaciones", "rec"], article: ["articulo", "articulos", "art"], paragraph: ["parrafo", "parr", "apartado"],
      resolution: ["resolucion"], decision: ["decision"], joints: ["de", "del", "la", "el", "los", "las", "n", "num", "y"], and: ["y", "o"], until: ["a", "al"], since: ["desde"], between: ["entre"], report: ["informe"], numbered: ["n", "num"],
    },
    meetings,
    treaties: [["protocolo", ["protocolo"]], ["convencion", ["convencion"]]],
    address: ["r/", ".html"],
    facets: { tema: about.themes.map(([id, name], t) => [id, name, count(t)]), destinatario: values("addressee").map((v) => [v, v, 0]), accion: values("action").map((v) => [v, v, 0]) },
    // One part of what readers say, and one of each entry's meanings.
    thesaurus: { sayings: [""], meanings: (about.synonyms ?? []).map((_, at) => at) },
    provisions: { size: provisions.length, terms: [""], block: Math.max(1, provisions.length), read: 400, begun: 40, derived: true, described: described.size > 0 },
    paragraphs: { size: paragraphs.length, terms: [""], block: Math.max(1, paragraphs.length), read: 400, begun: 40, derived: true },
  };
  /** A block of texts: each column apart. @param {any[]} documents @param {string[]} leads */
  const block = (documents, leads) => ({
    leads,
    ids: documents.map((d) => `0${d.id}`),
    urls: documents.map((d) => d.url ?? ""),
    references: documents.map((d) => d.reference ?? "~"),
    under: documents.map((d) => (d.leads ?? []).map((/** @type {string} */ lead) => leads.indexOf(lead))),
    themes: documents.map((d) => d.themes ?? []),
    meetings: documents.map((d) => d.meetings ?? (d.meeting === undefined ? [] : [d.meeting])),
    texts: documents.map((d) => d.text),
  });
  /** @type {Object<string, any>} */
  const parts = {
    s0: (about.synonyms ?? []).flatMap(([say], at) => say.map((one) => `${one}>${at}`)).concat(single.map(([stem, [doc]]) => `${stem}.>@${doc}`)).join("|"),
    ...Object.fromEntries((about.synonyms ?? []).map(([, mean], at) => [`m${at}`, mean.join(";")])),
    dt0: shard([...provisions.map((p) => p.text), ...leads, ...about.themes.map((t) => t[1]), ...meetings.map((m) => m.words)], keys).concat(shared.map(([stem]) => number(0) + stem).join(" "), shared.map(([, docs]) => set(docs)).join("")),
    dd0: block(provisions, leads),
    pt0: shard(paragraphs, new Map()),
    pd0: block(paragraphs.map((text, i) => ({ id: String(i + 1), url: `doc.html#p${i + 1}`, reference: "Doc", text })), []),
    n: provisions.map((p) => number(0) + p.id).join(" "),
    f: {
      reunion: meetings.map((m, i) => [m.id, has((p) => p.meeting === i)]),
      tema: about.themes.map(([id], t) => [id, has((p) => (p.themes ?? []).includes(t))]),
      destinatario: values("addressee").map((v) => [v, has((p) => p.addressee === v)]),
      accion: values("action").map((v) => [v, has((p) => p.action === v)]),
    },
  };
  /** @type {string[]} */
  const loaded = [];
  const searcher = engine.open(manifest, (/** @type {string} */ name, /** @type {(data: any) => void} */ done) => { loaded.push(name); done(parts[name] ?? null); });
  return { manifest, parts, searcher, loaded };
}

module.exports = { smallIndex, engine };
