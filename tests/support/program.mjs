// The program itself, for the tests that run it: the one named in COMPENDIO, or the newest that cargo has made.

import { existsSync, statSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const project = fileURLToPath(new URL("../..", import.meta.url));

/** @returns {string} */
function newest() {
  const made = ["release", "debug"]
    .map((profile) => path.join(project, "target", profile, "compendio"))
    .filter((file) => existsSync(file))
    .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
  if (made.length === 0) throw new Error("No program: build it first (cargo build), or name it in COMPENDIO.");
  return made[0];
}

export const program = process.env.COMPENDIO ?? newest();
