/**
 * Copy buttons. They are hidden in the page and appear here, where they can work.
 * `data-copy` is a selector of what to copy, or "provision" for a provision with what it hangs from and its reference:
 * words without footnote marks, one paragraph a line.
 * Where the browser denies the clipboard, the words are selected instead and the reader is told so.
 */
(function () {
  "use strict";

  var PROVISION = "[data-part=lead], [data-part=text], .recommendation .body > .units, #citation";

  /** @param {Element} element @returns {string} its words, without footnote marks and hidden parts */
  function wordsOf(element) {
    var copy = /** @type {Element} */ (element.cloneNode(true));
    copy.querySelectorAll("sup, [hidden], .tags").forEach(function (x) { x.remove(); });
    var blocks = copy.querySelectorAll("p");
    return (blocks.length ? Array.from(blocks) : [copy])
      .map(b => (b.textContent || "").replace(/\s+/g, " ").trim())
      .filter(Boolean)
      .join("\n");
  }

  /** @param {Element[]} elements */
  function select(elements) {
    var selection = getSelection();
    if (selection === null || elements.length === 0) return;
    var range = document.createRange();
    range.setStartBefore(elements[0]);
    range.setEndAfter(elements[elements.length - 1]);
    selection.removeAllRanges();
    selection.addRange(range);
  }

  /** @param {string} text @returns {Promise<void>} */
  function write(text) {
    if (!navigator.clipboard || !navigator.clipboard.writeText) return Promise.reject(new Error("no clipboard"));
    return navigator.clipboard.writeText(text);
  }

  // The address to share: the canonical one, or this page's where it is on the web. A path on a disk is no address.
  var canonical = /** @type {HTMLLinkElement|null} */ (document.querySelector("link[rel=canonical]"));
  var address = canonical ? canonical.href : /^https?:$/.test(location.protocol) ? location.href.split(/[?#]/)[0] : "";

  document.querySelectorAll("[data-copy]").forEach(function (element) {
    var button = /** @type {HTMLButtonElement} */ (element);
    var wanted = button.dataset.copy || "", sources = Array.from(document.querySelectorAll(wanted === "provision" ? PROVISION : wanted));
    if (sources.length === 0) return;
    if ("permalink" in button.dataset) {
      if (address === "") return;
      sources[0].textContent = address;
      /** @type {HTMLElement} */ (sources[0]).hidden = false;
    }
    var status = /** @type {HTMLElement|null} */ (button.parentElement && button.parentElement.querySelector("[data-copy-status]"));
    /** @type {ReturnType<typeof setTimeout>|undefined} */
    var timer;

    /** @param {"done"|"manual"} how */
    function tell(how) {
      if (status === null) return;
      status.textContent = status.dataset[how] || "";
      clearTimeout(timer);
      timer = setTimeout(function () { status.textContent = ""; }, 4000);
    }

    button.addEventListener("click", function () {
      write(sources.map(wordsOf).join("\n\n")).then(
        function () { tell("done"); },
        function () {
          select(sources);
          tell("manual");
        }
      );
    });
    button.hidden = false;
  });
})();
