// From a formula and its amount to what is to be shown of them. It leaves all computing to the
// package.

import { check, compile } from "ready-reckoner/tariffs";
import { isRefusal } from "../../parts/refusal.js";

const ROUNDING = ["currency", "rounding", "increment"];
const LETTERS = ["percentage", "constant"];

/**
 * @typedef {object} Outcome
 * @property {import("ready-reckoner").Diagnostic[]} diagnostics what is wrong in the formula
 * @property {Record<string, { message: string, help?: string }[]>} problems what is wrong in the
 *   other fields, by field
 * @property {import("ready-reckoner").Explanation} [explanation] the charge, if there is one
 */

/**
 * The charge and its explanation, or everything that stands in its way: a mistake in one field
 * hides none in another.
 *
 * @param {Record<string, string>} state
 * @returns {Outcome}
 */
export function reckon(state) {
  const amount = state.amount.trim();
  const options = { ...filled(state, ROUNDING), ...filled(state, LETTERS) };
  const problems = byField([
    ...problemsOf(() => explain("0C", {}, amount)),
    ...problemsOf(() => explain("0C", filled(state, ROUNDING), "0")),
    ...problemsOf(() => explain("0C", filled(state, LETTERS), "0")),
  ]);
  const diagnostics = check(state.formula, withStandIns(options, problems));
  const refused = diagnostics.some(({ severity }) => severity === "error");
  if (refused || Object.keys(problems).length > 0) return { diagnostics, problems };
  try {
    return { diagnostics, problems, explanation: explain(state.formula, options, amount) };
  } catch (error) {
    // Whether the digits suffice depends on the amount, so it shows only here.
    return { diagnostics, problems: byField(problemsOfError(error)) };
  }
}

/** The options of these names that are filled in. */
function filled(state, names) {
  const options = names.map((name) => [name, state[name].trim()]);
  return Object.fromEntries(options.filter(([, value]) => value !== ""));
}

/** The formula is checked as if a letter whose value is mistyped had one: the field says enough. */
function withStandIns(options, problems) {
  const usable = Object.entries(options).filter(([name]) => !problems[name]);
  const letters = LETTERS.filter((name) => problems[name]);
  return Object.fromEntries([...usable, ...letters.map((name) => [name, "1"])]);
}

function explain(formula, options, amount) {
  const tariff = compile(formula, options);
  try {
    return tariff.explain(amount);
  } finally {
    tariff.free();
  }
}

function problemsOf(action) {
  try {
    action();
    return [];
  } catch (error) {
    return problemsOfError(error);
  }
}

function problemsOfError(error) {
  if (isRefusal(error)) return error.problems;
  throw error;
}

/** A problem without a path is one of the amount. */
function byField(problems) {
  const fields = {};
  for (const problem of problems) (fields[problem.path.slice(1) || "amount"] ??= []).push(problem);
  return fields;
}
