// The preview's script: asks whether the site has changed and shows it anew where the reader was, or tells why a build
// failed. Only `serve` adds it to pages; the built site does not know it.
// Where only the content of the page is another, it alone is put in, which takes a fraction of the time that a browser
// needs to load a page; all else is loaded anew.
(function () {
  "use strict";

  let { site: own = "", looks = "" } = document.currentScript?.dataset ?? {};
  const KEPT = "compendio-preview-place";
  /** How long a page may grow after it was shown anew until it is as long as it was. */
  const GROWING = 3000;
  const RETRY = 500;
  /** Scripts that find their way in a new content when they run again, and those that do not care for it. */
  const AGAIN = ["copy.js", "filter.js", "matrix.js"];
  const ASIDE = ["preview.js", "shortcuts.js", "theme.js"];

  /** @param {Document} page all that stands around its content, before any script has changed it */
  const around = (page) =>
    Array.from(page.body.children)
      .filter((element) => !element.matches("main, footer"))
      .map((element) => element.outerHTML)
      .join("\n");
  /** @param {Document} page */
  const scriptsOf = (page) => Array.from(page.querySelectorAll("script[src]"), (script) => script.getAttribute("src") ?? "");
  /** @param {string} address */
  const nameOf = (address) => address.replace(/[?#].*/, "").replace(/.*\//, "");
  const frame = around(document);

  /** The reader's place on the page, kept over its renewal. */
  function keepPlace() {
    try {
      sessionStorage.setItem(KEPT, JSON.stringify({ page: location.pathname, x: scrollX, y: scrollY }));
    } catch {
      // Without storage the browser's own memory has to do.
    }
  }

  function findPlace() {
    let place = null;
    try {
      place = JSON.parse(sessionStorage.getItem(KEPT) ?? "null");
      sessionStorage.removeItem(KEPT);
    } catch {
      return;
    }
    if (place && place.page === location.pathname) holdPlace(place);
  }

  /** @param {{x: number, y: number}} place */
  function holdPlace(place) {
    const root = document.documentElement;
    const observer = new ResizeObserver(restore);
    const stop = () => {
      observer.disconnect();
      history.scrollRestoration = "auto";
      for (const sign of ["wheel", "touchstart", "keydown", "mousedown"]) removeEventListener(sign, stop);
    };
    function restore() {
      scrollTo({ left: place.x, top: place.y, behavior: "instant" });
      if (Math.abs(scrollY - place.y) < 1 && document.readyState === "complete") stop();
    }
    // Whoever scrolls knows better.
    for (const sign of ["wheel", "touchstart", "keydown", "mousedown"]) addEventListener(sign, stop, { passive: true });
    history.scrollRestoration = "manual";
    observer.observe(root);
    addEventListener("load", restore, { once: true });
    setTimeout(stop, GROWING);
    restore();
  }

  /**
   * Puts the new content in the place of the old one.
   * @param {{site: string, looks: string}} state
   * @returns {Promise<boolean>} whether that was enough: not where the styles, a script or what stands around are others
   */
  async function renew(state) {
    if (state.looks !== looks) return false;
    const response = await fetch(location.pathname, { cache: "no-store" });
    const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
    const scripts = scriptsOf(fresh);
    const known = scripts.every((script) => AGAIN.includes(nameOf(script)) || ASIDE.includes(nameOf(script)));
    const token = fresh.querySelector("script[data-site]")?.getAttribute("data-site");
    const old = document.querySelector("main"), main = fresh.querySelector("main");
    if (!known || !old || !main || !token || around(fresh) !== frame) return false;

    const place = { x: scrollX, y: scrollY };
    const focused = document.activeElement?.id;
    const folds = Array.from(old.querySelectorAll("details"), (fold) => fold.open);
    const newFolds = main.querySelectorAll("details");
    if (folds.length === newFolds.length) newFolds.forEach((fold, at) => (fold.open = folds[at]));
    old.replaceWith(main);
    const foot = fresh.querySelector("body > footer");
    if (foot) document.querySelector("body > footer")?.replaceWith(foot);
    document.title = fresh.title;
    document.body.className = fresh.body.className;
    for (const address of scripts) {
      if (!AGAIN.includes(nameOf(address))) continue;
      const script = document.createElement("script");
      script.src = address;
      script.addEventListener("load", () => script.remove());
      document.head.append(script);
    }
    // What the address names is marked again.
    if (location.hash) location.replace(location.hash);
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
    holdPlace(place);
    own = token;
    return true;
  }

  // The region is there before it speaks: a screen reader tells what is put into it.
  const region = document.createElement("div");
  region.className = "compendio-preview";
  region.setAttribute("role", "alert");
  let closed = "";

  /**
   * @param {{language: string, message: string, label: string, close: string, runs: {look: string, text: string}[]} | null} failure
   * @param {string} token
   */
  function show(failure, token) {
    region.replaceChildren();
    if (!failure || token === closed) return;
    region.lang = failure.language;
    const panel = document.createElement("section");
    panel.setAttribute("aria-label", failure.label);
    const message = document.createElement("p");
    message.textContent = failure.message;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = failure.close;
    const close = () => {
      closed = token;
      region.replaceChildren();
    };
    button.addEventListener("click", close);
    panel.addEventListener("keydown", (event) => {
      if (event.key === "Escape") close();
    });
    const text = document.createElement("pre");
    text.tabIndex = 0;
    for (const run of failure.runs) {
      const words = document.createElement("span");
      words.className = run.look;
      words.textContent = run.text;
      text.append(words);
    }
    panel.append(message, button, text);
    region.append(panel);
  }

  const pause = (/** @type {number} */ time) => new Promise((resolve) => setTimeout(resolve, time));
  const seen = () =>
    new Promise((resolve) => {
      if (!document.hidden) return resolve(undefined);
      document.addEventListener("visibilitychange", () => resolve(undefined), { once: true });
    });

  async function follow() {
    let token = "";
    for (;;) {
      // A browser has few connections to one host: pages that nobody looks at hold none.
      while (document.hidden) await seen();
      try {
        const response = await fetch(`/@compendio/state?seen=${token}`, { cache: "no-store" });
        if (!response.ok) throw new Error(response.statusText);
        const state = await response.json();
        if (state.site !== own && !(await renew(state))) {
          keepPlace();
          location.reload();
          return;
        }
        if (state.token !== token) show(state.failure, state.token);
        token = state.token;
      } catch {
        // The program has ended, or is being started again.
        await pause(RETRY);
      }
    }
  }

  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = "/@compendio/preview.css";
  document.head.append(style);
  document.body.append(region);
  findPlace();
  follow();
})();
