// Every function of the package against every kind of hostile value: one that changes its answer,
// one that calls back or frees, one that is gone or has no end, one that is far too large. Nothing
// throws but errors of ours, nothing breaks off, and whoever attacked nobody is answered as before.

import assert from "node:assert/strict";
import { test } from "node:test";
import { seeded } from "../support/random.mjs";
import {
  answered, asked, changing, count, ENDLESS, ENTRIES, exported, innocent, LARGE, newHandles, ODD,
  outcome, replaced,
} from "./hostile.mjs";

const EXPECTED = ["20.04", "1.00", ["3.34", "3.33", "3.33"], true, 200];

test("every function that is exported is attacked", () => {
  const attacked = new Set(ENTRIES.map(({ name }) => name));
  attacked.delete("externalPrice");
  assert.deepEqual([...attacked].sort(), exported().sort());
});

for (const [index, entry] of ENTRIES.entries()) {
  const { call, given, name } = entry;

  test(`${name}: what changes when it is read again is what it was`, () => {
    const random = seeded(index + 1);
    const values = [undefined, null, "9", -1, 5n, {}, [], "Y", Symbol("x"), () => 1];
    const strange = () => random.pick(values);
    for (let round = 0; round < 40; round += 1) {
      // Cold in the first round of a rule's cache, warm in the next.
      const expected = answered(entry, given);
      const lying = given.map((data) => changing(data, random, strange));
      assert.deepEqual(answered(entry, lying), expected, `round ${round}`);
      assert.deepEqual(answered(entry, given), expected, `after round ${round}`);
    }
    assert.deepEqual(innocent(), EXPECTED);
  });

  test(`${name}: who calls or frees what reads him is answered, or refused`, () => {
    for (let place = 1; place < count(given); place += 1) {
      const handles = newHandles();
      let depth = 0;
      const trick = () => {
        depth += 1;
        if (depth < 5) outcome(() => call(handles, ...attack));
        if (depth === 5) for (const handle of ["tariff", "ledger"]) {
          outcome(() => handles[handle]().free());
        }
        outcome(innocent);
        return "1";
      };
      const lies = { [Symbol.toPrimitive]: trick, toJSON: trick, toString: trick, valueOf: trick };
      let attack = replaced(given, place, trick, true);
      outcome(() => call(handles, ...attack));
      attack = replaced(given, place, lies);
      outcome(() => call(handles, ...attack));
      attack = replaced(given, place, new Proxy({}, { get: trick, ownKeys: () => [trick()] }));
      outcome(() => call(handles, ...attack));
      assert.deepEqual(innocent(), EXPECTED);
    }
  });

  test(`${name}: what is gone, or no data, is answered cold as warm`, () => {
    for (let place = 1; place < count(given); place += 1) {
      for (const [odd, value] of Object.entries(ODD)) {
        const attack = replaced(given, place, value);
        const cold = answered(entry, attack);
        assert.deepEqual(answered(entry, attack), cold, `${odd} in place ${place}`);
      }
    }
    assert.deepEqual(innocent(), EXPECTED);
  });

  test(`${name}: what is far too large changes nothing for others`, () => {
    for (let place = 1; place < count(given); place += 1) {
      for (const value of Object.values(LARGE)) answered(entry, replaced(given, place, value));
    }
    assert.deepEqual(innocent(), EXPECTED);
  });
}

// One entry for each way to read; tests/hostile asks all of them.
const READERS = ["compile", "allocate", "calculateCharges", "validatePayment", "MockLedger.script"];

test("what has no end is read as far as bounds allow, not on each level anew", () => {
  for (const reader of READERS) {
    const entry = ENTRIES.find(({ name }) => name === reader);
    for (const [what, value] of Object.entries(ENDLESS)) {
      for (const place of reader === "allocate" ? [1, 2] : [1]) {
        asked.times = 0;
        answered(entry, replaced(entry.given, place, value));
        assert.ok(asked.times < 5_000_000, `${reader}, ${what}: ${asked.times} times`);
      }
    }
  }
  assert.deepEqual(innocent(), EXPECTED);
});
