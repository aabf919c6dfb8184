/**
 * The parts of references among the words of a query: numbers with their sub-items, lists and ranges of them, ids. Pure.
 * It runs as a classic script in the page (the global `compendioPlaces`) and under node for its tests.
 */
(function (root) {
  "use strict";

  /**
   * @typedef {import("./search-query.js").Token} Token
   * @typedef {{number: string, last: string, path: string[]}} Place  of a recommendation, or from one to the last of a
   *   range; with the letters of its sub-item
   * @typedef {{places: Place[], to: number}} Listed  `to` is behind the last word
   */

  /** What reads the parts of references. @param {any} manifest @param {Token[]} tokens */
  function reader(manifest, tokens) {
    var w = manifest.words;
    // A browser may have kept a manifest that lacks a list.
    var is = (/** @type {string[]|undefined} */ list, /** @type {number} */ i) => list !== undefined && i >= 0 && i < tokens.length && list.indexOf(tokens[i].word) >= 0;
    var number = (/** @type {number} */ i) => i < tokens.length && /^\d{1,4}$/.test(tokens[i].word);
    var letter = (/** @type {number} */ i) => i < tokens.length && /^(?:[a-zñ]|[ivxl]{1,6})$/.test(tokens[i].word);
    var closed = (/** @type {number} */ i) => tokens[i].after.charAt(0) === ")";
    /** What only joins others. @param {number} i */
    var joining = i => is(w.joints, i) || is(w.and, i) || is(w.until, i);
    var joints = function (/** @type {number} */ i) { while (is(w.joints, i)) i++; return i; };
    /** A year is no number of a recommendation. @param {number} i */
    var isYear = i => i < tokens.length && /^(?:19|20)\d\d$/.test(tokens[i].word);
    /** Whether a dash stands before a word. @param {number} i */
    var dashed = i => i < tokens.length && /^\s*[-‐‑–—−]\s*$/.test(tokens[i - 1].after);
    var bare = (/** @type {number} */ i) => String(Number(tokens[i].word));

    /**
     * Where a list or range goes on: behind "y", a comma, "a", a dash.
     * @param {number} i behind what has been read @returns {{at: number, range: boolean}|null}
     */
    function goesOn(i) {
      if (i >= tokens.length) return null;
      var range = is(w.until, i) || dashed(i), comma = tokens[i - 1].after.indexOf(",") >= 0;
      var at = is(w.until, i) || is(w.and, i) ? i + 1 : i;
      return range || comma || at > i ? { at: joints(at), range: range } : null;
    }

    /** Whether a number is one of a list, not a quantity: "y 18 años" is none. @param {number} i */
    function isListed(i) {
      if (!number(i) || isYear(i) || head(i) !== null) return false;
      var next = i + 1;
      return next === tokens.length || tokens[i].after.trim() !== "" || letter(next) || joining(next) ||
        [w.paragraph, w.recommendation, w.article, w.meeting].concat(manifest.treaties.map((/** @type {any} */ t) => t[1])).some(list => is(list, next));
    }

    /**
     * The letters of a sub-item: with their bracket, behind a word for it ("apartado"), or to the query's end.
     * @param {number} i behind the number @param {boolean} isCalled whether the number is a recommendation's for certain
     * @returns {{path: string[], to: number}}
     */
    function letters(i, isCalled) {
      var path = [], j = i, sure = false;
      for (;;) {
        for (var k = j, named = false; is(w.paragraph, k) || is(w.joints, k) && !closed(k); k++) named = named || is(w.paragraph, k);
        // "de la" names nothing.
        if (!named) k = j;
        // At the end "n" and "e" are letters, which else stand before a number or a word; "y" begins a list. Behind other words
        // a bare number tells how many: "menores de 18 o más".
        var joins = joining(k) && (k < tokens.length - 1 || tokens[k].word === w.and[0] || !isCalled && (i > 1 || is(w.until, k)));
        if (!letter(k) || !named && !closed(k) && joins) break;
        if (!named && !closed(k) && k < tokens.length - 1 && !(letter(k + 1) && /^[\s.)]+$/.test(tokens[k].after))) break;
        if (path.length === 0) sure = named || closed(k);
        path.push(tokens[k].word);
        j = k + 1;
      }
      return sure || j === tokens.length ? { path: path, to: j } : { path: [], to: i };
    }

    /**
     * A number with its letters.
     * @param {number} i @param {boolean} alone whether a bare number will do @param {boolean} [isCalled] whether it is a recommendation's for certain
     * @returns {(Place & {to: number})|null}
     */
    function place(i, alone, isCalled) {
      var joined = i < tokens.length ? /^(\d{1,3})([a-zñ])$/.exec(tokens[i].word) : null;
      // "46j"
      if (joined !== null && !is(w.meeting, i + 1)) {
        var deeper = letter(i + 1) && !joining(i + 1) && i + 2 === tokens.length;
        return { number: String(Number(joined[1])), last: "", path: [joined[2]].concat(deeper ? [tokens[i + 1].word] : []), to: deeper ? i + 2 : i + 1 };
      }
      if (!number(i) || isYear(i) && !alone) return null;
      var own = letters(i + 1, alone || isCalled === true);
      return own.path.length > 0 || alone ? { number: bare(i), last: "", path: own.path, to: own.to } : null;
    }

    /** A place with what its list goes on with: "3, 5 y 7", "3 a 5", "46 a) y b)". @param {Place & {to: number}} first @returns {Listed} */
    function listed(first) {
      var last = { number: first.number, last: first.last, path: first.path }, found = [last], to = first.to;
      for (var next = goesOn(to); next !== null; next = goesOn(to)) {
        var at = next.at, one = isListed(at) ? place(at, true) : null;
        if (one !== null && next.range && one.path.length + last.path.length === 0 && last.last === "") {
          var ends = [last.number, one.number].sort((a, b) => Number(a) - Number(b));
          last.number = ends[0];
          last.last = ends[1];
        } else if (one !== null) found.push((last = { number: one.number, last: "", path: one.path }));
        else if (last.path.length > 0 && letter(at) && closed(at)) {
          last = { number: last.number, last: "", path: last.path.slice(0, -1).concat(tokens[at].word) };
          found.push(last);
        } else break;
        to = one === null ? at + 1 : one.to;
      }
      return { places: found, to: to };
    }

    /** The meeting and the number with which an id begins. @param {number} i @returns {{meeting: string, number: string}|null} */
    function head(i) {
      if (!number(i) || !number(i + 1) || !/^[.\/-]$/.test(tokens[i].after) || isYear(i) || isYear(i + 1)) return null;
      // "64/293" is an act: no meeting has that number.
      if (tokens[i].after === "/" && !manifest.meetings.some((/** @type {any} */ m) => m.id === bare(i))) return null;
      return { meeting: bare(i), number: bare(i + 1) };
    }

    /** An id as the addresses write it, or a range of them. @param {number} i @returns {(Listed & {meetings: string[]})|null} */
    function id(i) {
      var first = head(i);
      if (first === null) return null;
      var meetings = [first.meeting], own = { number: first.number, last: "", path: /** @type {string[]} */ ([]) }, j = i + 2;
      /** Whether another id of the meeting begins here. @param {number} at */
      var other = at => { var one = head(at); return one !== null && one.meeting === meetings[0]; };
      while (j < tokens.length && !(dashed(j) && other(j)) && /^[.\/(-]$|^\)\($/.test(tokens[j - 1].after) && /^(?:[a-zñ]|[ivxl]{1,6}|\d{1,2})$/.test(tokens[j].word)) own.path.push(tokens[j++].word);
      // "4.46 j) iii)"
      var more = letters(j, true);
      own.path = own.path.concat(more.path);
      j = more.to;
      if (own.path.length > 0) return Object.assign({ meetings: meetings }, listed(Object.assign({ to: j }, own)));
      var next = goesOn(j), end = next !== null && next.range && other(next.at) ? id(next.at) : null;
      if (end !== null && end.places.length === 1 && end.places[0].path.length === 0) {
        own.last = end.places[0].last || end.places[0].number;
        j = end.to;
        if (Number(own.last) < Number(own.number)) own = { number: own.last, last: own.number, path: [] };
      }
      return { meetings: meetings, places: [own], to: j };
    }

    return { closed: closed, dashed: dashed, goesOn: goesOn, id: id, is: is, isYear: isYear, joining: joining, joints: joints, letter: letter, listed: listed, number: number, place: place };
  }

  /** The recommendation of an id. @param {string} id */
  function wholeOf(id) {
    var end = id.indexOf(".", id.indexOf(".") + 1);
    return end < 0 ? id : id.slice(0, end);
  }

  /** How many letters of a path an id has, from its recommendation on. @param {string[]} id its parts @param {string[]} path */
  function shares(id, path) {
    for (var n = 0; n < path.length && n + 2 < id.length && id[n + 2] === path[n]; ) n++;
    return n;
  }

  /**
   * The documents that places mean, and those around them, the higher the nearer. Of a sub-item that is not there, the
   * nearest that it would be a part of is meant.
   * @param {string[]} ids of all documents, without the mark of repeats; there may be very many, so few are taken apart
   * @param {{places: Place[], meetings: string[]|null}} one
   * @returns {{set: Uint8Array, around: Uint8Array, cut: boolean}|null} null where they mean none; `cut` where a sub-item is not there
   */
  function documents(ids, one) {
    var set = new Uint8Array(ids.length), around = new Uint8Array(ids.length);
    /** @type {Map<string, Place[]>} */
    var single = new Map();
    one.places.forEach(function (place) { if (place.last === "") single.set(place.number, (single.get(place.number) || []).concat(place)); });
    var ranges = one.places.filter(place => place.last !== "");
    /** What each place's recommendations hold, and how far its path leads there. @type {Map<Place, {doc: number, whole: string, same: number}[]>} */
    var near = new Map();
    ids.forEach(function (id, doc) {
      var at = id.indexOf(".");
      if (one.meetings !== null && one.meetings.indexOf(id.slice(0, at)) < 0) return;
      var end = id.indexOf(".", at + 1), number = id.slice(at + 1, end < 0 ? id.length : end), n = Number(number);
      (single.get(number) || []).concat(ranges.filter(r => n >= Number(r.number) && n <= Number(r.last))).forEach(function (place) {
        var held = near.get(place), found = { doc: doc, whole: wholeOf(id), same: shares(id.split("."), place.path) };
        if (held === undefined) near.set(place, [found]);
        else held.push(found);
      });
    });
    if (near.size === 0) return null;
    var cut = false;
    one.places.forEach(function (place) {
      var of = near.get(place) || [];
      /** The farthest in each recommendation. @type {Map<string, number>} */
      var deepest = new Map();
      of.forEach(x => deepest.set(x.whole, Math.max(deepest.get(x.whole) || 0, x.same)));
      // Where one meeting's recommendation has the sub-item, no other is meant that has not.
      var most = of.reduce((all, x) => Math.max(all, x.same), 0);
      cut = cut || most < place.path.length;
      of.forEach(function (x) {
        if (deepest.get(x.whole) !== most) return;
        if (x.same === most) set[x.doc] = 1;
        around[x.doc] = Math.max(around[x.doc], 2 + x.same);
      });
    });
    return { set: set, around: around, cut: cut };
  }

  var api = { documents: documents, reader: reader };
  if (typeof module === "object" && module.exports) module.exports = api;
  else root.compendioPlaces = api;
})(typeof self === "undefined" ? this : self);
