/**
 * References among the words of a query, as people cite: meetings, numbers of recommendations, articles, resolutions. Pure.
 * It runs as a classic script in the page (the global `compendioReferences`) and under node for its tests.
 */
(function (root) {
  "use strict";

  /**
   * @typedef {import("./search-query.js").Token} Token
   * @typedef {import("./search-query.js").Parsed} Parsed
   */
  var words = /** @type {any} */ (typeof module === "object" && module.exports ? require("./search-query.js") : /** @type {any} */ (root).compendioQuery).words;

  /**
   * References among the words: meetings, numbers of recommendations, articles, resolutions.
   * Each takes its words away from the list and leaves what it wants instead.
   * @param {any} manifest @param {Parsed} parsed
   * @returns {{rest: Token[], wanted: {kind: string, typed: string, meetings: string[]|null, number: string, path: string[], keys: string[]}[]}}
   */
  function references(manifest, parsed) {
    var w = manifest.words, tokens = parsed.tokens;
    /** @type {Token[]} */
    var rest = [];
    /** @type {any[]} */
    var wanted = [];
    var is = (/** @type {string[]} */ list, /** @type {number} */ i) => i < tokens.length && list.indexOf(tokens[i].word) >= 0;
    var number = function (/** @type {number} */ i) { return i < tokens.length && /^\d{1,4}$/.test(tokens[i].word); };
    var letter = function (/** @type {number} */ i) { return i < tokens.length && /^(?:[a-zñ]|[ivxl]{1,6})$/.test(tokens[i].word); };
    var typed = function (/** @type {number} */ from, /** @type {number} */ to) {
      var a = tokens[from], b = tokens[to - 1];
      return tokens.slice(from, to).map((t, i) => (i > 0 ? t.before : "") + t.raw).join("") + (b.after.charAt(0) === ")" && a !== b ? ")" : "");
    };
    var joints = function (/** @type {number} */ i) { while (is(w.joints, i)) i++; return i; };
    var isYear = function (/** @type {number} */ i) { return i < tokens.length && manifest.meetings.some((/** @type {any} */ m) => m.year === tokens[i].word); };
    var ofYear = function (/** @type {string} */ year) {
      return manifest.meetings.filter((/** @type {any} */ m) => m.year === year).map((/** @type {any} */ m) => m.id);
    };
    /** The words of a symbol or act that begins here. @param {number} i */
    function symbolAt(i) {
      // In the middle of a longer one no other begins.
      if (i >= tokens.length || i > 0 && tokens[i - 1].after === "/") return undefined;
      return parsed.symbols.find(function (s) { return words(s).every((/** @type {string} */ word, /** @type {number} */ n) => i + n < tokens.length && tokens[i + n].word === word); });
    }
    /** The treaties that a word names, and where their names end. @param {number} i */
    function treatiesAt(i) {
      var named = manifest.treaties.filter((/** @type {any} */ t) => is(t[1], i)), to = i + 1;
      // "Protocolo de Palermo" is named twice.
      while (named.length > 0 && manifest.treaties.some((/** @type {any} */ t) => is(t[1], joints(to)))) to = joints(to) + 1;
      return { treaties: named, to: named.length > 0 ? to : i };
    }
    /** @param {any[]} treaties @param {string[]} path */
    function keysOf(treaties, path) {
      return treaties.map(t => "@" + t[0] + ":" + path.join("."));
    }
    /** @param {number} i @returns {{ids: string[], to: number}|null} */
    function meeting(i) {
      var ids = function (/** @type {string} */ word) {
        return manifest.meetings.filter((/** @type {any} */ m) => m.ordinals.indexOf(word) >= 0).map((/** @type {any} */ m) => m.id);
      };
      var found = null;
      if (is(w.meeting, i)) {
        var j = is(w.joints, i + 1) ? i + 2 : i + 1;
        if (j < tokens.length && ids(tokens[j].word).length > 0) found = { ids: ids(tokens[j].word), to: j + 1 };
      } else if (i + 1 < tokens.length && is(w.meeting, i + 1) && ids(tokens[i].word).length > 0) {
        found = { ids: ids(tokens[i].word), to: i + 2 };
      }
      if (found === null && is(w.meeting, i) && isYear(joints(i + 1))) found = { ids: ofYear(tokens[joints(i + 1)].word), to: joints(i + 1) + 1 };
      // "cuarto período de sesiones"
      while (found !== null && is(w.meeting, joints(found.to))) found.to = joints(found.to) + 1;
      // "(2011)" behind it says the same again.
      if (found !== null && number(found.to) && manifest.meetings.some((/** @type {any} */ m) => found.ids[0] === m.id && m.year === tokens[found.to].word)) found.to += 1;
      return found;
    }
    /** A number with its letters. @param {number} i @param {boolean} alone whether a bare number will do */
    function place(i, alone) {
      var joined = i < tokens.length ? /^(\d{1,3})([a-zñ])$/.exec(tokens[i].word) : null;
      // "46j"
      if (joined !== null && !is(w.meeting, i + 1)) return { number: joined[1], path: [joined[2]].concat(letter(i + 1) && i + 2 === tokens.length ? [tokens[i + 1].word] : []), to: letter(i + 1) && i + 2 === tokens.length ? i + 2 : i + 1 };
      if (!number(i)) return null;
      var path = [], j = i + 1;
      while (letter(j) && (tokens[j].after.charAt(0) === ")" || j === tokens.length - 1 || (letter(j + 1) && /^[\s.)]+$/.test(tokens[j].after)))) path.push(tokens[j++].word);
      // "4 a la" is no place: letters count with their bracket, or to the query's end.
      if (path.length > 0 && tokens[i + 1].after.charAt(0) !== ")" && j < tokens.length) { path = []; j = i + 1; }
      return path.length > 0 || alone ? { number: tokens[i].word, path: path, to: j } : null;
    }
    /** An id as the addresses write it. @param {number} i */
    function id(i) {
      if (!number(i) || !number(i + 1) || !/^[.\/-]$/.test(tokens[i].after) || isYear(i) || isYear(i + 1)) return null;
      // "64/293" is an act: no meeting has that number.
      if (tokens[i].after === "/" && !manifest.meetings.some((/** @type {any} */ m) => m.id === String(Number(tokens[i].word)))) return null;
      var path = [], j = i + 2;
      while (j < tokens.length && /^[.\/(-]$|^\)\($/.test(tokens[j - 1].after) && /^(?:[a-zñ]|[ivxl]{1,6}|\d{1,2})$/.test(tokens[j].word)) path.push(tokens[j++].word);
      // "4.46 j) iii)"
      while (letter(j) && /^\)?[\s.]*\(?$/.test(tokens[j - 1].after) && (tokens[j].after.charAt(0) === ")" || j === tokens.length - 1)) path.push(tokens[j++].word);
      return { meetings: [String(Number(tokens[i].word))], number: tokens[i + 1].word, path: path, to: j };
    }
    /** Numbers and letters of an article or paragraph. @param {number} i */
    function provision(i) {
      var parts = [], j = i;
      while ((number(j) || letter(j) && (tokens[j].after.charAt(0) === ")" || /^\s*$/.test(tokens[j].after) && j === tokens.length - 1)) && parts.length < 3) parts.push(tokens[j++].word);
      return { parts: parts, to: j };
    }
    /** @param {number} i @returns {{keys: string[], to: number}|null} */
    function article(i) {
      var before = [], j = i;
      if (is(w.paragraph, j)) {
        var first = provision(joints(j + 1));
        if (first.parts.length === 0) return null;
        before = first.parts;
        j = joints(first.to);
      }
      if (!is(w.article, j)) return null;
      var own = provision(joints(j + 1));
      if (own.parts.length === 0) return null;
      var path = own.parts.concat(before);
      j = own.to;
      var k = joints(j);
      if (is(w.paragraph, k)) {
        var more = provision(joints(k + 1));
        if (more.parts.length > 0) { path = path.concat(more.parts); j = more.to; }
      }
      var named = treatiesAt(joints(j));
      if (named.treaties.length > 0) j = named.to;
      return { keys: keysOf(named.treaties.length > 0 ? named.treaties : manifest.treaties, path), to: j };
    }
    /** "Protocolo, artículo 9", "Convención 25". @param {number} i @returns {{keys: string[], to: number}|null} */
    function articleOf(i) {
      var named = treatiesAt(i);
      if (named.treaties.length === 0) return null;
      var behind = joints(named.to), written = is(w.article, behind) || is(w.paragraph, behind) ? article(behind) : null, own = provision(named.to);
      if (written !== null) {
        var ids = named.treaties.map((/** @type {any} */ t) => "@" + t[0] + ":");
        return { keys: written.keys.filter(key => ids.some(id => key.indexOf(id) === 0)), to: written.to };
      }
      return own.parts.length > 0 && number(named.to) && !isYear(named.to) ? { keys: keysOf(named.treaties, own.parts), to: own.to } : null;
    }
    /** @param {string} act as it is typed, folded */
    function actKeys(act) {
      return ["@resolution:" + act, "@resolution:a/res/" + act, "@resolution:e/res/" + act, "@decision:" + act];
    }
    for (var i = 0; i < tokens.length; ) {
      var found = null, m, p, a, symbol = symbolAt(i);
      if (symbol !== undefined && /^[a-z]/.test(symbol)) found = { kind: "article", keys: ["@symbol:" + symbol, "@resolution:" + symbol], to: i + words(symbol).length };
      else if ((p = id(i)) !== null) found = { kind: "place", meetings: p.meetings, number: p.number, path: p.path, to: p.to };
      else if (symbol !== undefined && words(symbol).length === 2) found = { kind: "article", keys: actKeys(symbol), to: i + 2 };
      else if ((m = meeting(i)) !== null) {
        var k = m.to;
        while (is(w.joints, k) || is(w.recommendation, k) || is(w.paragraph, k)) k++;
        p = place(k, k > m.to || k === tokens.length - 1);
        // "quinta reunión 2013" names a year, not a recommendation.
        found = p !== null && !/^(19|20)\d\d$/.test(p.number) ? { kind: "place", meetings: m.ids, number: p.number, path: p.path, to: p.to } : { kind: "meeting", meetings: m.ids, number: "", path: [], to: m.to };
      } else if ((a = article(i)) !== null || (a = articleOf(i)) !== null) found = { kind: "article", keys: a.keys, to: a.to };
      else if (is(w.resolution, i) || is(w.decision, i)) {
        var j2 = joints(i + 1), act = symbolAt(j2);
        if (act !== undefined) {
          var decides = is(w.decision, i);
          found = { kind: "article", keys: actKeys(act).filter(key => decides === (key.indexOf("@decision") === 0)), to: j2 + words(act).length };
        }
      } else if (is(w.recommendation, i) && isYear(joints(i + 1))) {
        // "recomendaciones de 2015"
        found = { kind: "meeting", meetings: ofYear(tokens[joints(i + 1)].word), to: joints(i + 1) + 1 };
      } else if (is(w.recommendation, i) || is(w.paragraph, i)) {
        var begins = joints(i + 1), whole = id(begins);
        p = whole === null ? place(begins, true) : null;
        if (whole !== null) found = { kind: "place", meetings: whole.meetings, number: whole.number, path: whole.path, to: whole.to };
        else if (p !== null) {
          // "recomendación 12 de la quinta reunión", "párrafo 46 de 2011"
          var from = joints(p.to);
          m = meeting(from);
          if (m === null && isYear(from)) m = { ids: ofYear(tokens[from].word), to: from + 1 };
          found = { kind: "place", meetings: m === null ? null : m.ids, number: p.number, path: p.path, to: m === null ? p.to : m.to };
        }
      } else if ((p = place(i, false)) !== null) {
        found = { kind: "place", meetings: null, number: p.number, path: p.path, to: p.to };
      }
      if (found === null) {
        rest.push(tokens[i++]);
        continue;
      }
      wanted.push({ kind: found.kind, typed: typed(i, Math.min(found.to, tokens.length)), meetings: found.meetings || null, number: found.number || "", path: found.path || [], keys: found.keys || [] });
      i = found.to;
    }
    // A year beside a place says of which meeting: "2013 recomendación 4".
    wanted.forEach(function (/** @type {any} */ one) {
      if (one.kind !== "place" || one.meetings !== null) return;
      var year = rest.findIndex(t => ofYear(t.word).length > 0);
      if (year < 0) return;
      one.meetings = ofYear(rest[year].word);
      rest.splice(year, 1);
    });
    // "recomendación 12 de la …": what only joins the parts of a reference asks nothing.
    if (wanted.length > 0) rest = rest.filter(t => w.joints.indexOf(t.word) < 0 && w.recommendation.indexOf(t.word) < 0);
    return { rest: rest, wanted: wanted };
  }

  /** The recommendation of an id. @param {string} id */
  function wholeOf(id) {
    var end = id.indexOf(".", id.indexOf(".") + 1);
    return end < 0 ? id : id.slice(0, end);
  }

  /**
   * The documents that a place means, and those around them, the higher the nearer.
   * @param {string[]} ids of all documents, without the mark of repeats; there may be very many, so few are taken apart
   * @param {{number: string, path: string[], meetings: string[]|null}} one
   * @returns {{set: Uint8Array, around: Uint8Array}|null} null where it means none
   */
  function places(ids, one) {
    var set = new Uint8Array(ids.length), around = new Uint8Array(ids.length);
    var wanted = "." + [one.number].concat(one.path).join(".");
    /** @type {Map<string, string[][]>} */
    var held = new Map();
    ids.forEach(function (id, doc) {
      var at = id.indexOf("."), end = at + wanted.length;
      if (!id.startsWith(wanted, at) || (end < id.length && id[end] !== ".") || (one.meetings !== null && one.meetings.indexOf(id.slice(0, at)) < 0)) return;
      set[doc] = 1;
      held.set(wholeOf(id), (held.get(wholeOf(id)) || []).concat([id.split(".")]));
    });
    if (held.size === 0) return null;
    ids.forEach(function (id, doc) {
      (held.get(wholeOf(id)) || []).forEach(function (place) {
        var path = id.split(".");
        for (var same = 0; same < path.length && path[same] === place[same]; ) same++;
        // The same recommendation at least; the more of the path is shared, the nearer.
        if (same > 1) around[doc] = Math.max(around[doc], same);
      });
    });
    return { set: set, around: around };
  }

  var api = { places: places, references: references };
  if (typeof module === "object" && module.exports) module.exports = api;
  else root.compendioReferences = api;
})(typeof self === "undefined" ? this : self);
