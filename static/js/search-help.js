/**
 * Ways on where a search found nothing: another spelling, a filter less, a word less, each with what it would find.
 * It asks the engine and knows no page, so node tests it with the engine alone.
 */
(function (root) {
  "use strict";
  /**
   * @typedef {{filters: Object<string, string[]>, sort: string, off: string[]}} Options
   * @typedef {{label: string, query: string, filters: Object<string, string[]>, off: string[], found: number}} Way
   */

  // More would be a list to read, and each is a search.
  var PARTS = 8, WAYS = 6;

  /** @param {string} text @param {string} typed */
  function fill(text, typed) {
    return text.replace(/\{(?:typed|name)\}/, function () { return typed; });
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
    var active = Object.keys(options.filters).filter(function (name) { return options.filters[name].length > 0; });
    /** @param {string[]} some */
    function without(some) {
      return { filters: Object.assign({}, options.filters, Object.fromEntries(some.map(function (name) { return [name, []]; }))) };
    }
    if (answer.whole > 0) {
      active.forEach(function (name) { attempt(fill(strings.try_facet, names[name]), without([name])); });
      if (active.length > 1) attempt(strings.clear_filters, without(active));
      return each(0);
    }
    if (options.off.length > 0) attempt(strings.not_literal, { off: [] });
    var parts = query.match(/-?"[^"]*"|\S+/g) || [];
    parts.slice(0, PARTS).forEach(function (part, i) {
      if (/^"[^"]+"$/.test(part)) attempt(fill(strings.try_unquoted, part), { query: query.replace(part, part.slice(1, -1)) });
      if (parts.length > 1) attempt(fill(strings.try_word, part), { query: parts.filter(function (_, j) { return j !== i; }).join(" ") });
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
      var found = trials.slice(0, i).filter(function (trial) { return trial.found > 0; });
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
    var unknown = answer.items.find(function (/** @type {any} */ i) { return i.kind === "unknown" && !i.off && i.typed.length > 4 && i.typed.length < 40; });
    if (unknown === undefined) return then("", "");
    shorter(unknown.typed.length - 1);
    /** @param {number} length */
    function shorter(length) {
      if (length < Math.max(4, unknown.typed.length / 2)) return then("", "");
      searcher.search(unknown.typed.slice(0, length), {}, function (/** @type {any} */ other) {
        var item = other.items.find(function (/** @type {any} */ i) { return i.kind === "corrected" || i.kind === "begun"; }), found = "";
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

  var api = { waysOn: waysOn, emptyMeetings: emptyMeetings };
  if (typeof module === "object" && module.exports) module.exports = api;
  else root.compendioHelp = api;
})(typeof self === "undefined" ? this : self);
