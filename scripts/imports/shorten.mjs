// Shortens the names by which a module and its glue know what the module imports. wasm-bindgen ends
// each in a hash, which no compression makes shorter, and only these two files ever see them.
//
// node scripts/imports/shorten.mjs <the module> <its glue>

import { readFileSync, writeFileSync } from "node:fs";
import { shortened } from "./shortened.mjs";

const [wasm, glue] = process.argv.slice(2);
if (glue === undefined) {
  console.error("usage: node scripts/imports/shorten.mjs <the module> <its glue>");
  process.exit(2);
}
const short = shortened(readFileSync(wasm), readFileSync(glue, "utf8"));
writeFileSync(wasm, short.module);
writeFileSync(glue, short.glue);
