// What the search costs at 360, 10,000 and 100,000 provisions, in Chromium from disk, as a table:
// node benches/search-size.mjs [--folder DIR] [--fresh] [--throttle 6] [sizes…]
//
// For each size a book is made (benches/book.mjs) and built. KB are those of the files that the page asked for, packed
// with gzip -9: until the first twenty results stand, and the facets' counts apart. Milliseconds are those of an engine
// that has just got its parts, reading them included: the best and the middle of seven, since other work on the machine
// only ever adds. The pages of 100,000 provisions would take ten gigabytes, so there the search's files alone are written,
// beside the search page of the largest whole book. At the end both ways to an answer are compared at 10,000 provisions.
// What is made stays in the folder (default: target/search-size) and is used again, unless `--fresh`.

import { execFileSync } from "node:child_process";
import { cpSync, existsSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { launch } from "../tests/support/chromium.mjs";
import { bothWays, exactCounts, QUERIES, sameAnswers } from "../tests/support/search-scale.mjs";

const project = fileURLToPath(new URL("..", import.meta.url));
const { values: given, positionals } = parseArgs({ allowPositionals: true, options: { folder: { type: "string" }, fresh: { type: "boolean" }, throttle: { type: "string" } } });
const folder = path.resolve(given.folder ?? path.join(project, "target/search-size"));
const sizes = positionals.length > 0 ? positionals.map(Number) : [360, 10_000, 100_000];
const throttle = Number(given.throttle ?? 1);
/** Of more provisions only the search's files are written. */
const WHOLE = 10_000;
const KB = 1024;

const run = (/** @type {string} */ program, /** @type {string[]} */ ...parts) => execFileSync(program, parts, { encoding: "utf8", cwd: project, stdio: ["ignore", "pipe", "inherit"], maxBuffer: 1e9 });
const packed = (/** @type {string} */ file) => gzipSync(readFileSync(file), { level: 9 }).length;
const rounded = (/** @type {number} */ n) => (n < 10 ? n.toFixed(1) : String(Math.round(n)));

run("cargo", "build", "--release", "--locked", "--bins", "--example", "search-cost");
const release = path.join(project, "target/release");

/** Makes and builds a book, once. @param {number} size @returns {{site: string, cost: any}} */
function built(size) {
  const book = path.join(folder, String(size)), site = path.join(book, "site"), config = path.join(book, "book.toml");
  if (given.fresh) rmSync(book, { recursive: true, force: true });
  if (!existsSync(config)) run("node", "benches/book.mjs", String(size), book);
  const whole = size <= WHOLE;
  if (whole) run(path.join(release, "compendio"), "build", "--quiet", "--no-zip", "--config", config);
  else {
    rmSync(site, { recursive: true, force: true });
    const pages = path.join(folder, String(Math.max(...sizes.filter((other) => other <= WHOLE), 360)), "site");
    if (!existsSync(pages)) throw new Error("The pages of a smaller book are needed too: measure it in the same run.");
    for (const name of ["buscar.html", "css", "js", "favicon.svg"]) cpSync(path.join(pages, name), path.join(site, name), { recursive: true });
  }
  const cost = JSON.parse(run(path.join(release, "examples/search-cost"), config, ...(whole ? ["--whole"] : ["--out", site])));
  return { site, cost };
}

/** In the page: keeps what the parts bring, to be handed to further engines. */
function keeping() {
  const kept = /** @type {any} */ (self).kept = { manifest: null, parts: {} };
  for (const name of ["compendioIndex", "compendioPart"]) {
    /** @type {any} */
    let given;
    Object.defineProperty(self, name, {
      get: () => given,
      set: (call) => {
        given = (/** @type {any[]} */ ...parts) => {
          if (name === "compendioIndex") kept.manifest = parts[0];
          else /** @type {any} */ (kept.parts)[parts[0]] = parts[1];
          call(...parts);
        };
      },
    });
  }
}

/** In the page: how long new engines take with the parts that are there. @param {string} query */
function timed(query) {
  const { kept, compendioSearch } = /** @type {any} */ (self);
  const answers = [], counts = [];
  let found = 0;
  for (let i = 0; i < 7; i++) {
    const searcher = compendioSearch.open(kept.manifest, (/** @type {string} */ name, /** @type {(data: any) => void} */ done) => done(kept.parts[name] ?? null));
    let start = performance.now();
    searcher.search(query, {}, (/** @type {any} */ answer) => {
      searcher.texts(answer.hits.slice(0, 20), "d", () => {});
      answers.push(performance.now() - start);
      found = answer.hits.length;
      start = performance.now();
      answer.counts(() => counts.push(performance.now() - start));
    });
  }
  const sorted = (/** @type {number[]} */ list) => list.sort((a, b) => a - b);
  return { found, best: sorted(answers)[0], middle: answers[3], counts: sorted(counts)[0] };
}

/** A query typed into a page of its own. @param {string} site @param {string} query */
async function measured(site, query) {
  const context = await browser.newContext({ locale: "es", viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await page.addInitScript(keeping);
  const session = await context.newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: throttle });
  /** @type {string[]} */
  const asked = [];
  page.on("request", (request) => {
    const file = fileURLToPath(request.url().split("?")[0]);
    if (path.basename(path.dirname(file)) === "busqueda") asked.push(file);
  });
  const start = performance.now();
  await page.goto(`${pathToFileURL(path.join(site, "buscar.html")).href}?q=${encodeURIComponent(query)}`);
  await page.waitForSelector('[data-results][data-state="ready"]', { state: "attached", timeout: 120_000 });
  const shown = performance.now() - start;
  const first = [...asked];
  const times = await page.evaluate(timed, query);
  const { metrics } = await session.send("Performance.enable").then(() => session.send("Performance.getMetrics"));
  const heap = metrics.find((/** @type {any} */ one) => one.name === "JSHeapUsedSize")?.value ?? 0;
  await context.close();
  const facets = first.filter((file) => path.basename(file) === "f.js"), parts = first.filter((file) => path.basename(file) !== "f.js");
  return { ...times, shown, heap, kilobytes: parts.reduce((sum, file) => sum + packed(file), 0) / KB, parts: parts.length, facets: facets.reduce((sum, file) => sum + packed(file), 0) / KB };
}

const browser = await launch();
console.log(`${new Date().toISOString().slice(0, 10)}, ${os.cpus().length} × ${os.cpus()[0].model.trim()}, Chromium ${browser.version()}${throttle > 1 ? `, slowed ${throttle} times` : ""}\n`);
/** @type {string[]} */
const costs = [];
for (const size of sizes) {
  const { site, cost } = built(size);
  const share = cost.site === null ? "–" : `${Math.round((100 * cost.index) / (cost.read + cost.site - cost.index))} %`;
  costs.push(`| ${cost.provisions.toLocaleString("en")} | ${rounded(cost.read)} | ${rounded(cost.index)} | ${cost.site === null ? "–" : rounded(cost.read + cost.site)} | ${share} | ${cost.indexFiles} | ${rounded(cost.indexBytes / KB / KB)} |`);
  console.log(`| ${cost.provisions.toLocaleString("en")} provisions | found | first query, KB | parts | answer, ms | middle of 7 | facets, KB | counts, ms | from opening, ms | memory, MB |\n|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|`);
  for (const { kind, query } of QUERIES) {
    const m = await measured(site, query);
    console.log(`| ${kind}: ${query} | ${m.found} | ${rounded(m.kilobytes)} | ${m.parts} | ${rounded(m.best)} | ${rounded(m.middle)} | ${rounded(m.facets)} | ${rounded(m.counts)} | ${rounded(m.shown)} | ${rounded(m.heap / KB / KB)} |`);
  }
  console.log("");
}
await browser.close();
console.log(`| provisions | read, s | search, s | whole build, s | added by the search | files | MB |\n|--:|--:|--:|--:|--:|--:|--:|\n${costs.join("\n")}\n`);
if (sizes.includes(WHOLE)) {
  const site = path.join(folder, String(WHOLE), "site"), both = bothWays(site);
  sameAnswers(both, QUERIES.map(({ query }) => query));
  for (const filters of [{}, { tema: ["indemnizacion"] }, { reunion: ["3", "5"], destinatario: ["estados"] }]) exactCounts(site, both, "víctimas", filters);
  console.log(`At ${WHOLE.toLocaleString("en")} provisions both ways give the same answers, and all counts are exact.`);
}
