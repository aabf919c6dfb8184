/**
 * Dark and light: the system's setting, or the reader's choice, remembered on this device.
 * Loaded in the head and not deferred, so that the choice stands before anything is painted.
 * Where storage is denied the switch still works for the page.
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

  var choice = remembered();
  if (choice !== null) html.dataset.theme = choice;

  document.addEventListener("DOMContentLoaded", function () {
    var button = /** @type {HTMLButtonElement|null} */ (document.querySelector("[data-theme-switch]"));
    if (button === null) return;
    var system = matchMedia("(prefers-color-scheme: dark)");

    function isDark() {
      return html.dataset.theme ? html.dataset.theme === "dark" : system.matches;
    }
    /** The button says what a click would do. */
    function label() {
      var text = (isDark() ? button.dataset.toLight : button.dataset.toDark) || "";
      button.setAttribute("aria-label", text);
      button.title = text;
    }
    button.addEventListener("click", function () {
      var next = isDark() ? "light" : "dark";
      html.dataset.theme = next;
      remember(next);
      label();
    });
    if (system.addEventListener) system.addEventListener("change", label);
    label();
    button.hidden = false;
  });
})();
