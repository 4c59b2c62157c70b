// Figures that public tests, manuals and issue threads state, run through the package. Each row of
// the data names its source; `our_rule` is false where the source follows another policy than our
// defaults.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { isDeepStrictEqual } from "node:util";
import { answer, plain } from "./vectors-models.mjs";

const ROWS = readFileSync(new URL("../data/charge-vectors.jsonl", import.meta.url), "utf8")
  .split("\n")
  .filter((line) => line !== "")
  .map((line) => JSON.parse(line));

/**
 * The cases that our defaults answer otherwise, with our answer. `option` is the input with which
 * we agree, where we offer one.
 */
const DIFFERENCES = {
  // Nothing is charged on zero, unless the rule says so.
  CV077: { ours: { amount: "0" }, option: { flat_on_zero: true } },
  // Whatever the mode, a party with the ratio 0 gets nothing.
  CV220: { ours: { parts_minor: ["0", "67", "33"] } },
};

test("every public case holds, or differs as documented", async (t) => {
  const ids = new Set(ROWS.map(({ id }) => id));
  assert.equal(ROWS.length, 132);
  assert.equal(ids.size, 132);
  assert.ok(Object.keys(DIFFERENCES).every((id) => ids.has(id)));
  let checked = 0;
  for (const row of ROWS) {
    await t.test(`${row.id}: ${row.description}`, () => {
      check(row);
      checked += 1;
    });
  }
  assert.equal(checked, 132);
});

test("what a case says and nobody knows is refused", () => {
  const row = (inputs) => ({ description: "", inputs });
  const inputs = { model: "unit", quantity: "2", unit_price: "3" };
  assert.deepEqual(answer(row(inputs)), { amount: "6" });
  assert.throws(() => answer(row({ ...inputs, model: "toString" })), /`toString` is known/);
  assert.throws(() => answer(row({ ...inputs, discount: "1" })), /every input has a meaning/);
  const rounded = { ...inputs, digits: 2, rounding: "nearest" };
  assert.throws(() => answer(row(rounded)), /`nearest` is known/);
  assert.throws(() => answer(row({ ...inputs, digits: 3 })));
});

function check(row) {
  const difference = DIFFERENCES[row.id];
  const found = answerTo(row, {});
  if (difference === undefined) {
    assert.deepEqual(found, expected(row));
  } else {
    assert.deepEqual(found, difference.ours);
    assert.notDeepEqual(found, expected(row), "the difference is one");
    if (difference.option) assert.deepEqual(answerTo(row, difference.option), expected(row));
  }
  if (row.inputs.model === "allocate") {
    // Our default must agree just where the row says that it is our rule.
    const byDefault = isDeepStrictEqual(answerTo(row, { mode: undefined }), expected(row));
    assert.equal(byDefault, row.our_rule);
  } else {
    assert.equal(difference === undefined, row.our_rule);
  }
}

const expected = (row) => spelled(row.expected, row);

/** Our answer, of which a row may ask for a part. */
const answerTo = (row, inputs) =>
  spelled(answer({ ...row, inputs: { ...row.inputs, ...inputs } }), row);

function spelled(answers, row) {
  const names = Object.keys(row.expected);
  assert.ok(names.length > 0);
  return Object.fromEntries(names.map((name) => [name, plain(answers[name])]));
}
