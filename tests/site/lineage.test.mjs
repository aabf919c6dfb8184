// What was said before and after: the chains of the data, their page, and the time line of each member lead to each other.

import assert from "node:assert/strict";
import { test } from "node:test";
import { all, attribute, having, page, provisionsIn, resolve } from "../support/html.mjs";
import { json, provisions, units } from "../support/site.mjs";

const chains = json("datos/cadenas.json");
const byId = new Map(units.map((unit) => [unit.id, unit]));
const shown = chains.filter((chain) => chain.url !== null);

test("a chain is a demand of several meetings, by time; the strongest comes first", () => {
  assert.ok(chains.length > 10, `${chains.length} chains`);
  const seen = new Set();
  for (const { id, members, meetings } of chains) {
    assert.ok(meetings.length > 1, id);
    assert.deepEqual([...new Set(members.map((member) => byId.get(member).meeting))], meetings, id);
    assert.deepEqual(meetings, meetings.toSorted((a, b) => a - b), id);
    for (const member of members) {
      assert.ok(provisions.has(member) && !seen.has(member), `${id}: ${member}`);
      seen.add(member);
    }
  }
  const strengths = chains.map((chain) => chain.strength);
  assert.deepEqual(strengths, strengths.toSorted((a, b) => b - a));
});

test("that victims are not to be punished is among the strongest, and runs through five meetings", () => {
  const chain = chains.slice(0, 5).find(({ members }) => members.includes("8.1.c"));
  assert.ok(chain.meetings.length >= 5 && chain.members.includes("1.11.b"), JSON.stringify(chain));
});

test("the page shows the chains of the data with exactly their members", () => {
  const { byId: places, tree } = page("cadenas.html");
  assert.ok(shown.length > 10 && shown.length <= 40);
  for (const { url, members } of shown) {
    const { file, fragment } = resolve("index.html", url);
    assert.equal(file, "cadenas.html");
    assert.deepEqual([...provisionsIn(places.get(fragment))], members, url);
  }
  assert.equal(provisionsIn(tree).size, shown.flatMap((chain) => chain.members).length);
});

/** The moments of an entry's time line: where each leads, null for the present one. */
const moments = (unit) =>
  all(page(unit.url).tree, (element) => element.tagName === "li" && attribute(element, "class") === "moment").map((element) => {
    const [link] = all(element, (inner) => inner.tagName === "a");
    return { element, to: link === undefined ? null : resolve(unit.url, attribute(link, "href")).file };
  });

test("each member has the others on its time line, by time, itself marked, and a link to its chain", () => {
  const order = new Map(units.map((unit, at) => [unit.url, at]));
  for (const { url, members } of chains) {
    for (const member of members) {
      const unit = byId.get(member);
      const line = moments(unit);
      const targets = line.map(({ to }) => to ?? unit.url);
      for (const other of members) assert.ok(targets.includes(byId.get(other).url), `${member} without ${other}`);
      assert.deepEqual(targets.map((target) => order.get(target)), targets.map((target) => order.get(target)).toSorted((a, b) => a - b), member);
      assert.deepEqual(line.filter(({ element }) => having("aria-current")(element)).map(({ to }) => to), [null], member);
      const links = all(page(unit.url).tree, (element) => attribute(element, "href") === `../${url}`);
      assert.equal(links.length, url === null ? 0 : 1, member);
    }
  }
});

test("explicit references stand on the time line of both", () => {
  for (const unit of units) {
    const targets = unit.references_to.length + unit.referenced_by.length > 0 ? moments(unit).map(({ to }) => to) : [];
    for (const other of [...unit.references_to, ...unit.referenced_by]) assert.ok(targets.includes(byId.get(other).url), `${unit.id} without ${other}`);
  }
});

test("what changed is folded, needs no script, and marks something", () => {
  let folded = 0;
  for (const unit of units) {
    for (const element of all(page(unit.url).tree, (element) => element.tagName === "details" && attribute(element, "class") === "changes")) {
      folded += 1;
      assert.ok(!having("open")(element), unit.id);
      assert.ok(all(element, ({ tagName }) => tagName === "ins" || tagName === "del").length > 0, unit.id);
    }
  }
  assert.ok(folded > 100, `${folded} comparisons`);
});
