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
   * @typedef {{words: string[], written: string}} Meaning  words of the texts, folded and as they are written
   * @typedef {{say: Said[], entries: number[]}} Saying
   * @typedef {{sayings: Map<string, Saying[]>, described: Map<string, number>}} Part  what readers say, by its first stem, and the
   *   stems by which the editors describe one document alone, with its number
   */

  // Words of one family share at least so many letters.
  var ROOT = 4;
  // No stem of a longer word is shorter; what begins with so many letters stands in one part (src/search/thesaurus.rs).
  var SHORTEST = 3;

  var language = /** @type {any} */ (typeof module === "object" && module.exports ? require("./search-query.js") : /** @type {any} */ (root).compendioQuery);
  var plain = language.plain, words = language.words, fold = language.fold;
  var nearness = /** @type {any} */ (typeof module === "object" && module.exports ? require("./search-near.js") : /** @type {any} */ (root).compendioNear);
  var distance = nearness.distance, heard = nearness.heard, alike = nearness.alike;
  var rangeOf = /** @type {any} */ (typeof module === "object" && module.exports ? require("./search-index.js") : /** @type {any} */ (root).compendioStored).rangeOf;

  /** What finds entries, as far as its parts are there. @param {any} manifest @param {Map<string, any>} parts those that were loaded */
  function sayings(manifest, parts) {
    var functionWords = new Set(manifest.words["function-words"]);
    var endings = new Set(manifest.words.endings);
    var affixes = new Set(manifest.words.endings.concat(manifest.words.derivations || []));
    /** @type {[string, string][]} */
    var sounds = manifest.words.sounds || [];
    /** @type {string[]} */
    var apart = manifest.apart || [];
    /** @type {string[]} */
    var starts = manifest.thesaurus.sayings;
    /** @type {number[]} */
    var firsts = manifest.thesaurus.meanings;
    /** @type {Map<number, Part>} */
    var read = new Map();
    /** @type {Map<number, Meaning[][]>} */
    var meant = new Map();
    /** Parts that were asked for and are not there. @type {Set<string>} */
    var lacking = new Set();
    /** The parts in which a query's expressions stand. @type {Set<number>} */
    var here = new Set();

    /** Whether to do without what has not come. */
    var without = false;

    /** A loaded part, `undefined` where it has yet to come. @param {string} name @returns {string|undefined} */
    function loaded(name) {
      var part = parts.get(name);
      if (part === undefined && !without) lacking.add(name);
      return part;
    }

    /** The last part that does not begin behind a stem. @param {string} stem plain @returns {number} */
    function partOf(stem) { return rangeOf(starts, stem); }

    /** The parts where what begins so may stand. @param {string} beginning plain @returns {Set<number>} */
    function partsBetween(beginning) {
      /** @type {Set<number>} */
      var found = new Set();
      for (var at = partOf(beginning), last = partOf(beginning + "\uffff"); at <= last; at++) found.add(at);
      return found;
    }

    /** The parts where a word's stems may stand. @param {string} word @param {Term[]} terms its own @returns {Set<number>} */
    function partsFor(word, terms) {
      var found = new Set(terms.map(term => partOf(plain(term.key)))), w = plain(word);
      for (var n = Math.min(SHORTEST, w.length); n <= w.length; n++) found.add(partOf(w.slice(0, n)));
      return found;
    }

    /**
     * The parts where the expressions of a query may stand. One is kept under its first word that tells anything; those of
     * function words alone stand before all others.
     * @param {Token[]} tokens @param {{terms: Term[]}[]} found their own terms @returns {Set<number>}
     */
    function partsOf(tokens, found) {
      /** @type {Set<number>} */
      var all = new Set();
      tokens.forEach(function (t, i) {
        if (!functionWords.has(t.word)) partsFor(t.word, found[i].terms).forEach(function (at) { all.add(at); });
        else if (tokens.length === 1 || (i > 0 && functionWords.has(tokens[i - 1].word))) all.add(partOf(""));
      });
      return starts.length === 0 ? new Set() : all;
    }

    /** What readers say, of one part. @param {number} at @returns {Part} */
    function part(at) {
      var held = read.get(at);
      if (held !== undefined) return held;
      var list = starts.length === 0 ? "" : loaded("s" + at);
      /** @type {Part} */
      var told = { sayings: new Map(), described: new Map() };
      if (list === undefined) return told;
      list.split("|").filter(Boolean).forEach(function (one) {
        var sides = one.split(">");
        var say = sides[0].split(/[\s,]+/).map(function (word) {
          var cut = word.split(".").map(fold);
          return { stem: cut.length > 1 ? cut[0] : stemOf(cut[0]), word: cut.join("") };
        });
        var entries = sides[1].split(",").filter(number => number.charAt(0) !== "@").map(Number), first = plain(say[0].stem);
        if (sides[1].indexOf("@") >= 0) {
          var doc = Number(sides[1].slice(sides[1].indexOf("@") + 1));
          told.described.set(say[0].stem, doc);
          // Who writes n may mean ñ.
          if (!told.described.has(plain(say[0].stem))) told.described.set(plain(say[0].stem), doc);
        }
        if (entries.length === 0) return;
        var held = told.sayings.get(first), saying = { say: say, entries: entries };
        if (held === undefined) told.sayings.set(first, [saying]);
        else held.push(saying);
      });
      read.set(at, told);
      return told;
    }

    /** What begins with a stem. @param {Set<number>} among parts @param {string} stem plain @returns {Saying[]} */
    function sayingsAt(among, stem) {
      /** @type {Saying[]} */
      var found = [];
      among.forEach(function (at) { found = found.concat(part(at).sayings.get(stem) || []); });
      return found;
    }

    /** The words that sayings may mean, each once, the first entry's first. @param {Saying[]} list @returns {Meaning[]} */
    function meaning(list) {
      /** @type {Map<string, Meaning>} */
      var found = new Map();
      Array.from(new Set([].concat.apply([], /** @type {any} */ (list.map(s => s.entries))))).sort((a, b) => a - b).forEach(function (entry) {
        entryOf(entry).forEach(function (one) {
          var row = one.words.join(" ");
          if (!found.has(row)) found.set(row, one);
        });
      });
      return Array.from(found.values());
    }

    /** What an entry means. @param {number} entry @returns {Meaning[]} */
    function entryOf(entry) {
      var at = rangeOf(firsts, entry), block = meant.get(at);
      if (block === undefined) {
        var list = loaded("m" + at);
        if (list === undefined) return [];
        block = list.split("|").map(one => one.split(";").map(written => ({ words: words(written), written: written })));
        meant.set(at, block);
      }
      return block[entry - firsts[at]] || [];
    }

    /** The key of a phrase of several words, as src/search/rows.rs makes it. @param {string[]} phrase @returns {string} */
    function keyOf(phrase) {
      return "@=" + phrase.join("_");
    }

    /**
     * A word without the longest ending of the language that leaves three letters; the twin of `rule` in src/search/thesaurus.rs.
     * @param {string} word folded
     */
    function stemOf(word) {
      for (var cut = 3; cut < word.length; cut++) if (endings.has(word.slice(cut))) return word.slice(0, cut);
      return word;
    }

    /** The beginning by which a word is no kin of others that begin alike ("autorid", of "autor"); "" for most. @param {string} word folded */
    function apartBy(word) {
      return apart.find(beginning => word.startsWith(beginning)) || "";
    }

    /** A word but for its number and gender. @param {string} a @param {string} b */
    function nearlySame(a, b) {
      if (a === b) return true;
      var same = alike(a, b);
      return a.length - same < 3 && b.length - same < 3 && same > 2 && (same === a.length || affixes.has(a.slice(same))) && (same === b.length || affixes.has(b.slice(same)));
    }

    /**
     * Does a word say one of the thesaurus? "trata" is no form of "tratado", though they share a stem: a word of the texts means
     * itself, and only what no text holds is taken by its stem.
     * @param {string} word @param {Said} said @param {boolean} isKnown whether the texts hold this very form
     */
    function says(word, said, isKnown) {
      if (nearlySame(plain(word), plain(said.word))) return true;
      return !isKnown && said.stem.length >= 3 && apartBy(word) === apartBy(said.word) && plain(word).indexOf(plain(said.stem)) === 0 && (word.length === said.stem.length || endings.has(word.slice(said.stem.length)));
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

    /** Before the words of a query are asked for. @param {Token[]} tokens @param {{terms: Term[]}[]} found their own terms */
    function open(tokens, found) {
      here = partsOf(tokens, found);
      here.forEach(part);
    }

    /**
     * What the thesaurus has for the words from this one on: the entries that say the most of them.
     * @param {Token[]} tokens @param {any[]} found @param {number} i @param {Set<number>} [among] other parts than the query's
     * @returns {{length: number, mean: Meaning[], very: boolean}|null} `very`: it says the word itself, but for number and gender
     */
    function saidHere(tokens, found, i, among) {
      /** @type {Saying[]} */
      var best = [], length = 0, like = 0, longest = 0;
      var stems = new Set(found[i].terms.map((/** @type {Term} */ t) => plain(t.key)));
      var word = plain(tokens[i].word);
      for (var n = Math.min(SHORTEST, word.length); n <= word.length; n++) stems.add(word.slice(0, n));
      stems.forEach(function (stem) {
        sayingsAt(among || here, stem).forEach(function (s) {
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
      return best.length === 0 ? null : { length: length, mean: meaning(best), very: like > length };
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
      return saidHere([Object.assign({}, tokens[i], { word: meant })], [{ terms: [], how: "" }], 0, partsFor(meant, []));
    }

    /** Each single word that readers say in some parts, with its stem. @param {Set<number>} among @param {(one: Saying, stem: string) => void} each */
    function eachWord(among, each) {
      among.forEach(function (at) {
        part(at).sayings.forEach(function (list, stem) { list.forEach(function (s) { if (s.say.length === 1) each(s, stem); }); });
      });
    }

    /** Beginnings that sound like a word's own. @param {string} w plain @returns {string[]} */
    function heardBeginnings(w) {
      var all = [w];
      for (var at = 0; at < SHORTEST; at++) sounds.forEach(function (pair) {
        [pair, [pair[1], pair[0]]].forEach(function (way) {
          if (way[0] !== "" && w.indexOf(way[0], at) === at) all.push(w.slice(0, at) + way[1] + w.slice(at + way[0].length));
          else if (way[0] === "" && at === 0) all.push(way[1] + w);
        });
      });
      return Array.from(new Set(all.map(one => one.slice(0, SHORTEST))));
    }

    /**
     * What the thesaurus has for a word that is nearly one of its own.
     * @param {string} word @param {boolean} widely whether the error may be among its first letters too, which asks for more parts
     * @returns {{length: number, mean: Meaning[]}|null}
     */
    function saidNearly(word, widely) {
      if (word.length < 6) return null;
      var sound = heard(plain(word), sounds), stems = heardStems(sound).concat([sound]), best = 2;
      /** @type {Saying|null} */
      var found = null;
      /** @param {string[]} beginnings */
      function look(beginnings) {
        /** @type {Set<number>} */
        var among = new Set();
        beginnings.forEach(function (beginning) { partsBetween(beginning).forEach(function (at) { among.add(at); }); });
        eachWord(among, function (s, stem) {
          var h = heardForm(stem), whole = heardForm(s.say[0].word);
          // Of a whole word, however short its stem is, a letter may be missing or too many; another letter makes another word.
          if (best > 1 && whole.length > ROOT + 1 && Math.abs(whole.length - sound.length) === 1 && distance(sound, whole, 1) === 1) { best = 1; found = s; }
          if (h.length < ROOT + 1) return;
          stems.forEach(function (one) {
            var d = distance(one, h, errors(h));
            if (d <= errors(h) && d < best) { best = d; found = s; }
          });
        });
      }
      look(heardBeginnings(plain(word)));
      if (found === null && widely && lacking.size === 0) look([plain(word).charAt(0)]);
      return found === null ? null : { length: 1, mean: meaning([found]) };
    }

    /**
     * What the thesaurus has for a word of the same family: both begin alike, and both go on with an ending of the language.
     * @param {string} word that no text holds @returns {{length: number, mean: Meaning[]}|null}
     */
    function saidOfFamily(word) {
      /** @type {Saying[]} */
      var found = [];
      var w = plain(word), most = ROOT;
      eachWord(partsBetween(w.slice(0, ROOT - 1)), function (s) {
        var other = plain(s.say[0].word);
        for (var same = alike(w, other); same >= most; same--) {
          if ((same < w.length && !affixes.has(w.slice(same))) || (same < other.length && !affixes.has(other.slice(same)))) continue;
          // The more they share, the nearer is the family.
          if (same > most) found = [];
          most = same;
          found.push(s);
          break;
        }
      });
      return found.length === 0 ? null : { length: 1, mean: meaning(found) };
    }

    return {
      open: open,
      here: saidHere,
      meant: sayingsOf,
      nearly: saidNearly,
      ofFamily: saidOfFamily,
      keyOf: keyOf,
      /** The one document that the editors describe by a stem. @param {string} stem @returns {number|undefined} */
      described: stem => part(partOf(plain(stem))).described.get(stem),
      errors: errors,
      heardStems: heardStems,
      apartBy: apartBy,
      /** The parts that the words of a query ask for. @param {Token[]} tokens @returns {string[]} */
      wanted: tokens => Array.from(partsOf(tokens, tokens.map(() => ({ terms: [] })))).map(at => "s" + at),
      /** Whether a part was asked for that is not there, since this was forgotten. */
      lacks: () => lacking.size > 0,
      /** Those parts. @returns {string[]} */
      lacked: () => Array.from(lacking),
      /** @param {boolean} doWithout whether what does not come counts as empty from now on */
      forgetLacks: function (doWithout) {
        lacking.clear();
        without = doWithout;
      }
    };
  }

  var api = { sayings: sayings };
  if (typeof module === "object" && module.exports) module.exports = api;
  else root.compendioThesaurus = api;
})(typeof self === "undefined" ? this : self);
