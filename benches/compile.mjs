// What a tariff costs before and beside its charges: compiling a formula and a rule of five tiers,
// the first charge after that, and explaining a charge.
//
// One process, interleaved rounds. What is compiled must charge as exact integers say, and the
// explanation must end with that charge.

import {
  count, median, printGoal, printMachine, printTable, ratio, requirePackage, showProgress,
} from "./harness.mjs";

const ROUNDS = 31;
const TIMES = 400;

const FORMULA = "A<1000C|5C|2.5P*A|>30C|<2000C";
const RULE = {
  graduated: [
    { upTo: 1000, percentage: 2, flat: 1 },
    { upTo: 5000, percentage: 1.5, flat: 0.5 },
    { upTo: 20_000, percentage: 1.2, flat: 0.25 },
    { upTo: 100_000, percentage: 1, flat: 2 },
    { percentage: 0.8, flat: 3 },
  ],
  minimum: 10,
  maximum: 2_000,
};
const AMOUNT = "123456.78";
/** In cents: 2.5 percent, at most 2,000; the tiers' parts and flat parts. */
const CHARGES = new Map([
  [FORMULA, "2000.00"],
  [RULE, cents(2_000 + 6_000 + 18_000 + 80_000 + Math.round(2_345_678 * 0.008) + 675)],
]);

requirePackage();
const { compile } = await import("../pkg/node.js");
printMachine(`compiling and explaining, ${count(TIMES)} times a round`);
for (const [rule, charge] of CHARGES) {
  const tariff = compile(rule);
  const { steps, charge: explained } = tariff.explain(AMOUNT);
  const told = [tariff.charge(AMOUNT), explained, steps.at(-1).value];
  if (told.some((value) => value !== charge)) throw new Error(`${told} is not ${charge}`);
}

const formula = compile(FORMULA);
const rule = compile(RULE);
const rows = [
  row("compile a formula", 8, () => compile(FORMULA)),
  row("compile five tiers", 20, () => compile(RULE)),
  row("compile and charge, a formula", undefined, () => compile(FORMULA).charge(AMOUNT)),
  row("compile and charge, five tiers", undefined, () => compile(RULE).charge(AMOUNT)),
  row("explain a formula", undefined, () => formula.explain(AMOUNT)),
  row("explain five tiers", 12, () => rule.explain(AMOUNT)),
  row("JSON and back of the explanation", undefined, jsonAndBack(rule.explain(AMOUNT))),
];
for (let round = 0; round <= ROUNDS; round += 1) {
  showProgress(`round ${round} of ${ROUNDS}`);
  for (const { run, rounds } of rows) {
    const start = process.hrtime.bigint();
    for (let time = 0; time < TIMES; time += 1) run();
    const microseconds = Number(process.hrtime.bigint() - start) / 1_000 / TIMES;
    if (round > 0) rounds.push(microseconds);
  }
}
showProgress("");
printTable(
  ["", "µs", "best round", ""],
  rows.map(({ name, rounds }) => [name, ratio(median(rounds)), ratio(Math.min(...rounds)), ""]),
);
for (const { name, goal, rounds } of rows) {
  if (goal === undefined) continue;
  const reached = median(rounds);
  printGoal(`${name} in at most ${goal} µs`, `${ratio(reached)} µs`, reached <= goal);
}

function row(name, goal, run) {
  return { name, goal, run, rounds: [] };
}

function jsonAndBack(answer) {
  return () => JSON.parse(JSON.stringify(answer));
}

function cents(count) {
  return `${Math.floor(count / 100)}.${String(count % 100).padStart(2, "0")}`;
}
