// The open data keep their promises: hashes, counts, one value in every format, and a coverage that leaves no line out.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { Ajv2020 as Ajv } from "ajv/dist/2020.js";
import { parseAllDocuments, parseDocument } from "yaml";
import { bytes, files, json, text, units } from "../support/site.mjs";

const sha256 = (/** @type {Buffer} */ content) => createHash("sha256").update(content).digest("hex");

const FIELDS = [
  "id", "meeting", "number", "path", "parent", "children", "reference", "lead", "text", "section", "document", "symbol", "lines", "repairs", "footnotes", "corrigenda",
  "themes", "proposed", "theme_evidence", "addressees", "implicit", "action", "verb", "citations", "references_to", "referenced_by", "related", "url",
];
const LISTS = ["path", "children", "lead", "lines", "repairs", "footnotes", "corrigenda", "themes", "theme_evidence", "addressees", "citations", "references_to", "referenced_by", "related"];

const byId = new Map(units.map((unit) => [unit.id, unit]));
const leaves = units.filter((unit) => unit.children.length === 0);

/** A table as RFC 4180 has it, strict: a stray quote or a row of another width is an error. @param {string} source @returns {string[][]} */
function parseCsv(source) {
  const rows = [[]];
  let at = 0;
  while (at < source.length) {
    const cell = /^(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/.exec(source.slice(at, at + 100_000));
    assert.ok(cell, `no cell at character ${at}`);
    rows.at(-1).push(cell[1] === undefined ? cell[2] : cell[1].replaceAll('""', '"'));
    at += cell[0].length;
    if (cell[3] !== "," && at < source.length) rows.push([]);
  }
  return rows;
}

test("236 numbered recommendations, 355 ids, 334 provisions", () => {
  assert.equal(units.filter((unit) => unit.parent === null).length, 236);
  assert.equal(byId.size, 355);
  assert.equal(units.length, 355);
  assert.equal(leaves.length, 334);
});

test("every unit has the fields of the contract, lists never null", () => {
  for (const unit of units) {
    assert.deepEqual(Object.keys(unit), FIELDS, unit.id);
    for (const field of LISTS) assert.ok(Array.isArray(unit[field]), `${unit.id} ${field}`);
    assert.doesNotMatch(unit.text, /\s{2}|^\s|\s$|[\u0000-\u001f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/u, unit.id);
    assert.equal(unit.id, [unit.meeting, unit.number, ...unit.path].join(".").replace(/$/, unit.id.match(/~\d+$/)?.[0] ?? ""));
    assert.ok(files.includes(unit.url), unit.url);
  }
});

test("parents, children and leads agree", () => {
  for (const unit of units) {
    for (const child of unit.children) assert.equal(byId.get(child)?.parent, unit.id, child);
    const ancestors = [];
    for (let id = unit.parent; id !== null; id = byId.get(id).parent) ancestors.unshift(byId.get(id).text);
    assert.deepEqual(unit.lead, ancestors, unit.id);
    if (unit.parent !== null) assert.ok(byId.get(unit.parent).children.includes(unit.id), unit.id);
    if (unit.children.length > 0) {
      const below = unit.children.flatMap((id) => byId.get(id).themes);
      assert.deepEqual(new Set(unit.themes), new Set(below), `${unit.id}: the themes of its sub-items`);
      assert.equal(unit.verb, null, unit.id);
    } else assert.ok(unit.themes.length >= 1 && unit.themes.length <= 4, `${unit.id} has one to four themes`);
    assert.equal(new Set(unit.themes).size, unit.themes.length, unit.id);
  }
});

test("NDJSON holds the same, one element a line", () => {
  const lines = text("datos/recomendaciones.ndjson").split("\n");
  assert.equal(lines.pop(), "", "ends with a line end");
  assert.deepEqual(lines.map((line) => JSON.parse(line)), units);
});

test("CSV holds the same, with the JSON field names as its header", () => {
  const source = text("datos/recomendaciones.csv");
  assert.notEqual(source[0], "\ufeff", "no byte order mark");
  const [header, ...rows] = parseCsv(source);
  assert.deepEqual(header, FIELDS);
  assert.equal(rows.length, units.length);
  rows.forEach((row, i) => {
    assert.equal(row.length, FIELDS.length, row[0]);
    FIELDS.forEach((field, j) => {
      const value = units[i][field];
      if (Array.isArray(value) && value.some((item) => typeof item === "object")) {
        assert.equal(row[j].split("|").length >= value.length, true, `${row[0]} ${field}`);
        return;
      }
      const expected = Array.isArray(value) ? value.join("|") : value === null ? "" : String(value);
      assert.equal(row[j], expected, `${row[0]} ${field}`);
    });
  });
});

test("the data package describes every file of the data with its size and hash", () => {
  const { resources } = json("datos/datapackage.json");
  for (const { path, format, bytes: told, hash, name } of resources) {
    const content = bytes(`datos/${path}`);
    // Frictionless does not count the bytes of JSON and would find any number wrong.
    assert.equal(told, format === "json" ? undefined : content.length, path);
    assert.equal(`sha256:${sha256(content)}`, hash, path);
    assert.match(name, /^[a-z0-9._-]+$/, "a name as Frictionless wants it");
  }
  const described = resources.map(({ path }) => `datos/${path}`).sort();
  assert.deepEqual(described, files.filter((file) => file.startsWith("datos/") && !/\/(datapackage\.json|index\.html)$/.test(file)));
  const { schema } = resources.find(({ path }) => path === "recomendaciones.csv");
  assert.deepEqual(schema.fields.map((field) => field.name), FIELDS);
});

test("every JSON file is as its JSON Schema says, and the schema names what the data package describes", () => {
  const { resources } = json("datos/datapackage.json");
  const tables = resources.filter(({ type, format }) => type === "table" && format === "json");
  assert.ok(tables.length >= 9);
  for (const { name, path, schema: { fields } } of tables) {
    const schema = json(`datos/esquemas/${name}.schema.json`);
    const validate = new Ajv({ strict: true, allowUnionTypes: true, allErrors: true }).compile(schema);
    const rows = json(`datos/${path}`);
    assert.ok(validate(rows), `${name}: ${JSON.stringify(validate.errors?.slice(0, 3))}`);
    assert.deepEqual(Object.keys(schema.items.properties), fields.map((field) => field.name), name);
    assert.deepEqual(Object.values(schema.items.properties).map(({ description }) => description), fields.map(({ description }) => description), name);
    // A schema that takes anything would prove nothing.
    if (rows.length === 0) continue;
    const [first] = Object.keys(rows[0]);
    assert.ok(!validate([{ ...rows[0], [first]: {} }]), `${name}.${first} may be anything`);
    assert.ok(!validate([{ ...rows[0], unknown: 1 }]), `${name} takes an unknown field`);
    assert.ok(!validate([{}]), `${name} may lack its fields`);
  }
});

test("the table of themes holds each theme of each provision once, by name", () => {
  const [header, ...rows] = parseCsv(text("datos/recomendaciones-temas.csv"));
  const themes = new Map(json("datos/temas.json").map((theme) => [theme.id, theme]));
  const expected = leaves.flatMap((unit) => unit.themes.map((id) => {
    const theme = themes.get(id);
    return [unit.id, String(unit.meeting), id, theme.name, theme.group, theme.group_name, String(unit.proposed)];
  }));
  assert.deepEqual(header, ["id", "meeting", "theme", "theme_name", "group", "group_name", "proposed"]);
  assert.deepEqual(rows, expected);
});

test("the spreadsheet's table holds every provision in words, and nothing that a spreadsheet would calculate", () => {
  const source = text("datos/recomendaciones-hoja.csv");
  assert.equal(source[0], "\ufeff", "Excel takes a file without the mark for another encoding");
  const [header, ...rows] = parseCsv(source.slice(1));
  const column = (/** @type {string[]} */ row, /** @type {string} */ name) => row[header.indexOf(name)];
  assert.deepEqual(rows.map((row) => column(row, "Referencia")), leaves.map((unit) => unit.reference));
  assert.deepEqual(rows.map((row) => column(row, "Texto")), leaves.map((unit) => unit.text));
  assert.deepEqual(rows.map((row) => column(row, "Página")), leaves.map((unit) => unit.url));
  assert.deepEqual(rows.map((row) => column(row, "Encabezamiento")), leaves.map((unit) => unit.lead.join(" ")));
  const names = new Map(json("datos/temas.json").map(({ id, name }) => [id, name]));
  assert.deepEqual(rows.map((row) => column(row, "Temas")), leaves.map((unit) => unit.themes.map((id) => names.get(id)).join("; ")));
  for (const row of rows) {
    assert.equal(row.length, header.length);
    for (const cell of row) assert.doesNotMatch(cell, /^[=+\-@\t\r]/u);
  }
});

test("the data package tells the fields of every file, in their order, and keys that lead somewhere", () => {
  const { resources } = json("datos/datapackage.json");
  const tables = resources.filter(({ type }) => type === "table");
  assert.ok(tables.length >= 13);
  const shape = { string: "string", integer: "number", number: "number", boolean: "boolean", array: "object", object: "object", date: "string" };
  for (const { name, path, format, schema } of tables) {
    assert.ok(schema.fields.every(({ description }) => description.length > 5), name);
    if (format !== "json") continue;
    const rows = json(`datos/${path}`);
    for (const row of rows) {
      assert.deepEqual(Object.keys(row), schema.fields.map((field) => field.name), name);
      for (const { name: field, type } of schema.fields) {
        if (row[field] === null) continue;
        assert.equal(typeof row[field], shape[type], `${name}.${field}`);
        assert.equal(Array.isArray(row[field]), type === "array", `${name}.${field}`);
      }
    }
    if (schema.primaryKey) assert.equal(new Set(rows.map((row) => row[schema.primaryKey])).size, rows.length, name);
    const valuesOf = (/** @type {string} */ resource, /** @type {string} */ field) => {
      const target = resources.find((other) => other.name === (resource || name));
      assert.equal(target.schema.primaryKey, field, `${name} → ${resource}`);
      return new Set(json(`datos/${target.path}`).map((row) => row[field]));
    };
    for (const { fields, reference } of schema.foreignKeys ?? []) {
      const known = valuesOf(reference.resource, reference.fields);
      for (const row of rows) assert.ok(row[fields] === null || known.has(row[fields]), `${name}.${fields}: ${row[fields]}`);
    }
    for (const { name: field, refersTo } of schema.fields.filter((one) => one.refersTo)) {
      const known = valuesOf(refersTo.resource, refersTo.field);
      for (const row of rows) for (const value of row[field]) assert.ok(known.has(value), `${name}.${field}: ${value}`);
    }
  }
});

test("SHA256SUMS names every file but itself with its hash", () => {
  const lines = text("SHA256SUMS").trimEnd().split("\n").map((line) => /^([0-9a-f]{64}) [ *](.+)$/.exec(line) ?? assert.fail(line));
  assert.deepEqual(lines.map((line) => line[2]).sort(), files.filter((file) => file !== "SHA256SUMS"));
  for (const [, hash, file] of lines) assert.equal(sha256(bytes(file)), hash, file);
});

test("the seeds in the site are the ones the data speak of", () => {
  const documents = json("datos/documentos.json");
  assert.equal(documents.length, 5);
  for (const document of documents) {
    assert.equal(sha256(bytes(document.file)), document.sha256, document.file);
    assert.ok(files.includes(document.url), document.url);
  }
  assert.deepEqual(new Set(units.map((unit) => unit.document)), new Set(["ctoc-cop-wg-4-2019-5", "ctoc-cop-wg-4-2019-6"]));
});

test("the coverage gives every line of every seed one role, in order, and blank to blank lines alone", () => {
  const roles = ["recommendation", "heading", "footnote", "paragraph", "list", "front-matter", "furniture", "blank"];
  const documents = json("datos/documentos.json");
  const coverage = json("datos/cobertura.json");
  assert.deepEqual(coverage.map((c) => c.sha256).sort(), documents.map((d) => d.sha256).sort());
  for (const { file, sha256: hash, lines, spans } of coverage) {
    const seed = bytes(documents.find((d) => d.sha256 === hash).file).toString("utf8").split("\n");
    if (seed.at(-1) === "") seed.pop();
    assert.equal(lines, seed.length, file);
    let next = 1;
    for (const { lines: [from, to], role, ref } of spans) {
      assert.equal(from, next, `${file}: a gap or an overlap at line ${next}`);
      assert.ok(to >= from, `${file}:${from}`);
      assert.ok(roles.includes(role), `${file}:${from}: ${role}`);
      assert.ok(ref === null || byId.has(ref), `${file}:${from}: ${ref}`);
      for (let line = from; line <= to; line++) {
        assert.equal(role === "blank", seed[line - 1].trim() === "", `${file}:${line}: ${role} «${seed[line - 1]}»`);
      }
      next = to + 1;
    }
    assert.equal(next, lines + 1, `${file}: not covered to its end`);
  }
});

test("the lines of every unit are those that the coverage gives to it", () => {
  const documents = json("datos/documentos.json");
  const coverage = json("datos/cobertura.json");
  for (const unit of units) {
    const { sha256: hash } = documents.find((d) => d.slug === unit.document);
    const own = coverage.find((c) => c.sha256 === hash).spans.filter((span) => span.ref === unit.id && span.role === "recommendation");
    const within = own.filter(({ lines: [from, to] }) => from >= unit.lines[0] && to <= unit.lines[1]);
    assert.equal(within.length, own.length, `${unit.id}: coverage outside its lines`);
    assert.ok(own.length > 0, unit.id);
    assert.deepEqual([own[0].lines[0], own.at(-1).lines[1]], unit.lines, unit.id);
  }
});

test("the text of every unit stands whole in the lines that the coverage gives to it", () => {
  const documents = json("datos/documentos.json");
  const coverage = json("datos/cobertura.json");
  // White space is what the extraction broke, so it is left out on both sides; Markdown and footnote marks are not words.
  const plain = (/** @type {string} */ s) => s.replace(/\[([^\]]*)\]\([^)]*\)/gu, "$1").replace(/[\s*_\\]/gu, "");
  for (const unit of units) {
    const { sha256: hash, file } = documents.find((d) => d.slug === unit.document);
    const seed = bytes(file).toString("utf8").split("\n");
    const own = coverage.find((c) => c.sha256 === hash).spans.filter((span) => span.ref === unit.id && span.role === "recommendation");
    let source = plain(own.flatMap(({ lines: [from, to] }) => seed.slice(from - 1, to)).join("\n"));
    for (const { mark } of unit.footnotes) source = source.replaceAll(mark, "");
    assert.ok(source.includes(plain(unit.text)), `${unit.id}\n${source}\n${plain(unit.text)}`);
  }
});

test("themes count their provisions, meetings their recommendations", () => {
  for (const theme of json("datos/temas.json")) {
    const own = leaves.filter((unit) => unit.themes.includes(theme.id)).map((unit) => unit.id);
    assert.deepEqual(theme.provisions, own, theme.id);
    assert.equal(theme.count, own.length, theme.id);
    assert.ok(own.length > 0, `${theme.id} is empty`);
    assert.ok(theme.name && theme.scope && files.includes(theme.url), theme.id);
  }
  const known = new Set(json("datos/temas.json").map((theme) => theme.id));
  assert.equal(known.size, 32);
  for (const unit of units) for (const theme of unit.themes) assert.ok(known.has(theme), `${unit.id}: ${theme}`);
  for (const meeting of json("datos/reuniones.json")) {
    const own = units.filter((unit) => unit.meeting === meeting.number);
    const counted = { recommendations: own.filter((u) => u.parent === null).length, provisions: own.filter((u) => u.children.length === 0).length };
    assert.deepEqual(meeting.counts, counted, String(meeting.number));
  }
});

test("addressees and strengths count their provisions", () => {
  for (const [file, own] of [
    ["datos/destinatarios.json", (/** @type {any} */ unit) => unit.addressees],
    ["datos/acciones.json", (/** @type {any} */ unit) => [unit.action]],
  ]) {
    const facets = json(file);
    for (const facet of facets) {
      const expected = leaves.filter((unit) => own(unit).includes(facet.id)).map((unit) => unit.id);
      assert.deepEqual(facet.provisions, expected, `${file}: ${facet.id}`);
      assert.equal(facet.count, expected.length, `${file}: ${facet.id}`);
      assert.ok(facet.name && files.includes(facet.url), `${file}: ${facet.id}`);
    }
    const known = new Set(facets.map((/** @type {any} */ facet) => facet.id));
    for (const unit of leaves) for (const id of own(unit)) assert.ok(known.has(id), `${unit.id}: ${id}`);
  }
});

test("eleven meetings with what the sources tell of them", () => {
  const meetings = json("datos/reuniones.json");
  assert.deepEqual(meetings.map((m) => m.number), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  const fields = [
    "number", "ordinal", "place", "start", "end", "documents", "documents_before", "agenda", "president", "counts", "attendance", "status", "standing",
  ];
  for (const meeting of meetings) assert.deepEqual(Object.keys(meeting).sort(), fields.toSorted(), String(meeting.number));
  assert.deepEqual(meetings.map((m) => m.status), [...Array(9).fill("documented"), "no-source", "draft"]);
  for (const { number, start, end } of meetings) {
    if (number === 10) assert.deepEqual([start, end], [null, null]);
    else for (const day of [start, end]) assert.match(day, /^20\d\d-\d\d-\d\d$/, String(number));
    assert.ok(start <= end, String(number));
  }
});

test("the records in YAML say the same, and the same to readers of YAML 1.1 and 1.2", () => {
  const seen = new Map();
  /** @param {any} node @param {string} file */
  function walk(node, file) {
    if (Array.isArray(node)) node.forEach((item) => walk(item, file));
    else if (node !== null && typeof node === "object") {
      if (typeof node.id === "string" && byId.has(node.id) && "text" in node && file.includes("/reunion-")) {
        assert.ok(!seen.has(node.id), `${node.id} twice`);
        seen.set(node.id, node);
      }
      Object.values(node).forEach((item) => walk(item, file));
    }
  }
  const records = files.filter((file) => /^datos\/registros\/.*\.yaml$/.test(file));
  assert.equal(records.length, 16);
  for (const file of records) {
    const source = text(file);
    assert.equal(parseAllDocuments(source).length, 1, file);
    const [old, current] = ["1.1", "1.2"].map((version) => {
      const document = parseDocument(source, { version });
      assert.deepEqual(document.errors, [], file);
      return document.toJS();
    });
    assert.deepEqual(old, current, file);
    walk(old, file);
  }
  assert.equal(seen.size, units.length);
  for (const unit of units) {
    const record = seen.get(unit.id);
    assert.equal(record.text, unit.text, unit.id);
    assert.deepEqual(record.lines, unit.lines, unit.id);
  }
});
