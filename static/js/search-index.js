/**
 * The parts of the index as the program writes them, read: numbers, sets of documents, shards of terms; and for small
 * registers, whose texts are the index, the terms' documents found in the texts. Pure. docs/search.md has the format.
 * It runs as a classic script in the page (the global `compendioStored`) and under node for its tests.
 */
(function (root) {
  "use strict";

  /**
   * @typedef {{docs: Int32Array, levels: Uint8Array}} Posting  documents, ascending, and their impacts
   * @typedef {{key: string, forms: string[], folded: string[], docs: number, part: string, at: number, length: number, posting: Posting|null}} Term
   *   `docs`: how many documents hold it; `part`, `at` and `length`: where its entry stands
   * @typedef {{get: (word: string) => Term[]|undefined, has: (word: string) => boolean}} Finder
   * @typedef {{terms: Term[], byForm: Finder, byPlain: Finder, byKey: {get: (key: string) => Term|undefined}}} Shard
   */

  var language = /** @type {any} */ (typeof module === "object" && module.exports ? require("./search-query.js") : /** @type {any} */ (root).compendioQuery);
  var WORD = language.WORD, fold = language.fold, plain = language.plain;

  /** @type {Uint8Array} */
  var VALUE = new Uint8Array(128);
  "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".split("").forEach(function (c, i) { VALUE[c.charCodeAt(0)] = i; });

  /** Reads numbers one after another. @param {string} text @param {number} at */
  function Reader(text, at) {
    this.text = text;
    this.at = at;
  }
  Reader.prototype.digit = function () {
    return VALUE[this.text.charCodeAt(this.at++) & 127];
  };
  Reader.prototype.number = function () {
    var n = 0, by = 1, digit;
    do {
      digit = this.digit();
      n += (digit & 31) * by;
      by *= 32;
    } while (digit > 31);
    return n;
  };

  /** A set's documents, ascending. @param {Reader} reader @param {number} size @returns {Int32Array} */
  function readSet(reader, size) {
    var head = reader.number(), count = head >> 1;
    var docs = new Int32Array(count), i = 0, next = 0;
    if (head & 1) {
      for (var base = 0; base < size; base += 6) {
        for (var bits = reader.digit(), bit = base; bits !== 0; bits >>= 1, bit++) if (bits & 1) docs[i++] = bit;
      }
    } else {
      for (; i < count; i++) {
        next += reader.number();
        docs[i] = next++;
      }
    }
    return docs;
  }

  /** Passes over a set. @param {Reader} reader @param {number} size */
  function skipSet(reader, size) {
    var head = reader.number();
    if (head & 1) reader.at += Math.ceil(size / 6);
    else for (var i = head >> 1; i > 0; i--) while (reader.digit() > 31);
  }

  /** The number under which a row of words stands; the twin of src/search/grams.rs. @param {string[]} words plain @returns {number} */
  function rowNumber(words) {
    var hash = 0x811c9dc5;
    Array.from(words.join(" ") + " ").forEach(function (letter) { hash = Math.imul(hash ^ /** @type {number} */ (letter.codePointAt(0)), 0x01000193) >>> 0; });
    return hash;
  }

  /** The documents that hold a row of words. @param {string} part @param {number} number @param {number} size @returns {Int32Array} */
  function readRow(part, number, size) {
    var reader = new Reader(part, 0), at = 0;
    while (reader.at < part.length) {
      at += reader.number();
      if (at === number) return readSet(reader, size);
      if (at > number) break;
      skipSet(reader, size);
    }
    return new Int32Array(0);
  }

  /**
   * A shard of the dictionary. A query asks for few of its words, so nothing is made beforehand to find them.
   * @param {string} name @param {[string, string, string]} data
   * @param {boolean} derived whether only keys that are no words tell their documents @returns {Shard}
   */
  function readShard(name, data, derived) {
    /** @type {Term[]} */
    var terms = [];
    var places = new Reader(data[1], 0), last = "", part = -1, at = 0, units = /[\ud800-\udfff]/.test(data[0]);
    /** The first letters of a word, of which one may be two units. @param {string} word @param {number} length */
    function beginning(word, length) {
      return units ? Array.from(word).slice(0, length).join("") : word.slice(0, length);
    }
    data[0].split("|").forEach(function (line) {
      if (line === "") return;
      var reader = new Reader(line, 0), length = reader.number(), forms = [], folded = [];
      while (reader.at < line.length) {
        var shared = reader.number(), end = line.indexOf(" ", reader.at);
        if (end < 0) end = line.length;
        last = beginning(last, shared) + line.slice(reader.at, end);
        reader.at = end + 1;
        forms.push(last);
        folded.push(last.charCodeAt(0) === 64 ? last : fold(last));
      }
      /** @type {Term} */
      var term = { key: beginning(folded[0], length), forms: forms, folded: folded, docs: 0, part: name, at: 0, length: 0, posting: null };
      if (!derived || term.key.charCodeAt(0) === 64) {
        term.docs = places.number();
        var entry = places.number();
        if (entry & 1) { part++; at = 0; }
        // What a small register has of them stands in the shard itself.
        if (!derived) term.part = name + "-" + part;
        term.at = at;
        at += term.length = entry >> 1;
      }
      terms.push(term);
    });
    return {
      terms: terms,
      byForm: finder(terms, function (form, word) { return form === word; }),
      byPlain: finder(terms, function (form, word) { return form.length === word.length && (form === word || plain(form) === word); }),
      byKey: { get: function (key) { return terms.find(function (term) { return term.key === key; }); } }
    };
  }

  /** Finds the terms of which a form is a word. @param {Term[]} terms @param {(form: string, word: string) => boolean} is @returns {Finder} */
  function finder(terms, is) {
    /** @param {Term} term @param {string} word */
    function has(term, word) {
      for (var i = 0; i < term.folded.length; i++) if (is(term.folded[i], word)) return true;
      return false;
    }
    return {
      get: function (word) {
        var found = terms.filter(function (term) { return has(term, word); });
        return found.length > 0 ? found : undefined;
      },
      has: function (word) { return terms.some(function (term) { return has(term, word); }); }
    };
  }

  /**
   * Finds the documents of all words in the texts and weighs them: BM25F, as src/search/index.rs does for large registers.
   * @param {any} manifest @param {Shard[]} shards all of the collection @param {any[]} blocks all of the collection
   * @param {string} alone the lengths of the keys of words that have one form alone, in the order of the forms
   * @returns {(row: Term[]) => Posting} finds the documents that hold terms in a row
   */
  function derive(manifest, shards, blocks, alone) {
    var weights = manifest.ranking.fields, k1 = manifest.ranking.k1, step = manifest.ranking.levels / manifest.ranking.full;
    /** @type {Map<string, Term>} */
    var byForm = new Map();
    shards.forEach(function (shard) {
      shard.terms.forEach(function (term) { term.folded.forEach(function (form) { if (!byForm.has(form)) byForm.set(form, term); }); });
    });
    addAlone(manifest, shards[0], blocks, alone, byForm);
    /** @type {Map<string, Term|null>} */
    var known = new Map();
    /** @param {string} text @returns {Term[]} */
    function terms(text) {
      /** @type {Term[]} */
      var list = [];
      (text.match(WORD) || []).forEach(function (word) {
        var term = known.get(word);
        if (term === undefined) known.set(word, (term = byForm.get(fold(word)) || null));
        if (term !== null) list.push(term);
      });
      return list;
    }
    var themes = manifest.facets.tema.map(function (/** @type {string[]} */ t) { return terms(t[1]); });
    var meetings = manifest.meetings.map(function (/** @type {any} */ m) { return terms(m.words); });
    /** For each document its fields: which, and their terms. @type {[number, Term[]][][]} */
    var documents = [];
    var count = [0, 0, 0, 0], sum = [0, 0, 0, 0];
    blocks.forEach(function (block) {
      var leads = block.leads.map(terms);
      block.documents.forEach(function (/** @type {any[]} */ d) {
        /** @type {[number, Term[]][]} */
        var fields = [[0, terms(d[4])]];
        d[3].forEach(function (/** @type {number} */ lead) { fields.push([1, leads[lead]]); });
        d[5].forEach(function (/** @type {number} */ theme) { fields.push([2, themes[theme]]); });
        d[6].forEach(function (/** @type {number} */ meeting) { fields.push([3, meetings[meeting]]); });
        fields.forEach(function (f) { count[f[0]] += 1; sum[f[0]] += f[1].length; });
        documents.push(fields);
      });
    });
    var average = sum.map(function (s, i) { return Math.max(1, s / Math.max(1, count[i])); });
    /** @type {Map<Term, {docs: number[], levels: number[]}>} */
    var found = new Map();
    documents.forEach(function (fields, doc) {
      /** @type {Map<Term, number>} */
      var frequency = new Map();
      fields.forEach(function (f) {
        var b = weights[f[0]][1], weight = weights[f[0]][0] / (1 - b + (b * f[1].length) / average[f[0]]);
        f[1].forEach(function (term) { frequency.set(term, (frequency.get(term) || 0) + weight); });
      });
      frequency.forEach(function (n, term) {
        var held = found.get(term);
        if (held === undefined) found.set(term, (held = { docs: [], levels: [] }));
        held.docs.push(doc);
        held.levels.push(Math.min(manifest.ranking.levels - 1, Math.floor((n / (k1 + n)) * step)));
      });
    });
    shards.forEach(function (shard) {
      shard.terms.forEach(function (term) {
        if (term.key.charAt(0) === "@") return;
        var held = found.get(term) || { docs: [], levels: [] };
        term.docs = held.docs.length;
        term.posting = { docs: Int32Array.from(held.docs), levels: bestApart(Uint8Array.from(held.levels), manifest.ranking) };
      });
    });
    return function (row) {
      /** @type {number[]} */
      var docs = [];
      documents.forEach(function (fields, doc) {
        // The words themselves and those that they hang from.
        if (fields.some(function (f) { return f[0] < 2 && inRow(f[1], row); })) docs.push(doc);
      });
      return { docs: Int32Array.from(docs), levels: new Uint8Array(docs.length) };
    };
  }

  /** @param {Term[]} terms of a text @param {Term[]} row */
  function inRow(terms, row) {
    for (var at = terms.indexOf(row[0]); at >= 0; at = terms.indexOf(row[0], at + 1)) {
      for (var n = 1; n < row.length && terms[at + n] === row[n]; ) n++;
      if (n === row.length) return true;
    }
    return false;
  }

  /**
   * Adds the words that have one form alone: those of the texts that the dictionary does not have.
   * @param {any} manifest @param {Shard|undefined} shard @param {any[]} blocks @param {string} alone @param {Map<string, Term>} byForm
   */
  function addAlone(manifest, shard, blocks, alone, byForm) {
    /** @type {Map<string, string>} */
    var forms = new Map();
    /** @param {string} text */
    function read(text) {
      (text.match(WORD) || []).forEach(function (word) {
        var folded = fold(word);
        if (folded !== "" && !byForm.has(folded) && !forms.has(folded)) forms.set(folded, word.toLowerCase());
      });
    }
    manifest.facets.tema.forEach(function (/** @type {string[]} */ theme) { read(theme[1]); });
    manifest.meetings.forEach(function (/** @type {any} */ meeting) { read(meeting.words); });
    blocks.forEach(function (block) {
      block.leads.forEach(read);
      block.documents.forEach(function (/** @type {any[]} */ d) { read(d[4]); });
    });
    var lengths = new Reader(alone, 0);
    Array.from(forms.keys()).sort().forEach(function (folded) {
      if (lengths.at >= alone.length || shard === undefined) return;
      /** @type {Term} */
      var term = { key: Array.from(folded).slice(0, lengths.number()).join(""), forms: [/** @type {string} */ (forms.get(folded))], folded: [folded], docs: 0, part: "", at: 0, length: 0, posting: null };
      shard.terms.push(term);
      byForm.set(folded, term);
    });
  }

  /**
   * Of a term that very many documents hold only the best tell their impact; the others share theirs.
   * The program cuts likewise (src/search/shards.rs), so both ways give the same order.
   * @param {Uint8Array} levels @param {{best: number, levels: number}} ranking
   */
  function bestApart(levels, ranking) {
    if (levels.length <= ranking.best) return levels;
    var counts = new Array(ranking.levels).fill(0);
    levels.forEach(function (level) { counts[level] += 1; });
    var floor = counts.length, told = 0, others = 0;
    while (floor > 0 && told + counts[floor - 1] <= ranking.best) told += counts[--floor];
    for (var level = 0; level < floor; level++) others += level * counts[level];
    var shared = Math.floor(others / (levels.length - told));
    return levels.map(function (level) { return level >= floor ? level : shared; });
  }

  /** The documents of a term, its part at hand. @param {Term} term @param {number} size @param {number} best @param {string} part @returns {Posting} */
  function posting(term, size, best, part) {
    if (term.posting !== null) return term.posting;
    var reader = new Reader(part, term.at), docs = readSet(reader, size), levels = new Uint8Array(docs.length);
    if (docs.length <= best) {
      for (var i = 0; i < docs.length; i++) levels[i] = reader.digit();
    } else {
      levels.fill(reader.digit());
      for (var told = reader.number(), next = 0; told > 0; told--) {
        next += reader.number();
        levels[next++] = reader.digit();
      }
    }
    return (term.posting = { docs: docs, levels: levels });
  }

  var api = { Reader: Reader, readSet: readSet, readShard: readShard, posting: posting, derive: derive, rowNumber: rowNumber, readRow: readRow };
  if (typeof module === "object" && module.exports) module.exports = api;
  else root.compendioStored = api;
})(typeof self === "undefined" ? this : self);
