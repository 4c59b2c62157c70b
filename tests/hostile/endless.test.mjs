// `./reckon test hostile --long`: what has no end, in every place of what every function is given.

import assert from "node:assert/strict";
import { test } from "node:test";
import { answered, asked, count, ENDLESS, ENTRIES, innocent, replaced } from "../node/hostile.mjs";

for (const { call, given, name } of ENTRIES) {
  test(`${name}: what has no end is read as far as bounds allow`, () => {
    const expected = innocent();
    let [most, slowest] = [0, 0];
    for (let place = 1; place < count(given); place += 1) {
      for (const [what, value] of Object.entries(ENDLESS)) {
        asked.times = 0;
        const start = performance.now();
        answered({ call }, replaced(given, place, value));
        slowest = Math.max(slowest, performance.now() - start);
        most = Math.max(most, asked.times);
        assert.ok(asked.times < 5_000_000, `${what} in place ${place}: ${asked.times} times`);
      }
    }
    assert.deepEqual(innocent(), expected);
    console.log(`${name}: asked ${most} times at most, ${slowest.toFixed(0)} ms at most`);
  });
}
