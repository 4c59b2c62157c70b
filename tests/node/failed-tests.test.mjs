// What `scripts/test.mjs` shows first of a check that failed, out of what the runners really print.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { failedTests } from "../../scripts/failed-tests.mjs";
import { newFolder } from "./serve-command.mjs";

const FILE = `
import assert from "node:assert/strict";
import { test } from "node:test";
for (let at = 0; at < 300; at += 1) test("good " + at, () => {});
test("two lists differ", () => assert.deepEqual([1, 2], [1, 3]));
test("it never ends", { timeout: 20 }, () => new Promise((done) => setTimeout(done, 900)));
test("good at last", () => {});
`;

test("a failed test of Node is told with its file, its error and its place, and no more", () => {
  const path = join(newFolder(), "some.test.mjs");
  writeFileSync(path, FILE);
  // A test that runs inside another one reports to it, unless it does not know.
  const env = { ...process.env, NODE_TEST_CONTEXT: undefined };
  const words = ["--test", "--test-reporter=spec", path];
  const { status, stdout } = spawnSync(process.execPath, words, { encoding: "utf8", env });
  assert.equal(status, 1);
  assert.ok(stdout.split("\n").length > 300);
  const told = failedTests(`${stdout}npm error code 1\n`);
  const text = told.join("\n");
  assert.match(text, /^✖ failing tests:\n\ntest at .*some\.test\.mjs:5:1\n✖ two lists differ /);
  assert.match(text, /\n {2}AssertionError \[ERR_ASSERTION\]: Expected values to be strictly/);
  assert.match(text, /\+ +2\n.*- +3\n/);
  assert.match(text, /\n {6}at .*some\.test\.mjs:5:39\)?\n/);
  assert.match(text, /\ntest at .*:6:1\n✖ it never ends .*\n {2}'test timed out after 20ms'/);
  assert.doesNotMatch(text, /node:|generatedMessage|good|npm error/);
  assert.ok(told.length < 40, text);
});

const CARGO = `     Running tests/money.rs (target/debug/deps/money-51aa009ff4a24ffe)

running 2 tests
test rounds ... ok
test adds ... FAILED

failures:

---- adds stdout ----
thread 'adds' (7) panicked at tests/money.rs:12:5:
assertion \`left == right\` failed

failures:
    adds

test result: FAILED. 1 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out

error: test failed, to rerun pass \`--test money\`
`;

test("a failed test of cargo is told with its file and what it printed", () => {
  const told = failedTests(`     Running tests/lint.rs (x)\ntest result: ok. 5 passed\n${CARGO}`);
  assert.match(told[0], /^Running tests\/money\.rs/);
  assert.ok(told.includes("thread 'adds' (7) panicked at tests/money.rs:12:5:"));
  assert.ok(told.includes("    adds"));
  assert.ok(!told.some((line) => /test result|\.\.\. ok|lint/.test(line)), told.join("\n"));
});

test("failures of pytest, of unittest and of compilers are found", () => {
  const pytest = "..F.\n=== FAILURES ===\n___ test_adds ___\nE  assert 1 == 2\n1 failed\n";
  assert.deepEqual(failedTests(pytest)[0], "=== FAILURES ===");
  const line = "=".repeat(70);
  const unittest = `.F.\n${line}\nFAIL: test_adds (test_money.Money.test_adds)\n---\nTraceback\n`;
  const both = failedTests(`${unittest}AssertionError: 1 != 2\n\nRan 3 tests in 0.1s\n\nFAILED\n`);
  assert.equal(both[0], "FAIL: test_adds (test_money.Money.test_adds)");
  assert.equal(both.at(-2), "AssertionError: 1 != 2");
  const rustc = "   Compiling a\nerror[E0308]: mismatched types\n  --> src/a.rs:1:1\n";
  assert.deepEqual(failedTests(rustc)[0], "error[E0308]: mismatched types");
  const types = "js/a.js(3,5): error TS2322: Type 'string' is not a 'number'.";
  assert.deepEqual(failedTests(`> tsc\n${types}\n`), [types]);
});

test("nothing is made up of an output that tells of no failure, and a flood is cut", () => {
  assert.deepEqual(failedTests("all went well\n✔ one (1 ms)\nℹ pass 1\n"), []);
  const flood = Array.from({ length: 1_000 }, (_, at) => `line ${at}`);
  const told = failedTests(["✖ failing tests:", ...flood].join("\n"));
  assert.equal(told.length, 301);
  assert.equal(told.at(-1), "… 701 more");
});
