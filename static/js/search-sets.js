/**
 * Sets of documents: those of facets' values, of references and what they cite, and how many of an answer each value of a facet
 * would give. Pure.
 * It runs as a classic script in the page (the global `compendioSets`) and under node for its tests.
 */
(function (root) {
  "use strict";

  /**
   * @typedef {import("./search-index.js").Term} Term
   * @typedef {import("./search-index.js").Shard} Shard
   */

  var stored = /** @type {any} */ (typeof module === "object" && module.exports ? require("./search-index.js") : /** @type {any} */ (root).compendioStored);
  var Reader = stored.Reader, readSet = stored.readSet;
  var citing = /** @type {any} */ (typeof module === "object" && module.exports ? require("./search-references.js") : /** @type {any} */ (root).compendioReferences);

  /**
   * What gathers sets, as far as their parts are there.
   * @param {any} manifest @param {Map<string, any>} parts those that were loaded @param {any} provisions their collection
   * @param {(docs: Int32Array, score: Float64Array) => Int32Array} sortByScore
   */
  function gather(manifest, parts, provisions, sortByScore) {
    /** @type {Object<string, {value: string, docs: Int32Array}[]>|null} */
    var facetSets = null;
    /** The documents of each value of each facet, read once. */
    function sets() {
      var data = parts.get("f");
      if (data === undefined) return {};
      if (facetSets === null) {
        facetSets = Object.fromEntries(Object.keys(data).map(function (facet) {
          return [facet, data[facet].map(function (/** @type {[string, string]} */ one) {
            return { value: one[0], docs: readSet(new Reader(one[1], 0), provisions.size) };
          })];
        }));
      }
      return facetSets;
    }

    /** @param {string} facet @param {string[]} values @param {number} size @returns {Uint8Array} 1 where a document has one of the values */
    function mask(facet, values, size) {
      var out = new Uint8Array(size);
      // Where all texts are there, they tell the meetings, also the one that a meeting adopted something for; the facets tell one each.
      if (facet === "reunion" && provisions.derived) {
        return out.map(function (_, doc) { return (provisions.shown(doc) || { meetings: [] }).meetings.some((/** @type {string} */ id) => values.indexOf(id) >= 0) ? 1 : 0; });
      }
      (sets()[facet] || []).forEach(function (one) {
        if (values.indexOf(one.value) >= 0) one.docs.forEach(function (doc) { out[doc] = 1; });
      });
      return out;
    }

    /** @type {string[]|null} */
    var idList = null;
    /** The ids of all provisions, without the mark of repeats. There may be very many, so they stay in one piece each. */
    function ids() {
      if (!parts.has("n")) return [];
      if (idList === null) {
        var data = parts.get("n"), reader = new Reader(data, 0), last = "";
        idList = [];
        while (reader.at < data.length) {
          var shared = reader.number(), end = data.indexOf(" ", reader.at);
          if (end < 0) end = data.length;
          last = last.slice(0, shared) + data.slice(reader.at, end);
          reader.at = end + 1;
          idList.push(last.indexOf("~") < 0 ? last : last.replace(/~[^.]*/g, ""));
        }
      }
      return idList;
    }

    var SYMBOL = "@symbol:";
    /** Where keys, and what they are parts of, may stand; a symbol may want its first parts. @param {any} c @param {string[]} keys @returns {number[]} */
    function shardsOfKeys(c, keys) {
      /** @type {Set<number>} */
      var found = new Set();
      for (; keys.length > 0; keys = keys.map(wider).filter(Boolean)) {
        keys.forEach(function (key) {
          found.add(c.shardOf(key));
          if (key.indexOf(SYMBOL) === 0) for (var at = c.shardOf(SYMBOL); at <= c.shardOf(SYMBOL + "\uffff"); at++) found.add(at);
        });
      }
      return Array.from(found);
    }

    /** The terms of keys that are no words. @param {any} c @param {string[]} keys @returns {Term[]} */
    function termsOfKeys(c, keys) {
      /** @type {Term[]} */
      var found = [];
      keys.forEach(function (key) {
        var own = c.keyed(key), end = "/" + key.slice(SYMBOL.length);
        if (own !== null) found.push(own);
        else if (found.length === 0 && key.indexOf(SYMBOL) === 0) {
          shardsOfKeys(c, [key]).map(c.shard).filter(Boolean).forEach(function (/** @type {Shard} */ shard) {
            shard.terms.forEach(function (term) { if (term.key.indexOf(SYMBOL) === 0 && term.key.slice(-end.length) === end) found.push(term); });
          });
        }
      });
      return found;
    }

    /**
     * The documents of keys that are no words.
     * @param {any} c @param {string[]} keys @param {Uint8Array} out @param {Uint8Array} [direct] how well each answers for them, from 1 on
     * @returns {boolean} whether there are any
     */
    function ofKeys(c, keys, out, direct) {
      var any = false;
      termsOfKeys(c, keys).forEach(function (term) {
        var posting = c.posting(term);
        posting.docs.forEach(function (/** @type {number} */ doc, /** @type {number} */ i) {
          out[doc] = 1;
          if (direct) direct[doc] = Math.max(direct[doc], posting.levels[i] + 1);
          any = true;
        });
      });
      return any;
    }

    /** What is in one of the sets; of two of which one lies within the other, the inner one is meant. @param {Uint8Array[]} sets @returns {Uint8Array} */
    function united(sets) {
      var within = (/** @type {Uint8Array} */ a, /** @type {Uint8Array} */ b) => a.every((one, doc) => one <= b[doc]);
      var inner = sets.filter((a, i) => !sets.some((b, j) => i !== j && within(b, a) && (!within(a, b) || j < i)));
      return inner.reduce((all, one) => all.map((had, doc) => had | one[doc]));
    }

    /**
     * The documents that a reference means, and those around them, the higher the nearer: the place's neighbours,
     * the article's other paragraphs.
     * @param {any} c @param {any} one @param {Uint8Array} direct is told how well each document answers for what is cited: by its name, by
     *   another name, in the words that it hangs from
     * @returns {{set: Uint8Array, around: Uint8Array, cut?: boolean}|null} null where it means none
     */
    function meant(c, one, direct) {
      var set = new Uint8Array(c.size), around = new Uint8Array(c.size), found = false;
      if (one.kind === "article") {
        for (var keys = one.keys; keys.length > 0; keys = keys.map(wider).filter(Boolean)) {
          if (!found) found = ofKeys(c, keys, set, direct);
          else ofKeys(c, keys, around);
        }
      } else if (c !== provisions) return null;
      else if (one.kind === "meeting") {
        set = mask("reunion", one.meetings, c.size);
        found = set.indexOf(1) >= 0;
      } else {
        return citing.places(ids(), one);
      }
      return found ? { set: set, around: around } : null;
    }

    /** The article of a paragraph, the whole of a part. @param {string} key @returns {string} */
    function wider(key) {
      return /^@(?:symbol|resolution|decision):/.test(key) ? "" : key.indexOf(".") < 0 ? "" : key.slice(0, key.lastIndexOf("."));
    }

    /** The last meeting first, each in document order. @param {Int32Array} docs */
    function newestFirst(docs) {
      var of = new Float64Array(provisions.size);
      (sets().reunion || []).forEach(function (one, i) { one.docs.forEach(function (doc) { of[doc] = i; }); });
      return sortByScore(docs.slice(), of);
    }

    /**
     * How many documents each value of each facet would give: its own facet's choice does not count.
     * @param {Int32Array} docs @param {{name: string, mask: Uint8Array}[]} masks
     */
    function countFacets(docs, masks) {
      var size = provisions.size, all = sets();
      /** @type {Object<string, Object<string, number>>} */
      var counts = {};
      Object.keys(all).forEach(function (name) {
        var counted = new Uint8Array(size), others = masks.filter(m => m.name !== name);
        for (var i = 0; i < docs.length; i++) counted[docs[i]] = 1;
        others.forEach(function (m) { for (var d = 0; d < size; d++) counted[d] &= m.mask[d]; });
        counts[name] = {};
        all[name].forEach(function (one) {
          var n = 0;
          for (var j = 0; j < one.docs.length; j++) n += counted[one.docs[j]];
          counts[name][one.value] = n;
        });
      });
      return counts;
    }

    return { mask: mask, united: united, meant: meant, shardsOfKeys: shardsOfKeys, termsOfKeys: termsOfKeys, wider: wider, newestFirst: newestFirst, countFacets: countFacets };
  }

  var api = { sets: gather };
  if (typeof module === "object" && module.exports) module.exports = api;
  else root.compendioSets = api;
})(typeof self === "undefined" ? this : self);
