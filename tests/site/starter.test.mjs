// The books that `compendio new` writes are searched as the real one is, each in its own language.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { openSite } from "../support/search.mjs";

const project = fileURLToPath(new URL("../..", import.meta.url));
// The program as it was built last.
const [program] = ["release", "debug"]
  .map((kind) => path.join(project, "target", kind, "compendio"))
  .filter((file) => existsSync(file))
  .toSorted((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
const folder = mkdtempSync(path.join(tmpdir(), "starter-"));
after(() => rmSync(folder, { recursive: true, force: true }));

/** @param {string[]} args @param {string} cwd */
function run(args, cwd) {
  assert.ok(program, "build the program first: cargo build");
  const { status, stderr } = spawnSync(program, args, { cwd, encoding: "utf8" });
  assert.deepEqual([status, stderr], [0, ""]);
}

/** A starter, built and open for queries. @param {string} language */
function starter(language) {
  run(["new", language, "--language", language], folder);
  run(["build", "--no-zip"], path.join(folder, language));
  return openSite(path.join(folder, language, "site"));
}

/** @param {ReturnType<typeof openSite>} site @param {[string, string, string?][]} cases query, the first results, the way they were found */
function asks(site, cases) {
  for (const [query, first, mode] of cases) {
    const answer = site.ask(query);
    assert.equal(answer.ids.slice(0, first.split(" ").length).join(" "), first, query);
    if (mode !== undefined) assert.equal(answer.mode, mode, query);
  }
}

test("the Spanish starter is searched in Spanish", () => {
  asks(starter("es"), [
    ["piezas de repuesto", "1.5"],
    ["recambios", "1.5"],
    ["2 b) ii)", "1.2.b.ii", "reference"],
    ["segunda reunión recomendación 4", "2.4", "reference"],
    ["artículo 4 del Convenio", "1.1 2.2", "reference"],
    ["niebla", "1.2.c"],
    ["navegante", "2.4"],
  ]);
});

test("the English starter is searched in English", () => {
  const site = starter("en");
  asks(site, [
    ["spare parts", "1.5"],
    ["replacement parts", "1.5"],
    ["recommendation 2 (b) (ii)", "1.2.b.ii", "reference"],
    ["first meeting recommendation 4", "1.4", "reference"],
    ["article 4 of the Convention", "1.1 2.2", "reference"],
    ["year:2024 theme:training", "1.3"],
    ["strength:option", "1.5"],
    ["fog OR navigators", "1.2.c 2.4"],
  ]);
  // Inflections are one word: no text has "inspecting".
  const inspected = site.ask("inspecting");
  assert.ok(["1.2.b.i", "1.4", "2.1"].every((id) => inspected.ids.includes(id)));
  const forms = readFileSync(path.join(folder, "en/site/busqueda/indice.js"), "utf8");
  assert.doesNotMatch(forms, /disposici|búsqueda/i);
});
