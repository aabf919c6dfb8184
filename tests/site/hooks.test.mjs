// The recommendation pages hold the words of the data, no more and no less, and point to the very line of the source.

import assert from "node:assert/strict";
import { test } from "node:test";
import { all, attribute, having, page, resolve, textOf } from "../support/html.mjs";
import { json, pages, units } from "../support/site.mjs";

const slugOf = (/** @type {string} */ id) => id.replaceAll(".", "-").replaceAll("~", "--");

/** Footnote marks and what is hidden are not the text's own words. */
const aside = (element) => element.tagName === "sup" || having("hidden")(element);

/**
 * Runs a check over every unit and tells all that fail, not only the first.
 * @param {(unit: any, article: any, page: any) => string|undefined} check
 */
function forEveryUnit(check) {
  const wrong = [];
  for (const unit of units) {
    const found = page(unit.url);
    const articles = found.all.filter((element) => element.tagName === "article" && having("data-id", unit.id)(element));
    const fault = articles.length === 1 ? check(unit, articles[0], found) : `${articles.length} articles with its data-id`;
    if (fault !== undefined) wrong.push(`${unit.id}: ${fault}`);
  }
  assert.deepEqual(wrong, []);
}

/** @param {any} article @param {string} name */
const part = (article, name) => all(article, having("data-part", name));

test("one page for each id, under the address of the contract, and no other", () => {
  assert.deepEqual(units.filter((unit) => unit.url !== `recomendaciones/${slugOf(unit.id)}.html`).map((unit) => unit.id), []);
  const expected = [...units.map((unit) => unit.url), "recomendaciones/index.html"].sort();
  assert.deepEqual(pages.filter((file) => file.startsWith("recomendaciones/")), expected);
});

test("the article holds the unit's own words exactly", () => {
  forEveryUnit((unit, article) => {
    const parts = part(article, "text");
    if (parts.length !== 1) return `${parts.length} parts "text"`;
    const words = textOf(parts[0], aside).trim();
    return words === unit.text ? undefined : `«${words}» is not «${unit.text}»`;
  });
});

test("the lead holds the words of its ancestors, outermost first", () => {
  forEveryUnit((unit, article) => {
    const parts = part(article, "lead");
    if (unit.lead.length === 0) return parts.length === 0 ? undefined : "a lead where there is none";
    if (parts.length !== 1) return `${parts.length} parts "lead"`;
    const blocks = all(parts[0], (element) => element.tagName === "p").map((p) => textOf(p, aside).trim());
    return JSON.stringify(blocks) === JSON.stringify(unit.lead) ? undefined : `«${blocks.join(" / ")}»`;
  });
});

test("the citation is the reference", () => {
  forEveryUnit((unit, article) => {
    const told = part(article, "citation").map((element) => textOf(element).trim());
    return told.length === 1 && told[0] === unit.reference ? undefined : `«${told.join("» «")}»`;
  });
});

test("the verb is marked where it stands, and its addressees and strength lead to their pages", () => {
  forEveryUnit((unit, article) => {
    const marks = all(article, (element) => element.tagName === "mark" && having("class", "verb")(element)).map((element) => textOf(element, aside));
    if (unit.verb === null) return marks.length === 0 ? undefined : `«${marks.join("» «")}» is marked`;
    if (marks.join("") !== unit.verb) return `«${marks.join("» «")}» is marked, not «${unit.verb}»`;
    const wanted = [...unit.addressees.map((id) => `../destinatarios/${id}.html`), `../acciones/${unit.action}.html`];
    const missing = wanted.filter((href) => !all(article, having("href", href)).length);
    return missing.length === 0 ? undefined : `no link to ${missing.join(", ")}`;
  });
});

test("each page links to the first line of its source", () => {
  forEveryUnit((unit, article) => {
    const wanted = `../documentos/${unit.document}.html#L${unit.lines[0]}`;
    if (!all(article, (element) => attribute(element, "href") === wanted).length) return `no link to ${wanted}`;
    const { file, fragment } = resolve(unit.url, wanted);
    return page(file).byId.has(fragment) ? undefined : `${wanted} has no target`;
  });
});

test("the footnotes of a unit stand on its page with their marks", () => {
  forEveryUnit((unit, article) => {
    for (const { mark, text } of unit.footnotes) {
      if (!textOf(article).includes(text)) return `note ${mark} «${text}» is missing`;
      const marks = part(article, "text").flatMap((element) => all(element, (x) => x.tagName === "sup")).map((x) => textOf(x));
      if (!marks.includes(mark)) return `mark ${mark} is missing`;
    }
    return undefined;
  });
});

test("a line anchor for every line of every seed that holds words", () => {
  for (const document of json("datos/documentos.json")) {
    const { spans } = json("datos/cobertura.json").find((c) => c.sha256 === document.sha256);
    const anchors = page(document.url).byId;
    const missing = spans
      .filter((span) => span.role !== "blank")
      .flatMap(({ lines: [from, to] }) => Array.from({ length: to - from + 1 }, (_, i) => from + i))
      .filter((line) => !anchors.has(`L${line}`));
    assert.deepEqual(missing, [], document.url);
  }
});

test("numbered paragraphs of the documents have their #p, in the compilation with the meeting", () => {
  for (const unit of units.filter((u) => u.parent === null)) {
    const document = json("datos/documentos.json").find((d) => d.slug === unit.document);
    if (document.kind !== "compilation") continue;
    const anchor = `p${unit.id.replaceAll("~", "--")}`;
    assert.ok(page(document.url).byId.has(anchor), `${document.url}#${anchor}`);
  }
});

test("the whole register on one page has every provision once, in document order", () => {
  const listed = page("recomendaciones/index.html").all.filter(having("data-id")).map((element) => attribute(element, "data-id"));
  assert.deepEqual(listed, units.filter((unit) => unit.children.length === 0).map((unit) => unit.id));
});

test("the matrix is a table whose cells link to the meeting's part of the theme", () => {
  const { tree } = page("matriz.html");
  const [table] = all(tree, (element) => element.tagName === "table");
  assert.ok(table, "a table");
  const cells = all(table, (element) => element.tagName === "a" && /^temas\/[^#]+#reunion-\d+$/.test(attribute(element, "href") ?? ""));
  const themes = json("datos/temas.json");
  const byCell = new Map(cells.map((a) => [attribute(a, "href"), Number(attribute(a, "data-count"))]));
  let expected = 0;
  for (const theme of themes) {
    for (let meeting = 1; meeting <= 11; meeting++) {
      const n = units.filter((u) => u.children.length === 0 && u.meeting === meeting && u.themes.includes(theme.id)).length;
      if (n === 0) continue;
      expected += 1;
      assert.equal(byCell.get(`temas/${theme.id}.html#reunion-${meeting}`), n, `${theme.id}, meeting ${meeting}`);
    }
  }
  assert.equal(cells.length, expected);
});

test("the matrix tells addressees too: each figure leads to exactly those provisions, in document order", () => {
  const { tree } = page("matriz.html");
  const tables = all(tree, (element) => element.tagName === "table");
  assert.equal(tables.length, 2);
  const cells = all(tables[1], (element) => element.tagName === "a" && /^destinatarios\/temas\//.test(attribute(element, "href") ?? ""));
  const byCell = new Map(cells.map((a) => [attribute(a, "href"), Number(attribute(a, "data-count"))]));
  let expected = 0;
  for (const theme of json("datos/temas.json")) {
    for (const addressee of json("datos/destinatarios.json")) {
      const own = units.filter((u) => u.children.length === 0 && u.addressees.includes(addressee.id) && u.themes.includes(theme.id)).map((u) => u.id);
      if (own.length === 0) continue;
      expected += 1;
      const href = `destinatarios/temas/${addressee.id}.html#tema-${theme.id}`;
      assert.equal(byCell.get(href), own.length, href);
      const { file, fragment } = resolve("matriz.html", href);
      const listed = all(page(file).byId.get(fragment), having("data-id")).map((element) => attribute(element, "data-id"));
      assert.deepEqual(listed, own, href);
    }
  }
  assert.equal(cells.length, expected);
});

test("the figures of a group of themes count each provision once", () => {
  const [table] = all(page("matriz.html").tree, (element) => element.tagName === "table");
  const themes = json("datos/temas.json");
  for (const body of all(table, (element) => element.tagName === "tbody")) {
    const group = attribute(body, "data-group");
    const [row] = all(body, (element) => element.tagName === "tr");
    // A meeting without recommendations says why in the place of a figure.
    const shown = all(row, (element) => element.tagName === "td").map((cell) => (/^\d+$/.test(textOf(cell)) ? Number(textOf(cell)) : textOf(cell)));
    const ids = new Set(themes.filter((theme) => theme.group === group).map((theme) => theme.id));
    const own = units.filter((u) => u.children.length === 0 && u.themes.some((theme) => ids.has(theme)));
    json("datos/reuniones.json").forEach(({ number, counts }, at) => {
      if (counts.recommendations === 0) assert.match(String(shown[at]), /^\p{Lu}\p{L}+ /u, `${group}: ${number}`);
      else assert.equal(shown[at], own.filter((u) => u.meeting === number).length, `${group}: ${number}`);
    });
    assert.equal(shown.at(-1), own.length, group);
  }
});

test("a proposed theme is marked as proposed, with the words that decided, and no other is", () => {
  forEveryUnit((unit, article, { tree }) => {
    const marked = all(tree, (element) => element.tagName === "span" && having("class", "proposed")(element)).length;
    if (!unit.proposed) return marked === 0 ? undefined : `${marked} marks of a proposal`;
    if (unit.children.length > 0) return undefined;
    if (marked !== unit.themes.length) return `${marked} marks for ${unit.themes.length} themes`;
    const missing = unit.theme_evidence.filter(({ words }) => !textOf(article).includes(`«${words}»`));
    return missing.length === 0 ? undefined : `without the words ${JSON.stringify(missing)}`;
  });
});
