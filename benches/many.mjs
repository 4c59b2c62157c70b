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

const Decimal = createRequire(import.meta.url)("decimal.js");

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

requirePackage();
const { compile } = await import("../pkg/node.js");
printMachine("five graduated tiers with percentage and flat, minimum and maximum, in minor units");

const random = seeded(1);
const amounts = Float64Array.from({ length: AMOUNTS }, () => random.below(15e6));
const integers = BigInt64Array.from(amounts, BigInt);
const charges = new Float64Array(AMOUNTS);
const integerCharges = new BigInt64Array(AMOUNTS);
const tariff = compile({
  graduated: TIERS.map(({ upTo, rate, flat }) => ({
    upTo: upTo === Infinity ? null : upTo / 100,
    percentage: rate / 100,
    flat: flat / 100,
  })),
  minimum: MINIMUM / 100,
  maximum: MAXIMUM / 100,
});
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
for (let number = 0; number <= ROUNDS; number += 1) {
  showProgress(`round ${number} of ${ROUNDS}`);
  for (const contestant of rows) measure(contestant, number === 0);
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
console.log(`${count(AMOUNTS)} amounts, ${count(DECIMAL_AMOUNTS)} of them for decimal.js,`);
console.log(`median of ${ROUNDS} interleaved rounds;`);
console.log("wrong: answers that differ from exact integers\n");
goal("at least 5 × a loop over a Float64Array", timesQuicker(many, loop), 5);
goal("at least 400 × decimal.js", timesQuicker(many, decimal), 400);
const copies = 1 / timesQuicker(many, copying);
printGoal("at most 8 × the time of copying in and out", `${ratio(copies)} ×`, copies <= 8);

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
