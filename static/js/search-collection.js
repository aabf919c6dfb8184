/**
 * One collection of the index, the provisions or the documents' other paragraphs: its terms and their documents, its texts, and
 * what the editors describe it by, as far as its parts are there. Pure.
 * It runs as a classic script in the page (the global `compendioCollections`) and under node for its tests.
 */
(function (root) {
  "use strict";

  /**
   * @typedef {import("./search-index.js").Posting} Posting
   * @typedef {import("./search-index.js").Term} Term
   * @typedef {import("./search-index.js").Shard} Shard
   * @typedef {import("./search-engine.js").Shown} Shown
   */

  var plain = /** @type {any} */ (typeof module === "object" && module.exports ? require("./search-query.js") : /** @type {any} */ (root).compendioQuery).plain;
  var stored = /** @type {any} */ (typeof module === "object" && module.exports ? require("./search-index.js") : /** @type {any} */ (root).compendioStored);
  var readShard = stored.readShard, derive = stored.derive;

  /** What makes collections. @param {any} manifest @param {Map<string, any>} parts those that were loaded @param {import("./search-query.js").Memory} memory */
  function collections(manifest, parts, memory) {
    /** @type {Map<string, any>} */
    var meetings = new Map(manifest.meetings.map((/** @type {any} */ m) => [m.id, m]));

    /** "46 j) iii)" for "4.46.j.iii". @param {string} id */
    function usualReference(id) {
      return id.split(".").slice(1).map((part, i) => i === 0 ? part : " " + part + ")").join("");
    }

    /** @param {string} kind "d" for provisions, "p" for paragraphs */
    function collection(kind) {
      var about = kind === "d" ? manifest.provisions : manifest.paragraphs;
      /** @type {Map<number, Shard>} */
      var shards = new Map();
      var prepared = false, ranges = about.terms.length;
      /** @param {number} at @returns {string} a shard's part; behind the ranges stand the common words */
      function shardName(at) { return kind + "t" + (at < ranges ? at : "c"); }
      /** @param {string} to @param {number} n @returns {string[]} */
      function named(to, n) { return Array.from({ length: n }, (_, i) => kind + to + i); }
      /** The last range that does not begin behind `key`, which is plain. @param {string} key @returns {number} */
      function shardOf(key) { return stored.rangeOf(about.terms, key); }
      /** Shards that were asked for and are not there. @type {Set<number>} */
      var lacking = new Set();
      /** A shard that was loaded. @param {number} at @returns {Shard|null} */
      function shardAt(at) {
        var shard = shards.get(at);
        if (shard === undefined) {
          var data = parts.get(shardName(at));
          if (!data) {
            lacking.add(at);
            return null;
          }
          shards.set(at, (shard = readShard(shardName(at), data, about.derived)));
        }
        return shard;
      }
      /** The term of a key that is no word. @param {string} key @returns {Term|null} */
      function keyed(key) {
        var shard = shardAt(shardOf(plain(key)));
        return shard === null ? null : shard.byKey.get(key) || null;
      }
      /** @type {((row: Term[]) => Posting)|null} */
      var rowIn = null;
      /** Rows that were found in the texts. @type {Map<string, Term|null>} */
      var rowsFound = new Map();
      /** The term of words in a row, of which the index, or else the texts, tell the documents. @param {string} key @param {Term[]} terms @returns {Term|null} */
      function rowOf(key, terms) {
        var told = keyed(key);
        if (told !== null || rowIn === null) return told;
        var found = rowsFound.get(key);
        if (found === undefined) {
          var posting = rowIn(terms);
          found = posting.docs.length === 0 ? null : { key: key, forms: [], folded: [], docs: posting.docs.length, part: "", at: 0, length: 0, posting: posting };
          rowsFound.set(key, found);
        }
        return found;
      }
      /** The documents of a term; none where its part did not come. @param {Term} term @returns {Posting} */
      function posting(term) {
        var part = about.derived ? (parts.get(term.part) || [])[2] : parts.get(term.part);
        if (term.posting === null && part === undefined) return { docs: new Int32Array(0), levels: new Uint8Array(0) };
        return stored.posting(term, about.size, manifest.ranking.best, part);
      }
      /** @param {number} doc @returns {string} */
      function blockName(doc) { return kind + "d" + Math.floor(doc / about.block); }
      /** The term of a key that is no word, written without its tildes: who writes n may mean ñ. @param {string} key @returns {Term|null} */
      function plainly(key) {
        var shard = key === plain(key) ? shardAt(shardOf(key)) : null;
        return shard === null ? null : shard.terms.find(term => term.key.charCodeAt(0) === 64 && plain(term.key) === key) || null;
      }
      /** What the editors describe documents by, where all of an index is there. @type {Map<string, Term>|null} */
      var descriptors = null;
      /** The documents that the editors describe by a stem. @param {string} stem @returns {Term|null} */
      function describedBy(stem) {
        if (!about.derived) return keyed("@~" + stem) || plainly("@~" + stem);
        return readDescriptors().get(stem) || null;
      }
      /** @returns {Map<string, Term>} */
      function readDescriptors() {
        var data = parts.get(shardName(0));
        if (descriptors !== null || !data || !about.described) return descriptors || new Map();
        return (descriptors = stored.readDescriptors(data[4], data[5], about.size));
      }
      /** @type {Map<number, Term[]>} */
      var ofDocs = new Map();
      /**
       * What the editors describe a document by, as far as others have it too. Where common words stand apart, the index of a
       * query is a part, and nobody knows.
       * @param {number} doc @returns {Term[]}
       */
      function describing(doc) {
        if (about.derived && !about.common && ofDocs.size === 0) new Set(readDescriptors().values()).forEach(function (term) {
          if (term.docs < about.size / 4) posting(term).docs.forEach(function (of) { ofDocs.set(of, (ofDocs.get(of) || []).concat(term)); });
        });
        return ofDocs.get(doc) || [];
      }
      /** @type {Map<number, Shown>} */
      var read = new Map();
      var blocks = about.derived ? named("d", Math.ceil(about.size / about.block)) : [];
      return {
        size: about.size,
        ranges: ranges,
        read: about.read,
        begun: about.begun,
        /** Words of at least so many documents are known before all others. */
        least: about.common || 0,
        rare: about.rare,
        longest: about.longest,
        derived: about.derived,
        /** Whether the editors have described its documents. */
        isDescribed: about.described === true,
        describedBy: describedBy,
        /** The part that tells of a row of words. @param {number} number @returns {string} */
        rowName: number => kind + "g" + (number % about.rows),
        /** All shards but that of the common words. */
        every: Array.from({ length: ranges }, (_, i) => i),
        /** The shard that every query asks first, where there is one. */
        common: about.derived || about.size === 0 ? [] : [ranges],
        shardName: shardName,
        shard: shardAt,
        shardOf: shardOf,
        keyed: keyed,
        rowOf: rowOf,
        /** Whether a shard was asked for that is not there, since this was forgotten. */
        lacks: () => lacking.size > 0,
        /** The parts of those shards. @returns {string[]} */
        lacked: () => Array.from(lacking).map(shardName),
        forgetLacks: function () { lacking.clear(); },
        posting: posting,
        /** What has to be there before anything else, where the texts are the index. */
        all: about.derived ? named("t", ranges).concat(blocks) : [],
        /** Makes the index, once, where the texts are it. */
        prepare: function () {
          if (!about.derived || prepared) return;
          var texts = blocks.map((/** @type {string} */ name) => parts.get(name));
          var list = about.terms.map((/** @type {any} */ _, /** @type {number} */ i) => shardAt(i));
          prepared = texts.every(Boolean) && list.every(Boolean);
          if (prepared) rowIn = derive(manifest, list, texts, (parts.get(shardName(0)) || [])[3] || "", kind === "d", memory);
        },
        blockName: blockName,
        describing: describing,
        /** @param {number} doc @returns {Shown|null} */
        shown: function (doc) {
          var held = read.get(doc);
          if (held !== undefined) return held;
          var block = parts.get(blockName(doc)), d = block ? block.documents[doc % about.block] : undefined;
          if (d === undefined) return null;
          // Written out only where they do not follow from the id.
          var meeting = meetings.get(d.id.split(".")[0]);
          var url = d.url === "" ? manifest.address[0] + d.id.replace(/\./g, "-") + manifest.address[1] : d.url;
          held = { id: d.id, url: url, reference: d.reference.charAt(0) !== "~" || !meeting ? d.reference : meeting.reference + (d.reference.slice(1) || usualReference(d.id)), leads: d.under.map((/** @type {number} */ l) => block.leads[l]), text: d.text, themes: d.themes, meetings: d.meetings.map((/** @type {number} */ at) => (manifest.meetings[at] || {}).id) };
          read.set(doc, held);
          return held;
        }
      };
    }

    return collection;
  }

  var api = { collections: collections };
  if (typeof module === "object" && module.exports) module.exports = api;
  else root.compendioCollections = api;
})(typeof self === "undefined" ? this : self);
