// What is packed, and where it lies.

import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), "../..");

/** Where the sources meet the glue that they import. */
export const STAGE = join(ROOT, ".cache/pack");
export const PACKAGE = join(ROOT, "pkg");

export const MODULE = "ready_reckoner_bg.wasm";
export const GLUE = "ready_reckoner.js";
export const GLUE_TYPES = "ready_reckoner.d.ts";

/**
 * Each WebAssembly module: where it is built, with which cargo features, which folder of the
 * package, and of the sources, gets its files, the way from there to the top, and its types besides
 * those of its entries.
 */
export const CALCULATORS = {
  built: ".cache/wasm",
  features: "calculators",
  folder: ".",
  top: ".",
  types: ["curve", "types"],
};
export const LEDGER = {
  built: ".cache/wasm-ledger",
  features: "ledger",
  folder: "ledger",
  top: "..",
  types: ["bodies", "config"],
};
