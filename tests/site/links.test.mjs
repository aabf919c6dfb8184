// No dead link, no dead anchor, and no link that works only on a web host: the same files serve a disk and any sub-path.

import assert from "node:assert/strict";
import { test } from "node:test";
import { all, attribute, everyPage, having, page, resolve } from "../support/html.mjs";
import { files, pages } from "../support/site.mjs";

/** Every address that a page names. @returns {{element: any, name: string, address: string}[]} */
const addresses = (found) =>
  found.all.flatMap((element) =>
    ["href", "src", "action", "cite", "data", "poster", "srcset", "formaction"]
      .filter((name) => having(name)(element))
      .map((name) => ({ element, name, address: attribute(element, name) })),
  );

test("every address inside the site leads to a file, every fragment to an element", () => {
  const wrong = [];
  const exists = new Set(files);
  for (const found of everyPage()) {
    for (const { address } of addresses(found)) {
      const to = resolve(found.file, address);
      if (to === null) continue;
      if (!exists.has(to.file)) wrong.push(`${found.file}: ${address}`);
      else if (to.fragment !== "" && !page(to.file).byId.has(to.fragment)) wrong.push(`${found.file}: ${address} has no target`);
    }
  }
  assert.deepEqual(wrong, []);
});

test("addresses are relative and name their file", () => {
  const wrong = [];
  for (const found of everyPage()) {
    for (const { address } of addresses(found)) {
      if (/^[a-z][a-z0-9+.-]*:/i.test(address)) continue;
      if (address.startsWith("/") || address.startsWith("?") || address === "" || /(^|\/)\.{0,2}([?#]|$)/.test(address.split("#")[0] || "x")) {
        wrong.push(`${found.file}: «${address}»`);
      }
    }
  }
  assert.deepEqual(wrong, []);
});

test("links out are https, are marked as such, and are never loaded by the page", () => {
  const wrong = [];
  for (const found of everyPage()) {
    for (const { element, name, address } of addresses(found)) {
      if (resolve(found.file, address) !== null) continue;
      const rel = (attribute(element, "rel") ?? "").split(" ");
      const isLink = element.tagName === "a" && name === "href" && /^(https:|mailto:)/.test(address) && rel.includes("external");
      const isCanonical = element.tagName === "link" && rel.includes("canonical");
      if (!isLink && !isCanonical) wrong.push(`${found.file}: <${element.tagName} ${name}="${address}">`);
    }
  }
  assert.deepEqual(wrong, []);
});

test("every page is reached from the portada", () => {
  const reached = new Set(["index.html"]);
  for (const file of reached) {
    for (const element of all(page(file).tree, (e) => e.tagName === "a" && having("href")(e))) {
      const to = resolve(file, attribute(element, "href"));
      if (to !== null && pages.includes(to.file)) reached.add(to.file);
    }
  }
  assert.deepEqual(pages.filter((file) => !reached.has(file) && file !== "404.html"), []);
});

test("ids of a page are its own", () => {
  const wrong = [];
  for (const { file, all: list } of everyPage()) {
    const ids = list.filter(having("id")).map((element) => attribute(element, "id"));
    for (const id of new Set(ids.filter((id, i) => ids.indexOf(id) !== i))) wrong.push(`${file}: ${id}`);
  }
  assert.deepEqual(wrong, []);
});
