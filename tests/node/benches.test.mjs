// The benchmarks as a newcomer meets them: what is missing is one sentence, and their figures
// become tables of the document that has them.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { resultsIn, withResults } from "../../benches/results.mjs";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const README = readFileSync(join(ROOT, "benches/README.md"), "utf8");
const PROGRAMS = resultsIn(README).filter((name) => name !== "ledger-native");

/** A clone in which nothing was installed, with or without the package that is measured. */
function clone(hasPackage) {
  const folder = mkdtempSync(join(tmpdir(), "ready-reckoner-benches-"));
  after(() => rmSync(folder, { recursive: true }));
  const filter = (path) => !path.endsWith("node_modules");
  for (const name of ["benches", "tests/support"]) {
    cpSync(join(ROOT, name), join(folder, name), { recursive: true, filter });
  }
  if (hasPackage) symlinkSync(join(ROOT, "pkg"), join(folder, "pkg"));
  return join(folder, "benches");
}

function run(cwd, program) {
  const { status, stderr } = spawnSync(process.execPath, [program], { cwd, encoding: "utf8" });
  return { status, stderr };
}

test("every program is in the document, and is there", () => {
  assert.ok(PROGRAMS.length >= 9);
  for (const name of PROGRAMS) assert.ok(existsSync(join(ROOT, `benches/${name}.mjs`)), name);
});

test("without the package, each program says to build it", () => {
  const benches = clone(false);
  const stderr = "pkg/ is missing: run `./reckon build` first\n";
  for (const name of [...PROGRAMS, "growth", "cost", "all"]) {
    assert.deepEqual(run(benches, `${name}.mjs`), { status: 1, stderr }, name);
  }
});

test("without a peer, each program that has peers names them, and the cure", () => {
  const benches = clone(true);
  for (const name of [...PROGRAMS, "all"]) {
    // These have none in the folder: the command's one peer, and the browser of the page's tests.
    if (name === "rate" || name === "page") continue;
    const { status, stderr } = run(benches, `${name}.mjs`);
    assert.match(stderr, /^[^\n]*decimal\.js.* missing: run `npm ci` in benches first\n$/, name);
    assert.equal(status, 1, name);
  }
});

test("plots need what draws them", () => {
  const { status, stderr } = run(clone(true), "plot.mjs");
  const missing = "@observablehq/plot, jsdom missing: run `npm ci` in benches first\n";
  assert.deepEqual({ status, stderr }, { status: 1, stderr: missing });
});

test("figures take the place of those before, and nothing else changes", () => {
  const document = [
    "# A", "<!-- results of one -->", "old", "<!-- end of results -->", "between",
    "<!-- results of two -->", "kept", "<!-- end of results -->", "",
  ].join("\n");
  const one = {
    machine: ["a machine", "Node"],
    tables: [
      { head: ["", "µs", ""], rows: [["A|B", "1.0", ""]] },
      { head: ["what", "ns", ""], rows: [["a", 5, "$& wrong"]] },
    ],
    goals: [{ text: "at most 8", reached: "9", isMet: false }],
  };
  const written = withResults(document, { one });
  assert.equal(written, [
    "# A", "<!-- results of one -->", "", "|  | µs |", "| --- | ---: |", "| A\\|B | 1.0 |", "",
    "| what | ns |  |", "| --- | ---: | --- |", "| a | 5 | $& wrong |", "",
    "- not met: at most 8, reached 9", "", "Measured on a machine; Node.", "",
    "<!-- end of results -->", "between", "<!-- results of two -->", "kept",
    "<!-- end of results -->", "",
  ].join("\n"));
  assert.equal(withResults(written, { one }), written);
});
