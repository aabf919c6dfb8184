/**
 * References among the words of a query, as people cite: meetings, numbers of recommendations, articles, resolutions. Pure.
 * It runs as a classic script in the page (the global `compendioReferences`) and under node for its tests.
 */
(function (root) {
  "use strict";

  /**
   * @typedef {import("./search-query.js").Token} Token
   * @typedef {import("./search-query.js").Parsed} Parsed
   * @typedef {{number: string, path: string[]}} Place  of a recommendation, with the letters of its sub-item
   */
  var words = /** @type {any} */ (typeof module === "object" && module.exports ? require("./search-query.js") : /** @type {any} */ (root).compendioQuery).words;

  // Of a range so many places are sought: more than a meeting has.
  var MOST = 200;

  /**
   * References among the words: meetings, numbers of recommendations, articles, resolutions.
   * Each takes its words away from the list and leaves what it wants instead.
   * @param {any} manifest @param {Parsed} parsed
   * @returns {{rest: Token[], wanted: {kind: string, typed: string, meetings: string[]|null, places: Place[], keys: string[]}[]}}
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
    /** Whether what stands between two parts of a range is a dash. @param {number} i of the second */
    var dashed = (/** @type {number} */ i) => /^\s*[-–—]\s*$/.test(tokens[i - 1].after);
    /** The numbers or names of meetings, "4", "cuarta y quinta", "4 a 6". @param {number} i @returns {{ids: string[], to: number}|null} */
    function ordinals(i) {
      var of = function (/** @type {number} */ at) {
        return at < tokens.length ? manifest.meetings.filter((/** @type {any} */ m) => m.ordinals.indexOf(tokens[at].word) >= 0).map((/** @type {any} */ m) => m.id) : [];
      };
      var ids = of(i), to = i + 1;
      if (ids.length === 0) return null;
      for (var k = to + 1; (is(w.and, to) || is(w.until, to)) && of(joints(k)).length > 0; k = to + 1) {
        var last = of(joints(k)), from = Number(ids[ids.length - 1]);
        if (is(w.until, to)) manifest.meetings.forEach(function (/** @type {any} */ m) { if (Number(m.id) > from && Number(m.id) < Number(last[0])) ids.push(m.id); });
        ids = ids.concat(last);
        to = joints(k) + 1;
      }
      return { ids: ids, to: to };
    }
    /** @param {number} i @returns {{ids: string[], to: number}|null} */
    function meeting(i) {
      var found = is(w.meeting, i) ? ordinals(joints(i + 1)) : ordinals(i);
      if (found !== null && !is(w.meeting, i)) {
        if (is(w.meeting, found.to)) found.to += 1;
        else found = null;
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
      var own = letters(i + 1);
      return own.path.length > 0 || alone ? { number: tokens[i].word, path: own.path, to: own.to } : null;
    }
    /** The letters of a sub-item: with their bracket, behind a word for it ("apartado"), or to the query's end. @param {number} i */
    function letters(i) {
      var path = [], j = i, sure = false;
      for (;;) {
        for (var k = j, named = false; is(w.paragraph, k) || is(w.joints, k); k++) named = named || is(w.paragraph, k);
        // "de la" names nothing.
        if (!named) k = j;
        if (!letter(k)) break;
        var closed = named || tokens[k].after.charAt(0) === ")";
        if (!closed && k < tokens.length - 1 && !(letter(k + 1) && /^[\s.)]+$/.test(tokens[k].after))) break;
        sure = path.length === 0 ? closed : sure;
        path.push(tokens[k].word);
        j = k + 1;
      }
      // "4 a la" is no place.
      return sure || j === tokens.length ? { path: path, to: j } : { path: [], to: i };
    }
    /** "letra j) de la recomendación 46", "inciso iii) del apartado j) del párrafo 46". @param {number} i */
    function fromWithin(i) {
      var path = [], j = i;
      while (is(w.paragraph, j) && letter(j + 1)) {
        path.unshift(tokens[j + 1].word);
        j = joints(j + 2);
      }
      var whole = path.length > 0 && (is(w.recommendation, j) || is(w.paragraph, j)) ? place(joints(j + 1), true) : null;
      return whole === null ? null : { number: whole.number, path: whole.path.concat(path), to: whole.to };
    }
    /** What a list of places goes on with: "…, 5", "… y 6", "… a 9". @param {string} last before it @param {number} to @returns {{places: Place[], to: number}} */
    function others(last, to) {
      /** @type {Place[]} */
      var found = [];
      for (;;) {
        var range = is(w.until, to) || dashed(to), k = is(w.until, to) || is(w.and, to) ? to + 1 : to;
        var next = k > to || range || tokens[to - 1].after.indexOf(",") >= 0 ? place(k, true) : null;
        if (next === null || isYear(k)) return { places: found, to: to };
        for (var n = Number(last) + 1; range && n < Number(next.number) && found.length < MOST; n++) found.push({ number: String(n), path: [] });
        found.push(next);
        last = next.number;
        to = next.to;
      }
    }
    /** A place with what its list goes on with. @param {{number: string, path: string[], to: number}} first */
    function listed(first) {
      var more = others(first.number, first.to);
      return { places: [{ number: first.number, path: first.path }].concat(more.places), to: more.to };
    }
    /** An id as the addresses write it. @param {number} i */
    function id(i) {
      if (!number(i) || !number(i + 1) || !/^[.\/-]$/.test(tokens[i].after) || isYear(i) || isYear(i + 1)) return null;
      // "64/293" is an act: no meeting has that number.
      if (tokens[i].after === "/" && !manifest.meetings.some((/** @type {any} */ m) => m.id === String(Number(tokens[i].word)))) return null;
      var path = [], j = i + 2;
      /** Whether an id of the same meeting ends a range here. @param {number} at */
      var ends = at => number(at) && number(at + 1) && tokens[at].word === tokens[i].word && /^[.\/]$/.test(tokens[at].after);
      while (j < tokens.length && !ends(j) && /^[.\/(-]$|^\)\($/.test(tokens[j - 1].after) && /^(?:[a-zñ]|[ivxl]{1,6}|\d{1,2})$/.test(tokens[j].word)) path.push(tokens[j++].word);
      // "4.46 j) iii)"
      var more = letters(j), places = [{ number: tokens[i + 1].word, path: path.concat(more.path) }];
      j = more.to;
      var last = is(w.until, j) ? j + 1 : j;
      if (path.length + more.path.length === 0 && j < tokens.length && (last > j || dashed(j)) && ends(last)) {
        for (var n = Number(tokens[i + 1].word) + 1; n <= Number(tokens[last + 1].word) && places.length < MOST; n++) places.push({ number: String(n), path: [] });
        j = last + 2;
      }
      return { meetings: [String(Number(tokens[i].word))], places: places, to: j };
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
      var path = own.parts.concat(before), more = own.parts.length === 1 && number(own.to - 1) ? others(path[0], own.to) : { places: [], to: own.to };
      j = more.to;
      var k = joints(j);
      if (is(w.paragraph, k)) {
        var within = provision(joints(k + 1));
        if (within.parts.length > 0) { path = path.concat(within.parts); j = within.to; }
      }
      var named = treatiesAt(joints(j));
      if (named.treaties.length > 0) j = named.to;
      var keys = [path].concat(more.places.map(one => [one.number].concat(one.path))).map(one => keysOf(named.treaties.length > 0 ? named.treaties : manifest.treaties, one));
      return { keys: [].concat.apply([], /** @type {any} */ (keys)), to: j };
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
      else if ((p = id(i)) !== null) found = { kind: "place", meetings: p.meetings, places: p.places, to: p.to };
      else if (symbol !== undefined && words(symbol).length === 2) found = { kind: "article", keys: actKeys(symbol), to: i + 2 };
      else if ((m = meeting(i)) !== null) {
        var k = m.to, named = false;
        for (; is(w.joints, k) || is(w.recommendation, k) || is(w.paragraph, k); k++) named = named || !is(w.joints, k);
        p = place(k, k > m.to || k === tokens.length - 1);
        // "quinta reunión 2013" names a year, not a recommendation.
        if (p === null || /^(19|20)\d\d$/.test(p.number)) found = { kind: "meeting", meetings: m.ids, places: [], to: m.to };
        else {
          var places = named ? listed(p) : { places: [p], to: p.to };
          found = { kind: "place", meetings: m.ids, places: places.places, to: places.to };
        }
      } else if ((a = article(i)) !== null || (a = articleOf(i)) !== null) found = { kind: "article", keys: a.keys, to: a.to };
      else if (is(w.resolution, i) || is(w.decision, i)) {
        var j2 = joints(i + 1), act = symbolAt(j2);
        if (act !== undefined) {
          var decides = is(w.decision, i);
          found = { kind: "article", keys: actKeys(act).filter(key => decides === (key.indexOf("@decision") === 0)), to: j2 + words(act).length };
        }
      } else if (is(w.recommendation, i) && isYear(joints(i + 1))) {
        // "recomendaciones de 2015"
        found = { kind: "meeting", meetings: ofYear(tokens[joints(i + 1)].word), places: [], to: joints(i + 1) + 1 };
      } else if (is(w.recommendation, i) || is(w.paragraph, i)) {
        var begins = joints(i + 1), whole = id(begins);
        // "recomendaciones 3-5 de la novena reunión" is a range, as long as a meeting is named.
        if (whole !== null && tokens[begins].after === "-" && meeting(joints(whole.to)) !== null) whole = null;
        p = whole === null ? fromWithin(i) || place(begins, true) : null;
        if (whole !== null) found = { kind: "place", meetings: whole.meetings, places: whole.places, to: whole.to };
        else if (p !== null) {
          // "recomendación 12 de la quinta reunión", "párrafo 46 de 2011"
          var list = listed(p), from = joints(list.to);
          m = meeting(from);
          if (m === null && isYear(from)) m = { ids: ofYear(tokens[from].word), to: from + 1 };
          found = { kind: "place", meetings: m === null ? null : m.ids, places: list.places, to: m === null ? list.to : m.to };
        }
      } else if ((p = place(i, false)) !== null) {
        found = { kind: "place", meetings: null, places: [p], to: p.to };
      }
      if (found === null) {
        rest.push(tokens[i++]);
        continue;
      }
      wanted.push({ kind: found.kind, typed: typed(i, Math.min(found.to, tokens.length)), meetings: found.meetings || null, places: found.places || [], keys: found.keys || [] });
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
   * The documents that places mean, and those around them, the higher the nearer.
   * @param {string[]} ids of all documents, without the mark of repeats; there may be very many, so few are taken apart
   * @param {{places: Place[], meetings: string[]|null}} one
   * @returns {{set: Uint8Array, around: Uint8Array}|null} null where it means none
   */
  function places(ids, one) {
    var set = new Uint8Array(ids.length), around = new Uint8Array(ids.length);
    var wanted = one.places.map(place => "." + [place.number].concat(place.path).join("."));
    /** @type {Map<string, string[][]>} */
    var held = new Map();
    ids.forEach(function (id, doc) {
      var at = id.indexOf(".");
      var isIt = wanted.some(place => id.startsWith(place, at) && (at + place.length === id.length || id[at + place.length] === "."));
      if (!isIt || (one.meetings !== null && one.meetings.indexOf(id.slice(0, at)) < 0)) return;
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
