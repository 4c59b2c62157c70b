// The tables of `./reckon demo`, where they cannot be rated.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

const SCRIPT = fileURLToPath(new URL("../../scripts/demo-tables", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "ready-reckoner-demo-"));
after(() => rmSync(folder, { recursive: true }));

for (const [what, code] of [["is missing", 127], ["is too old", 1]]) {
  test(`they are left out with a sentence where Python ${what}`, () => {
    writeFileSync(join(folder, "python3"), `#!/bin/sh\nexit ${code}\n`, { mode: 0o755 });
    const PATH = `${folder}:${process.env.PATH}`;
    const { status, stderr, stdout } = spawnSync(SCRIPT, { encoding: "utf8", env: { PATH } });
    const sentence = "Tables are left out: they need Python 3.10 or later, with venv.\n";
    assert.deepEqual([status, stderr, stdout], [0, "", sentence]);
  });
}
