// `./reckon test hostile --long`: hostile values by chance, for many minutes. A failure names the
// seed and the round; HOSTILE_SEED repeats it, and HOSTILE_SECONDS gives it another time.

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  answered, changing, count, ENTRIES, innocent, LARGE, newHandles, ODD, outcome, replaced,
} from "../node/hostile.mjs";
import { seeded } from "../support/random.mjs";

const SEED = Number(process.env.HOSTILE_SEED ?? Date.now() % 2 ** 31);
const SECONDS = Number(process.env.HOSTILE_SECONDS ?? 600);

const VALUES = [...Object.values(ODD), ...Object.values(LARGE)];

/** The data with a hostile value in a place. */
function attack(given, random) {
  const places = count(given);
  if (places < 2) return given;
  return replaced(given, 1 + random.below(places - 1), random.pick(VALUES));
}

/** Handles that getters call and free while they are lent. */
function reentered(entry, given, random) {
  const handles = newHandles();
  const places = count(given);
  if (places < 2) return;
  let depth = 0;
  const trick = () => {
    depth += 1;
    if (depth > 6) return "1";
    const other = random.pick(ENTRIES);
    outcome(() => other.call(handles, ...attack(other.given, random)));
    return random.pick(["1", undefined, {}, 5n]);
  };
  const attacked = replaced(given, 1 + random.below(places - 1), trick, true);
  outcome(() => entry.call(handles, ...attacked));
  handles.freeAll();
}

test("hostile values by chance", () => {
  const expected = innocent();
  const end = performance.now() + SECONDS * 1_000;
  let round = 0;
  console.log(`seed ${SEED}, for ${SECONDS} seconds`);
  while (performance.now() < end) {
    // Each round can be repeated alone.
    const random = seeded(SEED + round);
    const entry = random.pick(ENTRIES);
    const label = `HOSTILE_SEED=${SEED + round}: ${entry.name}`;
    const strange = () => random.pick(["9", undefined, {}, -1, Symbol("x")]);
    try {
      const cold = answered(entry, entry.given);
      const lying = entry.given.map((data) => changing(data, random, strange));
      assert.deepEqual(answered(entry, lying), cold);
      const attacked = attack(entry.given, random);
      assert.deepEqual(answered(entry, attacked), answered(entry, attacked));
      reentered(entry, entry.given, random);
      assert.deepEqual(innocent(), expected);
    } catch (error) {
      error.message = `${label}: ${error.message}`;
      throw error;
    }
    round += 1;
  }
  const megabytes = process.memoryUsage().rss / 2 ** 20;
  console.log(`${round} rounds, ${megabytes.toFixed(0)} MB at the end`);
});
