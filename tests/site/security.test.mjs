// What a source says is never run: a policy on every page, nothing inline, data blocks that cannot end early, safe paths in the zip.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { unzipSync } from "fflate";
import { attribute, everyPage, having, textOf } from "../support/html.mjs";
import { bytes, files, text, zip } from "../support/site.mjs";

/** Runs a check over every page and tells all that fail. @param {(page: any) => string[]} check */
function forEveryPage(check) {
  assert.deepEqual(everyPage().flatMap((page) => check(page).map((fault) => `${page.file}: ${fault}`)), []);
}

const isPolicy = (element) => element.tagName === "meta" && attribute(element, "http-equiv")?.toLowerCase() === "content-security-policy";

test("every page has one policy, before anything that it governs", () => {
  forEveryPage(({ all }) => {
    const at = all.findIndex(isPolicy);
    const loads = all.findIndex((element) => ["script", "link", "style", "img"].includes(element.tagName));
    if (all.filter(isPolicy).length !== 1) return ["not exactly one policy"];
    return at < loads ? [] : ["the policy comes after something that loads"];
  });
});

test("the policy allows nothing inline, nothing evaluated and no other host", () => {
  forEveryPage(({ all }) => {
    const content = attribute(all.find(isPolicy), "content");
    const faults = [];
    if (!/(^|;)\s*default-src 'self'/.test(content)) faults.push("default-src is not 'self'");
    if (/unsafe|nonce-|sha\d+-|https?:|data:|blob:|\*/.test(content)) faults.push(`too open: ${content}`);
    if (/connect-src/.test(content)) faults.push("connect-src belongs to the preview alone");
    return faults;
  });
});

test("all pages have the same policy, which lets no page change its base or send its form elsewhere", () => {
  const policies = new Set(everyPage().map(({ all }) => attribute(all.find(isPolicy), "content")));
  assert.equal(policies.size, 1);
  const [policy] = policies;
  for (const rule of ["default-src 'self'", "object-src 'none'", "script-src 'self'", "style-src 'self'", "base-uri 'none'", "form-action 'self'"]) assert.ok(policy.includes(rule), rule);
});

test("links out give the other page no hold on this one, and none opens a window of its own", () => {
  forEveryPage(({ all }) =>
    all.filter((element) => element.tagName === "a").flatMap((element) => {
      const faults = having("target")(element) ? ["target"] : [];
      const isOut = /^https?:/.test(attribute(element, "href") ?? "");
      const rel = (attribute(element, "rel") ?? "").split(" ");
      return isOut && !["noopener", "external"].every((word) => rel.includes(word)) ? [...faults, `rel="${rel.join(" ")}" on ${attribute(element, "href")}`] : faults;
    }),
  );
});

test("no script, style or handler is inline; the only scripts without src are data", () => {
  forEveryPage(({ all }) =>
    all.flatMap((element) => {
      const faults = [];
      if (element.tagName === "style") faults.push("<style>");
      if (having("style")(element)) faults.push(`<${element.tagName} style>`);
      for (const { name, value } of element.attrs) {
        if (/^on/i.test(name)) faults.push(`<${element.tagName} ${name}>`);
        if (/^\s*(javascript|data|vbscript):/i.test(value)) faults.push(`<${element.tagName} ${name}="${value}">`);
      }
      if (element.tagName === "script" && !having("src")(element) && attribute(element, "type") !== "application/ld+json") faults.push("inline script");
      if (["iframe", "object", "embed", "base"].includes(element.tagName)) faults.push(`<${element.tagName}>`);
      return faults;
    }),
  );
});

test("data blocks are JSON, name the vocabulary, and hold no <", () => {
  forEveryPage(({ all }) =>
    all
      .filter((element) => element.tagName === "script" && attribute(element, "type") === "application/ld+json")
      .flatMap((element) => {
        const data = textOf(element);
        if (data.includes("<")) return ["a < in JSON-LD"];
        return JSON.parse(data)["@context"] === "https://schema.org" ? [] : ["no @context"];
      }),
  );
});

test("every page tells its language, its title and what it is about, each its own", () => {
  const titles = new Map();
  forEveryPage(({ file, all }) => {
    const faults = [];
    const html = all.find((element) => element.tagName === "html");
    if (attribute(html, "lang") !== "es") faults.push("lang");
    const title = textOf(all.find((element) => element.tagName === "title"));
    if (titles.has(title)) faults.push(`the title of ${titles.get(title)}: «${title}»`);
    titles.set(title, file);
    const description = all.find((element) => having("name", "description")(element));
    if (!attribute(description, "content")) faults.push("description");
    return faults;
  });
});

test("styles and scripts name no other host", () => {
  for (const file of files.filter((name) => /\.(css|js|svg)$/.test(name) && !name.startsWith("busqueda/"))) {
    const hosts = text(file).match(/https?:\/\/[^\s"'`)]+/g) ?? [];
    assert.deepEqual(hosts.filter((address) => address !== "http://www.w3.org/2000/svg"), [], file);
    assert.doesNotMatch(text(file), /@import|\beval\(|new Function|innerHTML|document\.write/, file);
  }
});

test("the zip holds the site byte for byte, index.html at its root, no path that leaves its folder", () => {
  const entries = Object.entries(unzipSync(readFileSync(zip))).filter(([name]) => !name.endsWith("/"));
  for (const [name] of entries) assert.doesNotMatch(name, /^\/|\\|(^|\/)\.\.(\/|$)|^[a-z]:|[\u0000-\u001f]/i);
  assert.deepEqual(entries.map(([name]) => name).sort(), files);
  for (const [name, content] of entries) assert.ok(bytes(name).equals(content), name);
});
