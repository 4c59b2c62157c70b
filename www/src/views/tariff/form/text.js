// From the text of a rule to its form, or to the sentence that says why it has none.

import { readJson } from "../../../parts/json.js";
import { isObject } from "../../../parts/rule.js";
import { formulaOfRule, ruleOfFormula } from "./convert.js";
import { filledFrom } from "./fields.js";

const NO_FIELD = "The form has no field for a part of this rule: edit it as text.";

/**
 * @param {string} text
 * @param {object} options
 * @returns {{ filled?: import("./fields.js").Filled, reason?: string }} a reason beside a form says
 *   why it is the form of a formula
 */
export function filledFromText(text, options) {
  if (isObject(text)) {
    const { value, mistake } = readJson(text);
    if (mistake !== undefined) return { reason: "The text is no JSON yet: put it right first." };
    const filled = filledFrom(value);
    return filled === undefined ? { reason: NO_FIELD } : { filled };
  }
  const { result, reason } = ruleOfFormula(text, options);
  return { filled: filledFrom(result ?? { formula: text }), reason };
}

/** The formula of a price rule that is written as JSON. */
export function formulaOfText(text, options) {
  const { value, mistake } = readJson(text);
  if (mistake !== undefined) return { reason: "The text is no JSON yet: put it right first." };
  return formulaOfRule(value, options);
}
