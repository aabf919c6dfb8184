/**
 * The words of a query as concepts, with all that may stand for each: inflections, continuations, near words, words of the
 * thesaurus. Pure.
 * It runs as a classic script in the page (the global `compendioUnderstand`) and under node for its tests.
 */
(function (root) {
  "use strict";

  /**
   * @typedef {import("./search-index.js").Term} Term
   * @typedef {import("./search-index.js").Shard} Shard
   * @typedef {import("./search-query.js").Token} Token
   * @typedef {{phrase: Term[], weight: number}} Alternative  terms that must stand in a document together
   * @typedef {{words: string[], kind: string, alternatives: Alternative[], idf: number, required: boolean, forms: Set<string>, added: Set<string>, prefix: string, described: {term: Term, typed: string}[], joined?: boolean}} Concept  `joined`: one word or another; `described`: words of it by which the editors describe documents
   * @typedef {{typed: string, kind: string, shown: string[], off: boolean, facet?: string}} Item  how a part of the query was understood
   */

  // What stands for a word weighs less than the word itself; alone it weighs nearly as much.
  var SYNONYM = 0.32, SYNONYM_ALONE = 0.77;
  // Where hardly any text holds the word itself, the texts say it otherwise.
  var SYNONYM_RARE = 0.8, FEW = 1;
  // An expression of several words leaves less doubt about what is meant than one of its words.
  var EXPRESSION = 0.99;
  // A word that sounds the same is this far away; one that differs in sound too is that much farther.
  var SOUND = 0.5, INFLECTION = 0.3;
  // Words of one family ("traductor", "traducción") share at least so many letters, and differ by endings alone.
  var ROOT = 4, KIN = 0.65;
  var INFLECTED = 0.95, GUESSED = 0.3, BEGUN = 0.75, BEGUN_BESIDE = 0.38, NEAR = [1, 0.8, 0.55];
  // Shorter words are not misspelt in their first letter.
  var SURE = 6;
  // In a query of so many words, as questions are, what looks misspelt may as well be a word that no text holds.
  var LONG = 6, DOUBTED = 0.35;
  // Of an expression that the thesaurus knows, one of its words alone.
  var PART = 0.2;
  // By what the editors describe a provision: in queries of so many words, as questions are, and where no text holds any form of the word.
  var DESCRIBED = 0.9, DESCRIBED_ALONE = 0.78, OF_EXPRESSION = 0.5, ASKING = 3;
  // Each further expression that the thesaurus has counts a little less.
  var LATER = 0.07;

  var language = /** @type {any} */ (typeof module === "object" && module.exports ? require("./search-query.js") : /** @type {any} */ (root).compendioQuery);
  var plain = language.plain, words = language.words, fold = language.fold;
  var stored = /** @type {any} */ (typeof module === "object" && module.exports ? require("./search-index.js") : /** @type {any} */ (root).compendioStored);
  var nearness = /** @type {any} */ (typeof module === "object" && module.exports ? require("./search-near.js") : /** @type {any} */ (root).compendioNear);
  var distance = nearness.distance, heard = nearness.heard, letters = nearness.letters, mayBeNear = nearness.mayBeNear;

  var thesaurus = /** @type {any} */ (typeof module === "object" && module.exports ? require("./search-thesaurus.js") : /** @type {any} */ (root).compendioThesaurus);

  /** What reads the words of queries. @param {any} manifest @param {Map<string, any>} parts those that were loaded */
  function reader(manifest, parts) {
    var functionWords = new Set(manifest.words["function-words"]);
    var endings = new Set(manifest.words.endings), sayings = thesaurus.sayings(manifest, parts), errors = sayings.errors, heardStems = sayings.heardStems;
    var affixes = new Set(manifest.words.endings.concat(manifest.words.derivations || []));
    /** @type {string[]} */
    var prefixes = manifest.words.prefixes || [];
    /** @type {[string, string][]} */
    var alternations = manifest.words.alternations || [];
    /** @type {[string, string][]} */
    var sounds = manifest.words.sounds || [];
    var apartBy = sayings.apartBy;

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
      if (c.ranges <= 4) return Array.from({ length: c.ranges }, (_, i) => i).concat(c.common);
      var key = plain(word);
      return Array.from(new Set([key, key[1] + key[0] + key.slice(2), key.slice(1), key[0] + key.slice(2), key.slice(0, 2) + key[3] + key[2], key.slice(0, 2)].map(c.shardOf).concat(c.common)));
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
      var list = shardsFor(c, word, false).map(c.shard).filter(Boolean), own = apartBy(word);
      var keys = own === "" ? [] : [own];
      for (var cut = Math.min(3, word.length); cut < word.length && own === ""; cut++) if (endings.has(word.slice(cut))) keys.push(word.slice(0, cut));
      for (var at = 0; at < keys.length; at++) {
        var key = keys[at];
        for (var i = 0; i < list.length; i++) {
          var term = list[i].byKey.get(key);
          if (term !== undefined && term.key.length >= 3 && term.folded.some((/** @type {string} */ f) => f !== key || key.length > 4)) return [term];
        }
      }
      return [];
    }

    /**
     * Terms of the family of a word that no text holds: they share its beginning, and both go on with an ending of the language.
     * @param {any} c @param {string} word @returns {Term[]}
     */
    function kin(c, word) {
      var list = shardsFor(c, word, false).map(c.shard).filter(Boolean), own = apartBy(word);
      for (var cut = word.length; cut >= Math.max(ROOT, word.length - 8); cut--) {
        if (cut < word.length && !affixes.has(word.slice(cut))) continue;
        var root = word.slice(0, cut);
        /** @type {Term[]} */
        var found = [];
        list.forEach(function (/** @type {Shard} */ shard) {
          shard.terms.forEach(function (term) {
            if (found.indexOf(term) < 0 && term.folded.some(f => f.startsWith(root) && (f === root || affixes.has(f.slice(cut))) && apartBy(f) === own)) found.push(term);
          });
        });
        if (found.length > 0) return found.sort((a, b) => b.docs - a.docs || (a.key < b.key ? -1 : 1)).slice(0, 4);
      }
      return [];
    }

    /** A word with letters changed that change in its other forms ("previniendo", "preveniendo"). @param {string} word @returns {string[]} */
    function variants(word) {
      /** @type {string[]} */
      var list = [];
      alternations.forEach(function (pair) {
        for (var at = word.indexOf(pair[0], 1); at > 0 && word.length > ROOT; at = word.indexOf(pair[0], at + 1)) list.push(word.slice(0, at) + pair[1] + word.slice(at + pair[0].length));
      });
      return list;
    }

    /** Terms of which a word is a form with other letters. @param {any} c @param {string} word @returns {Term[]} */
    function alternated(c, word) {
      var list = variants(word);
      for (var i = 0; i < list.length; i++) {
        var terms = exact(c, list[i]).terms;
        if (terms.length === 0) terms = inflected(c, list[i]).filter(t => t.key.length > 3);
        if (terms.length > 0) return terms;
      }
      return [];
    }

    /** The same word without what the language puts before words ("re-", "des-"). @param {any} c @param {string} word */
    function unprefixed(c, word) {
      for (var i = 0; i < prefixes.length; i++) {
        var rest = word.slice(prefixes[i].length);
        if (!word.startsWith(prefixes[i]) || rest.length < ROOT + 1) continue;
        var terms = exact(c, rest).terms;
        if (terms.length === 0) terms = inflected(c, rest);
        if (terms.length > 0) return terms;
      }
      return [];
    }

    /** Terms that begin so. @param {any} c @param {string} word @returns {Term[]} */
    function begun(c, word) {
      var key = plain(word);
      /** @type {Term[]} */
      var found = [];
      shardsFor(c, word, true).map(c.shard).filter(Boolean).forEach(function (/** @type {Shard} */ shard) {
        shard.terms.forEach(function (term) {
          if (term.key[0] !== "@" && term.folded.some(f => f.startsWith(word) || plain(f).startsWith(key))) found.push(term);
        });
      });
      found.sort((a, b) => b.docs - a.docs || (a.key < b.key ? -1 : 1));
      return found.slice(0, c.begun);
    }

    /**
     * A term as it is compared with words that are typed: its forms, plain and heard, and its key as it is heard.
     * @typedef {{plain: string, letters: number, heard: string|null, heardLetters: number}} Seen  `heard` once that is asked
     * @typedef {{forms: Seen[], key: Seen}} Likeness
     */
    /** @type {WeakMap<Term, Likeness>} */
    var likenesses = new WeakMap();
    /** Made once for each term. @param {Term} term @returns {Likeness} */
    function likenessOf(term) {
      var held = likenesses.get(term);
      if (held === undefined) {
        held = { forms: term.folded.map(seen), key: seen(term.key) };
        likenesses.set(term, held);
      }
      return held;
    }

    /** @param {string} word @returns {Seen} */
    function seen(word) {
      var p = plain(word);
      return { plain: p, letters: letters(p), heard: null, heardLetters: 0 };
    }

    /** How far a word is from another as both are heard, more than `most` where it need not be known. @param {string} sound @param {number} bits its letters @param {Seen} other @param {number} most */
    function distanceHeard(sound, bits, other, most) {
      // Nothing is heard that is not written.
      if (other.plain.length < sound.length - most) return most + 1;
      if (other.heard === null) {
        other.heard = heard(other.plain, sounds);
        other.heardLetters = letters(other.heard);
      }
      return mayBeNear(bits, other.heardLetters, most) ? distance(sound, other.heard, most) : most + 1;
    }

    /**
     * The nearest words to a misspelt one: those with the fewest changes, the same first letter, the most documents.
     * @param {any} c @param {string} word @param {number} most @param {boolean} unfinished whether it may be the beginning of a longer one
     * @returns {{term: Term, form: string, distance: number}[]}
     */
    function near(c, word, most, unfinished) {
      var w = plain(word), sound = heard(w, sounds), stems = heardStems(sound), own = letters(w), soundsLike = letters(sound);
      var stemLetters = stems.map(letters);
      /** @type {{term: Term, form: string, distance: number, rank: number}[]} */
      var found = [];
      shardsNear(c, word).map(c.shard).filter(Boolean).forEach(function (/** @type {Shard} */ shard) {
        shard.terms.forEach(function (term) {
          var first = term.key.charCodeAt(0);
          if (first === 64 || (first >= 48 && first < 58)) return;
          var best = most + 1, form = "", like = likenessOf(term);
          // Of a short word another first letter makes another word.
          if (w.length < SURE && heard(like.key.plain, sounds).charAt(0) !== sound.charAt(0)) return;
          like.forms.forEach(function (f, i) {
            var d = mayBeNear(own, f.letters, most) ? distance(w, f.plain, most) : most + 1;
            if (sound.length >= ROOT) d = Math.min(d, SOUND + distanceHeard(sound, soundsLike, f, most));
            // What has been typed of it so far, an error in it.
            if (d > most && unfinished && w.length > 4 && f.plain.length > w.length && distance(w, f.plain.slice(0, w.length), 1) <= 1) d = SOUND + 1;
            if (d < best) { best = d; form = term.forms[i]; }
          });
          if (term.key.length > ROOT) stems.forEach(function (stem, i) {
            var wrong = distanceHeard(stem, stemLetters[i], like.key, 1), key = like.key.heard || "", d = INFLECTION + SOUND + wrong;
            if (key.length > ROOT && wrong <= errors(key) && d < best) { best = d; form = term.forms[0]; }
          });
          if (best <= most + SOUND) found.push({ term: term, form: form, distance: best, rank: best * 10 + (plain(term.key)[0] === w[0] ? 0 : 4) - Math.min(3, Math.log(1 + term.docs)) });
        });
      });
      found.sort((a, b) => a.rank - b.rank || (a.form < b.form ? -1 : 1));
      // What is much farther than the nearest is another word.
      return found.filter(f => f.rank < found[0].rank + 6).slice(0, 3);
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

    /** What the body is called, in full and cut short behind any word that tells something, but no shorter than its short name. @type {string[][]} */
    var names = (manifest.names || []).map(words), called = [];
    var shortest = Math.min.apply(null, names.map(name => name.length));
    names.forEach(function (name) {
      for (var end = shortest; end <= name.length; end++) if (!functionWords.has(name[end - 1])) called.push(name.slice(0, end));
    });
    /** @type {string[][]} the longest first */
    var frames = (manifest.words.frames || []).map(words).concat(called).sort((/** @type {string[]} */ a, /** @type {string[]} */ b) => b.length - a.length);

    /** The words of a question without what only frames it; where nothing else is typed, all of them. @param {Token[]} tokens @returns {Set<number>} places of framing words */
    function framing(tokens) {
      /** @type {Set<number>} */
      var held = new Set();
      for (var i = 0; i < tokens.length; i++) {
        var frame = frames.find(f => f.every((word, j) => i + j < tokens.length && tokens[i + j].word === word));
        for (var j = 0; frame !== undefined && j < frame.length; j++) held.add(i + j);
        if (frame !== undefined) i += frame.length - 1;
      }
      var tells = tokens.some((t, at) => !held.has(at) && !functionWords.has(t.word));
      return tells ? held : new Set();
    }

    /** @param {any} c @param {string} word whether the texts hold it, itself or inflected */
    function isKnown(c, word) {
      return exact(c, word).terms.length > 0 || inflected(c, word).length > 0 || (c.isDescribed && descriptorOf(c, word, []) !== null);
    }

    /**
     * Two words written as one and one written as two, mended where the texts hold the mended alone.
     * @param {any} c @param {Token[]} tokens @param {Set<string>} off
     * @returns {(Token & {mended?: string})[]}
     */
    function mend(c, tokens, off) {
      /** @type {(Token & {mended?: string})[]} */
      var out = [];
      for (var i = 0; i < tokens.length; i++) {
        var t = tokens[i], next = tokens[i + 1];
        if (off.has(t.word) || functionWords.has(t.word) && !(next && !isKnown(c, next.word))) { out.push(t); continue; }
        if (next && /^[\s-]+$/.test(t.after) && !(isKnown(c, t.word) && isKnown(c, next.word)) && exact(c, t.word + next.word).terms.length > 0) {
          out.push({ word: t.word + next.word, raw: t.raw + t.after + next.raw, before: t.before, after: next.after, from: t.from, mended: t.word + next.word });
          i += 1;
          continue;
        }
        var cut = t.word.length > 5 && !/\d/.test(t.word) && !isKnown(c, t.word) ? seam(c, t.word) : 0;
        // "conseguir" begins like "con": a question has words that no text holds.
        if (tokens.length >= LONG && functionWords.has(t.word.slice(0, cut))) cut = 0;
        if (cut === 0) out.push(t);
        else {
          out.push({ word: t.word.slice(0, cut), raw: t.raw, before: t.before, after: " ", from: t.from, mended: t.word.slice(0, cut) + " " + t.word.slice(cut) });
          out.push({ word: t.word.slice(cut), raw: t.raw, before: " ", after: t.after, from: t.from, mended: "" });
        }
      }
      return out;
    }

    /** Where two known words were run together: the cut with the more common of the rarer ones. @param {any} c @param {string} word */
    function seam(c, word) {
      var best = 0, most = 0;
      for (var cut = 2; cut <= word.length - 3; cut++) {
        var left = word.slice(0, cut), right = word.slice(cut);
        if (left.length < 4 && !functionWords.has(left)) continue;
        var a = exact(c, left).terms, b = exact(c, right).terms;
        if (a.length === 0 || b.length === 0) continue;
        var docs = Math.min(a[0].docs, b[0].docs);
        if (docs > most) { most = docs; best = cut; }
      }
      return best;
    }

    /**
     * The words of a query as concepts with all that may stand for them, as far as it is loaded; the collection keeps in
     * mind which shards were asked for in vain. While it lacks any, near words are not looked for: that asks many shards.
     * @param {any} c @param {Token[]} tokens @param {boolean} unfinished @param {Set<string>} off words that are taken as typed
     * @returns {{concepts: Concept[], items: Item[]}}
     */
    function understand(c, tokens, unfinished, off) {
      /** @type {Concept[]} */
      var concepts = [];
      /** @type {Item[]} */
      var items = [];
      /** @type {Concept[]} */
      var doubted = [];
      /** Words by which the editors describe something, beside what the texts have for them. @type {string[]} */
      var described = [];
      tokens = mend(c, tokens, off);
      var frame = framing(tokens);
      var telling = tokens.filter(t => !functionWords.has(t.word) && manifest.words.or.indexOf(t.raw) < 0).length, asks = telling >= ASKING;
      var found = tokens.map(t => exact(c, t.word)), isOr = false;
      sayings.open(tokens.filter(t => !off.has(t.word)), found.filter((_, i) => !off.has(tokens[i].word)));
      for (var i = 0; i < tokens.length; i++) {
        var word = tokens[i].word, isLast = i === tokens.length - 1 && unfinished;
        if (manifest.words.or.indexOf(tokens[i].raw) >= 0 && concepts.length > 0) {
          // Whoever has written nothing behind it yet is still typing.
          if (i + 1 < tokens.length) {
            items.push({ typed: tokens[i].raw, kind: "or", shown: [], off: false });
            isOr = true;
          }
          continue;
        }
        var again = concepts.find(k => k.words[0] === word);
        if (again !== undefined) {
          if (again.kind !== "function") isOr = false;
          continue;
        }
        /** @type {Concept} */
        var concept = { words: [word], kind: "word", alternatives: [], idf: 0, required: true, forms: new Set(), added: new Set(), prefix: "", described: [] };
        var item = { typed: tokens[i].raw, kind: "word", shown: /** @type {string[]} */ ([]), off: off.has(word) };
        var mended = /** @type {any} */ (tokens[i]).mended;
        if (mended !== undefined) { item.kind = "corrected"; item.shown = [mended]; item.off = off.has(word); }
        var own = found[i].terms, expand = !off.has(word), guessed = false;
        own.forEach(function (t) { concept.alternatives.push({ phrase: [t], weight: found[i].how === "word" ? 1 : INFLECTED }); });
        var said = expand ? sayings.here(tokens, found, i) : null;
        if ((functionWords.has(word) || (frame.has(i) && !isLast)) && telling > 0 && (said === null || said.length < 2)) {
          concept.kind = item.kind = "function";
          concept.required = false;
          // It would order nothing, and its documents are many.
          concept.alternatives = [];
          remember(own, concept, false);
        } else {
          if (own.length === 0 && expand) {
            own = inflected(c, word);
            // Alone, "niñera" is no form of "niños" where the thesaurus knows it; among others it may as well be.
            guessed = telling === 1 && own.length > 0 && said !== null && said.length === 1 && said.very;
            own.forEach(function (t) { concept.alternatives.push({ phrase: [t], weight: guessed ? GUESSED : INFLECTED }); });
            if (own.length > 0) item.kind = "inflected";
          }
          remember(own, concept, false);
          var known = own.length;
          if (isLast && word.length > 1 && expand) {
            var continued = begun(c, word).filter(t => own.indexOf(t) < 0);
            if (continued.length > 0) {
              continued.forEach(function (t) { concept.alternatives.push({ phrase: [t], weight: known > 0 ? BEGUN_BESIDE : BEGUN }); });
              remember(continued, concept, false);
              if (known === 0) { item.kind = "begun"; known = 1; }
              concept.prefix = known > 0 && functionWords.has(word) ? "" : word;
            }
          }
          if (known === 0 && expand && !lacks(c)) {
            own = alternated(c, word);
            if (own.length === 0) own = kin(c, word);
            if (own.length === 0) own = unprefixed(c, word);
            own.forEach(function (t) { concept.alternatives.push({ phrase: [t], weight: KIN }); });
            remember(own, concept, false);
            if (own.length > 0) { item.kind = "inflected"; known = 1; }
          }
          var most = tolerance(word);
          /** @type {{term: Term, form: string, distance: number}[]} */
          var others = [];
          if (expand && known === 0 && said === null && !lacks(c)) {
            said = variants(word).reduce(function (/** @type {any} */ held, other) {
              return held || sayings.meant(tokens, i, other);
            }, null);
          }
          if (expand && known === 0 && said === null && word.length > ROOT && !lacks(c)) said = sayings.ofFamily(word);
          if (expand && c.isDescribed) {
            tokens.slice(i, i + (said === null ? 1 : said.length)).forEach(function (t, n) {
              var isHeld = n === 0 ? known > 0 : found[i + n].terms.length > 0 || inflected(c, t.word).length > 0;
              var term = functionWords.has(t.word) || (isHeld && !asks) ? null : descriptorOf(c, t.word, found[i + n].terms);
              if (term !== null) concept.described.push({ term: term, typed: t.raw });
            });
          }
          // What the editors describe a provision by is no error.
          if (expand && most > 0 && known === 0 && said === null && concept.described.length === 0 && !lacks(c)) {
            others = near(c, word, most, isLast);
            if (others.length === 0 || others[0].distance > 1 + SOUND) said = sayings.nearly(word, tokens.length < LONG);
            if (said !== null) others = [];
            else if (others.length > 0) {
              said = sayings.meant(tokens, i, fold(others[0].form));
            }
          } else if (!lacks(c) && expand && item.kind === "word" && word.length > 5 && known > 0 && own.every(t => t.docs <= 1)) {
            // So rare that it may be an error of the texts, or stand beside the word that is meant.
            others = near(c, word, 1, isLast).filter(f => own.indexOf(f.term) < 0 && f.term.docs > 8);
          }
          if (said !== null) {
            var means = said.mean.map(function (/** @type {any} */ p) { return { words: p.words, written: p.written, terms: phraseTerms(c, p.words) || [] }; }).filter(function (m) {
              // What holds the word anyway adds nothing.
              return m.terms.length > 0 && (m.words.length === 1 || rowOf(c, m) !== null) && !(said.length === 1 && m.terms.some(t => own.indexOf(t) >= 0));
            });
            if (means.length > 0) {
              means.forEach(function (m, n) {
                // What the thesaurus adds in several words stands in a row, and counts as its words do.
                var row = rowOf(c, m);
                concept.alternatives.push({ phrase: row === null ? m.terms : [row].concat(m.terms), weight: ((known === 0 || guessed) && others.length === 0 ? SYNONYM_ALONE : said.length > 1 ? EXPRESSION : own.length > 0 && own.reduce((sum, t) => sum + t.docs, 0) <= FEW ? SYNONYM_RARE : SYNONYM) * (1 - LATER * Math.min(n, 5)) });
                remember(m.terms.filter(t => !functionWords.has(t.folded[0])), concept, true);
              });
              var spoken = tokens.slice(i, i + said.length), expression = spoken.map(t => t.word).join(" ");
              var shown = means.filter((/** @type {any} */ m) => m.words.join(" ") !== expression).map((/** @type {any} */ m) => m.written);
              if (shown.length > 0) items.push({ typed: spoken.map(t => t.raw).join(" "), kind: "added", shown: shown, off: false });
              // No text holds it in any form.
              if (said.length === 1 && own.length === 0 && item.kind === "word") item.kind = "meant";
              known = Math.max(known, 1);
              // A phrase of the thesaurus is one concept.
              if (said.length > 1) {
                concept.words = spoken.map(t => t.word);
                var together = found.slice(i, i + said.length).map(f => f.terms[0]).filter(t => !t || !functionWords.has(t.folded[0]));
                concept.alternatives = concept.alternatives.filter(a => own.indexOf(a.phrase[0]) < 0 || a.phrase.length > 1);
                if (together.length > 0 && together.every(Boolean)) concept.alternatives.push({ phrase: together, weight: 1 });
                together.filter(Boolean).forEach(function (t) { if (!functionWords.has(t.folded[0])) {
                  remember([t], concept, false);
                  concept.alternatives.push({ phrase: [t], weight: PART });
                } });
                i += said.length - 1;
                item.typed = expression;
              }
            }
          }
          if (concept.described.length > 0) {
            var only = concept.alternatives.length === 0;
            if (only) item.kind = "described";
            else described.push.apply(described, concept.described.map(one => one.typed));
            concept.described.forEach(function (one) { concept.alternatives.push({ phrase: [one.term], weight: (only ? DESCRIBED_ALONE : DESCRIBED) * (concept.words.length > 1 ? OF_EXPRESSION : 1) }); });
          }
          others.forEach(function (f) { concept.alternatives.push({ phrase: [f.term], weight: own.length === 0 ? NEAR[Math.min(2, Math.round(f.distance))] : SYNONYM * 0.5 }); });
          remember(others.map(f => f.term), concept, own.length > 0);
          if (others.length > 0 && own.length === 0) {
            item.kind = "corrected";
            item.shown = others.map(f => f.form);
            if (tokens.length >= LONG) {
              concept.required = false;
              concept.alternatives.forEach(function (a) { a.weight *= DOUBTED; });
              doubted.push(concept);
            }
          }
          if (concept.alternatives.length === 0) {
            item.kind = "unknown";
            concept.required = false;
          }
        }
        concept.alternatives = distinct(concept.alternatives);
        var best = concept.alternatives.reduce((b, a) => Math.max(b, a.weight), 0);
        var docs = concept.alternatives.reduce(function (sum, a) {
          return a.weight >= best * 0.5 ? sum + a.phrase.reduce((least, t) => Math.min(least, t.docs), Infinity) : sum;
        }, 0);
        concept.idf = concept.alternatives.length === 0 ? 0 : stored.rarity(Math.min(docs, c.size), c.size);
        var joined = isOr && concept.kind !== "function" ? concepts.filter(k => k.kind !== "function").pop() : undefined;
        if (concept.kind !== "function") isOr = false;
        if (joined !== undefined) {
          joined.joined = true;
          joined.alternatives = distinct(joined.alternatives.concat(concept.alternatives));
          concept.forms.forEach(function (f) { joined.forms.add(f); });
          concept.added.forEach(function (f) { joined.added.add(f); });
          joined.described = joined.described.concat(concept.described);
          joined.required = joined.required || concept.required;
          joined.idf = Math.max(joined.idf, concept.idf);
        } else concepts.push(concept);
        if (mended !== "") items.push(item);
      }
      // Where all is misspelt, all was meant.
      if (!concepts.some(k => k.required)) doubted.forEach(function (k) { k.required = true; });
      if (described.length > 0) items.push({ typed: "", kind: "descriptors", shown: described, off: false });
      return { concepts: concepts, items: items };
    }

    /** Alternatives without those that are others in other forms: each set of terms once, as it weighs most. @param {Alternative[]} alternatives @returns {Alternative[]} */
    function distinct(alternatives) {
      /** @type {Map<string, Alternative>} */
      var found = new Map();
      alternatives.forEach(function (a) {
        var terms = a.phrase.map(t => t.key).sort().join(" "), held = found.get(terms);
        if (held === undefined || held.weight < a.weight) found.set(terms, a);
      });
      return Array.from(found.values());
    }

    /**
     * The documents that the editors describe by a word, as a term; no text has to hold it.
     * @param {any} c @param {string} word @param {Term[]} own those that hold this very word @returns {Term|null}
     */
    function descriptorOf(c, word, own) {
      var kept = apartBy(word), stems = own.map(t => t.key).concat(kept || word), found = null;
      for (var cut = word.length - 1; cut >= 3 && kept === ""; cut--) if (endings.has(word.slice(cut)) || (cut > ROOT && affixes.has(word.slice(cut)))) stems.push(word.slice(0, cut));
      for (var i = 0; i < stems.length && found === null; i++) found = describedBy(c, stems[i]);
      return found;
    }

    /** @type {Map<string, Term>} */
    var single = new Map();
    /** The documents that the editors describe by a stem, as a term. @param {any} c @param {string} stem @returns {Term|null} */
    function describedBy(c, stem) {
      var term = c.describedBy(stem), doc = term === null && c.derived ? sayings.described(stem) : undefined;
      if (doc === undefined) return term;
      var held = single.get(stem);
      if (held === undefined) single.set(stem, (held = stored.descriptor(stem, Int32Array.of(doc))));
      return held;
    }

    /** The term of a phrase of the thesaurus whose words stand in a row. @param {any} c @param {{words: string[], terms: Term[]}} phrase @returns {Term|null} */
    function rowOf(c, phrase) {
      return phrase.words.length < 2 ? null : c.rowOf(sayings.keyOf(phrase.words), phrase.terms);
    }

    /** The terms of a phrase's words, or null where one has none. @param {any} c @param {string[]} phrase @returns {Term[]|null} */
    function phraseTerms(c, phrase) {
      var terms = phrase.map(word => exact(c, word).terms[0] || inflected(c, word)[0]);
      return terms.every(Boolean) ? terms : null;
    }

    /** Whether something was asked for that is not there. @param {any} c */
    function lacks(c) {
      return c.lacks() || sayings.lacks();
    }

    /** The parts that are to come before the words can be understood. @param {any} c @returns {string[]} */
    function lacked(c) {
      return c.lacked().concat(sayings.lacked());
    }

    /**
     * The words understood, as far as what they ask for is there; where what did not come is asked for no more, without it.
     * @param {any} c @param {Token[]} tokens @param {boolean} unfinished @param {Set<string>} off @param {boolean} [doWithout]
     */
    function settled(c, tokens, unfinished, off, doWithout) {
      c.forgetLacks();
      sayings.forgetLacks(doWithout === true);
      return understand(c, tokens, unfinished, off);
    }

    /** The shards that a list of words asks for. @param {any} c @param {Token[]} tokens @param {boolean} unfinished */
    function wantedShards(c, tokens, unfinished) {
      /** @type {Set<number>} */
      var wanted = new Set();
      tokens.forEach(function (t, i) {
        shardsFor(c, t.word, unfinished && i === tokens.length - 1).forEach(function (at) { wanted.add(at); });
      });
      return Array.from(wanted).map(c.shardName);
    }

    return { exact: exact, shardsFor: shardsFor, wantedShards: wantedShards, sayingsFor: sayings.wanted, lacked: lacked, settled: settled };
  }

  var api = { reader: reader };
  if (typeof module === "object" && module.exports) module.exports = api;
  else root.compendioUnderstand = api;
})(typeof self === "undefined" ? this : self);
