// Whole requests: the time a line, and that it does not grow with the number of lines.

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
import { book, makeRequest, TRANSACTION_LINES } from "./requests/requests.mjs";

const ROUNDS = 15;
const WARM_UP_MS = 700;
const SIZES = [10, 100, 1_000, 10_000];
const GOAL_LINES = 100;
const GOAL_MICROSECONDS = 4;
/** Each round of each row has as many lines in all, so that the rows share the same conditions. */
const ROUND_LINES = Math.max(...SIZES);

requirePackage();
const { calculateCharges, explainCharges } = await import("../pkg/node.js");
printMachine("charges of trade finance: shared fees, taxes, given charges, exchange, tenors");

const calculate = (request) => calculateCharges(request, book);
const explain = (request) => explainCharges(request, book);
const repeatJson = (request) => JSON.parse(JSON.stringify(request));
const sizes = SIZES.map((lines) => makeRow(`${count(lines)} lines`, lines, calculate));
const whole = makeRow(`${count(ROUND_LINES)} lines, 1 transaction`, ROUND_LINES, calculate, true);
const explained = makeRow(`${GOAL_LINES} lines, explainCharges`, GOAL_LINES, explain);
const json = makeRow(`${GOAL_LINES} lines, JSON and back`, GOAL_LINES, repeatJson);
const rows = [...sizes, whole, explained, json];

for (const row of rows) checkAnswers(row);
for (const row of rows) warmUp(row);
for (let number = 1; number <= ROUNDS; number += 1) {
  showProgress(`round ${number} of ${ROUNDS}`);
  for (const row of rows) row.rounds.push(round(row));
}
showProgress("");
printTable(
  ["request", "µs a line", "µs a request", "× JSON and back", "wrong", ""],
  rows.map((row) => [
    row.name,
    microseconds(row),
    count(median(row.rounds) * row.lines),
    ratio(1 / timesQuicker(row, json)),
    row === json ? "-" : count(row.wrong),
    row.wrong > 0 ? "wrong" : "",
  ]),
);
const lines = sizes.at(-1).requests[0].txnDetails.flatMap(({ priceMethods }) => priceMethods);
const fields = lines.reduce((sum, line) => sum + Object.keys(line).length, 0) / lines.length;
console.log(
  `${count(ROUND_LINES)} different lines of ${ratio(fields)} fields a round, ` +
    `${TRANSACTION_LINES} to a transaction;\nmedian of ${ROUNDS} interleaved rounds;\n` +
    "JSON and back: `JSON.parse(JSON.stringify(request))`, which calculates nothing;\n" +
    "wrong: charges that differ from exact integers\n",
);
const goalRow = sizes[SIZES.indexOf(GOAL_LINES)];
printGoal(
  `calculateCharges on ${GOAL_LINES} lines at most ${GOAL_MICROSECONDS} µs a line`,
  `${microseconds(goalRow)} µs`,
  median(goalRow.rounds) <= GOAL_MICROSECONDS,
);
const growth = timesQuicker(goalRow, sizes.at(-1));
console.log(
  `a line of ${count(SIZES.at(-1))} takes ${ratio(growth)} × the time of a line of ` +
    `${GOAL_LINES}: linear is 1`,
);

function makeRow(name, lines, run, oneTransaction = false) {
  const made = Array.from({ length: ROUND_LINES / lines }, (_, index) =>
    makeRequest({ lines, start: (index * lines) / TRANSACTION_LINES, oneTransaction }),
  );
  const requests = made.map(({ request }) => request);
  return { name, lines, run, requests, right: made.map(({ charges }) => charges), rounds: [] };
}

function checkAnswers(row) {
  row.wrong = 0;
  if (row === json) return;
  row.requests.forEach((request, index) => {
    const answer = row.run(request);
    const { txnDetails } = answer.response ?? answer;
    const charges = txnDetails.flatMap(({ chargeDetails }) => chargeDetails);
    const right = row.right[index];
    if (charges.length !== right.length) throw new Error(`${row.name}: lines are missing`);
    row.wrong += charges.filter(({ charge }, line) => charge !== right[line]).length;
  });
}

function warmUp(row) {
  showProgress(`warming up ${row.name}`);
  const end = performance.now() + WARM_UP_MS;
  while (performance.now() < end) round(row);
}

/** Microseconds a line. */
function round({ requests, run }) {
  const start = process.hrtime.bigint();
  for (const request of requests) run(request);
  return Number(process.hrtime.bigint() - start) / 1_000 / ROUND_LINES;
}

function microseconds(row) {
  return median(row.rounds).toFixed(2);
}
