// What is told of a charged table: its manifest, explained charges, and lines for readers.

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { printable } from "../print.js";
import { isRefusal } from "../problems.js";

/**
 * By code points, as the crate and other languages sort texts.
 *
 * @param {any[]} entry
 * @param {any[]} other
 */
function byBytes(entry, other) {
  return Buffer.compare(Buffer.from(entry[0]), Buffer.from(other[0]));
}

/** @typedef {import("./price.js").Price} Price */

/**
 * @param {object} job
 * @param {string} job.digest that of the book
 * @param {Record<string, string>} job.versions
 * @param {Price[]} job.prices
 * @param {{ rows: number, refused: Map<string, number> }} job.charging
 */
export function manifestOf({ digest, versions, prices, charging: { rows, refused } }) {
  const totals = prices
    .filter((price) => price.rows > 0)
    .map(({ id, rows: own, charge }) => [id, new Map(Object.entries({ rows: own, charge }))]);
  return new Map(
    Object.entries({
      book: digest,
      module: moduleDigest(),
      versions: new Map(Object.entries(versions)),
      rows,
      charged: prices.reduce((sum, price) => sum + price.rows, 0),
      refused: new Map([...refused].sort(byBytes)),
      totals: new Map(/** @type {any} */ (totals.sort(byBytes))),
    }),
  );
}

/** JSON of maps, whose entries stay in their order: an object has names like `10` first. */
export function textOf(value, indentation = "") {
  if (!(value instanceof Map)) return JSON.stringify(value);
  if (value.size === 0) return "{}";
  const inside = `${indentation}  `;
  const field = ([name, own]) => `${inside}${JSON.stringify(name)}: ${textOf(own, inside)}`;
  return `{\n${[...value].map(field).join(",\n")}\n${indentation}}`;
}

/** Which code has charged: its bytes are inside the entries of the package, too. */
function moduleDigest() {
  const bytes = readFileSync(new URL("./ready_reckoner_tariffs_bg.wasm", import.meta.url));
  return createHash("sha256").update(bytes).digest("hex");
}

/** The steps to the first charges of each rule, a line of JSON each. */
export function explainedLines(prices) {
  const lines = prices.flatMap((price) => price.sample.map((each) => explained(price, each)));
  return lines.map((line) => `${JSON.stringify(line)}\n`).join("");
}

function explained(price, { amount, prior }) {
  const told = { rule: price.id, amount, ...(prior !== null && { prior }) };
  if (amount === null) return { ...told, refused: "value-missing", steps: [] };
  const tariff = prior === null ? price.tariff : price.after(prior);
  if (typeof tariff === "string") return { ...told, refused: tariff, steps: [] };
  try {
    const { charge, steps } = tariff.explain(amount);
    return { ...told, charge, steps };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return { ...told, refused: error.code, steps: [] };
  }
}

/** What a reader is told in the end. */
export function summary(manifest, { path, manifest: beside }) {
  const [rows, charged] = ["rows", "charged"].map((name) => manifest.get(name));
  const counts = [...manifest.get("refused")];
  const width = Math.max(0, ...counts.map(([code]) => code.length));
  const count = (number) => number.toLocaleString("en");
  const sum = `${count(charged)} charged, ${count(rows - charged)} refused`;
  const lines = counts.map(([code, number]) => `  ${code.padEnd(width)}  ${count(number)}`);
  return [
    printable(`${path}: ${count(rows)} ${rows === 1 ? "row" : "rows"}, ${sum}`),
    ...lines,
    printable(`the manifest is ${beside}`),
  ];
}
