// The filters of pages that hold all their provisions: what passes, what each box would give, and what the address says.

const assert = require("node:assert/strict");
const { test } = require("node:test");
const { passes, counts, read, write, place } = require("../../static/js/filter.js");

const traits = (destinatario, accion, tema) => ({ destinatario, accion, tema });
const list = [
  traits(["estados"], ["recomendacion"], ["a", "b"]),
  traits(["estados", "secretaria"], ["aliento"], ["a"]),
  traits(["secretaria"], ["recomendacion"], ["a", "c"]),
  traits([], [], ["a"]),
];
const chosen = (query) => read(query);
const passing = (query) => list.map((one, at) => (passes(one, chosen(query)) ? at : -1)).filter((at) => at >= 0);

test("nothing chosen lets everything pass", () => {
  assert.deepEqual(passing(""), [0, 1, 2, 3]);
});

test("choices widen within a facet and narrow between facets", () => {
  assert.deepEqual(passing("?destinatario=estados"), [0, 1]);
  assert.deepEqual(passing("?destinatario=estados&destinatario=secretaria"), [0, 1, 2]);
  assert.deepEqual(passing("?destinatario=estados&destinatario=secretaria&accion=recomendacion"), [0, 2]);
  assert.deepEqual(passing("?tema=b&accion=aliento"), []);
});

test("a count is what its value gives beside the other facets' choices", () => {
  const found = counts(list, chosen("?destinatario=estados&accion=recomendacion"));
  assert.deepEqual([...found.destinatario], [["estados", 1], ["secretaria", 1]]);
  assert.deepEqual([...found.accion], [["recomendacion", 1], ["aliento", 1]]);
  assert.deepEqual([...found.tema], [["a", 1], ["b", 1]]);
});

test("an address chooses what it names, once; what nothing has lets nothing pass", () => {
  assert.deepEqual(chosen("?accion=aliento&accion=aliento&accion=mandato&destinatario=__proto__&q=x&constructor=1"), traits(["__proto__"], ["aliento", "mandato"], []));
  assert.deepEqual(chosen("?%E0%A4%A&tema="), traits([], [], []));
  assert.deepEqual(passing("?tema=zzz"), []);
  assert.deepEqual(passing("?tema=zzz&tema=b"), [0]);
  assert.equal(write(chosen("?tema=zzz")), "tema=zzz");
});

test("the place that an address names need not be encoded well", () => {
  assert.equal(place("#reuni%C3%B3n-4"), "reunión-4");
  assert.equal(place("#%"), "%");
  assert.equal(place(""), "");
});

test("what is written is read back, in one order", () => {
  const query = write(chosen("?tema=b&destinatario=secretaria&destinatario=estados"));
  assert.equal(query, "destinatario=secretaria&destinatario=estados&tema=b");
  assert.equal(write(chosen(`?${query}`)), query);
  assert.equal(write(chosen("")), "");
});
