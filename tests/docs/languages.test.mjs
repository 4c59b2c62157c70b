// Runs what the documents show in other languages, against a ledger that is served. A comment at
// the end of a line says what that prints. PHP and Java are run where they are installed.

import assert from "node:assert/strict";
import { execFile, spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { promisify } from "node:util";
import { blocks, createProject, DOCUMENTS } from "./support.mjs";
import { MockLedger } from "../../pkg/ledger/node.js";
import { listen } from "../../pkg/server/index.js";

const PROGRAMS = {
  java: { file: "Shop.java", program: "java", version: "-version" },
  php: { file: "shop.php", program: "php", version: "--version" },
  python: { file: "shop.py", program: "python3", version: "--version", isNeeded: true },
};
const REMARK = /(?:#|\/\/) → (.+)$/gm;
const PATIENCE_MS = 300_000;

const project = createProject();
const server = await listen(new MockLedger());
after(async () => {
  await server.close();
  project.remove();
});

/** What a script prints, line by line. */
async function run(language, text) {
  const { file, program } = PROGRAMS[language];
  writeFileSync(join(project.folder, file), text);
  const env = { ...process.env, WALLET_URL: server.url };
  const options = { cwd: project.folder, env, timeout: PATIENCE_MS };
  const { stdout } = await promisify(execFile)(program, [file], options);
  return stdout.trimEnd().split("\n");
}

const isThere = ({ program, version }) => spawnSync(program, [version]).status === 0;

// The guide to tables has a check of its own.
for (const document of DOCUMENTS.filter((name) => name !== "docs/tables.md")) {
  for (const { language, line, text } of blocks(document)) {
    const needs = PROGRAMS[language];
    if (needs === undefined) continue;
    const skip = !needs.isNeeded && !isThere(needs) && `${needs.program} is not installed`;
    test(`${document}:${line} in ${language}`, { skip }, async () => {
      const expected = [...text.matchAll(REMARK)].map(([, printed]) => printed);
      assert.ok(expected.length > 0, "an example says what it gives");
      assert.deepEqual(await run(language, text), expected);
    });
  }
}

test("a script that prints something else, or fails, is found", async () => {
  assert.deepEqual(await run("python", "print(1)  # → 2"), ["1"]);
  await assert.rejects(run("python", "raise ValueError"));
});
