// Where the built site lies and what is in it: the one place in the tests that knows about folders.
// The site under test is the folder named by COMPENDIO_SITE, or `site/` as a plain build leaves it; its zip lies beside it.

import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** The project's folder. */
export const project = fileURLToPath(new URL("../..", import.meta.url));
export const root = path.resolve(process.env.COMPENDIO_SITE ?? path.join(project, "site"));
export const zip = `${root}.zip`;

if (!existsSync(path.join(root, "index.html"))) {
  throw new Error(`No site in ${root}: build it first, or name its folder in COMPENDIO_SITE.`);
}

/** Every file of the site as a path from its root, with forward slashes, in a fixed order. */
export const files = readdirSync(root, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => path.relative(root, path.join(entry.parentPath ?? entry.path, entry.name)).split(path.sep).join("/"))
  .sort();

/** The pages among them. */
export const pages = files.filter((file) => file.endsWith(".html"));

/** @param {string} file @returns {Buffer} */
export const bytes = (file) => readFileSync(path.join(root, file));
/** @param {string} file @returns {string} */
export const text = (file) => bytes(file).toString("utf8");
/** @param {string} file */
export const json = (file) => JSON.parse(text(file));
/** @param {string} file @returns {number} */
export const size = (file) => statSync(path.join(root, file)).size;

/** Cases that length does not find: a sub-item two levels deep, the report with page headers in mid paragraph, a draft, a meeting told elsewhere, a chapeau that is cited. */
const KNOWN_CASES = ["recomendaciones/4-46-j-iii.html", "documentos/ctoc-cop-wg-4-2019-6.html", "reuniones/11.html", "reuniones/3.html", "instrumentos/protocolo.html"];

/**
 * One page of each kind, and of kinds with many pages the longest and the shortest (the empty state among them).
 * A kind that is added to the site is taken up by itself: its kind is its folder.
 */
export const samples = (() => {
  const chosen = new Set(pages.filter((page) => !page.includes("/") || page.endsWith("/index.html")));
  for (const page of KNOWN_CASES) if (pages.includes(page)) chosen.add(page);
  const folders = new Set(pages.filter((page) => page.includes("/")).map((page) => path.posix.dirname(page)));
  for (const folder of folders) {
    const many = pages.filter((page) => path.posix.dirname(page) === folder && !page.endsWith("/index.html"));
    const bySize = many.toSorted((a, b) => size(a) - size(b));
    if (bySize.length > 0) chosen.add(bySize[0]).add(bySize.at(-1));
  }
  return [...chosen].sort();
})();

/** The provisions: ids without sub-items. Every count of the site counts these. */
export const units = json("datos/recomendaciones.json");
export const provisions = new Set(units.filter((unit) => unit.children.length === 0).map((unit) => unit.id));
