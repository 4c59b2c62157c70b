// Looks into what a bundler made of a page that only compiles a rule: of the package's
// WebAssembly modules it has the one of tariffs, and not a byte of the others.

import { readFileSync } from "node:fs";
import { join } from "node:path";

const PACKAGE = "node_modules/ready-reckoner";
const PIECE = 80;

/** Each module, and the file of the package that carries it as text for browsers. */
const TARIFFS = { wasm: "ready_reckoner_tariffs_bg.wasm", text: "tariffs.js" };
const OTHERS = [
  { wasm: "ready_reckoner_requests_bg.wasm", text: "requests.js" },
  { wasm: "ledger/ready_reckoner_bg.wasm", text: "ledger/index.js" },
];

/** Refuses a bundle that lacks a piece of the first module or has one of another. */
export function expectFirstModule(bundle, shown) {
  const code = readFileSync(bundle, "utf8");
  const expect = (holds, what) => {
    if (!holds) throw new Error(`${bundle} ${what}`);
  };
  expect(shown === "60.00", `shows ${shown}`);
  const own = pieces(TARIFFS);
  expect(own.length > 1_000 && own.every((piece) => code.includes(piece)), "lacks tariffs");
  const names = exportsOf(TARIFFS);
  expect(names.has("rawtariff_compile"), "cannot be looked into for names");
  expect(code.includes(".rawtariff_compile("), "lacks the glue of tariffs");
  const ownText = textOf(TARIFFS);
  for (const module of OTHERS) {
    // What is nothing but zeros is alike in all of them.
    const foreign = pieces(module).filter((piece) => !ownText.includes(piece));
    expect(foreign.length > 1_000, `cannot be looked into for ${module.wasm}`);
    expect(!foreign.some((piece) => code.includes(piece)), `has bytes of ${module.wasm}`);
    for (const name of exportsOf(module)) {
      const called = !names.has(name) && code.includes(`.${name}(`);
      expect(!called, `has the glue of ${module.wasm}: ${name}`);
    }
  }
}

function pieces(module) {
  return textOf(module).match(new RegExp(`.{${PIECE}}`, "g"));
}

function textOf({ text }) {
  return /"([ -~]{100000,})"/.exec(readFileSync(join(PACKAGE, text), "utf8"))[1];
}

function exportsOf({ wasm }) {
  const module = new WebAssembly.Module(readFileSync(join(PACKAGE, wasm)));
  return new Set(WebAssembly.Module.exports(module).map(({ name }) => name));
}
