// How the time of each step grows with whatever a caller chooses: each is done with 1,000 things,
// then with twice as many, up to 64,000. The exponent is 1 where the time doubles, and a little
// more where what grows is sorted or leaves the processor's caches; 2 would make 64,000 take four
// thousand times as long as 1,000. Words behind the command choose the steps by their names.

import { existsSync } from "node:fs";
import { count, printGoal, printMachine, printTable, showProgress } from "./harness.mjs";

const SIZES = [1, 2, 4, 8, 16, 32, 64].map((thousands) => thousands * 1_000);
/** The exponent is that of the last doublings: before, what comes with every call may hide it. */
const DOUBLINGS = 3;
const ROUNDS = 3;
const WORST = 1.2;

if (!existsSync(new URL("../pkg/ledger/node.js", import.meta.url))) {
  console.error("pkg/ is missing: run `./reckon build` first");
  process.exit(1);
}
const suites = ["numbers", "tariffs", "requests", "world", "ledger", "lists"];
const modules = await Promise.all(suites.map((suite) => import(`./growth/${suite}.mjs`)));
const words = process.argv.slice(2);
const isWanted = ({ name }) => words.length === 0 || words.some((word) => name.includes(word));
const steps = modules.flatMap(({ steps }) => steps).filter(isWanted);

printMachine("the growth of each step, milliseconds of the processor for so many");
const rows = [];
for (const step of steps) {
  showProgress(step.name);
  const sizes = SIZES.filter((size) => size <= (step.most ?? Infinity));
  const times = sizes.map((size) => quickest(step, size));
  rows.push({ name: step.name, times, exponent: exponentOf(times) });
}
showProgress("");
printTable(
  ["step", ...SIZES.map(count), "exponent", ""],
  rows.map(({ name, times, exponent }) => [
    name,
    ...SIZES.map((_, place) => shown(times[place])),
    exponent.toFixed(2),
    exponent <= WORST ? "" : "too much",
  ]),
);
const worst = rows.reduce((one, other) => (one.exponent > other.exponent ? one : other));
const isMet = worst.exponent <= WORST;
printGoal(`no exponent above ${WORST}`, `${worst.exponent.toFixed(2)} (${worst.name})`, isMet);
process.exitCode = isMet ? 0 : 1;

/** Nothing where so many are refused. */
function shown(time) {
  return time?.toFixed(time < 10 ? 1 : 0) ?? "";
}

/**
 * The least of a few times, of the processor and in milliseconds: what else runs on the machine
 * would make any step take longer.
 */
function quickest({ prepare, run }, size) {
  let least = Infinity;
  for (let round = 0; round < ROUNDS; round += 1) {
    const given = prepare(size);
    globalThis.gc?.();
    const start = process.cpuUsage();
    const done = run(given, size);
    const { user, system } = process.cpuUsage(start);
    least = Math.min(least, (user + system) / 1_000);
    given.free?.();
    done?.free?.();
  }
  return least;
}

/** The slope of the last times over their sizes, both as logarithms. */
function exponentOf(times) {
  const last = times.slice(-DOUBLINGS - 1).map(Math.log2);
  const middle = DOUBLINGS / 2;
  const slope = last.reduce((sum, time, place) => sum + (place - middle) * time, 0);
  return slope / last.reduce((sum, _, place) => sum + (place - middle) ** 2, 0);
}
