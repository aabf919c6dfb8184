/**
 * How far a word that was typed is from a word of the texts. Pure.
 * It runs as a classic script in the page (the global `compendioNear`) and under node for its tests.
 */
(function (root) {
  "use strict";

  /**
   * How many letters to change, add, take away or swap; more than `most` counts as `most + 1` (Damerau–Levenshtein,
   * optimal string alignment).
   * @param {string} a @param {string} b @param {number} most @returns {number}
   */
  function distance(a, b, most) {
    if (Math.abs(a.length - b.length) > most) return most + 1;
    var before = [], row = [], next = [];
    for (var j = 0; j <= b.length; j++) row[j] = j;
    for (var i = 1; i <= a.length; i++) {
      var least = (next[0] = i);
      for (j = 1; j <= b.length; j++) {
        var same = a.charCodeAt(i - 1) === b.charCodeAt(j - 1);
        var d = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (same ? 0 : 1));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) d = Math.min(d, before[j - 2] + 1);
        next[j] = d;
        if (d < least) least = d;
      }
      if (least > most) return most + 1;
      var free = before;
      before = row;
      row = next;
      next = free;
    }
    return row[b.length];
  }

  /** With how many letters two words begin alike. @param {string} a @param {string} b @returns {number} */
  function alike(a, b) {
    for (var same = 0; same < a.length && a[same] === b[same]; ) same++;
    return same;
  }

  /**
   * The letters of a word as bits, of which some share one: two words that differ in more letters than may be changed
   * need not be compared one by one.
   * @param {string} word
   */
  function letters(word) {
    for (var bits = 0, i = 0; i < word.length; i++) bits |= 1 << (word.charCodeAt(i) & 31);
    return bits;
  }

  /** Whether words with these letters may be so near. @param {number} a @param {number} b @param {number} most */
  function mayBeNear(a, b, most) {
    return fewBits(a & ~b, most) && fewBits(b & ~a, most);
  }

  /** @param {number} bits @param {number} most */
  function fewBits(bits, most) {
    for (; bits !== 0; most--) {
      if (most === 0) return false;
      bits &= bits - 1;
    }
    return true;
  }

  /**
   * A word as it is heard: letters that sound alike are one, doubled ones too.
   * @param {string} word plain @param {[string, string][]} sounds what is heard for which letters, one rule after another
   */
  function heard(word, sounds) {
    for (var i = 0; i < sounds.length; i++) if (word.indexOf(sounds[i][0]) >= 0) word = word.split(sounds[i][0]).join(sounds[i][1]);
    for (i = 1; i < word.length; i++) if (word.charCodeAt(i) === word.charCodeAt(i - 1)) return word.replace(/(.)\1+/g, "$1");
    return word;
  }

  var api = { alike: alike, distance: distance, heard: heard, letters: letters, mayBeNear: mayBeNear };
  if (typeof module === "object" && module.exports) module.exports = api;
  else root.compendioNear = api;
})(typeof self === "undefined" ? this : self);
