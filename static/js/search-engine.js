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
   * @typedef {import("./search-index.js").Posting} Posting
   * @typedef {import("./search-index.js").Term} Term
   * @typedef {import("./search-index.js").Shard} Shard
   * @typedef {{phrase: Term[], weight: number}} Alternative  terms that must stand in a document together
   * @typedef {{words: string[], kind: string, alternatives: Alternative[], idf: number, required: boolean, forms: Set<string>, added: Set<string>, prefix: string}} Concept
   * @typedef {{typed: string, kind: string, shown: string[], off: boolean}} Item  how a part of the query was understood
   * @typedef {{forms: Set<string>, added: Set<string>, prefix: string}} Matcher
   * @typedef {{hits: Int32Array, mode: string, items: Item[], matchers: Matcher[], phrases: string[][], counts: Object<string, Object<string, number>>|null, whole: number}} Answer
   */

  // A provision that holds the word always counts more than one that holds another word for it.
  var LOWEST = 0.5, SYNONYM = 0.45, SYNONYM_ALONE = 0.9;
  // Beyond this a rarer word says no more about what is sought.
  var RAREST = 3.5;
  var INFLECTED = 0.95, BEGUN = 0.75, BEGUN_BESIDE = 0.38, NEAR = [1, 0.8, 0.55];
  // The themes of so many of the best, and how much sharing them adds: at most so much of the best score.
  var MODELS = 6, ALIKE = 1;
  // Each further expression that the thesaurus has counts a little less.
  var LATER = 0.06;
  // How much of a score hangs on how many of the words are there.
  var ALL = 0.7;
  // More than any score.
  var FIRST = 1000;
  // How much words that stand together add.
  var TOGETHER = 0.55, IN_A_ROW = 0.35;
  // Fewer documents than these with all the words, and those with one word less are found too.
  var ENOUGH = 20;

  var language = /** @type {any} */ (typeof module === "object" && module.exports ? require("./search-query.js") : /** @type {any} */ (root).compendioQuery);
  var WORD = language.WORD, fold = language.fold, plain = language.plain, words = language.words;
  var stored = /** @type {any} */ (typeof module === "object" && module.exports ? require("./search-index.js") : /** @type {any} */ (root).compendioStored);
  var Reader = stored.Reader, readSet = stored.readSet, readShard = stored.readShard, derive = stored.derive;
  var parse = language.parse, references = language.references, valuesOf = language.valuesOf;

  // ---- near words

  /**
   * How many letters to change, add, take away or swap; more than `most` counts as `most + 1` (Damerau–Levenshtein,
   * optimal string alignment).
   * @param {string} a @param {string} b @param {number} most @returns {number}
   */
  function distance(a, b, most) {
    if (Math.abs(a.length - b.length) > most) return most + 1;
    var before = [], row = [], next = [];
    for (var j = 0; j <= b.length; j++) row[j] = j;
    for (var i = 1; i <= a.length; i++) {
      var least = (next[0] = i);
      for (j = 1; j <= b.length; j++) {
        var same = a.charCodeAt(i - 1) === b.charCodeAt(j - 1);
        var d = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (same ? 0 : 1));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) d = Math.min(d, before[j - 2] + 1);
        next[j] = d;
        if (d < least) least = d;
      }
      if (least > most) return most + 1;
      var free = before;
      before = row;
      row = next;
      next = free;
    }
    return row[b.length];
  }

  // ---- the engine

  /**
   * @param {any} manifest @param {Load} load
   * @returns {{search: Function, texts: Function, sizes: {provisions: number, paragraphs: number, whole: boolean}}}
   */
  function open(manifest, load) {
    /** @type {Map<string, any>} */
    var parts = new Map();
    var functionWords = new Set(manifest.words["function-words"]);
    var endings = new Set(manifest.words.endings);
    /** What readers say by its first stem. @type {Map<string, {say: string[], mean: string[][]}[]>} */
    var sayings = new Map();
    /** The keys of the thesaurus's phrases of several words, as src/search/rows.rs numbers them. @type {Map<string, string>} */
    var rows = new Map();
    manifest.synonyms.forEach(function (/** @type {[string[], string[]]} */ s) {
      var mean = s[1].map(words);
      mean.forEach(function (phrase) {
        if (phrase.length > 1 && !rows.has(phrase.join(" "))) rows.set(phrase.join(" "), "@=" + rows.size);
      });
      s[0].forEach(function (phrase) {
        var say = phrase.split(" "), first = plain(say[0]), list = sayings.get(first);
        if (list === undefined) sayings.set(first, [{ say: say, mean: mean }]);
        else list.push({ say: say, mean: mean });
      });
    });

    /** @type {Map<string, any>} */
    var meetings = new Map(manifest.meetings.map(function (/** @type {any} */ m) { return [m.id, m]; }));

    /** Loads what is not there yet. @param {string[]} names @param {() => void} then */
    function need(names, then) {
      var missing = names.filter(function (name, i) { return !parts.has(name) && names.indexOf(name) === i; });
      var left = missing.length;
      if (left === 0) return then();
      missing.forEach(function (name) {
        load(name, function (data) {
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
      function named(to, n) { return Array.from({ length: n }, function (_, i) { return kind + to + i; }); }
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
      /** A shard that was loaded. @param {number} at @returns {Shard|null} */
      function shardAt(at) {
        var shard = shards.get(at);
        if (shard === undefined) {
          var data = parts.get(shardName(at));
          if (!data) return null;
          shards.set(at, (shard = readShard(shardName(at), data, about.derived)));
        }
        return shard;
      }
      /** The term of a key that is no word. @param {string} key @returns {Term|null} */
      function keyed(key) {
        var shard = shardAt(shardOf(key));
        return shard === null ? null : shard.byKey.get(key) || null;
      }
      /** The documents of a term; none where its part did not come. @param {Term} term @returns {Posting} */
      function posting(term) {
        var part = about.derived ? (parts.get(term.part) || [])[2] : parts.get(term.part);
        if (term.posting === null && part === undefined) return { docs: new Int32Array(0), levels: new Uint8Array(0) };
        return stored.posting(term, about.size, manifest.ranking.best, part);
      }
      /** @param {number} doc @returns {string} */
      function blockName(doc) { return kind + "d" + Math.floor(doc / about.block); }
      var blocks = about.derived ? named("d", Math.ceil(about.size / about.block)) : [];
      return {
        size: about.size,
        ranges: ranges,
        read: about.read,
        begun: about.begun,
        rare: about.rare,
        longest: about.longest,
        derived: about.derived,
        /** The part that tells of a row of words. @param {number} number @returns {string} */
        rowName: function (number) { return kind + "g" + (number % about.rows); },
        /** The shard that every query asks first, where there is one. */
        common: about.derived || about.size === 0 ? [] : [ranges],
        shardName: shardName,
        shard: shardAt,
        shardOf: shardOf,
        keyed: keyed,
        posting: posting,
        /** What has to be there before anything else, where the texts are the index. */
        all: about.derived ? named("t", ranges).concat(blocks) : [],
        /** Makes the index, once, where the texts are it. */
        prepare: function () {
          if (!about.derived || prepared) return;
          var texts = blocks.map(function (/** @type {string} */ name) { return parts.get(name); });
          var list = about.terms.map(function (/** @type {any} */ _, /** @type {number} */ i) { return shardAt(i); });
          prepared = texts.every(Boolean) && list.every(Boolean);
          if (prepared) derive(manifest, list, texts);
        },
        blockName: blockName,
        /** @param {number} doc @returns {Shown|null} */
        shown: function (doc) {
          var block = parts.get(blockName(doc)), d = block ? block.documents[doc % about.block] : undefined;
          if (d === undefined) return null;
          // Written out only where they do not follow from the id.
          var meeting = meetings.get(d[0].split(".")[0]);
          var url = d[1] === "" ? manifest.address[0] + d[0].replace(/\./g, "-") + manifest.address[1] : d[1];
          return { id: d[0], url: url, reference: d[2].charAt(0) === "~" && meeting ? meeting.reference + d[2].slice(1) : d[2], leads: d[3].map(function (/** @type {number} */ l) { return block.leads[l]; }), text: d[4], themes: d[5] || [] };
        }
      };
    }
    var provisions = collection("d"), paragraphs = collection("p");

    /** Shards where a word, its inflections and, unfinished, its continuations stand. @param {any} c @param {string} word @param {boolean} unfinished @returns {number[]} */
    function shardsFor(c, word, unfinished) {
      if (c.size === 0) return [];
      var first = c.common.length > 0 ? c.shard(c.common[0]) : null;
      if (!unfinished && first !== null && first.byForm.has(word)) return c.common;
      var key = plain(word), found = new Set(c.common);
      [key, key.slice(0, 3), key.slice(0, 2)].forEach(function (/** @type {string} */ k) { found.add(c.shardOf(k)); });
      if (unfinished) {
        var last = Math.min(c.shardOf(key + "\uffff"), c.shardOf(key) + 2);
        for (var at = c.shardOf(key); at <= last; at++) found.add(at);
      }
      return Array.from(found);
    }

    /** Shards where a misspelt word may stand. @param {any} c @param {string} word @returns {number[]} */
    function shardsNear(c, word) {
      if (c.ranges <= 4) return Array.from({ length: c.ranges }, function (_, i) { return i; }).concat(c.common);
      var key = plain(word);
      return Array.from(new Set([key, key[1] + key[0] + key.slice(2), key.slice(1), key[0] + key.slice(2), key.slice(0, 2) + key[3] + key[2], key.slice(0, 2)].map(c.shardOf).concat(c.common)));
    }

    /** The parts that tell the documents of terms. @param {Term[]} terms @returns {string[]} */
    function partsOf(terms) {
      return terms.filter(function (t) { return t.posting === null; }).map(function (t) { return t.part; });
    }

    /** Terms of exactly this word. @param {any} c @param {string} word folded @returns {{terms: Term[], how: string}} */
    function exact(c, word) {
      var list = shardsFor(c, word, false).map(c.shard).filter(Boolean);
      for (var i = 0; i < list.length; i++) {
        var terms = list[i].byForm.get(word);
        if (terms !== undefined) return { terms: terms, how: "word" };
      }
      for (i = 0; i < list.length; i++) {
        var other = list[i].byPlain.get(plain(word));
        // Who writes n may mean ñ; who writes ñ means it.
        if (other !== undefined && word === plain(word)) return { terms: other, how: "inflected" };
      }
      return { terms: [], how: "" };
    }

    /** Terms of which this is an inflection that no text holds. @param {any} c @param {string} word @returns {Term[]} */
    function inflected(c, word) {
      var list = shardsFor(c, word, false).map(c.shard).filter(Boolean);
      for (var cut = Math.min(3, word.length); cut < word.length; cut++) {
        if (!endings.has(word.slice(cut))) continue;
        var key = word.slice(0, cut);
        for (var i = 0; i < list.length; i++) {
          var term = list[i].byKey.get(key);
          if (term !== undefined && term.key.length >= 3 && term.folded.some(function (/** @type {string} */ f) { return f !== key || key.length > 4; })) return [term];
        }
      }
      return [];
    }

    /** Does a word, or its stem, say the first stem of a thesaurus entry? @param {string} word @param {string} stem @param {Term[]} terms */
    function says(word, stem, terms) {
      if (terms.some(function (t) { return t.key === stem; })) return true;
      if (plain(word) === plain(stem)) return true;
      return stem.length >= 3 && plain(word).indexOf(plain(stem)) === 0 && endings.has(word.slice(stem.length));
    }

    /** Terms that begin so. @param {any} c @param {string} word @returns {Term[]} */
    function begun(c, word) {
      var key = plain(word);
      /** @type {Term[]} */
      var found = [];
      shardsFor(c, word, true).map(c.shard).filter(Boolean).forEach(function (/** @type {Shard} */ shard) {
        shard.terms.forEach(function (term) {
          if (term.key[0] !== "@" && term.folded.some(function (f) { return f.startsWith(word) || plain(f).startsWith(key); })) found.push(term);
        });
      });
      found.sort(function (a, b) { return b.docs - a.docs || (a.key < b.key ? -1 : 1); });
      return found.slice(0, c.begun);
    }

    /**
     * The nearest words to a misspelt one: those with the fewest changes, the same first letter, the most documents.
     * @param {any} c @param {string} word @param {number} most
     * @returns {{term: Term, form: string, distance: number}[]}
     */
    function near(c, word, most) {
      var w = plain(word);
      /** @type {{term: Term, form: string, distance: number, rank: number}[]} */
      var found = [];
      shardsNear(c, word).map(c.shard).filter(Boolean).forEach(function (/** @type {Shard} */ shard) {
        shard.terms.forEach(function (term) {
          if (term.key[0] === "@" || /^\d/.test(term.key)) return;
          var best = most + 1, form = "";
          term.folded.forEach(function (f, i) {
            var d = distance(w, plain(f), most);
            if (d < best) { best = d; form = term.forms[i]; }
          });
          if (best <= most) found.push({ term: term, form: form, distance: best, rank: best * 10 + (plain(term.key)[0] === w[0] ? 0 : 4) - Math.min(3, Math.log(1 + term.docs)) });
        });
      });
      found.sort(function (a, b) { return a.rank - b.rank || (a.form < b.form ? -1 : 1); });
      // What is much farther than the nearest is another word.
      return found.filter(function (f) { return f.rank < found[0].rank + 6; }).slice(0, 3);
    }

    /** @param {string} word */
    function tolerance(word) {
      return word.length < 4 || /\d/.test(word) ? 0 : word.length < 8 ? 1 : 2;
    }

    /** @param {Term[]} terms @param {Concept} concept @param {boolean} added */
    function remember(terms, concept, added) {
      terms.forEach(function (t) {
        t.folded.forEach(function (f) { (added ? concept.added : concept.forms).add(f); });
      });
    }

    /** @param {any} c @param {number} docs */
    function rarity(c, docs) {
      return Math.log(1 + (c.size - docs + 0.5) / (docs + 0.5));
    }

    /**
     * The words of a query as concepts with all that may stand for them. Parts must be loaded.
     * @param {any} c @param {Token[]} tokens @param {boolean} unfinished @param {Set<string>} off words that are taken as typed
     * @returns {{concepts: Concept[], items: Item[], missing: string[]}} `missing`: words whose near ones want more shards
     */
    function understand(c, tokens, unfinished, off) {
      /** @type {Concept[]} */
      var concepts = [];
      /** @type {Item[]} */
      var items = [];
      /** @type {string[]} */
      var missing = [];
      var onlyFunction = tokens.every(function (t) { return functionWords.has(t.word); });
      var found = tokens.map(function (t) { return exact(c, t.word); });
      for (var i = 0; i < tokens.length; i++) {
        var word = tokens[i].word, isLast = i === tokens.length - 1 && unfinished;
        if (manifest.words.or.indexOf(tokens[i].raw) >= 0 && concepts.length > 0 && i + 1 < tokens.length) {
          items.push({ typed: tokens[i].raw, kind: "or", shown: [], off: false });
          continue;
        }
        if (concepts.some(function (k) { return k.words[0] === word; })) continue;
        /** @type {Concept} */
        var concept = { words: [word], kind: "word", alternatives: [], idf: 0, required: true, forms: new Set(), added: new Set(), prefix: "" };
        var item = { typed: tokens[i].raw, kind: "word", shown: /** @type {string[]} */ ([]), off: off.has(word) };
        var own = found[i].terms, expand = !off.has(word);
        own.forEach(function (t) { concept.alternatives.push({ phrase: [t], weight: found[i].how === "word" ? 1 : INFLECTED }); });
        var said = expand ? saidHere(tokens, found, i) : null;
        if (functionWords.has(word) && !onlyFunction && !isLast && (said === null || said.length < 2)) {
          concept.kind = item.kind = "function";
          concept.required = false;
          // It would order nothing, and its documents are many.
          concept.alternatives = [];
          remember(own, concept, false);
        } else {
          if (own.length === 0 && expand) {
            own = inflected(c, word);
            own.forEach(function (t) { concept.alternatives.push({ phrase: [t], weight: INFLECTED }); });
            if (own.length > 0) item.kind = "inflected";
          }
          remember(own, concept, false);
          var known = own.length;
          if (isLast && word.length > 1 && expand) {
            var continued = begun(c, word).filter(function (t) { return own.indexOf(t) < 0; });
            if (continued.length > 0) {
              continued.forEach(function (t) { concept.alternatives.push({ phrase: [t], weight: known > 0 ? BEGUN_BESIDE : BEGUN }); });
              remember(continued, concept, false);
              if (known === 0) { item.kind = "begun"; known = 1; }
              concept.prefix = known > 0 && functionWords.has(word) ? "" : word;
            }
          }
          if (said !== null) {
            var means = said.mean.map(function (p) { return { words: p, terms: phraseTerms(c, p) || [] }; }).filter(function (m) {
              return m.terms.length > 0 && !(m.terms.length === 1 && own.indexOf(m.terms[0]) >= 0) && (m.words.length === 1 || rowOf(c, m.words) !== null);
            });
            if (means.length > 0) {
              means.forEach(function (m, n) {
                // What the thesaurus adds in several words stands in a row.
                var row = rowOf(c, m.words);
                concept.alternatives.push({ phrase: row === null ? m.terms : [row], weight: (known > 0 ? SYNONYM : SYNONYM_ALONE) * (1 - LATER * Math.min(n, 5)) });
                remember(m.terms.filter(function (t) { return !functionWords.has(t.folded[0]); }), concept, true);
              });
              items.push({ typed: tokens.slice(i, i + said.length).map(function (t) { return t.raw; }).join(" "), kind: "added", shown: means.map(function (m) { return m.words.join(" "); }), off: false });
              known = Math.max(known, 1);
              // A phrase of the thesaurus is one concept.
              if (said.length > 1) {
                concept.words = tokens.slice(i, i + said.length).map(function (t) { return t.word; });
                var together = found.slice(i, i + said.length).map(function (f) { return f.terms[0]; });
                concept.alternatives = concept.alternatives.filter(function (a) { return own.indexOf(a.phrase[0]) < 0 || a.phrase.length > 1; });
                if (together.every(Boolean)) concept.alternatives.push({ phrase: together, weight: 1 });
                together.filter(Boolean).forEach(function (t) { if (!functionWords.has(t.folded[0])) remember([t], concept, false); });
                i += said.length - 1;
                item.typed = concept.words.join(" ");
              }
            }
          }
          var most = tolerance(word);
          var rare = own.length > 0 && item.kind === "word" && own.every(function (t) { return t.docs <= 1; }) && word.length > 5;
          if (expand && most > 0 && (known === 0 || rare)) {
            missing.push(word);
            var others = near(c, word, known === 0 ? most : 1).filter(function (f) { return own.indexOf(f.term) < 0 && (known === 0 || f.term.docs > 8); });
            others.forEach(function (f) { concept.alternatives.push({ phrase: [f.term], weight: known === 0 ? NEAR[f.distance] : SYNONYM * 0.5 }); });
            remember(others.map(function (f) { return f.term; }), concept, known > 0);
            if (others.length > 0 && known === 0) {
              item.kind = "corrected";
              item.shown = others.map(function (f) { return f.form; });
            }
          }
          if (concept.alternatives.length === 0) {
            item.kind = "unknown";
            concept.required = false;
          }
        }
        var best = concept.alternatives.reduce(function (b, a) { return Math.max(b, a.weight); }, 0);
        var docs = concept.alternatives.reduce(function (sum, a) {
          return a.weight >= best * 0.5 ? sum + a.phrase.reduce(function (least, t) { return Math.min(least, t.docs); }, Infinity) : sum;
        }, 0);
        concept.idf = concept.alternatives.length === 0 ? 0 : Math.min(RAREST, rarity(c, Math.min(docs, c.size)));
        var joined = items.length > 0 && items[items.length - 1].kind === "or" && concepts.length > 0 ? concepts[concepts.length - 1] : null;
        if (joined !== null) {
          joined.alternatives = joined.alternatives.concat(concept.alternatives);
          concept.forms.forEach(function (f) { joined.forms.add(f); });
          concept.added.forEach(function (f) { joined.added.add(f); });
          joined.required = joined.required || concept.required;
          joined.idf = Math.max(joined.idf, concept.idf);
        } else concepts.push(concept);
        items.push(item);
      }
      return { concepts: concepts, items: items, missing: missing };
    }

    /**
     * What the thesaurus has for the words from this one on: the entries that say the most of them.
     * @param {Token[]} tokens @param {any[]} found @param {number} i @returns {{length: number, mean: string[][]}|null}
     */
    function saidHere(tokens, found, i) {
      /** @type {{say: string[], mean: string[][]}[]} */
      var best = [], length = 0;
      var firsts = new Set(found[i].terms.map(function (/** @type {Term} */ t) { return plain(t.key); }));
      var word = plain(tokens[i].word);
      for (var n = Math.min(2, word.length); n <= word.length; n++) firsts.add(word.slice(0, n));
      firsts.forEach(function (key) {
        (sayings.get(key) || []).forEach(function (s) {
          var all = s.say.length >= length && s.say.every(function (stem, j) {
            return i + j < tokens.length && says(tokens[i + j].word, stem, found[i + j].terms);
          });
          if (!all) return;
          if (s.say.length > length) best = [];
          length = s.say.length;
          if (best.indexOf(s) < 0) best.push(s);
        });
      });
      if (best.length === 0) return null;
      /** @type {string[][]} */
      var mean = [];
      best.forEach(function (s) {
        s.mean.forEach(function (phrase) {
          if (!mean.some(function (other) { return other.join(" ") === phrase.join(" "); })) mean.push(phrase);
        });
      });
      return { length: length, mean: mean };
    }

    /** The term of a phrase of the thesaurus whose words stand in a row. @param {any} c @param {string[]} phrase @returns {Term|null} */
    function rowOf(c, phrase) {
      var key = rows.get(phrase.join(" "));
      return key === undefined ? null : c.keyed(key);
    }

    /** The terms of a phrase's words, or null where one has none. @param {any} c @param {string[]} phrase @returns {Term[]|null} */
    function phraseTerms(c, phrase) {
      var terms = phrase.map(function (word) { return exact(c, word).terms[0] || inflected(c, word)[0]; });
      return terms.every(Boolean) ? terms : null;
    }

    /** The shards that a list of words asks for, thesaurus included. @param {any} c @param {Token[]} tokens @param {boolean} unfinished */
    function wantedShards(c, tokens, unfinished) {
      /** @type {Set<number>} */
      var wanted = new Set();
      tokens.forEach(function (t, i) {
        shardsFor(c, t.word, unfinished && i === tokens.length - 1).forEach(function (at) { wanted.add(at); });
      });
      return Array.from(wanted).map(c.shardName);
    }

    /** @param {any} c @param {Token[]} tokens */
    function synonymShards(c, tokens) {
      /** @type {Set<number>} */
      var wanted = new Set();
      if (c.size === 0) return [];
      var found = tokens.map(function (t) { return exact(c, t.word); });
      tokens.forEach(function (_, i) {
        var said = saidHere(tokens, found, i);
        if (said === null) return;
        said.mean.forEach(function (/** @type {string[]} */ p) {
          var key = rows.get(p.join(" "));
          if (key !== undefined) wanted.add(c.shardOf(key));
          p.forEach(function (word) { shardsFor(c, word, false).forEach(function (at) { wanted.add(at); }); });
        });
      });
      return Array.from(wanted).map(c.shardName);
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
      (sets()[facet] || []).forEach(function (one) {
        if (values.indexOf(one.value) >= 0) one.docs.forEach(function (doc) { out[doc] = 1; });
      });
      return out;
    }

    /** @type {string[][]|null} */
    var idParts = null;
    /** The ids of all provisions in their parts, without the mark of repeats. */
    function ids() {
      if (!parts.has("n")) return [];
      if (idParts === null) {
        var last = "";
        idParts = parts.get("n").split(" ").filter(Boolean).map(function (/** @type {string} */ one) {
          var reader = new Reader(one, 0), shared = reader.number();
          last = last.slice(0, shared) + one.slice(reader.at);
          return last.split(".").map(function (part) { return part.split("~")[0]; });
        });
      }
      return idParts;
    }

    /** The documents that a reference means. @param {any} c @param {any} one @returns {Uint8Array|null} null where it means none */
    function meant(c, one) {
      var out = new Uint8Array(c.size), any = false;
      if (one.kind === "article") {
        one.keys.forEach(function (/** @type {string} */ key) {
          var term = c.keyed(key);
          if (term !== null) c.posting(term).docs.forEach(function (doc) { out[doc] = any = 1; });
        });
      } else if (c !== provisions) return null;
      else if (one.kind === "meeting") {
        out = mask("reunion", one.meetings, c.size);
        any = out.indexOf(1) >= 0;
      } else {
        var wanted = [one.number].concat(one.path);
        ids().forEach(function (id, doc) {
          if (one.meetings !== null && one.meetings.indexOf(id[0]) < 0) return;
          if (wanted.every(function (part, i) { return id[i + 1] === part; })) out[doc] = any = 1;
        });
      }
      return any ? out : null;
    }

    // ---- ranking

    /**
     * @param {any} c @param {Concept[]} concepts @param {Uint8Array|null} within
     * @returns {{docs: Int32Array, score: Float64Array, every: number, need: number}} documents in their order, with at least `need` of the words
     */
    function rank(c, concepts, within) {
      var size = c.size, score = new Float64Array(size), has = new Uint8Array(size), best = new Float64Array(size), exactly = new Uint32Array(size);
      var required = 0;
      concepts.forEach(function (concept) {
        if (concept.alternatives.length === 0) return;
        if (concept.required) required += 1;
        /** @type {Int32Array[]} */
        var touched = [];
        concept.alternatives.forEach(function (a) {
          var p = together(c, a.phrase);
          if (concept.required && a.weight >= INFLECTED) p.docs.forEach(function (doc) { exactly[doc] |= 1 << Math.min(required - 1, 30); });
          for (var i = 0; i < p.docs.length; i++) {
            var value = a.weight * (LOWEST + ((1 - LOWEST) * (p.levels[i] + 1)) / manifest.ranking.levels);
            if (value > best[p.docs[i]]) best[p.docs[i]] = value;
          }
          touched.push(p.docs);
        });
        touched.forEach(function (docs) {
          for (var i = 0; i < docs.length; i++) {
            var doc = docs[i];
            if (best[doc] === 0) continue;
            score[doc] += concept.idf * best[doc];
            if (concept.required) has[doc] += 1;
            best[doc] = 0;
          }
        });
      });
      if (required === 0 && concepts.length > 0) {
        for (var d = 0; d < size; d++) if (score[d] > 0) has[d] = 1;
        required = 1;
      }
      if (required > 1) for (d = 0; d < size; d++) score[d] *= 1 - ALL + ALL * has[d] / required;
      var counts = new Uint32Array(required + 1);
      for (d = 0; d < size; d++) if (has[d] > 0 && (within === null || within[d] === 1)) counts[has[d]] += 1;
      var need = required, sum = counts[required];
      while (need > 1 && (sum < ENOUGH || need > required - Math.floor(required / 4))) sum += counts[--need];
      var docs = new Int32Array(sum), at = 0;
      for (d = 0; d < size; d++) if (has[d] >= need && has[d] > 0 && (within === null || within[d] === 1)) docs[at++] = d;
      var each = required > 0 && required < 30 ? Math.pow(2, required) - 1 : -1;
      for (d = 0; d < size; d++) exactly[d] = exactly[d] === each ? 1 : 0;
      return { docs: docs.slice(0, at), score: score, every: counts[required], need: need, exactly: exactly };
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
     * @param {Int32Array} docs @param {Float64Array} score
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
     * @param {Shown} shown @param {Concept[]} concepts @param {string[]} typed all words in their order
     */
    function closeness(shown, concepts, typed) {
      var bonus = 0;
      [shown.text].concat(shown.leads).forEach(function (text, part) {
        var list = words(text), weight = part === 0 ? 1 : 0.5;
        /** @type {number[]} */
        var last = concepts.map(function () { return -1000; });
        var gaps = concepts.map(function () { return 0; });
        var at = 0;
        list.forEach(function (word) {
          if (functionWords.has(word)) return;
          at += 1;
          concepts.forEach(function (concept, i) {
            if (!concept.forms.has(word) && !(concept.prefix !== "" && word.startsWith(concept.prefix))) return;
            last[i] = at;
            if (i > 0) gaps[i] = Math.max(gaps[i], 1 / Math.max(1, at - last[i - 1]));
            if (i + 1 < concepts.length) gaps[i + 1] = Math.max(gaps[i + 1], 0.6 / Math.max(1, at - last[i + 1]));
          });
        });
        for (var i = 1; i < concepts.length; i++) {
          if (gaps[i] > 0.15) bonus += weight * TOGETHER * gaps[i] * Math.min(concepts[i].idf, concepts[i - 1].idf);
        }
        if (typed.length > 1 && part === 0 && (" " + list.join(" ") + " ").indexOf(" " + typed.join(" ") + " ") >= 0) {
          bonus += IN_A_ROW * concepts.reduce(function (sum, concept) { return sum + concept.idf; }, 0);
        }
      });
      return bonus;
    }

    /**
     * Raises the documents that share the themes of the best: what the best are about is what is sought.
     * @param {Int32Array} docs best first, their texts loaded @param {Float64Array} score
     */
    function favourThemes(docs, score) {
      var themes = manifest.facets.tema, held = new Float64Array(themes.length), all = 0;
      docs.slice(0, MODELS).forEach(function (doc) {
        var shown = provisions.shown(doc);
        all += score[doc];
        if (shown !== null) shown.themes.forEach(function (theme) { held[theme] += score[doc] / /** @type {Shown} */ (shown).themes.length; });
      });
      if (all === 0) return;
      var best = score[docs[0]];
      docs.forEach(function (doc) {
        var shown = provisions.shown(doc), most = 0;
        if (shown === null) return;
        shown.themes.forEach(function (theme) { most = Math.max(most, held[theme] / all - themes[theme][2] / provisions.size); });
        score[doc] += ALIKE * best * most;
      });
    }

    /** The documents that hold all words. @param {any} c @param {Term[][]} all for each word its terms @returns {Uint8Array} */
    function holders(c, all) {
      var counts = new Uint8Array(c.size);
      all.forEach(function (terms, i) {
        terms.forEach(function (t) { c.posting(t).docs.forEach(function (/** @type {number} */ doc) { if (counts[doc] === i) counts[doc] += 1; }); });
      });
      return counts.map(function (n) { return n === all.length ? 1 : 0; });
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
        if (set.indexOf(1) < 0 || length < 1 || set.reduce(function (sum, one) { return sum + one; }, 0) <= c.read) return then();
        var numbers = row.slice(0, row.length - length + 1).map(function (_, i) { return length === 1 ? 0 : stored.rowNumber(row.slice(i, i + length)); });
        need(length === 1 ? [] : numbers.map(c.rowName), function () {
          var held = numbers.map(function (number, i) {
            return length === 1 ? frequency(c, phrase[i]) : holdersOf(number, set);
          });
          // A row that the index does not have, though both that it is made of are frequent, stands nowhere.
          if (longer !== null && longer.some(function (has, i) { return !has && held[i] >= c.rare && held[i + 1] >= c.rare; })) set.fill(0);
          var has = held.map(function (n) { return n !== 0; });
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
      /** @type {string[]} */
      var names = [];
      if (byPlace) names.push("n");
      if (filtered || parsed.fields.length > 0 || read.wanted.some(function (one) { return one.kind === "meeting"; })) names.push("f");
      // What is common is known first, so that no other shard is loaded for it.
      need(c.common.map(c.shardName).concat(names, c.all), function () {
        c.prepare();
        need(c.size === 0 ? [] : dictionary(), function () {
          need(synonymShards(c, parsed.tokens), function () {
            var first = understand(c, read.rest, parsed.unfinished, off);
            var more = [].concat.apply([], /** @type {any} */ (first.missing.map(function (word) { return shardsNear(c, word).map(c.shardName); })));
            need(more, function () {
              var understood = more.length > 0 ? understand(c, read.rest, parsed.unfinished, off) : first;
              need(partsOf(termsOf(understood.concepts)), function () { answer(understood); });
            });
          });
        });
      });

      /** The shards of all words that are typed. @returns {string[]} */
      function dictionary() {
        var names = wantedShards(c, parsed.tokens, parsed.unfinished);
        parsed.phrases.concat([parsed.excluded]).forEach(function (list) {
          list.forEach(function (word) { names = names.concat(shardsFor(c, word, false).map(c.shardName)); });
        });
        read.wanted.forEach(function (one) { one.keys.forEach(function (key) { names.push(c.shardName(c.shardOf(key))); }); });
        return names;
      }

      /** All terms whose documents an answer wants. @param {Concept[]} concepts @returns {Term[]} */
      function termsOf(concepts) {
        /** @type {Term[]} */
        var terms = [];
        concepts.forEach(function (concept) { concept.alternatives.forEach(function (a) { terms = terms.concat(a.phrase); }); });
        parsed.phrases.forEach(function (phrase) { terms = terms.concat.apply(terms, telling(phrase)); });
        parsed.excluded.forEach(function (word) { terms = terms.concat(exact(c, word).terms); });
        read.wanted.forEach(function (one) { terms = terms.concat(one.keys.map(c.keyed, c).filter(Boolean)); });
        return terms;
      }

      /** The terms of a quoted phrase's words; function words stand nearly everywhere and tell nothing beside others. @param {string[]} phrase @returns {Term[][]} */
      function telling(phrase) {
        var own = phrase.filter(function (word) { return !functionWords.has(word); });
        return (own.length > 0 ? own : phrase).map(function (word) { return exact(c, word).terms; });
      }

      /** @param {{concepts: Concept[], items: Item[]}} read2 */
      function answer(read2) {
        var concepts = read2.concepts, items = read2.items;
        /** @type {Uint8Array|null} */
        var within = null, referred = 0;
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
          else { narrow(set); referred += 1; }
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
            need(partsOf(termsOf(concepts)), function () { go(0); });
          });
        }
        go(0);

        /** Narrows to what may hold the quoted phrases from this one on. @param {number} at */
        function go(at) {
          if (at >= parsed.phrases.length) return choose();
          var phrase = parsed.phrases[at], set = holders(c, telling(phrase));
          items.push({ typed: phrase.join(" "), kind: "phrase", shown: [], off: false });
          inRow(c, phrase, set, function () {
            narrow(set);
            go(at + 1);
          });
        }

        function choose() {
          parsed.excluded.forEach(function (word) {
            items.push({ typed: word, kind: "excluded", shown: [], off: false });
            var without = new Uint8Array(c.size).fill(1);
            exact(c, word).terms.forEach(function (t) { c.posting(t).docs.forEach(function (doc) { without[doc] = 0; }); });
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
          // Which of those that hold all the words hold them in a row, their texts tell; where the index does, of the best.
          if (docs.length > c.read) sortByScore(docs, asked.length > 0 ? score : told(c, [].concat.apply([], /** @type {any} */ (parsed.phrases.map(telling)))));
          var read1 = c.derived ? docs : docs.slice(0, c.read), left = docs.subarray(read1.length);
          need(Array.from(new Set(Array.from(read1, c.blockName))), function () {
            var holding = read1.filter(function (/** @type {number} */ doc) {
              var shown = c.shown(doc);
              return shown !== null && parsed.phrases.every(function (phrase) { return holds(/** @type {Shown} */ (shown), phrase); });
            });
            holding.slice(0, c.read).forEach(function (/** @type {number} */ doc) {
              var own = plain(words(/** @type {Shown} */ (c.shown(doc)).text).join(" "));
              parsed.phrases.forEach(function (phrase) { if ((" " + own + " ").indexOf(" " + phrase.map(plain).join(" ") + " ") >= 0) score[doc] += 5 + 5 / (1 + own.length / 400); });
            });
            docs = new Int32Array(holding.length + left.length);
            docs.set(holding);
            docs.set(left, holding.length);
            order();
          });

          function order() {
            var weighs = asked.length > 0 || parsed.phrases.length > 0;
            if (weighs) sortByScore(docs, score);
            var required = asked.filter(function (concept) { return concept.required; });
            if (required.length === 0) return finish();
            var head = docs.slice(0, c.read);
            need(Array.from(new Set(Array.from(head, c.blockName))), function () {
              var typed = read.rest.map(function (t) { return t.word; });
              head.forEach(function (/** @type {number} */ doc) {
                var shown = c.shown(doc);
                if (shown !== null) score[doc] += closeness(shown, required, typed);
              });
              favourThemes(sortByScore(head, score), score);
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
                counts: function (/** @type {(counts: any) => void} */ then) { /* `null` where the part did not come */ need(["f"], function () { then(parts.has("f") ? countFacets(docs, masks) : null); }); }
              });
            };
            if (options.sort === "recientes") need(["f"], tell);
            else tell();
          }
        }
      }
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
        var counted = new Uint8Array(size), others = masks.filter(function (m) { return m.name !== name; });
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

    return { search: search, texts: texts, sizes: { provisions: provisions.size, paragraphs: paragraphs.size, whole: provisions.derived } };
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

  var api = { open: open, mark: mark, distance: distance, fold: fold, plain: plain, words: words };
  if (typeof module === "object" && module.exports) module.exports = api;
  else root.compendioSearch = api;
})(typeof self === "undefined" ? this : self);
