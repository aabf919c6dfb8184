// One Chromium for all tests of a file, and the two ways a reader meets the site: a folder on disk and a host's sub-path.
// The folder has spaces and accents in its path and comes out of the zip; the host answers nothing outside its sub-path.

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { after } from "node:test";
import { pathToFileURL } from "node:url";
import { unzipSync } from "fflate";
import { launch } from "./chromium.mjs";
import * as site from "./site.mjs";

export const browser = await launch();

const TYPES = {
  ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".json": "application/json", ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8", ".csv": "text/csv", ".yaml": "application/yaml", ".xml": "application/xml", ".zip": "application/zip",
};
const SUB_PATH = "/biblioteca/compendio/";

const server = createServer((request, response) => {
  const asked = decodeURIComponent(new URL(request.url ?? "/", "http://host").pathname);
  let file = asked.startsWith(SUB_PATH) ? asked.slice(SUB_PATH.length) : "?";
  if (file === "" || file.endsWith("/")) file += "index.html";
  const known = site.files.includes(file);
  response.writeHead(known ? 200 : 404, { "content-type": TYPES[path.extname(file)] ?? "application/octet-stream", "cache-control": "no-store" });
  response.end(known ? site.bytes(file) : "not found");
});
await new Promise((listening) => server.listen(0, "127.0.0.1", () => listening(undefined)));

const scratch = mkdtempSync(path.join(tmpdir(), "compendio-"));
const folder = path.join(scratch, "Memoria USB, edición nº 1 (año 2026)");
for (const [name, content] of Object.entries(unzipSync(readFileSync(site.zip)))) {
  if (name.endsWith("/")) continue;
  const target = path.join(folder, name);
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, content);
}

after(async () => {
  await browser.close();
  await new Promise((closed) => server.close(closed));
  rmSync(scratch, { recursive: true, force: true });
});

/** @typedef {{name: string, base: string}} Place */
/** @type {Place} */
export const disk = { name: "from disk", base: `${pathToFileURL(folder).href}/` };
/** @type {Place} */
export const host = { name: "under a sub-path of a host", base: `http://127.0.0.1:${server.address().port}${SUB_PATH}` };
export const places = [disk, host];

/**
 * A fresh window on the site. `faults` gathers whatever a reader's console or network log would show as wrong:
 * errors and warnings, exceptions, failed or foreign requests. Close it with `close()`.
 * @param {Place} place @param {import("playwright-core").BrowserContextOptions} [options]
 */
export async function open(place, options = {}) {
  const context = await browser.newContext({ locale: "es", viewport: { width: 1280, height: 900 }, reducedMotion: "reduce", ...options });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  /** @type {string[]} */
  const faults = [];
  page.on("console", (message) => {
    if (["error", "warning", "assert"].includes(message.type())) faults.push(`${message.type()}: ${message.text()} (${page.url()})`);
  });
  page.on("pageerror", (error) => faults.push(`exception: ${error.message} (${page.url()})`));
  page.on("requestfailed", (request) => {
    // What the next page interrupts has not failed; what the browser refuses is told in the console too.
    const why = request.failure()?.errorText;
    if (why !== "net::ERR_ABORTED") faults.push(`failed: ${request.url()} ${why}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) faults.push(`status ${response.status()}: ${response.url()}`);
  });
  page.on("request", (request) => {
    if (!request.url().startsWith(place.base)) faults.push(`elsewhere: ${request.url()}`);
  });
  return {
    page,
    context,
    faults,
    /** @param {string} address of the site, with query and fragment */
    go: (address) => page.goto(place.base + address),
    close: () => context.close(),
  };
}

/** The search page has answered what its box and boxes say. @param {import("playwright-core").Page} page */
export const answered = (page) => page.waitForSelector('[data-results][data-state="ready"]', { state: "attached" });
