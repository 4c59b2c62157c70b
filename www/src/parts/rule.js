// A rule as it is written: a formula, or a price rule as JSON. What is wrong with either is told
// with its place in the text.

import { check, compile, currencies } from "ready-reckoner/tariffs";
import { placeOf, readJson } from "./json.js";
import { isRefusal } from "./refusal.js";

/**
 * @typedef {import("ready-reckoner").Diagnostic} Diagnostic
 * @typedef {import("ready-reckoner").TariffOptions} Options
 *
 * @typedef {object} Line a rule that can charge
 * @property {import("ready-reckoner").Tariff} tariff
 * @property {Options["currency"]} currency
 * @property {number} decimals of its amounts
 */

/** Whether a text is a price rule as JSON, as far as its beginning tells. */
export function isObject(text) {
  return text.trimStart().startsWith("{");
}

/**
 * Everything that is wrong or doubtful in a rule and, unless something is wrong, its tariff, which
 * the caller frees.
 *
 * @param {string} text
 * @param {Options} options what the rule leaves out
 * @returns {{ diagnostics: Diagnostic[], line?: Line }}
 */
export function readRule(text, options) {
  return isObject(text) ? readObject(text, options) : readFormula(text, options);
}

function readFormula(text, options) {
  const diagnostics = check(text, options);
  if (diagnostics.some(({ severity }) => severity === "error")) return { diagnostics };
  return { diagnostics, line: lineOf(compile(text, options), options.currency) };
}

function readObject(text, options) {
  const { value, places, mistake } = readJson(text);
  if (mistake !== undefined) {
    return { diagnostics: [{ code: "json", severity: "error", ...mistake }] };
  }
  const left = optionsFor(value, options);
  try {
    return { diagnostics: [], line: lineOf(compile(value, left), value.currency ?? left.currency) };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return { diagnostics: error.problems.map((problem) => placed(problem, places)) };
  }
}

/** Hundredths where nothing names a currency, as the package has it. */
const HUNDREDTHS = 2;

function lineOf(tariff, currency) {
  if (typeof currency === "object") return { tariff, currency, decimals: currency.minorUnits };
  const known = currencies().find(({ code }) => code === currency);
  return { tariff, currency, decimals: known?.minorUnits ?? HUNDREDTHS };
}

/** A problem of a price rule, with the place that its pointer names. */
function placed({ code, path, message, help }, places) {
  const { start, end } = placeOf(places, path);
  return { code, path, severity: "error", message, help, start, end };
}

/** What a price rule leaves out: options that it contradicts, or has no use for, are refused. */
export function optionsFor(rule, options) {
  const letters = ["percentage", "constant"];
  const kept = Object.entries(options).filter(
    ([name]) => rule[name] === undefined && (!letters.includes(name) || rule.formula !== undefined),
  );
  return Object.fromEntries(kept);
}
