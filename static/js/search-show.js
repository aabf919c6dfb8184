/**
 * What the search page draws: results with the words found marked and the best passage of a long one. It makes elements
 * from what the engine answers and knows nothing of the page around them.
 */
(function (root) {
  "use strict";
  /**
   * @typedef {{text: string, marked: boolean, added: boolean}} Piece
   * @typedef {{matchers: any[], phrases: string[][]}} Marks  what an answer gives to mark its texts with
   */

  // About four lines are read at a glance; a text a little longer is shown whole, a cut would save nothing.
  var PASSAGE = 320, WHOLE = 460, LEAD = 200, WHOLE_LEAD = 300;

  /** @param {string} text @param {Object<string, string|number>} facts */
  function fill(text, facts) {
    return (text || "").replace(/\{(\w+)\}/g, (all, name) => name in facts ? String(facts[name]) : all);
  }

  /**
   * The passage of a text where most of the marked words stand, cut at spaces; `null` where the whole is short enough.
   * @param {Piece[]} pieces @param {number} length of the passage @param {number} whole up to this length there is none
   * @param {boolean} [last] whether the end counts most where nothing is marked
   * @returns {{pieces: Piece[], before: boolean, after: boolean}|null}
   */
  function passage(pieces, length, whole, last) {
    var text = pieces.map(p => p.text).join("");
    if (text.length <= whole) return null;
    /** @type {{from: number, to: number, word: string, weight: number}[]} */
    var marks = [];
    var at = 0;
    pieces.forEach(function (p) {
      if (p.marked) marks.push({ from: at, to: at + p.text.length, word: p.text.toLowerCase(), weight: p.added ? 0.5 : 1 });
      at += p.text.length;
    });
    var best = 0, from = 0, to = 0;
    for (var i = 0; i < marks.length; i++) {
      var seen = new Set(), value = 0, j = i;
      for (; j < marks.length && marks[j].to - marks[i].from <= length * 0.8; j++) {
        // Another word says more than the same again.
        value += marks[j].weight * (seen.has(marks[j].word) ? 0.1 : 1);
        seen.add(marks[j].word);
      }
      if (value > best) {
        best = value;
        from = marks[i].from;
        to = marks[j - 1].to;
      }
    }
    if (marks.length === 0 && last) from = to = text.length;
    var start = Math.max(0, Math.min(from - Math.floor((length - (to - from)) / 2), text.length - length));
    // So little is left out in front that leaving it out is not worth the dots.
    if (start < length / 6) start = 0;
    var end = Math.min(text.length, start + length);
    if (start > 0) {
      var space = text.indexOf(" ", start);
      if (space >= 0 && space < from) start = space + 1;
    }
    if (end < text.length) {
      var stop = text.lastIndexOf(" ", end);
      if (stop > to && stop > start) end = stop;
    }
    /** @type {Piece[]} */
    var kept = [];
    at = 0;
    pieces.forEach(function (p) {
      var part = p.text.slice(Math.max(0, start - at), Math.max(0, end - at));
      if (part !== "") kept.push({ text: part, marked: p.marked, added: p.added });
      at += p.text.length;
    });
    return { pieces: kept, before: start > 0, after: end < text.length };
  }

  /** @param {string} tag @param {string} className @param {...(Node|string)} children */
  function element(tag, className) {
    var made = document.createElement(tag);
    if (className !== "") made.className = className;
    for (var i = 2; i < arguments.length; i++) made.append(arguments[i]);
    return made;
  }

  /** @param {string} text @param {string} className @param {() => void} done */
  function button(text, className, done) {
    var made = /** @type {HTMLButtonElement} */ (element("button", className, text));
    made.type = "button";
    made.addEventListener("click", done);
    return made;
  }

  /** @param {HTMLElement} into @param {Piece[]} pieces */
  function put(into, pieces) {
    pieces.forEach(function (p) {
      into.append(p.marked ? element("mark", p.added ? "added" : "", p.text) : p.text);
    });
  }

  /** @param {HTMLElement} into @param {string} text @param {Marks} marks */
  function marked(into, text, marks) {
    put(into, /** @type {any} */ (root).compendioMarks.mark(text, marks.matchers, marks.phrases));
    return into;
  }

  /**
   * Words of the sources: the best passage, and a function that shows them all where that is less.
   * @param {string} text @param {Marks} marks @param {boolean} [lead] whether they are what others hang from
   * @returns {{shown: HTMLElement, unfold: (() => void)|null}}
   */
  function wordsOf(text, marks, lead) {
    var shown = element("p", lead ? "words lead" : "words");
    var pieces = /** @type {any} */ (root).compendioMarks.mark(text, marks.matchers, marks.phrases);
    var cut = marks.matchers.length + marks.phrases.length > 0 ? passage(pieces, lead ? LEAD : PASSAGE, lead ? WHOLE_LEAD : WHOLE, lead) : null;
    if (cut === null) {
      put(shown, pieces);
      return { shown: shown, unfold: null };
    }
    if (cut.before) shown.append("… ");
    put(shown, cut.pieces);
    if (cut.after) shown.append(" …");
    return {
      shown: shown,
      unfold: function () {
        shown.textContent = "";
        put(shown, pieces);
      }
    };
  }

  /**
   * A provision found.
   * @param {any} p its texts @param {Marks} marks @param {Object<string, string>} strings
   * @param {{has: (id: string) => boolean, toggle: (item: HTMLElement) => void}} selection
   * @param {string[][]} themes of the register, their names in the second place
   * @param {string[]} described words of the query by which the editors describe it
   */
  function result(p, marks, strings, selection, themes, described) {
    var item = element("li", "entry");
    item.dataset.id = p.id;
    var link = marked(element("a", ""), p.reference, marks);
    link.setAttribute("href", p.url);
    item.append(element("h2", "entry-ref", link));
    var keep = button("", "keep", function () { selection.toggle(item); });
    keep.append(element("span", "", strings.selection));
    keep.setAttribute("aria-label", strings.selection + ": " + p.reference);
    keep.setAttribute("aria-pressed", String(selection.has(p.id)));
    item.append(keep);
    var parts = [wordsOf(p.text, marks)];
    if (p.leads.length > 0) parts.unshift(wordsOf(p.leads.join(" "), marks, true));
    parts.forEach(function (part) { item.append(part.shown); });
    var why = byTheme(p, marks, themes);
    if (item.querySelector("mark") === null) {
      if (why.length > 0) item.append(marked(element("p", "quiet small by-theme"), strings.by_theme + ": " + why.join(" · "), marks));
      else if (described.length > 0) item.append(element("p", "quiet small by-descriptor", strings.by_descriptor + ": " + described.join(" · ")));
    }
    var folded = parts.filter(part => part.unfold !== null);
    if (folded.length > 0) item.append(wholeText(folded, p.reference, strings, link));
    return item;
  }

  /** The themes of a provision that have words of the query. @param {any} p @param {Marks} marks @param {string[][]} themes @returns {string[]} */
  function byTheme(p, marks, themes) {
    return p.themes.map((/** @type {number} */ theme) => themes[theme][1]).filter(function (/** @type {string} */ name) {
      return /** @type {any} */ (root).compendioMarks.mark(name, marks.matchers, marks.phrases).some((/** @type {Piece} */ piece) => piece.marked);
    });
  }

  /** @param {{unfold: (() => void)|null}[]} folded @param {string} reference @param {Object<string, string>} strings @param {HTMLElement} next takes the focus */
  function wholeText(folded, reference, strings, next) {
    var more = button(strings.whole_text, "as-link whole", function () {
      folded.forEach(function (part) { if (part.unfold !== null) part.unfold(); });
      /** @type {HTMLElement} */ (more.parentElement).classList.add("unfolded");
      more.remove();
      next.focus();
    });
    more.setAttribute("aria-label", strings.whole_text + ": " + reference);
    return more;
  }

  var api = { fill: fill, passage: passage, element: element, button: button, result: result, wordsOf: wordsOf, wholeText: wholeText };
  if (typeof module === "object" && module.exports) module.exports = api;
  else root.compendioShow = api;
})(typeof self === "undefined" ? this : self);
