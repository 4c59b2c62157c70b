// Runs every program one after the other, keeps its figures in results/, draws the plots, and
// writes the tables into README.md. The machine should have nothing else to do.

import { execFileSync, spawnSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { keep, machine, requirePackage } from "./harness.mjs";
import { resultsIn, withResults } from "./results.mjs";

const HERE = fileURLToPath(new URL(".", import.meta.url));
const RESULTS = join(HERE, "results");
const FIGURES = join(HERE, "../docs/plots/cost.json");
const NATIVE = ["bench", "--features", "ledger", "--bench", "ledger"];

requirePackage();
const readme = join(HERE, "README.md");
const programs = resultsIn(readFileSync(readme, "utf8")).filter((name) => name !== "ledger-native");
const failed = programs.filter((name) => !run([`${name}.mjs`]));
if (!runNative()) failed.push("ledger, natively");
if (!run(["cost.mjs", FIGURES]) || !run(["plot.mjs", FIGURES])) failed.push("the plots");
const names = readdirSync(RESULTS).map((file) => file.replace(/\.json$/, ""));
const results = Object.fromEntries(
  names.map((name) => [name, JSON.parse(readFileSync(join(RESULTS, `${name}.json`), "utf8"))]),
);
writeFileSync(readme, withResults(readFileSync(readme, "utf8"), results));
if (failed.length > 0) {
  console.error(`these have no new figures: ${failed.join("; ")}`);
  process.exitCode = 1;
}

function run(words) {
  console.log(`\n## ${words[0]}\n`);
  const env = { ...process.env, BENCH_RESULTS: RESULTS };
  return spawnSync(process.execPath, words, { cwd: HERE, env, stdio: "inherit" }).status === 0;
}

/** The ledger without WebAssembly, which prints columns of figures. */
function runNative() {
  console.log("\n## ledger.rs\n");
  let text;
  try {
    text = execFileSync("cargo", NATIVE, { cwd: join(HERE, ".."), encoding: "utf8" });
  } catch (error) {
    console.error(error.message);
    return false;
  }
  console.log(text);
  const cells = text.split("\n").map((line) => line.trim().split(/ {2,}/));
  const rows = cells.filter((row) => row.length === 3 && /^\d+$/.test(row[0]));
  const grouped = rows.map((row) => row.map((cell) => Number(cell).toLocaleString("en-US")));
  const tables = [{ head: ["held", "payments/s", "bytes a payment"], rows: grouped }];
  const figures = { title: "natively", machine: machine(), tables, goals: [] };
  keep(join(RESULTS, "ledger-native.json"), figures);
  return rows.length > 0;
}
