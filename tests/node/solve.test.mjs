// `solve` against `charge`: every range that it answers with, and on a small grid every amount.

import assert from "node:assert/strict";
import { test } from "node:test";
import { compile } from "../../pkg/node.js";
import {
  attempt, everyTariff, MODES, placesOf, ROOM, SAFE, sample, toText, toUnits,
} from "./rules.mjs";
import { seeded } from "../support/random.mjs";

const CARD = { percentage: "2.9", flat: "0.30", currency: "USD" };

const FIGURES = {
  charge: (amount, charge) => charge,
  net: (amount, charge) => amount - charge,
  gross: (amount, charge) => amount + charge,
};

test("100 received after 2.9 % + 0.30 needs 103.30", () => {
  const card = compile(CARD);
  assert.deepEqual(card.solve({ net: "100.00" }), { amounts: [{ from: "103.30", to: "103.30" }] });
  assert.equal(card.charge("103.30"), "3.30");
  assert.deepEqual(card.solve({ charge: "3.20" }).amounts, [{ from: "99.83", to: "100.17" }]);
});

test("of steep prices, the nearest amounts are told", () => {
  const charges = (rule, target) => {
    const { amounts, below, above } = compile(rule).solve(target);
    return [amounts.length, below?.charge, above?.charge];
  };
  assert.deepEqual(charges({ perUnit: "10000" }, { charge: "5.39" }), [0, "0.00", "100.00"]);
  assert.deepEqual(charges({ perUnit: "50000" }, { net: "5.39" }), [0, "0.00", undefined]);
  const units = { flat: 16, perUnit: 73, unit: "0.01" };
  assert.deepEqual(charges(units, { charge: "6.47" }), [0, "0.00", "89.00"]);
});

test("a target is exactly one figure on the grid", () => {
  const tariff = compile("5C");
  for (const target of [undefined, {}, { net: 1, gross: 1 }, { net: undefined }]) {
    assert.throws(() => tariff.solve(target), { name: "ReckonerError", code: "solve-target" });
  }
  assert.throws(() => tariff.solve({ nett: 1, net: 1 }), { code: "unknown-field" });
  assert.throws(() => tariff.solve({ net: "1.005" }), { code: "amount-too-many-decimals" });
  assert.throws(() => tariff.solve({ net: "1,000" }), { code: "amount-comma" });
  assert.throws(() => tariff.solve(5), { code: "wrong-type" });
  assert.deepEqual(tariff.solve({ net: "-4.00" }).amounts, [{ from: "1.00", to: "1.00" }]);
});

/** A range of an answer in minor units. */
function units({ from, step, to }, places) {
  return {
    from: toUnits(from, places),
    to: to === null ? SAFE : toUnits(to, places),
    step: step === undefined ? 1n : toUnits(step, places),
  };
}

const within = ({ from, step, to }, amount) =>
  amount >= from && amount <= to && (amount - from) % step === 0n;

test("every range of an answer is one, up to its ends", () => {
  const random = seeded(45);
  let ranges = 0;
  for (const { name, places, rule, tariff } of everyTariff()) {
    if (!tariff.exactCurve) continue;
    const charge = (amount) => {
      const { value } = attempt(() => tariff.charge(toText(amount, places)));
      return value === undefined ? undefined : toUnits(value, places);
    };
    for (const amount of sample(rule, places, random).filter((_, index) => index % 4 === 0)) {
      const charged = charge(amount);
      if (charged === undefined) continue;
      for (const [figure, of] of Object.entries(FIGURES)) {
        const target = of(amount, charged);
        const leads = (other) => {
          const others = charge(other);
          return others !== undefined && of(other, others) === target;
        };
        const answer = attempt(() => tariff.solve({ [figure]: toText(target, places) }));
        if ([...ROOM, "too-many-steps"].includes(answer.code)) continue;
        const spans = answer.value.amounts.map((range) => units(range, places));
        const say = `${name}: ${figure} ${toText(target, places)} of ${toText(amount, places)}`;
        assert.ok(spans.some((span) => within(span, amount)), say);
        for (const { from, step, to } of spans) {
          assert.ok(from <= to && leads(from) && leads(from + step * ((to - from) / step)), say);
          const beside = [from - step, from - 1n, to + 1n, to + step];
          for (const other of beside.filter((other) => other >= 0n && other <= SAFE)) {
            assert.equal(leads(other), spans.some((span) => within(span, other)), say);
          }
        }
        ranges += spans.length;
      }
    }
    tariff.free();
  }
  assert.ok(ranges > 5_000, `${ranges} ranges`);
});

const GRID = 2_000;

/** A rule whose figures lie on a small grid, so that all of it can be tried. */
function smallRule(random, places) {
  const { pick } = random;
  const amount = (most = GRID) => toText(BigInt(random.below(most)), places);
  const rate = () => pick(["0", "0.7", "2.9", "10", "33.3", "50", "99", "100", "150", "250"]);
  const price = () => ({ flat: pick(["0", amount(300)]), percentage: rate() });
  const border = () => random.below(GRID);
  const tiers = () => {
    const ends = [...new Set([border(), border(), border()])].sort((a, b) => a - b);
    const closed = ends.filter((end) => end > 0).map((end) => toText(BigInt(end), places));
    const list = closed.map((upTo) => ({ ...price(), upTo }));
    return random() < 0.8 ? [...list, price()] : list;
  };
  const bounds = pick([{}, { minimum: amount(200) }, { maximum: amount(900) }]);
  const free = pick([{}, { free: amount(500) }]);
  return pick([
    () => ({ ...price(), ...bounds, ...free }),
    () => ({ graduated: tiers(), ...bounds, ...free }),
    () => ({ volume: tiers(), ...bounds, chargeOnZero: true }),
    () => `A<${amount()}C|${amount(300)}C|${rate()}P*A|>${amount(100)}C`,
    () => `${amount()}C-${rate()}P*A`,
    () => `A<${amount()}C|${rate()}P*A+${amount(90)}C|${amount(900)}C-${rate()}P*A`,
  ])();
}

test("on a small grid, the answers are those that trying every amount gives", () => {
  const random = seeded(46);
  let solved = 0;
  let unsolved = 0;
  for (let count = 0; count < 90; count += 1) {
    const [currency, increments] = [
      ["JPY", [undefined, "5"]], ["LKR", [undefined, "0.05"]], ["KWD", [undefined, "0.010"]],
    ][count % 3];
    const places = placesOf(currency);
    const options = {
      currency,
      increment: increments[count % 2],
      rounding: MODES[count % MODES.length],
    };
    const rule = smallRule(random, places);
    const tariff = compile(rule, options);
    const charges = chargeGrid(tariff, places);
    for (const [figure, of] of Object.entries(FIGURES)) {
      const tried = charges.map((charge, amount) =>
        charge === undefined ? undefined : of(BigInt(amount), charge),
      );
      for (const target of targets(tried, random)) {
        const say = JSON.stringify([rule, options, { [figure]: toText(target, places) }]);
        const answer = tariff.solve({ [figure]: toText(target, places) });
        if (compareAnswer(answer, tried, target, figure, places, say)) solved += 1;
        else unsolved += 1;
      }
    }
    tariff.free();
  }
  assert.ok(solved > 2_000 && unsolved > 1_000, `${solved} solved, ${unsolved} unsolved`);
});

/** The charge of every amount of the grid; none where there is no price. */
function chargeGrid(tariff, places) {
  return Array.from({ length: GRID + 1 }, (_, amount) => {
    const { value } = attempt(() => tariff.charge(toText(BigInt(amount), places)));
    return value === undefined ? undefined : toUnits(value, places);
  });
}

/** Figures that are met, those beside them, and others. */
function targets(tried, random) {
  const met = tried.filter((figure) => figure !== undefined);
  const found = new Set([0n, BigInt(GRID)]);
  for (let count = 0; count < 8; count += 1) {
    const figure = random.pick(met);
    for (const near of [figure - 1n, figure, figure + 1n]) found.add(near);
    found.add(BigInt(random.below(GRID)));
  }
  return found;
}

/** Compares an answer with the grid; true if there are amounts. */
function compareAnswer(answer, tried, target, figure, places, say) {
  const spans = answer.amounts.map((range) => units(range, places));
  for (const [amount, value] of tried.entries()) {
    const inside = spans.some((span) => within(span, BigInt(amount)));
    assert.equal(inside, value === target, `${say}: ${amount}`);
  }
  if (spans.length > 0) {
    assert.deepEqual(Object.keys(answer), ["amounts"], say);
    return true;
  }
  for (const [side, better] of [["below", (a, b) => a > b], ["above", (a, b) => a < b]]) {
    let best;
    for (const [amount, value] of tried.entries()) {
      if (value === undefined || !better(target, value)) continue;
      if (best === undefined || better(value, best.value)) best = { amount, value };
    }
    const nearest = answer[side];
    const amount = nearest && toUnits(nearest.amount, places);
    if (amount !== undefined && amount <= GRID) {
      assert.equal(amount, BigInt(best.amount), `${say}: ${side}`);
      assert.equal(toUnits(nearest[figure], places), best.value, `${say}: ${side}`);
    } else if (best !== undefined) {
      // Beyond the grid there is a better one, which charging it shows.
      assert.ok(better(toUnits(nearest[figure], places), best.value), `${say}: ${side}`);
    }
    if (nearest !== undefined) {
      const value = toUnits(nearest[figure], places);
      assert.ok(side === "below" ? value < target : value > target, `${say}: ${side}`);
    }
  }
  return false;
}

test("the nearest amounts come with all that they come to", () => {
  const answer = compile("A<1000C|5C|2.5P*A|>30C|<2000C").solve({ charge: "6" });
  assert.deepEqual(answer, {
    amounts: [],
    below: { amount: "0.00", charge: "5.00", net: "-5.00", gross: "5.00" },
    above: { amount: "1000.00", charge: "30.00", net: "970.00", gross: "1030.00" },
  });
  assert.deepEqual(Object.keys(compile("5C").solve({ charge: "4" })), ["amounts", "above"]);
  assert.deepEqual(Object.keys(compile("5C").solve({ charge: "6" })), ["amounts", "below"]);
  assert.deepEqual(compile("5C").solve({ charge: "5" }), { amounts: [{ from: "0.00", to: null }] });
  const stepped = compile("A", { increment: "0.05" }).solve({ net: "0" });
  assert.deepEqual(stepped, { amounts: [{ from: "0.00", to: null, step: "0.05" }] });
});
