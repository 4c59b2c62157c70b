// Bodies for charge calculations, and what must hold for every one of them.

import assert from "node:assert/strict";
import {
  calculateCharges,
  explainCharges,
  ReckonerError,
  validateChargeCalculation,
} from "../../pkg/node.js";

export const TEXTS = [
  "chargeCategory",
  "chargeCode",
  "chargeCodeDesc",
  "chargeCriteria",
  "chargeGroup",
  "chargeType",
  "externalPricingConsumerService",
  "externalPricingSystem",
  "parentChargeCode",
  "partyId",
  "partyToCharge",
  "priceMethod",
  "priceRuleId",
  "txnCcy",
];
export const AMOUNTS = [
  "charge",
  "chargeCriteriaValue",
  "chargeSharingPct",
  "exchangeRate",
  "slidingScaleTenor",
  "tenor",
];
export const FLAGS = ["chargeSharing", "externalPricingApplicable", "isChargeCalculated"];
export const REQUIRED = ["chargeCode", "chargeCriteriaValue", "chargeSharingPct", "priceRuleId"];
export const SLAB_AMOUNTS = ["amount", "fromSlab", "percentage", "toSlab", "unit"];

/** A line that gives every field, so that each can be spoiled. */
export const LINE = Object.freeze({
  charge: "1",
  chargeCategory: "Fee",
  chargeCode: "FEE",
  chargeCodeDesc: "a fee",
  chargeCriteria: "TXN_AMOUNT",
  chargeCriteriaValue: "3000",
  chargeGroup: "TRADE",
  chargeSharing: "Y",
  chargeSharingPct: "100",
  chargeType: "F",
  exchangeRate: "1",
  externalPricingApplicable: "N",
  externalPricingConsumerService: "PricingService",
  externalPricingSystem: "SYSTEM",
  isChargeCalculated: "N",
  parentChargeCode: "PACKAGE",
  partyId: "P1",
  partyToCharge: "BUYER",
  priceMethod: "SLAB_PERCENTAGE",
  priceRuleId: "TIERED",
  slidingScaleTenor: "30",
  tenor: "30",
  txnCcy: "LKR",
});
export const SLAB = Object.freeze({ fromSlab: "0", percentage: "1" });
export const BOOK = Object.freeze({
  rules: Object.freeze({ TIERED: { graduated: [{ percentage: 1 }] } }),
});

export const bare = (line) => Object.freeze({ priceMethods: Object.freeze([Object.freeze(line)]) });
export const rooted = (...transactions) =>
  Object.freeze({ txnDetails: Object.freeze(transactions) });
export const places = (problems) => problems.map(({ code, path }) => [code, path]);

/** The problems of a call, which may answer or refuse but never fail. */
export function problemsOf(call, place) {
  try {
    call();
    return [];
  } catch (error) {
    assert.ok(error instanceof ReckonerError, `${place}: ${error?.stack ?? error}`);
    assert.ok(error.problems.length > 0, `${place}: ${error.message}`);
    for (const { code, message, path } of error.problems) {
      assert.match(code, /^[a-z0-9]+(-[a-z0-9]+)*$/, place);
      assert.match(path, /^(\/([^~/]|~[01])*)*$/u, place);
      assert.ok(message.length > 0 && message.length < 2_000 && !message.includes("\n"), place);
    }
    return error.problems;
  }
}

export function judged(validate, body, place, options) {
  const answer = validate(body, options);
  assert.equal(typeof answer.valid, "boolean", place);
  const fields = ["valid", answer.valid ? "value" : "problems", "warnings"];
  assert.deepEqual(Object.keys(answer), fields, place);
  assert.equal(answer.problems?.length === 0, false, place);
  return answer.problems ?? [];
}

/** Holds the validator and both calculations to the problems of a body, whatever it is made of. */
export function hold(body, expected, place) {
  const problems = judged(validateChargeCalculation, body, place);
  assert.deepEqual(places(problems), expected, place);
  const charged = problemsOf(() => calculateCharges(body, BOOK), place);
  assert.deepEqual(places(problemsOf(() => explainCharges(body, BOOK), place)), places(charged));
  if (expected.length > 0) assert.deepEqual(places(charged), expected, place);
  if (expected.length > 0) assert.deepEqual(charged, problems, place);
}
