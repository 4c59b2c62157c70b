// At the limits of numbers every entry of the package gives the same answer, or refuses by the same
// code. tests/properties/extremes.rs asks more rules, in Rust and without the requests.

import assert from "node:assert/strict";
import { test } from "node:test";
import { calculateCharges, compile, explainCharges } from "../../pkg/node.js";
import { seeded } from "../support/random.mjs";
import { attempt, SAFE, toText, toUnits } from "./rules.mjs";

const EDGES = [
  "0", "1", "600", "0.01", "99.9999", "100", "1000000000000000", "100000000000000000",
  "9007199254740991", "9007199254740993", "90071992547409.91", "92233720368547758.07",
  "9223372036854775808", "1000000000000000000000000000", "6990969980904909008970900000",
  "9999999999999999999999999999", "0.0000000000000000000000000001",
  "0.9999999999999999999999999999",
];

function size(random) {
  if (random.below(3) === 0) return random.pick(EDGES);
  if (random.below(4) === 0) return random.pick(["0.5", "1", "2.5", "5", "30"]);
  const length = 1 + random.below(28);
  const digits = Array.from({ length }, () => random.below(10)).join("");
  return toText(BigInt(digits), random.pick([0, 2, 4, length - 1, random.below(29)]));
}

const number = (random) => (random.below(5) === 0 ? "-" : "") + size(random);

function price(random) {
  const parts = 1 + random.below(7);
  const names = ["flat", "percentage", "perUnit"].filter((_, bit) => (parts >> bit) & 1);
  const made = Object.fromEntries(names.map((name) => [name, number(random)]));
  if ("perUnit" in made && random.below(4) === 0) made.unit = size(random);
  return made;
}

function rule(random) {
  const tiers = () => [{ upTo: size(random), ...price(random) }, price(random)];
  const limited = () => [{ upTo: size(random), ...price(random) }];
  const formula = () => `A<${size(random)}C|${size(random)}C|${size(random)}P*A+${size(random)}C`;
  const made = random.pick([
    () => price(random),
    () => ({ volume: tiers() }),
    () => ({ volume: limited() }),
    () => ({ graduated: tiers() }),
    () => ({ formula: formula() }),
  ])();
  for (const bound of ["minimum", "maximum", "minimumPercentage", "maximumPercentage"]) {
    if (random.below(5) === 0) made[bound] = number(random);
  }
  for (const name of ["free", "chargeUnit", "annualBasis"]) {
    if (random.below(6) === 0) made[name] = size(random);
  }
  if (random.below(6) === 0) made.rounding = random.pick(["up", "down", "floor", "halfEven"]);
  return made;
}

/** As often as a book's rule is asked before it prices by its kernel, and once more. */
const OFTEN = 18;

/** A line in another currency is charged as it is explained, or refused alike. */
function exchange(name, made, line, seen) {
  const book = { rules: { r: { ...made, currency: "LKR" } } };
  const of = ({ chargeDetails: [{ charge, chargeCcy }] }) => [charge, chargeCcy];
  for (const exchangeRate of ["302.155", "0.0000000000000000000000000001", EDGES.at(-3)]) {
    const request = { priceMethods: [{ ...line, txnCcy: "JPY", exchangeRate }] };
    const told = attempt(() => of(explainCharges(request, book).response));
    const label = `${name}, exchanged at ${exchangeRate}`;
    assert.deepEqual(attempt(() => of(calculateCharges(request, book))), told, label);
    if (told.code === undefined) seen.exchanged += 1;
  }
}

function agree({ made, terms = {} }, tariff, amount, seen) {
  const name = `${JSON.stringify([made, terms])} at ${amount}`;
  const charge = attempt(() => tariff.charge(amount));
  const explained = attempt(() => tariff.explain(amount));
  if (explained.value !== undefined) explained.value = explained.value.charge;
  assert.deepEqual(explained, charge, name);
  const line = { chargeCode: "C", priceRuleId: "r", chargeCriteriaValue: amount, ...terms };
  const request = { priceMethods: [line] };
  const book = { rules: { r: made }, currency: "LKR" };
  const of = ({ chargeDetails: [{ charge }] }) => charge;
  const told = attempt(() => of(explainCharges(request, book).response));
  assert.deepEqual(told, charge, name);
  for (let times = 0; times < OFTEN; times += 1) {
    assert.deepEqual(attempt(() => of(calculateCharges(request, book))), charge, name);
  }
  const units = toUnits(amount, 2);
  const many = attempt(() => tariff.chargeMany(BigInt64Array.of(units))[0]);
  if (charge.code !== undefined) assert.equal(many.code, charge.code, name);
  else if (many.code === undefined) assert.equal(many.value, toUnits(charge.value, 2), name);
  else assert.ok(BigInt.asIntN(64, toUnits(charge.value, 2)) !== toUnits(charge.value, 2), name);
  exchange(name, made, line, seen);
  seen[charge.code === undefined ? "charged" : "refused"] += 1;
  return charge.value;
}

/** Every amount that is named is charged, and has the figure. */
function solve(made, tariff, kind, target, seen) {
  const name = `${JSON.stringify(made)} for ${kind} ${target}`;
  const { value: solution, code } = attempt(() => tariff.solve({ [kind]: target }));
  if (code !== undefined) return;
  const figure = (amount) => {
    const [units, charge] = [toUnits(amount, 2), toUnits(tariff.charge(amount), 2)];
    return { charge, net: units - charge, gross: units + charge }[kind];
  };
  for (const { from, to, step } of solution.amounts) {
    const [first, by] = [toUnits(from, 2), step === undefined ? 1n : toUnits(step, 2)];
    const last = to === null ? SAFE - ((SAFE - first) % by) : toUnits(to, 2);
    for (const units of [first, last, first + ((last - first) / by / 2n) * by]) {
      assert.equal(figure(toText(units, 2)), toUnits(target, 2), `${name} at ${units}`);
      seen.solved += 1;
    }
  }
  for (const side of ["below", "above"]) {
    if (solution[side] === undefined) continue;
    assert.equal(tariff.charge(solution[side].amount), solution[side].charge, name);
  }
}

test("every entry gives the same answer at the limits", () => {
  const random = seeded(1111);
  const seen = { charged: 0, exchanged: 0, refused: 0, solved: 0, timed: 0 };
  for (let round = 0; round < 400; round += 1) {
    const [made, terms] = [rule(random), {}];
    if ("annualBasis" in made || random.below(5) === 0) terms.tenor = size(random);
    if ("tenor" in terms && random.below(4) === 0) terms.slidingScaleTenor = size(random);
    const { value: tariff } = attempt(() => compile(made, terms));
    if (tariff === undefined) continue;
    const charges = [];
    const near = [0n, 1n, 999_999_999_999n, SAFE - BigInt(random.below(3))];
    for (const bits of [20, 40, 53]) near.push(BigInt(random.below(2 ** bits)));
    for (const units of near) {
      const amount = toText(units, 2);
      const charge = agree({ made, terms }, tariff, amount, seen);
      if (charge === undefined) continue;
      charges.push([units, charge]);
      if ("tenor" in terms) seen.timed += 1;
    }
    for (const [units, charge] of charges.slice(-3)) {
      const [net, gross] = [units - toUnits(charge, 2), units + toUnits(charge, 2)];
      solve(made, tariff, "charge", charge, seen);
      solve(made, tariff, "net", toText(net, 2), seen);
      solve(made, tariff, "gross", toText(gross + BigInt(random.below(2)), 2), seen);
    }
    tariff.lint();
    attempt(() => tariff.curve({ to: size(random) }));
    tariff.free();
  }
  const told = JSON.stringify(seen);
  assert.ok(seen.charged > 500 && seen.refused > 200 && seen.solved > 500, told);
  assert.ok(seen.exchanged > 500 && seen.timed > 50, told);
});

test("levels of 63 bits do not overflow the search for the nearest figures", () => {
  const solution = compile({ perUnit: "600" }).solve({ net: "-60000000000000000" });
  assert.deepEqual(solution.amounts, []);
  assert.equal(solution.below, undefined);
  assert.equal(solution.above?.amount, "90071992547409.91");
});

test("a price too long to be written out under a maximum is charged everywhere", () => {
  const tiers = [{ upTo: "10000000000", perUnit: "6990969980904909008970901001" }];
  const made = { volume: tiers, maximumPercentage: "99.9999" };
  const seen = { charged: 0, exchanged: 0, refused: 0 };
  assert.equal(agree({ made }, compile(made), "9999999999.99", seen), "9999989999.99");
});
