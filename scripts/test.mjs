// Runs every check of the project: `./reckon test` calls it once set-up is done. Each is a command
// of package.json or .cargo/config.toml that can be called alone. Cargo's checks run one after
// another, since cargo locks its folders, and beside them the checks of the package; when cargo's
// are done, two of the package's run at a time.
//
//   node scripts/test.mjs [--long] [part of a check's name…]
//
// With `--long` it runs the checks too that take many minutes. A check whose packages the set-up
// could not install is skipped, unless it is named; in CI, which sets CI, it fails.

import { spawn } from "node:child_process";
import { createWriteStream, existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { failedTests } from "./failed-tests.mjs";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const logs = resolve(root, ".cache/logs");
const tools = resolve(root, ".cache/tools/bin");
const HEARTBEAT_MS = 30_000;
const LIMIT_MS = 15 * 60_000;
const LONG_LIMIT_MS = 60 * 60_000;
const SHOWN_LINES = 150;

// A suite that runs no test is set up wrongly, though cargo, wasm-pack and Node are content.
const ranRustTests = /test result: ok\. [1-9]\d* passed/;
const ranNodeTests = /^(#|ℹ) pass [1-9]/m;

/**
 * @typedef {object} Check
 * @property {string} name
 * @property {string} run a bash command
 * @property {RegExp} [shows] what the output must show besides exit code 0
 * @property {string} [needs] a folder that set-up makes where it can
 * @property {boolean} [isLong] whether it has more time, and its report is shown
 */

/** @type {Check[]} The build comes first: the package's checks wait for it. */
const cargoChecks = [
  { name: "build", run: "npm run build" },
  { name: "cargo fmt", run: "cargo fmt --check -- --color never" },
  { name: "clippy", run: "cargo lint" },
  { name: "cargo test", run: "cargo test-all", shows: ranRustTests },
  { name: "clippy for wasm", run: ". scripts/env && cargo lint-wasm" },
  { name: "wasm in Node", run: "npm run test:wasm", shows: ranRustTests },
  { name: "wasm in Chromium", run: "npm run test:wasm:chrome", shows: ranRustTests },
  { name: "wasm in Firefox", run: "npm run test:wasm:firefox", shows: ranRustTests },
  { name: "cargo doc", run: "cargo doc-all" },
  // The crate's module without JavaScript, the Python package around it, Sail and Spark.
  { name: "tables", run: "scripts/tables test", shows: /^[1-9]\d* passed/m },
];

/**
 * @type {Check[]} The longest come first, so that no lane ends long after the other, and are over
 *   before Spark takes the machine for itself.
 */
const packageChecks = [
  { name: "page tests", run: "npm run test:web", shows: ranNodeTests },
  // The package against its size budget, too.
  { name: "node tests", run: "npm run test:node", shows: ranNodeTests },
  { name: "hostile", run: "npm run test:hostile", shows: ranNodeTests },
  { name: "docs tests", run: "npm run test:docs", shows: ranNodeTests },
  {
    name: "clients",
    run: "npm run test:clients",
    shows: ranNodeTests,
    needs: ".cache/clients/venv/requirements.txt",
  },
  // Among the consumers are TypeScript at its strictest, publint and are-the-types-wrong.
  { name: "npm consumers", run: "npm run test:consumers" },
  {
    name: "npm frameworks",
    run: "npm run test:frameworks",
    needs: ".cache/frameworks/node_modules",
  },
  { name: "oracle", run: "npm run test:oracle 2>&1", shows: /^Ran [1-9]\d* tests/m },
  { name: "types", run: "npm run types" },
];

/** @type {Check[]} */
const longChecks = [
  { name: "hostile long", run: "npm run test:hostile:long", shows: ranNodeTests, isLong: true },
];

const started = Date.now();
const running = new Map();
/** @type {Map<string, string[]>} by the names of checks, what is told once more at the end */
const whatFailed = new Map();
const seconds = (from) => `${((Date.now() - from) / 1000).toFixed(1)} s`;
const say = (text) => console.log(`[${seconds(started).padStart(7)}] ${text}`);

/**
 * @param {Check} check
 * @returns {Promise<{ passed: boolean, why: string, log: string }>}
 */
function execute(check) {
  const log = resolve(logs, `${check.name.replaceAll(" ", "-")}.log`);
  const output = createWriteStream(log);
  // Its own process group, so that a check that hangs ends with everything that it started.
  const child = spawn("bash", ["-c", check.run], {
    cwd: root,
    detached: true,
    // With CI set, insta compares snapshots and never writes them.
    env: {
      ...process.env,
      CARGO_TERM_COLOR: "never",
      CI: "true",
      // What could not be installed is skipped at home alone.
      ...(process.env.CI ? {} : { MAY_SKIP: "true" }),
      PATH: `${tools}:${process.env.PATH}`,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.set(check.name, { since: Date.now(), pid: child.pid });
  child.stdout.pipe(output, { end: false });
  child.stderr.pipe(output, { end: false });
  let late = false;
  const most = check.isLong ? LONG_LIMIT_MS : LIMIT_MS;
  const limit = setTimeout(() => {
    late = true;
    process.kill(-child.pid, "SIGKILL");
  }, most);
  return new Promise((done) => {
    child.on("close", (code, signal) => {
      clearTimeout(limit);
      running.delete(check.name);
      output.end(() => {
        const shown = check.shows?.test(readFileSync(log, "utf8")) ?? true;
        const why = late
          ? `stopped after ${most / 60_000} minutes`
          : code === 0
            ? "it ran no test"
            : `exit ${code ?? signal}`;
        done({ passed: code === 0 && shown, why, log });
      });
    });
  });
}

/** @param {string[]} lines */
const asQuote = (lines) => lines.map((line) => `    | ${line}`).join("\n");

/** @param {string} output */
function lastLines(output) {
  const lines = output.trimEnd().split("\n");
  const dropped = lines.length - SHOWN_LINES;
  if (dropped <= 0) return asQuote(lines);
  return asQuote([`… ${dropped} lines before`, ...lines.slice(-SHOWN_LINES)]);
}

/** Shows the output of a check, what failed in it first. */
function showOutput(output) {
  const failures = failedTests(output);
  if (failures.length > 0) console.log(`    what failed:\n${asQuote(failures)}\n    its end:`);
  console.log(lastLines(output));
}

/**
 * @param {Check} check
 * @returns whether it has passed; undefined if it is skipped
 */
async function judge(check) {
  const maySkip = wanted.length === 0 && !process.env.CI;
  if (maySkip && check.needs !== undefined && !existsSync(resolve(root, check.needs))) {
    say(`skip  ${check.name}: scripts/setup has not made ${check.needs}`);
    return undefined;
  }
  say(`      ${check.name}`);
  const since = Date.now();
  const { passed, why, log } = await execute(check);
  if (passed) {
    say(`ok    ${check.name} (${seconds(since)})`);
  } else {
    say(`FAIL  ${check.name} (${seconds(since)}, ${why}): $ ${check.run}`);
  }
  const output = readFileSync(log, "utf8");
  if (passed && check.isLong) console.log(lastLines(output));
  if (!passed) {
    showOutput(output);
    whatFailed.set(check.name, failedTests(output));
  }
  return passed;
}

/** @param {(check: Check) => boolean} selected */
async function runAll(selected) {
  const results = new Map();
  let build;
  const built = new Promise((resolve) => (build = resolve));
  const waiting = packageChecks.filter(selected);
  const takeFromPackage = async () => {
    const packed = await built;
    for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
      if (!packed) say(`FAIL  ${check.name}: there is no package to check`);
      results.set(check.name, packed && (await judge(check)));
    }
  };
  const cargoLane = async () => {
    for (const check of cargoChecks.filter(selected)) {
      results.set(check.name, await judge(check));
      if (check.name === "build") build(results.get("build"));
    }
    await takeFromPackage();
  };
  // Without a build, what an earlier one left in pkg/ is checked.
  if (!cargoChecks.filter(selected).some(({ name }) => name === "build")) build(true);
  await Promise.all([cargoLane(), takeFromPackage()]);
  // They measure time.
  for (const check of longChecks.filter(selected)) results.set(check.name, await judge(check));
  return results;
}

mkdirSync(logs, { recursive: true });
const given = process.argv.slice(2);
const wanted = given.filter((word) => word !== "--long");
if (!given.includes("--long")) longChecks.length = 0;
const names = [...cargoChecks, ...packageChecks, ...longChecks].map(({ name }) => name);
const selected = ({ name }) =>
  wanted.length === 0 || wanted.some((part) => name.includes(part));
if (!names.some((name) => selected({ name }))) {
  console.error(`no check is named so; expected a part of: ${names.join(", ")}`);
  process.exit(2);
}
const heartbeat = setInterval(() => {
  const names = [...running].map(([name, { since }]) => `${name} (${seconds(since)})`);
  if (names.length > 0) say(`  …   ${names.join(", ")}`);
}, HEARTBEAT_MS);
for (const [signal, code] of [["SIGINT", 130], ["SIGTERM", 143]]) {
  process.on(signal, () => {
    for (const { pid } of running.values()) process.kill(-pid, "SIGKILL");
    process.exit(code);
  });
}
const results = [...(await runAll(selected))];
clearInterval(heartbeat);
const failed = results.filter(([, passed]) => passed === false).map(([name]) => name);
const skipped = results.filter(([, passed]) => passed === undefined).map(([name]) => name);
if (skipped.length > 0) console.log(`skipped: ${skipped.join(", ")}`);
if (failed.length > 0) {
  console.log(`failed: ${failed.join(", ")}; logs in .cache/logs`);
  for (const [name, lines] of whatFailed) {
    if (lines.length > 0) console.log(`  ${name}:\n${asQuote(lines)}`);
  }
}
const passed = results.length - failed.length - skipped.length;
console.log(`${passed} passed, ${failed.length} failed`);
process.exitCode = failed.length > 0 ? 1 : 0;
