// Import to first charge in Node, whole processes, against decimal.js.

import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  median,
  printGoal,
  printMachine,
  printTable,
  ratio,
  requirePackage,
  showProgress,
} from "./harness.mjs";

const RUNS = 15;
const CONTESTANTS = ["nothing", "decimal.js", "ready-reckoner"];
const KINDS = { ESM: "first-charge.mjs", CJS: "first-charge.cjs" };
const GOAL = 2;

requirePackage();
printMachine("import to first charge: `1250` at 4 percent plus 20");
const rows = Object.keys(KINDS).flatMap((kind) =>
  CONTESTANTS.map((name) => ({ kind, name, imports: [], processes: [] })),
);
const project = install();
// The first run fills the caches of the file system and is not counted.
try {
  for (let run = 0; run <= RUNS; run += 1) {
    showProgress(`run ${run} of ${RUNS}`);
    for (const row of rows) {
      const { whole, time } = start(row);
      if (run === 0) continue;
      row.imports.push(time);
      row.processes.push(whole);
    }
  }
} finally {
  showProgress("");
  rmSync(project, { recursive: true });
}
printTable(
  ["contestant", "import to charge, ms", "× decimal.js", "whole process, ms", ""],
  rows.map((row) => [
    `${row.name}, ${row.kind}`,
    median(row.imports).toFixed(1),
    row.name === "nothing" ? "-" : ratio(timesLonger(row)),
    median(row.processes).toFixed(0),
    "",
  ]),
);
console.log(`median of ${RUNS} interleaved runs, a new process each\n`);
for (const row of rows.filter(({ name }) => name === "ready-reckoner")) {
  const reached = timesLonger(row);
  const text = `import to first charge at most ${GOAL} × decimal.js, ${row.kind}`;
  printGoal(text, ratio(reached), reached <= GOAL);
}

/** A project with both packages installed, because finding a package is a part of importing it. */
function install() {
  const folder = mkdtempSync(join(tmpdir(), "ready-reckoner-startup-"));
  const copy = (from, to) => {
    cpSync(fileURLToPath(new URL(from, import.meta.url)), join(folder, to), { recursive: true });
  };
  copy("startup", ".");
  copy("../pkg", "node_modules/ready-reckoner");
  copy("node_modules/decimal.js", "node_modules/decimal.js");
  return folder;
}

function start({ kind, name }) {
  const script = join(project, KINDS[kind]);
  const begin = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, name], {
    encoding: "utf8",
  });
  const whole = performance.now() - begin;
  if (status !== 0) throw new Error(`${name}, ${kind} failed:\n${stderr}`);
  const { charge, time } = JSON.parse(stdout);
  if (charge !== "70.00") throw new Error(`${name}, ${kind} answered \`${charge}\``);
  return { whole, time };
}

/** The median of the ratios within each run, as both processes of a run start moments apart. */
function timesLonger(row) {
  const base = rows.find(({ kind, name }) => kind === row.kind && name === "decimal.js");
  return median(row.imports.map((time, run) => time / base.imports[run]));
}
