// The pieces of a formula, which the mirror shows.

import assert from "node:assert/strict";
import { test } from "node:test";
import { pieces, tokens, visible } from "../../www/src/parts/formula/marks.js";
import { seeded } from "../support/random.mjs";

test("a text is cut wherever a place begins or ends", () => {
  const places = [
    { start: 2, end: 5, name: "b" },
    { start: 0, end: 3, name: "a" },
    { start: 4, end: 4, name: "empty" },
  ];
  assert.deepEqual(pieces("012345", places), [
    { text: "01", names: ["a"] },
    { text: "2", names: ["a", "b"] },
    { text: "34", names: ["b"] },
    { text: "5", names: [] },
  ]);
  assert.deepEqual(pieces("", []), []);
});

test("places beyond the text are cut to it", () => {
  assert.deepEqual(pieces("ab", [{ start: 1, end: 9, name: "x" }]), [
    { text: "a", names: [] },
    { text: "b", names: ["x"] },
  ]);
});

test("the pieces are the text, whatever the places", () => {
  const text = "A<1000C|5C|😀2.5.6P*10C";
  const random = seeded(47);
  const at = () => random.below(text.length + 3);
  for (let round = 0; round < 500; round += 1) {
    const places = [1, 2, 3].map((name) => ({ start: at(), end: at(), name: `${name}` }));
    const joined = pieces(text, places).map((piece) => piece.text).join("");
    assert.equal(joined, text, JSON.stringify(places));
  }
});

test("the parts of the language are told apart", () => {
  const named = tokens("A<=1.5C|p*(A)").map(({ start, end, name }) => `${start}-${end} ${name}`);
  assert.deepEqual(named, [
    "0-1 letter",
    "1-3 comparator",
    "3-6 number",
    "6-7 letter",
    "7-8 bar",
    "8-9 letter",
    "11-12 letter",
  ]);
  assert.deepEqual(tokens("5C".repeat(3000)), []);
});

test("an empty place takes in the character beside it", () => {
  assert.deepEqual(visible({ start: 1, end: 3 }, 4), { start: 1, end: 3 });
  assert.deepEqual(visible({ start: 1, end: 1 }, 4), { start: 1, end: 2 });
  assert.deepEqual(visible({ start: 4, end: 4 }, 4), { start: 3, end: 4 });
  assert.deepEqual(visible({ start: 0, end: 0 }, 0), { start: 0, end: 0 });
});
