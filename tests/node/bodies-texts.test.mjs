// Texts of every kind in a body, names that JavaScript has a meaning for, and very many lines.

import assert from "node:assert/strict";
import { test } from "node:test";
import { runInNewContext } from "node:vm";
import {
  calculateCharges,
  explainCharges,
  ReckonerError,
  validateChargeCalculation,
} from "../../pkg/node.js";
import { frozen, inInstances } from "./strange.mjs";

const RULES = frozen({
  FEE: { percentage: "1" },
  TAX: { percentage: "10" },
  ALL: { percentage: "100" },
});
const BOOK = frozen({ rules: RULES });

const fee = (fields) => ({
  chargeCode: "FEE",
  priceRuleId: "FEE",
  chargeCriteriaValue: "3000",
  ...fields,
});
const tax = (fields) => ({
  chargeCode: "TAX",
  parentChargeCode: "FEE",
  chargeCategory: "Tax",
  priceRuleId: "TAX",
  ...fields,
});
const bodyOf = (...priceMethods) => frozen({ priceMethods });
const chargesOf = (body, book = BOOK) =>
  calculateCharges(body, book).chargeDetails.map(({ charge }) => charge);

const places = (problems) => problems.map(({ code, path }) => [code, path]);

/** The problems that a calculation has with a body. */
function problemsOf(body, book = BOOK) {
  try {
    calculateCharges(body, book);
  } catch (error) {
    assert.ok(error instanceof ReckonerError, error?.stack);
    return places(error.problems);
  }
  return [];
}

function judged(body, options) {
  return places(validateChargeCalculation(body, options).problems ?? []);
}

// Names.

const NAMES = [
  "__proto__",
  "constructor",
  "prototype",
  "toString",
  "valueOf",
  "hasOwnProperty",
  "then",
  "length",
  "0",
  "-",
  " ",
  "~/",
  "a\nb",
];

/** An object with one own field, whatever its name is. */
const keyed = (name, value) => JSON.parse(`{${JSON.stringify(name)}:${JSON.stringify(value)}}`);

test("names that objects are born with are names like others", () => {
  for (const name of NAMES) {
    const book = { rules: { ...RULES, ...keyed(name, {}) } };
    Object.defineProperty(book.rules, name, { value: { flat: "7" }, enumerable: true });
    const parties = { partyId: name, partyToCharge: name };
    const shared = { chargeCode: name, priceRuleId: name, ...parties, chargeSharing: "Y" };
    const body = bodyOf(
      fee({ ...shared, chargeSharingPct: "40" }),
      fee({ ...shared, chargeSharingPct: "60", partyId: "other" }),
      tax({ ...parties, parentChargeCode: name }),
    );
    for (const made of [body, inInstances(body)]) {
      const { chargeDetails } = calculateCharges(made, book);
      assert.deepEqual(chargeDetails.map(({ charge }) => charge), ["2.80", "4.20", "0.28"], name);
      const { partyId, partyToCharge, chargeCode, priceRuleId } = chargeDetails[0];
      assert.deepEqual([partyId, partyToCharge, chargeCode, priceRuleId], Array(4).fill(name));
    }
    const unknown = [["unknown-price-rule", "/priceMethods/0/priceRuleId"]];
    assert.deepEqual(problemsOf(bodyOf(fee({ priceRuleId: name }))), unknown, name);
    assert.deepEqual(judged(bodyOf(fee({ chargeCode: name, parentChargeCode: name }))), []);
  }
  assert.deepEqual(Object.getOwnPropertyNames(Object.prototype).includes("flat"), false);
});

test("rules are the book's own fields, and so are the fields of a rule", () => {
  const unknown = [["unknown-price-rule", "/priceMethods/0/priceRuleId"]];
  const inherited = { rules: Object.create(RULES) };
  assert.deepEqual(problemsOf(bodyOf(fee()), inherited), unknown);
  const withProto = JSON.parse('{"flat":"7","__proto__":{"minimum":"100"}}');
  const problems = problemsOf(bodyOf(fee()), { rules: { FEE: withProto } });
  assert.deepEqual(problems, [["unknown-field", "/book/rules/FEE/__proto__"]]);
});

test("a validated body is a plain copy, whatever names its fields have", () => {
  const text =
    '{"__proto__":{"chargeCategory":"Tax"},"constructor":1,"priceMethods":[{"chargeCode":"FEE",' +
    '"priceRuleId":"FEE","chargeCriteriaValue":"1","toString":2,"__proto__":{"charge":"5"}}]}';
  const { valid, value } = validateChargeCalculation(JSON.parse(text));
  assert.equal(valid, true);
  for (const object of [value, value.priceMethods[0]]) {
    assert.equal(Object.getPrototypeOf(object), Object.prototype);
    assert.equal(object.chargeCategory ?? object.charge, undefined);
  }
  assert.equal(value.constructor, 1);
  assert.deepEqual(judged(JSON.parse(text), { strict: true }), [
    ["unknown-field", "/__proto__"],
    ["unknown-field", "/constructor"],
    ["unknown-field", "/priceMethods/0/toString"],
    ["unknown-field", "/priceMethods/0/__proto__"],
  ]);
});

test("bodies of another realm are bodies", () => {
  const text = JSON.stringify(bodyOf(fee({ slabDetails: [] })));
  const body = runInNewContext(`(${text})`);
  assert.deepEqual(judged(body), []);
  assert.deepEqual(chargesOf(body), ["30.00"]);
  const book = runInNewContext('({rules:{FEE:{flat:"7"}}})');
  assert.deepEqual(chargesOf(bodyOf(fee()), book), ["7.00"]);
});

// Characters.

const TEXTS = ["partyId", "partyToCharge", "chargeCode", "priceRuleId"];

/** Texts that the response does not tell again. */
const SILENT = [
  "chargeCategory",
  "chargeCodeDesc",
  "chargeCriteria",
  "chargeGroup",
  "chargeType",
  "externalPricingConsumerService",
  "externalPricingSystem",
  "parentChargeCode",
];

/** A text is told again as it was given, and moves nothing else; or it is refused in its place. */
function holdText(text) {
  for (const field of TEXTS) {
    const rules = { ...RULES, [text]: RULES.FEE };
    const lines = [fee({ [field]: text }), fee({ chargeCode: "OTHER" })];
    const at = `${field}: ${JSON.stringify(text.slice(0, 20))}`;
    for (const body of [bodyOf(...lines), inInstances(bodyOf(...lines))]) {
      const problems = problemsOf(body, { rules });
      if (problems.length > 0) {
        assert.deepEqual(problems.map(([, path]) => path), [`/priceMethods/0/${field}`], at);
        assert.deepEqual(judged(body), problems, at);
        continue;
      }
      const { chargeDetails } = calculateCharges(body, { rules });
      const plain = calculateCharges(bodyOf(fee(), fee({ chargeCode: "OTHER" })), BOOK);
      assert.deepEqual(chargeDetails[1], plain.chargeDetails[1], at);
      assert.ok(chargeDetails[0][field] === text, at);
      assert.equal(chargeDetails[0].charge, "30.00", at);
      const { explanations } = explainCharges(body, { rules });
      if (field !== "priceRuleId") assert.ok(explanations[0][field] === text, at);
    }
  }
  const body = frozen({ txnRefNo: text, priceMethods: [fee(), fee({ chargeCode: "OTHER" })] });
  const problems = problemsOf(body);
  if (problems.length > 0) return assert.deepEqual(problems.map(([, path]) => path), ["/txnRefNo"]);
  const answer = calculateCharges(body, BOOK);
  assert.ok(answer.txnRefNo === text);
  assert.deepEqual(answer.chargeDetails.map(({ charge }) => charge), ["30.00", "30.00"]);
}

test("texts of any characters and any length", () => {
  const characters = "\0\t\n\u007f\u0085\u2028\u202e\ufeff\ufffdé😀";
  for (const character of characters) holdText(`A${character}B`);
  for (const text of ["s", "#", "i1", "[2", "{", " A ", "x".repeat(1_000_000)]) holdText(text);
  const long = "x".repeat(1_000_000);
  const refused = {
    chargeSharing: "wrong-type",
    priceMethod: "unknown-price-method",
    txnCcy: "unknown-currency",
  };
  for (const field of [...SILENT, ...Object.keys(refused)]) {
    const body = bodyOf(fee({ [field]: long }));
    const expected = refused[field] ? [[refused[field], `/priceMethods/0/${field}`]] : [];
    assert.deepEqual(problemsOf(body), expected, field);
    assert.deepEqual(judged(body), expected, field);
  }
});

test("the character that separates fields inside is no way into them", () => {
  const mark = "\u001f";
  for (const text of [mark, `A${mark}B`, mark.repeat(40), `FEE${mark}99.00${mark}LKR`]) {
    holdText(text);
  }
  // A request is an object, whatever its text says.
  const bare = ["{", "", "", "", "{", "", "", "[0", ""].join(mark);
  for (const text of ["", "FEE", "{", `{${mark.repeat(8)}`, bare]) {
    assert.deepEqual(problemsOf(text), [["wrong-type", ""]]);
  }
});

test("halves of characters do not make two names one", () => {
  for (const text of ["\ud800", "\udc00", "A\ud83d"]) holdText(text);
  const rules = { "\ud800": { flat: "1" }, "\ud801": { flat: "2" } };
  const body = bodyOf(fee({ priceRuleId: "\ud800" }), fee({ priceRuleId: "\ud801" }));
  if (problemsOf(body, { rules }).length === 0) {
    assert.deepEqual(chargesOf(body, { rules }), ["1.00", "2.00"]);
  }
});

// Very many lines.

const COUNT = 10_000;
const many = (line) => Array.from({ length: COUNT }, (_, place) => line(place));

/** The problems that are told where there are more than a hundred. */
function first(problems) {
  assert.deepEqual(problems.slice(99), [["too-many-problems", ""]]);
  return problems.slice(0, 99);
}

test("ten thousand lines, and a problem in each", () => {
  const good = bodyOf(...many((place) => fee({ chargeCode: `C${place}`, partyId: `P${place}` })));
  assert.deepEqual(new Set(chargesOf(good)), new Set(["30.00"]));
  assert.deepEqual(calculateCharges(inInstances(good), BOOK), calculateCharges(good, BOOK));
  assert.deepEqual(judged(good), []);
  const faults = [
    ["amount-character", "chargeCriteriaValue", "x"],
    ["wrong-type", "chargeSharing", 5],
    ["unknown-currency", "txnCcy", "XXY"],
    ["missing-field", "chargeCode", null],
  ];
  const fault = (place) => faults[place % faults.length];
  const bad = bodyOf(...many((place) => fee({ [fault(place)[1]]: fault(place)[2] })));
  const expected = many((place) => [fault(place)[0], `/priceMethods/${place}/${fault(place)[1]}`]);
  const known = new Set(expected.map(String));
  for (const problems of [judged(bad), problemsOf(bad)]) {
    const told = first(problems).map(String);
    assert.equal(new Set(told).size, 99);
    assert.deepEqual(told.filter((problem) => !known.has(problem)), []);
  }
  const strangers = many((place) => fee({ chargeCode: `C${place}`, priceRuleId: `R${place}` }));
  const unknown = bodyOf(...strangers);
  const none = many((place) => ["unknown-price-rule", `/priceMethods/${place}/priceRuleId`]);
  assert.deepEqual(first(problemsOf(unknown)), none.slice(0, 99));
});

test("a chain of ten thousand parents, and circles", () => {
  const link = (place, parent) =>
    tax({ chargeCode: `C${place}`, parentChargeCode: `C${parent}`, priceRuleId: "ALL" });
  const chain = many((place) => (place === 0 ? fee({ chargeCode: "C0" }) : link(place, place - 1)));
  for (const lines of [chain, chain.toReversed()]) {
    assert.deepEqual(new Set(chargesOf(bodyOf(...lines))), new Set(["30.00"]));
  }
  assert.equal(explainCharges(bodyOf(...chain), BOOK).explanations.length, COUNT);
  const circle = bodyOf(...many((place) => link(place, (place + 1) % COUNT)));
  for (const problems of [judged(circle), problemsOf(circle)]) {
    assert.deepEqual(problems.map(([code]) => code), ["parent-cycle"]);
  }
  const selves = bodyOf(...many((place) => link(place, place)));
  const expected = many((place) => ["parent-cycle", `/priceMethods/${place}/parentChargeCode`]);
  assert.deepEqual(first(judged(selves)), expected.slice(0, 99));
});

test("ten thousand parties share a charge, and are taxed each and together", () => {
  const share = { chargeSharing: "Y", chargeSharingPct: "0.01" };
  const party = (place) => ({ partyId: `P${place}` });
  const shared = many((place) => fee({ ...share, ...party(place), chargeCriteriaValue: "3000.5" }));
  const each = many((place) => tax({ ...party(COUNT - 1 - place), priceRuleId: "ALL" }));
  const together = many((place) => tax({ ...share, chargeCode: "SUM", partyId: `Q${place}` }));
  const charges = chargesOf(bodyOf(...shared, ...each, ...together));
  const cents = (from, to) =>
    charges.slice(from, to).reduce((sum, charge) => sum + Math.round(100 * Number(charge)), 0);
  assert.equal(cents(0, COUNT), 3001);
  assert.equal(cents(COUNT, 2 * COUNT), 3001);
  assert.equal(cents(2 * COUNT), 300);
});

test("ten thousand transactions, each on its own or all one", () => {
  const own = { txnDetails: many((place) => ({ txnRefNo: `T${place}`, priceMethods: [fee()] })) };
  const answers = calculateCharges(frozen(own), BOOK).txnDetails;
  assert.equal(answers.length, COUNT);
  assert.equal(answers.at(-1).txnRefNo, `T${COUNT - 1}`);
  const share = { chargeSharing: "Y", chargeSharingPct: "0.01" };
  const line = (place) => fee({ ...share, partyId: `P${place}` });
  const lines = many((place) => ({ txnRefNo: "T", priceMethods: [line(place)] }));
  const parts = calculateCharges(frozen({ txnDetails: lines }), BOOK).txnDetails;
  const paid = parts.filter(({ chargeDetails: [detail] }) => detail.charge === "0.01");
  assert.equal(paid.length, 3000);
});
