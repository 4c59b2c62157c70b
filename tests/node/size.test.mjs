import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { shortened } from "../../scripts/imports/shortened.mjs";
import { ordered } from "../../scripts/order/ordered.mjs";
import { MODULES, read } from "../../scripts/size/by-module.mjs";
import { functions, importsOf, withExports } from "../../scripts/size/wasm.mjs";
import { withNames, withTraps } from "../../scripts/size/wasm.mjs";

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
    assert.ok(names.some((name) => name.includes("talc")), module);
    // Every allocation calls this function of another crate, which does nothing: none sees that
    // before all crates are optimised as one.
    const left = names.filter((name) => name.includes("__rust_no_alloc_shim_is_unstable"));
    assert.deepEqual(left, [], module);
  }
});

test("functions that have much in common stand beside each other", () => {
  for (const [module, where] of Object.entries(MODULES)) {
    const { file, all } = read(where);
    const zipped = (pieces) => {
      const bytes = Buffer.concat(pieces.map(({ start, end }) => file.subarray(start, end)));
      return gzipSync(bytes, { level: 9 }).length;
    };
    const byName = all.toSorted((one, other) => (one.name < other.name ? -1 : 1));
    assert.ok(zipped(all) < 0.985 * zipped(byName), module);
  }
});

test("pieces are put in order by what they share with those before them", () => {
  const kinds = ["left behind", "right ahead", "upside down"].map((text) => text.repeat(40));
  const pieces = Array.from({ length: 30 }, (_, index) => {
    return Buffer.from(`${index} ${kinds[index % 3].slice(0, 200 + index)}`);
  });
  const order = ordered(pieces);
  assert.deepEqual(order.toSorted((one, other) => one - other), [...pieces.keys()]);
  const changes = order.filter((piece, at) => at > 0 && piece % 3 !== order[at - 1] % 3);
  assert.equal(changes.length, 2);
  assert.deepEqual(ordered([]), []);
});

test("the functions of a module get other names", () => {
  // Two functions without parameters and results, the second of which is exported.
  const header = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];
  const types = [0x01, 0x04, 0x01, 0x60, 0x00, 0x00];
  const exports = [0x07, 0x05, 0x01, 0x01, 0x61, 0x00, 0x01];
  const code = [0x0a, 0x07, 0x02, 0x02, 0x00, 0x0b, 0x02, 0x00, 0x0b];
  const both = [0x03, 0x03, 0x02, 0x00, 0x00];
  const bare = Buffer.from([...header, ...types, ...both, ...exports, ...code]);
  const long = "é".repeat(100);
  const once = withNames(bare, ["one", "two"]);
  const twice = withNames(once, [long, "12 three"]);
  const names = (file) => functions(bare, file).map(({ name }) => name);
  assert.deepEqual(names(bare), ["(no name)", "(no name)"]);
  assert.deepEqual(names(once), ["one", "two"]);
  // The place in front is no part of a name.
  assert.deepEqual(names(twice), [long, "three"]);
  assert.equal(WebAssembly.Module.customSections(new WebAssembly.Module(twice), "name").length, 1);
});

test("functions of a module become traps, and what is exported can be left out", () => {
  // Two functions without parameters and results, both of which are exported.
  const bare = Buffer.from([
    0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00, 0x01, 0x04, 0x01, 0x60, 0x00, 0x00, 0x03, 0x03,
    0x02, 0x00, 0x00, 0x07, 0x09, 0x02, 0x01, 0x61, 0x00, 0x00, 0x01, 0x62, 0x00, 0x01, 0x0a, 0x07,
    0x02, 0x02, 0x00, 0x0b, 0x02, 0x00, 0x0b,
  ]);
  const exportsOf = (file) => new WebAssembly.Instance(new WebAssembly.Module(file)).exports;
  const { a, b } = exportsOf(withTraps(bare, new Set([1])));
  assert.throws(a, WebAssembly.RuntimeError);
  assert.equal(b(), undefined);
  const left = (isKept) => Object.keys(exportsOf(withExports(bare, isKept)));
  assert.deepEqual(left((index) => index === 1), ["b"]);
  assert.deepEqual(left((index, name) => name === "a"), ["a"]);
  assert.deepEqual(left(() => false), []);
});

test("a module and its glue know what is imported by short names", () => {
  // Two functions with a parameter each that are imported, and one that calls the second.
  const header = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];
  const types = [0x01, 0x08, 0x02, 0x60, 0x01, 0x7f, 0x00, 0x60, 0x00, 0x00];
  const name = (text) => [text.length, ...Buffer.from(text)];
  const entry = (text) => [...name("./long_bg.js"), ...name(text), 0x00, 0x00];
  const entries = [0x02, ...entry("__wbg_get_6412cf3094599694"), ...entry("__wbg_set")];
  const imports = [0x02, entries.length, ...entries];
  const calls = [0x00, 0x41, 0x07, 0x10, 0x01, 0x0b];
  const code = [0x0a, 0x08, 0x01, calls.length, ...calls];
  const rest = [0x03, 0x02, 0x01, 0x01, 0x07, 0x07, 0x01, 0x03, ...Buffer.from("run"), 0x00, 0x02];
  const module = Buffer.from([...header, ...types, ...imports, ...rest, ...code]);
  const glue = `({
    "./long_bg.js": {
      __wbg_get_6412cf3094599694: () => seen.push("get"),
      __wbg_set: (value) => seen.push(value),
    },
  })`;
  const short = shortened(module, glue);
  assert.ok(importsOf(short.module).every(({ from, name }) => from.length < 4 && name.length < 4));
  const seen = [];
  const given = new Function("seen", `return ${short.glue}`)(seen);
  new WebAssembly.Instance(new WebAssembly.Module(short.module), given).exports.run();
  assert.deepEqual(seen, [7]);
  // A glue that a later wasm-bindgen writes in another way is not left half changed.
  assert.throws(() => shortened(module, glue.replace("__wbg_set: ", "__wbg_set = ")), /not once/);
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
