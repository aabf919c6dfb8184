/**
 * The search page: reads the box, the filters and the address, asks the engine, and keeps all that is seen in step.
 * No ranking (search-engine.js), no drawing of single results (search-show.js), no ways on where nothing is found
 * (search-help.js), nothing of the selection (search-selection.js).
 * The index comes as classic scripts that call `compendioIndex` and `compendioPart`, defined here: the only way that
 * works the same from a web host and from a folder on disk. Its words are in the index's `strings`.
 */
(function () {
  "use strict";
  // Long enough that a quick typist is not interrupted and a screen reader hears one number, not ten.
  var PAUSE = 120;
  // The first screen is drawn at once, the rest without holding up the keyboard; beyond UP_TO only what is asked for.
  // Where texts come in parts, of which each is loaded, what is beyond the first screens is asked for in screens too.
  var SCREEN = 10, FIRST = 20, CHUNK = 40, UP_TO = 400, PAGE = 100, BY_SCROLLING = 4;
  // The second kind of results waits until the reader does: it loads parts of its own.
  var REST = 700;

  var engine = /** @type {any} */ (self).compendioSearch, show = /** @type {any} */ (self).compendioShow;
  /** @param {string} selector @returns {any} */
  function one(selector) { return document.querySelector(selector); }
  /** @param {string} selector @param {ParentNode} [within] @returns {any[]} */
  function all(selector, within) { return Array.from((within || document).querySelectorAll(selector)); }

  var form = one("form.search-form"), box = one("#q"), list = one("[data-results]"), status = one("[data-status]");
  var chips = one("[data-chips]"), tools = one("[data-tools]"), sort = one("[data-sort]"), more = one("[data-more]"), manual = one("[data-manual]");
  var understood = one("[data-understood]"), help = one("[data-help]");
  var others = one("[data-paragraphs]"), facets = one("[data-facets]");
  var fieldsets = all("fieldset[data-facet]");
  var scripts = /** @type {HTMLScriptElement} */ (document.currentScript).src.replace(/[^/]*$/, "");
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
  var drawn = 0, scrolled = 0, broken = false, said = "";
  /** Boxes that the address made. @type {{input: HTMLInputElement, name: HTMLElement}[]} */
  var added = [];
  /** The place of each result in document order. @type {WeakMap<Element, number>} */
  var places = new WeakMap();
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

  /** Parts that came before they were asked for. @type {Map<string, any>} */
  var early = new Map();

  /** @param {string} name @param {any} data */
  function arrived(name, data) {
    var wanted = asked.get(name);
    // The page itself asks for what every query wants, before anybody here does.
    if (wanted === undefined) return void early.set(name, data);
    asked.delete(name);
    wanted.forEach(function (done) { done(data); });
  }
  /** @type {any} */ (self).compendioPart = arrived;

  /** @param {string} name @param {(data: any) => void} done */
  function load(name, done) {
    var wanted = asked.get(name);
    if (early.has(name)) return void done(early.get(name));
    if (wanted !== undefined) return void wanted.push(done);
    asked.set(name, [done]);
    // What the page itself asks for is on its way.
    var script = one('script[src$="/' + name + '.js"]') || document.createElement("script");
    script.onload = script.onerror = function () {
      script.remove();
      // Loaded, it has called `compendioPart` before; else it is not there.
      if (asked.has(name)) {
        broken = true;
        arrived(name, null);
      }
    };
    if (!script.src) {
      script.src = folder + name + ".js";
      document.head.append(script);
    }
  }

  // ---- what is asked

  /** @param {Element} within */
  function boxes(within) { return all("input[type=checkbox]", within); }

  /** @returns {Object<string, string[]>} */
  function filters() {
    /** @type {Object<string, string[]>} */
    var chosen = {};
    fieldsets.forEach(function (f) {
      chosen[f.dataset.facet] = boxes(f).filter(b => b.checked).map(b => b.value);
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

  /**
   * A box for what the address asks for and no provision has: so it is seen, counts, and can be taken off.
   * @param {HTMLElement} f @param {string} value
   */
  function addBox(f, value) {
    var input = /** @type {HTMLInputElement} */ (show.element("input", "")), number = show.element("span", "n");
    input.type = "checkbox";
    input.name = f.dataset.facet || "";
    input.value = value;
    number.dataset.count = "";
    var name = show.element("span", "", named(input));
    f.append(show.element("label", "", input, name, " ", number));
    added.push({ input: input, name: name });
  }

  /** What the index calls a value for which the page has no box. @param {HTMLInputElement} input @returns {string} */
  function named(input) {
    if (manifest === null) return input.value;
    if (input.name === "reunion") {
      var meeting = manifest.meetings.find((/** @type {any} */ m) => m.id === input.value);
      return meeting === undefined ? input.value : meeting.name + (meeting.year === "" ? "" : " (" + meeting.year + ")");
    }
    return ((manifest.facets[input.name] || []).find((/** @type {string[]} */ one) => one[0] === input.value) || [0, input.value])[1];
  }

  function readAddress() {
    var asked = new URLSearchParams(location.search);
    // Who was quicker than the scripts keeps what was typed, and the place in it.
    if (box.dataset.typed === undefined) box.value = asked.get("q") || "";
    sort.value = asked.get("orden") || "";
    if (sort.selectedIndex < 0) sort.selectedIndex = 0;
    literal = new Set(asked.getAll("literal").map(firstWord));
    forget();
    fieldsets.forEach(function (f) {
      var values = asked.getAll(f.dataset.facet).filter(Boolean);
      values.forEach(function (value) { if (!boxes(f).some(b => b.value === value)) addBox(f, value); });
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
    // What did not come is asked for again.
    broken = false;
    var mine = turn;
    searcher.search(box.value, options(), current(mine, function (/** @type {any} */ answer) {
      searcher.texts(answer.hits.slice(0, SCREEN), "d", current(mine, function (/** @type {any[]} */ texts) {
        shown = answer;
        tell();
        list.textContent = "";
        drawn = scrolled = 0;
        append(texts);
        helpOn(mine, current(mine, function () {
          answer.counts(current(mine, function (/** @type {any} */ counts) {
            drawCounts(counts);
            // The counts are painted before the other results are drawn.
            setTimeout(current(mine, function () {
              drawTo(!searcher.sizes.whole ? Math.min(answer.hits.length, FIRST) : answer.hits.length <= UP_TO ? answer.hits.length : PAGE, mine);
            }), 0);
          }));
        }));
      }));
    }));
  }

  /** @param {any[]} texts */
  function append(texts) {
    var part = document.createDocumentFragment();
    texts.forEach(function (p, i) {
      // A part that did not come leaves a gap, not a page without results.
      if (p === null) return;
      var item = show.result(p, shown, strings, chosen, manifest.facets.tema, shown.descriptors(shown.hits[drawn + i]));
      places.set(item, shown.hits[drawn + i]);
      part.append(item);
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
    more.textContent = show.fill(strings.more, { n: Math.min(page(), left), left: left });
    speak();
    list.dataset.state = "ready";
    clearTimeout(resting);
    resting = setTimeout(askParagraphs, shown.hits.length === 0 ? 0 : REST);
  }

  /** How many results are drawn when more are asked for. */
  function page() { return searcher.sizes.whole ? PAGE : FIRST; }

  function drawMore() {
    more.hidden = true;
    drawTo(Math.min(shown.hits.length, drawn + page()), turn);
  }

  // ---- telling

  /** @param {string} key @param {number} n */
  function count(key, n) {
    return show.fill(strings[key + (n === 1 ? "_one" : "_other")], { n: n });
  }

  function isFiltered() {
    return fieldsets.some(f => boxes(f).some(b => b.checked));
  }

  function tell() {
    var n = shown.hits.length, filtered = isFiltered(), mode = shown.mode;
    var text = count(filtered ? "found_filtered" : "found", n);
    if (n > 0 && mode === "all" && !filtered && sort.value !== "recientes") text += ", " + strings.found_in_order;
    var met = shown.met;
    var has = (/** @type {string} */ kind) => shown.items.some((/** @type {any} */ i) => i.kind === kind);
    if (n > 0 && mode === "reference") text += met > 0 && met < n ? ": " + count("found_around", met) : ", " + strings.found_reference;
    if (n > 0 && mode === "some-words") text += ": " + strings.found_some;
    if (n > 0 && mode === "most-words") text += ": " + (filtered ? strings.found_most_filtered : count("found_most", shown.every));
    if (has("no-place")) text += "; " + strings.found_no_place;
    if (has("cut")) text += "; " + strings.found_cut;
    said = text;
    speak();
    drawChips();
    tools.hidden = false;
    others.hidden = true;
    all("[data-with-results]").forEach(function (x) { x.disabled = n === 0; });
    more.hidden = true;
    manual.hidden = true;
  }

  /** What was found, and whether something did not come, which may show late. */
  function speak() {
    var text = broken ? said + ". " + strings.failed : said;
    // Said once: a live region speaks whenever it is written.
    if (status.textContent !== text) status.textContent = text;
  }

  /** The name of a facet's value, or of a meeting. @param {string} value */
  function nameOf(value) {
    var found = boxes(facets).find(b => b.value === value);
    return found ? found.nextElementSibling.textContent : value;
  }

  /** @param {Object<string, Object<string, number>>|null} counts `null` where they could not be had: better none than wrong ones */
  function drawCounts(counts) {
    fieldsets.forEach(function (f) {
      boxes(f).forEach(function (b) {
        var label = b.closest("label"), number = label.querySelector("[data-count]");
        var n = counts === null ? NaN : (counts[b.name] || {})[b.value] || 0;
        number.textContent = number.dataset.count = counts === null ? "" : String(n);
        label.classList.toggle("nil", n === 0 && !b.checked);
      });
    });
  }

  function drawChips() {
    var ticked = boxes(facets).filter(b => b.checked);
    chips.hidden = ticked.length === 0;
    if (!chips.hidden) withHelp(turn, function (helper) {
      helper.drawChips(chips, ticked, show, strings, function (/** @type {any[]} */ off) {
        off.forEach(function (b) { b.checked = false; });
        step();
        // The chip is gone; the reader's place is the next one, or the box.
        (chips.querySelector("button") || box).focus();
      });
    }, function () {});
  }

  // ---- nothing found

  /** How the query was understood, and ways on where nothing was found. @param {number} mine @param {() => void} then */
  function helpOn(mine, then) {
    help.hidden = shown.hits.length > 0;
    one("[data-help-ways]").replaceChildren();
    understood.hidden = true;
    if (shown.hits.length > 0 && shown.items.length === 0) return then();
    one("[data-help-text]").textContent = shown.whole > 0 ? strings.zero_filters : strings.zero;
    withHelp(mine, function (helper) {
      helper.tellUnderstood(understood, shown, show, strings, nameOf, function (/** @type {string} */ typed, /** @type {boolean} */ asTyped) {
        if (asTyped) literal.add(firstWord(typed));
        else literal.delete(firstWord(typed));
        step();
        understood.querySelector("summary").focus();
      });
      if (shown.hits.length > 0) return then();
      if (shown.whole === 0) helper.tellEmpty(one("[data-help-text]"), manifest, shown, show, strings);
      var names = Object.fromEntries(fieldsets.map(f => [f.dataset.facet, f.querySelector("legend").textContent]));
      helper.waysOn(searcher, box.value, options(), shown, names, strings, current(mine, function (/** @type {any[]} */ ways) {
        one("[data-help-ways]").replaceChildren(...helper.drawnWays(ways, show, count, function (/** @type {any} */ way) {
          box.value = way.query;
          fieldsets.forEach(function (f) { boxes(f).forEach(function (b) { b.checked = way.filters[b.name].indexOf(b.value) >= 0; }); });
          literal = new Set(way.off);
          step();
          box.focus();
        }));
        then();
      }));
    }, then);
  }

  /**
   * What comes after an answer has a script of its own.
   * @param {number} mine @param {(helper: any) => void} then @param {() => void} otherwise where it cannot be had
   */
  function withHelp(mine, then, otherwise) {
    var helper = /** @type {any} */ (self).compendioHelp;
    if (helper !== undefined) return then(helper);
    extra("search-help", current(mine, function () { then(/** @type {any} */ (self).compendioHelp); }), current(mine, otherwise));
  }

  // ---- the documents' other paragraphs

  function askParagraphs() {
    if (box.value.trim() === "" || searcher.sizes.paragraphs === 0) return;
    var mine = turn;
    others.dataset.state = "busy";
    searcher.search(box.value, { kind: "p", off: Array.from(literal) }, current(mine, function (/** @type {any} */ answer) {
      // What names a place among the provisions means nothing here; a number may as well stand in the text.
      var none = answer.items.some((/** @type {any} */ i) => i.kind === "no-place" && !/^\d+$/.test(i.typed));
      if (none || answer.hits.length === 0) return void (others.dataset.state = "ready");
      withHelp(mine, function (helper) {
        one("[data-paragraphs-note]").hidden = !isFiltered();
        helper.others(others, answer, function (/** @type {number[]} */ docs, /** @type {(texts: any[]) => void} */ then) { searcher.texts(docs, "p", current(mine, then)); }, show, strings);
      }, function () { others.dataset.state = "ready"; });
    }));
  }

  // ---- taking along

  /** Loads one of the scripts that come later. @param {string} name @param {() => void} then @param {() => void} [otherwise] */
  function extra(name, then, otherwise) {
    var script = document.createElement("script");
    script.src = scripts + name + ".js";
    script.onload = then;
    script.onerror = function () {
      status.textContent = strings.failed;
      if (otherwise) otherwise();
    };
    document.head.append(script);
  }

  /** @type {any} the selection, once its script is there */
  var selection = null;
  /** @type {(() => void)[]|null} what waits for it */
  var wishes = null;

  /** @param {() => void} then */
  function withSelection(then) {
    if (selection !== null) return then();
    if (wishes !== null) return void wishes.push(then);
    var waiting = (wishes = [then]);
    extra("search-take", function () {
      selection = /** @type {any} */ (self).compendioSelection({
        base: base, strings: strings, count: count, meetings: manifest.meetings,
        texts: function (/** @type {ArrayLike<number>} */ docs, /** @type {(texts: any[]) => void} */ then) { searcher.texts(docs, "d", then); },
        hits: () => shown.hits,
        placeOf: (/** @type {Element} */ item) => places.get(item)
      });
      waiting.forEach(function (wish) { wish(); });
    });
  }

  /** What the results ask of the selection. */
  var chosen = {
    has: (/** @type {string} */ id) => selection !== null && selection.has(id),
    toggle: function (/** @type {HTMLElement} */ item) { withSelection(function () { selection.toggle(item); }); }
  };

  function startTaking() {
    all("[data-do]").forEach(function (b) {
      b.addEventListener("click", function () {
        // The selection listens for itself as soon as it is there.
        if (selection === null) withSelection(function () { b.click(); });
      });
    });
    try {
      if (Object.keys(localStorage).some(key => key.indexOf("compendio-selection:") === 0)) withSelection(function () {});
    } catch (_) {
      // No store, nothing kept.
    }
  }

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
    delete box.dataset.typed;
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

  var typed = box.dataset.typed !== undefined;
  readAddress();
  if (typed) writeAddress(false);
  delete box.dataset.typed;
  // What the page lists for who asks nothing answers no address that asks.
  if (location.search !== "") status.textContent = list.textContent = "";
  delete document.documentElement.dataset.asked;

  /** Called by the index's first part. @param {any} data */
  /** @type {any} */ (self).compendioIndex = function (data) {
    manifest = data;
    strings = data.strings;
    added.forEach(function (one) { one.name.textContent = named(one.input); });
    searcher = engine.open(data, load);
    facets.hidden = one("[data-to-facets]").hidden = false;
    startTaking();
    ask();
  };
})();
