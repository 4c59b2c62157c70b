// Tables through `ready-reckoner rate`, Parquet in and out, beside what DuckDB alone takes: to copy
// the table, and to charge it by SQL over integers. Millions of rows behind the command, such as
// `node rate.mjs 5 20 80`, show how it grows. Every charge is checked, by that SQL.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  count, median, printGoal, printMachine, printTable, ratio, refuse, requirePackage,
  showProgress,
} from "./harness.mjs";
import { chargeSql, RULE, tableSql } from "./rate/tiers.mjs";

const RUNS = 3;
const KEYS = 40;
const GOAL = 5e6;
const GOAL_MEMORY = 2 ** 30;
const COMMAND = fileURLToPath(new URL("../pkg/cli.js", import.meta.url));
const COPY = fileURLToPath(new URL("rate/copy.mjs", import.meta.url));
const REPORT = new URL("cli/report.mjs", import.meta.url);

requirePackage({ peers: [] });
const { DuckDBInstance } = loadDuckDb();
const millions = process.argv.slice(2).map(Number);
const sizes = (millions.length > 0 ? millions : [5, 20]).map((size) => size * 1e6);
printMachine("tables of five graduated tiers with bounds, snappy parquet in and out");
const folder = mkdtempSync(join(tmpdir(), "ready-reckoner-rate-"));
const place = (name) => join(folder, name);
const OUT = place("out.parquet");
const instance = await DuckDBInstance.create(":memory:", { memory_limit: "600MB" });
const connection = await instance.connect();
const rules = Object.fromEntries(Array.from({ length: KEYS }, (_, key) => [`key-${key}`, RULE]));
writeFileSync(place("book.json"), JSON.stringify({ rules }));
const book = ["--book", place("book.json"), "--amount", "amount", "--overwrite"];
const rate = (table, ...words) => [COMMAND, "rate", table, ...book, ...words, "--to", OUT];
const CONTESTANTS = {
  "copy the table": (table) => [COPY, table, OUT, "*"],
  "charge by SQL, one rule": (table) => [COPY, table, OUT, `*, ${chargeSql()} AS charge`],
  "rate, one rule": (table) => rate(table, "--rule-id", "key-0"),
  [`rate, ${KEYS} rules by name`]: (table) => rate(table, "--rule", "rule"),
};

const rows = [];
try {
  for (const size of sizes) rows.push(...(await measure(size)));
} finally {
  connection.closeSync();
  instance.closeSync();
  rmSync(folder, { recursive: true });
}
showProgress("");
printTable(
  ["rows", "what", "seconds", "rows a second", "CPU seconds", "peak memory, MiB", "wrong", ""],
  rows.map(({ size, name, seconds, cpu, peak, wrong }) => [
    count(size), name, seconds.toFixed(2), count(size / seconds), cpu.toFixed(1),
    count(peak / 2 ** 20), wrong === undefined ? "-" : count(wrong), "",
  ]),
);
console.log(`median of ${RUNS} runs; the start of Node included\n`);
const ours = rows.filter(({ name }) => name === "rate, one rule").at(-1);
printGoal(
  "at least 5,000,000 rows a second, one rule, on two cores",
  `${count(ours.size / ours.seconds)} on ${availableParallelism()}`,
  ours.size / ours.seconds >= GOAL,
);
const peak = Math.max(...rows.map((row) => row.peak));
printGoal("at most 1 GiB of memory", `${count(peak / 2 ** 20)} MiB`, peak <= GOAL_MEMORY);
console.log(`from the least to the most rows: ${growth()} × the time a row`);

/** As the command finds it. */
function loadDuckDb() {
  const requireFrom = createRequire(COMMAND);
  try {
    return requireFrom("@duckdb/node-api");
  } catch {
    return refuse("@duckdb/node-api missing: run `npm ci` in the project's folder first");
  }
}

async function measure(size) {
  showProgress(`${count(size)} rows`);
  const table = place(`${size}.parquet`);
  await connection.run(`COPY (${tableSql(size, KEYS)}) TO '${table}' (FORMAT parquet)`);
  const found = [];
  for (const [name, wordsFor] of Object.entries(CONTESTANTS)) {
    const runs = [];
    for (let run = 1; run <= RUNS; run += 1) {
      showProgress(`${count(size)} rows, ${name}, run ${run} of ${RUNS}`);
      runs.push(await execute(wordsFor(table)));
    }
    const of = (figure) => median(runs.map((run) => run[figure]));
    const wrong = name.startsWith("rate") ? await countWrong() : undefined;
    found.push({
      size, name, wrong, seconds: of("seconds"), cpu: of("cpu"), peak: of("peak"),
    });
  }
  rmSync(table);
  return found;
}

async function execute(words) {
  const begin = performance.now();
  const child = spawn(process.execPath, ["--import", REPORT.href, ...words], {
    stdio: ["ignore", "ignore", "inherit", "pipe"],
  });
  const chunks = [];
  child.stdio[3].on("data", (chunk) => chunks.push(chunk));
  const [status] = await once(child, "close");
  if (status !== 0) throw new Error(`${words.join(" ")} ended with ${status}`);
  const [peak, cpu] = Buffer.concat(chunks).toString().split(" ").map(Number);
  return { seconds: (performance.now() - begin) / 1_000, peak, cpu };
}

/** How many charges differ from those of SQL, or have no charge. */
async function countWrong() {
  const { refused } = JSON.parse(readFileSync(`${OUT}.manifest.json`, "utf8"));
  if (Object.keys(refused).length > 0) throw new Error(`refused: ${JSON.stringify(refused)}`);
  const sql = `SELECT count(*) FROM '${OUT}' WHERE charge IS DISTINCT FROM ${chargeSql()}`;
  const [[wrong]] = await (await connection.run(sql)).getRows();
  return Number(wrong);
}

function growth() {
  const own = rows.filter(({ name }) => name === "rate, one rule");
  const [least, most] = [own[0], own.at(-1)].map(({ size, seconds }) => seconds / size);
  return ratio(most / least);
}
