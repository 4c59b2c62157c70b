// Runs every check of the project: `./reckon test` calls it once set-up is done. Checks in
// different lanes run side by side, those in one lane one after another: cargo locks its folders,
// so two cargo checks at once would only wait for each other.
//
//   node scripts/test.mjs [part of a check's name…]

import { spawn } from "node:child_process";
import { createWriteStream, mkdirSync, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const logs = resolve(root, ".cache/logs");
const tools = resolve(root, ".cache/tools/bin");
const HEARTBEAT_MS = 30_000;
const LIMIT_MS = 15 * 60_000;
const SHOWN_LINES = 150;

const wasm = (command) => `. scripts/env && ${command}`;
const wasmPack = (target) =>
  wasm(`WASM_BINDGEN_TEST_TIMEOUT=300 wasm-pack test --mode no-install ${target}`);
// A suite that runs no test is a suite that is set up wrongly: wasm-pack calls that a success.
const ranWasmTests = /test result: ok\. [1-9]\d* passed/;
const ranNodeTests = /^# pass [1-9]|^ℹ pass [1-9]/m;

/**
 * @typedef {object} Check
 * @property {string} name
 * @property {"cargo" | "node"} lane
 * @property {string} run a bash command
 * @property {boolean} [packed] whether it needs the package
 * @property {RegExp} [shows] what the output must show besides exit code 0
 */

/** @type {Check[]} */
const checks = [
  { name: "build", lane: "cargo", run: "scripts/build" },
  { name: "cargo fmt", lane: "cargo", run: "cargo fmt --check -- --color never" },
  { name: "clippy", lane: "cargo", run: "cargo clippy --locked --all-targets -- -D warnings" },
  { name: "cargo test", lane: "cargo", run: "cargo test --locked", shows: ranWasmTests },
  {
    name: "clippy for wasm",
    lane: "cargo",
    run: wasm("cargo clippy --locked --target wasm32-unknown-unknown --tests -- -D warnings"),
  },
  { name: "wasm in Node", lane: "cargo", run: wasmPack("--node"), shows: ranWasmTests },
  {
    name: "wasm in Chromium",
    lane: "cargo",
    run: wasmPack("--headless --chrome"),
    shows: ranWasmTests,
  },
  {
    name: "wasm in Firefox",
    lane: "cargo",
    run: wasmPack("--headless --firefox"),
    shows: ranWasmTests,
  },
  {
    name: "cargo doc",
    lane: "cargo",
    run: 'RUSTDOCFLAGS="-D warnings" cargo doc --locked --no-deps',
  },
  { name: "size", lane: "node", packed: true, run: "node scripts/size.mjs" },
  {
    name: "node tests",
    lane: "node",
    packed: true,
    run: "node --test tests/node/*.test.*js",
    shows: ranNodeTests,
  },
  {
    name: "page tests",
    lane: "node",
    packed: true,
    run: "node --test tests/web/*.test.*js",
    shows: ranNodeTests,
  },
  // Among the consumers are TypeScript at its strictest, publint and are-the-types-wrong.
  { name: "npm consumers", lane: "node", packed: true, run: "node tests/npm/run.mjs" },
];

const started = Date.now();
const running = new Map();
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
    env: { ...process.env, CARGO_TERM_COLOR: "never", PATH: `${tools}:${process.env.PATH}` },
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.set(check.name, { since: Date.now(), pid: child.pid });
  child.stdout.pipe(output, { end: false });
  child.stderr.pipe(output, { end: false });
  let late = false;
  const limit = setTimeout(() => {
    late = true;
    process.kill(-child.pid, "SIGKILL");
  }, LIMIT_MS);
  return new Promise((done) => {
    child.on("close", (code, signal) => {
      clearTimeout(limit);
      running.delete(check.name);
      output.end(() => {
        const shown = check.shows?.test(readFileSync(log, "utf8")) ?? true;
        const why = late
          ? `stopped after ${LIMIT_MS / 60_000} minutes`
          : code === 0
            ? "it ran no test"
            : `exit ${code ?? signal}`;
        done({ passed: code === 0 && shown, why, log });
      });
    });
  });
}

/** @param {string} output */
function lastLines(output) {
  const lines = output.trimEnd().split("\n").map((line) => `    | ${line}`);
  const dropped = lines.length - SHOWN_LINES;
  if (dropped <= 0) return lines.join("\n");
  return [`    | … ${dropped} lines before`, ...lines.slice(-SHOWN_LINES)].join("\n");
}

/** @param {Check} check */
async function judge(check) {
  say(`      ${check.name}`);
  const since = Date.now();
  const { passed, why, log } = await execute(check);
  if (passed) {
    say(`ok    ${check.name} (${seconds(since)})`);
  } else {
    say(`FAIL  ${check.name} (${seconds(since)}, ${why}): $ ${check.run}`);
    console.log(lastLines(readFileSync(log, "utf8")));
  }
  return passed;
}

/** @param {Check[]} selected */
async function runAll(selected) {
  const failed = [];
  const lane = (name) => selected.filter((check) => check.lane === name);
  let release = () => {};
  const built = new Promise((resolve) => (release = resolve));
  if (!selected.some((check) => check.name === "build")) release(true);

  const cargo = async () => {
    for (const check of lane("cargo")) {
      const passed = await judge(check);
      if (!passed) failed.push(check.name);
      if (check.name === "build") release(passed);
    }
  };
  const node = async () => {
    const packed = await built;
    for (const check of lane("node")) {
      if (!packed) say(`FAIL  ${check.name}: there is no package to check`);
      if (!packed || !(await judge(check))) failed.push(check.name);
    }
  };
  await Promise.all([cargo(), node()]);
  return failed;
}

mkdirSync(logs, { recursive: true });
const wanted = process.argv.slice(2);
const selected = checks.filter(
  ({ name }) => wanted.length === 0 || wanted.some((part) => name.includes(part)),
);
if (selected.length === 0) {
  console.error(`no check is named so; expected a part of: ${checks.map((c) => c.name).join(", ")}`);
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
const failed = await runAll(selected);
clearInterval(heartbeat);
if (failed.length > 0) console.log(`failed: ${failed.join(", ")}; logs in .cache/logs`);
console.log(`${selected.length - failed.length} passed, ${failed.length} failed`);
process.exitCode = failed.length > 0 ? 1 : 0;
