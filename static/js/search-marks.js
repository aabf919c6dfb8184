/**
 * What a query found in a text, marked. Pure: no DOM.
 * It runs as a classic script in the page (the global `compendioMarks`) and under node for its tests.
 */
(function (root) {
  "use strict";

  /**
   * @typedef {import("./search-engine.js").Matcher} Matcher
   */

  var language = /** @type {any} */ (typeof module === "object" && module.exports ? require("./search-query.js") : /** @type {any} */ (root).compendioQuery);
  var WORD = language.WORD, fold = language.fold, plain = language.plain;

  /**
   * A text in pieces, those that a query found marked; joined they are the text again.
   * @param {string} text @param {Matcher[]} matchers @param {string[][]} phrases
   * @returns {{text: string, marked: boolean, added: boolean}[]}
   */
  function mark(text, matchers, phrases) {
    // A list that nobody searched has very many words, and none to mark.
    if (matchers.length + (phrases || []).length === 0) return text === "" ? [] : [{ text: text, marked: false, added: false }];
    /** @type {{from: number, to: number, word: string, hit: string}[]} */
    var found = [];
    for (var match of text.matchAll(WORD)) {
      var word = fold(match[0]), hit = "";
      matchers.forEach(function (m) {
        if (m.forms.has(word) || (m.prefix !== "" && (word.startsWith(m.prefix) || plain(word).startsWith(m.prefix)))) hit = "own";
        else if (hit === "" && m.added.has(word)) hit = "added";
      });
      found.push({ from: /** @type {number} */ (match.index), to: /** @type {number} */ (match.index) + match[0].length, word: word, hit: hit });
    }
    (phrases || []).forEach(function (phrase) {
      for (var i = 0; i + phrase.length <= found.length; i++) {
        if (phrase.every((word, j) => plain(found[i + j].word) === plain(word))) {
          found[i].to = found[i + phrase.length - 1].to;
          found[i].hit = "own";
          found.splice(i + 1, phrase.length - 1);
        }
      }
    });
    var pieces = [], at = 0;
    found.forEach(function (f) {
      if (f.hit === "") return;
      if (f.from > at) pieces.push({ text: text.slice(at, f.from), marked: false, added: false });
      pieces.push({ text: text.slice(f.from, f.to), marked: true, added: f.hit === "added" });
      at = f.to;
    });
    if (at < text.length) pieces.push({ text: text.slice(at), marked: false, added: false });
    return pieces;
  }

  var api = { mark: mark };
  if (typeof module === "object" && module.exports) module.exports = api;
  else root.compendioMarks = api;
})(typeof self === "undefined" ? this : self);
