/**
 * The search engine: pure functions over the search data, no DOM, no clock, no state outside the index.
 * It runs as a classic script in the page (the global `compendioSearch`) and under node for its tests.
 *
 * How a query is understood:
 * - case and accents do not count, but ñ is a letter of its own;
 * - singular and plural, masculine and feminine are the same word; the last word may be unfinished;
 * - all words are required where some provision has them all, otherwise those with the most words are found;
 * - very short, very frequent words ("de", "la") neither require nor mark anything beside a longer one;
 * - "46 j) iii)" or "4.46.j.iii" is a reference.
 * The order is by rank (BM25; the provision's own words weigh most), ties in document order.
 */
(function (root) {
  "use strict";

  /**
   * @typedef {[id: string, url: string, reference: string, meeting: string, themes: number[], lead: string, text: string,
   *            addressees: number[], action: number|null]} Provision
   * @typedef {{version: number, strings: Object<string, string>, meetings: {id: string, name: string, year: string}[],
   *            themes: Named[], addressees: Named[], actions: Named[], provisions: Provision[]}} SearchData
   * @typedef {{id: string, name: string}} Named
   * @typedef {{provisions: Provision[], postings: Map<string, Map<number, number>>, forms: Map<string, string>,
   *            spellings: Map<string, string>, lengths: Float64Array, averageLength: number, facets: Object<string, string[][]>}} Index
   * @typedef {{stems: Set<string>, prefix: string}} Matcher  what counts as a hit of one word of the query
   * @typedef {{hits: number[], counts: Object<string, Object<string, number>>, mode: "all"|"every-word"|"some-words"|"reference"|"none",
   *            matchers: Matcher[]}} Answer  `hits` are positions in `provisions`, best first
   */

  // How much a word counts by where it stands: the provision's own words above the words it hangs from.
  var WEIGHT = { text: 1, lead: 0.35, reference: 0.5 };
  // The usual constants of BM25, and how much less a merely begun word counts than a finished one.
  var K1 = 1.2, B = 0.6, PREFIX_WEIGHT = 0.6;
  // A query is a line of text; what is pasted beyond this adds nothing.
  var MAX_WORDS = 32;

  var WORD = /[\p{L}\p{N}\p{M}]+/gu;

  /** Lower case without accents; ñ stays. @param {string} text @returns {string} */
  function fold(text) {
    return text.toLowerCase().normalize("NFD").replace(/n\u0303/g, "ñ").replace(/\p{M}+/gu, "");
  }

  /** The words of a text, folded. @param {string} text @returns {string[]} */
  function words(text) {
    var found = text.match(WORD);
    return found === null ? [] : found.map(fold).filter(Boolean);
  }

  /**
   * A word without its plural and gender ending, rough and the same on both sides.
   * @param {string} word folded @returns {string}
   */
  function stem(word) {
    if (word.length < 4 || /\p{N}/u.test(word)) return word;
    var w = word;
    if (w.length > 4 && w.endsWith("ces")) w = w.slice(0, -3) + "z";
    else if (w.length > 4 && /[^aeiou]es$/.test(w)) w = w.slice(0, -2);
    else if (w.length > 4 && /[aeiou]s$/.test(w)) w = w.slice(0, -1);
    return w.length > 3 && /[aeo]$/.test(w) ? w.slice(0, -1) : w;
  }

  /** @param {SearchData} data @returns {Index} */
  function createIndex(data) {
    /** @type {Map<string, Map<number, number>>} */
    var postings = new Map();
    /** @type {Map<string, string>} */
    var forms = new Map();
    /** @type {Map<string, string>} */
    var spellings = new Map();
    var provisions = data.provisions;
    var lengths = new Float64Array(provisions.length);
    var total = 0;

    /** @param {number} at @param {string} text @param {number} weight */
    function add(at, text, weight) {
      (text.match(WORD) || []).forEach(function (written) {
        var form = fold(written), s = forms.get(form);
        if (s === undefined) {
          forms.set(form, (s = stem(form)));
          spellings.set(form, written.toLowerCase());
        }
        var posting = postings.get(s);
        if (posting === undefined) postings.set(s, (posting = new Map()));
        posting.set(at, (posting.get(at) || 0) + weight);
        lengths[at] += weight;
      });
    }
    provisions.forEach(function (p, at) {
      add(at, p[6], WEIGHT.text);
      add(at, p[5], WEIGHT.lead);
      add(at, p[2], WEIGHT.reference);
      total += lengths[at];
    });
    return {
      provisions: provisions,
      postings: postings,
      forms: forms,
      spellings: spellings,
      lengths: lengths,
      averageLength: total / provisions.length || 1,
      // The values of each provision, facet by facet, so that filtering never looks at the data's layout.
      facets: {
        reunion: provisions.map(function (p) { return [p[3]]; }),
        tema: provisions.map(function (p) { return p[4].map(function (t) { return data.themes[t].id; }); }),
        destinatario: provisions.map(function (p) { return p[7].map(function (a) { return data.addressees[a].id; }); }),
        accion: provisions.map(function (p) { return p[8] === null ? [] : [data.actions[p[8]].id]; })
      }
    };
  }

  /**
   * The parts of a query that is a reference ("4.46.j.iii", "46 j) iii)"), or null. One bare number is a word.
   * @param {string} query @returns {string[]|null}
   */
  function referenceParts(query) {
    var q = query.trim().toLowerCase();
    if (q.length > 40 || !/^\d+(?:[.\s()]+(?:\d+|[a-zñ]|[ivxl]+))+[.)\s]*$/.test(q)) return null;
    return q.split(/[.\s()]+/).filter(Boolean);
  }

  /** @param {Index} index @param {string[]} parts @returns {number[]} in document order */
  function byReference(index, parts) {
    var found = [];
    index.provisions.forEach(function (p, at) {
      var id = p[0].split(".").map(function (part) { return part.split("~")[0]; });
      if (startsWith(id, parts) || startsWith(id.slice(1), parts)) found.push(at);
    });
    return found;
  }

  /** @param {string[]} list @param {string[]} start */
  function startsWith(list, start) {
    return start.every(function (part, i) { return list[i] === part; });
  }

  /**
   * Which provisions a word finds, and how often it stands in each (weighted).
   * @param {Index} index @param {string} word folded @param {boolean} unfinished
   * @returns {{matcher: Matcher, frequency: Map<number, number>, glue: boolean}}
   */
  function lookUp(index, word, unfinished) {
    var own = stem(word);
    var stems = new Set([own]);
    if (unfinished) {
      index.forms.forEach(function (s, form) { if (form.startsWith(word)) stems.add(s); });
    }
    /** @type {Map<number, number>} */
    var frequency = new Map();
    stems.forEach(function (s) {
      var posting = index.postings.get(s);
      if (posting === undefined) return;
      var weight = s === own ? 1 : PREFIX_WEIGHT;
      posting.forEach(function (n, at) { frequency.set(at, (frequency.get(at) || 0) + n * weight); });
    });
    return {
      matcher: { stems: unfinished ? new Set([own]) : stems, prefix: unfinished ? word : "" },
      frequency: frequency,
      glue: word.length <= 3 && frequency.size > index.provisions.length / 4
    };
  }

  /**
   * @param {Index} index @param {string} query
   * @returns {{hits: number[], mode: Answer["mode"], matchers: Matcher[]}} before any filter
   */
  function find(index, query) {
    var list = words(query).slice(0, MAX_WORDS);
    if (list.length === 0) {
      // Nothing typed lists everything; signs alone ("!@#") are no question either.
      return { hits: index.provisions.map(function (_, at) { return at; }), mode: "all", matchers: [] };
    }
    var parts = referenceParts(query);
    if (parts !== null) {
      var referred = byReference(index, parts);
      if (referred.length > 0) return { hits: referred, mode: "reference", matchers: [] };
    }
    var last = list[list.length - 1];
    var unfinished = /[\p{L}\p{N}\p{M}]$/u.test(query);
    var found = Array.from(new Set(list)).map(function (word) { return lookUp(index, word, unfinished && word === last); });
    var telling = found.filter(function (f) { return !f.glue; });
    if (telling.length === 0) telling = found;

    var size = index.provisions.length;
    var score = new Float64Array(size), has = new Uint8Array(size);
    telling.forEach(function (f) {
      var idf = Math.log(1 + (size - f.frequency.size + 0.5) / (f.frequency.size + 0.5));
      f.frequency.forEach(function (n, at) {
        var norm = K1 * (1 - B + (B * index.lengths[at]) / index.averageLength);
        score[at] += (idf * n * (K1 + 1)) / (n + norm);
        has[at] += 1;
      });
    });
    var most = has.reduce(function (a, b) { return Math.max(a, b); }, 0);
    /** @type {number[]} */
    var hits = [];
    if (most > 0) has.forEach(function (n, at) { if (n === most) hits.push(at); });
    hits.sort(function (a, b) { return score[b] - score[a] || a - b; });
    return {
      hits: hits,
      mode: most === 0 ? "none" : most === telling.length ? "every-word" : "some-words",
      matchers: telling.map(function (f) { return f.matcher; })
    };
  }

  /**
   * @param {Index} index @param {string} query
   * @param {Object<string, string[]>} filters chosen values by facet: any of a facet's, and all facets
   * @returns {Answer}
   */
  function search(index, query, filters) {
    var found = find(index, query);
    var names = Object.keys(index.facets);
    /** @type {Object<string, Object<string, number>>} */
    var counts = {};
    names.forEach(function (name) { counts[name] = {}; });
    var chosen = names.map(function (name) { return new Set(filters[name] || []); });

    var hits = found.hits.filter(function (at) {
      // A facet's own choice does not change its counts: they tell what each of its values would give.
      var failed = names.filter(function (name, i) {
        return chosen[i].size > 0 && !index.facets[name][at].some(function (value) { return chosen[i].has(value); });
      });
      names.forEach(function (name) {
        if (failed.length > 1 || (failed.length === 1 && failed[0] !== name)) return;
        index.facets[name][at].forEach(function (value) { counts[name][value] = (counts[name][value] || 0) + 1; });
      });
      return failed.length === 0;
    });
    return { hits: hits, counts: counts, mode: found.mode, matchers: found.matchers };
  }

  /**
   * A text in pieces, those that a query found marked; joined they are the text again.
   * @param {string} text @param {Matcher[]} matchers @returns {{text: string, marked: boolean}[]}
   */
  function mark(text, matchers) {
    if (matchers.length === 0) return [{ text: text, marked: false }];
    var pieces = [], from = 0;
    for (var match of text.matchAll(WORD)) {
      var form = fold(match[0]), s = stem(form);
      var hit = matchers.some(function (m) { return m.stems.has(s) || (m.prefix !== "" && form.startsWith(m.prefix)); });
      if (!hit) continue;
      if (match.index > from) pieces.push({ text: text.slice(from, match.index), marked: false });
      from = match.index + match[0].length;
      pieces.push({ text: match[0], marked: true });
    }
    if (from < text.length) pieces.push({ text: text.slice(from), marked: false });
    return pieces;
  }

  /**
   * The query with each unknown word replaced by the nearest word of the register, or null where nothing is near.
   * @param {Index} index @param {string} query @returns {string|null}
   */
  function suggest(index, query) {
    var changed = false;
    var list = words(query).slice(0, MAX_WORDS).map(function (word) {
      if (word.length < 4 || word.length > 30 || index.postings.has(stem(word))) return word;
      var best = word, least = word.length < 7 ? 2 : 3, most = 0;
      index.forms.forEach(function (s, form) {
        if (Math.abs(form.length - word.length) >= least + 1) return;
        var d = distance(word, form), n = index.postings.get(s).size;
        if (d < least || (d === least && best !== word && n > most)) { best = form; least = d; most = n; }
      });
      if (best === word) return word;
      changed = true;
      return index.spellings.get(best) || best;
    });
    return changed ? list.join(" ") : null;
  }

  /** Number of letters to change, add or take away. @param {string} a @param {string} b @returns {number} */
  function distance(a, b) {
    var row = Array.from({ length: b.length + 1 }, function (_, j) { return j; });
    for (var i = 1; i <= a.length; i++) {
      var corner = row[0];
      row[0] = i;
      for (var j = 1; j <= b.length; j++) {
        var above = row[j];
        row[j] = Math.min(above + 1, row[j - 1] + 1, corner + (a[i - 1] === b[j - 1] ? 0 : 1));
        corner = above;
      }
    }
    return row[b.length];
  }

  var api = { createIndex: createIndex, search: search, mark: mark, suggest: suggest, fold: fold, words: words, stem: stem };
  if (typeof module === "object" && module.exports) module.exports = api;
  else root.compendioSearch = api;
})(typeof self === "undefined" ? this : self);
