// The curve against the calculator: every piece, and every place where it changes.

import assert from "node:assert/strict";
import { test } from "node:test";
import { compile } from "../../pkg/node.js";
import { compare, fraction, holds, lineAt, middle } from "./fractions.mjs";
import { attempt, everyTariff, ROOM, sample, toText } from "./rules.mjs";
import { seeded } from "../support/random.mjs";

/** What refuses an amount that a rule or formula has no price for. */
const GAPS = [
  "amount-not-covered", "minimum-above-maximum", "value-above-tiers", "value-below-tiers",
];
/** The amounts of a curve's borders, exactly where decimals can, and beside them on the grid. */
function borders({ pieces }, places) {
  const found = new Set();
  for (const figure of pieces.flatMap(({ from, to }) => [from, to])) {
    if (figure === null) continue;
    if (!figure.includes("/")) found.add(figure);
    const { n, d } = fraction(figure);
    const units = (n * 10n ** BigInt(places)) / d;
    for (const near of [units - 1n, units, units + 1n]) {
      if (near >= 0n) found.add(toText(near, places));
    }
  }
  return found;
}

test("pieces are what the calculator says, to the last digit, and gaps what it refuses", () => {
  const random = seeded(43);
  let compared = 0;
  let refused = 0;
  for (const { name, places, rule, tariff } of everyTariff()) {
    if (!tariff.exactCurve) continue;
    const curve = tariff.curve();
    const amounts = borders(curve, places);
    for (const units of sample(rule, places, random)) amounts.add(toText(units, places));
    for (const amount of amounts) {
      const { code, value } = attempt(() => tariff.explain(amount));
      // Between bounds without a step there is an exact charge, but none that can be billed.
      if (ROOM.includes(code) || code === "bounds-without-step") continue;
      const at = fraction(amount);
      const [piece, ...others] = curve.pieces.filter((piece) => holds(piece, at));
      assert.equal(others.length, 0, `${name}: ${amount} is in two pieces`);
      if (code === undefined) {
        assert.ok(piece, `${name}: ${amount} is in no piece`);
        assert.equal(compare(lineAt(piece, at), fraction(value.exact)), 0, `${name}: ${amount}`);
        compared += 1;
      } else {
        assert.ok(GAPS.includes(code), `${name}: ${amount}: ${code}`);
        assert.equal(piece, undefined, `${name}: ${amount} is refused, but has a piece`);
        refused += 1;
      }
    }
    tariff.free();
  }
  assert.ok(compared > 7_000 && refused > 500, `${compared} figures, ${refused} refusals`);
});

/** Where a curve changes, by its pieces: the amount, and before, at and after it. */
function changes({ pieces }) {
  const cuts = pieces.flatMap(({ from, to }) => (to === null ? [from] : [from, to]));
  return [...new Set(cuts)].flatMap((amount) => {
    const at = fraction(amount);
    const inside = (piece) => compare(fraction(piece.from), at) < 0;
    const before = pieces.find((piece) => inside(piece) && reaches(piece, at) >= 0);
    const after = pieces.find((piece) => !inside(piece) && starts(piece, at))
      ?? pieces.find((piece) => inside(piece) && reaches(piece, at) > 0);
    const here = pieces.find((piece) => holds(piece, at));
    const values = [before, here, after].map((piece, place) =>
      piece && lineAt(piece, at, place === 2),
    );
    // A unit that is started right behind the first amount is a step like all behind it.
    if (amount === pieces[0].from && here === after) return [];
    // Outside of all pieces there is nothing to differ from.
    const known = [...values];
    if (amount === pieces[0].from) while (known[0] === undefined) known.shift();
    if (amount === pieces.at(-1).to) while (known.at(-1) === undefined) known.pop();
    const [first, ...rest] = known;
    const same = rest.every((value) => first && value && compare(first, value) === 0);
    const bends = before && after && compare(slope(before), slope(after)) !== 0;
    return same && !bends ? [] : [{ amount, values }];
  });
}

/** The slope of a piece between its steps. */
function slope({ rate, unit }) {
  return fraction(unit === undefined ? rate : "0");
}

/** Negative, zero or positive, as a piece ends before, at or after an amount. */
function reaches({ to }, at) {
  return to === null ? 1 : compare(fraction(to), at);
}

/** Whether a piece begins at an amount and goes on. */
function starts(piece, at) {
  return compare(fraction(piece.from), at) === 0 && reaches(piece, at) > 0;
}

test("breakpoints are exactly where the value or the slope changes", () => {
  let found = 0;
  for (const { name, tariff } of everyTariff()) {
    if (!tariff.exactCurve) continue;
    const curve = tariff.curve();
    const expected = changes(curve);
    const { breakpoints } = curve;
    assert.deepEqual(
      breakpoints.map(({ amount }) => amount),
      expected.map(({ amount }) => amount),
      name,
    );
    for (const [index, { values }] of expected.entries()) {
      const { after, at, before, kind } = breakpoints[index];
      for (const [place, figure] of [before, at, after].entries()) {
        const value = values[place];
        assert.equal(figure === null, value === undefined, `${name}: ${index}`);
        if (figure !== null) assert.equal(compare(fraction(figure), value), 0, name);
      }
      const kinds = values[2] === undefined ? ["end"] : ["tier", "guard", "floor", "cap", "step"];
      assert.ok(kinds.includes(kind), `${name}: ${kind}`);
    }
    found += breakpoints.length;
    tariff.free();
  }
  assert.ok(found > 300, `${found} breakpoints`);
});

test("breakpoints have a kind and both one-sided values", () => {
  assert.deepEqual(compile("A<1000C|5C|2.5P*A|>30C|<2000C").curve().breakpoints, [
    { amount: "1000", kind: "guard", before: "5", at: "30", after: "30" },
    { amount: "1200", kind: "floor", before: "30", at: "30", after: "30" },
    { amount: "80000", kind: "cap", before: "2000", at: "2000", after: "2000" },
  ]);
  const { breakpoints, pieces } = compile({ volume: [{ upTo: 250, flat: 10 }, { flat: 20 }] })
    .curve({ from: 1 });
  assert.deepEqual(breakpoints, [
    { amount: "250", kind: "tier", before: "10", at: "10", after: "20" },
  ]);
  assert.deepEqual(pieces, [
    {
      from: "1", fromOpen: false, to: "250", toOpen: false, base: "10", rate: "0", kind: "tier",
    },
    {
      from: "250", fromOpen: true, to: null, toOpen: true, base: "20", rate: "0", kind: "tier",
    },
  ]);
});

test("figures without an end are fractions", () => {
  const year = compile({ percentage: "10", annualBasis: 360 }, { tenor: 70 });
  assert.equal(year.curve().pieces.at(-1).rate, "7/360");
  const floor = compile("3P*A|>1C").curve();
  assert.equal(floor.breakpoints[0].amount, "100/3");
  assert.equal(floor.pieces[0].to, "100/3");
});

test("a range is that part of the whole", () => {
  for (const { name, places, rule, tariff } of everyTariff()) {
    if (!tariff.exactCurve) continue;
    const { pieces } = tariff.curve();
    const amounts = sample(rule, places, seeded(44)).map((units) => toText(units, places));
    const [from, to] = [amounts[3], amounts[5]].sort((a, b) => compare(fraction(a), fraction(b)));
    const { code, value: part } = attempt(() => tariff.curve({ from, to }));
    if (code === "too-many-steps") continue;
    const inside = { from, fromOpen: false, to, toOpen: false };
    const between = amounts.slice(1).map((amount, index) =>
      middle(fraction(amount), fraction(amounts[index])),
    );
    for (const at of [...amounts.map(fraction), ...between]) {
      const whole = holds(inside, at) && pieces.find((piece) => holds(piece, at));
      const here = part.pieces.filter((piece) => holds(piece, at));
      assert.equal(here.length, whole ? 1 : 0, name);
      if (whole) assert.equal(compare(lineAt(here[0], at), lineAt(whole, at)), 0, name);
    }
    for (const { amount } of part.breakpoints) assert.ok(holds(inside, fraction(amount)), name);
    tariff.free();
  }
});

/** The pieces of a range, each in a few words. */
function told(rule, range) {
  const { breakpoints, pieces } = compile(rule).curve(range);
  assert.ok(pieces.every(({ period }) => period === undefined), JSON.stringify(pieces));
  const lines = pieces.map(({ base, from, kind, to }) => `${from}–${to}: ${base} ${kind}`);
  return [...lines, ...breakpoints.map(({ amount, kind }) => `${amount} ${kind}`)];
}

test("a range of one step, or up to the end of one, is no staircase", () => {
  const units = { perUnit: 1, unit: 10 };
  assert.deepEqual(told(units, { from: 10, to: 10 }), ["10–10: 1 tier", "10 step"]);
  assert.deepEqual(told(units, { from: 0, to: 0 }), ["0–0: 0 tier", "0 step"]);
  assert.deepEqual(told(units, { from: 5, to: 10 }), ["5–10: 1 tier", "10 step"]);
  const tiers = { volume: [{ below: 172, flat: 1 }, units] };
  const steps = ["144–172: 1 tier", "172–172: 18 tier", "172 tier"];
  assert.deepEqual(told(tiers, { from: 144, to: 172 }), steps);
});

test("a range of charge units has a piece for each step and not for each unit", () => {
  const fine = compile({ perUnit: 1, unit: 7, chargeUnit: "0.03" });
  const { pieces } = fine.curve({ from: 0, to: 1000 });
  assert.equal(pieces.length, 144);
  for (const { base, from, to } of pieces.slice(1)) {
    assert.equal(fine.charge(to), `${base}.00`);
    assert.notEqual(fine.charge(from), fine.charge(to));
  }
});

test("a piece behind what is free is no guard", () => {
  for (const chargeOnZero of [false, true]) {
    for (const price of [{ perUnit: 5 }, { perUnit: 5, unit: 10 }, { flat: 2 }]) {
      const { breakpoints, pieces } = compile({ ...price, free: "50.19", chargeOnZero }).curve();
      for (const { kind } of [...breakpoints, ...pieces]) assert.equal(kind, "tier");
    }
  }
});

test("a range is from an amount to an amount", () => {
  const tariff = compile("5C");
  assert.deepEqual(tariff.curve({ from: undefined, to: undefined }), tariff.curve());
  assert.equal(tariff.curve({ from: 7n, to: 7 }).pieces[0].to, "7");
  const refuse = (range, code, path) =>
    assert.throws(() => tariff.curve(range), ({ name, problems }) => {
      assert.deepEqual([name, problems[0].code, problems[0].path], ["ReckonerError", code, path]);
      return true;
    });
  refuse({ form: "1" }, "unknown-field", "/form");
  refuse({ from: "1,000" }, "amount-comma", "/from");
  refuse({ to: NaN }, "amount-not-a-number", "/to");
  refuse({ from: "2", to: "1" }, "range-reversed", "/to");
  refuse({ from: "-5", to: "5" }, "amount-negative", "/from");
  refuse({ to: "-0.01" }, "amount-negative", "/to");
  refuse("5", "wrong-type", "");
});

test("what is not piecewise linear says so, and is charged all the same", () => {
  let others = 0;
  const rules = [...everyTariff()];
  for (const rule of ["A*A", "A*A<10C|1C|2C"]) {
    rules.push({ name: JSON.stringify(rule), tariff: compile(rule) });
  }
  for (const { name, tariff } of rules) {
    for (const ask of [() => tariff.curve(), () => tariff.solve({ charge: 0 })]) {
      const { code } = attempt(ask);
      // Started units of a small size make more steps than a curve lists.
      if (tariff.exactCurve) assert.ok([undefined, "too-many-steps"].includes(code), name);
      // A rule for another period than the tariff has says so, as it does when it charges.
      else assert.match(code, /^(not-piecewise-linear|tenor-(missing|twice))$/, name);
    }
    if (!tariff.exactCurve) others += 1;
  }
  assert.ok(others > 20, `${others} rules`);
  assert.equal(compile("A*A").charge("3"), "9.00");
});
