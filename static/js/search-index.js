/**
 * The parts of the index as the program writes them, read: numbers, sets of documents, shards of terms; and for small
 * registers, whose texts are the index, the terms' documents found in the texts. Pure. docs/search.md has the format.
 * It runs as a classic script in the page (the global `compendioStored`) and under node for its tests.
 */
(function (root) {
  "use strict";

  /**
   * @typedef {{docs: Int32Array, levels: Uint8Array}} Posting  documents, ascending, and their impacts
   * @typedef {{id: string, url: string, reference: string, under: number[], themes: number[], meetings: number[], text: string}} Told
   *   a document as its block tells it: `url` empty and "~" in `reference` where they follow, `under`: places of its leads
   * @typedef {{key: string, forms: string[], folded: string[], docs: number, part: string, at: number, length: number, posting: Posting|null}} Term
   *   `docs`: how many documents hold it; `part`, `at` and `length`: where its entry stands
   * @typedef {{get: (word: string) => Term[]|undefined, has: (word: string) => boolean}} Finder
   * @typedef {{terms: Term[], byForm: Finder, byPlain: Finder, byKey: {get: (key: string) => Term|undefined}}} Shard
   */

  var language = /** @type {any} */ (typeof module === "object" && module.exports ? require("./search-query.js") : /** @type {any} */ (root).compendioQuery);
  var fold = language.fold, plain = language.plain;

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
    var byKey = finder(terms, term => [term.key]);
    return {
      terms: terms,
      byForm: finder(terms, term => term.folded),
      byPlain: finder(terms, term => term.folded.map(plain)),
      byKey: { get: key => (byKey.get(key) || [])[0] }
    };
  }

  /** The last of some ranges that does not begin behind a place in their order. @param {any[]} starts where each begins @param {any} place @returns {number} */
  function rangeOf(starts, place) {
    var low = 0, high = starts.length;
    while (low < high) {
      var middle = (low + high) >> 1;
      if (starts[middle] <= place) low = middle + 1;
      else high = middle;
    }
    return Math.max(0, low - 1);
  }

  // Beyond this a rarer word says no more about what is sought.
  var RAREST = 4.2;

  /** How much a word tells that so many of all documents hold. @param {number} docs @param {number} size */
  function rarity(docs, size) {
    return Math.min(RAREST, Math.log(1 + (size - docs + 0.5) / (docs + 0.5)));
  }

  // How well a document answers for what the editors describe it by: as WEIGHT in src/search/descriptors.rs comes out.
  var LEVEL_DESCRIBED = 5;

  /** A term of documents that the editors describe by a stem. @param {string} stem @param {Int32Array} docs @returns {Term} */
  function descriptor(stem, docs) {
    return { key: "@~" + stem, forms: [], folded: [""], docs: docs.length, part: "", at: 0, length: 0, posting: { docs: docs, levels: new Uint8Array(docs.length).fill(LEVEL_DESCRIBED) } };
  }

  /**
   * What the editors describe documents by; who writes n may mean ñ.
   * @param {string} stems @param {string} sets @param {number} size @returns {Map<string, Term>}
   */
  function readDescriptors(stems, sets, size) {
    var reader = new Reader(sets, 0), last = "";
    /** @type {Map<string, Term>} */
    var found = new Map();
    stems.split(" ").filter(Boolean).forEach(function (told) {
      var own = new Reader(told, 0), shared = own.number();
      last = Array.from(last).slice(0, shared).join("") + told.slice(own.at);
      found.set(last, descriptor(last, readSet(reader, size)));
    });
    found.forEach(function (term, stem) { if (!found.has(plain(stem))) found.set(plain(stem), term); });
    return found;
  }

  // A query that asks a shard oftener wants a list of its words; to make one for a single word would cost more than to look.
  var SEEK = 6;

  /** Finds terms. @param {Term[]} terms @param {(term: Term) => string[]} names by which each is found @returns {Finder} */
  function finder(terms, names) {
    var asked = 0, listed = 0;
    /** @type {Map<string, Term[]>} */
    var list = new Map();
    /** @param {string} name @returns {Term[]|undefined} */
    function get(name) {
      if (++asked <= SEEK) {
        var found = terms.filter(term => names(term).indexOf(name) >= 0);
        return found.length > 0 ? found : undefined;
      }
      for (; listed < terms.length; listed++) new Set(names(terms[listed])).forEach(function (own) {
        var held = list.get(own);
        if (held === undefined) list.set(own, [terms[listed]]);
        else held.push(terms[listed]);
      });
      return list.get(name);
    }
    return { get: get, has: name => get(name) !== undefined };
  }

  /**
   * Marks the words of a text that only name the body: "Grupo de Trabajo" says nothing of work.
   * @param {Int32Array} row @param {Int32Array[]} names the longest first @param {Uint8Array} marks takes 1 for each of them, else 0
   */
  function markNames(row, names, marks) {
    marks.fill(0, 0, row.length);
    names.forEach(function (name) {
      for (var at = row.indexOf(name[0]); at >= 0; at = row.indexOf(name[0], at + 1)) {
        for (var n = 1; n < name.length && row[at + n] === name[n]; ) n++;
        if (n === name.length) marks.fill(1, at, at + n);
      }
    });
  }

  /**
   * Finds the documents of all words in the texts and weighs them: BM25F, as src/search/index.rs does for large registers.
   * @param {any} manifest @param {Shard[]} shards all of the collection @param {any[]} blocks all of the collection
   * @param {string} ends how many letters follow the key in each form that the dictionary does not have, in the order of the forms
   * @param {boolean} beside whether the collection's words are those of the themes and meetings too
   * @param {import("./search-query.js").Memory} memory
   * @returns {(row: Term[]) => Posting} finds the documents that hold terms in a row
   */
  function derive(manifest, shards, blocks, ends, beside, memory) {
    var weights = manifest.ranking.fields, k1 = manifest.ranking.k1, step = manifest.ranking.levels / manifest.ranking.full;
    var themes = manifest.facets.tema.map((/** @type {string[]} */ t) => memory.row(t[1]));
    var meetings = manifest.meetings.map((/** @type {any} */ m) => memory.row(m.words));
    /** For each document its fields: which, and their words. @type {[number, Int32Array][][]} */
    var documents = [];
    blocks.forEach(function (block) {
      var leads = block.leads.map(memory.row);
      block.documents.forEach(function (/** @type {Told} */ d) {
        /** @type {[number, Int32Array][]} */
        var fields = [[0, memory.row(d.text)]];
        d.under.forEach(function (lead) { fields.push([1, leads[lead]]); });
        d.themes.forEach(function (theme) { fields.push([2, themes[theme]]); });
        d.meetings.forEach(function (meeting) { fields.push([3, meetings[meeting]]); });
        documents.push(fields);
      });
    });
    /** @type {(Term|undefined)[]} by the number of the word */
    var termOf = new Array(memory.size());
    /** @type {Term[]} */
    var terms = [];
    shards.forEach(function (shard) {
      shard.terms.forEach(function (term) {
        if (term.key.charCodeAt(0) === 64) return;
        terms.push(term);
        term.folded.forEach(function (form) {
          var number = memory.number(form);
          if (number >= 0 && termOf[number] === undefined) termOf[number] = term;
        });
      });
    });
    addPlain(shards[0], (beside ? themes.concat(meetings) : []).concat([].concat.apply([], /** @type {any} */ (documents.map(fields => fields.map(f => f[1]))))), ends, termOf, terms, memory);
    /** The place of each word's term. */
    var places = new Int32Array(termOf.length).fill(-1);
    /** @type {Map<Term, number>} */
    var at = new Map(terms.map((term, i) => [term, i]));
    termOf.forEach(function (term, number) { if (term !== undefined) places[number] = /** @type {number} */ (at.get(term)); });
    var names = (manifest.names || []).map(memory.row), inNames = new Uint8Array(64);
    var count = [0, 0, 0, 0], sum = [0, 0, 0, 0];
    documents.forEach(function (fields) {
      fields.forEach(function (f) {
        count[f[0]] += 1;
        for (var i = 0; i < f[1].length; i++) if (places[f[1][i]] >= 0) sum[f[0]] += 1;
      });
    });
    var average = sum.map((s, i) => Math.max(1, s / Math.max(1, count[i])));
    // One list for all terms, put in their order at the end: lists of their own would be thousands.
    var entries = 0, most = documents.reduce((all, fields) => fields.reduce((n, f) => n + f[1].length, all), 0);
    var ofTerm = new Int32Array(most), ofDoc = new Int32Array(most), ofLevel = new Uint8Array(most), counts = new Int32Array(terms.length + 1);
    var frequency = new Float64Array(terms.length);
    documents.forEach(function (fields, doc) {
      var start = entries;
      fields.forEach(function (f) {
        var row = f[1], length = 0;
        for (var i = 0; i < row.length; i++) if (places[row[i]] >= 0) length += 1;
        if (inNames.length < row.length) inNames = new Uint8Array(row.length);
        markNames(row, names, inNames);
        var b = weights[f[0]][1], weight = weights[f[0]][0] / (1 - b + (b * length) / average[f[0]]);
        for (i = 0; i < row.length; i++) {
          var place = places[row[i]];
          if (place < 0) continue;
          if (frequency[place] === 0) ofTerm[entries++] = place;
          frequency[place] += inNames[i] === 1 ? weight * manifest.ranking.name : weight;
        }
      });
      for (var e = start; e < entries; e++) {
        var held = frequency[ofTerm[e]];
        frequency[ofTerm[e]] = 0;
        counts[ofTerm[e] + 1] += 1;
        ofDoc[e] = doc;
        ofLevel[e] = Math.min(manifest.ranking.levels - 1, Math.floor((held / (k1 + held)) * step));
      }
    });
    for (var t = 0; t < terms.length; t++) counts[t + 1] += counts[t];
    var docs = new Int32Array(entries), levels = new Uint8Array(entries), next = counts.slice();
    for (var e = 0; e < entries; e++) {
      var to = next[ofTerm[e]]++;
      docs[to] = ofDoc[e];
      levels[to] = ofLevel[e];
    }
    terms.forEach(function (term, i) {
      term.docs = counts[i + 1] - counts[i];
      term.posting = { docs: docs.subarray(counts[i], counts[i + 1]), levels: bestApart(levels.subarray(counts[i], counts[i + 1]), manifest.ranking) };
    });
    return function (row) {
      var wanted = row.map(function (term) { return /** @type {number} */ (at.get(term)); });
      /** @type {number[]} */
      var found = [];
      // Only where the first of them stands.
      (row[0].posting || { docs: [] }).docs.forEach(function (/** @type {number} */ doc) {
        // The words themselves and those that they hang from.
        if (documents[doc].some(f => f[0] < 2 && inRow(f[1], places, wanted))) found.push(doc);
      });
      return { docs: Int32Array.from(found), levels: new Uint8Array(found.length) };
    };
  }

  /** @param {Int32Array} text its words @param {Int32Array} places of the words' terms @param {number[]} row of terms */
  function inRow(text, places, row) {
    for (var at = 0; at + row.length <= text.length; at++) {
      for (var n = 0; n < row.length && places[text[at + n]] === row[n]; ) n++;
      if (n === row.length) return true;
    }
    return false;
  }

  /**
   * Adds the words whose forms all begin with their key: those of the texts that the dictionary does not have.
   * @param {Shard|undefined} shard @param {Int32Array[]} texts as they come @param {string} ends
   * @param {(Term|undefined)[]} termOf @param {Term[]} terms @param {import("./search-query.js").Memory} memory
   */
  function addPlain(shard, texts, ends, termOf, terms, memory) {
    /** @type {Map<string, number>} */
    var numbers = new Map();
    /** @type {Map<string, Term>} */
    var byKey = new Map();
    texts.forEach(function (text) {
      for (var i = 0; i < text.length; i++) if (termOf[text[i]] === undefined) numbers.set(memory.word(text[i]), text[i]);
    });
    var reader = new Reader(ends, 0);
    Array.from(numbers.keys()).sort().forEach(function (folded) {
      if (reader.at >= ends.length || shard === undefined) return;
      var letters = Array.from(folded), key = letters.slice(0, letters.length - reader.number()).join("");
      var term = byKey.get(key), number = /** @type {number} */ (numbers.get(folded));
      if (term === undefined) {
        term = { key: key, forms: [], folded: [], docs: 0, part: "", at: 0, length: 0, posting: null };
        byKey.set(key, term);
        shard.terms.push(term);
        terms.push(term);
      }
      term.forms.push(memory.written(number));
      term.folded.push(folded);
      termOf[number] = term;
    });
  }

  /**
   * A block of texts, which the program writes column by column; `null` where a browser has kept one of another form.
   * @param {any} data @returns {{leads: string[], documents: Told[]}|null}
   */
  function readBlock(data) {
    if (!data.ids) return null;
    /** @type {string[]} */
    var id = [];
    return {
      leads: data.leads,
      documents: data.ids.map(function (/** @type {string} */ told, /** @type {number} */ i) {
        // It says how many parts it shares with the one before it.
        id = id.slice(0, Number(told.charAt(0))).concat(told.slice(1).split("."));
        return { id: id.join("."), url: data.urls[i], reference: data.references[i], under: data.under[i], themes: data.themes[i], meetings: data.meetings[i], text: data.texts[i] };
      })
    };
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
    return levels.map(level => level >= floor ? level : shared);
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

  var api = { Reader: Reader, rangeOf: rangeOf, rarity: rarity, descriptor: descriptor, readDescriptors: readDescriptors, readSet: readSet, readShard: readShard, readBlock: readBlock, posting: posting, derive: derive, markNames: markNames, rowNumber: rowNumber, readRow: readRow };
  if (typeof module === "object" && module.exports) module.exports = api;
  else root.compendioStored = api;
})(typeof self === "undefined" ? this : self);
