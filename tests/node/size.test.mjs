import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { MODULES, read } from "../../scripts/size/by-module.mjs";

const SCRIPT = fileURLToPath(new URL("../../scripts/size.mjs", import.meta.url));
const size = (...words) => spawnSync(process.execPath, [SCRIPT, ...words], { encoding: "utf8" });

test("the package is within its size budget", () => {
  const { status, stdout } = size();
  const modules = ["tariffs_bg", "requests_bg", "bg"].map((name) => `ready_reckoner_${name}`);
  for (const name of [...modules, "ledger/ready_reckoner_bg"]) {
    assert.match(stdout, new RegExp(`^${name}\\.wasm .*within`, "m"));
  }
  assert.equal(status, 0, stdout);
});

test("every module is optimised at link time", () => {
  for (const [module, where] of Object.entries(MODULES)) {
    const names = read(where).all.map(({ name }) => name);
    assert.ok(names.some((name) => name.includes("ready_reckoner")), module);
    assert.ok(names.some((name) => name.includes("Dlmalloc")), module);
    // Every allocation calls this function of another crate, which does nothing: none sees that
    // before all crates are optimised as one.
    const left = names.filter((name) => name.includes("__rust_no_alloc_shim_is_unstable"));
    assert.deepEqual(left, [], module);
  }
});

test("the bytes of a module are shown by section, crate, module and function", () => {
  const { status, stdout } = size("--by", "module", "tariffs");
  assert.equal(status, 0);
  const tables = stdout.trim().split("\n\n").slice(1);
  const [sections, crates, modules, functions] = tables.map((table) => {
    const [, ...rows] = table.split("\n").map((line) => line.trim().split(/ +/));
    return rows.map(([raw, gzip, ...name]) => [name.join(" "), Number(raw), Number(gzip)]);
  });
  const [, whole, zipped] = /^\s*tariffs: (\d+) bytes, (\d+) gzipped/.exec(stdout);
  const sum = (rows, column) => rows.reduce((total, row) => total + row[column], 0);
  const rawOf = (rows, wanted) => rows.find(([name]) => name === wanted)[1];

  assert.equal(sum(sections, 1), Number(whole));
  assert.ok(Math.abs(sum(sections, 2) - zipped) < zipped / 20);
  // Besides the functions, the section has their number, and each its length.
  const code = rawOf(sections, "code");
  assert.ok(code - sum(crates, 1) < 10 && sum(crates, 1) <= code);
  assert.equal(sum(modules, 1), rawOf(crates, "ready_reckoner"));
  assert.ok(modules.some(([name]) => name === "ready_reckoner::pricing::form"));
  assert.ok(functions.length > 20);

  assert.equal(size("--by", "module", "absent").status, 1);
  assert.equal(size("--by", "crate").status, 2);
});
