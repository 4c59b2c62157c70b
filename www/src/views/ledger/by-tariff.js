// What the operator takes of a payment by the tariff of the page. The ledger's API takes formulas:
// one that needs nothing beside it goes there as it is; of any other rule, what it charges for this
// payment. Of what is given back, the ledger gives back the same part in either case.

import { complete } from "../../parts/complete.js";
import { isRefusal, reasonOf } from "../../parts/refusal.js";
import { readRule } from "../../parts/rule.js";
import { CURRENCY } from "./world.js";

/**
 * The formula to create a charge with, or why there is none.
 *
 * @param {import("../../parts/tariff.js").Tariff} tariff
 * @param {string} amount of the payment
 * @returns {{ formula: string } | { reason: string }}
 */
export function formulaFor({ text, options, problems: beside }, amount) {
  const { diagnostics, problems, line } = readRule(text, options);
  const [mistake] = [
    ...diagnostics.filter(({ severity }) => severity === "error"),
    ...Object.values({ ...beside, ...problems }).flat(),
  ];
  if (mistake !== undefined) {
    line?.tariff.free();
    return { reason: `The tariff cannot charge: ${mistake.message}.` };
  }
  try {
    const { currency } = line.tariff;
    if (currency !== CURRENCY) {
      const cure = `choose ${CURRENCY} there`;
      return { reason: `The tariff is in ${currency}, and this world in ${CURRENCY}: ${cure}.` };
    }
    const { given, options: needed } = complete(text, options);
    const isAlone = Object.keys(needed).every((name) => name === "currency");
    if (typeof given === "string" && isAlone) return { formula: given };
    return { formula: constant(line.tariff.charge(amount)) };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return { reason: `The tariff cannot charge ${amount}: ${reasonOf(error)}.` };
  } finally {
    line.tariff.free();
  }
}

/** A constant has no sign of its own. */
function constant(charge) {
  return charge.startsWith("-") ? `0C${charge}C` : `${charge}C`;
}
