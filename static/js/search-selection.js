/**
 * The buttons of the search page that take something along, and the panel of "Mi selección".
 * The forms of text and the store stand in search-take.js.
 */
(function () {
  "use strict";
  /**
   * @typedef {{base: string, strings: Object<string, string>, count: (key: string, n: number) => string, meetings: {id: string, year: string, symbol: string}[],
   *            texts: (docs: ArrayLike<number>, then: (texts: any[]) => void) => void, hits: () => Int32Array, placeOf: (item: Element) => number}} Page
   *   `hits`: the results that are shown; `placeOf`: the place of one of them in document order
   */
  // What can be taken along at once: more would be the whole register, which is there as data.
  var TAKEN = 1000;

  var show = /** @type {any} */ (self).compendioShow, take = /** @type {any} */ (self).compendioTake;
  /** @param {string} selector @returns {any} */
  function one(selector) { return document.querySelector(selector); }
  /** @param {string} selector @returns {any[]} */
  function all(selector) { return Array.from(document.querySelectorAll(selector)); }

  /** @param {Page} page */
  /** @type {any} */ (self).compendioSelection = function (page) {
    var strings = page.strings, opener = one("[data-open-selection]"), panel = one("[data-selection]"), said = one("[data-said]");
    /** @type {ReturnType<typeof setTimeout>|undefined} */
    var silence;
    // A selection belongs to the site it was made on; another one may stand on the same host.
    var kept = take.selection("compendio-selection:" + location.pathname.replace(/[^/]*$/, ""), draw);

    /** Provisions in the form in which they are taken along. @param {ArrayLike<number>} docs @param {(items: any[]) => void} then */
    function taking(docs, then) {
      page.texts(docs, function (texts) {
        then(texts.map(function (p, i) {
          if (p === null) return null;
          var meeting = page.meetings.find(m => m.id === p.id.split(".")[0]);
          return { id: p.id, at: docs[i], url: p.url, reference: p.reference, leads: p.leads, text: p.text, year: meeting ? meeting.year : "", symbol: meeting ? meeting.symbol : "" };
        }).filter(Boolean));
      });
    }
    /** @param {(items: any[]) => void} then */
    function present(then) { taking(page.hits().slice(0, TAKEN), then); }

    /** @param {string} text */
    function say(text) {
      said.textContent = text;
      clearTimeout(silence);
      silence = setTimeout(function () { said.textContent = ""; }, 5000);
    }

    function draw() {
      var items = kept.items();
      one("[data-selected]").textContent = items.length;
      one("[data-selection-note]").textContent = items.length === 0 ? strings.selection_empty : kept.kept() ? page.count("found", items.length) : strings.selection_lost;
      one("[data-selection-actions]").hidden = items.length === 0;
      one("[data-selection-list]").replaceChildren(...items.map(entry));
      all("[data-results] [data-id]").forEach(function (item) {
        item.querySelector(".keep").setAttribute("aria-pressed", String(kept.has(item.dataset.id)));
      });
    }

    /** @param {any} p @param {number} i */
    function entry(p, i) {
      var link = show.element("a", "", p.reference);
      link.setAttribute("href", p.url);
      var remove = show.button(strings.remove, "as-link", function () {
        kept.remove(p.id);
        draw();
        say(strings.unselected);
        var left = all("[data-selection-list] a");
        (left[Math.min(i, left.length - 1)] || opener).focus();
      });
      remove.setAttribute("aria-label", strings.remove + ": " + p.reference);
      var item = show.element("li", "entry", show.element("h3", "entry-ref", link, " ", remove));
      if (p.leads.length > 0) item.append(show.element("p", "words lead", p.leads.join(" ")));
      item.append(show.element("p", "words", p.text));
      return item;
    }

    /** @param {any[]} items */
    function copy(items) {
      take.copy(take.plainText(items, page.base), one("[data-manual]"), function (/** @type {boolean} */ done) {
        say(done ? page.count("copied", items.length) : strings.copy_by_hand);
      });
    }
    /** @param {string} name @param {any[]} items */
    function table(name, items) {
      say("");
      take.save(name + ".csv", "text/csv", take.csv(items, page.base));
    }

    /** What the buttons do, by their name. @type {Object<string, () => void>} */
    var does = {
      "copy": function () { present(copy); },
      "csv": function () { present(function (items) { table(strings.file_results, items); }); },
      "open": function () {
        panel.hidden = !panel.hidden;
        opener.setAttribute("aria-expanded", String(!panel.hidden));
      },
      "copy-selection": function () { copy(kept.items()); },
      "csv-selection": function () { table(strings.file_selection, kept.items()); },
      "ris-selection": function () {
        say("");
        take.save(strings.file_selection + ".ris", "application/x-research-info-systems", take.ris(kept.items(), page.base, strings));
      },
      "print-selection": function () {
        document.body.classList.add("print-selection");
        print();
      },
      "clear-selection": function () {
        kept.clear();
        draw();
        opener.focus();
      }
    };
    addEventListener("afterprint", function () { document.body.classList.remove("print-selection"); });
    all("[data-do]").forEach(function (b) { b.addEventListener("click", function () { does[b.dataset.do](); }); });
    draw();

    return {
      has: kept.has,
      /** @param {HTMLElement} item a result */
      toggle: function (item) {
        var changed = function () {
          draw();
          say(strings[kept.has(item.dataset.id) ? "selected" : "unselected"]);
        };
        if (!kept.has(item.dataset.id)) {
          taking([page.placeOf(item)], function (items) {
            if (items.length === 0) return;
            kept.add(items[0]);
            changed();
          });
          return;
        }
        kept.remove(item.dataset.id);
        changed();
      }
    };
  };
})();
