/**
 * Sets the search going: at once where the address asks something, else only when what the page itself lists has been
 * painted. The scripts and the index weigh twenty times what the page does, and a reader sees the first provisions before
 * any of it has come.
 */
(function () {
  "use strict";
  var wanted = /** @type {HTMLScriptElement} */ (document.currentScript).dataset.scripts || "";

  var box = /** @type {HTMLInputElement} */ (document.querySelector("#q"));
  box.addEventListener("input", function () { box.dataset.typed = ""; }, { once: true });

  /** Without its scripts the page lists nothing and says so. */
  function failed() {
    var status = /** @type {HTMLElement} */ (document.querySelector("[data-status]"));
    status.textContent = status.dataset.failed || "";
    /** @type {Element} */ (document.querySelector("[data-results]")).textContent = "";
    delete document.documentElement.dataset.asked;
  }

  function start() {
    wanted.split(" ").forEach(function (address) {
      var script = document.createElement("script");
      script.src = address;
      // In their order, as they come.
      script.async = false;
      script.onerror = failed;
      document.head.append(script);
    });
  }

  // A page that nobody sees is not painted.
  if (location.search !== "" || document.hidden) start();
  else requestAnimationFrame(function () { setTimeout(start, 0); });
})();
