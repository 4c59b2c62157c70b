// What a newcomer does first in each folder: `npm ci`, which refuses a lock that does not name
// everything, such as a peer's packages for other platforms.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const FILES = ["package.json", "package-lock.json", ".npmrc"];

const listed = execFileSync("git", ["ls-files", "*package-lock.json"], { cwd: ROOT });
const locks = String(listed).trim().split("\n");

test("every folder with a lock can be installed from it", () => {
  assert.ok(locks.length >= 2);
  for (const lock of locks) {
    const folder = mkdtempSync(join(tmpdir(), "lock-"));
    try {
      const from = join(ROOT, dirname(lock));
      for (const file of FILES) {
        if (existsSync(join(from, file))) copyFileSync(join(from, file), join(folder, file));
      }
      const words = ["ci", "--dry-run", "--ignore-scripts", "--offline", "--no-audit"];
      const { status, stderr } = spawnSync("npm", words, { cwd: folder, encoding: "utf8" });
      assert.equal(status, 0, `${lock}: ${stderr}`);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }
});
