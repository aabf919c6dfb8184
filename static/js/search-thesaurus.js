/**
 * The thesaurus: what readers say, and the words of the texts that it may mean; found by words as they are typed, inflected,
 * misspelt, or of one family. Pure.
 * It runs as a classic script in the page (the global `compendioThesaurus`) and under node for its tests.
 */
(function (root) {
  "use strict";

  /**
   * @typedef {import("./search-query.js").Token} Token
   * @typedef {import("./search-index.js").Term} Term
   * @typedef {{stem: string, word: string}} Said  a word that readers say
   * @typedef {{say: Said[], written: string[], mean: string[][]|null}} Saying  `mean` once somebody asks for it
   */

  // Words of one family share at least so many letters.
  var ROOT = 4;

  var language = /** @type {any} */ (typeof module === "object" && module.exports ? require("./search-query.js") : /** @type {any} */ (root).compendioQuery);
  var plain = language.plain, words = language.words, fold = language.fold;
  var nearness = /** @type {any} */ (typeof module === "object" && module.exports ? require("./search-near.js") : /** @type {any} */ (root).compendioNear);
  var distance = nearness.distance, heard = nearness.heard;

  /**
   * The entries of the thesaurus: what readers say, a point where a stem ends that is no rule, and what it may mean.
   * @param {any} manifest @returns {{say: string[], mean: string[]}[]}
   */
  function thesaurus(manifest) {
    return manifest.synonyms.split("|").filter(Boolean).map(function (/** @type {string} */ entry) {
      var sides = entry.split(">");
      if (sides.length > 1) return { say: sides[0].split(";"), mean: sides[1].split(";") };
      // Of a group each phrase means the others.
      var group = entry.slice(1).split(";");
      return { say: group, mean: group.map(phrase => phrase.replace(/\./g, "")) };
    });
  }

  /** What finds entries. @param {any} manifest */
  function sayings(manifest) {
    var functionWords = new Set(manifest.words["function-words"]);
    var endings = new Set(manifest.words.endings);
    var affixes = new Set(manifest.words.endings.concat(manifest.words.derivations || []));
    /** @type {[string, string][]} */
    var sounds = manifest.words.sounds || [];
    /** @type {{say: string[], mean: string[]}[]} */
    var entries = [];
    /** @type {Map<string, Saying[]>} */
    var read = new Map();
    /** @type {Map<string, string>} */
    var rows = new Map();

    /** What readers say by its first stem; read when the first word is asked for: who looks through lists types none. @returns {Map<string, Saying[]>} */
    function byStem() {
      if (read.size > 0) return read;
      (entries = thesaurus(manifest)).forEach(function (entry) {
        entry.say.forEach(function (phrase) {
          var say = (phrase.match(/[^\s,]+/g) || []).map(function (word) {
            var parts = word.split(".").map(fold);
            return { stem: parts.length > 1 ? parts[0] : stemOf(parts[0]), word: parts.join("") };
          });
          var first = plain(say[0].stem), list = read.get(first), one = { say: say, written: entry.mean, mean: null };
          if (list === undefined) read.set(first, [one]);
          else list.push(one);
        });
      });
      return read;
    }

    /** @param {Saying} saying @returns {string[][]} the words that it may mean */
    function meaning(saying) {
      return saying.mean || (saying.mean = saying.written.map(words));
    }

    /** The key of a phrase of several words, as src/search/rows.rs numbers them. @param {string[]} phrase @returns {string|undefined} */
    function keyOf(phrase) {
      if (rows.size === 0) {
        byStem();
        entries.forEach(function (entry) {
          entry.mean.forEach(function (written) {
            var row = words(written).join(" ");
            if (row.indexOf(" ") > 0 && !rows.has(row)) rows.set(row, "@=" + rows.size);
          });
        });
      }
      return rows.get(phrase.join(" "));
    }

    /**
     * A word without the longest ending of the language that leaves three letters; the twin of `rule` in src/search/thesaurus.rs.
     * @param {string} word folded
     */
    function stemOf(word) {
      for (var cut = 3; cut < word.length; cut++) if (endings.has(word.slice(cut))) return word.slice(0, cut);
      return word;
    }

    /** A word but for its number and gender. @param {string} a @param {string} b */
    function nearlySame(a, b) {
      if (a === b) return true;
      for (var same = 0; same < a.length && a[same] === b[same]; ) same++;
      return a.length - same < 3 && b.length - same < 3 && same > 2 && (same === a.length || affixes.has(a.slice(same))) && (same === b.length || affixes.has(b.slice(same)));
    }

    /**
     * Does a word say one of the thesaurus? "trata" is no form of "tratado", though they share a stem: a word of the texts means
     * itself, and only what no text holds is taken by its stem.
     * @param {string} word @param {Said} said @param {boolean} isKnown whether the texts hold this very form
     */
    function says(word, said, isKnown) {
      if (nearlySame(plain(word), plain(said.word))) return true;
      return !isKnown && said.stem.length >= 3 && plain(word).indexOf(plain(said.stem)) === 0 && (word.length === said.stem.length || endings.has(word.slice(said.stem.length)));
    }

    /** @type {Map<string, string>} */
    var heardForms = new Map();

    /** @param {string} form folded */
    function heardForm(form) {
      var h = heardForms.get(form);
      if (h === undefined) heardForms.set(form, (h = heard(plain(form), sounds)));
      return h;
    }

    /** How many letters of a stem may be wrong. @param {string} stem */
    function errors(stem) {
      return stem.length > 7 ? 1 : 0;
    }

    /** @type {Set<string>|null} */
    var heardEndings = null;

    /** What may be the stem of a word that is written as it is heard. @param {string} sound @returns {string[]} */
    function heardStems(sound) {
      var stems = [], known = heardEndings || (heardEndings = new Set(manifest.words.endings.map((/** @type {string} */ ending) => heard(ending, sounds))));
      for (var cut = Math.max(ROOT + 1, sound.length - 8); cut < sound.length; cut++) if (known.has(sound.slice(cut))) stems.push(sound.slice(0, cut));
      return stems;
    }

    /**
     * What the thesaurus has for the words from this one on: the entries that say the most of them.
     * @param {Token[]} tokens @param {any[]} found @param {number} i @returns {{length: number, mean: string[][]}|null}
     */
    function saidHere(tokens, found, i) {
      /** @type {Saying[]} */
      var best = [], length = 0, like = 0, longest = 0;
      var firsts = new Set(found[i].terms.map((/** @type {Term} */ t) => plain(t.key)));
      var word = plain(tokens[i].word);
      for (var n = Math.min(2, word.length); n <= word.length; n++) firsts.add(word.slice(0, n));
      firsts.forEach(function (key) {
        (byStem().get(key) || []).forEach(function (s) {
          var taken = s.say.length < longest ? 0 : taking(tokens, found, i, s.say);
          if (taken === 0) return;
          // What says the most of the words counts, and of those what says the very word.
          var likeness = s.say.length + (nearlySame(plain(tokens[i].word), plain(s.say[0].word)) ? 0.5 : 0);
          if (likeness < like) return;
          if (likeness > like) best = [];
          like = likeness;
          longest = s.say.length;
          length = taken;
          if (best.indexOf(s) < 0) best.push(s);
        });
      });
      if (best.length === 0) return null;
      /** @type {string[][]} */
      var mean = [];
      best.forEach(function (s) {
        meaning(s).forEach(function (phrase) {
          if (!mean.some(other => other.join(" ") === phrase.join(" "))) mean.push(phrase);
        });
      });
      return { length: length, mean: mean };
    }

    /**
     * How many words from this one on say an expression, 0 where they do not. Articles and the like may differ: "castigar a
     * una víctima" is "castigar a las víctimas".
     * @param {Token[]} tokens @param {any[]} found @param {number} i @param {Said[]} say @returns {number}
     */
    function taking(tokens, found, i, say) {
      for (var j = 0; j < say.length; j++) {
        if (i + j >= tokens.length) return 0;
        var word = tokens[i + j].word, alike = j > 0 && j < say.length - 1 && functionWords.has(word) && functionWords.has(say[j].word);
        if (!alike && !says(word, say[j], say.length === 1 && found[i].how === "word")) return 0;
      }
      return say.length;
    }

    /** What the thesaurus has for the word that was meant. @param {Token[]} tokens @param {number} i @param {string} meant */
    function sayingsOf(tokens, i, meant) {
      return saidHere([Object.assign({}, tokens[i], { word: meant })], [{ terms: [], how: "" }], 0);
    }

    /** What the thesaurus has for a word that is nearly one of its own. @param {string} word @returns {{length: number, mean: string[][]}|null} */
    function saidNearly(word) {
      if (word.length < 6) return null;
      var sound = heard(plain(word), sounds), stems = heardStems(sound).concat([sound]), found = null, best = 2;
      byStem().forEach(function (list, stem) {
        var h = heardForm(stem);
        if (h.length < ROOT + 1) return;
        list.forEach(function (s) {
          if (s.say.length > 1) return;
          stems.forEach(function (one) {
            var d = distance(one, h, errors(h));
            if (d <= errors(h) && d < best) { best = d; found = { length: 1, mean: meaning(s) }; }
          });
        });
      });
      return found;
    }

    /**
     * What the thesaurus has for a word of the same family: both begin alike, and both go on with an ending of the language.
     * @param {string} word that no text holds @returns {{length: number, mean: string[][]}|null}
     */
    function saidOfFamily(word) {
      /** @type {string[][]} */
      var mean = [];
      var w = plain(word), most = ROOT;
      byStem().forEach(function (list) {
        list.forEach(function (s) {
          var other = plain(s.say[0].word), same = 0;
          if (s.say.length > 1) return;
          while (same < w.length && w[same] === other[same]) same++;
          for (; same >= most; same--) {
            if ((same < w.length && !affixes.has(w.slice(same))) || (same < other.length && !affixes.has(other.slice(same)))) continue;
            // The more they share, the nearer is the family.
            if (same > most) mean = [];
            most = same;
            mean = mean.concat(meaning(s));
            break;
          }
        });
      });
      return mean.length === 0 ? null : { length: 1, mean: mean.filter((phrase, i) => mean.findIndex(other => other.join(" ") === phrase.join(" ")) === i) };
    }

    return {
      here: saidHere,
      meant: sayingsOf,
      nearly: saidNearly,
      ofFamily: saidOfFamily,
      keyOf: keyOf,
      errors: errors,
      heardStems: heardStems
    };
  }

  var api = { sayings: sayings, thesaurus: thesaurus };
  if (typeof module === "object" && module.exports) module.exports = api;
  else root.compendioThesaurus = api;
})(typeof self === "undefined" ? this : self);
