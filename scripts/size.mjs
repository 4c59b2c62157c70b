// Prints what the package weighs, and fails where a file is beyond scripts/size-budget.json.
// `node scripts/size.mjs --by module [name…]` prints where the bytes of each module go instead.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { printModules } from "./size/by-module.mjs";

const PACKAGE = fileURLToPath(new URL("../pkg/", import.meta.url));
const BUDGETS = JSON.parse(readFileSync(new URL("size-budget.json", import.meta.url), "utf8"));

const [option, subject, ...names] = process.argv.slice(2);
if (option === undefined) {
  printFiles();
} else if (option === "--by" && subject === "module") {
  printModules(names);
} else {
  console.error("usage: node scripts/size.mjs [--by module [name…]]");
  process.exitCode = 2;
}

function printFiles() {
  const rows = readdirSync(PACKAGE, { recursive: true })
    .filter((name) => /\.(wasm|c?js)$/.test(name))
    .sort()
    .map((name) => ({ name, ...measure(readFileSync(join(PACKAGE, name))) }));

  print("bytes", { raw: "raw", gzip: "gzip", brotli: "brotli" }, "budget");
  for (const row of rows) {
    print(row.name, row, told(row));
  }
  for (const name of Object.keys(BUDGETS)) {
    if (!rows.some((row) => row.name === name)) throw new Error(`${name} is not in pkg/`);
  }
  process.exitCode = rows.some((row) => verdict(row) === "over") ? 1 : 0;
}

function measure(bytes) {
  return {
    raw: bytes.length,
    gzip: gzipSync(bytes, { level: 9 }).length,
    brotli: brotliCompressSync(bytes).length,
  };
}

/** The budget is what may not be exceeded today, the goal what it is to come down to. */
function told(row) {
  const budget = BUDGETS[row.name];
  if (budget === undefined) return "";
  const goal = row.gzip > budget.goal ? `, goal ${budget.goal}` : "";
  return `${verdict(row)} ${budget.gzip} gzip${goal}`;
}

function verdict({ name, gzip }) {
  return gzip > BUDGETS[name]?.gzip ? "over" : "within";
}

function print(name, { raw, gzip, brotli }, budget) {
  const figures = [raw, gzip, brotli].map((figure) => String(figure).padStart(9)).join("");
  console.log(`${name.padEnd(32)}${figures}  ${budget}`.trimEnd());
}
