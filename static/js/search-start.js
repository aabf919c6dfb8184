/**
 * Sets the search going: at once where the address asks something or the reader turns to the box, else when what the page
 * itself lists has been painted. The scripts and the index weigh twenty times what the page does, and a reader sees the
 * first provisions before any of it has come.
 */
(function () {
  "use strict";
  var LARGEST = "largest-contentful-paint";
  // In milliseconds: so long after something was painted it starts where the largest is elsewhere, and so long after all
  // else has come where the browser tells of no paint.
  var SOON = 300, LATEST = 3000;
  var wanted = /** @type {HTMLScriptElement} */ (document.currentScript).dataset.scripts || "";

  var box = /** @type {HTMLInputElement} */ (document.querySelector("#q"));
  function typed() { box.dataset.typed = ""; }
  // Who was quicker than this script has typed already.
  if (box.value !== box.defaultValue) typed();
  box.addEventListener("input", typed, { once: true });

  /** Without its scripts the page lists nothing and says so. */
  function failed() {
    var status = /** @type {HTMLElement} */ (document.querySelector("[data-status]"));
    status.textContent = status.dataset.failed || "";
    /** @type {Element} */ (document.querySelector("[data-results]")).textContent = "";
    delete document.documentElement.dataset.asked;
  }

  var started = false;
  function start() {
    if (started) return;
    started = true;
    wanted.split(" ").forEach(function (address) {
      var script = document.createElement("script");
      script.src = address;
      // In their order, as they come.
      script.async = false;
      script.onerror = failed;
      document.head.append(script);
    });
  }

  /** Starts when a provision has been painted, or soon after anything has. @param {Element} list */
  function wait(list) {
    new PerformanceObserver(function (seen, observer) {
      if (!seen.getEntries().some(entry => list.contains(/** @type {any} */ (entry).element))) return void setTimeout(start, SOON);
      observer.disconnect();
      start();
    }).observe({ type: LARGEST, buffered: true });
  }

  function whenLoaded() { setTimeout(start, LATEST); }

  // A page that nobody sees is not painted, and who turns to the box does not wait for paint.
  if (location.search !== "" || document.hidden || box.dataset.typed !== undefined || document.activeElement === box) start();
  else {
    // From the first of these on no paint is told.
    ["pointerdown", "keydown", "scroll", "visibilitychange"].forEach(function (step) { addEventListener(step, start, { once: true, passive: true }); });
    box.addEventListener("focus", start, { once: true });
    if (document.readyState === "complete") whenLoaded();
    else addEventListener("load", whenLoaded);
    if (typeof PerformanceObserver === "function" && (PerformanceObserver.supportedEntryTypes || []).indexOf(LARGEST) >= 0) {
      wait(/** @type {Element} */ (document.querySelector("[data-results]")));
    } else requestAnimationFrame(function () { setTimeout(start, 0); });
  }
})();
