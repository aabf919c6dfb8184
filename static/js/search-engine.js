/**
 * The search engine: pure functions over the parts of the index, no DOM, no clock.
 * It runs as a classic script in the page (the global `compendioSearch`) and under node for its tests.
 * docs/search.md tells how a query is understood, how results are ranked, and what the parts hold.
 */
(function (root) {
  "use strict";

  /**
   * @typedef {(name: string, done: (data: any) => void) => void} Load  asks for a part; `null` where it cannot be had
   * @typedef {{id: string, url: string, reference: string, leads: string[], text: string, themes: number[], meetings: string[]}} Shown
   * @typedef {import("./search-index.js").Term} Term
   * @typedef {import("./search-understand.js").Concept} Concept
   * @typedef {import("./search-understand.js").Item} Item
   * @typedef {import("./search-query.js").Token} Token
   * @typedef {{forms: Set<string>, added: Set<string>, prefix: string}} Matcher
   * @typedef {{hits: Int32Array, mode: string, items: Item[], matchers: Matcher[], phrases: string[][], counts: Object<string, Object<string, number>>|null, whole: number, met: number, descriptors: (doc: number) => string[]}} Answer
   */

  // More than any score.
  var FIRST = 1000;

  var language = /** @type {any} */ (typeof module === "object" && module.exports ? require("./search-query.js") : /** @type {any} */ (root).compendioQuery);
  var fold = language.fold, plain = language.plain, words = language.words;
  var stored = /** @type {any} */ (typeof module === "object" && module.exports ? require("./search-index.js") : /** @type {any} */ (root).compendioStored);
  var collecting = /** @type {any} */ (typeof module === "object" && module.exports ? require("./search-collection.js") : /** @type {any} */ (root).compendioCollections);
  var gathering = /** @type {any} */ (typeof module === "object" && module.exports ? require("./search-sets.js") : /** @type {any} */ (root).compendioSets);
  var understanding = /** @type {any} */ (typeof module === "object" && module.exports ? require("./search-understand.js") : /** @type {any} */ (root).compendioUnderstand);
  var ordering = /** @type {any} */ (typeof module === "object" && module.exports ? require("./search-rank.js") : /** @type {any} */ (root).compendioRank);
  var phrasing = /** @type {any} */ (typeof module === "object" && module.exports ? require("./search-phrases.js") : /** @type {any} */ (root).compendioPhrases);
  var citing = /** @type {any} */ (typeof module === "object" && module.exports ? require("./search-references.js") : /** @type {any} */ (root).compendioReferences);
  var references = citing.references;
  var parse = language.parse, valuesOf = language.valuesOf;

  // ---- the engine

  /**
   * @param {any} manifest @param {Load} load
   * @returns {{search: Function, texts: Function, sizes: {provisions: number, paragraphs: number, whole: boolean}}}
   */
  function open(manifest, load) {
    /** @type {Map<string, any>} */
    var parts = new Map();
    var reading = understanding.reader(manifest, parts), memory = language.memory(), ranking = ordering.ranking(manifest, memory);
    var exact = reading.exact, shardsFor = reading.shardsFor, wantedShards = reading.wantedShards;
    var rank = ranking.rank, sortByScore = ranking.sortByScore, closeness = ranking.closeness, favourThemes = ranking.favourThemes, favourAlike = ranking.favourAlike, asTyped = ranking.asTyped, itself = ranking.itself;
    var phrases = phrasing.phrases(manifest, reading, need, parts, memory), telling = phrases.telling;

    /** Loads what is not there yet. @param {string[]} names @param {() => void} then */
    function need(names, then) {
      var missing = names.filter((name, i) => !parts.has(name) && names.indexOf(name) === i);
      var left = missing.length;
      if (left === 0) return then();
      missing.forEach(function (name) {
        load(name, function (data) {
          if (data !== null && /^.d\d/.test(name)) data = stored.readBlock(data);
          // What did not come is asked for again by the next query.
          if (data !== null) parts.set(name, data);
          left -= 1;
          if (left === 0) then();
        });
      });
    }

    var collection = collecting.collections(manifest, parts, memory), provisions = collection("d"), paragraphs = collection("p");
    var gathered = gathering.sets(manifest, parts, provisions, ranking.sortByScore), mask = gathered.mask, united = gathered.united, meant = gathered.meant;
    var shardsOfKeys = gathered.shardsOfKeys, termsOfKeys = gathered.termsOfKeys, wider = gathered.wider, newestFirst = gathered.newestFirst, countFacets = gathered.countFacets;

    /** The parts that tell the documents of terms. @param {Term[]} terms @returns {string[]} */
    function partsOf(terms) {
      return terms.filter(t => t.posting === null).map(t => t.part);
    }

    /**
     * @typedef {{filters?: Object<string, string[]>, sort?: string, off?: string[], kind?: string}} Options
     *   `filters`: chosen values by facet; `sort`: "relevancia", "recientes", "antiguas"; `off`: words taken as typed; `kind`: "d" or "p"
     */

    /**
     * Answers a query. `done` may be called before this returns, where nothing has to be loaded.
     * @param {string} query @param {Options} options @param {(answer: Answer) => void} done
     */
    function search(query, options, done) {
      var c = options.kind === "p" ? paragraphs : provisions;
      var parsed = parse(manifest, query);
      var off = new Set(options.off || []);
      var filters = c === provisions ? options.filters || {} : {};
      var filtered = Object.keys(filters).some(name => filters[name].length > 0);
      var read = references(manifest, parsed);
      var byPlace = read.wanted.some(one => one.kind === "place");
      /** @type {string[]} */
      var names = [];
      if (byPlace) names.push("n");
      var byFacet = parsed.fields.some(field => !c.derived || (field.facet !== "reunion" && field.facet !== "ano"));
      if (filtered || byFacet || (!c.derived && read.wanted.some(one => one.kind === "meeting"))) names.push("f");
      // What is common is known first, so that no other shard is loaded for it.
      need(c.common.map(c.shardName).concat(names, c.all, reading.sayingsFor(parsed.tokens)), function () {
        // A list that is only filtered asks for no word, and need not wait until all are found.
        if (parsed.tokens.length + parsed.phrases.length + parsed.excluded.length + read.wanted.length > 0) c.prepare();
        need(c.size === 0 ? [] : dictionary(), function () {
          settle(withoutBegun(read.rest), parsed.unfinished, function (understood) {
            need(partsOf(termsOf(understood.concepts)), function () { answer(understood); });
          });
        });
      });

      /** The words without a last one of which a single letter is typed: it tells nothing yet. @param {Token[]} tokens @returns {Token[]} */
      function withoutBegun(tokens) {
        var last = tokens[tokens.length - 1];
        var begun = parsed.unfinished && last !== undefined && last === parsed.tokens[parsed.tokens.length - 1] && /^[a-zñ]$/.test(last.word);
        return begun ? tokens.slice(0, -1) : tokens;
      }

      /** The shards of all words that are typed. @returns {string[]} */
      function dictionary() {
        var names = wantedShards(c, parsed.tokens, parsed.unfinished);
        parsed.phrases.concat([parsed.excluded]).forEach(function (list) {
          list.forEach(function (word) { names = names.concat(shardsFor(c, word, false).map(c.shardName)); });
        });
        read.wanted.forEach(function (one) { names = names.concat(shardsOfKeys(c, one.keys).map(c.shardName)); });
        return names;
      }

      /**
       * Understands words, again and again until every shard is there that it asks for: what a word may stand for shows
       * only by and by, and an answer must not hang on what earlier queries loaded.
       * @param {Token[]} tokens @param {boolean} unfinished @param {(understood: {concepts: Concept[], items: Item[]}) => void} then
       */
      function settle(tokens, unfinished, then) {
        /** @type {Set<string>} */
        var asked = new Set();
        again();
        function again() {
          var understood = reading.settled(c, tokens, unfinished, off);
          var lacked = reading.lacked(c), names = lacked.filter((/** @type {string} */ name) => !asked.has(name));
          if (names.length === 0) return then(lacked.length === 0 ? understood : reading.settled(c, tokens, unfinished, off, true));
          names.forEach(function (/** @type {string} */ name) { asked.add(name); });
          need(names, again);
        }
      }

      /** All terms whose documents an answer wants. @param {Concept[]} concepts @returns {Term[]} */
      function termsOf(concepts) {
        /** @type {Term[]} */
        var terms = [];
        concepts.forEach(function (concept) { concept.alternatives.forEach(function (a) { terms = terms.concat(a.phrase); }); });
        parsed.phrases.forEach(function (phrase) { terms = terms.concat.apply(terms, telling(c, phrase)); });
        parsed.excluded.forEach(function (word) { terms = terms.concat(exact(c, word).terms); });
        read.wanted.forEach(function (one) {
          for (var keys = one.keys; keys.length > 0; keys = keys.map(wider).filter(Boolean)) terms = terms.concat(termsOfKeys(c, keys));
        });
        return terms;
      }

      /** @param {{concepts: Concept[], items: Item[]}} read2 */
      function answer(read2) {
        var concepts = read2.concepts, items = read2.items;
        /** @type {Uint8Array|null} */
        var within = null, referred = 0, around = new Uint8Array(c.size), direct = new Uint8Array(c.size);
        var narrow = function (/** @type {Uint8Array} */ other) {
          if (within === null) within = other;
          else for (var d = 0; d < c.size; d++) within[d] &= other[d];
        };
        /** @type {Token[]} */
        var unmet = [];
        var isEmpty = false;
        /** By their kind. @type {Object<string, Uint8Array[]>} */
        var byKind = {};
        read.wanted.forEach(function (one) {
          var set = meant(c, one, direct);
          if (set === null && one.kind === "meeting" && c === provisions && (c.derived || parts.has("f"))) {
            // The meeting is known; the register has nothing of it.
            isEmpty = true;
            items.push({ typed: one.typed, kind: "field", shown: one.meetings, off: false, facet: "reunion" });
            return;
          }
          items.push({ typed: one.typed, kind: set === null ? (one.years ? "word" : "no-place") : set.cut ? "cut" : "reference", shown: [], off: false });
          if (set === null) unmet = unmet.concat(parse(manifest, one.typed).tokens);
          else {
            byKind[one.kind] = (byKind[one.kind] || []).concat(set.set);
            around = set.around;
            referred += 1;
          }
        });
        var kinds = Object.keys(byKind).map(kind => united(byKind[kind]));
        if (isEmpty && kinds.length === 0) {
          kinds.push(new Uint8Array(c.size));
          referred += 1;
        }
        if (kinds.length > 0) {
          var common = kinds.reduce((all, one) => all.map((had, doc) => had & one[doc]));
          // "4.46 y artículo 6" asks for both where nothing is of both kinds.
          narrow(common.indexOf(1) >= 0 ? common : united(kinds));
        }
        parsed.fields.forEach(function (field) {
          var values = valuesOf(manifest, field.facet, field.value);
          items.push({ typed: field.raw, kind: values.length === 0 ? "no-field" : "field", shown: values, off: false, facet: field.facet });
          if (values.length === 0) unmet = unmet.concat(parse(manifest, field.value).tokens);
          else if (c === provisions) narrow(mask(field.facet === "ano" ? "reunion" : field.facet, values, c.size));
          else narrow(new Uint8Array(c.size));
        });
        // What was read as a reference and means nothing here are words again.
        if (unmet.length > 0) {
          c.prepare();
          return need(wantedShards(c, unmet, false), function () {
            settle(unmet, false, function (again) {
              concepts = concepts.concat(again.concepts);
              need(partsOf(termsOf(concepts)), function () { go(0); });
            });
          });
        }
        go(0);

        /** Narrows to what may hold the quoted phrases from this one on. @param {number} at */
        function go(at) {
          if (at >= parsed.phrases.length) return choose();
          var phrase = parsed.phrases[at], set = phrases.holders(c, telling(c, phrase));
          items.push({ typed: phrase.join(" "), kind: "phrase", shown: [], off: false });
          phrases.inRow(c, phrase, set, function () {
            narrow(set);
            go(at + 1);
          });
        }

        function choose() {
          parsed.excluded.forEach(function (word) {
            items.push({ typed: word, kind: "excluded", shown: [], off: false });
            var without = new Uint8Array(c.size).fill(1);
            exact(c, word).terms.forEach(function (/** @type {Term} */ t) { c.posting(t).docs.forEach(function (/** @type {number} */ doc) { without[doc] = 0; }); });
            narrow(without);
          });
          var asked = concepts.filter(concept => concept.alternatives.length > 0);
          var typedAnything = concepts.length > 0;
          var ranked = asked.length > 0 ? rank(c, asked, within) : null;
          if (ranked !== null && ranked.docs.length === 0 && referred > 0) ranked = null;
          var docs, score = ranked === null ? new Float64Array(c.size) : ranked.score, exactly = ranked === null ? new Uint32Array(0) : ranked.exactly;
          if (ranked !== null) docs = ranked.docs;
          else if (typedAnything && within === null) docs = new Int32Array(0);
          else {
            var list = [];
            for (var d = 0; d < c.size; d++) if (within === null || within[d] === 1) list.push(d);
            docs = Int32Array.from(list);
            // What cites by its name what was asked for stands before what cites it otherwise.
            if (referred > 0) sortByScore(docs, direct);
          }
          if (parsed.phrases.length === 0) return order();
          // Which of those that hold all the words hold them in a row, their texts tell; where the index does, of the best.
          if (docs.length > c.read) sortByScore(docs, asked.length > 0 ? score : phrases.told(c, [].concat.apply([], /** @type {any} */ (parsed.phrases.map(phrase => telling(c, phrase))))));
          var read1 = c.derived ? docs : docs.slice(0, c.read), left = docs.subarray(read1.length);
          need(Array.from(new Set(Array.from(read1, c.blockName))), function () {
            var holding = read1.filter(function (/** @type {number} */ doc) {
              var shown = c.shown(doc);
              return shown !== null && parsed.phrases.every(function (phrase) { return phrases.holds(/** @type {Shown} */ (shown), phrase); });
            });
            holding.slice(0, c.read).forEach(function (/** @type {number} */ doc) {
              var own = phrases.asRead([/** @type {Shown} */ (c.shown(doc)).text]);
              parsed.phrases.forEach(function (phrase) { if (own.indexOf(" " + phrase.map(plain).join(" ") + " ") >= 0) score[doc] += 5 + 5 / (1 + (own.length - 2) / 400); });
            });
            docs = following(holding, left);
            order();
          });

          function order() {
            var weighs = asked.length > 0 || parsed.phrases.length > 0;
            if (weighs) sortByScore(docs, score);
            var required = asked.filter(concept => concept.required);
            if (required.length === 0) {
              // A place alone brings its surroundings along, behind itself.
              if (referred === 1 && concepts.length === 0 && parsed.phrases.length === 0 && parsed.fields.length === 0) docs = withSurroundings(docs, around);
              return finish();
            }
            var head = docs.slice(0, c.read);
            need(Array.from(new Set(Array.from(head, c.blockName))), function () {
              var close = closeness(required, read.rest.map(t => t.word)), typed = asTyped(required), very = itself(required);
              head.forEach(function (/** @type {number} */ doc) {
                var shown = c.shown(doc);
                if (shown !== null) score[doc] += close(shown) + typed(shown);
              });
              favourThemes(c, sortByScore(head, score), score);
              favourAlike(c, sortByScore(head, score), score);
              // Whatever else speaks for another, those with all the words as they were typed come first.
              head.forEach(function (/** @type {number} */ doc) {
                var shown = c.shown(doc);
                if (exactly[doc] === 1) score[doc] += FIRST;
                if (shown !== null) score[doc] += (FIRST / 2) * very(shown);
              });
              docs.set(sortByScore(head, score));
              finish();
            });
          }

          function finish() {
            var every = ranked === null ? docs.length : docs.reduce((/** @type {number} */ sum, /** @type {number} */ doc) => ranked.full(doc) ? sum + 1 : sum, 0);
            var mode = read.wanted.length > 0 && referred > 0 ? "reference"
              : ranked === null ? (typedAnything || parsed.phrases.length > 0 ? (docs.length > 0 ? "every-word" : "none") : "all")
              : docs.length === 0 ? "none" : every === docs.length ? "every-word" : every > 0 ? "most-words" : "some-words";
            var tell = function () {
              var masks = Object.keys(filters).filter(name => filters[name].length > 0).map(function (name) { return { name: name, mask: mask(name, filters[name], c.size) }; });
              var kept = docs;
              masks.forEach(function (m) { kept = kept.filter((/** @type {number} */ doc) => m.mask[doc] === 1); });
              var sort = options.sort || "relevancia";
              if (sort === "antiguas") kept = kept.slice().sort();
              else if (sort === "recientes") kept = newestFirst(kept);
              // In the order of dates too, what has all the words stands before what has some.
              if (sort !== "relevancia" && ranked !== null && every > 0 && every < docs.length) kept = following(kept.filter(ranked.full), kept.filter((/** @type {number} */ doc) => !ranked.full(doc)));
              done({
                hits: kept, mode: mode, items: items, phrases: parsed.phrases, whole: docs.length,
                every: every,
                // The others stand around a place.
                met: within === null ? kept.length : kept.filter((/** @type {number} */ doc) => /** @type {Uint8Array} */ (within)[doc] === 1).length,
                // The words of the query by which the editors describe a document.
                descriptors: function (/** @type {number} */ doc) {
                  var all = [].concat.apply([], /** @type {any} */ (asked.map(concept => concept.described)));
                  return all.filter((/** @type {any} */ one) => c.posting(one.term).docs.indexOf(doc) >= 0).map((/** @type {any} */ one) => one.typed);
                },
                matchers: asked.filter(concept => concept.kind !== "function").map(function (concept) { return { forms: concept.forms, added: concept.added, prefix: concept.prefix }; }),
                // `null` where the part did not come.
                counts: function (/** @type {(counts: any) => void} */ then) { need(["f"], function () { then(parts.has("f") ? countFacets(docs, masks) : null); }); }
              });
            };
            if (options.sort === "recientes") need(["f"], tell);
            else tell();
          }
        }
      }
    }

    /** @param {Int32Array} docs @param {Uint8Array} around */
    function withSurroundings(docs, around) {
      var more = [], held = new Set(docs);
      for (var doc = 0; doc < around.length; doc++) if (around[doc] > 0 && !held.has(doc)) more.push(doc);
      more.sort((a, b) => around[b] - around[a] || a - b);
      return following(docs, more);
    }

    /** Some documents and behind them others. @param {ArrayLike<number>} first @param {ArrayLike<number>} last */
    function following(first, last) {
      var docs = new Int32Array(first.length + last.length);
      docs.set(first);
      docs.set(last, first.length);
      return docs;
    }

    /**
     * The texts of documents, `null` where a part could not be had.
     * @param {ArrayLike<number>} docs @param {string} kind "d" or "p" @param {(texts: (Shown|null)[]) => void} done
     */
    function texts(docs, kind, done) {
      var c = kind === "p" ? paragraphs : provisions, list = Array.from(docs);
      need(Array.from(new Set(list.map(c.blockName))), function () { done(list.map(c.shown)); });
    }

    /** Whether a query has more than function words. @param {string} query @returns {boolean} */
    function tellsAnything(query) {
      var parsed = parse(manifest, query);
      return parsed.phrases.length + parsed.fields.length > 0 || parsed.tokens.some((/** @type {Token} */ t) => manifest.words["function-words"].indexOf(t.word) < 0);
    }

    return { search: search, texts: texts, telling: tellsAnything, sizes: { provisions: provisions.size, paragraphs: paragraphs.size, whole: provisions.derived } };
  }

  var api = { open: open, fold: fold, plain: plain, words: words };
  if (typeof module === "object" && module.exports) module.exports = api;
  else root.compendioSearch = api;
})(typeof self === "undefined" ? this : self);
