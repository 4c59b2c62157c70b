// A rule as it is written: a formula, or a price rule as JSON. What is wrong with either is told
// with its place in the text.

import { check, compile, currencies } from "ready-reckoner/tariffs";
import { CIRCUMSTANCES } from "./defaults.js";
import { placeOf, readJson } from "./json.js";
import { byField, isRefusal, problemsOf } from "./refusal.js";

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

/** What a text is called where its problems are counted. */
export function nameOf(text) {
  return isObject(text) ? "rule" : "formula";
}

/**
 * Everything that is wrong or doubtful in a rule and, unless something is wrong, its tariff, which
 * the caller frees.
 *
 * @param {string} text
 * @param {Options} options what the rule leaves out
 * @returns {{ diagnostics: Diagnostic[], problems: Record<string, object[]>, line?: Line }} the
 *   problems are of the options that the rule has no use for, or misses, by their fields
 */
export function readRule(text, options) {
  if (judged?.key !== keyOf(text, options)) return read(text, options);
  const { rule } = judged;
  judged = undefined;
  return rule;
}

/**
 * What is wrong or doubtful in a rule. The editor asks for it while a key changes the text, and the
 * view reads the rule right after that: both have it for the price of one.
 *
 * @param {string} text
 * @param {Options} options
 * @returns {Diagnostic[]}
 */
export function judge(text, options) {
  const key = keyOf(text, options);
  if (judged?.key !== key) {
    judged?.rule.line?.tariff.free();
    judged = undefined;
    judged = { key, rule: read(text, options) };
  }
  return judged.rule.diagnostics;
}

/** The rule that was judged last, until somebody reads it. */
let judged;

function keyOf(text, options) {
  return JSON.stringify([text, options]);
}

function read(text, options) {
  return isObject(text) ? readObject(text, options) : readFormula(text, options);
}

function readFormula(text, options) {
  const diagnostics = check(text, withoutCircumstances(options));
  if (diagnostics.some(({ severity }) => severity === "error")) {
    return { diagnostics, problems: {} };
  }
  const { problems, line } = lineOf(text, options, options);
  return { diagnostics, problems: byField(problems), line };
}

function readObject(text, options) {
  const { value, places, mistake } = readJson(text);
  if (mistake !== undefined) {
    return { diagnostics: [{ code: "json", severity: "error", ...mistake }], problems: {} };
  }
  const left = optionsFor(value, options);
  const { problems, line } = lineOf(value, left, { ...left, ...value });
  // A field of the rule that is called as an option is a mistake in the text.
  const isOption = ({ path }) => CIRCUMSTANCES.includes(path.slice(1)) && !places.has(path);
  return {
    diagnostics: problems.filter((it) => !isOption(it)).map((it) => placed(it, places)),
    problems: byField(problems.filter(isOption)),
    line,
  };
}

/** Hundredths where nothing names a currency, as the package has it. */
const HUNDREDTHS = 2;

/** That a price is for a time, and how long that is is not said, or said twice. */
const OF_TIME = ["tenor-missing", "tenor-twice"];

/**
 * The tariff of a rule, or what stands in its way.
 *
 * @param {string | object} rule
 * @param {Options} options
 * @param {{ currency?: Options["currency"], annualBasis?: unknown, slidingScaleTenor?: unknown }}
 *   said by the two together
 */
function lineOf(rule, options, { currency, annualBasis, slidingScaleTenor }) {
  let tariff;
  try {
    tariff = compile(rule, options);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return { problems: error.problems };
  }
  if (annualBasis !== undefined || slidingScaleTenor !== undefined) {
    const problems = problemsOf(() => tariff.curve({ from: "0", to: "0" }))
      .filter(({ code }) => OF_TIME.includes(code))
      .map((problem) => ({ ...problem, path: "/tenor" }));
    if (problems.length > 0) {
      tariff.free();
      return { problems };
    }
  }
  return { problems: [], line: { tariff, currency, decimals: decimalsOf(currency) } };
}

function decimalsOf(currency) {
  if (typeof currency === "object") return currency.minorUnits;
  const known = currencies().find(({ code }) => code === currency);
  return known?.minorUnits ?? HUNDREDTHS;
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

/** What options say of a rule itself, and not of what is charged by it. */
export function withoutCircumstances(options) {
  const kept = Object.entries(options).filter(([name]) => !CIRCUMSTANCES.includes(name));
  return Object.fromEntries(kept);
}
