// A rule as text and as a form: what is written as the other charges the same, or a sentence says
// why it cannot be.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { compile } from "../../pkg/node.js";
import "./support/packed.mjs";

const { formulaOfRule, REASONS, ruleOfFormula } =
  await import("../../www/src/views/tariff/form/convert.js");
const { filledFrom, ruleFrom } = await import("../../www/src/views/tariff/form/fields.js");
const { pastedTiers } = await import("../../www/src/views/tariff/form/paste.js");
const { asJson, asScript } = await import("../../www/src/views/tariff/written.js");
const { complete } = await import("../../www/src/parts/complete.js");
const { lines } = await import("../../www/src/views/tariff/code.js");

const OPTIONS = { currency: "LKR" };
const AMOUNTS = [
  "0", "0.01", "5", "29.99", "100", "100.01", "250", "300.07", "499.99", "500", "999.99", "1000",
  "1200", "5000", "79999.99", "80000", "1000000",
];

function sameCharges(one, other) {
  const [first, second] = [one, other].map((rule) => compile(rule, OPTIONS));
  for (const amount of AMOUNTS) {
    const label = `${JSON.stringify([one, other])} on ${amount}`;
    assert.equal(second.explain(amount).exact, first.explain(amount).exact, label);
  }
  first.free();
  second.free();
}

test("a formula becomes the rule that people would write, and back", () => {
  const pairs = [
    ["5C", { flat: "5", chargeOnZero: true }],
    ["2.5P*A", { percentage: "2.5" }],
    ["20C+4P*A|>30C|<90C", { flat: "20", percentage: "4", minimum: "30", maximum: "90",
      chargeOnZero: true }],
    ["39C-A", { flat: "39", percentage: "-100", chargeOnZero: true }],
    ["A<1000C|5C|2.5P*A|>30C|<2000C", {
      volume: [{ below: "1000", flat: "5" }, { percentage: "2.5", minimum: "30", maximum: "2000" }],
      chargeOnZero: true,
    }],
  ];
  for (const [formula, rule] of pairs) {
    assert.deepEqual(ruleOfFormula(formula, OPTIONS), { result: rule }, formula);
    const { result: back } = formulaOfRule(rule, OPTIONS);
    sameCharges(formula, back);
  }
});

test("every formula of the tables that becomes a rule charges as before", () => {
  const table = readFileSync(new URL("../data/formula.tsv", import.meta.url), "utf8");
  const formulas = table
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => line.split("\t")[0]);
  let converted = 0;
  for (const formula of new Set(formulas)) {
    const { result, reason } = ruleOfFormula(formula, OPTIONS);
    if (result === undefined) {
      assert.ok(Object.values(REASONS).includes(reason), formula);
      continue;
    }
    converted += 1;
    sameCharges(formula, result);
  }
  assert.ok(converted >= 15, `only ${converted} of ${formulas.length} became rules`);
});

test("every rule that becomes a formula charges as before", () => {
  const rules = [
    { flat: "5" },
    { perUnit: "0.25", minimum: "3" },
    { graduated: [{ upTo: "100", percentage: "5" }, { percentage: "1" }], maximum: "40" },
    { volume: [{ upTo: "250", flat: "10" }, { upTo: "500", flat: "20" }, { flat: "30" }] },
    { percentage: "3", free: "100", minimumPercentage: "1" },
  ];
  for (const rule of rules) {
    const { result, reason } = formulaOfRule(rule, OPTIONS);
    assert.equal(reason, undefined, JSON.stringify(rule));
    sameCharges(rule, result);
  }
});

test("what cannot be written as the other says why", () => {
  const reason = (conversion) => conversion.reason;
  assert.equal(reason(ruleOfFormula("A*A", OPTIONS)), REASONS.product);
  assert.equal(reason(ruleOfFormula("P*A", { ...OPTIONS, percentage: "2" })), REASONS.letters);
  assert.equal(reason(ruleOfFormula("A<=10C|1C|A<20C|2C|3C", OPTIONS)), REASONS.ends);
  assert.equal(reason(formulaOfRule({ perUnit: "2", unit: "10" }, OPTIONS)), REASONS.units);
  assert.equal(reason(formulaOfRule({ percentage: "1/3" }, OPTIONS)), REASONS.decimals);
  const closed = { volume: [{ upTo: "10", flat: "1" }] };
  assert.equal(reason(formulaOfRule(closed, OPTIONS)), REASONS.covered);
  const own = { flat: "1", currency: "USD" };
  assert.equal(reason(formulaOfRule(own, OPTIONS)), REASONS.own);
  const year = { percentage: "10", annualBasis: "360" };
  assert.equal(reason(formulaOfRule(year, { ...OPTIONS, tenor: "30" })), REASONS.own);
  const tiers = { graduated: [{ upTo: "100", percentage: "5" }, { percentage: "1" }] };
  assert.equal(reason(formulaOfRule(tiers, { ...OPTIONS, prior: "50" })), REASONS.prior);
});

test("the days that are charged are no part of what a rule becomes", () => {
  const days = { ...OPTIONS, tenor: "30", slidingScaleTenor: "7" };
  assert.deepEqual(formulaOfRule({ flat: "5" }, days), formulaOfRule({ flat: "5" }, OPTIONS));
  assert.deepEqual(ruleOfFormula("5C", days), ruleOfFormula("5C", OPTIONS));
});

test("the form gives back every rule that it shows", () => {
  const rules = [
    { flat: "5", percentage: "2.5", minimum: "10", chargeOnZero: true },
    { perUnit: "2", unit: "10", chargeUnit: "5", free: "100" },
    { graduated: [{ from: "1", upTo: "100", flat: "1" }, { from: "101", minimum: "5" }] },
    { volume: [{ below: "100", perUnit: "0.5", unit: "10" }, { percentage: "1/3" }] },
    { formula: "4P*A", maximumPercentage: "9" },
    { flat: "5", note: { of: "somebody" }, priceMethod: "FIXED_AMOUNT" },
  ];
  for (const rule of rules) {
    const back = ruleFrom(filledFrom(rule));
    assert.deepEqual(back, rule);
    assert.deepEqual(JSON.parse(asJson(back)), rule);
  }
  // Every field that a rule may have, each in a field of the form.
  const terms = {
    currency: "JPY", base: "total", minimum: "1", maximum: "2", free: "3", chargeUnit: "4",
    chargeOnZero: true, annualBasis: "365", chargeInTxnCcy: false, rounding: "halfEven",
    increment: "5", priceMethod: "FIXED_AMOUNT", minimumPercentage: "6", maximumPercentage: "7",
  };
  const whole = [
    { ...terms, flat: "1/3", percentage: "2", perUnit: "3", unit: "4" },
    { ...terms, formula: "P*A+C", percentage: "2", constant: "3", chargeInTxnCcy: true },
    { ...terms, graduated: [{ flat: "1" }], currency: { code: "USDT", minorUnits: 6 } },
  ];
  for (const rule of whole) {
    const filled = filledFrom(rule);
    assert.deepEqual(filled.rest, {}, JSON.stringify(filled.rest));
    assert.deepEqual(ruleFrom(filled), rule);
  }
  const odd = { flat: "1", rounding: "x", chargeInTxnCcy: "true", currency: { code: 5 }, other: 1 };
  assert.deepEqual(ruleFrom(filledFrom(odd)), odd);
  const shown = [
    { graduated: "none" },
    { volume: [{ upTo: "1", note: "x" }] },
    { volume: [{ upTo: "1" }, { below: "2" }] },
    { flat: "1", chargeOnZero: "yes" },
  ];
  for (const rule of shown) assert.equal(filledFrom(rule), undefined, JSON.stringify(rule));
});

test("a rule is written with a line for each field and each tier", () => {
  const rule = { volume: [{ upTo: "10", flat: "1" }, { flat: "2" }], minimum: "3" };
  const tiers = ['    { "upTo": "10", "flat": "1" },', '    { "flat": "2" }'];
  const text = ["{", '  "volume": [', ...tiers, "  ],", '  "minimum": "3"', "}"];
  assert.equal(asJson(rule), text.join("\n"));
  assert.equal(asScript({ flat: "1", "a-b": [] }), '{\n  flat: "1",\n  "a-b": []\n}');
});

test("tiers are pasted from spreadsheets and printed tariffs", () => {
  const expected = [
    { from: "0", upTo: "250", flat: "10" },
    { from: "250", upTo: "500", flat: "20" },
    { from: "500", flat: "30" },
  ];
  const pasted = [
    "0\t250\t10\n250\t500\t20\n500\t\t30\n",
    "From\tUp to\tFee\r\n0\t250\t10\r\n250\t500\t20\r\n500\tand above\t30",
    '"from";"to";"charge"\n0;250;10\n250;500;20\n500;;30',
    "from,to,flat\n0,250,10\n250,500,20\n500,∞,30",
    "0–250\t10\n250–500\t20\n>500\t30",
  ];
  for (const text of pasted) assert.deepEqual(pastedTiers(text), expected, text);
  assert.deepEqual(pastedTiers("0.01\t1,250.00\t2.5 %\n1250.01\t\t1%"), [
    { from: "0.01", upTo: "1250.00", percentage: "2.5" },
    { from: "1250.01", percentage: "1" },
  ]);
  for (const text of ["", "hello", "5", "only\theadings"]) {
    assert.equal(pastedTiers(text), undefined, text);
  }
});

test("pasted tiers charge, in each of the printed spellings", () => {
  const spellings = [
    "0-100\t5\n100-500\t10",
    "1-100\t5\n101-500\t10",
    "0.01-100.00\t5\n100.01-500.00\t10",
  ];
  for (const text of spellings) {
    const tariff = compile({ volume: pastedTiers(text) }, OPTIONS);
    const charges = ["100", "200"].map((amount) => tariff.charge(amount));
    assert.deepEqual(charges, ["5.00", "10.00"], text);
    tariff.free();
  }
});

test("the lines of code are what they say", async () => {
  const cases = [
    ["2.5P*A", { currency: "LKR", rounding: "halfUp" }, "1200"],
    ["P*A+5C", { currency: "JPY", rounding: "up", percentage: "2", constant: "9" }, "1251"],
    ['{"volume":[{"upTo":"10","flat":"1"},{"flat":"2"}]}', { currency: "USD" }, "11"],
    ['{"percentage":"10","annualBasis":"360"}', { currency: "USD", tenor: "30" }, "1200"],
    ['{"graduated":[{"upTo":"1000","percentage":"12.5"},{"flat":"2"}]}', { prior: "900" }, "200"],
    ["5C", { tenor: "30", slidingScaleTenor: "7" }, "1"],
  ];
  for (const [text, options, amount] of cases) {
    const whole = complete(text, options);
    const { tenor, slidingScaleTenor, prior } = options;
    const given = Object.entries({ tenor, slidingScaleTenor, prior });
    const besides = Object.fromEntries(given.filter(([, value]) => value !== undefined));
    const tariff = compile(whole.rule, besides);
    const charge = tariff.charge(amount);
    const code = lines(whole, amount, charge);
    const body = code.replace(/^import.*$/mu, "").replace("\ntariff.", "\nreturn tariff.");
    assert.equal(new Function("compile", body)(compile), charge, code);
    assert.ok(code.endsWith(`// "${charge}"`));
    tariff.free();
  }
  const bare = complete("5C", { currency: "LKR", constant: "9" });
  assert.deepEqual(bare.options, { currency: "LKR" });
});
