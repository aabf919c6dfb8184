// Citations: the files that reference managers import, and what pages tell them, search engines and link previews.

import assert from "node:assert/strict";
import { test } from "node:test";
import { attribute, having, page, textOf } from "../support/html.mjs";
import { files, json, pages, provisions, text, units } from "../support/site.mjs";

const slug = (/** @type {any} */ unit) => unit.url.match(/([^/]+)\.html$/)[1];
const meetings = new Map(json("datos/reuniones.json").map((meeting) => [meeting.number, meeting]));
const documents = new Map(json("datos/documentos.json").map((document) => [document.slug ?? document.url.match(/([^/]+)\.html$/)[1], document]));

/** The records of a file of RIS, each a map from tag to value. @param {string} file */
function ris(file) {
  const source = text(file);
  assert.equal(source.replaceAll("\r\n", "").match(/[\r\n]/), null, `${file}: lines end with CR LF`);
  return source.split(/^ER {2}- \r\n(?:\r\n)?/m).filter(Boolean).map((record) => {
    const lines = record.split("\r\n").filter(Boolean);
    assert.match(lines[0], /^TY {2}- RPRT$/, file);
    return new Map(lines.map((line) => {
      const [, tag, value] = line.match(/^([A-Z][A-Z0-9]) {2}- (\S.*)$/) ?? assert.fail(`${file}: ${line}`);
      return [tag, value];
    }));
  });
}

/** The entries of a file of BibTeX: key and fields, their braces balanced. @param {string} file */
function bibtex(file) {
  return text(file).split(/\n(?=@)/).map((entry) => {
    const [, key, body] = entry.match(/^@techreport\{([\w-]+),\n([^]*)\n\}\n$/) ?? assert.fail(`${file}: ${entry}`);
    const fields = new Map(body.split(",\n").map((line) => line.match(/^ {2}(\w+) = (?:\{(.*)\}|([a-z]{3}))$/) ?? assert.fail(`${file}: ${line}`)).map(([, name, value, month]) => [name, value ?? month]));
    for (const value of fields.values()) {
      let depth = 0;
      for (const c of value) assert.ok((depth += c === "{" ? 1 : c === "}" ? -1 : 0) >= 0, value);
      assert.equal(depth, 0, value);
    }
    return { key, fields };
  });
}

test("each id has its citation in three formats, and each says the same", () => {
  for (const unit of units) {
    const { start, place } = meetings.get(unit.meeting);
    const name = `citas/${slug(unit)}`;
    const [item, ...more] = json(`${name}.json`);
    assert.equal(more.length, 0);
    assert.deepEqual([item.id, item.type, item.title, item.number ?? null], [unit.id, "report", unit.reference, unit.symbol]);
    assert.deepEqual(item.issued["date-parts"], [start.split("-").map(Number)]);
    assert.equal(item["container-title"], documents.get(unit.document).title);
    assert.deepEqual(Object.keys(item.author[0]), ["literal"], "the name of a body is not taken apart");
    const [record] = ris(`${name}.ris`);
    assert.deepEqual(
      ["ID", "AU", "T1", "T2", "PY", "DA", "CY", "SN"].map((tag) => record.get(tag) ?? null),
      [unit.id, item.author[0].literal, unit.reference, unit.symbol ? null : item["container-title"], start.slice(0, 4), start.replaceAll("-", "/"), place, unit.symbol],
    );
    const [{ fields }] = bibtex(`${name}.bib`);
    assert.deepEqual(
      ["author", "title", "number", "year", "address"].map((field) => fields.get(field) ?? null),
      [`{${item.author[0].literal}}`, `{${unit.reference}}`, unit.symbol?.replaceAll("_", "\\_") ?? null, start.slice(0, 4), place],
    );
    assert.ok(![item.URL, record.get("UR"), fields.get("url")].some(Boolean), "no address where the site has none on the web");
  }
});

test("the whole register, each meeting and each theme have a list of exactly their provisions", () => {
  const lists = [["todas", [...provisions]]];
  for (const number of meetings.keys()) lists.push([`reunion-${number}`, units.filter((unit) => unit.meeting === number && provisions.has(unit.id)).map((unit) => unit.id)]);
  for (const [name, ids] of lists) {
    if (ids.length === 0) {
      assert.ok(!files.includes(`citas/${name}.ris`), `${name} is empty`);
      continue;
    }
    assert.deepEqual(json(`citas/${name}.json`).map((item) => item.id), ids, name);
    assert.deepEqual(ris(`citas/${name}.ris`).map((record) => record.get("ID")), ids, name);
    const keys = bibtex(`citas/${name}.bib`).map((entry) => entry.key);
    assert.equal(keys.length, ids.length);
    assert.equal(new Set(keys).size, keys.length, "keys are unique");
  }
  for (const { id } of json("datos/temas.json")) {
    const ids = units.filter((unit) => provisions.has(unit.id) && unit.themes.includes(id)).map((unit) => unit.id);
    assert.deepEqual(ids.length === 0 ? [] : ris(`citas/tema-${id}.ris`).map((record) => record.get("ID")), ids, id);
  }
});

test("pages lead to their citations", () => {
  const leads = (/** @type {string} */ file) => page(file).all.map((element) => attribute(element, "href")).filter((href) => href?.includes("citas/"));
  for (const unit of units) assert.deepEqual(leads(unit.url), ["bib", "ris", "json"].map((extension) => `../citas/${slug(unit)}.${extension}`), unit.id);
  assert.equal(leads("reuniones/4.html").length, 3);
  assert.equal(leads("reuniones/10.html").length, 0, "there is nothing to cite");
  assert.equal(leads("recomendaciones/index.html").length, 3);
  assert.equal(leads("datos/index.html").length, 3);
  const linked = new Set(pages.flatMap((file) => leads(file)).map((href) => href.replace(/^(\.\.\/)*/, "")));
  assert.deepEqual(files.filter((file) => file.startsWith("citas/") && !linked.has(file)), [], "each file has a page that leads to it");
});

test("a recommendation's tags make Zotero take it for a report", () => {
  for (const unit of units) {
    const { all } = page(unit.url);
    const tag = (/** @type {string} */ name) => all.filter(having("name", name)).map((element) => attribute(element, "content"));
    assert.deepEqual(tag("citation_title"), [unit.reference]);
    assert.equal(tag("citation_author").length, 1);
    assert.equal(tag("citation_technical_report_institution").length, 1, "this is what tells the kind");
    assert.deepEqual(tag("citation_technical_report_number"), unit.symbol ? [unit.symbol] : []);
    assert.deepEqual(tag("citation_publication_date"), [meetings.get(unit.meeting).start.replaceAll("-", "/")]);
    assert.deepEqual(tag("citation_abstract"), [[...unit.lead, unit.text].join(" ")]);
    assert.deepEqual(tag("citation_language"), ["es"]);
  }
});

test("every page has Open Graph, a breadcrumb and its subject as data", () => {
  const KINDS = [
    [/^recomendaciones\/\d/, "CreativeWork"], [/^documentos\/(?!index)/, "Report"], [/^reuniones\/\d/, "Event"], [/^(temas|acciones)\/(?!index)/, "DefinedTerm"],
    [/^destinatarios\/(?!index)[^/]+$/, "DefinedTerm"], [/^datos\/index/, "Dataset"], [/^index/, "WebSite"], [/\/index\.html$/, "CollectionPage"], [/^(matriz|metodo)/, "WebPage"],
  ];
  for (const file of pages) {
    const { all } = page(file);
    for (const property of ["og:site_name", "og:type", "og:title", "og:description"]) assert.equal(all.filter(having("property", property)).length, 1, `${file}: ${property}`);
    assert.equal(all.filter(having("property", "og:url")).length, 0, `${file}: no address on the web is known`);
    const block = all.find(having("type", "application/ld+json"));
    if (file === "404.html" && !block) continue;
    const graph = JSON.parse(textOf(block))["@graph"];
    const kinds = graph.map((/** @type {any} */ thing) => thing["@type"]);
    assert.equal(kinds.includes("BreadcrumbList"), file !== "index.html", file);
    const kind = KINDS.find(([pattern]) => /** @type {RegExp} */ (pattern).test(file))?.[1];
    if (kind) assert.equal(kinds[0], kind, file);
  }
});
