// A charge formula against its peers: amount × 0.04 + 20, rounded, string in, string out.

import {
  count,
  median,
  printGoal,
  printMachine,
  printTable,
  race,
  ratio,
  requirePackage,
  timesQuicker,
} from "./harness.mjs";
import { contestants, inputs } from "./formula/contestants.mjs";

const ROUNDS = 7;
const PARSES = "parses at every call, as its interface wants";
const REMARKS = {
  "ready-reckoner, general path": "amounts of more than 15 digits",
  "Number by hand": "no check of what comes in: the limit of JavaScript",
  "BigInt by hand": "no check of what comes in",
  "expr-eval": "in binary fractions",
  "zen-engine, native": PARSES,
  "zen-engine, wasm": `${PARSES}; cuts decimals off numbers, so its answer is a text`,
  "lago-expression": `${PARSES}: evaluating uses the parsed expression up`,
};
const SUITE = new URL("formula/contestants.mjs", import.meta.url);

requirePackage();
printMachine("amount × 0.04 + 20, rounded half up to cents");
const rows = await race(SUITE, {
  names: Object.keys(contestants),
  variants: ["four", "twoAndAHalf"],
  rounds: ROUNDS,
});
const named = (name) => rows.find((row) => row.name === name);
const tariff = named("ready-reckoner");
const finer = named("ready-reckoner, more decimals");
const bigdecimal = named("bigdecimal.js");
const decimal = named("decimal.js");
printTable(
  [
    "contestant",
    "ns a charge",
    "× decimal.js",
    "× bigdecimal.js",
    "wrong 4 %",
    "wrong 2.5 %",
    "",
  ],
  rows.map(describe),
);
console.log(
  `${count(inputs().length)} different amounts, median of ${ROUNDS} interleaved rounds, one ` +
    "process each;\nwrong: answers that differ from exact integers\n",
);
printRatioGoal("Tariff.charge(string) at least 16 × decimal.js", tariff, decimal, 16);
printRatioGoal("Tariff.charge(string) at least 3.5 × bigdecimal.js", tariff, bigdecimal, 3.5);
printRatioGoal("with more decimals at least 2 × bigdecimal.js", finer, bigdecimal, 2);

function describe(row) {
  if (row.error !== undefined) return [row.name, "-", "-", "-", "-", "-", row.error];
  const [four, twoAndAHalf] = row.wrong;
  return [
    row.name,
    count(median(row.rounds)),
    ratio(timesQuicker(row, decimal)),
    ratio(timesQuicker(row, bigdecimal)),
    count(four),
    count(twoAndAHalf),
    REMARKS[row.name] ?? "",
  ];
}

function printRatioGoal(text, row, base, least) {
  const reached = timesQuicker(row, base);
  printGoal(text, ratio(reached), reached >= least);
}
