// The zip unpacks on Windows, macOS and Linux, whatever the folder is called: every name is within the rules of all three.
// The rules are written down here a second time, apart from the program's own check.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { unzipSync } from "fflate";
import * as site from "../support/site.mjs";

const zipped = Object.keys(unzipSync(readFileSync(site.zip))).sort();
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

test("the zip holds the files of the site, each once and in place", () => {
  assert.deepEqual(zipped, site.files);
  assert.ok(zipped.includes("index.html"));
});

test("every name is one that Windows, macOS and Linux can hold", () => {
  for (const file of zipped) {
    assert.ok(file.length < 200, `${file} is too long`);
    for (const name of file.split("/")) {
      assert.match(name, /^[a-zA-Z0-9._-]+$/, file);
      assert.doesNotMatch(name, RESERVED, file);
      assert.doesNotMatch(name, /\.$/, file);
      assert.notEqual(name, "..", file);
    }
  }
});

test("no two names are one where case does not count, and no file is called like a folder", () => {
  const lower = new Set(zipped.map((file) => file.toLowerCase()));
  assert.equal(lower.size, zipped.length);
  for (const file of lower) {
    const parts = file.split("/");
    for (let depth = 1; depth < parts.length; depth += 1) assert.ok(!lower.has(parts.slice(0, depth).join("/")), file);
  }
});

test("GitHub Pages is told to publish every file", () => {
  assert.equal(site.text(".nojekyll"), "");
  assert.match(site.text("SHA256SUMS"), /^[0-9a-f]{64} {2}\.nojekyll$/m);
});
