// A page as a tree, read by a parser that follows the HTML standard: what a browser would build, without a browser.

import { parse } from "parse5";
import * as site from "./site.mjs";

/** @typedef {import("parse5").DefaultTreeAdapterTypes.Node} Node @typedef {import("parse5").DefaultTreeAdapterTypes.Element} Element */

/** @param {Element} element @param {string} name @returns {string|null} */
export function attribute(element, name) {
  return element.attrs?.find((a) => a.name === name)?.value ?? null;
}

/** Every element below a node in document order, the node itself included. @param {Node} node @returns {Generator<Element>} */
export function* elements(node) {
  if ("tagName" in node) yield node;
  // What a <template> or <noscript> holds is part of the page too; parse5 keeps a template's content apart.
  for (const child of [...(node.childNodes ?? []), ...(node.content ? [node.content] : [])]) yield* elements(child);
}

/** @param {Node} node @param {(element: Element) => boolean} test @returns {Element[]} */
export const all = (node, test) => [...elements(node)].filter(test);

/** @param {string} name @param {string} [value] @returns {(element: Element) => boolean} */
export const having = (name, value) => (element) => {
  const found = attribute(element, name);
  return found !== null && (value === undefined || found === value);
};

/** The text of a node. @param {Node} node @param {(element: Element) => boolean} [leaveOut] @returns {string} */
export function textOf(node, leaveOut = () => false) {
  if (node.nodeName === "#text") return node.value;
  if ("tagName" in node && leaveOut(node)) return "";
  return (node.childNodes ?? []).map((child) => textOf(child, leaveOut)).join("");
}

/**
 * A page with what the tests ask of it again and again.
 * @typedef {{file: string, source: string, tree: Node, all: Element[], byId: Map<string, Element>}} Page
 */

/** @type {Map<string, Page>} */
const read = new Map();

/** @param {string} file @returns {Page} */
export function page(file) {
  let known = read.get(file);
  if (known === undefined) {
    const source = site.text(file);
    const tree = parse(source, { scriptingEnabled: false });
    const list = [...elements(tree)];
    const byId = new Map(list.filter(having("id")).map((element) => [attribute(element, "id"), element]));
    read.set(file, (known = { file, source, tree, all: list, byId }));
  }
  return known;
}

/** All pages of the site. @returns {Page[]} */
export const everyPage = () => site.pages.map(page);

/**
 * Where an address on a page leads: `null` for another host, otherwise a file of the site with query and fragment.
 * @param {string} from the page's path @param {string} address
 * @returns {{file: string, query: string, fragment: string}|null}
 */
export function resolve(from, address) {
  const base = new URL(from, "site://book/deep/below/");
  const to = new URL(address, base);
  if (to.protocol !== "site:") return null;
  const top = new URL("site://book/deep/below/").pathname;
  const file = to.pathname.startsWith(top) ? decodeURIComponent(to.pathname.slice(top.length)) : `outside the site: ${to.pathname}`;
  return { file, query: to.search, fragment: decodeURIComponent(to.hash.slice(1)) };
}

/** The ids of provisions in a part of a page, each once. @param {Node} node @returns {Set<string>} */
export function provisionsIn(node) {
  const ids = all(node, having("data-id")).map((element) => attribute(element, "data-id"));
  return new Set(ids.filter((id) => site.provisions.has(id)));
}
