/**
 * The search page: reads the box, the filters and the address, asks the engine, and keeps all that is seen in step.
 * No ranking (search-engine.js), no drawing of single results (search-show.js), no forms of text (search-take.js).
 * The index comes as classic scripts that call `compendioIndex` and `compendioPart`, defined here: the only way that
 * works the same from a web host and from a folder on disk. Its words are in the index's `strings`.
 */
(function () {
  "use strict";
  // Long enough that a quick typist is not interrupted and a screen reader hears one number, not ten.
  var PAUSE = 120;
  // The first screens are drawn at once, the rest without holding up the keyboard; beyond UP_TO only what is asked for.
  var FIRST = 20, CHUNK = 150, UP_TO = 400, PAGE = 100, BY_SCROLLING = 4;
  // The second kind of results waits until the reader does: it loads parts of its own.
  var REST = 700, PARAGRAPHS = 5, MORE_PARAGRAPHS = 20;
  // What can be taken along at once: more would be the whole register, which is there as data.
  var TAKEN = 1000;
  var TRIALS = 8;

  var engine = /** @type {any} */ (self).compendioSearch, show = /** @type {any} */ (self).compendioShow, take = /** @type {any} */ (self).compendioTake;
  /** @param {string} selector @returns {any} */
  function one(selector) { return document.querySelector(selector); }
  /** @param {string} selector @param {ParentNode} [within] @returns {any[]} */
  function all(selector, within) { return Array.from((within || document).querySelectorAll(selector)); }

  var form = one("form.search-form"), box = one("#q"), list = one("[data-results]"), status = one("[data-status]");
  var chips = one("[data-chips]"), tools = one("[data-tools]"), sort = one("[data-sort]"), more = one("[data-more]"), said = one("[data-said]"), manual = one("[data-manual]");
  var understood = one("[data-understood]"), help = one("[data-help]"), ways = one("[data-help-ways]");
  var others = one("[data-paragraphs]"), facets = one("[data-facets]"), panel = one("[data-selection]");
  var fieldsets = all("fieldset[data-facet]");
  var folder = one("[data-index]").dataset.index.replace(/[^/]*$/, "");
  // The address to cite: the canonical one, or this page's where it is on the web. A path on a disk is no address.
  var canonical = one("link[rel=canonical]");
  var base = canonical ? canonical.href : /^https?:$/.test(location.protocol) ? location.href.split(/[?#]/)[0] : "";

  /** @type {any} */
  var searcher = null;
  /** @type {any} */
  var manifest = null;
  /** @type {Object<string, string>} */
  var strings = {};
  /** @type {Set<string>} words to be taken as typed */
  var literal = new Set();
  /** @type {any} the answer that is shown */
  var shown = null;
  var drawn = 0, scrolled = 0;
  // Each question has a number: what comes late, or is still being drawn, stops.
  var turn = 0;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  var waiting;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  var resting;
  // After a deliberate step the next words typed are a new entry of the history.
  var settled = false;

  // ---- the parts of the index

  /** @type {Map<string, ((data: any) => void)[]>} */
  var asked = new Map();

  /** @param {string} name @param {any} data */
  function arrived(name, data) {
    var wanted = asked.get(name) || [];
    asked.delete(name);
    wanted.forEach(function (done) { done(data); });
  }
  /** @type {any} */ (self).compendioPart = arrived;

  /** @param {string} name @param {(data: any) => void} done */
  function load(name, done) {
    var wanted = asked.get(name);
    if (wanted !== undefined) return void wanted.push(done);
    asked.set(name, [done]);
    var script = document.createElement("script");
    script.src = folder + name + ".js";
    script.onload = script.onerror = function () {
      script.remove();
      // Loaded, it has called `compendioPart` before; else it is not there.
      if (asked.has(name)) {
        status.textContent = strings.failed;
        arrived(name, null);
      }
    };
    document.head.append(script);
  }

  // ---- what is asked

  /** @param {Element} within */
  function boxes(within) { return all("input[type=checkbox]", within); }

  /** @returns {Object<string, string[]>} */
  function filters() {
    /** @type {Object<string, string[]>} */
    var chosen = {};
    fieldsets.forEach(function (f) {
      chosen[f.dataset.facet] = boxes(f).filter(function (b) { return b.checked; }).map(function (b) { return b.value; });
    });
    return chosen;
  }

  function options() {
    return { filters: filters(), sort: sort.value, off: Array.from(literal) };
  }

  /** @param {string} typed */
  function firstWord(typed) {
    return engine.words(typed)[0] || "";
  }

  /** A word that is no longer typed is no longer taken as typed. */
  function forget() {
    var present = new Set(engine.words(box.value));
    literal.forEach(function (word) { if (!present.has(word)) literal.delete(word); });
  }

  function readAddress() {
    var asked = new URLSearchParams(location.search);
    box.value = asked.get("q") || "";
    sort.value = asked.get("orden") || "";
    if (sort.selectedIndex < 0) sort.selectedIndex = 0;
    literal = new Set(asked.getAll("literal").map(firstWord));
    forget();
    fieldsets.forEach(function (f) {
      var values = asked.getAll(f.dataset.facet);
      boxes(f).forEach(function (b) { b.checked = values.indexOf(b.value) >= 0; });
    });
  }

  /** @param {boolean} step whether the reader took a deliberate one, that Back takes back */
  function writeAddress(step) {
    var to = new URLSearchParams();
    if (box.value.trim() !== "") to.set("q", box.value);
    fieldsets.forEach(function (f) { boxes(f).forEach(function (b) { if (b.checked) to.append(b.name, b.value); }); });
    if (sort.selectedIndex > 0) to.set("orden", sort.value);
    literal.forEach(function (word) { to.append("literal", word); });
    var query = to.toString() === "" ? "" : "?" + to;
    var push = step || settled;
    settled = step;
    if (query === location.search) return;
    try {
      history[push ? "pushState" : "replaceState"](null, "", query === "" ? location.pathname : query);
    } catch (_) {
      // Some browsers forbid it for files: the search works, only the address does not follow.
    }
  }

  // ---- asking

  /** What answers a question in the end, unless another one was asked meanwhile. @param {number} mine @param {Function} then */
  function current(mine, then) {
    return function (/** @type {any} */ answer) { if (mine === turn) then(answer); };
  }

  function ask() {
    clearTimeout(resting);
    turn += 1;
    list.dataset.state = "busy";
    if (searcher === null) return;
    var mine = turn;
    searcher.search(box.value, options(), current(mine, function (/** @type {any} */ answer) {
      searcher.texts(answer.hits.slice(0, FIRST), "d", current(mine, function (/** @type {any[]} */ texts) {
        shown = answer;
        tell();
        list.textContent = "";
        drawn = scrolled = 0;
        append(texts);
        helpOn(mine, current(mine, function () {
          answer.counts(current(mine, function (/** @type {any} */ counts) {
            drawCounts(counts);
            drawTo(answer.hits.length <= UP_TO ? answer.hits.length : PAGE, mine);
          }));
        }));
      }));
    }));
  }

  /** @param {any[]} texts */
  function append(texts) {
    var part = document.createDocumentFragment();
    texts.forEach(function (p) {
      // A part that did not come leaves a gap, not a page without results.
      if (p !== null) part.append(show.result(p, shown, strings, chosen));
    });
    list.append(part);
    drawn += texts.length;
  }

  /** Draws results up to this number, a part at a time. @param {number} end @param {number} mine */
  function drawTo(end, mine) {
    if (drawn >= end) return finish();
    searcher.texts(shown.hits.slice(drawn, Math.min(end, drawn + CHUNK)), "d", current(mine, function (/** @type {any[]} */ texts) {
      append(texts);
      setTimeout(current(mine, function () { drawTo(end, mine); }), 0);
    }));
  }

  function finish() {
    var left = shown.hits.length - drawn;
    more.hidden = left <= 0;
    more.textContent = show.fill(strings.more, { n: Math.min(PAGE, left), left: left });
    list.dataset.state = "ready";
    clearTimeout(resting);
    resting = setTimeout(askParagraphs, shown.hits.length === 0 ? 0 : REST);
  }

  function drawMore() {
    more.hidden = true;
    drawTo(Math.min(shown.hits.length, drawn + PAGE), turn);
  }

  // ---- telling

  /** @param {string} key @param {number} n */
  function count(key, n) {
    return show.fill(strings[key + (n === 1 ? "_one" : "_other")], { n: n });
  }

  function isFiltered() {
    return fieldsets.some(function (f) { return boxes(f).some(function (b) { return b.checked; }); });
  }

  function tell() {
    var n = shown.hits.length, filtered = isFiltered(), mode = shown.mode;
    var text = count(filtered ? "found_filtered" : "found", n);
    if (n > 0 && mode === "all" && !filtered && sort.value !== "recientes") text += ", " + strings.found_in_order;
    if (n > 0 && mode === "reference") text += ", " + strings.found_reference;
    if (n > 0 && mode === "some-words") text += ": " + strings.found_some;
    if (n > 0 && mode === "most-words") text += ": " + (filtered ? strings.found_most_filtered : count("found_most", shown.every));
    // Said once: a live region speaks whenever it is written.
    if (status.textContent !== text) status.textContent = text;
    var drawnItems = show.understood(shown.items, strings, nameOf, function (/** @type {string} */ typed, /** @type {boolean} */ asTyped) {
      if (asTyped) literal.add(firstWord(typed));
      else literal.delete(firstWord(typed));
      step();
      understood.querySelector("summary").focus();
    });
    understood.hidden = drawnItems.lines.length === 0;
    one("[data-understood-short]").textContent = drawnItems.summary === "" ? "" : ": " + drawnItems.summary;
    one("[data-understood-list]").replaceChildren(...drawnItems.lines);
    drawChips();
    tools.hidden = false;
    others.hidden = true;
    all("[data-with-results]").forEach(function (x) { x.disabled = n === 0; });
    more.hidden = true;
    manual.hidden = true;
  }

  /** The name of a facet's value, or of a meeting. @param {string} value */
  function nameOf(value) {
    var found = boxes(facets).find(function (b) { return b.value === value; });
    return found ? found.nextElementSibling.textContent : value;
  }

  /** @param {Object<string, Object<string, number>>} counts */
  function drawCounts(counts) {
    fieldsets.forEach(function (f) {
      boxes(f).forEach(function (b) {
        var label = b.closest("label"), number = label.querySelector("[data-count]");
        var n = (counts[b.name] || {})[b.value] || 0;
        number.textContent = number.dataset.count = String(n);
        label.classList.toggle("nil", n === 0 && !b.checked);
      });
    });
  }

  function drawChips() {
    var ticked = boxes(facets).filter(function (b) { return b.checked; });
    var chip = function (/** @type {string} */ text, /** @type {string} */ label, /** @type {any[]} */ off) {
      var button = show.button(text, label === "" ? "" : "remove", function () {
        off.forEach(function (b) { b.checked = false; });
        step();
        // The chip is gone; the reader's place is the next one, or the box.
        (chips.querySelector("button") || box).focus();
      });
      if (label !== "") button.setAttribute("aria-label", label);
      return show.element("li", "", button);
    };
    var items = ticked.map(function (b) {
      var name = b.nextElementSibling.textContent;
      return chip(name, strings.remove_filter + ": " + name, [b]);
    });
    if (items.length > 1) items.push(chip(strings.clear_filters, "", ticked));
    chips.replaceChildren(...items);
    chips.hidden = items.length === 0;
  }

  // ---- nothing found

  /** Ways on where nothing was found: another spelling, a filter less, a word less. @param {number} mine @param {() => void} then */
  function helpOn(mine, then) {
    help.hidden = shown.hits.length > 0;
    ways.replaceChildren();
    if (shown.hits.length > 0) return then();
    one("[data-help-text]").textContent = shown.whole > 0 ? strings.zero_filters : strings.zero;
    var query = box.value, asked = options();
    /** @type {{label: string, query: string, options: any, apply: () => void}[]} */
    var trials = [];
    var typing = function (/** @type {string} */ label, /** @type {string} */ to) {
      trials.push({ label: label, query: to, options: asked, apply: function () { box.value = to; } });
    };
    var without = function (/** @type {any[]} */ some, /** @type {string} */ label) {
      var kept = Object.assign({}, asked.filters);
      some.forEach(function (f) { kept[f.dataset.facet] = []; });
      var apply = function () { some.forEach(function (f) { boxes(f).forEach(function (b) { b.checked = false; }); }); };
      trials.push({ label: label, query: query, options: Object.assign({}, asked, { filters: kept }), apply: apply });
    };
    var active = fieldsets.filter(function (f) { return asked.filters[f.dataset.facet].length > 0; });
    if (shown.whole > 0) {
      active.forEach(function (f) { without([f], show.fill(strings.try_facet, { name: f.querySelector("legend").textContent })); });
      if (active.length > 1) without(active, strings.clear_filters);
    } else {
      if (literal.size > 0) trials.push({ label: strings.not_literal, query: query, options: Object.assign({}, asked, { off: [] }), apply: function () { literal.clear(); } });
      var parts = query.match(/-?"[^"]*"|\S+/g) || [];
      parts.slice(0, TRIALS).forEach(function (/** @type {string} */ part, /** @type {number} */ i) {
        if (/^"[^"]+"$/.test(part)) typing(show.fill(strings.try_unquoted, { typed: part }), query.replace(/"/g, " ").trim());
        if (parts.length > 1) typing(show.fill(strings.try_word, { typed: part }), parts.filter(function (_, j) { return j !== i; }).join(" "));
      });
    }
    spelling(mine, function (/** @type {string} */ typed, /** @type {string} */ better) {
      if (better !== "") {
        var at = query.indexOf(typed);
        var to = query.slice(0, at) + better + query.slice(at + typed.length);
        trials.unshift({ label: show.fill(strings.did_you_mean, { typed: better }), query: to, options: asked, apply: function () { box.value = to; } });
      }
      attempt(0);
    });
    /** One after the other, so that the order is the same each time. @param {number} i */
    function attempt(i) {
      if (i >= trials.length) return then();
      var trial = trials[i];
      searcher.search(trial.query, trial.options, current(mine, function (/** @type {any} */ answer) {
        if (answer.hits.length > 0) {
          ways.append(show.element("li", "", show.button(trial.label, "as-link", function () {
            trial.apply();
            step();
            box.focus();
          }), " ", show.element("span", "n", count("found", answer.hits.length))));
        }
        attempt(i + 1);
      }));
    }
  }

  /** A known word near the first unknown one: what the engine makes of its beginning. @param {number} mine @param {(typed: string, better: string) => void} then */
  function spelling(mine, then) {
    var unknown = shown.items.find(function (/** @type {any} */ i) { return i.kind === "unknown" && i.typed.length > 4 && i.typed.length < 40; });
    if (unknown === undefined) return then("", "");
    /** @param {number} length */
    function shorter(length) {
      if (length < Math.max(4, unknown.typed.length / 2)) return then("", "");
      searcher.search(unknown.typed.slice(0, length), {}, current(mine, function (/** @type {any} */ answer) {
        var item = answer.items[0], found = "";
        if (item && item.kind === "corrected") found = item.shown[0];
        else if (item && item.kind === "begun") found = item.shown[0] || Array.from(answer.matchers[0].forms)[0] || "";
        if (found !== "") then(unknown.typed, found);
        else shorter(length - 1);
      }));
    }
    shorter(unknown.typed.length - 1);
  }

  // ---- the documents' other paragraphs

  function askParagraphs() {
    if (box.value.trim() === "" || searcher.sizes.paragraphs === 0) return;
    var mine = turn;
    others.dataset.state = "busy";
    searcher.search(box.value, { kind: "p", off: Array.from(literal) }, current(mine, function (/** @type {any} */ answer) {
      // What names a place among the provisions means nothing here.
      var none = answer.items.some(function (/** @type {any} */ i) { return i.kind === "no-place"; });
      if (none || answer.hits.length === 0) return void (others.dataset.state = "ready");
      one("[data-paragraphs-count]").textContent = answer.hits.length;
      one("[data-paragraphs-note]").hidden = !isFiltered();
      var items = one("[data-paragraphs-list]"), button = one("[data-paragraphs-more]");
      items.textContent = "";
      var at = 0;
      button.onclick = function () { next(MORE_PARAGRAPHS); };
      next(PARAGRAPHS);
      /** @param {number} n */
      function next(n) {
        searcher.texts(answer.hits.slice(at, at + n), "p", current(mine, function (/** @type {any[]} */ texts) {
          var focus = at > 0;
          texts.forEach(function (p, i) {
            if (p === null) return;
            var item = show.paragraph(p, answer, strings);
            items.append(item);
            if (focus && i === 0) item.querySelector("a").focus();
          });
          at += texts.length;
          button.hidden = at >= answer.hits.length;
          button.textContent = show.fill(strings.more_paragraphs, { n: Math.min(MORE_PARAGRAPHS, answer.hits.length - at) });
          others.hidden = false;
          others.dataset.state = "ready";
        }));
      }
    }));
  }

  // ---- taking along

  // A selection belongs to the site it was made on; another one may stand on the same host.
  var kept = take.selection("compendio-selection:" + location.pathname.replace(/[^/]*$/, ""), function () {
    drawSelection();
    all(".entry", list).forEach(function (item) { item.querySelector(".keep").setAttribute("aria-pressed", String(kept.has(item.dataset.id))); });
  });
  var chosen = {
    has: kept.has,
    /** @param {HTMLButtonElement} button */
    toggle: function (button) {
      var item = button.closest("[data-id]"), id = item.dataset.id, entries = all("[data-id]", list);
      if (kept.has(id)) {
        kept.remove(id);
        drop(id);
      } else {
        var at = shown.hits[entries.indexOf(item)];
        searcher.texts([at], "d", function (/** @type {any[]} */ texts) {
          if (texts[0] === null) return;
          kept.add(taken(texts[0], at));
          drop(id);
        });
      }
    }
  };

  /** @param {any} p @param {number} at */
  function taken(p, at) {
    var meeting = manifest.meetings.find(function (/** @type {any} */ m) { return m.id === p.id.split(".")[0]; });
    return { id: p.id, at: at, url: p.url, reference: p.reference, leads: p.leads, text: p.text, year: meeting ? meeting.year : "" };
  }

  /** What the selection holds has changed. @param {string} id */
  function drop(id) {
    all("[data-id]", list).forEach(function (item) {
      if (item.dataset.id === id) item.querySelector(".keep").setAttribute("aria-pressed", String(kept.has(id)));
    });
    drawSelection();
    say(strings[kept.has(id) ? "selected" : "unselected"]);
  }

  /** @type {ReturnType<typeof setTimeout>|undefined} */
  var silence;
  /** @param {string} text */
  function say(text) {
    said.textContent = text;
    clearTimeout(silence);
    silence = setTimeout(function () { said.textContent = ""; }, 5000);
  }

  function drawSelection() {
    var items = kept.items();
    one("[data-selected]").textContent = items.length;
    one("[data-selection-note]").textContent = items.length === 0 ? strings.selection_empty : kept.kept() ? count("found", items.length) : strings.selection_lost;
    one("[data-selection-actions]").hidden = items.length === 0;
    one("[data-selection-list]").replaceChildren(...items.map(function (/** @type {any} */ p, /** @type {number} */ i) {
      var link = show.element("a", "", p.reference);
      link.setAttribute("href", p.url);
      var remove = show.button(strings.remove, "as-link", function () {
        kept.remove(p.id);
        drop(p.id);
        var left = all("[data-selection-list] a");
        (left[Math.min(i, left.length - 1)] || one("[data-open-selection]")).focus();
      });
      remove.setAttribute("aria-label", strings.remove + ": " + p.reference);
      var item = show.element("li", "entry", show.element("h3", "entry-ref", link, " ", remove));
      if (p.leads.length > 0) item.append(show.element("p", "words lead", p.leads.join(" ")));
      item.append(show.element("p", "words", p.text));
      return item;
    }));
  }

  /** The present results with their texts. @param {(items: any[]) => void} then */
  function results(then) {
    var hits = Array.from(shown.hits.slice(0, TAKEN));
    searcher.texts(hits, "d", function (/** @type {any[]} */ texts) {
      then(texts.map(function (p, i) { return p === null ? null : taken(p, hits[i]); }).filter(Boolean));
    });
  }

  /** @param {any[]} items */
  function copied(items) {
    take.copy(take.plainText(items, base), manual, function (/** @type {boolean} */ done) {
      say(done ? count("copied", items.length) : strings.copy_by_hand);
    });
  }

  /** What the buttons do, by their name. @type {Object<string, () => void>} */
  var does = {
    "copy": function () { results(copied); },
    "csv": function () { results(function (items) { take.save(strings.file_results + ".csv", "text/csv", take.csv(items, base)); }); },
    "open": function () {
      panel.hidden = !panel.hidden;
      one("[data-open-selection]").setAttribute("aria-expanded", String(!panel.hidden));
    },
    "copy-selection": function () { copied(kept.items()); },
    "csv-selection": function () { take.save(strings.file_selection + ".csv", "text/csv", take.csv(kept.items(), base)); },
    "ris-selection": function () { take.save(strings.file_selection + ".ris", "application/x-research-info-systems", take.ris(kept.items(), base, strings)); },
    "print-selection": function () {
      document.body.classList.add("print-selection");
      print();
    },
    "clear-selection": function () {
      kept.clear();
      drop("");
      all(".keep", list).forEach(function (b) { b.setAttribute("aria-pressed", "false"); });
      one("[data-open-selection]").focus();
    }
  };
  addEventListener("afterprint", function () { document.body.classList.remove("print-selection"); });
  all("[data-do]").forEach(function (b) { b.addEventListener("click", function () { does[b.dataset.do](); }); });

  // ---- what the reader does

  /** The address follows and the question is asked. @param {boolean} deliberate */
  function now(deliberate) {
    clearTimeout(waiting);
    forget();
    writeAddress(deliberate);
    ask();
  }
  function step() { now(true); }

  box.addEventListener("input", function () {
    clearTimeout(waiting);
    clearTimeout(resting);
    turn += 1;
    list.dataset.state = "busy";
    waiting = setTimeout(function () { now(false); }, PAUSE);
  });
  form.addEventListener("submit", function (/** @type {Event} */ event) {
    event.preventDefault();
    // What was typed is in the address already: what comes next is a step of its own.
    now(false);
    settled = true;
  });
  fieldsets.forEach(function (f) { f.addEventListener("change", step); });
  sort.addEventListener("change", step);
  more.addEventListener("click", function () {
    var last = drawn;
    drawMore();
    var next = all(".entry-ref a", list)[last];
    if (next) next.focus();
  });
  addEventListener("popstate", function () {
    clearTimeout(waiting);
    settled = true;
    readAddress();
    ask();
  });
  if ("IntersectionObserver" in self) {
    new IntersectionObserver(function (seen) {
      if (seen[0].isIntersecting && !more.hidden && list.dataset.state === "ready" && scrolled++ < BY_SCROLLING) drawMore();
    }, { rootMargin: "400px" }).observe(more);
  }

  /** @param {number} by */
  function move(by) {
    var links = all(".entry-ref a", list), here = document.activeElement;
    var entry = here && list.contains(here) ? here.closest(".entry") : null;
    var to = (entry === null ? -1 : links.indexOf(entry.querySelector(".entry-ref a"))) + by;
    if (to < 0) box.focus();
    else if (to < links.length) links[to].focus();
    else if (!more.hidden) more.click();
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
      step();
    } else return;
    event.preventDefault();
  });

  // Where the filters stand above the results they would push them away; beside them they have no fold to open.
  var oneColumn = matchMedia("(max-width: 59.99em)");
  function fold() { facets.open = !oneColumn.matches; }
  if (oneColumn.addEventListener) oneColumn.addEventListener("change", fold);
  fold();

  readAddress();
  one('script[src="' + one("[data-index]").dataset.index + '"]').addEventListener("error", function () { status.textContent = status.dataset.failed; });

  /** Called by the index's first part. @param {any} data */
  /** @type {any} */ (self).compendioIndex = function (data) {
    manifest = data;
    strings = data.strings;
    searcher = engine.open(data, load);
    facets.hidden = false;
    drawSelection();
    ask();
  };
})();
