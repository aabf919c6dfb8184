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

  /** @param {Element} element */
  function select(element) {
    var selection = getSelection();
    if (selection === null) return;
    var range = document.createRange();
    range.selectNodeContents(element);
    selection.removeAllRanges();
    selection.addRange(range);
  }

  /**
   * A box with a text, selected, below a button: what stands in several places of a page cannot be selected there alone.
   * @param {string} text @param {HTMLButtonElement} button
   */
  function offer(text, button) {
    var actions = /** @type {Element} */ (button.parentElement);
    var box = /** @type {HTMLTextAreaElement|null} */ (actions.querySelector("textarea"));
    if (box === null) {
      box = document.createElement("textarea");
      box.className = "manual";
      box.readOnly = true;
      box.rows = 8;
      box.setAttribute("aria-label", button.textContent || "");
      actions.append(box);
    }
    box.value = text;
    box.focus();
    box.select();
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
      var text = sources.map(wordsOf).join("\n\n");
      write(text).then(
        function () { tell("done"); },
        function () {
          if (sources.length === 1) select(sources[0]);
          else offer(text, button);
          tell("manual");
        }
      );
    });
    button.hidden = false;
  });
})();
