// A million amounts: `chargeMany` against a loop over typed arrays, decimal.js, and copying.
//
// All of it runs in one process and takes turns, because a loop over typed arrays has no types that
// one contestant could spoil for the next. Answers are checked against exact integers first.

import { createRequire } from "node:module";
import {
  count,
  median,
  printGoal,
  printMachine,
  printTable,
  ratio,
  requirePackage,
  showProgress,
  timesQuicker,
} from "./harness.mjs";
import { seeded } from "../tests/support/random.mjs";

const AMOUNTS = 1_000_000;
const ROUNDS = 15;
/** decimal.js takes seconds for a million amounts; its time an amount does not depend on them. */
const DECIMAL_AMOUNTS = 20_000;

/** Up to so many cents; in hundredths of a percent of the part inside; in cents, on entering. */
const TIERS = [
  { upTo: 100_000, rate: 200, flat: 100 },
  { upTo: 500_000, rate: 150, flat: 50 },
  { upTo: 2_000_000, rate: 120, flat: 25 },
  { upTo: 10_000_000, rate: 100, flat: 200 },
  { upTo: Infinity, rate: 80, flat: 300 },
];
const [MINIMUM, MAXIMUM] = [1_000, 90_000];

/** Rules of other kinds, with curves: ties to even, fractions, started units, bounds in percent. */
const RULES = {
  "one price": { percentage: "2.5", flat: 1 },
  "ties to even": { percentage: "2.35", rounding: "halfEven" },
  "a fraction within bounds": { percentage: "1/3", minimum: 5, maximum: 900 },
  "a bound in percent": { percentage: 2, flat: 3, maximumPercentage: "2.5" },
  "started units": { perUnit: "0.25", unit: 100, flat: 1 },
  "started units, bounds": { perUnit: "0.25", unit: 100, minimumPercentage: "0.2", maximum: 500 },
  "rounded up first": { percentage: "1.5", perUnit: "0.7", unit: 30, chargeUnit: 7 },
  "tiers of started units": {
    graduated: [
      { upTo: 1000, perUnit: 1, unit: 100 },
      { upTo: 5000, perUnit: "1/3", unit: 10, flat: 2 },
      { percentage: "1/7" },
    ],
  },
  "a formula": "A<1000C|5C|2.5P*A|>30C|<2000C",
};
/** So many of their charges are held to the calculator, which more than 15 digits lead to. */
const CHECKED = 2_000;

requirePackage();
const Decimal = createRequire(import.meta.url)("decimal.js");
const { compile } = await import("../pkg/node.js");
printMachine("five graduated tiers with percentage and flat, minimum and maximum, in minor units");

const random = seeded(1);
const amounts = Float64Array.from({ length: AMOUNTS }, () => random.below(15e6));
const integers = BigInt64Array.from(amounts, BigInt);
const charges = new Float64Array(AMOUNTS);
const integerCharges = new BigInt64Array(AMOUNTS);
const rule = {
  graduated: TIERS.map(({ upTo, rate, flat }) => ({
    upTo: upTo === Infinity ? null : upTo / 100,
    percentage: rate / 100,
    flat: flat / 100,
  })),
  minimum: MINIMUM / 100,
  maximum: MAXIMUM / 100,
};
const tariff = compile(rule);
const inside = new Float64Array(AMOUNTS);

const rows = [
  row("chargeMany, into an array", () => tariff.chargeMany(amounts, charges)),
  row("chargeMany, into a new array", () => void charges.set(tariff.chargeMany(amounts))),
  row("chargeMany, BigInt64Array", () => tariff.chargeMany(integers, integerCharges)),
  row("loop over a Float64Array", () => chargeByHand(amounts, charges)),
  row("decimal.js", chargeByDecimal, DECIMAL_AMOUNTS),
  row("copying in and out", () => {
    inside.set(amounts);
    charges.set(inside);
  }),
];
const [many, , whole, loop, decimal, copying] = rows;
check();
const tiersToEven = { ...rule, rounding: "halfEven" };
const others = Object.entries({ "five tiers, ties to even": tiersToEven, ...RULES }).map(
  ([name, other]) => {
    const compiled = compile(other);
    const kind = row(name, () => compiled.chargeMany(amounts, charges));
    checkByCalculator(kind, compiled);
    return kind;
  },
);
for (let number = 0; number <= ROUNDS; number += 1) {
  showProgress(`round ${number} of ${ROUNDS}`);
  for (const contestant of [...rows, ...others]) measure(contestant, number === 0);
}
showProgress("");
printTable(
  ["contestant", "ns an amount", "× the loop", "× decimal.js", "wrong", ""],
  rows.map((contestant) => [
    contestant.name,
    ratio(median(contestant.rounds)),
    ratio(timesQuicker(contestant, loop)),
    ratio(timesQuicker(contestant, decimal)),
    contestant === copying ? "-" : count(contestant.wrong),
    "",
  ]),
);
printTable(
  ["chargeMany of other rules", "ns an amount", "× copying", "wrong", ""],
  others.map((kind) => [
    kind.name,
    ratio(median(kind.rounds)),
    ratio(1 / timesQuicker(kind, copying)),
    count(kind.wrong),
    "",
  ]),
);
console.log(`${count(AMOUNTS)} amounts, ${count(DECIMAL_AMOUNTS)} of them for decimal.js,`);
console.log(`median of ${ROUNDS} interleaved rounds;`);
console.log("wrong: answers that differ from exact integers\n");
goal("at least 5 × a loop over a Float64Array", timesQuicker(many, loop), 5);
goal("at least 400 × decimal.js", timesQuicker(many, decimal), 400);
for (const kind of [many, ...others]) {
  const copies = 1 / timesQuicker(kind, copying);
  const text = `${kind.name}: at most 2 × the time of copying in and out`;
  printGoal(text, `${ratio(copies)} ×`, copies <= 2);
}

function row(name, run, length = AMOUNTS) {
  return { name, run, length, rounds: [], wrong: 0 };
}

function measure(contestant, isWarmUp) {
  const start = process.hrtime.bigint();
  contestant.run();
  const nanoseconds = Number(process.hrtime.bigint() - start);
  if (!isWarmUp) contestant.rounds.push(nanoseconds / contestant.length);
}

function goal(text, reached, least) {
  printGoal(text, ratio(reached), reached >= least);
}

/** Charges of everybody, against integers of hundredths of a cent, which are exact. */
function check() {
  const expected = Array.from(amounts, (amount) => Number(exactly(BigInt(amount))));
  for (const contestant of rows) {
    if (contestant === copying) continue;
    charges.fill(-1);
    contestant.run();
    const given = contestant === whole ? integerCharges : charges;
    for (let index = 0; index < contestant.length; index += 1) {
      if (Number(given[index]) !== expected[index]) contestant.wrong += 1;
    }
  }
}

/** Charges against those of the same amounts with zeros behind, which change nothing. */
function checkByCalculator(kind, compiled) {
  kind.run();
  for (let index = 0; index < CHECKED; index += 1) {
    const amount = `${(amounts[index] / 100).toFixed(2)}${"0".repeat(16)}`;
    const charge = compiled.charge(amount);
    if (Math.round(Number(charge) * 100) !== charges[index]) kind.wrong += 1;
  }
}

function exactly(amount) {
  if (amount === 0n) return 0n;
  let [lower, sum] = [0n, 0n];
  for (const { upTo, rate, flat } of TIERS) {
    if (amount <= lower) break;
    const upper = upTo === Infinity ? amount : BigInt(upTo);
    const part = (amount < upper ? amount : upper) - lower;
    sum += BigInt(flat) * 10_000n + part * BigInt(rate);
    lower = upper;
  }
  const rounded = (sum + 5_000n) / 10_000n;
  if (rounded < BigInt(MINIMUM)) return BigInt(MINIMUM);
  return rounded > BigInt(MAXIMUM) ? BigInt(MAXIMUM) : rounded;
}

/** As one would write it for speed: numbers, no allocation, no check of what comes in. */
function chargeByHand(input, output) {
  for (let index = 0; index < input.length; index += 1) {
    const amount = input[index];
    let lower = 0;
    let sum = 0;
    for (let place = 0; place < TIERS.length && amount > lower; place += 1) {
      const tier = TIERS[place];
      const end = amount < tier.upTo ? amount : tier.upTo;
      sum += tier.flat * 10_000 + (end - lower) * tier.rate;
      lower = tier.upTo;
    }
    let charge = Math.floor((sum + 5_000) / 10_000);
    if (charge < MINIMUM) charge = MINIMUM;
    else if (charge > MAXIMUM) charge = MAXIMUM;
    output[index] = amount === 0 ? 0 : charge;
  }
}

function chargeByDecimal() {
  for (let index = 0; index < DECIMAL_AMOUNTS; index += 1) {
    const amount = new Decimal(amounts[index]);
    let lower = new Decimal(0);
    let sum = new Decimal(0);
    for (const { upTo, rate, flat } of TIERS) {
      if (amount.lte(lower)) break;
      sum = sum.plus(flat).plus(Decimal.min(amount, upTo).minus(lower).times(rate).div(10_000));
      lower = new Decimal(upTo);
    }
    const charge = sum.toDecimalPlaces(0, Decimal.ROUND_HALF_UP).clamp(MINIMUM, MAXIMUM);
    charges[index] = amount.isZero() ? 0 : charge.toNumber();
  }
}
