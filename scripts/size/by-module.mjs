// Where the bytes of each WebAssembly module go: its sections, and of its code the crates, the Rust
// modules of this crate, and the largest functions. Beside the bytes stands by how much the gzipped
// module would be smaller without them: together, the rows come near the whole.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { BOTH, LEDGER, REQUESTS, ROOT, TARIFFS, wasmOf } from "../pack/modules.mjs";
import { functions, sections } from "./wasm.mjs";

/** What there is to look into. */
export const MODULES = { tariffs: TARIFFS, requests: REQUESTS, both: BOTH, ledger: LEDGER };
const OWN = "ready_reckoner";
const FUNCTIONS_SHOWN = 25;
const NAME_LENGTH = 76;

/** How deep a path of this crate is followed: a room and one of its files. */
const DEPTH = 3;

/**
 * Prints the tables of the modules with these names, or of all.
 *
 * @param {string[]} names
 */
export function printModules(names) {
  const known = Object.keys(MODULES);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new Error(`no module is called ${unknown}; they are: ${known.join(", ")}`);
  }
  for (const name of names.length === 0 ? known : names) printModule(name, MODULES[name]);
}

function printModule(name, module) {
  const { file, all } = read(module);
  const whole = zipped(file);
  const rows = (groups) =>
    [...groups].map(([name, pieces]) => ({
      name,
      raw: pieces.reduce((sum, { start, end }) => sum + end - start, 0),
      gzip: whole - zipped(without(file, pieces)),
    }));
  const own = all.filter((piece) => crateOf(piece) === OWN);
  const largest = all
    .toSorted((one, other) => other.end - other.start - (one.end - one.start))
    .slice(0, FUNCTIONS_SHOWN);

  console.log(`\n${name}: ${file.length} bytes, ${whole} gzipped`);
  printTable("section", rows(grouped(sections(file), ({ name }) => name)));
  printTable("crate of the code", rows(grouped(all, crateOf)));
  printTable("module of this crate", rows(grouped(own, moduleOf)));
  printTable("largest functions", rows(grouped(largest, ({ name }) => plain(name))));
}

/** The module's file and its functions. */
export function read({ built, features, name }) {
  const named = join(ROOT, built, "named.wasm");
  if (!existsSync(named)) {
    throw new Error(`${built}/named.wasm is missing: scripts/wasm ${built} ${features} ${name}`);
  }
  const file = readFileSync(join(ROOT, built, wasmOf({ name })));
  return { file, all: functions(file, readFileSync(named)) };
}

/** The crate whose source a function is; what is generic counts where it was written. */
function crateOf({ name }) {
  return pathOf(name)?.at(0) ?? "what JavaScript calls, and what has no path";
}

function moduleOf({ name }) {
  const path = pathOf(name);
  const type = path.findIndex((part) => /^[A-Z]/.test(part));
  return path.slice(0, type === -1 ? -1 : type).slice(0, DEPTH).join("::");
}

/** The first path in a name, which the compiler marks by a number behind the crate. */
function pathOf(name) {
  const [, crate, rest] = /(\w+)\[[0-9a-f]+\]((?:::\w+)*)/.exec(name) ?? [];
  return crate === undefined ? undefined : [crate, ...rest.split("::").slice(1)];
}

function plain(name) {
  const text = name.replaceAll(/\[[0-9a-f]{8,}\]/g, "").replaceAll(`${OWN}::`, "");
  return text.length > NAME_LENGTH ? `${text.slice(0, NAME_LENGTH - 1)}…` : text;
}

/** @returns {Map<string, import("./wasm.mjs").Piece[]>} */
function grouped(pieces, keyOf) {
  const groups = new Map();
  for (const piece of pieces) {
    const key = keyOf(piece);
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(piece);
  }
  return groups;
}

function zipped(bytes) {
  return gzipSync(bytes, { level: 9 }).length;
}

function without(file, pieces) {
  const kept = [];
  let at = 0;
  for (const { start, end } of pieces.toSorted((one, other) => one.start - other.start)) {
    kept.push(file.subarray(at, start));
    at = end;
  }
  return Buffer.concat([...kept, file.subarray(at)]);
}

function printTable(title, rows) {
  rows.sort((one, other) => other.gzip - one.gzip);
  console.log(`\n${"raw".padStart(8)}${"gzip".padStart(8)}  ${title}`);
  for (const { name, raw, gzip } of rows) {
    console.log(`${String(raw).padStart(8)}${String(gzip).padStart(8)}  ${name}`);
  }
}
