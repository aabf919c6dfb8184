/**
 * Dark and light: the system's setting, or the reader's choice, remembered on this device.
 * Loaded in the head and not deferred, so that the choice stands before anything is painted.
 * Where storage is denied the switch still works for the page.
 * What else must be known before anything is painted: whether the address asks something, which only a script can answer.
 */
(function () {
  "use strict";
  var KEY = "compendio-theme";
  var html = document.documentElement;

  /** @returns {string|null} */
  function remembered() {
    try {
      var value = localStorage.getItem(KEY);
      return value === "dark" || value === "light" ? value : null;
    } catch (_) {
      return null;
    }
  }

  /** @param {string} value */
  function remember(value) {
    try {
      localStorage.setItem(KEY, value);
    } catch (_) {
      // Private mode or a policy: the choice lasts as long as the page.
    }
  }

  /** A disc, half of it dark. No page has to carry it that runs no script. */
  function sign() {
    /** @param {string} name @param {Object<string, string>} attributes */
    function draw(name, attributes) {
      var element = document.createElementNS("http://www.w3.org/2000/svg", name);
      Object.keys(attributes).forEach(function (key) { element.setAttribute(key, attributes[key]); });
      return element;
    }
    var svg = draw("svg", { width: "20", height: "20", viewBox: "0 0 20 20", "aria-hidden": "true" });
    svg.append(
      draw("circle", { cx: "10", cy: "10", r: "7.25", fill: "none", stroke: "currentColor", "stroke-width": "1.5" }),
      draw("path", { d: "M10 2.75a7.25 7.25 0 0 1 0 14.5z", fill: "currentColor" })
    );
    return svg;
  }

  var choice = remembered();
  if (choice !== null) html.dataset.theme = choice;
  if (location.search !== "") html.dataset.asked = "";

  document.addEventListener("DOMContentLoaded", function () {
    var button = /** @type {HTMLButtonElement|null} */ (document.querySelector("[data-theme-switch]"));
    if (button === null) return;
    var system = matchMedia("(prefers-color-scheme: dark)");

    function isDark() {
      return html.dataset.theme ? html.dataset.theme === "dark" : system.matches;
    }
    /** The button says whether it is dark. */
    function tell() {
      button.setAttribute("aria-pressed", String(isDark()));
    }
    button.addEventListener("click", function () {
      var next = isDark() ? "light" : "dark";
      html.dataset.theme = next;
      remember(next);
      tell();
    });
    if (system.addEventListener) system.addEventListener("change", tell);
    tell();
    button.setAttribute("aria-label", button.title);
    button.append(sign());
    button.hidden = false;
  });
})();
