/**
 * Taking along what was found: as text with references, as a table, as records for reference managers; and the
 * selection that a reader gathers, kept in the browser where it allows that, for the page alone where it does not.
 */
(function (root) {
  "use strict";
  /** @typedef {{id: string, at: number, url: string, reference: string, leads: string[], text: string, year: string, symbol?: string}} Taken  `at`: its place in document order;
   *   `symbol`: of the document that it is taken from, where that has one */

  // What an older or newer edition stored in another form is left alone, not misread.
  var VERSION = 1;

  // ---- forms

  /** The address to cite: absolute where the site has one. @param {string} url @param {string} base "" on a disk */
  function address(url, base) {
    return base === "" ? url : new URL(url, base).href;
  }

  /** @param {Taken[]} items @param {string} base */
  function plainText(items, base) {
    return items
      .map(function (p) {
        var lines = [p.reference + (p.symbol ? " (" + p.symbol + ")" : "")].concat(p.leads, [p.text]);
        if (base !== "") lines.push(address(p.url, base));
        return lines.join("\n");
      })
      .join("\n\n");
  }

  /** A table with the names that the site's own data have; lists are joined by "|". @param {Taken[]} items @param {string} base */
  function csv(items, base) {
    var rows = [["id", "reference", "lead", "text", "symbol", "url"]].concat(
      items.map(p => [p.id, p.reference, p.leads.join("|"), p.text, p.symbol || "", address(p.url, base)])
    );
    return rows
      .map(function (row) {
        return row.map(cell => /[",\r\n]/.test(cell) ? '"' + cell.replace(/"/g, '""') + '"' : cell).join(",") + "\r\n";
      })
      .join("");
  }

  /** Records for reference managers, with the tags of src/export/cite/ris.rs; an address in a folder on disk would lead them nowhere. @param {Taken[]} items @param {string} base @param {Object<string, string>} strings */
  function ris(items, base, strings) {
    return items
      .map(function (p) {
        var fields = [["TY", "RPRT"], ["ID", p.id], ["AU", strings.ris_author], ["T1", p.reference], ["PY", p.year], ["PB", strings.ris_publisher], ["SN", p.symbol || ""]];
        p.leads.forEach(function (lead) { fields.push(["N1", lead]); });
        fields.push(["AB", p.text], ["LA", strings.ris_language], ["UR", base === "" ? "" : address(p.url, base)], ["ER", ""]);
        return fields
          .filter(f => f[1] || f[0] === "ER")
          .map(f => f[0] + "  - " + (f[1] || "").replace(/\s+/g, " ") + "\r\n")
          .join("");
      })
      .join("\r\n");
  }

  // ---- giving them to the reader

  /** @param {string} name @param {string} type @param {string} text */
  function save(name, type, text) {
    var link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: type + ";charset=utf-8" }));
    link.download = name;
    document.body.append(link);
    link.click();
    link.remove();
    // The browser reads it after the click.
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 10000);
  }

  /**
   * Into the clipboard; where the browser denies it the text stands selected in `manual`.
   * @param {string} text @param {HTMLTextAreaElement} manual @param {(copied: boolean) => void} done
   */
  function copy(text, manual, done) {
    manual.hidden = true;
    var byHand = function () {
      manual.value = text;
      manual.hidden = false;
      manual.focus();
      manual.select();
      done(false);
    };
    if (!navigator.clipboard || !navigator.clipboard.writeText) return byHand();
    navigator.clipboard.writeText(text).then(function () { done(true); }, byHand);
  }

  // ---- the selection

  /** @param {any} p */
  function isTaken(p) {
    return p !== null && typeof p === "object" && ["id", "url", "reference", "text", "year"].every(name => typeof p[name] === "string") &&
      typeof p.at === "number" && (p.symbol === undefined || typeof p.symbol === "string") && Array.isArray(p.leads) && p.leads.every((/** @type {any} */ l) => typeof l === "string") &&
      // Only pages of this site: what another page of the same host wrote there must not become a link elsewhere.
      /^\w[\w/~-]*\.html$/.test(p.url);
  }

  /** @param {string} stored @returns {Taken[]|null} */
  function read(stored) {
    try {
      var data = JSON.parse(stored);
      return data.version === VERSION && Array.isArray(data.items) ? data.items.filter(isTaken) : null;
    } catch (_) {
      return null;
    }
  }

  /**
   * The selection of one site. @param {string} key where it is kept @param {() => void} changed called when another window changed it
   */
  function selection(key, changed) {
    /** @type {Taken[]} */
    var items = [];
    var kept = true;
    function load() {
      try {
        var stored = localStorage.getItem(key);
        items = stored === null ? [] : read(stored) || [];
      } catch (_) {
        kept = false;
      }
    }
    function write() {
      items.sort((a, b) => a.at - b.at);
      try {
        if (items.length === 0) localStorage.removeItem(key);
        else localStorage.setItem(key, JSON.stringify({ version: VERSION, items: items }));
        kept = true;
      } catch (_) {
        kept = false;
      }
    }
    load();
    if (typeof addEventListener === "function") {
      addEventListener("storage", function (event) {
        if (event.key !== key && event.key !== null) return;
        load();
        changed();
      });
    }
    return {
      items: () => items,
      /** Whether it lasts longer than the page. */
      kept: () => kept,
      /** @param {string} id */
      has: id => items.some(p => p.id === id),
      /** @param {Taken} p */
      add: function (p) {
        items.push(p);
        write();
      },
      /** @param {string} id */
      remove: function (id) {
        items = items.filter(p => p.id !== id);
        write();
      },
      clear: function () {
        items = [];
        write();
      }
    };
  }

  var api = { plainText: plainText, csv: csv, ris: ris, save: save, copy: copy, read: read, selection: selection };
  if (typeof module === "object" && module.exports) module.exports = api;
  else root.compendioTake = api;
})(typeof self === "undefined" ? this : self);
