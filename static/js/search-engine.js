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
   * @typedef {import("./search-index.js").Posting} Posting
   * @typedef {import("./search-index.js").Term} Term
   * @typedef {import("./search-index.js").Shard} Shard
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
  var Reader = stored.Reader, readSet = stored.readSet, readShard = stored.readShard, readBlock = stored.readBlock, derive = stored.derive;
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
    var understand = reading.understand, exact = reading.exact, shardsFor = reading.shardsFor, wantedShards = reading.wantedShards;
    var rank = ranking.rank, sortByScore = ranking.sortByScore, closeness = ranking.closeness, favourThemes = ranking.favourThemes, favourAlike = ranking.favourAlike, asTyped = ranking.asTyped;
    var phrases = phrasing.phrases(manifest, reading, need, parts, memory), telling = phrases.telling;
    /** @type {Map<string, any>} */
    var meetings = new Map(manifest.meetings.map((/** @type {any} */ m) => [m.id, m]));

    /** Loads what is not there yet. @param {string[]} names @param {() => void} then */
    function need(names, then) {
      var missing = names.filter((name, i) => !parts.has(name) && names.indexOf(name) === i);
      var left = missing.length;
      if (left === 0) return then();
      missing.forEach(function (name) {
        load(name, function (data) {
          if (data !== null && /^.d\d/.test(name)) data = readBlock(data);
          // What did not come is asked for again by the next query.
          if (data !== null) parts.set(name, data);
          left -= 1;
          if (left === 0) then();
        });
      });
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
      function shardOf(key) {
        var low = 0, high = ranges;
        while (low < high) {
          var middle = (low + high) >> 1;
          if (about.terms[middle] <= key) low = middle + 1;
          else high = middle;
        }
        return Math.max(0, low - 1);
      }
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
      /** What the editors describe documents by, where all of an index is there. @type {Map<string, Term>|null} */
      var descriptors = null;
      /** The documents that the editors describe by a stem. @param {string} stem @returns {Term|null} */
      function describedBy(stem) {
        if (!about.derived) return keyed("@~" + stem);
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
    var provisions = collection("d"), paragraphs = collection("p");

    /** "46 j) iii)" for "4.46.j.iii". @param {string} id */
    function usualReference(id) {
      return id.split(".").slice(1).map((part, i) => i === 0 ? part : " " + part + ")").join("");
    }

    // ---- sets of documents

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
      // Where all texts are there, they tell the meeting, and the part of the facets can wait.
      if (facet === "reunion" && !parts.has("f") && provisions.derived) {
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

    /** The documents of keys that are no words. @param {any} c @param {string[]} keys @param {Uint8Array} out @returns {boolean} whether there are any */
    function ofKeys(c, keys, out) {
      var any = false;
      termsOfKeys(c, keys).forEach(function (term) {
        c.posting(term).docs.forEach(function (/** @type {number} */ doc) { out[doc] = 1; any = true; });
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
     * @param {any} c @param {any} one @returns {{set: Uint8Array, around: Uint8Array, cut?: boolean}|null} null where it means none
     */
    function meant(c, one) {
      var set = new Uint8Array(c.size), around = new Uint8Array(c.size), found = false;
      if (one.kind === "article") {
        for (var keys = one.keys; keys.length > 0; keys = keys.map(wider).filter(Boolean)) {
          if (!found) found = ofKeys(c, keys, set);
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

    /** The parts that tell the documents of terms. @param {Term[]} terms @returns {string[]} */
    function partsOf(terms) {
      return terms.filter(t => t.posting === null).map(t => t.part);
    }

    /** The article of a paragraph, the whole of a part. @param {string} key @returns {string} */
    function wider(key) {
      return /^@(?:symbol|resolution|decision):/.test(key) ? "" : key.indexOf(".") < 0 ? "" : key.slice(0, key.lastIndexOf("."));
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
          var names = reading.lacked(c).filter((/** @type {string} */ name) => !asked.has(name));
          if (names.length === 0) return then(reading.lacked(c).length === 0 ? understood : reading.settled(c, tokens, unfinished, off, true));
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
        var within = null, referred = 0, around = new Uint8Array(c.size);
        var narrow = function (/** @type {Uint8Array} */ other) {
          if (within === null) within = other;
          else for (var d = 0; d < c.size; d++) within[d] &= other[d];
        };
        /** @type {Token[]} */
        var unmet = [];
        /** By their kind. @type {Object<string, Uint8Array[]>} */
        var byKind = {};
        read.wanted.forEach(function (one) {
          var set = meant(c, one);
          if (set === null && one.kind === "meeting" && c === provisions) {
            // The meeting is known; the register has nothing of it.
            byKind.meeting = (byKind.meeting || []).concat(new Uint8Array(c.size));
            items.push({ typed: one.typed, kind: "field", shown: one.meetings, off: false, facet: "reunion" });
            referred += 1;
            return;
          }
          items.push({ typed: one.typed, kind: set === null ? "no-place" : set.cut ? "cut" : "reference", shown: [], off: false });
          if (set === null) unmet = unmet.concat(parse(manifest, one.typed).tokens);
          else {
            byKind[one.kind] = (byKind[one.kind] || []).concat(set.set);
            around = set.around;
            referred += 1;
          }
        });
        var kinds = Object.keys(byKind).map(kind => united(byKind[kind]));
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
            docs = new Int32Array(holding.length + left.length);
            docs.set(holding);
            docs.set(left, holding.length);
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
              var close = closeness(required, read.rest.map(t => t.word)), typed = asTyped(required);
              head.forEach(function (/** @type {number} */ doc) {
                var shown = c.shown(doc);
                if (shown !== null) score[doc] += close(shown) + typed(shown);
              });
              favourThemes(c, sortByScore(head, score), score);
              favourAlike(c, sortByScore(head, score), score);
              // Whatever else speaks for another, those with all the words as they were typed come first.
              head.forEach(function (/** @type {number} */ doc) { if (exactly[doc] === 1) score[doc] += FIRST; });
              docs.set(sortByScore(head, score));
              finish();
            });
          }

          function finish() {
            var mode = read.wanted.length > 0 && referred > 0 ? "reference"
              : ranked === null ? (typedAnything || parsed.phrases.length > 0 ? (docs.length > 0 ? "every-word" : "none") : "all")
              : docs.length === 0 ? "none" : ranked.every > 0 && ranked.every === docs.length ? "every-word" : ranked.every > 0 ? "most-words" : "some-words";
            var tell = function () {
              var masks = Object.keys(filters).filter(name => filters[name].length > 0).map(function (name) { return { name: name, mask: mask(name, filters[name], c.size) }; });
              var kept = docs;
              masks.forEach(function (m) { kept = kept.filter((/** @type {number} */ doc) => m.mask[doc] === 1); });
              var sort = options.sort || "relevancia";
              if (sort === "antiguas") kept = kept.slice().sort();
              else if (sort === "recientes") kept = newestFirst(kept);
              done({
                hits: kept, mode: mode, items: items, phrases: parsed.phrases, whole: docs.length,
                every: ranked === null ? docs.length : ranked.every,
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
      return Int32Array.from(Array.from(docs).concat(more));
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
      return parse(manifest, query).tokens.some((/** @type {Token} */ t) => manifest.words["function-words"].indexOf(t.word) < 0);
    }

    return { search: search, texts: texts, telling: tellsAnything, sizes: { provisions: provisions.size, paragraphs: paragraphs.size, whole: provisions.derived } };
  }

  var api = { open: open, fold: fold, plain: plain, words: words };
  if (typeof module === "object" && module.exports) module.exports = api;
  else root.compendioSearch = api;
})(typeof self === "undefined" ? this : self);
