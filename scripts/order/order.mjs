// Puts functions that have much in common beside each other. What a server sends is mostly
// compressed by gzip, which finds a repetition only within the last 32 KB, and a module is longer.
// wasm-opt moves the functions: here they get names that it sorts them by.
//
// node scripts/order/order.mjs <module with names> <the same with names in the order>

import { readFileSync, writeFileSync } from "node:fs";
import { functions, withNames } from "../size/wasm.mjs";
import { ordered } from "./ordered.mjs";

const [from, to] = process.argv.slice(2);
if (to === undefined) {
  console.error("usage: node scripts/order/order.mjs <module with names> <the module to write>");
  process.exit(2);
}
const file = readFileSync(from);
const all = functions(file, file);
const order = ordered(all.map(({ start, end }) => file.subarray(start, end)));
const names = all.map(({ name }) => name);
const digits = String(order.length).length;
order.forEach((index, place) => {
  names[index] = `${String(place).padStart(digits, "0")} ${names[index]}`;
});
writeFileSync(to, withNames(file, names));
