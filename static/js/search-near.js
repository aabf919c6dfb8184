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

  /**
   * A word as it is heard: letters that sound alike are one, doubled ones too.
   * @param {string} word plain @param {[string, string][]} sounds what is heard for which letters, one rule after another
   */
  function heard(word, sounds) {
    return sounds.reduce(function (w, s) { return w.split(s[0]).join(s[1]); }, word).replace(/(.)\1+/g, "$1");
  }

  var api = { distance: distance, heard: heard };
  if (typeof module === "object" && module.exports) module.exports = api;
  else root.compendioNear = api;
})(typeof self === "undefined" ? this : self);
