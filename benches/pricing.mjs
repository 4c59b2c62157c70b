// A price rule against its peers: five tiers, two bounds, split 60 to 40, string in, strings out.

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
import { contestants, inputs } from "./pricing/contestants.mjs";

const ROUNDS = 7;
const REMARKS = {
  "ready-reckoner, general path": "amounts of more than 15 digits",
  "Number by hand": "no check of what comes in: the limit of JavaScript",
  "Number by hand, fractions": "in binary fractions",
  "BigInt by hand": "no check of what comes in",
};
const SUITE = new URL("pricing/contestants.mjs", import.meta.url);

requirePackage();
printMachine("five graduated tiers, a minimum, a maximum, the rounded charge split 60 to 40");
const rows = await race(SUITE, {
  names: Object.keys(contestants),
  variants: ["graduated"],
  rounds: ROUNDS,
});
const named = (name) => rows.find((row) => row.name === name);
const tariff = named("ready-reckoner");
const bigdecimal = named("bigdecimal.js");
const decimal = named("decimal.js");
printTable(
  ["contestant", "ns a charge", "× decimal.js", "× bigdecimal.js", "wrong", ""],
  rows.map(describe),
);
console.log(
  `${count(inputs().length)} different amounts, median of ${ROUNDS} interleaved rounds, one ` +
    "process each;\nwrong: answers that differ from exact integers\n",
);
printRatioGoal("charge and allocate at least 15 × decimal.js", decimal, 15);
printRatioGoal("charge and allocate at least 3.8 × bigdecimal.js", bigdecimal, 3.8);

function describe(row) {
  if (row.error !== undefined) return [row.name, "-", "-", "-", "-", row.error];
  const [wrong] = row.wrong;
  return [
    row.name,
    count(median(row.rounds)),
    ratio(timesQuicker(row, decimal)),
    ratio(timesQuicker(row, bigdecimal)),
    count(wrong),
    REMARKS[row.name] ?? "",
  ];
}

function printRatioGoal(text, base, least) {
  const reached = timesQuicker(tariff, base);
  printGoal(text, ratio(reached), reached >= least);
}
