// Debian's Firefox ESR, driven by puppeteer-core over WebDriver BiDi: no browser is downloaded, and none phones home.
// It gives what the journeys of journey.test.mjs need, by the names that Playwright's pages have.

import { execFileSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import puppeteer from "puppeteer-core";

/** @returns {string} the program: named in FIREFOX, or found in the path */
function program() {
  if (process.env.FIREFOX) return process.env.FIREFOX;
  try {
    return execFileSync("which", ["firefox-esr"], { encoding: "utf8" }).trim();
  } catch {
    throw new Error("No firefox-esr: install the package `firefox-esr`, or name the program in FIREFOX.");
  }
}

// What a fresh profile would ask of its makers' servers, and the motion that would only cost time.
const PREFERENCES = {
  "app.normandy.enabled": false, "app.update.enabled": false, "browser.search.update": false, "datareporting.policy.dataSubmissionEnabled": false,
  "extensions.getAddons.cache.enabled": false, "extensions.update.enabled": false, "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false, "services.settings.server": "data:,", "toolkit.telemetry.enabled": false,
  "intl.accept_languages": "es", "ui.prefersReducedMotion": 1,
};

/** @param {Record<string, unknown>} [preferences] beside the usual ones */
export const launch = (preferences = {}) =>
  puppeteer.launch({
    browser: "firefox", executablePath: program(), headless: true, extraPrefsFirefox: { ...PREFERENCES, ...preferences },
    // Firefox does not start where its home belongs to somebody else, as in the containers of a build server.
    env: { ...process.env, HOME: mkdtempSync(join(tmpdir(), "firefox-home-")) },
  });
