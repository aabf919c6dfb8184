/**
 * What comes after an answer: how the query was understood, the filters that are chosen; where nothing was found, ways on (another spelling, a filter
 * less, a word less, each with what it would find), which ask the engine and know no page, so that node tests them; and the
 * documents' other paragraphs.
 */
(function (root) {
  "use strict";
  /**
   * @typedef {{filters: Object<string, string[]>, sort: string, off: string[]}} Options
   * @typedef {{typed: string, kind: string, shown: string[], off: boolean}} Item
   * @typedef {{label: string, query: string, filters: Object<string, string[]>, off: string[], found: number}} Way
   */

  // More would be a list to read, and each is a search.
  var PARTS = 8, WAYS = 6;
  var PARAGRAPHS = 5, MORE_PARAGRAPHS = 20;

  /** @param {string} text @param {string} typed */
  function fill(text, typed) {
    return text.replace(/\{(?:typed|name)\}/, () => typed);
  }

  /**
   * @param {any} searcher @param {string} query @param {Options} options of the search that found nothing
   * @param {any} answer @param {Object<string, string>} names of the facets @param {Object<string, string>} strings
   * @param {(ways: Way[]) => void} done
   */
  function waysOn(searcher, query, options, answer, names, strings, done) {
    /** @type {Way[]} */
    var trials = [];
    /** @param {string} label @param {Partial<Way>} other */
    function attempt(label, other) {
      trials.push(Object.assign({ label: label, query: query, filters: options.filters, off: options.off, found: 0 }, other));
    }
    var active = Object.keys(options.filters).filter(name => options.filters[name].length > 0);
    /** @param {string[]} some */
    function without(some) {
      return { filters: Object.assign({}, options.filters, Object.fromEntries(some.map(name => [name, []]))) };
    }
    if (answer.whole > 0) {
      active.forEach(function (name) { attempt(fill(strings.try_facet, names[name]), without([name])); });
      if (active.length > 1) attempt(strings.clear_filters, without(active));
      return each(0);
    }
    if (options.off.length > 0) attempt(strings.not_literal, { off: [] });
    // What was read as one is left out as one.
    var named = answer.items.filter((/** @type {any} */ i) => i.kind === "field" && /\s/.test(i.typed)).map((/** @type {any} */ i) => i.typed);
    var whole = named.reduce((/** @type {string} */ rest, /** @type {string} */ typed) => rest.replace(typed, " "), query);
    var parts = named.concat(whole.match(/-?"[^"]*"|\S+/g) || []);
    parts.slice(0, PARTS).forEach(function (part, i) {
      if (/^"[^"]+"$/.test(part)) attempt(fill(strings.try_unquoted, part), { query: query.replace(part, part.slice(1, -1)) });
      var others = parts.filter((_, j) => j !== i).join(" ");
      if (parts.length > 1 && searcher.telling(others)) attempt(fill(strings.try_word, part), { query: others });
    });
    spelling(searcher, answer, function (typed, better) {
      if (better !== "") {
        attempt(fill(strings.did_you_mean, better), { query: query.replace(typed, better) });
        trials.unshift(/** @type {Way} */ (trials.pop()));
      }
      each(0);
    });

    /** One after the other, so that the order is the same each time. @param {number} i */
    function each(i) {
      var found = trials.slice(0, i).filter(trial => trial.found > 0);
      if (i >= trials.length || found.length >= WAYS) return done(found);
      searcher.search(trials[i].query, { filters: trials[i].filters, off: trials[i].off }, function (/** @type {any} */ other) {
        trials[i].found = other.hits.length;
        each(i + 1);
      });
    }
  }

  /**
   * A known word near the first unknown one: what the engine makes of its beginning.
   * @param {any} searcher @param {any} answer @param {(typed: string, better: string) => void} then with "" where there is none
   */
  function spelling(searcher, answer, then) {
    var unknown = answer.items.find((/** @type {any} */ i) => i.kind === "unknown" && !i.off && i.typed.length > 4 && i.typed.length < 40);
    if (unknown === undefined) return then("", "");
    shorter(unknown.typed.length - 1);
    /** @param {number} length */
    function shorter(length) {
      if (length < Math.max(4, unknown.typed.length / 2)) return then("", "");
      searcher.search(unknown.typed.slice(0, length), {}, function (/** @type {any} */ other) {
        var item = other.items.find((/** @type {any} */ i) => i.kind === "corrected" || i.kind === "begun"), found = "";
        if (item && item.kind === "corrected") found = item.shown[0];
        else if (item && item.kind === "begun") found = item.shown[0] || Array.from(other.matchers[0].forms)[0] || "";
        if (found !== "") then(unknown.typed, found);
        else shorter(length - 1);
      });
    }
  }

  /**
   * The meetings to which a query was narrowed and of which the register has no recommendations.
   * @param {any} manifest @param {any} answer @returns {{name: string, url: string}[]}
   */
  function emptyMeetings(manifest, answer) {
    /** @type {any[]} */
    var found = [];
    answer.items.forEach(function (/** @type {any} */ item) {
      if (item.kind !== "field" || (item.facet !== "reunion" && item.facet !== "ano")) return;
      manifest.meetings.forEach(function (/** @type {any} */ meeting) {
        // What all references of its recommendations begin with is empty where there are none.
        if (item.shown.indexOf(meeting.id) >= 0 && meeting.reference === "") found.push({ name: meeting.name, url: manifest.meeting_address.join(meeting.id) });
      });
    });
    return found;
  }

  /**
   * Says of which meetings there are no recommendations, and leads to them.
   * @param {Element} into @param {any} manifest @param {any} answer @param {any} show search-show.js @param {Object<string, string>} strings
   */
  function tellEmpty(into, manifest, answer, show, strings) {
    emptyMeetings(manifest, answer).forEach(function (meeting, i) {
      var link = show.element("a", "", meeting.name);
      link.setAttribute("href", meeting.url);
      if (i === 0) into.textContent = "";
      into.append(i === 0 ? "" : " ", link, ": " + strings.zero_meeting);
    });
  }

  /** Another paragraph of a document. @param {any} p @param {any} answer @param {any} show search-show.js @param {Object<string, string>} strings */
  function paragraph(p, answer, show, strings) {
    var item = show.element("li", "entry");
    var name = p.id === "" ? p.reference : show.fill(strings.paragraph_of, { document: p.reference, n: p.id });
    var link = show.element("a", "", name);
    link.setAttribute("href", p.url);
    item.append(show.element("h3", "entry-ref", link));
    var part = show.wordsOf(p.text, answer);
    item.append(part.shown);
    if (part.unfold !== null) item.append(show.wholeText([part], name, strings, link));
    return item;
  }

  /**
   * Draws the other paragraphs that answer a query, a few at first.
   * @param {HTMLElement} section @param {any} answer @param {(docs: number[], then: (texts: any[]) => void) => void} textsOf
   * @param {any} show search-show.js @param {Object<string, string>} strings
   */
  function others(section, answer, textsOf, show, strings) {
    /** @param {string} name @returns {any} */
    function part(name) { return section.querySelector("[data-paragraphs-" + name + "]"); }
    var items = part("list"), button = part("more"), at = 0;
    part("count").textContent = answer.hits.length;
    items.textContent = "";
    button.onclick = function () { next(MORE_PARAGRAPHS); };
    next(PARAGRAPHS);
    /** @param {number} n */
    function next(n) {
      textsOf(answer.hits.slice(at, at + n), function (texts) {
        var focus = at > 0;
        texts.forEach(function (p, i) {
          if (p === null) return;
          var item = paragraph(p, answer, show, strings);
          items.append(item);
          if (focus && i === 0) item.querySelector("a").focus();
        });
        at += texts.length;
        button.hidden = at >= answer.hits.length;
        button.textContent = show.fill(strings.more_paragraphs, { n: Math.min(MORE_PARAGRAPHS, answer.hits.length - at) });
        section.hidden = false;
        section.dataset.state = "ready";
      });
    }
  }

  /** @param {string[]} list @param {any} show search-show.js @param {Object<string, string>} strings */
  function quoted(list, show, strings) {
    return list.map(function (word) { return show.fill(strings.quoted, { typed: word }); }).join(strings.joint);
  }

  /**
   * How a query was understood, a line for each thing worth telling, with the switches that take one back.
   * @param {Item[]} items @param {any} show search-show.js @param {Object<string, string>} strings @param {(value: string) => string} nameOf a facet's value
   * @param {(typed: string, literal: boolean) => void} take a word as typed, or no longer
   * @returns {{lines: HTMLElement[], summary: string}} no lines where the words were simply searched for
   */
  function understood(items, show, strings, nameOf, take) {
    /** @type {HTMLElement[]} */
    var lines = [];
    /** @type {string[]} */
    var short = [];
    var line = function (/** @type {string} */ text, /** @type {string} */ label, /** @type {() => void} */ done) {
      var made = show.element("li", "", text);
      if (label !== "") made.append(" ", show.button(label, "as-link", done));
      lines.push(made);
    };
    var typedOf = function (/** @type {string} */ kind) {
      return items.filter(i => i.kind === kind && !i.off).map(i => i.typed);
    };
    var plain = typedOf("word"), beside = typedOf("function");
    /** Words that have their switch already. @type {Set<string>} */
    var switched = new Set();
    items.forEach(function (item) {
      var words = item.kind === "field" ? item.shown.map(nameOf) : item.shown;
      var facts = { typed: item.typed, shown: quoted(words, show, strings) };
      if (item.off) {
        line(show.fill(strings.item_off, facts), strings.not_literal, function () { take(item.typed, false); });
      } else if (item.kind === "corrected" || item.kind === "added" || item.kind === "inflected") {
        // A word that no text holds in any form is said to be missing, whatever stands for it.
        var isMissing = item.kind === "added" && items.some(i => i.kind === "meant" && i.typed === item.typed);
        line(show.fill(strings[isMissing ? "item_corrected" : "item_" + item.kind], facts), switched.has(item.typed) ? "" : strings.literal, function () { take(item.typed, true); });
        switched.add(item.typed);
        if (item.kind === "corrected") short.push(item.typed + " → " + words[0]);
        if (item.kind === "added") short.push(item.typed + (isMissing ? " → " : " + ") + words[0] + (words.length > 1 ? "…" : ""));
      } else if (item.kind !== "word" && item.kind !== "function" && item.kind !== "or" && strings["item_" + item.kind]) {
        line(show.fill(strings["item_" + item.kind], facts), "", function () {});
        if (item.kind === "unknown") short.push(show.fill(strings.item_unknown_short, facts));
      }
    });
    if (lines.length === 0 && beside.length === 0) return { lines: [], summary: "" };
    if (plain.length > 0) line(show.fill(strings.item_word, { typed: quoted(plain, show, strings) }), "", function () {});
    if (beside.length > 0) line(show.fill(strings.item_function, { typed: quoted(beside, show, strings) }), "", function () {});
    return { lines: lines, summary: short.slice(0, 3).join(" · ") };
  }

  /**
   * Tells how a query was understood.
   * @param {HTMLElement} into @param {any} answer @param {any} show search-show.js @param {Object<string, string>} strings
   * @param {(value: string) => string} nameOf @param {(typed: string, literal: boolean) => void} take
   */
  function tellUnderstood(into, answer, show, strings, nameOf, take) {
    var told = understood(answer.items, show, strings, nameOf, take);
    into.hidden = told.lines.length === 0;
    /** @type {any} */ (into.querySelector("[data-understood-short]")).textContent = told.summary === "" ? "" : ": " + told.summary;
    /** @type {any} */ (into.querySelector("[data-understood-list]")).replaceChildren(...told.lines);
  }

  /**
   * A button for each filter that is chosen, and one for all.
   * @param {Element} into @param {any[]} ticked boxes @param {any} show search-show.js @param {Object<string, string>} strings @param {(off: any[]) => void} go
   */
  function drawChips(into, ticked, show, strings, go) {
    /** @param {string} text @param {string} label @param {any[]} off */
    function chip(text, label, off) {
      var button = show.button(text, label === "" ? "" : "remove", function () { go(off); });
      if (label !== "") button.setAttribute("aria-label", label);
      return show.element("li", "", button);
    }
    var items = ticked.map(function (b) {
      var name = b.nextElementSibling.textContent;
      return chip(name, strings.remove_filter + ": " + name, [b]);
    });
    if (items.length > 1) items.push(chip(strings.clear_filters, "", ticked));
    into.replaceChildren(...items);
  }

  /** @param {Way[]} ways @param {any} show search-show.js @param {(key: string, n: number) => string} count @param {(way: Way) => void} go @returns {HTMLElement[]} */
  function drawnWays(ways, show, count, go) {
    return ways.map(function (way) {
      return show.element("li", "", show.button(way.label, "as-link", function () { go(way); }), " ", show.element("span", "n", count("found", way.found)));
    });
  }

  var api = { waysOn: waysOn, emptyMeetings: emptyMeetings, tellEmpty: tellEmpty, others: others, tellUnderstood: tellUnderstood, drawChips: drawChips, drawnWays: drawnWays };
  if (typeof module === "object" && module.exports) module.exports = api;
  else root.compendioHelp = api;
})(typeof self === "undefined" ? this : self);
