import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

test("the package is within its size budget", () => {
  const script = fileURLToPath(new URL("../../scripts/size.mjs", import.meta.url));
  const { status, stdout } = spawnSync(process.execPath, [script], { encoding: "utf8" });
  const modules = ["tariffs_bg", "requests_bg", "bg"].map((name) => `ready_reckoner_${name}`);
  for (const name of [...modules, "ledger/ready_reckoner_bg"]) {
    assert.match(stdout, new RegExp(`^${name}\\.wasm .*within`, "m"));
  }
  assert.equal(status, 0, stdout);
});
