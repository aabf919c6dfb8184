/**
 * The matrix: its groups of themes fold, in both tables at once, and which are folded stays in the address.
 * The figures of a group stay when its themes go. Which table is shown, the address decides without a script;
 * here the link to it is only told to be the current one.
 */
(function () {
  "use strict";
  var KEY = "plegado";

  /** @param {string} selector @returns {HTMLElement[]} */
  function every(selector) {
    return /** @type {HTMLElement[]} */ (Array.from(document.querySelectorAll(selector)));
  }

  var groups = every("tbody[data-group]").map(function (body) {
    var name = /** @type {HTMLElement} */ (body.querySelector(".group span"));
    var button = document.createElement("button");
    button.type = "button";
    name.id = body.id + "-nombre";
    button.setAttribute("aria-labelledby", name.id);
    button.setAttribute("aria-controls", body.id);
    // It covers the cell; the name stays where it is.
    name.before(button);
    return { key: body.dataset.group || "", body: body, button: button };
  });
  var all = /** @type {HTMLElement} */ (document.querySelector("[data-fold-all]"));
  var folded = new Set(new URLSearchParams(location.search).getAll(KEY).filter(function (key) {
    return groups.some(group => group.key === key);
  }));

  function allFolded() {
    return groups.every(group => folded.has(group.key));
  }

  function show() {
    groups.forEach(function (group) {
      group.body.classList.toggle("folded", folded.has(group.key));
      group.button.setAttribute("aria-expanded", String(!folded.has(group.key)));
    });
    all.textContent = (allFolded() ? all.dataset.unfold : all.dataset.fold) || "";
  }

  function changed() {
    var asked = new URLSearchParams();
    folded.forEach(function (key) { asked.append(KEY, key); });
    var query = asked.toString();
    try {
      history.replaceState(null, "", (query === "" ? location.pathname : "?" + query) + location.hash);
    } catch (_) {
      // Some browsers forbid it for files: the groups fold, only the address does not follow.
    }
    show();
  }

  groups.forEach(function (group) {
    group.button.addEventListener("click", function () {
      if (!folded.delete(group.key)) folded.add(group.key);
      changed();
    });
  });
  all.addEventListener("click", function () {
    if (allFolded()) folded.clear();
    else groups.forEach(function (group) { folded.add(group.key); });
    changed();
  });

  function current() {
    every(".views a").forEach(function (link, at) {
      var own = link.getAttribute("href") === location.hash;
      if (own || (at === 0 && location.hash !== "#destinatarios")) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    });
  }
  addEventListener("hashchange", current);

  show();
  current();
  all.hidden = false;
})();
