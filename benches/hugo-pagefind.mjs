// How long a build takes beside the usual way to a site with a search: Hugo, and then Pagefind over its pages.
//
// Both get the same number of pages with the same words, as plain Markdown and with a template of a few lines:
// no cross references, no open data, no comparison of texts, no check of links. The three take turns, so that
// whatever else the machine does disturbs them alike; of each the quickest run counts.
//
// It needs what the project does not: `hugo` on the path, and `pagefind` (`npm install --no-save pagefind`, or
// its path in PAGEFIND). Usage, in the project's folder, after `cargo build --release`:
//
//     node benches/hugo-pagefind.mjs [rounds]

import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const rounds = Number(process.argv[2] ?? 10);
const folder = mkdtempSync(join(tmpdir(), "compendio-bench-"));
const place = (name) => join(folder, name);
const pagefind = process.env.PAGEFIND ?? "node_modules/.bin/pagefind";
const steps = {
  compendio: ["target/release/compendio", ["build", "--no-zip", "--quiet", "--out", place("site")]],
  hugo: ["hugo", ["--quiet", "--source", place("hugo"), "--destination", place("hugo-site")]],
  pagefind: [pagefind, ["--silent", "--site", place("hugo-site")]],
};

const run = (step) => {
  const [program, words] = steps[step];
  // What the one before has written is on the disk, so that its files are not written at the cost of this one.
  spawnSync("sync");
  const before = performance.now();
  const done = spawnSync(program, words, { stdio: ["ignore", "ignore", "inherit"] });
  const took = performance.now() - before;
  if (done.status !== 0) throw new Error(`${program}: ${done.error ?? `exit status ${done.status}`}`);
  return took;
};

/** The words of a page as Markdown: a line for each heading, paragraph and list item. */
const markdown = (html) => {
  const main = html.slice(html.indexOf("<main"), html.indexOf("</main>"));
  const text = main
    .replace(/<h([1-6])[^>]*>/g, (_, level) => `\n\n${"#".repeat(Number(level))} `)
    .replace(/<li[^>]*>/g, "\n\n- ")
    .replace(/<(p|tr|div|section|dt|dd)[ >]/g, "\n\n<$1 ")
    .replace(/<[^>]*>/g, " ")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
  return text.replace(/[ \t]+/g, " ").replace(/\n\s*\n+/g, "\n\n");
};

const write = (path, text) => {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
};

/** A project of Hugo's with every page of the site. */
const makeProject = () => {
  const site = place("site");
  let pages = 0;
  for (const entry of readdirSync(site, { recursive: true })) {
    if (!entry.endsWith(".html")) continue;
    const html = readFileSync(join(site, entry), "utf8");
    const title = /<title>([^<]*)/.exec(html)[1];
    const name = entry.replace(/index\.html$/, "portada.html").replace(/\.html$/, ".md");
    write(join(place("hugo"), "content", name), `---\ntitle: ${JSON.stringify(title)}\n---\n${markdown(html)}`);
    pages += 1;
  }
  const frame = (inside) =>
    `<!DOCTYPE html>\n<html lang="es"><head><meta charset="utf-8"><title>{{ .Title }}</title></head><body><main data-pagefind-body><h1>{{ .Title }}</h1>${inside}</main></body></html>\n`;
  const list = "<ul>{{ range .Pages }}<li><a href=\"{{ .RelPermalink }}\">{{ .Title }}</a></li>{{ end }}</ul>";
  write(join(place("hugo"), "layouts/_default/single.html"), frame("{{ .Content }}"));
  write(join(place("hugo"), "layouts/_default/list.html"), frame(list));
  write(join(place("hugo"), "layouts/index.html"), frame(list));
  write(
    join(place("hugo"), "config.toml"),
    'baseURL = "/"\nlanguageCode = "es"\nuglyURLs = true\ndisableKinds = ["taxonomy", "term", "RSS", "sitemap", "robotsTXT", "404"]\n',
  );
  return pages;
};

try {
  if (!existsSync(pagefind)) throw new Error(`${pagefind} is not there: see the head of this file`);
  run("compendio");
  console.log(`${makeProject()} pages, ${rounds} rounds`);
  const best = {};
  for (let round = 0; round < rounds; round += 1) {
    for (const step of Object.keys(steps)) best[step] = Math.min(best[step] ?? Infinity, run(step));
    rmSync(join(place("hugo"), "resources"), { recursive: true, force: true });
    // Both write into an empty folder, and so does the program.
    if (round + 1 < rounds) for (const site of ["hugo-site", "site"]) rmSync(place(site), { recursive: true });
  }
  for (const [step, took] of Object.entries(best)) console.log(`${step.padEnd(10)} ${took.toFixed(0).padStart(6)} ms`);
  const others = best.hugo + best.pagefind;
  console.log(`Hugo and Pagefind together: ${(others / best.compendio).toFixed(1)} times as long`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
