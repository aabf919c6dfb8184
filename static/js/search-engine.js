/**
 * The search engine: pure functions over the parts of the index, no DOM, no clock.
 * It runs as a classic script in the page (the global `compendioSearch`) and under node for its tests.
 * docs/search.md tells how a query is understood, how results are ranked, and what the parts hold.
 */
(function (root) {
  "use strict";

  /**
   * @typedef {(name: string, done: (data: any) => void) => void} Load  asks for a part; `null` where it cannot be had
   * @typedef {{id: string, url: string, reference: string, leads: string[], text: string, themes: number[]}} Shown
   * @typedef {{docs: Int32Array, levels: Uint8Array}} Posting  documents, ascending, and their impacts
   * @typedef {{key: string, forms: string[], folded: string[], docs: number, set: number, impact: number, shard: Shard, posting: Posting|null}} Term
   * @typedef {{terms: Term[], byForm: Map<string, Term[]>, byPlain: Map<string, Term[]>, byKey: Map<string, Term>, sets: string, impacts: string}} Shard
   * @typedef {{phrase: Term[], weight: number}} Alternative  terms that must stand in a document together
   * @typedef {{words: string[], kind: string, alternatives: Alternative[], idf: number, required: boolean, forms: Set<string>, added: Set<string>, prefix: string}} Concept
   * @typedef {{typed: string, kind: string, shown: string[], off: boolean}} Item  how a part of the query was understood
   * @typedef {{forms: Set<string>, added: Set<string>, prefix: string}} Matcher
   * @typedef {{hits: Int32Array, mode: string, items: Item[], matchers: Matcher[], phrases: string[][], counts: Object<string, Object<string, number>>|null, whole: number}} Answer
   */

  // More than any score.
  var FIRST = 1000;
  // At most so many documents are read for their order, from at most so many blocks.
  var LOOKED_AT = 400, BLOCKS = 24;

  var language = /** @type {any} */ (typeof module === "object" && module.exports ? require("./search-query.js") : /** @type {any} */ (root).compendioQuery);
  var WORD = language.WORD, fold = language.fold, plain = language.plain, words = language.words;
  var stored = /** @type {any} */ (typeof module === "object" && module.exports ? require("./search-index.js") : /** @type {any} */ (root).compendioStored);
  var Reader = stored.Reader, readSet = stored.readSet, readShard = stored.readShard, posting = stored.posting, derive = stored.derive;
  var near = /** @type {any} */ (typeof module === "object" && module.exports ? require("./search-near.js") : /** @type {any} */ (root).compendioNear);
  var understanding = /** @type {any} */ (typeof module === "object" && module.exports ? require("./search-understand.js") : /** @type {any} */ (root).compendioUnderstand);
  var ordering = /** @type {any} */ (typeof module === "object" && module.exports ? require("./search-rank.js") : /** @type {any} */ (root).compendioRank);
  var references = /** @type {any} */ (typeof module === "object" && module.exports ? require("./search-references.js") : /** @type {any} */ (root).compendioReferences).references;
  var parse = language.parse, valuesOf = language.valuesOf;

  // ---- the engine

  /**
   * @param {any} manifest @param {Load} load
   * @returns {{search: Function, texts: Function, sizes: {provisions: number, paragraphs: number}}}
   */
  function open(manifest, load) {
    /** @type {Map<string, any>} */
    var parts = new Map();
    var reading = understanding.reader(manifest), ranking = ordering.ranking(manifest);
    var understand = reading.understand, exact = reading.exact, shardsFor = reading.shardsFor, shardsNear = reading.shardsNear, wantedShards = reading.wantedShards, synonymShards = reading.synonymShards;
    var rank = ranking.rank, sortByScore = ranking.sortByScore, closeness = ranking.closeness, favourThemes = ranking.favourThemes, favourAlike = ranking.favourAlike;

    /** Loads what is not there yet. @param {string[]} names @param {() => void} then */
    function need(names, then) {
      var missing = names.filter(function (name, i) { return !parts.has(name) && names.indexOf(name) === i; });
      var left = missing.length;
      if (left === 0) return then();
      missing.forEach(function (name) {
        load(name, function (data) {
          if (!parts.has(name)) parts.set(name, data);
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
      var prepared = false;
      var blocks = about.texts.map(function (/** @type {any} */ _, /** @type {number} */ i) { return kind + "d" + i; });
      /** The last whose start is not behind `key`. @param {any[]} starts @param {any} key */
      function lastNotBehind(starts, key) {
        var low = 0, high = starts.length;
        while (low < high) {
          var middle = (low + high) >> 1;
          if (starts[middle] <= key) low = middle + 1;
          else high = middle;
        }
        return Math.max(0, low - 1);
      }
      return {
        size: about.size,
        shardCount: about.terms.length,
        /** @param {string} key plain @returns {number} */
        shardOf: function (key) { return lastNotBehind(about.terms, key); },
        /** @param {number} at @returns {string} */
        shardName: function (at) { return kind + "t" + at; },
        /** A shard that was loaded. @param {number} at @returns {Shard|null} */
        shard: function (at) {
          var shard = shards.get(at);
          if (shard === undefined) {
            var data = parts.get(kind + "t" + at);
            if (!data) return null;
            shards.set(at, (shard = readShard(data, about.size, about.derived)));
          }
          return shard;
        },
        /** What has to be there before anything else, where the texts are the index. */
        all: about.derived ? about.terms.map(function (/** @type {any} */ _, /** @type {number} */ i) { return kind + "t" + i; }).concat(blocks) : [],
        /** Makes the index, once, where the texts are it. */
        prepare: function () {
          if (!about.derived || prepared) return;
          var texts = blocks.map(function (/** @type {string} */ name) { return parts.get(name); });
          var own = this, list = about.terms.map(function (/** @type {any} */ _, /** @type {number} */ i) { return own.shard(i); });
          prepared = true;
          if (texts.every(Boolean) && list.every(Boolean)) derive(manifest, list, texts);
        },
        /** @param {number} doc @returns {string} */
        blockName: function (doc) { return kind + "d" + lastNotBehind(about.texts, doc); },
        /** @param {number} doc @returns {Shown|null} */
        shown: function (doc) {
          var at = lastNotBehind(about.texts, doc), block = parts.get(kind + "d" + at);
          var d = block ? block.documents[doc - about.texts[at]] : undefined;
          if (d === undefined) return null;
          // Written out only where they do not follow from the id.
          var meeting = manifest.meetings.find(function (/** @type {any} */ m) { return d[0].split(".")[0] === m.id; });
          var url = d[1] === "" ? manifest.address[0] + d[0].replace(/\./g, "-") + manifest.address[1] : d[1];
          return { id: d[0], url: url, reference: d[2].charAt(0) === "~" && meeting ? meeting.reference + d[2].slice(1) : d[2], leads: d[3].map(function (/** @type {number} */ l) { return block.leads[l]; }), text: d[4], themes: d[5] || [] };
        }
      };
    }
    var provisions = collection("d"), paragraphs = collection("p");

    // ---- sets of documents

    /** @param {string} facet @param {string[]} values @param {number} size @returns {Uint8Array} 1 where a document has one of the values */
    function mask(facet, values, size) {
      var out = new Uint8Array(size), sets = parts.get("f") || {};
      (sets[facet] || []).forEach(function (/** @type {[string, string]} */ one) {
        if (values.indexOf(one[0]) < 0) return;
        readSet(new Reader(one[1], 0), size).forEach(function (doc) { out[doc] = 1; });
      });
      return out;
    }

    /** @type {string[][]|null} */
    var idParts = null;
    /** The ids of all provisions in their parts, without the mark of repeats. */
    function ids() {
      if (idParts === null) {
        var last = "";
        idParts = (parts.get("n") || "").split(" ").filter(Boolean).map(function (/** @type {string} */ one) {
          var reader = new Reader(one, 0), shared = reader.number();
          last = last.slice(0, shared) + one.slice(reader.at);
          return last.split(".").map(function (part) { return part.split("~")[0]; });
        });
      }
      return idParts;
    }

    /** The documents of keys that are no words; a symbol may want its first parts. @param {any} c @param {string[]} keys @param {Uint8Array} out */
    function ofKeys(c, keys, out) {
      var any = false;
      /** @param {Term|undefined} term */
      function add(term) {
        if (term !== undefined) posting(term, c.size).docs.forEach(function (doc) { out[doc] = 1; any = true; });
      }
      keys.forEach(function (key) {
        var shard = c.shard(c.shardOf(key));
        if (shard === null) return;
        add(shard.byKey.get(key));
        var kind = key.slice(0, key.indexOf(":") + 1), end = "/" + key.slice(kind.length);
        if (!any && kind === "@symbol:") shard.terms.forEach(function (term) { if (term.key.indexOf(kind) === 0 && term.key.slice(-end.length) === end) add(term); });
      });
      return any;
    }

    /**
     * The documents that a reference means, and those around them, the higher the nearer: the place's neighbours,
     * the article's other paragraphs.
     * @param {any} c @param {any} one @returns {{set: Uint8Array, around: Uint8Array}|null} null where it means none
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
        var wanted = [one.number].concat(one.path);
        ids().forEach(function (id, doc) {
          if (one.meetings !== null && one.meetings.indexOf(id[0]) < 0) return;
          if (wanted.every(function (part, i) { return id[i + 1] === part; })) { set[doc] = 1; found = true; }
        });
        var places = ids().filter(function (_, doc) { return set[doc] === 1; });
        ids().forEach(function (id, doc) {
          places.forEach(function (place) {
            for (var same = 0; same < id.length && id[same] === place[same]; ) same++;
            // The same recommendation at least; the more of the path is shared, the nearer.
            if (same > 1) around[doc] = Math.max(around[doc], same);
          });
        });
      }
      return found ? { set: set, around: around } : null;
    }

    /** The article of a paragraph, the whole of a part. @param {string} key @returns {string} */
    function wider(key) {
      return /^@(?:symbol|resolution|decision):/.test(key) ? "" : key.indexOf(".") < 0 ? "" : key.slice(0, key.lastIndexOf("."));
    }

    /** Does a text hold the words one behind the other? @param {Shown} shown @param {string[]} phrase */
    function holds(shown, phrase) {
      var wanted = " " + phrase.map(plain).join(" ") + " ";
      var whole = " " + plain(words(shown.leads.concat([shown.text]).join(" ")).join(" ")) + " ";
      return whole.indexOf(wanted) >= 0;
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
      var filtered = Object.keys(filters).some(function (name) { return filters[name].length > 0; });
      var read = references(manifest, parsed);
      var byPlace = read.wanted.some(function (one) { return one.kind === "place"; });
      var names = wantedShards(c, parsed.tokens, parsed.unfinished);
      parsed.phrases.forEach(function (phrase) { phrase.forEach(function (word) { names = names.concat(shardsFor(c, word, false).map(c.shardName)); }); });
      parsed.excluded.forEach(function (word) { names = names.concat(shardsFor(c, word, false).map(c.shardName)); });
      read.wanted.forEach(function (one) { one.keys.forEach(function (key) { names.push(c.shardName(c.shardOf(key))); }); });
      if (byPlace) names.push("n");
      if (filtered || parsed.fields.length > 0 || read.wanted.some(function (one) { return one.kind === "meeting"; })) names.push("f");
      if (c.size === 0) names = [];
      need(names.concat(c.all), function () {
        c.prepare();
        need(synonymShards(c, parsed.tokens), function () {
          var first = understand(c, read.rest, parsed.unfinished, off);
          var more = [].concat.apply([], /** @type {any} */ (first.missing.map(function (word) { return shardsNear(c, word).map(c.shardName); })));
          need(more, function () { answer(more.length > 0 ? understand(c, read.rest, parsed.unfinished, off) : first); });
        });
      });

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
        read.wanted.forEach(function (one) {
          var set = meant(c, one);
          items.push({ typed: one.typed, kind: set === null ? "no-place" : "reference", shown: [], off: false });
          if (set === null) unmet = unmet.concat(parse(manifest, one.typed).tokens);
          else {
            narrow(set.set);
            around = set.around;
            referred += 1;
          }
        });
        parsed.fields.forEach(function (field) {
          var values = valuesOf(manifest, field.facet, field.value);
          items.push({ typed: field.raw, kind: values.length === 0 ? "no-field" : "field", shown: values, off: false });
          if (values.length === 0) unmet = unmet.concat(parse(manifest, field.value).tokens);
          else if (c === provisions) narrow(mask(field.facet === "ano" ? "reunion" : field.facet, values, c.size));
          else narrow(new Uint8Array(c.size));
        });
        // What was read as a reference and means nothing here are words again.
        if (unmet.length > 0) {
          return need(wantedShards(c, unmet, false), function () {
            var again = understand(c, unmet, false, off);
            concepts = concepts.concat(again.concepts);
            go();
          });
        }
        go();

        function go() {
          parsed.phrases.forEach(function (phrase) {
            items.push({ typed: phrase.join(" "), kind: "phrase", shown: [], off: false });
            var set = new Uint8Array(c.size), all = phrase.map(function (word) { return exact(c, word).terms; });
            if (all.every(function (t) { return t.length > 0; })) {
              var counts = new Uint8Array(c.size);
              all.forEach(function (terms) {
                var here = new Uint8Array(c.size);
                terms.forEach(function (t) { posting(t, c.size).docs.forEach(function (doc) { here[doc] = 1; }); });
                for (var d = 0; d < c.size; d++) counts[d] += here[d];
              });
              for (var d = 0; d < c.size; d++) set[d] = counts[d] === all.length ? 1 : 0;
            }
            narrow(set);
          });
          parsed.excluded.forEach(function (word) {
            items.push({ typed: word, kind: "excluded", shown: [], off: false });
            var without = new Uint8Array(c.size).fill(1);
            exact(c, word).terms.forEach(function (t) { posting(t, c.size).docs.forEach(function (doc) { without[doc] = 0; }); });
            narrow(without);
          });
          var asked = concepts.filter(function (concept) { return concept.alternatives.length > 0; });
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
          // Which of those that hold all the words hold them in a row, their texts tell.
          need(Array.from(new Set(Array.from(docs, c.blockName))), function () {
            docs = docs.filter(function (/** @type {number} */ doc) {
              var shown = c.shown(doc);
              return shown !== null && parsed.phrases.every(function (phrase) { return holds(/** @type {Shown} */ (shown), phrase); });
            });
            docs.forEach(function (/** @type {number} */ doc) {
              var own = plain(words(/** @type {Shown} */ (c.shown(doc)).text).join(" "));
              parsed.phrases.forEach(function (phrase) { if ((" " + own + " ").indexOf(" " + phrase.map(plain).join(" ") + " ") >= 0) score[doc] += 5 + 5 / (1 + own.length / 400); });
            });
            order();
          });

          function order() {
            var weighs = asked.length > 0 || parsed.phrases.length > 0;
            if (weighs) sortByScore(docs, score);
            var told = asked.filter(function (concept) { return concept.required; });
            if (told.length === 0) {
              // A place alone brings its surroundings along, behind itself.
              if (referred === 1 && concepts.length === 0 && parsed.phrases.length === 0 && parsed.fields.length === 0) docs = withSurroundings(docs, around);
              return finish();
            }
            var head = docs.slice(0, LOOKED_AT), blocks = new Set(), n = 0;
            for (; n < head.length && blocks.size <= BLOCKS; n++) blocks.add(c.blockName(head[n]));
            head = head.slice(0, n);
            need(Array.from(blocks), function () {
              var typed = read.rest.map(function (t) { return t.word; });
              head.forEach(function (/** @type {number} */ doc) {
                var shown = c.shown(doc);
                if (shown !== null) score[doc] += closeness(shown, told, typed);
              });
              favourThemes(c, sortByScore(head, score), score);
              favourAlike(c, sortByScore(head, score), score, function (w) { return exact(c, w).terms[0] || null; });
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
              var masks = Object.keys(filters).filter(function (name) { return filters[name].length > 0; }).map(function (name) { return { name: name, mask: mask(name, filters[name], c.size) }; });
              var kept = docs;
              masks.forEach(function (m) { kept = kept.filter(function (/** @type {number} */ doc) { return m.mask[doc] === 1; }); });
              var sort = options.sort || "relevancia";
              if (sort === "antiguas") kept = kept.slice().sort();
              else if (sort === "recientes") kept = newestFirst(kept);
              done({
                hits: kept, mode: mode, items: items, phrases: parsed.phrases, whole: docs.length,
                every: ranked === null ? docs.length : ranked.every,
                matchers: asked.filter(function (concept) { return concept.kind !== "function"; }).map(function (concept) { return { forms: concept.forms, added: concept.added, prefix: concept.prefix }; }),
                counts: function (/** @type {(counts: any) => void} */ then) { need(["f"], function () { then(countFacets(docs, masks)); }); }
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
      more.sort(function (a, b) { return around[b] - around[a] || a - b; });
      return Int32Array.from(Array.from(docs).concat(more));
    }

    /** The last meeting first, each in document order. @param {Int32Array} docs */
    function newestFirst(docs) {
      var size = provisions.size, of = new Int32Array(size), sets = (parts.get("f") || {}).reunion || [];
      sets.forEach(function (/** @type {[string, string]} */ one, /** @type {number} */ i) { readSet(new Reader(one[1], 0), size).forEach(function (doc) { of[doc] = i; }); });
      return docs.slice().sort(function (a, b) { return of[b] - of[a] || a - b; });
    }

    /**
     * How many documents each value of each facet would give: its own facet's choice does not count.
     * @param {Int32Array} docs @param {{name: string, mask: Uint8Array}[]} masks
     */
    function countFacets(docs, masks) {
      var size = provisions.size, sets = parts.get("f") || {};
      /** @type {Object<string, Object<string, number>>} */
      var counts = {};
      Object.keys(sets).forEach(function (name) {
        var counted = new Uint8Array(size);
        docs.forEach(function (doc) { counted[doc] = masks.every(function (m) { return m.name === name || m.mask[doc] === 1; }) ? 1 : 0; });
        counts[name] = {};
        sets[name].forEach(function (/** @type {[string, string]} */ one) {
          var n = 0;
          readSet(new Reader(one[1], 0), size).forEach(function (doc) { n += counted[doc]; });
          counts[name][one[0]] = n;
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

    return { search: search, texts: texts, sizes: { provisions: provisions.size, paragraphs: paragraphs.size } };
  }

  // ---- showing

  /**
   * A text in pieces, those that a query found marked; joined they are the text again.
   * @param {string} text @param {Matcher[]} matchers @param {string[][]} phrases
   * @returns {{text: string, marked: boolean, added: boolean}[]}
   */
  function mark(text, matchers, phrases) {
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
        if (phrase.every(function (word, j) { return plain(found[i + j].word) === plain(word); })) {
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

  var api = { open: open, mark: mark, distance: near.distance, fold: fold, plain: plain, words: words };
  if (typeof module === "object" && module.exports) module.exports = api;
  else root.compendioSearch = api;
})(typeof self === "undefined" ? this : self);
