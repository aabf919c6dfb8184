/**
 * The search page: reads the box and the filters, asks the engine, shows what it answers. All DOM, no ranking.
 * The data come as a classic script that calls `compendioIndex`, defined here before that script runs:
 * the only way that works the same from a web host and from a folder on disk.
 * Its words are in the data's `strings`; the page's own stand in its HTML.
 */
(function () {
  "use strict";
  /** @typedef {{id: string, value: string, label: string}} Chosen */

  // Long enough that a quick typist is not interrupted and a screen reader hears one number, not ten.
  var PAUSE = 120;
  // The first screens are drawn at once, the rest without holding up the keyboard.
  var FIRST = 40, CHUNK = 150;

  var engine = /** @type {any} */ (self).compendioSearch;
  var form = /** @type {HTMLFormElement} */ (document.querySelector("form.search-form"));
  var box = /** @type {HTMLInputElement} */ (document.getElementById("q"));
  var list = /** @type {HTMLElement} */ (document.querySelector("[data-results]"));
  var status = /** @type {HTMLElement} */ (document.querySelector("[data-status]"));
  var chips = /** @type {HTMLElement} */ (document.querySelector("[data-chips]"));
  var help = /** @type {HTMLElement} */ (document.querySelector("[data-help]"));
  var helpText = /** @type {HTMLElement} */ (document.querySelector("[data-help-text]"));
  var spelling = /** @type {HTMLElement} */ (document.querySelector("[data-help-spelling]"));
  var facets = /** @type {HTMLDetailsElement} */ (document.querySelector("[data-facets]"));
  var fieldsets = /** @type {HTMLFieldSetElement[]} */ (Array.from(document.querySelectorAll("fieldset[data-facet]")));

  /** @type {any} */
  var index = null;
  /** @type {Object<string, string>} */
  var strings = {};
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  var waiting;
  // Each answer has a number: a drawing that is no longer wanted stops.
  var turn = 0;

  /** @param {HTMLElement} within @returns {HTMLInputElement[]} */
  function boxes(within) {
    return /** @type {HTMLInputElement[]} */ (Array.from(within.querySelectorAll("input[type=checkbox]")));
  }

  /** @returns {Object<string, string[]>} */
  function filters() {
    /** @type {Object<string, string[]>} */
    var chosen = {};
    fieldsets.forEach(function (f) {
      chosen[f.dataset.facet || ""] = boxes(f).filter(function (b) { return b.checked; }).map(function (b) { return b.value; });
    });
    return chosen;
  }

  // ---- the address

  function readAddress() {
    var asked = new URLSearchParams(location.search);
    box.value = asked.get("q") || "";
    fieldsets.forEach(function (f) {
      var values = asked.getAll(f.dataset.facet || "");
      boxes(f).forEach(function (b) { b.checked = values.indexOf(b.value) >= 0; });
    });
  }

  function writeAddress() {
    var asked = new URLSearchParams();
    if (box.value.trim() !== "") asked.set("q", box.value);
    fieldsets.forEach(function (f) {
      boxes(f).forEach(function (b) { if (b.checked) asked.append(b.name, b.value); });
    });
    var query = asked.toString();
    try {
      history.replaceState(null, "", query === "" ? location.pathname : "?" + query);
    } catch (_) {
      // Some browsers forbid it for files: the search works, only the address does not follow.
    }
  }

  // ---- drawing

  /** @param {string} key @param {number} n */
  function count(key, n) {
    return (strings[key + (n === 1 ? "_one" : "_other")] || "").replace("{n}", String(n));
  }

  /** @param {string} tag @param {string} className @param {string} text @param {any[]} matchers */
  function marked(tag, className, text, matchers) {
    var element = document.createElement(tag);
    element.className = className;
    engine.mark(text, matchers).forEach(function (/** @type {{text: string, marked: boolean}} */ piece) {
      if (piece.marked) element.appendChild(document.createElement("mark")).textContent = piece.text;
      else element.append(piece.text);
    });
    return element;
  }

  /** @param {any} p a provision of the data @param {any[]} matchers */
  function result(p, matchers) {
    var item = document.createElement("li");
    item.className = "entry";
    item.dataset.id = p[0];
    var title = document.createElement("h2");
    title.className = "entry-ref";
    var link = marked("a", "", p[2], matchers);
    link.setAttribute("href", p[1]);
    title.appendChild(link);
    item.appendChild(title);
    if (p[5] !== "") item.appendChild(marked("p", "words lead", p[5], matchers));
    item.appendChild(marked("p", "words", p[6], matchers));
    return item;
  }

  /** @param {number[]} hits @param {any[]} matchers @param {number} mine */
  function draw(hits, matchers, mine) {
    list.textContent = "";
    var at = 0;
    function more() {
      if (mine !== turn) return;
      var part = document.createDocumentFragment();
      var end = Math.min(hits.length, at + (at === 0 ? FIRST : CHUNK));
      for (; at < end; at++) part.appendChild(result(index.provisions[hits[at]], matchers));
      list.appendChild(part);
      if (at < hits.length) setTimeout(more, 0);
      else list.dataset.state = "ready";
    }
    more();
  }

  /** @param {Object<string, Object<string, number>>} counts */
  function drawCounts(counts) {
    fieldsets.forEach(function (f) {
      boxes(f).forEach(function (b) {
        var label = /** @type {HTMLElement} */ (b.closest("label"));
        var shown = /** @type {HTMLElement} */ (label.querySelector("[data-count]"));
        var n = counts[b.name][b.value] || 0;
        shown.textContent = shown.dataset.count = String(n);
        label.classList.toggle("nil", n === 0 && !b.checked);
      });
    });
  }

  function drawChips() {
    chips.textContent = "";
    /** @type {HTMLInputElement[]} */
    var chosen = [];
    fieldsets.forEach(function (f) { chosen = chosen.concat(boxes(f).filter(function (b) { return b.checked; })); });
    chosen.forEach(function (b) {
      var name = /** @type {HTMLElement} */ (b.nextElementSibling).textContent || b.value;
      chips.appendChild(chip(name, strings.remove_filter + ": " + name, function () { b.checked = false; }));
    });
    if (chosen.length > 1) {
      chips.appendChild(chip(strings.clear_filters, "", function () { chosen.forEach(function (b) { b.checked = false; }); }));
    }
    chips.hidden = chosen.length === 0;
  }

  /** @param {string} text @param {string} label @param {() => void} undo */
  function chip(text, label, undo) {
    var item = document.createElement("li");
    var button = document.createElement("button");
    button.type = "button";
    button.textContent = text;
    if (label !== "") {
      button.setAttribute("aria-label", label);
      button.className = "remove";
    }
    button.addEventListener("click", function () {
      undo();
      now();
      // The chip is gone; the reader's place is the next one, or the box.
      var next = /** @type {HTMLElement|null} */ (chips.querySelector("button"));
      (next || box).focus();
    });
    item.appendChild(button);
    return item;
  }

  /** @param {any} answer @param {boolean} filtered */
  function drawStatus(answer, filtered) {
    var n = answer.hits.length;
    var text = filtered ? count("found_filtered", n) : answer.mode === "all" ? strings.found_all.replace("{n}", String(n)) : count("found", n);
    if (n > 0 && answer.mode === "some-words") text += ": " + strings.found_some;
    if (n > 0 && answer.mode === "reference") text += ", " + strings.found_reference;
    status.textContent = text;

    help.hidden = n > 0;
    spelling.hidden = true;
    if (n > 0) return;
    helpText.textContent = answer.mode === "none" ? strings.zero + " " + strings.zero_words : strings.zero_filters;
    var better = answer.mode === "none" ? engine.suggest(index, box.value) : null;
    if (better === null) return;
    spelling.textContent = strings.did_you_mean + " ";
    var button = document.createElement("button");
    button.type = "button";
    button.className = "as-link";
    button.textContent = better;
    button.addEventListener("click", function () {
      box.value = better;
      now();
      box.focus();
    });
    spelling.append(button, strings.did_you_mean_end);
    spelling.hidden = false;
  }

  function show() {
    if (index === null) return;
    var chosen = filters();
    var answer = engine.search(index, box.value, chosen);
    var filtered = Object.keys(chosen).some(function (name) { return chosen[name].length > 0; });
    turn += 1;
    drawStatus(answer, filtered);
    drawCounts(answer.counts);
    drawChips();
    draw(answer.hits, answer.matchers, turn);
  }

  // ---- what the reader does

  function now() {
    clearTimeout(waiting);
    list.dataset.state = "busy";
    writeAddress();
    show();
  }

  function soon() {
    clearTimeout(waiting);
    turn += 1;
    list.dataset.state = "busy";
    waiting = setTimeout(now, PAUSE);
  }

  box.addEventListener("input", soon);
  fieldsets.forEach(function (f) { f.addEventListener("change", now); });
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    now();
  });
  addEventListener("popstate", function () {
    readAddress();
    show();
  });

  /** @param {number} step */
  function move(step) {
    var links = /** @type {HTMLElement[]} */ (Array.from(list.querySelectorAll(".entry-ref a")));
    var to = links.indexOf(/** @type {HTMLElement} */ (document.activeElement)) + step;
    if (to < 0) box.focus();
    else if (to < links.length) links[to].focus();
  }

  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.isComposing) return;
    var inBox = document.activeElement === box;
    if (!inBox && !list.contains(document.activeElement)) return;
    if (event.key === "ArrowDown") move(1);
    else if (event.key === "ArrowUp" && !inBox) move(-1);
    else if (event.key === "Escape") {
      box.value = "";
      box.focus();
      now();
    } else return;
    event.preventDefault();
  });

  // Where the filters stand above the results they would push them away; beside them they have no fold to open.
  var oneColumn = matchMedia("(max-width: 59.99em)");
  function fold() {
    facets.open = !oneColumn.matches;
  }
  if (oneColumn.addEventListener) oneColumn.addEventListener("change", fold);
  fold();

  readAddress();

  /** Called by the data script. @param {any} data */
  /** @type {any} */ (self).compendioIndex = function (data) {
    strings = data.strings;
    index = engine.createIndex(data);
    facets.hidden = false;
    show();
  };
})();
