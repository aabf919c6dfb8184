/**
 * Quoted phrases: which documents may hold words in a row, as far as the index tells, and whether a text does. Pure.
 * It runs as a classic script in the page (the global `compendioPhrases`) and under node for its tests.
 */
(function (root) {
  "use strict";

  /**
   * @typedef {import("./search-index.js").Term} Term
   * @typedef {import("./search-index.js").Shard} Shard
   * @typedef {{leads: string[], text: string}} Shown
   */

  var language = /** @type {any} */ (typeof module === "object" && module.exports ? require("./search-query.js") : /** @type {any} */ (root).compendioQuery);
  var plain = language.plain;
  var stored = /** @type {any} */ (typeof module === "object" && module.exports ? require("./search-index.js") : /** @type {any} */ (root).compendioStored);

  /**
   * What finds phrases.
   * @param {any} manifest @param {{exact: Function, shardsFor: Function}} reading
   * @param {(names: string[], then: () => void) => void} need loads parts @param {Map<string, any>} parts those that are there
   * @param {import("./search-query.js").Memory} memory
   */
  function phrases(manifest, reading, need, parts, memory) {
    var exact = reading.exact, shardsFor = reading.shardsFor;
    var functionWords = new Set(manifest.words["function-words"]);

    /** The terms of a phrase's words; function words stand nearly everywhere and tell nothing beside others. @param {any} c @param {string[]} phrase @returns {Term[][]} */
    function telling(c, phrase) {
      var own = phrase.filter(word => !functionWords.has(word));
      return (own.length > 0 ? own : phrase).map(word => exact(c, word).terms);
    }

    /** The documents that hold all words. @param {any} c @param {Term[][]} all for each word its terms @returns {Uint8Array} */
    function holders(c, all) {
      var counts = new Uint8Array(c.size);
      all.forEach(function (terms, i) {
        terms.forEach(function (t) { c.posting(t).docs.forEach(function (/** @type {number} */ doc) { if (counts[doc] === i) counts[doc] += 1; }); });
      });
      return counts.map(n => n === all.length ? 1 : 0);
    }

    /** How much documents say about words: the sum of their impacts. @param {any} c @param {Term[][]} all @returns {Float64Array} */
    function told(c, all) {
      var sum = new Float64Array(c.size);
      all.forEach(function (terms) {
        terms.forEach(function (t) {
          var p = c.posting(t);
          for (var i = 0; i < p.docs.length; i++) sum[p.docs[i]] += p.levels[i];
        });
      });
      return sum;
    }

    /**
     * Takes away documents that do not hold the words of a phrase in a row, as far as the index tells: it has the rows
     * that are made of frequent ones. Of what is rarer few documents are left, and their texts are read.
     * @param {any} c @param {string[]} phrase @param {Uint8Array} set @param {() => void} then
     */
    function inRow(c, phrase, set, then) {
      // A phrase that goes on is told by its beginning, and by the texts of the best.
      var row = phrase.slice(0, 2 * c.longest).map(plain);
      if (c.derived || row.length < 2) return then();
      rowsOf(Math.min(row.length, c.longest), null);

      /** From the longest rows to pairs. @param {number} length @param {boolean[]|null} longer which of the longer rows the index has */
      function rowsOf(length, longer) {
        if (set.indexOf(1) < 0 || length < 1 || set.reduce((sum, one) => sum + one, 0) <= c.read) return then();
        var numbers = row.slice(0, row.length - length + 1).map((_, i) => length === 1 ? 0 : stored.rowNumber(row.slice(i, i + length)));
        need(length === 1 ? [] : numbers.map(c.rowName), function () {
          var held = numbers.map(function (number, i) {
            return length === 1 ? frequency(c, phrase[i]) : holdersOf(number, set);
          });
          // A row that the index does not have, though both that it is made of are frequent, stands nowhere.
          if (longer !== null && longer.some((has, i) => !has && held[i] >= c.rare && held[i + 1] >= c.rare)) set.fill(0);
          var has = held.map(n => n !== 0);
          if (has.every(Boolean)) then();
          else rowsOf(length - 1, has);
        });
      }

      /** @param {number} number of a row @param {Uint8Array} set that is narrowed @returns {number} how many documents hold it; -1 where its part did not come */
      function holdersOf(number, set) {
        var part = parts.get(c.rowName(number));
        if (part === undefined) return -1;
        var docs = stored.readRow(part, number, c.size);
        if (docs.length === 0) return 0;
        var here = new Uint8Array(c.size);
        docs.forEach(function (/** @type {number} */ doc) { here[doc] = 1; });
        for (var d = 0; d < c.size; d++) set[d] &= here[d];
        return docs.length;
      }
    }

    /** How many documents hold the commonest word that is written so. @param {any} c @param {string} word */
    function frequency(c, word) {
      var most = 0;
      shardsFor(c, word, false).map(c.shard).forEach(function (/** @type {Shard|null} */ shard) {
        if (shard !== null) (shard.byPlain.get(plain(word)) || []).forEach(function (t) { most = Math.max(most, t.docs); });
      });
      return most;
    }

    /** Does a text hold the words one behind the other? @param {Shown} shown @param {string[]} phrase */
    function holds(shown, phrase) {
      var wanted = " " + phrase.map(plain).join(" ") + " ";
      return asRead(shown.leads.concat([shown.text])).indexOf(wanted) >= 0;
    }

    /** @type {Map<string, string>} */
    var written = new Map();
    /** The words of texts, one behind the other, a space around each. @param {string[]} texts @returns {string} */
    function asRead(texts) {
      var found = " ";
      texts.forEach(function (text) {
        var own = written.get(text);
        if (own === undefined) {
          own = "";
          memory.row(text).forEach(function (number) { own += plain(memory.word(number)) + " "; });
          written.set(text, own);
        }
        found += own;
      });
      return found;
    }

    return { telling: telling, holders: holders, told: told, inRow: inRow, holds: holds, asRead: asRead };
  }

  var api = { phrases: phrases };
  if (typeof module === "object" && module.exports) module.exports = api;
  else root.compendioPhrases = api;
})(typeof self === "undefined" ? this : self);
