// Debian's Chromium, driven by Playwright's library: no browser is downloaded, and none phones home.

import { execFileSync } from "node:child_process";
import { chromium } from "playwright-core";

const ARGUMENTS = [
  "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
];

/** @returns {string} the program: named in CHROMIUM, or found in the path */
function program() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  try {
    return execFileSync("which", ["chromium"], { encoding: "utf8" }).trim();
  } catch {
    throw new Error("No chromium: install the package `chromium`, or name the program in CHROMIUM.");
  }
}

export const launch = () => chromium.launch({ executablePath: program(), args: ARGUMENTS });
