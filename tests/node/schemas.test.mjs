// The JSON Schemas of the package against the readers: thousands of generated documents, good and
// bad, are judged by a validator of JSON Schema and by us. What we accept, a schema accepts. What
// we refuse, it refuses, unless all that is wrong is of the kinds that are listed here.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import Ajv from "ajv/dist/2020.js";
import { validateBook, validateChargeCalculation } from "../../pkg/node.js";
import { seeded } from "../support/random.mjs";
import { packed } from "./support.mjs";

const DOCUMENTS = 2_500;

/** What no schema says of a book, by the codes of the problems. */
const BEYOND_BOOKS = {
  "bounds-without-step": "amounts in texts are not compared",
  "increment-not-on-grid": "the currency tells which steps there are",
  "minimum-above-maximum": "amounts in texts are not compared",
  "price-method-disagreement": "`…_PERCENTAGE` is for prices of which any has a percentage",
  "tier-gap": "amounts in texts are not compared",
  "tier-overlap": "amounts in texts are not compared",
  "tier-reversed": "amounts in texts are not compared",
  "tier-after-open": "only the last tier may be open",
};

/** The same of a request. */
const BEYOND_REQUESTS = {
  "missing-field": "what a line does not say, another line of its charge may",
  "sharing-disagreement": "all lines of a charge say the same of it",
  "sharing-mixed": "all lines of a charge share it, or none does",
  "sharing-negative": "only shared charges have parts",
  "sharing-total": "the parts are in several lines",
};

const isFormula = (path) => path.endsWith("/formula");

/**
 * Whether a schema could have said it: of formulas, only that they are texts; of a line, that it
 * lacks a code, a price in a slab, or a rule that no other line can tell.
 */
function isSayable({ code, path }, beyond, document) {
  if (isFormula(path)) return code === "wrong-type";
  if (!Object.hasOwn(beyond, code)) return true;
  const [, pointer, field] = /^(.*priceMethods\/\d+)\/(.*)$/.exec(path) ?? [];
  if (code !== "missing-field") return false;
  if (field === undefined || field === "chargeCode" || field.startsWith("slab")) return true;
  return field === "priceRuleId" && at(document, pointer).chargeSharing !== "Y";
}

/** What a JSON pointer leads to. */
function at(document, pointer) {
  return pointer.split("/").slice(1).reduce((value, name) => value[name], document);
}

const STRANGE = [
  null, true, false, [], {}, "", "x", " 1", "1 ", "1,5", "+1", ".5", "1.", "1e5", "-", "1/3", "1/0",
  "1/0.0", "1/-2", "1/", "/2", "-1", -1, -0.5, 0, "0", "-0", "0.00", "-0.0", "007", 1, "1", 1.5,
  1e-7, "2.50", 9, "10", [1], ["x"], [null], { code: "X", minorUnits: 3 }, "USD", "usd", "EUR",
  "Y", "N", "total", "rest", "halfUp", "HALF_UP", "FIXED_AMOUNT", "SLAB_AMOUNT", "1C", "A<",
  "9".repeat(28), "9".repeat(29), "9".repeat(35), `-${"9".repeat(29)}`, `${"0".repeat(30)}1`,
  `1.${"0".repeat(40)}`, `0.${"0".repeat(27)}1`, `0.${"0".repeat(28)}1`, `1/${"9".repeat(29)}`,
];

const NAMES = [
  "$schema", "allocation", "amount", "annualBasis", "base", "below", "charge", "chargeCategory",
  "chargeCode", "chargeCriteriaValue", "chargeInTxnCcy", "chargeOnZero", "chargeSharing",
  "chargeSharingPct", "chargeUnit", "code", "constant", "currency", "exchangeRate", "flat",
  "formula", "free", "from", "fromSlab", "graduated", "increment", "isChargeCalculated", "maximum",
  "maximumPercentage", "minimum", "minimumPercentage", "minorUnits", "parentChargeCode",
  "perUnit", "percentage", "priceMethod", "priceMethods", "priceRuleId", "rest", "rounding",
  "rules", "slabDetails", "slidingScaleTenor", "tenor", "toSlab", "txnAttributes", "txnCcy",
  "txnDetails", "unit",
  "unknown", "upTo", "volume",
];

/** Some of the fields of an object, in most of which there is something good. */
function some(random, fields) {
  const entries = Object.entries(fields).filter(() => random() < 0.3);
  return Object.fromEntries(entries.map(([name, make]) => [name, make()]));
}

/** Makers of what may stand in fields. */
function makers(random) {
  const amount = () => random.pick([1, 2.5, "3", "0.50", "12", 40]);
  const ratio = () => random.pick([amount(), "1/3", "-2/0.5", 0]);
  const own = { code: "USDT", minorUnits: random.below(10) };
  const currency = () => random.pick(["USD", "JPY", { ...own }]);
  const flag = () => random.pick(["Y", "N", "", null]);
  const label = () => random.pick(["FEE", "A", "", null]);
  return { amount, ratio, currency, flag, label, truth: () => random() < 0.5 };
}

function price(random, { amount, ratio }) {
  return some(random, {
    flat: ratio, percentage: ratio, ...(random() < 0.5 && { perUnit: ratio }),
  });
}

function rule(random, make) {
  const { amount, ratio, truth } = make;
  const shared = some(random, {
    annualBasis: amount, base: () => random.pick(["share", "total"]), chargeInTxnCcy: truth,
    chargeOnZero: truth, chargeUnit: amount, currency: make.currency, free: amount,
    increment: () => random.pick([1, "0.50", "10"]), maximum: () => random.pick(["90", "15"]),
    minimum: amount,
    rounding: () => random.pick(["halfUp", "halfEven", "floor"]),
  });
  const slab = () => "SLAB_AMOUNT";
  return { ...shared, ...random.pick([
    () => ({ flat: ratio(), ...price(random, make) }),
    () => ({ perUnit: ratio(), unit: amount() }),
    () => ({ formula: "P*A + C", percentage: ratio(), constant: amount() }),
    () => ({ graduated: tiers(random, make), ...some(random, { priceMethod: slab }) }),
    () => ({ volume: tiers(random, make) }),
    () => ({ priceMethod: random.pick(["SLAB_AMOUNT", "VARIABLE_PERCENTAGE"]) }),
  ])() };
}

function tiers(random, make) {
  const end = random.pick(["upTo", "below"]);
  const list = [10, "20.5", 300].slice(random.below(3)).map((at) => {
    const from = random() < 0.1 && { from: random.pick([0, 1, 10, 11, "20.5", -1]) };
    return { ...from, [random() < 0.05 ? "upTo" : end]: at, ...price(random, make) };
  });
  return random() < 0.5 ? list : [...list, { ...some(random, { [end]: () => null }), flat: 1 }];
}

function book(random) {
  const make = makers(random);
  const rules = {};
  for (let left = random.below(3); left >= 0; left -= 1) rules[`R${left}`] = rule(random, make);
  const shared = some(random, {
    $schema: () => "book.schema.json", allocation: () => "largestShare", currency: make.currency,
  });
  return { ...shared, rules, ...(random() < 0.1 && { allocation: "rest", rest: random.below(3) }) };
}

function line(random, make) {
  const { amount, flag, label, ratio } = make;
  const prices = () => {
    const [own, other] = [ratio(), ratio()];
    const bad = random.pick([{}, { amount: null }, { amount: own, percentage: other }]);
    return random() < 0.05 ? bad : random.pick([{ amount: own }, { percentage: own }]);
  };
  const slab = () => ({ ...some(random, { fromSlab: amount, toSlab: amount }), ...prices() });
  const tenor = () => (random() < 0.05 ? "9".repeat(35) : amount());
  return {
    chargeCode: random() < 0.02 ? random.pick(["", null]) : random.pick(["FEE", "A", "B"]),
    ...(random() < 0.95 && { priceRuleId: random() < 0.02 ? "" : "R" }),
    chargeCriteriaValue: amount(),
    ...some(random, {
      charge: amount, chargeCategory: label, chargeSharing: flag, chargeSharingPct: ratio,
      exchangeRate: () => random.pick([1, "1.5", "7/3", "-2/-3"]), isChargeCalculated: flag,
      parentChargeCode: () => random.pick([null, "", "C", ["C", "D"]]),
      partyId: label,
      priceMethod: () => random() < 0.05 ? "N" : random.pick([null, "", "FIXED_AMOUNT"]),
      slabDetails: () => [slab(), slab()].slice(random.below(3)), slidingScaleTenor: amount,
      tenor,
      txnCcy: () => random.pick([null, "", make.currency()]), unknown: amount,
    }),
  };
}

/** Parties that share a charge, of which one may leave the rule to the other, or name another. */
function shared(random) {
  const half = { chargeSharing: "Y", chargeSharingPct: 50 };
  const part = { chargeCode: "S", chargeCriteriaValue: 1, ...half };
  const rule = random.pick([{}, { priceRuleId: "R" }, { priceRuleId: "Q" }]);
  return [{ ...part, partyId: "A", priceRuleId: "R" }, { ...part, ...rule, partyId: "B" }];
}

function request(random) {
  const make = makers(random);
  const transaction = () => {
    const lines = [1, 2, 3].slice(random.below(3)).map(() => line(random, make));
    const own = some(random, { txnRefNo: make.label, txnAttributes: () => [1] });
    const parties = random() < 0.2 ? shared(random) : [];
    return { ...own, priceMethods: [...lines, ...parties] };
  };
  const head = some(random, { applicationCode: make.label });
  const isListed = random() < 0.5;
  return { ...head, ...(isListed ? { txnDetails: [transaction()] } : transaction()) };
}

/** All objects and lists in a document. */
function branches(value) {
  if (typeof value !== "object" || value === null) return [];
  return [value, ...Object.values(value).flatMap(branches)];
}

/** Makes a document strange at some places, or at none. */
function spoil(document, random) {
  for (let left = random.below(3); left > 0; left -= 1) {
    const branch = random.pick(branches(document));
    const own = Object.keys(branch);
    const name = random() < 0.6 && own.length > 0 ? random.pick(own) : random.pick(NAMES);
    if (Array.isArray(branch) && !Object.hasOwn(branch, name)) continue;
    if (random() < 0.2 && !Array.isArray(branch)) delete branch[name];
    else branch[name] = structuredClone(random.pick(STRANGE));
  }
  return random() < 0.01 ? random.pick(STRANGE) : document;
}

const schemaOf = (name) => JSON.parse(readFileSync(packed(`${name}.schema.json`), "utf8"));

for (const [name, generate, validate, beyond] of [
  ["book", book, validateBook, BEYOND_BOOKS],
  ["request", request, validateChargeCalculation, BEYOND_REQUESTS],
]) {
  test(`the schema of a ${name} and its reader judge alike`, () => {
    const fits = new Ajv({ strictTuples: false, strictTypes: false }).compile(schemaOf(name));
    const random = seeded(12);
    const seen = { good: 0, bad: 0 };
    const needed = new Set();
    for (let count = 0; count < DOCUMENTS; count += 1) {
      const document = spoil(generate(random), random);
      const text = JSON.stringify(document);
      const { valid, problems = [] } = validate(document);
      const isFitting = fits(document);
      if (valid) assert.ok(isFitting, `${text} ${JSON.stringify(fits.errors)}`);
      const sayable = problems.filter((problem) => isSayable(problem, beyond, document));
      if (sayable.length > 0) assert.ok(!isFitting, `${text} ${JSON.stringify(sayable)}`);
      else if (isFitting) {
        for (const { code, path } of problems) if (!isFormula(path)) needed.add(code);
      }
      seen[isFitting ? "good" : "bad"] += 1;
    }
    assert.ok(seen.good > 800 && seen.bad > 800, JSON.stringify(seen));
    assert.deepEqual([...needed].sort(), Object.keys(beyond).sort());
  });
}
