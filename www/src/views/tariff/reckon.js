// From a rule and its amount to what is to be shown of them. All computing is the package's.

import { byField, isRefusal } from "../../parts/refusal.js";
import { readRule } from "../../parts/rule.js";
import { amountProblems, optionsOf } from "../../parts/settings.js";

/**
 * @typedef {object} Outcome
 * @property {import("ready-reckoner").Diagnostic[]} diagnostics what is wrong in the rule
 * @property {Record<string, { message: string, help?: string }[]>} problems what is wrong in the
 *   other fields, by field
 * @property {import("ready-reckoner").Explanation} [explanation] the charge, if there is one
 * @property {import("../../parts/rule.js").Line} [line] the tariff, which the caller frees
 * @property {object} options what the settings say, for the compiler
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
  const { options, problems: wrong } = optionsOf(state);
  const { diagnostics, problems: unfit, line } = readRule(state.formula, options);
  const beside = { ...wrong, ...unfit };
  const refused = () => {
    line?.tariff.free();
    return { diagnostics, problems: { ...amountProblems(amount), ...beside }, options };
  };
  if (line === undefined || Object.keys(beside).length > 0) return refused();
  try {
    return { diagnostics, problems: {}, explanation: line.tariff.explain(amount), line, options };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const ofAmount = amountProblems(amount);
    // The curve needs no amount, and stays.
    if (ofAmount.amount !== undefined) return { diagnostics, problems: ofAmount, line, options };
    // Whether the digits suffice depends on the amount, so it shows only here.
    return { diagnostics, problems: byField(error.problems), line, options };
  }
}
