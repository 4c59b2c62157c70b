// Rules of as many tiers as there may be: none of their costs grows faster than their number.

import assert from "node:assert/strict";
import { test } from "node:test";
import { compile } from "../../pkg/node.js";

const tiers = (count, unit) =>
  Array.from({ length: count }, (_, index) => ({
    perUnit: `${1 + (index % 7)}.${String(index % 100).padStart(2, "0")}`,
    ...(unit ? { unit } : {}),
    ...(index + 1 < count ? { upTo: String((index + 1) * 10) } : {}),
  }));

/** The least time of the processor of a few, in milliseconds: what disturbs them only adds. */
function quickest(action) {
  let least = Infinity;
  for (let round = 0; round < 7; round += 1) {
    const start = process.cpuUsage();
    action();
    const { user, system } = process.cpuUsage(start);
    least = Math.min(least, (user + system) / 1_000);
  }
  return least;
}

for (const unit of ["", "3"]) {
  const name = unit ? "started units" : "lines";

  test(`many amounts among a thousand tiers of ${name} are found by halves`, () => {
    const times = [50, 1_000].map((count) => {
      const tariff = compile({ graduated: tiers(count, unit) });
      const amounts = Float64Array.from({ length: 20_000 }, (_, i) => (i * 7919) % (count * 1200));
      const charges = tariff.chargeMany(amounts);
      for (let index = 0; index < amounts.length; index += 97) {
        const charge = tariff.explain((amounts[index] / 100).toFixed(2)).charge;
        assert.equal((charges[index] / 100).toFixed(2), charge);
      }
      return quickest(() => tariff.chargeMany(amounts, charges));
    });
    // One by one it takes ten and twenty times as long.
    assert.ok(times[1] < 6 * times[0], `${times} ms`);
  });

  test(`lint of bounds over ${name} takes a time that grows with the tiers`, () => {
    const bounds = { minimum: "2", maximum: "1000000" };
    const times = [125, 1_000].map((count) => {
      const tariff = compile({ graduated: tiers(count, unit), ...bounds });
      return quickest(() => tariff.lint());
    });
    // If each amount went through all tiers before its own, it would be forty times.
    assert.ok(times[1] < 20 * times[0], `${times} ms`);
  });
}
