// What the picture of a curve is made of: pure functions, held to the package's own charges.

import assert from "node:assert/strict";
import { test } from "node:test";
import { compile } from "../../pkg/node.js";
import { compare } from "../../www/src/parts/curve/compare.js";
import { exact, rateOf, readable, toNumber } from "../../www/src/parts/curve/figures.js";
import { linear, logarithmic, tickText } from "../../www/src/parts/curve/scale.js";
import { ends, stretches, wholeWindow } from "../../www/src/parts/curve/shape.js";

const RULES = [
  "A<1000C|5C|2.5P*A|>30C|<2000C",
  "2P*A+10C",
  "39C-A",
  { volume: [{ upTo: "500", percentage: "4" }, { percentage: "1/3", flat: "1" }] },
  { graduated: [{ upTo: "300", percentage: "3" }, { percentage: "1" }], minimum: "6" },
  { perUnit: "7", unit: "250", maximum: "40" },
];

test("which is cheaper is what the exact charges say, at every amount", () => {
  const amounts = ["0", "0.01", "20", "250", "250.01", "300", "499.99", "500", "600", "999.99"];
  amounts.push("1000", "1200", "1300", "2500", "2500.01");
  for (const one of RULES) {
    for (const other of RULES) {
      const tariffs = [compile(one), compile(other)];
      const pieces = tariffs.map((tariff) => tariff.curve({ from: "0", to: "3000" }).pieces);
      const ranges = compare(...pieces);
      for (const amount of amounts) {
        const [first, second] = tariffs.map((tariff) => exact(tariff.explain(amount).exact));
        const sign = first.compare(second);
        const expected = sign === 0 ? "same" : sign < 0 ? "first" : "second";
        const told = ranges.filter((range) => holds(range, exact(amount)));
        const label = `${JSON.stringify([one, other])} at ${amount}`;
        assert.deepEqual(told.map(({ cheaper }) => cheaper), [expected], label);
      }
      for (const tariff of tariffs) tariff.free();
    }
  }
});

function holds({ from, fromOpen, to, toOpen }, amount) {
  const [above, below] = [amount.compare(from), to === null ? -1 : amount.compare(to)];
  return (fromOpen ? above > 0 : above >= 0) && (toOpen ? below < 0 : below <= 0);
}

test("stretches have the values that the tariff charges", () => {
  for (const rule of RULES) {
    const tariff = compile(rule);
    const { pieces } = tariff.curve();
    const columns = Array.from({ length: 97 }, (_, index) => (index + 0.5) * 31);
    const drawn = stretches(pieces, { from: 0, to: 3000 }, "charge", columns, false);
    for (const { points } of drawn) {
      for (const [amount, value] of points.slice(1, -1)) {
        const { exact: charged } = tariff.explain(amount.toFixed(1));
        assert.ok(Math.abs(toNumber(charged) - value) < 1e-6, `${JSON.stringify(rule)} ${amount}`);
      }
    }
    tariff.free();
  }
});

test("only jumps and gaps have marked ends", () => {
  const tariff = compile("A<100C|1C|A<200C|1P*A|5C");
  const drawn = stretches(tariff.curve().pieces, { from: 0, to: 400 }, "charge", [], true);
  const marked = ends(drawn, { from: 0, to: 400 }, (one, other) => Math.abs(one - other) < 0.01);
  assert.deepEqual(marked, [
    { amount: 200, value: 2, open: true },
    { amount: 200, value: 5, open: false },
  ]);
});

test("the ends of a gap are marked, even where the curve goes on as high", () => {
  const stretch = (from, to, toOpen) => ({ points: [[from, 5], [to, 5]], fromOpen: false, toOpen });
  const drawn = [stretch(0, 10, true), stretch(20, 30, false)];
  const marked = ends(drawn, { from: 0, to: 30 }, Object.is);
  assert.deepEqual(marked, [
    { amount: 10, value: 5, open: true },
    { amount: 20, value: 5, open: false },
  ]);
});

test("scales go there and back, and their ticks are round and inside", () => {
  const straight = linear([0, 97], [60, 660], 6);
  assert.deepEqual(straight.ticks, [0, 20, 40, 60, 80]);
  const curved = logarithmic([10, 100_000], [60, 660], 6);
  assert.deepEqual(curved.ticks, [10, 100, 1000, 10_000, 100_000]);
  for (const scale of [straight, curved]) {
    for (const figure of [10, 33.3, 97]) {
      assert.ok(Math.abs(scale.back(scale.at(figure)) - figure) < 1e-9);
    }
  }
  assert.deepEqual(linear([-0.3, 0.3], [0, 1], 4).ticks, [-0.2, 0, 0.2]);
  assert.deepEqual([1234.5, 2_500_000].map(tickText), ["1,234.5", "2.5M"]);
});

test("a window shows all that happens, and some room beyond", () => {
  assert.deepEqual(wholeWindow([1000, 80_000]), { from: 0, to: 100_000 });
  assert.deepEqual(wholeWindow([0]), { from: 0, to: 1000 });
});

test("figures without an end are cut, and say what they are", () => {
  assert.equal(readable(exact("1/3")), "0.333333… (1/3)");
  assert.equal(readable(exact("0.025").mul(100)), "2.5");
  assert.equal(readable(exact("-7/4")), "-1.75");
  assert.equal(rateOf("40.00", "1200"), "3.333");
  assert.equal(rateOf("1", "0"), null);
});
