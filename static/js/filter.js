/**
 * Filters of a page that holds all its provisions: the pages of themes and meetings. What does not match is hidden,
 * nothing is loaded. The boxes are in the page and appear here; a facet without boxes is known from the address alone
 * (`?tema=…` on the page of another theme).
 * Choices widen within a facet and narrow between facets, as on the search page, and stay in the address.
 * The first part is pure and runs under node for its tests.
 */
(function () {
  "use strict";
  /** @typedef {Object<string, string[]>} Chosen  the values chosen in each facet; those of one provision look the same */

  var FACETS = ["destinatario", "accion", "tema"];

  /** @param {string[]} own @param {string[]} wanted */
  function meets(own, wanted) {
    return wanted.length === 0 || wanted.some(value => own.indexOf(value) >= 0);
  }

  /** Whether a provision passes all facets but `except`. @param {Chosen} traits @param {Chosen} chosen @param {string} [except] */
  function passes(traits, chosen, except) {
    return FACETS.every(facet => facet === except || meets(traits[facet], chosen[facet]));
  }

  /**
   * What each value would give beside the choices of the other facets.
   * @param {Chosen[]} list @param {Chosen} chosen @returns {Object<string, Map<string, number>>}
   */
  function counts(list, chosen) {
    /** @type {Object<string, Map<string, number>>} */
    var found = {};
    FACETS.forEach(function (facet) {
      var sums = (found[facet] = new Map());
      list.forEach(function (traits) {
        if (!passes(traits, chosen, facet)) return;
        traits[facet].forEach(function (value) { sums.set(value, (sums.get(value) || 0) + 1); });
      });
    });
    return found;
  }

  /** The choices that an address makes, each once; what no provision has is a choice that nothing passes. @param {string} query @returns {Chosen} */
  function read(query) {
    var asked = new URLSearchParams(query);
    /** @type {Chosen} */
    var chosen = {};
    FACETS.forEach(function (facet) {
      chosen[facet] = asked.getAll(facet).filter((value, at, all) => value !== "" && all.indexOf(value) === at);
    });
    return chosen;
  }

  /** The place that an address names behind "#"; what nobody encoded is a name too. @param {string} hash @returns {string} */
  function place(hash) {
    try {
      return decodeURIComponent(hash.slice(1));
    } catch (_) {
      return hash.slice(1);
    }
  }

  /** @param {Chosen} chosen @returns {string} the query without its question mark, empty where nothing is chosen */
  function write(chosen) {
    var asked = new URLSearchParams();
    FACETS.forEach(function (facet) { chosen[facet].forEach(function (value) { asked.append(facet, value); }); });
    return asked.toString();
  }

  var api = { passes: passes, counts: counts, read: read, write: write, place: place };
  if (typeof module === "object" && module.exports) {
    module.exports = api;
    return;
  }

  // ---- the page

  /** @param {string} selector @returns {HTMLElement[]} */
  function every(selector) {
    return /** @type {HTMLElement[]} */ (Array.from(document.querySelectorAll(selector)));
  }

  var provisions = every("main [data-id][data-tema]");
  var status = /** @type {HTMLElement|null} */ (document.querySelector("[data-status]"));
  var chips = /** @type {HTMLElement|null} */ (document.querySelector("[data-chips]"));
  if (provisions.length === 0 || status === null || chips === null) return;

  /** @type {Chosen[]} */
  var list = provisions.map(function (element) {
    /** @type {Chosen} */
    var traits = {};
    FACETS.forEach(function (facet) { traits[facet] = (element.dataset[facet] || "").split("|").filter(Boolean); });
    return traits;
  });
  var facets = /** @type {HTMLDetailsElement|null} */ (document.querySelector("[data-facets]"));
  var boxes = /** @type {HTMLInputElement[]} */ (every("[data-facets] input"));
  // What holds provisions: it goes when the last of them goes, and tells how many are left.
  var holders = every(".meeting-part, .section-part, .unit:not([data-id])");
  var labels = [status].concat(every("[data-shown]")).map(function (element) {
    var within = element === status ? document : element.closest("section") || document;
    return { element: element, within: within, total: within.querySelectorAll("main [data-id]").length, all: element.textContent || "" };
  });
  var pattern = status.dataset.pattern || "";
  var chosen = read(location.search);

  function show() {
    var any = write(chosen) !== "";
    provisions.forEach(function (element, at) { element.hidden = !passes(list[at], chosen); });
    holders.forEach(function (holder) { holder.hidden = any && holder.querySelector("[data-id]:not([hidden])") === null; });
    labels.forEach(function (label) {
      var n = label.within.querySelectorAll("main [data-id]:not([hidden])").length;
      label.element.textContent = n < label.total ? pattern.replace("{shown}", String(n)).replace("{all}", label.all) : label.all;
    });
    var found = counts(list, chosen);
    boxes.forEach(function (box) {
      var label = /** @type {HTMLElement} */ (box.closest("label"));
      var shown = /** @type {HTMLElement} */ (label.querySelector("[data-count]"));
      var n = found[box.name].get(box.value) || 0;
      box.checked = chosen[box.name].indexOf(box.value) >= 0;
      shown.textContent = shown.dataset.count = String(n);
      label.classList.toggle("nil", n === 0 && !box.checked);
    });
    drawChips();
  }

  /** What a value is called on this page. @param {string} facet @param {string} value @returns {string} */
  function nameOf(facet, value) {
    var box = boxes.find(b => b.name === facet && b.value === value);
    var companion = every(".together [data-value]").find(c => c.dataset.value === value);
    // All provisions of a theme's page have it, and the page is called like it.
    var own = facet === "tema" && list.every(traits => traits.tema.indexOf(value) >= 0);
    var named = box ? box.nextElementSibling : facet !== "tema" ? null : companion ? companion.querySelector("a") : own ? document.querySelector("h1") : null;
    return (named && named.textContent) || value;
  }

  function drawChips() {
    chips.textContent = "";
    var total = 0;
    FACETS.forEach(function (facet) {
      chosen[facet].forEach(function (value) {
        var name = nameOf(facet, value);
        total += 1;
        chip(name, chips.dataset.remove + ": " + name, function () {
          chosen[facet] = chosen[facet].filter(other => other !== value);
        });
      });
    });
    if (total > 1) chip(chips.dataset.clear || "", "", clear);
    chips.hidden = total === 0;
  }

  function clear() {
    FACETS.forEach(function (facet) { chosen[facet] = []; });
  }

  /** @param {string} text @param {string} label @param {() => void} undo */
  function chip(text, label, undo) {
    var button = document.createElement("button");
    button.type = "button";
    button.textContent = text;
    button.className = label === "" ? "clear" : "remove";
    if (label !== "") button.setAttribute("aria-label", label);
    button.addEventListener("click", function () {
      undo();
      changed();
      // The chip is gone; the reader's place is the next one, or the page's content.
      var next = /** @type {HTMLElement|null} */ (chips.querySelector("button") || document.querySelector("main"));
      if (next) next.focus({ preventScroll: true });
    });
    chips.appendChild(document.createElement("li")).appendChild(button);
  }

  function changed() {
    var query = write(chosen);
    try {
      // Without the fragment: it named a place among what was shown before.
      history.replaceState(null, "", query === "" ? location.pathname : "?" + query);
    } catch (_) {
      // Some browsers forbid it for files: the filters work, only the address does not follow.
    }
    show();
  }

  boxes.forEach(function (box) {
    box.addEventListener("change", function () {
      // What has no box here stays until its chip is taken off.
      var boxless = chosen[box.name].filter(value => !boxes.some(b => b.name === box.name && b.value === value));
      chosen[box.name] = boxes.filter(b => b.name === box.name && b.checked).map(b => b.value).concat(boxless);
      changed();
    });
  });

  /** Who follows a link to what is filtered away wants to see it. */
  function reveal() {
    var target = document.getElementById(place(location.hash));
    if (target === null || target.closest("[hidden]") === null) return;
    clear();
    show();
    target.scrollIntoView();
  }
  addEventListener("hashchange", reveal);
  addEventListener("popstate", function () {
    chosen = read(location.search);
    show();
  });

  if (facets !== null) {
    // Where the filters stand above the list they would push it away; beside it they have no fold to open.
    var oneColumn = matchMedia("(max-width: 59.99em)");
    var fold = function () { facets.open = !oneColumn.matches; };
    if (oneColumn.addEventListener) oneColumn.addEventListener("change", fold);
    fold();
    facets.hidden = false;
  }
  if (write(chosen) !== "") show();
  reveal();
})();
