// What every benchmark here shares: the machine, interleaved rounds in processes of their own,
// medians, ratios and the printed table.

import { fork } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

const PACKAGE = new URL("../pkg/node.js", import.meta.url);
const INSTALLED = new URL("node_modules/", import.meta.url);
const { dependencies } = JSON.parse(
  readFileSync(new URL("package.json", import.meta.url), "utf8"),
);
const CONTESTANT = fileURLToPath(new URL("contestant.mjs", import.meta.url));

/**
 * What a program has printed, as data. With `BENCH_RESULTS`, a folder, it is kept there as
 * `formula.json` and so on.
 *
 * @type {{ title: string, machine: string[], tables: object[], goals: object[] }}
 */
const results = { title: "", machine: [], tables: [], goals: [] };

process.once("exit", () => {
  const folder = process.env.BENCH_RESULTS;
  // A program that was broken off has nothing to keep; an unmet goal may be an exit code.
  if (folder === undefined || results.goals.length === 0) return;
  mkdirSync(folder, { recursive: true });
  keep(join(folder, `${basename(process.argv[1], ".mjs")}.json`), results);
});

export function keep(path, data) {
  writeFileSync(path, `${JSON.stringify(data, null, 2)}\n`);
}

/** The processor and the runtime. */
export function machine() {
  const cores = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return [
    `${cores[0].model.trim()}, ${cores.length} cores, ${memory} GiB`,
    `Node ${process.versions.node}, V8 ${process.versions.v8}, ${process.platform}`,
  ];
}

/** Says what the figures below it were measured on. */
export function printMachine(title) {
  results.title = title;
  results.machine = machine();
  console.log(`${[title, ...results.machine].join("\n")}\n`);
}

/**
 * Ends the run with the cure where the package has not been built, or a peer is not there.
 *
 * @param {{ peers?: string[] }} [needed] all of them, unless a program says which it needs
 */
export function requirePackage({ peers = Object.keys(dependencies) } = {}) {
  if (!existsSync(PACKAGE)) refuse("pkg/ is missing: run `./reckon build` first");
  const missing = peers.filter((name) => !existsSync(new URL(name, INSTALLED)));
  if (missing.length > 0) refuse(`${missing.join(", ")} missing: run \`npm ci\` in benches first`);
}

/** @returns {never} */
export function refuse(message) {
  console.error(message);
  process.exit(1);
}

/**
 * Measures the contestants of a suite, each in a process of its own, because code that one library
 * has warmed up with its own types runs slower for the next.
 *
 * The processes live side by side and take turns: what disturbs the machine for a second disturbs
 * all of them, and a ratio within one round stays true.
 *
 * @returns rows of { name, wrong, rounds } with `rounds` in nanoseconds per call; `error`
 *   where a contestant cannot run here
 */
export async function race(suite, { names, variants, rounds }) {
  const rows = [];
  for (const name of names) {
    showProgress(`checking ${name}`);
    rows.push(await enter(suite, name, variants));
  }
  const running = rows.filter((row) => row.error === undefined);
  for (const row of running) {
    showProgress(`warming up ${row.name}`);
    await ask(row.process, "warmUp");
  }
  for (let round = 1; round <= rounds; round += 1) {
    showProgress(`round ${round} of ${rounds}`);
    for (const row of running) row.rounds.push(await ask(row.process, "round"));
  }
  showProgress("");
  for (const row of running) row.process.disconnect();
  return rows;
}

/** Counts a contestant's wrong answers in each variant; in the first one it stays, to be timed. */
async function enter(suite, name, variants) {
  const row = { name, wrong: [], rounds: [] };
  const processes = [];
  try {
    for (const variant of variants) {
      const child = fork(CONTESTANT, [suite.href, name, variant]);
      processes.push(child);
      await answer(child);
      row.wrong.push(await ask(child, "check"));
    }
  } catch (error) {
    row.error = error.message;
  }
  const leaving = row.error === undefined ? processes.slice(1) : processes;
  for (const child of leaving) child.kill();
  row.process = processes[0];
  return row;
}

function ask(child, request) {
  child.send(request);
  return answer(child);
}

function answer(child) {
  return new Promise((resolve, reject) => {
    const settle = (action, value) => {
      child.removeAllListeners();
      action(value);
    };
    child.once("message", ({ error, value }) => {
      if (error === undefined) settle(resolve, value);
      else settle(reject, new Error(error));
    });
    child.once("error", (error) => settle(reject, error));
    child.once("exit", (code) => settle(reject, new Error(`ended with exit code ${code}`)));
  });
}

/** Rewrites one line of the terminal; a file or a pipe gets none of it. */
export function showProgress(text) {
  if (process.stderr.isTTY) process.stderr.write(`\x1b[2K\r${text}`);
}

export function median(values) {
  const sorted = values.toSorted((left, right) => left - right);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** How many times quicker `row` is than `base`: the median of the ratios within each round. */
export function timesQuicker(row, base) {
  return median(row.rounds.map((time, round) => base.rounds[round] / time));
}

/** Three significant digits at most: more would be noise. */
export function ratio(value) {
  if (value >= 100) return value.toFixed(0);
  return value.toFixed(value >= 10 ? 1 : 2);
}

export function count(value) {
  return value.toLocaleString("en-US", { maximumFractionDigits: 0 });
}

/** Prints rows of cells; all columns but the first and the last are aligned to the right. */
export function printTable(head, rows) {
  results.tables.push({ head, rows });
  const lines = [head, ...rows].map((line) => line.map(String));
  const widths = head.map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  const show = (line) =>
    line
      .map((cell, column) => {
        const left = column === 0 || column === head.length - 1;
        return left ? cell.padEnd(widths[column]) : cell.padStart(widths[column]);
      })
      .join("  ")
      .trimEnd();
  console.log(show(lines[0]));
  console.log(widths.map((width) => "-".repeat(width)).join("  ").trimEnd());
  for (const line of lines.slice(1)) console.log(show(line));
  console.log();
}

/** Says whether a goal is reached. Timings are never assertions, so nothing fails here. */
export function printGoal(text, reached, met) {
  results.goals.push({ text, reached, isMet: met });
  console.log(`goal ${met ? "met" : "not met"}: ${text}, reached ${reached}`);
}
