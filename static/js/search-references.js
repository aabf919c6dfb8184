/**
 * References among the words of a query, as people cite: meetings, numbers of recommendations, articles, resolutions. Pure.
 * It runs as a classic script in the page (the global `compendioReferences`) and under node for its tests.
 */
(function (root) {
  "use strict";

  /**
   * @typedef {import("./search-query.js").Token} Token
   * @typedef {import("./search-query.js").Parsed} Parsed
   * @typedef {import("./search-places.js").Place} Place
   * @typedef {{kind: string, typed: string, meetings: string[]|null, places: Place[], keys: string[]}} Wanted  `kind` is
   *   "place", "meeting" or "article"; the last is whatever is cited, under its keys
   */
  var words = /** @type {any} */ (typeof module === "object" && module.exports ? require("./search-query.js") : /** @type {any} */ (root).compendioQuery).words;
  var numbers = /** @type {any} */ (typeof module === "object" && module.exports ? require("./search-places.js") : /** @type {any} */ (root).compendioPlaces);

  // Of a range of articles so many are sought: more than a treaty has.
  var MOST_ARTICLES = 100;

  /**
   * Each reference takes its words away from the list and leaves what it wants instead.
   * @param {any} manifest @param {Parsed} parsed
   * @returns {{rest: Token[], wanted: Wanted[]}}
   */
  function references(manifest, parsed) {
    var w = manifest.words, tokens = parsed.tokens, read = numbers.reader(manifest, tokens);
    var is = read.is, joints = read.joints, goesOn = read.goesOn, place = read.place, id = read.id, listed = read.listed;

    // ---- meetings

    /** The meetings that are named so. @param {number} i */
    function named(i) {
      return i >= tokens.length ? [] : manifest.meetings.filter((/** @type {any} */ m) => m.ordinals.indexOf(tokens[i].word) >= 0).map((/** @type {any} */ m) => m.id);
    }
    /** The meetings of a year. @param {number} i */
    function ofYear(i) {
      return i >= tokens.length ? [] : manifest.meetings.filter((/** @type {any} */ m) => m.year === tokens[i].word).map((/** @type {any} */ m) => m.id);
    }
    /** Meetings with those of their list: "4 a 6", "cuarta, quinta y sexta". @param {number} i @param {(i: number) => string[]} of @returns {{ids: string[], to: number}|null} */
    function several(i, of) {
      var ids = of(i), sure = { ids: ids, to: i + 1 };
      if (ids.length === 0) return null;
      for (var to = i + 1, next = goesOn(to); next !== null && of(next.at).length > 0; next = goesOn(to)) {
        var last = of(next.at), before = ids[ids.length - 1];
        if (next.range) ids = ids.concat(between(before, last[0]));
        ids = ids.concat(last);
        // "reunión 4, 6" is a place; "reuniones 4, 5 y 6" are three meetings.
        var joined = next.at > to || of === ofYear || !read.number(next.at);
        to = next.at + 1;
        if (joined) sure = { ids: ids, to: to };
      }
      return sure;
    }
    /** The meetings between two. @param {string} a @param {string} b @returns {string[]} */
    function between(a, b) {
      var from = Math.min(Number(a), Number(b)), to = Math.max(Number(a), Number(b));
      return manifest.meetings.map((/** @type {any} */ m) => m.id).filter((/** @type {string} */ id) => Number(id) > from && Number(id) < to);
    }
    /** Behind joints and words for "year". @param {number} i */
    function toYear(i) {
      while (is(w.joints, i) || is(w.fields.ano, i)) i++;
      return i;
    }
    /** The meetings of years from one to another, or from one on: "2010-2013", "entre 2015 y 2019", "desde el año 2015". @param {number} i @returns {{ids: string[], to: number}|null} */
    function ofYears(i) {
      var opens = is(w.since, i), pairs = is(w.between, i), from = opens || pairs ? toYear(i + 1) : i;
      if (!read.isYear(from)) return null;
      var joined = is(w.until, from + 1) || (pairs && is(w.and, from + 1)), last = joined ? toYear(from + 2) : from + 1;
      var isRange = read.isYear(last) && (joined || read.dashed(last));
      // "de 2000 a 2010 euros" tells how many.
      if (isRange ? joined && !opens && !pairs && !counts(last) : !opens) return null;
      var ends = [Number(tokens[from].word), isRange ? Number(tokens[last].word) : Infinity].sort((x, y) => x - y);
      var ids = manifest.meetings.filter((/** @type {any} */ m) => m.year !== "" && Number(m.year) >= ends[0] && Number(m.year) <= ends[1]).map((/** @type {any} */ m) => m.id);
      return ids.length === 0 ? null : { ids: ids, to: (isRange ? last : from) + 1 };
    }
    /** "desde la quinta reunión", "entre la cuarta y la sexta reunión". @param {number} i @returns {{ids: string[], to: number}|null} */
    function fromMeeting(i) {
      var opens = is(w.since, i), of = opens || is(w.between, i) ? meeting(joints(i + 1)) : null;
      if (of === null || of.ids.length !== (opens ? 1 : 2)) return null;
      return { ids: of.ids.concat(between(of.ids[0], opens ? String(Infinity) : of.ids[1])), to: of.to };
    }
    /** Whether a name of a meeting is one of a row: "4 a 6 reuniones" are so many of them. @param {number} i */
    var isOrdinal = i => named(i).length > 0 && (!read.number(i) || tokens[i].raw !== tokens[i].word);
    /** @param {number} i @returns {{ids: string[], to: number}|null} */
    function meeting(i) {
      var found = null;
      if (is(w.meeting, i)) {
        for (var at = i + 1; is(w.numbered, at); ) at++;
        // "reunión de 3 días" tells how long, "reunión 3" and "reunión de la tercera" which.
        if (read.number(at) || !read.number(joints(i + 1))) {
          var from = read.number(at) ? at : joints(i + 1);
          found = several(from, one => one > from && read.number(one) && !counts(one) ? [] : named(one));
        }
        if (found === null) found = several(joints(i + 1), ofYear);
      } else {
        found = several(i, at => isOrdinal(at) ? named(at) : []);
        if (found !== null && is(w.meeting, found.to)) found.to += 1;
        else return null;
      }
      // "cuarto período de sesiones"
      while (found !== null && is(w.meeting, joints(found.to))) found.to = joints(found.to) + 1;
      // "(2011)" behind it says the same again.
      if (found !== null && ofYear(found.to).indexOf(found.ids[0]) >= 0) found.to += 1;
      return found;
    }
    /** Whether a number is a meeting's, and does not tell how many of what stands behind it. @param {number} i */
    function counts(i) {
      var next = i + 1;
      return next >= tokens.length || tokens[i].after.trim() !== "" || read.number(next) || read.joining(next) || !/^[a-zñ]+s$/.test(tokens[next].word) ||
        [w.recommendation, w.paragraph, w.article, w.meeting].some(list => is(list, next));
    }

    // ---- articles and acts

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
    /** @param {any[]} treaties @param {string[][]} paths */
    function keysOf(treaties, paths) {
      /** @type {string[]} */
      var keys = [];
      paths.forEach(function (path) { treaties.forEach(function (t) { keys.push("@" + t[0] + ":" + path.join(".")); }); });
      return keys;
    }
    /** Numbers and letters of an article or paragraph: a comma parts two of them. @param {number} i */
    function provision(i) {
      var parts = [], j = i;
      while (parts.length < 3 && (read.number(j) && (j === i || /^[\s.\/()]*$/.test(tokens[j - 1].after)) || read.letter(j) && (read.closed(j) || /^\s*$/.test(tokens[j].after) && j === tokens.length - 1))) parts.push(tokens[j++].word);
      return { parts: parts, to: j };
    }
    /** A provision with what its list goes on with: "6 y 9", "6 a 8". @param {number} i @returns {{paths: string[][], to: number}} */
    function provisions(i) {
      var own = provision(i);
      if (own.parts.length !== 1 || !read.number(i)) return { paths: own.parts.length > 0 ? [own.parts] : [], to: own.to };
      var list = listed({ number: own.parts[0], last: "", path: [], to: own.to }), /** @type {string[][]} */ paths = [];
      list.places.forEach(function (/** @type {Place} */ one) {
        for (var n = Number(one.number); n <= Number(one.last || one.number) && paths.length < MOST_ARTICLES; n++) paths.push([String(n)].concat(one.path));
      });
      return { paths: paths, to: list.to };
    }
    /** @param {number} i @returns {{keys: string[], to: number}|null} */
    function article(i) {
      /** @type {string[][]} */
      var before = [[]], j = i;
      if (is(w.paragraph, j)) {
        var first = provisions(joints(j + 1));
        if (first.paths.length === 0) return null;
        before = first.paths;
        j = joints(first.to);
      }
      if (!is(w.article, j)) return null;
      var own = provisions(joints(j + 1)), paths = own.paths;
      if (paths.length === 0) return null;
      j = own.to;
      // What stands behind or before several belongs to the one beside it.
      var k = joints(j), below = is(w.paragraph, k) ? provisions(joints(k + 1)) : { paths: [], to: j };
      var last = paths[paths.length - 1];
      if (below.paths.length > 0) paths = paths.slice(0, -1).concat(below.paths.map(path => last.concat(path)));
      paths = before.map(path => paths[0].concat(path)).concat(paths.slice(1));
      var of = treatiesAt(joints(below.to));
      return { keys: keysOf(of.treaties.length > 0 ? of.treaties : manifest.treaties, paths), to: of.treaties.length > 0 ? of.to : below.to };
    }
    /** "Protocolo, artículo 9", "Convención 25". @param {number} i @returns {{keys: string[], to: number}|null} */
    function articleOf(i) {
      var of = treatiesAt(i);
      if (of.treaties.length === 0) return null;
      var behind = joints(of.to), written = is(w.article, behind) || is(w.paragraph, behind) ? article(behind) : null;
      if (written !== null) {
        var ids = of.treaties.map((/** @type {any} */ t) => "@" + t[0] + ":");
        return { keys: written.keys.filter(key => ids.some((/** @type {string} */ id) => key.indexOf(id) === 0)), to: written.to };
      }
      var own = read.number(of.to) && !read.isYear(of.to) ? provisions(of.to) : { paths: [], to: 0 };
      return own.paths.length > 0 ? { keys: keysOf(of.treaties, own.paths), to: own.to } : null;
    }
    /** @param {string} act as it is typed, folded */
    function actKeys(act) {
      return ["@resolution:" + act, "@resolution:a/res/" + act, "@resolution:e/res/" + act, "@decision:" + act];
    }

    // ---- places

    /** "letra j) de la recomendación 46", "inciso iii) del apartado j) de la 4.46". @param {number} i */
    function fromWithin(i) {
      var path = [], j = i;
      while (is(w.paragraph, j) && read.letter(j + 1)) {
        path.unshift(tokens[j + 1].word);
        j = joints(j + 2);
      }
      if (path.length === 0) return null;
      var called = is(w.recommendation, j) || is(w.paragraph, j), whole = id(called ? joints(j + 1) : j), one = called && whole === null ? place(joints(j + 1), true) : null;
      if (whole === null && one === null) return null;
      var outer = whole === null ? one : whole.places[0];
      return { meetings: whole === null ? null : whole.meetings, places: [{ number: outer.number, last: "", path: outer.path.concat(path) }], to: whole === null ? one.to : whole.to };
    }
    /** Places that are called recommendations or paragraphs. @param {number} i */
    function called(i) {
      var within = fromWithin(i), at = joints(i + 1), whole = within === null ? id(at) : null;
      // "recomendaciones 3-5 de la novena reunión" is a range, as long as a meeting is named.
      if (whole !== null && tokens[at].after === "-" && meeting(joints(whole.to)) !== null) whole = null;
      if (whole !== null) return whole;
      var one = within === null ? place(at, true) : null;
      return within !== null ? within : one === null ? null : Object.assign({ meetings: null }, listed(one));
    }
    /** What begins at a word. @param {number} i @returns {{kind: string, years?: boolean, meetings?: string[]|null, places?: Place[], keys?: string[], to: number}|null} `years`: those of the meetings' years */
    function found(i) {
      var symbol = symbolAt(i), at, one;
      if (symbol !== undefined && /^[a-z]/.test(symbol)) return { kind: "article", keys: ["@symbol:" + symbol, "@resolution:" + symbol], to: i + words(symbol).length };
      if ((one = id(i)) !== null) return Object.assign({ kind: "place" }, one);
      if (symbol !== undefined && words(symbol).length === 2) return { kind: "article", keys: actKeys(symbol), to: i + 2 };
      if ((one = meeting(i)) !== null) {
        var names = false;
        for (at = one.to; is(w.joints, at) || is(w.recommendation, at) || is(w.paragraph, at); at++) names = names || !is(w.joints, at);
        var within = names ? fromWithin(at - 1) : null, first = place(at, at > one.to || at === tokens.length - 1, true);
        if (within !== null) return { kind: "place", meetings: one.ids, places: within.places, to: within.to };
        // "quinta reunión 2013" names a year, not a recommendation.
        if (first === null || read.isYear(at)) return { kind: "meeting", meetings: one.ids, to: one.to };
        return Object.assign({ kind: "place", meetings: one.ids }, names ? listed(first) : { places: [first], to: first.to });
      }
      if ((one = article(i)) !== null || (one = articleOf(i)) !== null) return Object.assign({ kind: "article" }, one);
      if (is(w.resolution, i) || is(w.decision, i)) {
        at = joints(i + 1);
        var act = symbolAt(at), decides = is(w.decision, i);
        return act === undefined ? null : { kind: "article", keys: actKeys(act).filter(key => decides === (key.indexOf("@decision") === 0)), to: at + words(act).length };
      }
      // "recomendaciones de 2015", "años 2013 y 2015"
      var years = ofYears(i);
      if (years === null && (is(w.recommendation, i) || is(w.fields.ano, i))) years = ofYears(joints(i + 1)) || several(joints(i + 1), ofYear);
      if (years !== null) return { kind: "meeting", years: true, meetings: years.ids, to: years.to };
      if ((one = fromMeeting(i)) !== null) return { kind: "meeting", meetings: one.ids, to: one.to };
      if (is(w.recommendation, i) || is(w.paragraph, i)) {
        one = called(i);
        if (one === null || one.meetings !== null) return one && Object.assign({ kind: "place" }, one);
        // "recomendación 12 de la quinta reunión", "párrafo 46 de 2011"
        var behind = joints(one.to);
        while (is(w.report, behind)) behind = joints(behind + 1);
        var of = meeting(behind) || ofYears(behind) || several(behind, ofYear);
        return { kind: "place", meetings: of === null ? null : of.ids, places: one.places, to: of === null ? one.to : of.to };
      }
      // A number alone is a recommendation's.
      one = place(i, tokens.length === 1 && !read.isYear(i) && parsed.phrases.length + parsed.fields.length + parsed.excluded.length === 0);
      return one && { kind: "place", meetings: null, places: [one], to: one.to };
    }

    /** @type {number[]} */
    var rest = [];
    /** @type {Wanted[]} */
    var wanted = [];
    /** Words of references. @type {Set<number>} */
    var taken = new Set();
    for (var i = 0; i < tokens.length; ) {
      var one = found(i);
      if (one === null) {
        rest.push(i++);
        continue;
      }
      var end = Math.min(one.to, tokens.length), closing = tokens[end - 1].after.charAt(0) === ")" && end - 1 > i ? ")" : "";
      wanted.push({ kind: one.kind, typed: tokens.slice(i, end).map((t, n) => (n > 0 ? t.before : "") + t.raw).join("") + closing, meetings: one.meetings || null, places: one.places || [], keys: one.keys || [], years: one.years === true });
      for (; i < end; i++) taken.add(i);
    }
    // A year beside a place says of which meeting: "2013 recomendación 4".
    var places = wanted.filter(one => one.kind === "place"), years = wanted.find(one => one.years);
    places.filter(one => one.meetings === null).forEach(function (one) {
      if (years !== undefined) return void (one.meetings = years.meetings);
      var year = rest.find(at => ofYear(at).length > 0);
      if (year === undefined) return;
      one.meetings = ofYear(year);
      rest.splice(rest.indexOf(year), 1);
      taken.add(year);
    });
    if (places.length > 0) wanted = wanted.filter(one => !one.years);
    // "recomendación 12 de la …", "la 9.3 o la 9.5": what only joins the parts of references asks nothing.
    if (wanted.length > 0) {
      rest = rest.filter(at => !is(w.joints, at) && !is(w.recommendation, at) && !((is(w.since, at) || is(w.between, at)) && touches(at, 1)));
      rest = rest.filter(at => !(is(w.and, at) || is(w.until, at)) || !touches(at, -1) || !touches(at, 1));
    }
    /** Whether the next word on a side that is no joint is one of a reference. @param {number} at @param {number} step */
    function touches(at, step) {
      for (at += step; is(w.joints, at); ) at += step;
      return at < 0 || taken.has(at);
    }
    return { rest: rest.map(at => tokens[at]), wanted: wanted };
  }

  var api = { places: numbers.documents, references: references };
  if (typeof module === "object" && module.exports) module.exports = api;
  else root.compendioReferences = api;
})(typeof self === "undefined" ? this : self);
