/**
 * What a reader types, in its parts: words, quoted phrases, words to leave out, fields. Pure, as the engine.
 * The functions `words`, `fold` and `plain` are the twins of src/search/analysis.rs; tests/js/search-cases.json holds both.
 * It runs as a classic script in the page (the global `compendioQuery`) and under node for its tests.
 */
(function (root) {
  "use strict";

  // A query is a line of text; what is pasted beyond this adds nothing.
  var MAX_LENGTH = 2000, MAX_WORDS = 32;
  var WORD = /[\p{Alphabetic}\p{N}\p{M}]+/gu;
  var LONGEST = 40;

  // ---- words

  /** Lower case, no accents, no sign of an ordinal; ñ stays. @param {string} word @returns {string} */
  function fold(word) {
    var folded = word.toLowerCase();
    if (/[^\x00-\x7f]/.test(folded)) {
      folded = folded.normalize("NFD").replace(/n\u0303/g, "ñ").replace(/[\p{M}ªº]+/gu, "");
      return folded.length > LONGEST ? Array.from(folded).slice(0, LONGEST).join("") : folded;
    }
    return folded.slice(0, LONGEST);
  }

  /** As those write it whose keyboard has no ñ. @param {string} folded */
  function plain(folded) {
    return folded.replace(/ñ/g, "n");
  }

  /** The words of a text, folded. @param {string} text @returns {string[]} */
  function words(text) {
    var found = text.match(WORD);
    return found === null ? [] : found.map(fold).filter(Boolean);
  }

  /**
   * @typedef {{word: (number: number) => string, written: (number: number) => string, number: (word: string) => number, row: (text: string) => Int32Array, size: () => number}} Memory
   */

  /**
   * The words of texts as numbers, each text read once: to part and fold them costs more than all that is asked of them.
   * @returns {Memory}
   */
  function memory() {
    /** @type {string[]} */
    var list = [], written = [];
    /** Of folded words, and of words as they are written. @type {Map<string, number>} */
    var numbers = new Map(), seen = new Map();
    /** @type {Map<string, Int32Array>} */
    var rows = new Map();
    /** @param {string} word as it is written */
    function numberOf(word) {
      var number = seen.get(word);
      if (number === undefined) {
        var folded = fold(word);
        number = folded === "" ? -1 : numbers.get(folded);
        if (number === undefined) {
          numbers.set(folded, (number = list.length));
          list.push(folded);
          written.push(word.toLowerCase());
        }
        seen.set(word, number);
      }
      return number;
    }
    return {
      word: number => list[number],
      /** As it was first written, in lower case. */
      written: number => written[number],
      /** -1 where no text that was read holds it. */
      number: function (word) {
        var number = numbers.get(word);
        return number === undefined ? -1 : number;
      },
      row: function (text) {
        var row = rows.get(text);
        if (row === undefined) {
          var found = text.match(WORD) || [], n = 0;
          row = new Int32Array(found.length);
          for (var i = 0; i < found.length; i++) {
            var number = numberOf(found[i]);
            if (number >= 0) row[n++] = number;
          }
          if (n < row.length) row = row.slice(0, n);
          rows.set(text, row);
        }
        return row;
      },
      size: () => list.length
    };
  }

  // ---- reading a query

  /**
   * @typedef {{word: string, raw: string, before: string, after: string, from: number}} Token
   * @typedef {{tokens: Token[], phrases: string[][], excluded: string[], fields: {facet: string, value: string, raw: string}[],
   *            symbols: string[], unfinished: boolean}} Parsed
   */

  /**
   * A query in its parts: quoted phrases, words to leave out, fields, symbols, words.
   * @param {any} manifest @param {string} query @returns {Parsed}
   */
  function parse(manifest, query) {
    var text = query.slice(0, MAX_LENGTH);
    /** @type {Parsed} */
    var parsed = { tokens: [], phrases: [], excluded: [], fields: [], symbols: [], unfinished: /[\p{Alphabetic}\p{N}\p{M}]$/u.test(text) };
    // A quotation mark without its pair is no phrase.
    text = text.replace(/"([^"]*)"|«([^»]*)»|“([^”]*)”/g, function (all, a, b, c) {
      var list = words(a || b || c || "");
      if (list.length > 0) parsed.phrases.push(list.slice(0, MAX_WORDS));
      return " ".repeat(all.length);
    });
    text = text.replace(/(^|\s)([\p{L}]+):\s*([^\s]+)/gu, function (all, space, name, value) {
      var facet = facetNamed(manifest, fold(name));
      if (facet === "" || words(value).length === 0) return all;
      parsed.fields.push({ facet: facet, value: value, raw: name + ":" + value });
      parsed.unfinished = false;
      return " ".repeat(all.length);
    });
    text = text.replace(/(^|\s)[-−–]([\p{Alphabetic}\p{N}\p{M}]+)/gu, function (all, space, word) {
      parsed.excluded.push(fold(word));
      parsed.unfinished = false;
      return " ".repeat(all.length);
    });
    text = text.replace(/[A-Za-z0-9][A-Za-z0-9.()]*(?:\/[A-Za-z0-9.()]+)+/g, function (all) {
      if (parsed.symbols.length < 4) parsed.symbols.push(all.replace(/[.()]+$/, "").toLowerCase());
      return all;
    });
    var at = 0;
    for (var match of text.matchAll(WORD)) {
      var folded = fold(match[0]);
      var gap = text.slice(at, match.index);
      at = /** @type {number} */ (match.index) + match[0].length;
      if (parsed.tokens.length > 0) parsed.tokens[parsed.tokens.length - 1].after = gap;
      if (folded !== "") parsed.tokens.push({ word: folded, raw: match[0], before: gap, after: "", from: /** @type {number} */ (match.index) });
      if (parsed.tokens.length >= MAX_WORDS) break;
    }
    if (parsed.tokens.length > 0) parsed.tokens[parsed.tokens.length - 1].after = text.slice(at);
    return parsed;
  }

  /** @param {any} manifest @param {string} name folded @returns {string} the facet's name in addresses, or "" */
  function facetNamed(manifest, name) {
    var fields = manifest.words.fields;
    return Object.keys(fields).find(facet => fields[facet].indexOf(name) >= 0) || "";
  }

  /** The values of a facet that a reader's word means. @param {any} manifest @param {string} facet @param {string} value @returns {string[]} */
  function valuesOf(manifest, facet, value) {
    var wanted = words(value).join(" ");
    if (facet === "reunion" || facet === "ano") {
      return manifest.meetings
        .filter((/** @type {any} */ m) => facet === "ano" ? m.year === wanted : m.ordinals.indexOf(wanted) >= 0)
        .map((/** @type {any} */ m) => m.id);
    }
    var all = manifest.facets[facet] || [];
    var exact = all.filter((/** @type {string[]} */ v) => words(v[0]).join(" ") === wanted || words(v[1]).join(" ") === wanted);
    var found = exact.length > 0 ? exact : all.filter(function (/** @type {string[]} */ v) {
      var name = plain(words(v[1]).join(" "));
      return (" " + name).indexOf(" " + plain(wanted)) >= 0;
    });
    return found.map((/** @type {string[]} */ v) => v[0]);
  }

  var api = { WORD: WORD, fold: fold, plain: plain, words: words, memory: memory, parse: parse, valuesOf: valuesOf };
  if (typeof module === "object" && module.exports) module.exports = api;
  else root.compendioQuery = api;
})(typeof self === "undefined" ? this : self);
