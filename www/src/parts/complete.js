// A rule with what it needs beside it, and nothing else.

import { isObject, optionsFor, withoutCircumstances } from "./rule.js";

/** A bare letter of a formula, which options supply. */
const BARE = { percentage: /(?<![\d.])P/iu, constant: /(?<![\d.])C/iu };

/**
 * @param {string} text of a rule that is valid
 * @param {Record<string, string>} options
 * @returns {{ given: string | object, options: object, rule: object }} the rule as it was given
 *   with the options beside it, and both as one, but for the days and what came before
 */
export function complete(text, options) {
  const given = isObject(text) ? JSON.parse(text) : text.trim();
  const rule = typeof given === "string" ? { formula: given } : given;
  const left = Object.fromEntries(
    Object.entries(optionsFor(rule, options)).filter(([name, value]) =>
      BARE[name] === undefined
        ? !(name === "rounding" && value === "halfUp")
        : BARE[name].test(rule.formula),
    ),
  );
  return { given, options: left, rule: { ...rule, ...withoutCircumstances(left) } };
}
