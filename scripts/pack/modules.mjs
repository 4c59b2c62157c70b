// What is packed, and where it lies.

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), "../..");

/** Where the sources meet the glue that they import. */
export const STAGE = join(ROOT, ".cache/pack");
export const PACKAGE = join(ROOT, "pkg");

/**
 * Each WebAssembly module: where `scripts/wasm` has built it, with which cargo features, the name
 * that its files begin with, and the folder that they lie in, of the package and of the sources.
 * What is built for Node is the same, made for speed, which is worth more there than bytes; its
 * glue is no other.
 */
export const TARIFFS = {
  built: ".cache/wasm/tariffs",
  features: "tariffs",
  name: "ready_reckoner_tariffs",
  folder: ".",
};
export const REQUESTS = {
  built: ".cache/wasm/requests",
  builtForNode: ".cache/wasm/requests-node",
  features: "requests",
  name: "ready_reckoner_requests",
  folder: ".",
};
export const LEDGER = {
  built: ".cache/wasm/ledger",
  builtForNode: ".cache/wasm/ledger-node",
  features: "ledger",
  name: "ready_reckoner",
  folder: "ledger",
};

/**
 * What of the tariffs Node starts first: `scripts/part` cuts it out. Pages do without, since they
 * would download it besides.
 */
export const PART = { name: "ready_reckoner_tariffs_part", folder: "." };

/** The half of requests, which Node reads when it is called. */
export const HALF = "node-requests.cjs";

/** The two halves of the API in one file, for the slim entry, whose user hands over one. */
export const BOTH = {
  built: ".cache/wasm/both",
  features: "tariffs,requests",
  name: "ready_reckoner",
  folder: ".",
};

/** The modules that start by themselves, by the names of their sources in `js/source/`. */
export const STARTING = { ledger: LEDGER, requests: REQUESTS, tariffs: TARIFFS };

export const wasmOf = ({ name }) => `${name}_bg.wasm`;
export const glueOf = ({ name }) => `${name}.js`;
export const bytesOf = ({ name }) => `${name}_bytes.js`;
export const base64Of = ({ name }) => `${name}_base64.js`;
export const compressedOf = ({ name }) => `${name}_compressed.js`;
export const requiredOf = ({ name }) => `${name}_bytes.cjs`;

/** Where the source lies that has the module's bytes for bundlers of code for servers. */
export function packedOf(module) {
  // What is read with every import of the root, and not needed for a first charge, is packed to
  // less than half. To unpack it takes 2 milliseconds when it is called.
  const isLate = module === REQUESTS || module === TARIFFS;
  return join(STAGE, module.folder, isLate ? compressedOf(module) : base64Of(module));
}

/** The same for files beside the entries, which Node reads when they are called. */
export const packedApart = (module) => join(STAGE, module.folder, base64Of(module));

/** A name for a module's file that no file of another version has. */
export function hashedOf(module) {
  const bytes = readFileSync(join(STAGE, module.folder, wasmOf(module)));
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 16);
  return `${module.name}-${hash}.wasm`;
}
