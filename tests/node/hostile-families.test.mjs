// Every function of the package against every kind of hostile value: one that changes its answer,
// one that calls back or frees, one that is gone or has no end, one that is far too large. Nothing
// throws but errors of ours, nothing breaks off, and whoever attacked nobody is answered as before.

import assert from "node:assert/strict";
import { test } from "node:test";
import { seeded } from "../support/random.mjs";
import {
  answered, asked, changing, count, ENTRIES, exported, innocent, LARGE, newHandles, ODD, outcome,
  replaced,
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

  test(`${name}: what is gone, endless or no data is refused, cold as warm`, () => {
    for (let place = 1; place < count(given); place += 1) {
      for (const [odd, value] of Object.entries(ODD)) {
        const attack = replaced(given, place, value);
        asked.times = 0;
        const label = `${odd} in place ${place}`;
        const cold = answered(entry, attack);
        assert.ok(asked.times < 4_000_000, `${label}: it was asked ${asked.times} times`);
        assert.deepEqual(answered(entry, attack), cold, label);
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
