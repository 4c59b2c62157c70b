import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

test("the package is within its size budget", () => {
  const script = fileURLToPath(new URL("../../scripts/size.mjs", import.meta.url));
  const { status, stdout } = spawnSync(process.execPath, [script], { encoding: "utf8" });
  for (const folder of ["", "ledger\\/"]) {
    assert.match(stdout, new RegExp(`^${folder}ready_reckoner_bg\\.wasm .*within`, "m"));
  }
  assert.equal(status, 0, stdout);
});
