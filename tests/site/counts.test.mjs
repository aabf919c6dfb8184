// A number equals its list: every count that leads somewhere is the number of provisions in the place it leads to.

import assert from "node:assert/strict";
import { test } from "node:test";
import { attribute, everyPage, having, page, provisionsIn, resolve, textOf } from "../support/html.mjs";

const links = everyPage().flatMap(({ file, all }) =>
  all.filter((element) => element.tagName === "a" && having("data-count")(element)).map((element) => ({ file, element })),
);

/** @type {Map<string, number>} what a place holds, so that a long page is counted once */
const known = new Map();

/** @param {{file: string, fragment: string}} place @returns {number} */
function held({ file, fragment }) {
  const key = `${file}#${fragment}`;
  if (!known.has(key)) {
    const target = page(file);
    const part = fragment === "" ? target.tree : target.byId.get(fragment);
    known.set(key, part === undefined ? Number.NaN : provisionsIn(part).size);
  }
  return known.get(key);
}

test("every link with a count leads to exactly that many provisions", () => {
  assert.ok(links.length > 300, `only ${links.length} links with a count`);
  const wrong = [];
  for (const { file, element } of links) {
    const to = resolve(file, attribute(element, "href"));
    if (to === null || to.query !== "") continue;
    const told = Number(attribute(element, "data-count"));
    const found = held(to);
    if (told !== found) wrong.push(`${file}: ${attribute(element, "href")} says ${told}, holds ${found}`);
  }
  assert.deepEqual(wrong, []);
});

test("a link shows the number that its data-count tells", () => {
  const wrong = [];
  for (const { file, element } of links) {
    // Bars of a chart show it in their label; a name may hold figures of its own.
    const shown = `${attribute(element, "aria-label") ?? ""} ${textOf(element)}`.match(/\d+/g) ?? [];
    if (!shown.includes(attribute(element, "data-count"))) wrong.push(`${file}: ${textOf(element)}`);
  }
  assert.deepEqual(wrong, []);
});

test("counts that lead into the search are among those the browser tests follow", () => {
  const into = links.filter(({ file, element }) => resolve(file, attribute(element, "href"))?.query);
  const elsewhere = into.filter(({ file, element }) => resolve(file, attribute(element, "href")).file !== "buscar.html");
  assert.deepEqual(elsewhere.map(({ file, element }) => `${file}: ${attribute(element, "href")}`), []);
});
