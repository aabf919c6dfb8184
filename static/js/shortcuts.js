/**
 * The one shortcut that every page has: "/" puts the cursor into the search box.
 * Never while something is being typed, and never with a modifier, which belongs to the browser.
 */
(function () {
  "use strict";
  document.addEventListener("keydown", function (event) {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    var at = /** @type {HTMLElement} */ (event.target);
    if (at instanceof Element && at.closest("input:not([type=checkbox]), textarea, select, [contenteditable]")) return;
    var boxes = Array.from(document.querySelectorAll("[data-search-box]"));
    // On a narrow screen the box of the header is not shown.
    var box = /** @type {HTMLInputElement|undefined} */ (boxes.find(b => b.getClientRects().length > 0));
    if (box === undefined) return;
    event.preventDefault();
    box.focus();
    box.select();
  });
})();
