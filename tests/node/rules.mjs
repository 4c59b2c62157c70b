// The generated price rules as tariffs, and the amounts at which each of them is worth a look.

import { readFileSync } from "node:fs";
import { compile, ReckonerError } from "../../pkg/node.js";
import { seeded } from "../support/random.mjs";

const ROWS = readFileSync(new URL("../data/price-rules.jsonl", import.meta.url), "utf8")
  .split("\n")
  .filter((line) => line !== "")
  .map((line) => JSON.parse(line));

export const SAFE = BigInt(Number.MAX_SAFE_INTEGER);

export const MODES = ["halfUp", "halfEven", "halfDown", "up", "down", "ceiling", "floor"];

/** A decimal string as an integer of minor units. */
export function toUnits(text, places) {
  const [, sign, whole, decimals = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  return BigInt(sign + whole + decimals.padEnd(places, "0"));
}

/** An integer of minor units as a decimal string. */
export function toText(units, places) {
  const digits = String(units < 0n ? -units : units).padStart(places + 1, "0");
  const point = digits.length - places;
  const sign = units < 0n ? "-" : "";
  return sign + digits.slice(0, point) + (places === 0 ? "" : `.${digits.slice(point)}`);
}

/** Every rule of the data that compiles, with its currency's digits and its name for messages. */
export function tariffs() {
  const found = [];
  for (const [index, { rule, terms = {} }] of ROWS.entries()) {
    const { tenor, slidingScaleTenor } = terms;
    const tariff = attempt(() => compile(rule, { tenor, slidingScaleTenor }));
    if (tariff.code !== undefined) continue;
    const places = placesOf(rule.currency);
    found.push({ name: `rule ${index + 1}`, places, rule, tariff: tariff.value });
  }
  return found;
}

const FORMULAS = [
  "A<1000C|5C|2.5P*A|>30C|<2000C", "39C-A", "5C", "A", "A<=10C|1C|A<=10.005C|7C|A", "A>3C|5P*A|2C",
  "A<10C|A|>5C|A|<50C", "A-20C|>0C", "2P*A|>0.5P*A+3C|<1P*A+9C", "0C-1P*A", "A<10C|1C|A<=10C|4C|9C",
];

/** The rules of the data, and formulas. */
export function* everyTariff() {
  yield* tariffs();
  for (const rule of FORMULAS) {
    yield { name: rule, places: 2, rule: { formula: rule }, tariff: compile(rule) };
  }
}

/** The calculator has less room than fractions have. */
export const ROOM = ["result-overflow", "too-many-digits"];

/** The value of an action, or the code with which it is refused. */
export function attempt(action) {
  try {
    return { value: action() };
  } catch (error) {
    if (error instanceof ReckonerError) return { code: error.code };
    throw error;
  }
}

const placesKnown = new Map();

/** How many digits a currency has, by what a charge of zero looks like. */
export function placesOf(currency = "LKR") {
  if (!placesKnown.has(currency)) {
    const [, decimals = ""] = compile("0C", { currency }).charge(0).split(".");
    placesKnown.set(currency, decimals.length);
  }
  return placesKnown.get(currency);
}

/** Amounts in minor units: around every figure of a rule, some at random, small and huge ones. */
export function sample(rule, places, random = seeded(1)) {
  const amounts = new Set([0n, 1n, 2n, 99n, 1_234_567n, SAFE - 1n, SAFE]);
  for (const figure of figures(rule)) {
    const free = toGrid(String(rule.free ?? 0), places);
    for (const near of [toGrid(figure, places), toGrid(figure, places) + free]) {
      for (const units of [near - 1n, near, near + 1n]) if (units >= 0n) amounts.add(units);
    }
  }
  for (let bits = 4; bits <= 53; bits += 7) {
    for (let count = 0; count < 2; count += 1) {
      amounts.add(BigInt(random.below(2 ** bits)));
    }
  }
  return [...amounts].filter((units) => units <= SAFE);
}

/** Every decimal in a rule. */
function figures(value) {
  if (typeof value === "object" && value !== null) return Object.values(value).flatMap(figures);
  const text = String(value);
  return /^\d+(\.\d+)?$/.test(text) ? [text] : [];
}

/** In minor units, without the digits that there are too many. */
function toGrid(text, places) {
  const [whole, decimals = ""] = text.split(".");
  return BigInt(whole + decimals.slice(0, places).padEnd(places, "0"));
}
