import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

export const PACKAGE = new URL("../../pkg/", import.meta.url);

const require = createRequire(import.meta.url);

/** A file of the packed package. */
export const packed = (name) => fileURLToPath(new URL(name, PACKAGE));

/** Every entry of the package that Node can load, started: of the calculators, or of a folder. */
export async function loadEntries(folder = "") {
  const slim = await import(packed(`${folder}slim.js`));
  await slim.init();
  const slimCjs = require(packed(`${folder}slim.cjs`));
  slimCjs.initSync(readFileSync(packed(`${folder}ready_reckoner_bg.wasm`)));
  return {
    "node.js": await import(packed(`${folder}node.js`)),
    "node.cjs": require(packed(`${folder}node.cjs`)),
    "bundled.js": await import(packed(`${folder}bundled.js`)),
    "index.js": await import(packed(`${folder}index.js`)),
    "index.cjs": require(packed(`${folder}index.cjs`)),
    "slim.js": slim,
    "slim.cjs": slimCjs,
  };
}

/** The rows of a tab-separated table in tests/data. */
export function readTable(name) {
  const text = readFileSync(new URL(`../data/${name}`, import.meta.url), "utf8");
  return text
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => line.split("\t"));
}
