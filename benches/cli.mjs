// A million amounts through the command, from a pipe and into a pipe: seconds and peak memory.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import {
  count,
  median,
  printGoal,
  printMachine,
  printTable,
  requirePackage,
  showProgress,
} from "./harness.mjs";
import { expected, inputs } from "./formula/contestants.mjs";

const COMMAND = fileURLToPath(new URL("../pkg/cli.js", import.meta.url));
const REPORT = new URL("cli/report.mjs", import.meta.url);
const LINES = [10_000, 1_000_000, 4_000_000];
const RUNS = 3;
const BLOCK = 1_000;
const MIB = 2 ** 20;

// Three million further answers are 24 MiB of text. The heap of Node itself has found its size
// within the first million.
const GROWTH_MAX = 8 * MIB;

requirePackage();
printMachine("amounts through `ready-reckoner charge '4P*A+20C'`, a pipe on either side");
const amounts = inputs();
const answers = amounts.map((amount) => expected(amount, "four"));
const rows = LINES.map((lines) => ({ lines, runs: [] }));
for (let run = 1; run <= RUNS; run += 1) {
  for (const row of rows) {
    showProgress(`run ${run} of ${RUNS}: ${count(row.lines)} lines`);
    row.runs.push(await charge(row.lines));
  }
}
showProgress("");
for (const row of rows) {
  row.seconds = median(row.runs.map(({ seconds }) => seconds));
  row.peak = median(row.runs.map(({ peak }) => peak));
}
printTable(
  ["amounts", "seconds", "lines a second", "peak memory, MiB", "wrong", ""],
  rows.map(({ lines, seconds, peak, runs }) => [
    count(lines),
    seconds.toFixed(2),
    count(lines / seconds),
    (peak / MIB).toFixed(0),
    count(runs.reduce((sum, { wrong }) => sum + wrong, 0)),
    "",
  ]),
);
console.log(`median of ${RUNS} runs; the start of Node included\n`);
const growth = rows[2].peak - rows[1].peak;
const reached = `${(growth / MIB).toFixed(1)} MiB`;
printGoal(
  `from ${count(LINES[1])} to ${count(LINES[2])} amounts at most ${GROWTH_MAX / MIB} MiB more`,
  reached,
  growth <= GROWTH_MAX,
);

async function charge(lines) {
  const begin = performance.now();
  const child = spawn(
    process.execPath,
    ["--import", REPORT.href, COMMAND, "charge", "4P*A+20C"],
    { stdio: ["pipe", "pipe", "inherit", "pipe"] },
  );
  const exit = once(child, "exit");
  const [output, report] = await Promise.all([
    gather(child.stdout),
    gather(child.stdio[3]),
    pipeline(Readable.from(blocks(lines)), child.stdin),
  ]);
  const [status] = await exit;
  const seconds = (performance.now() - begin) / 1_000;
  if (status !== 0) throw new Error(`the command ended with exit code ${status}`);
  return { seconds, peak: Number(report.split(" ")[0]), wrong: countWrong(output, lines) };
}

function* blocks(lines) {
  for (let start = 0; start < lines; start += BLOCK) {
    const from = start % amounts.length;
    yield `${amounts.slice(from, from + BLOCK).join("\n")}\n`;
  }
}

async function gather(stream) {
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString("latin1");
}

function countWrong(output, lines) {
  const charges = output.split("\n");
  let wrong = Math.abs(charges.length - 1 - lines);
  for (let index = 0; index < lines; index += 1) {
    if (charges[index] !== answers[index % answers.length]) wrong += 1;
  }
  return wrong;
}
