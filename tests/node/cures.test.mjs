// What is wrong stands in `message`, what to do in `help`, and neither says what the other says;
// `Error.message` joins them.

import assert from "node:assert/strict";
import { test } from "node:test";
import * as reckoner from "../../pkg/node.js";

const { allocate, calculateCharges, clamp, compile, round, validateBook } = reckoner;

/** The first problem of a call that is refused, and the text of the error. */
function refusal(call) {
  try {
    call();
  } catch (error) {
    return { ...error.problems[0], text: error.message };
  }
  return assert.fail("nothing is refused");
}

const tiers = (list) => () => compile({ volume: list });
const LONG = "9".repeat(28);

/** A call, its code, the path of its problem, and what `Error.message` ends with. */
const CASES = [
  [() => round("1", { currency: "XXQ; " }), "unknown-currency", "/options/currency",
    "`XXQ; ` is no ISO 4217 currency", "give `{ code, minorUnits }`, or the code of one, as `LKR`"],
  [() => round("1", { currency: "UDS" }), "unknown-currency", "/options/currency",
    "`UDS` is no ISO 4217 currency", "write `USD`"],
  [() => round("1", { currency: "XAU" }), "currency-without-minor-unit", "/options/currency",
    "`XAU` has no minor unit, so no amount can be rounded to it", "use a currency, as `LKR`"],
  [() => compile({ flat: 1, minimum: 3, maximum: 2 }), "minimum-above-maximum", "/minimum",
    "the minimum `3` is above the maximum `2`", "raise the maximum or lower the minimum"],
  [() => clamp("1", { minimum: 3, maximum: 2 }), "minimum-above-maximum", undefined,
    "the minimum `3` is above the maximum `2`", "raise the maximum or lower the minimum"],
  [() => compile({ flat: 1, increment: "0.005" }), "increment-not-on-grid", "/increment",
    "the increment `0.005` is not a whole number of minor units", "use a multiple of `0.01`"],
  [() => compile({ flat: 1, increment: "-1" }), "increment-not-positive", "/increment",
    "the increment `-1` is not above zero", "use a multiple of `0.01`"],
  [() => allocate("1.005", [1]), "amount-too-many-decimals", "/amount",
    "the amount `1.005` has more decimal places than the 2 of the currency", "round it first"],
  [() => compile({ percentage: 100 }).charge(LONG), "result-overflow", undefined,
    "the exact result needs more than 28 significant digits",
    "use smaller amounts or fewer decimal places"],
  [() => allocate("1", []), "ratios-empty", "/ratios",
    "there are no ratios", "name one for each party"],
  [() => allocate("1", [0, 0]), "ratios-all-zero", "/ratios",
    "every ratio is zero", "at least one party must take a share"],
  [() => allocate("1", [1, -1]), "ratio-negative", "/ratios/1",
    "the ratio at index 1 is negative", "use zero or more"],
  [() => allocate("1", [1, 2], { mode: "rest", rest: 2 }), "rest-unknown", "/options/rest",
    "there is no party 2 for the rest", "count the parties from 0, and name one below 2"],
  [() => compile({ flat: 1 }).solve({}), "solve-target", "",
    "a target is one of `charge`, `net` and `gross`",
    'give one of them, such as `{ net: "100.00" }`'],
  [() => compile({ flat: 1, minimum: 1, minimumPercentage: 1 }), "bound-twice",
    "/minimumPercentage", "`minimum` and `minimumPercentage` exclude each other",
    "take one of them away"],
  [() => compile({ flat: 1, free: -1 }), "free-negative", "/free",
    "the free part of the value is below zero", "give zero or more"],
  [() => compile({ perUnit: 1, unit: 0 }), "unit-not-positive", "/unit",
    "the unit `0` is not above zero", "take it away, or correct it"],
  [() => compile({ flat: 1, chargeUnit: -2 }), "unit-not-positive", "/chargeUnit",
    "the unit `-2` is not above zero", "take it away, or correct it"],
  [() => compile({ flat: 1, unit: 1 }), "unit-without-price", "/unit",
    "a unit has no meaning without an amount for each", "give the amount, or leave the unit out"],
  [tiers([]), "tier-count", "/volume", "the rule has 0 tiers", "a rule has 1 to 1,000 tiers"],
  [tiers([{ from: -1, flat: 1 }]), "tier-negative", "/volume/0",
    "the first tier begins below zero", "begin it at 0"],
  [tiers([{ upTo: 0, flat: 1 }, { flat: 2 }]), "tier-reversed", "/volume/0",
    "the tier does not end above its beginning `0`", "take the tier away, or correct its end"],
  [tiers([{ from: 5, upTo: 5, flat: 1 }]), "tier-reversed", "/volume/0",
    "the tier does not end above its beginning `5`", "take the tier away, or correct its end"],
  [() => compile({ flat: 1, priceMethod: "SLAB_AMOUNT", perUnit: 1 }),
    "price-method-disagreement", "/priceMethod",
    "the price is `FIXED_AMOUNT`, not `SLAB_AMOUNT`", "name that, or none"],
  [() => compile({ flat: 1, annualBasis: 360 }).charge("1"), "tenor-missing", "/tenor",
    "the price is for a period, and no tenor is given", "give the days"],
  [() => compile({ flat: 1, annualBasis: 9 }, { tenor: 1, slidingScaleTenor: 1 }).charge("1"),
    "tenor-twice", "/slidingScaleTenor", "an annual price and a sliding tenor exclude each other",
    "take one of them away"],
];

test("what is wrong and what to do stand apart, and are joined in the error", () => {
  for (const [call, code, path, message, help] of CASES) {
    const { text, ...found } = refusal(call);
    const told = { code: found.code, message: found.message, help: found.help };
    assert.deepEqual(told, { code, message, help });
    if (path !== undefined) assert.equal(found.path, path, code);
    assert.ok(text.endsWith(`${message}; ${help}`), text);
  }
});

test("a slab without a price is told what to give", () => {
  const line = { chargeCode: "A", priceRuleId: "T", chargeCriteriaValue: 1 };
  const rules = { T: { volume: [{ flat: 1 }] } };
  const asked = (slabDetails) => () => {
    return calculateCharges({ priceMethods: [{ ...line, slabDetails }] }, { rules });
  };
  const { code, help } = refusal(asked([{ toSlab: 5 }]));
  assert.deepEqual([code, help], ["missing-field", "give one of them"]);
  const { message } = refusal(asked(Array.from({ length: 1_001 }, () => ({ amount: 1 }))));
  assert.equal(message, "the rule has 1001 tiers");
});

test("the price source is the host's, whoever looks at it", () => {
  const book = { rules: { A: { flat: 1 } }, externalPrice: 5 };
  const [{ fault, path }] = validateBook(book).problems;
  assert.deepEqual([fault, path], ["host", "/externalPrice"]);
  const charged = refusal(() => calculateCharges({ priceMethods: [] }, book));
  assert.deepEqual([charged.fault, charged.path], ["host", "/book/externalPrice"]);
  assert.equal(validateBook({ rules: { A: { flit: 1 } } }).problems[0].fault, "book");
});
