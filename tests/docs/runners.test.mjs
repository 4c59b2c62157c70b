// Runs the files that are shown in the guide for tests as a project, by the runner that each of its
// tests imports.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { blocks, createProject, DOCUMENTS, fileOf } from "./support.mjs";

const DOCUMENT = "docs/testing.md";
const PATIENCE_MS = 300_000;

const project = createProject();
after(project.remove);

const settings = { private: true, type: "module", jest: { transform: {} } };
writeFileSync(join(project.folder, "package.json"), JSON.stringify(settings));

/** The tests of each runner: their files, and how many they are. */
const suites = { "@jest/globals": [], vitest: [] };
for (const { text } of blocks(DOCUMENT)) {
  const name = fileOf(text);
  if (name === undefined) continue;
  writeFileSync(join(project.folder, name), text);
  const [runner] = Object.keys(suites).filter((one) => text.includes(`from "${one}"`));
  if (!name.endsWith(".test.js")) continue;
  assert.ok(runner, `${name} says who runs it`);
  suites[runner].push(name);
}

/** Runs test files; how many tests have passed. */
function run(words, names, count) {
  const options = {
    cwd: project.folder,
    encoding: "utf8",
    env: { ...process.env, CI: "true", NO_COLOR: "1" },
    timeout: PATIENCE_MS,
  };
  const { status, stdout, stderr } = spawnSync(process.execPath, [...words, ...names], options);
  const output = stdout + stderr;
  assert.equal(status, 0, output);
  return Number(count.exec(output)?.[1]);
}

const JEST = ["--experimental-vm-modules", "node_modules/jest/bin/jest.js", "--runInBand"];
const jest = (names) => run(JEST, names, /^Tests: +(\d+) passed, \d+ total$/m);

const VITEST = ["node_modules/vitest/vitest.mjs", "run"];
const vitest = (names) => run(VITEST, names, /^ *Tests +(\d+) passed \(\d+\)$/m);

test("no other document shows files, which nothing would run", () => {
  const showing = DOCUMENTS.filter((one) => blocks(one).some(({ text }) => fileOf(text)));
  assert.deepEqual(showing, [DOCUMENT]);
});

test("the tests for Vitest pass", () => {
  assert.ok(suites.vitest.length >= 5);
  assert.ok(vitest(suites.vitest) >= 9);
});

test("the tests for Jest pass", () => {
  const names = suites["@jest/globals"];
  assert.equal(names.length, 1);
  assert.equal(jest(names), 1);
});

test("a test that is wrong is found", () => {
  const wrong = (runner) =>
    `import { expect, test } from "${runner}";\ntest("fails", () => expect(1).toBe(2));\n`;
  writeFileSync(join(project.folder, "wrong-vitest.test.js"), wrong("vitest"));
  writeFileSync(join(project.folder, "wrong-jest.test.js"), wrong("@jest/globals"));
  assert.throws(() => vitest(["wrong-vitest.test.js"]), /expected 1 to be 2/);
  assert.throws(() => jest(["wrong-jest.test.js"]), /Expected: 2/);
});
