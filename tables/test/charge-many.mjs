// Charges the rows of a folder with the package for JavaScript: `amounts` holds cents as 64-bit
// integers, `products` the number of each row's rule in `book.json`.
//
//   node charge-many.mjs <folder> <entry of the package>

import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, entry] = process.argv.slice(2);
const { compile } = await import(pathToFileURL(resolve(entry)));
const bytes = (name) => {
  const file = readFileSync(join(folder, name));
  return file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength);
};
const book = JSON.parse(readFileSync(join(folder, "book.json"), "utf8"));
const amounts = new BigInt64Array(bytes("amounts"));
const products = new Int32Array(bytes("products"));
const charges = new BigInt64Array(amounts.length);
const refused = {};

for (const [number, [name, rule]] of Object.entries(book.rules).entries()) {
  const tariff = compile(rule, { currency: book.currency });
  const rows = [];
  for (let row = 0; row < products.length; row++) if (products[row] === number) rows.push(row);
  const own = tariff.chargeMany(BigInt64Array.from(rows, (row) => amounts[row]));
  for (const [index, row] of rows.entries()) charges[row] = own[index];
  try {
    tariff.charge("1000000000");
  } catch (error) {
    refused[name] = error.code;
  }
  tariff.free();
}
writeFileSync(join(folder, "charges"), new Uint8Array(charges.buffer));
writeFileSync(join(folder, "refused.json"), JSON.stringify(refused));
