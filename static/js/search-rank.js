/**
 * The order of results: how well each document answers the concepts of a query. Pure; docs/search.md tells the rules.
 * It runs as a classic script in the page (the global `compendioRank`) and under node for its tests.
 */
(function (root) {
  "use strict";

  /**
   * @typedef {import("./search-index.js").Term} Term
   * @typedef {import("./search-index.js").Posting} Posting
   * @typedef {import("./search-understand.js").Concept} Concept
   * @typedef {{id: string, url: string, reference: string, leads: string[], text: string, themes: number[]}} Shown
   */

  var alike = /** @type {any} */ (typeof module === "object" && module.exports ? require("./search-near.js") : /** @type {any} */ (root).compendioNear).alike;
  var stored = /** @type {any} */ (typeof module === "object" && module.exports ? require("./search-index.js") : /** @type {any} */ (root).compendioStored), rarity = stored.rarity;

  // Who mentions a word at all gets so much of what the best gets.
  var LOWEST = 0.3;
  // What stands for a word counts by how rare the word is, and so much of it by how rare it is itself.
  var OWN = 0.4;
  // Who says the same in two ways says it for certain: how much the second counts beside the best.
  var SECOND = 0.6;
  // The themes of so many of the best, and how much sharing them adds: at most so much of the best score.
  var MODELS = 8, ALIKE = 0.77;
  // The words of so many of the best, at most so many of them, and how much saying the same adds.
  var SPEAKERS = 6, SAID = 24, SAYING = 0.8;
  // Of a short text each word would say too much.
  var SHORT = 10;
  // How much of a score hangs on how many of the words are there: less where many are asked for, as in questions.
  var ALL = 0.8, MANY = 7, ALL_OF_MANY = 0.42;
  // How much words that stand together add.
  var TOGETHER = 0.35, IN_A_ROW = 0.35;
  // How much the very word that was typed adds, in queries of so few words: among many the others say what is meant.
  var AS_TYPED = 0.6, FEW_WORDS = 2;
  // Fewer documents than these with all the words, and those with one word less are found too.
  var ENOUGH = 40;

  /** What puts documents in their order. @param {any} manifest @param {import("./search-query.js").Memory} memory */
  function ranking(manifest, memory) {
    var functionWords = new Set(manifest.words["function-words"]);
    /** @type {Int32Array[]} */
    var names = (manifest.names || []).map(memory.row);

    /**
     * @param {any} c @param {Concept[]} concepts @param {Uint8Array|null} within
     * @returns {{docs: Int32Array, score: Float64Array, need: number, full: (doc: number) => boolean, exactly: Uint32Array}} documents in their order, with at least `need` of the words; `full` tells who has all, `exactly` is 1 where all are there as they were typed
     */
    function rank(c, concepts, within) {
      var size = c.size, score = new Float64Array(size), has = new Uint8Array(size), best = new Float64Array(size), second = new Float64Array(size), exactly = new Uint32Array(size);
      var required = 0;
      concepts.forEach(function (concept) {
        if (concept.alternatives.length === 0) return;
        if (concept.required) required += 1;
        /** @type {Int32Array[]} */
        var touched = [];
        concept.alternatives.forEach(function (a) {
          var p = together(c, a.phrase);
          if (concept.required && a.weight >= 1) p.docs.forEach(function (doc) { exactly[doc] |= 1 << Math.min(required - 1, 30); });
          var worth = a.weight * (concept.idf + OWN * (rarity(p.docs.length, size) - concept.idf));
          for (var i = 0; i < p.docs.length; i++) {
            var doc = p.docs[i], value = worth * (LOWEST + ((1 - LOWEST) * (p.levels[i] + 1)) / manifest.ranking.levels);
            if (value > best[doc]) {
              second[doc] = best[doc];
              best[doc] = value;
            } else if (value > second[doc]) second[doc] = value;
          }
          touched.push(p.docs);
        });
        touched.forEach(function (docs) {
          for (var i = 0; i < docs.length; i++) {
            var doc = docs[i];
            if (best[doc] === 0) continue;
            score[doc] += best[doc] + SECOND * second[doc];
            if (concept.required) has[doc] += 1;
            best[doc] = 0;
          }
        });
      });
      if (required === 0 && concepts.length > 0) {
        for (var d = 0; d < size; d++) if (score[d] > 0) has[d] = 1;
        required = 1;
      }
      var all = required < MANY ? ALL : ALL_OF_MANY;
      if (required > 1) for (d = 0; d < size; d++) score[d] *= 1 - all + all * has[d] / required;
      var counts = new Uint32Array(required + 1);
      for (d = 0; d < size; d++) if (has[d] > 0 && (within === null || within[d] === 1)) counts[has[d]] += 1;
      var need = required, sum = counts[required];
      while (need > 1 && (sum < ENOUGH || need > required - Math.floor(required / 4))) sum += counts[--need];
      var docs = new Int32Array(sum), at = 0;
      for (d = 0; d < size; d++) if (has[d] >= need && has[d] > 0 && (within === null || within[d] === 1)) docs[at++] = d;
      var each = required > 0 && required < 30 ? Math.pow(2, required) - 1 : -1;
      for (d = 0; d < size; d++) exactly[d] = exactly[d] === each ? 1 : 0;
      return { docs: docs.slice(0, at), score: score, need: need, full: doc => has[doc] === required, exactly: exactly };
    }

    /** The documents that hold all terms. @param {any} c @param {Term[]} terms @returns {Posting} */
    function together(c, terms) {
      var first = c.posting(terms[0]);
      for (var t = 1; t < terms.length; t++) {
        var other = c.posting(terms[t]), docs = [], levels = [], i = 0, j = 0;
        while (i < first.docs.length && j < other.docs.length) {
          if (first.docs[i] < other.docs[j]) i++;
          else if (first.docs[i] > other.docs[j]) j++;
          else {
            docs.push(first.docs[i]);
            levels.push(Math.max(first.levels[i++], other.levels[j++]));
          }
        }
        first = { docs: Int32Array.from(docs), levels: Uint8Array.from(levels) };
      }
      return first;
    }

    /**
     * Best first, ties in document order. Equal to the sixth figure is equal: sums of the same parts in another order
     * must not change the order. Sorted as plain numbers, since there may be very many.
     * @param {Int32Array} docs @param {ArrayLike<number>} score
     */
    function sortByScore(docs, score) {
      var size = score.length, keys = new Float64Array(docs.length);
      for (var i = 0; i < docs.length; i++) keys[i] = Math.round(score[docs[i]] * 1e6) * size + (size - 1 - docs[i]);
      keys.sort();
      for (i = 0; i < docs.length; i++) docs[docs.length - 1 - i] = size - 1 - (keys[i] % size);
      return docs;
    }

    /**
     * What words that stand together add to a document's score.
     * @param {Concept[]} concepts @param {string[]} typed all words in their order
     * @returns {(shown: Shown) => number}
     */
    function closeness(concepts, typed) {
      var sum = concepts.reduce((all, concept) => all + concept.idf, 0);
      // Numbered here, so that no answer hangs on which texts were read before.
      memory.row(typed.join(" "));
      var numbers = typed.map(memory.number), inRow = typed.length > 1 && numbers.indexOf(-1) < 0;
      /** Which concepts a word stands for, found once for all texts; of function words none is asked. @type {(number[]|null|undefined)[]} */
      var places = [];
      /** @param {number} number @returns {number[]|null} */
      function placesOf(number) {
        var held = places[number];
        if (held === undefined) {
          var word = memory.word(number);
          places[number] = held = functionWords.has(word) ? null : [];
          for (var i = 0; held !== null && i < concepts.length; i++) {
            if (concepts[i].forms.has(word) || (concepts[i].prefix !== "" && word.startsWith(concepts[i].prefix))) held.push(i);
          }
        }
        return held;
      }
      var last = new Float64Array(concepts.length), gaps = new Float64Array(concepts.length);
      return function (shown) {
        var bonus = 0;
        [shown.text].concat(shown.leads).forEach(function (text, part) {
          var row = memory.row(text), weight = part === 0 ? 1 : 0.5;
          last.fill(-1000);
          gaps.fill(0);
          for (var w = 0, at = 0; w < row.length; w++) {
            var here = placesOf(row[w]);
            if (here === null) continue;
            at += 1;
            for (var p = 0; p < here.length; p++) {
              var i = here[p];
              last[i] = at;
              if (i > 0) gaps[i] = Math.max(gaps[i], 1 / Math.max(1, at - last[i - 1]));
              if (i + 1 < concepts.length) gaps[i + 1] = Math.max(gaps[i + 1], 0.6 / Math.max(1, at - last[i + 1]));
            }
          }
          for (i = 1; i < concepts.length; i++) {
            if (gaps[i] > 0.15) bonus += weight * TOGETHER * gaps[i] * Math.min(concepts[i].idf, concepts[i - 1].idf);
          }
          if (inRow && part === 0 && holdsRow(row, numbers)) bonus += IN_A_ROW * sum;
        });
        return bonus;
      };
    }

    /**
     * What the very words that were typed add, but for number and gender: one stem may make several words ("trabajador", "trabajo").
     * @param {Concept[]} concepts @returns {(shown: Shown) => number}
     */
    function asTyped(concepts) {
      var wanted = concepts.length > FEW_WORDS ? [] : concepts.filter(concept => concept.words.length === 1).map(function (concept) {
        var word = concept.words[0], same = Array.from(concept.forms).filter(form => Math.max(word.length, form.length) - alike(word, form) < 3);
        return { worth: (AS_TYPED * concept.idf) / concepts.length, held: same.length < concept.forms.size ? holding(same) : () => 0 };
      });
      return shown => wanted.reduce((sum, one) => sum + one.worth * one.held(shown), 0);
    }

    /**
     * Who types a single word means that one: whether a document holds it, but for number, beside others of its stem.
     * @param {Concept[]} concepts @returns {(shown: Shown) => number}
     */
    function itself(concepts) {
      if (concepts.length !== 1 || concepts[0].words.length !== 1 || concepts[0].joined) return () => 0;
      var word = singular(concepts[0].words[0]), same = Array.from(concepts[0].forms).filter(form => singular(form) === word);
      return same.length < concepts[0].forms.size ? holding(same) : () => 0;
    }

    /** @param {string} word */
    function singular(word) { return word.replace(/e?s$/, "").replace(/e$/, ""); }

    /** How far a document holds one of some words: in its own text, or half in what it hangs from. @param {string[]} forms @returns {(shown: Shown) => number} */
    function holding(forms) {
      // Numbered here, so that no answer hangs on which texts were read before.
      memory.row(forms.join(" "));
      var numbers = forms.map(memory.number).filter(n => n >= 0);
      return function (shown) {
        if (tells(memory.row(shown.text), numbers)) return 1;
        return tells(memory.row(shown.leads.join(" ")), numbers) ? 0.5 : 0;
      };
    }

    /** Whether a text holds one of some words otherwise than in the name of the body. @param {Int32Array} row @param {number[]} numbers */
    function tells(row, numbers) {
      if (!numbers.some(n => row.indexOf(n) >= 0)) return false;
      var marks = new Uint8Array(row.length);
      stored.markNames(row, names, marks);
      return row.some((word, i) => marks[i] === 0 && numbers.indexOf(word) >= 0);
    }

    /** @param {Int32Array} text @param {number[]} row */
    function holdsRow(text, row) {
      for (var at = text.indexOf(row[0]); at >= 0; at = text.indexOf(row[0], at + 1)) {
        for (var n = 1; n < row.length && text[at + n] === row[n]; ) n++;
        if (n === row.length) return true;
      }
      return false;
    }

    /**
     * Raises the documents that share the themes of the best: what the best are about is what is sought.
     * @param {any} c @param {Int32Array} docs best first, their texts loaded @param {Float64Array} score
     */
    function favourThemes(c, docs, score) {
      var themes = manifest.facets.tema, held = new Float64Array(themes.length), all = 0;
      docs.slice(0, MODELS).forEach(function (doc) {
        var shown = c.shown(doc);
        all += score[doc];
        if (shown !== null) shown.themes.forEach(function (theme) { held[theme] += score[doc] / /** @type {Shown} */ (shown).themes.length; });
      });
      if (all === 0) return;
      var best = score[docs[0]];
      docs.forEach(function (doc) {
        var shown = c.shown(doc), most = 0;
        if (shown === null) return;
        shown.themes.forEach(function (theme) { most = Math.max(most, held[theme] / all - themes[theme][2] / c.size); });
        score[doc] += ALIKE * best * most;
      });
    }

    /**
     * Raises the documents that say what the best say, whatever words the query had for it.
     * @param {any} c @param {Int32Array} docs best first, their texts loaded @param {Float64Array} score
     */
    function favourAlike(c, docs, score) {
      if (docs.length < 3) return;
      var best = score[docs[0]];
      var said = Array.from(docs, doc => telling(c, doc));
      /** @type {Map<Term, number>} */
      var weights = new Map();
      said.slice(0, SPEAKERS).forEach(function (terms, i) {
        var share = Math.pow(score[docs[i]] / best, 2) / Math.sqrt(Math.max(SHORT, terms.size));
        terms.forEach(function (t) { weights.set(t, (weights.get(t) || 0) + share * Math.log(c.size / t.docs)); });
      });
      var chosen = Array.from(weights).sort((a, b) => b[1] - a[1] || (a[0].key < b[0].key ? -1 : 1)).slice(0, SAID);
      var alike = said.map(function (terms) {
        return chosen.reduce((sum, one) => terms.has(one[0]) ? sum + one[1] : sum, 0) / Math.sqrt(Math.max(SHORT, terms.size));
      });
      var most = Math.max.apply(null, alike);
      if (most > 0) docs.forEach(function (doc, i) { score[doc] += (SAYING * best * alike[i]) / most; });
    }

    /** What the documents of each collection say. @type {Map<any, {terms: Map<number, Term|null>, docs: Map<number, Set<Term>>}>} */
    var sayings = new Map();
    /**
     * The words of a text that tell what it is about, and those by which the editors describe it: neither in one document alone
     * nor in every fourth. Of rare ones a large register's shards may not be there.
     * @param {any} c @param {number} doc @returns {Set<Term>}
     */
    function telling(c, doc) {
      var of = sayings.get(c);
      if (of === undefined) sayings.set(c, (of = { terms: new Map(), docs: new Map() }));
      var terms = of.docs.get(doc), known = of.terms;
      if (terms !== undefined) return terms;
      /** @type {Set<Term>} */
      var found = new Set();
      /** @type {Shown|null} */
      var shown = c.shown(doc);
      /** @type {(import("./search-index.js").Shard|null)[]} */
      var shards = (c.derived ? c.every : c.common).map(c.shard);
      if (shown !== null) memory.row(shown.text).forEach(function (number) {
        var term = known.get(number);
        if (term === undefined) {
          term = functionWords.has(memory.word(number)) ? null : termOf(c, shards, memory.word(number));
          known.set(number, term);
        }
        if (term !== null) found.add(term);
      });
      c.describing(doc).forEach(function (/** @type {Term} */ term) { found.add(term); });
      // What has not come may come with the next query.
      if (shown !== null && shards.every(Boolean)) of.docs.set(doc, found);
      else known.clear();
      return found;
    }

    /** @param {any} c @param {(import("./search-index.js").Shard|null)[]} shards @param {string} word @returns {Term|null} */
    function termOf(c, shards, word) {
      for (var i = 0; i < shards.length; i++) {
        var shard = shards[i];
        var found = shard === null ? undefined : (shard.byForm.get(word) || []).find(term => term.docs > 1 && term.docs >= c.least && term.docs < c.size / 4);
        if (found !== undefined) return found;
      }
      return null;
    }

    return { asTyped: asTyped, itself: itself, favourAlike: favourAlike, rank: rank, sortByScore: sortByScore, closeness: closeness, favourThemes: favourThemes };
  }

  var api = { ranking: ranking };
  if (typeof module === "object" && module.exports) module.exports = api;
  else root.compendioRank = api;
})(typeof self === "undefined" ? this : self);
