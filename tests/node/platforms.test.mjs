// What the README names as the least versions is all that the package asks for.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { transform } from "esbuild";
import { PACKAGE, packed } from "./support.mjs";

const WASM_OPT = fileURLToPath(new URL("../../node_modules/.bin/wasm-opt", import.meta.url));
const BROWSERS = /Chrome and Edge ([\d.]+), Firefox ([\d.]+) and Safari ([\d.]+)/;

/** What WebAssembly got in time, and from which Chrome, Firefox and Safari on. */
const FEATURES = {
  "bulk-memory": [75, 79, 15],
  "bulk-memory-opt": [75, 79, 15],
  "extended-const": [114, 112, 17.4],
  multivalue: [85, 78, 13.1],
  "mutable-globals": [74, 61, 12],
  "nontrapping-float-to-int": [75, 64, 15],
  "reference-types": [96, 79, 15],
  "relaxed-simd": [114, 145, 26],
  "sign-ext": [74, 62, 14.1],
  simd: [91, 89, 16.4],
  "tail-call": [112, 121, 18.2],
};

const readme = readFileSync(packed("README.md"), "utf8");
const files = readdirSync(PACKAGE, { recursive: true });
const least = BROWSERS.exec(readme).slice(1);

test("the modules ask for no WebAssembly that a browser lacks", () => {
  const there = Object.entries(FEATURES)
    .filter(([, versions]) => versions.every((version, at) => version <= Number(least[at])))
    .map(([name]) => `--enable-${name}`);
  const modules = files.filter((name) => name.endsWith(".wasm"));
  assert.equal(modules.length, 5);
  for (const name of modules) {
    execFileSync(WASM_OPT, ["--mvp-features", ...there, packed(name), "-o", "/dev/null"], {
      stdio: ["ignore", "ignore", "pipe"],
    });
  }
});

test("the code has no syntax that a browser lacks", async () => {
  const [chrome, firefox, safari] = least;
  const target = [`chrome${chrome}`, `edge${chrome}`, `firefox${firefox}`, `safari${safari}`];
  const pattern = /(^|\/)(index|msw|requests|shared|slim|tariffs)\.js$/;
  const entries = files.filter((name) => pattern.test(name));
  assert.equal(entries.length, 9);
  for (const name of entries) {
    const code = readFileSync(packed(name), "utf8");
    // What a browser lacks would be written in another way.
    const [old, all] = await Promise.all(
      [target, "esnext"].map((target) => transform(code, { format: "esm", target })),
    );
    assert.ok(old.code === all.code, name);
  }
});

test("the manifest asks for the Node that the README names", () => {
  const [, first, second] = /Node (\d+\.\d+), or (\d+\.\d+) and later/.exec(readme);
  const { engines } = JSON.parse(readFileSync(packed("package.json"), "utf8"));
  assert.equal(engines.node, `^${first} || >=${second}`);
});
