// Every wrong value in every place of a body: validators name each problem with its place and never
// throw, and calculations refuse with the same problems.

import assert from "node:assert/strict";
import { test } from "node:test";
import { calculateCharges, validateChargeCalculation } from "../../pkg/node.js";
import {
  AMOUNTS,
  bare,
  BOOK,
  FLAGS,
  hold,
  judged,
  LINE,
  places,
  problemsOf,
  REQUIRED,
  rooted,
  SLAB,
  SLAB_AMOUNTS,
  TEXTS,
} from "./bodies.mjs";
import { ABSENT, AMOUNT_TEXTS, label, LISTS, NO_DATA, NUMBERS } from "./strange.mjs";

/** Every value, with the code of its problem in a field, if it has one there. */
function* spoiled(kind) {
  const wrong = kind === "amount" ? "amount-type" : "wrong-type";
  for (const [value, found] of NO_DATA) yield [value, wrong, found];
  for (const [value, found] of LISTS) yield [value, kind === "list" ? "items" : wrong, found];
  for (const [value, code] of NUMBERS) {
    const found = typeof value === "bigint" ? "a whole number" : "a number";
    yield kind === "amount" ? [value, code] : [value, wrong, found];
  }
  for (const value of ABSENT) yield [value, "absent"];
  if (kind === "amount") yield* AMOUNT_TEXTS;
  if (kind === "flag") for (const text of ["y", "n", "true", "Yes"]) yield [text, wrong];
  if (kind === "list") for (const text of ["", "x"]) yield [text, wrong, "a string"];
}

function expectedOf(field, path, code) {
  // Nobody pays a hundred percent here but by "100".
  if (code === undefined) return field === "chargeSharingPct" ? [["sharing-total", path]] : [];
  if (code === "absent") return REQUIRED.includes(field) ? [["missing-field", path]] : [];
  return [[code, path]];
}

/** Terms that are divided by, or multiplied with, are above zero. */
const POSITIVE = ["exchangeRate", "slidingScaleTenor"];

function spoil(field, kind) {
  for (const [value, fault] of spoiled(kind)) {
    // Several parents are a list of their codes.
    if (field === "parentChargeCode" && LISTS.some(([list]) => list === value)) continue;
    // A currency may be an object, whose own fields are refused.
    if (field === "txnCcy" && typeof value === "object" && value !== null) {
      const { problems } = validateChargeCalculation(bare({ ...LINE, txnCcy: value }));
      const inside = ({ path }) => /^\/priceMethods\/0\/txnCcy(\/|$)/.test(path);
      assert.ok(problems.length > 0 && problems.every(inside), label(value));
      continue;
    }
    const code = value === 0 && POSITIVE.includes(field) ? "terms-not-positive" : fault;
    const place = `${field}: ${label(value)}`;
    const line = { ...LINE, [field]: value };
    hold(bare(line), expectedOf(field, `/priceMethods/0/${field}`, code), place);
    const path = `/txnDetails/1/priceMethods/0/${field}`;
    const body = rooted(bare(LINE), bare(line));
    hold(body, expectedOf(field, path, code), place);
    const withoutPrototype = Object.assign(Object.create(null), line);
    hold(rooted(bare(LINE), bare(withoutPrototype)), expectedOf(field, path, code), place);
  }
}

test("every wrong value of every text of a line", () => {
  for (const field of TEXTS) spoil(field, "text");
});

test("several parents are a list of texts, and nothing else", () => {
  const path = "/priceMethods/0/parentChargeCode/1";
  for (const [value] of [...LISTS, [1], [{}], [null]]) {
    const line = { ...LINE, parentChargeCode: ["A", value] };
    const { valid, problems } = validateChargeCalculation(bare(line));
    assert.equal(valid, false);
    assert.deepEqual(problems.map(({ code, path }) => [code, path]), [["wrong-type", path]]);
  }
});

test("every wrong value of every amount of a line", () => {
  for (const field of AMOUNTS) spoil(field, "amount");
});

test("amounts below zero are refused in their fields", () => {
  const codes = {
    charge: "amount-negative",
    chargeCriteriaValue: "amount-negative",
    chargeSharingPct: "sharing-negative",
    exchangeRate: "terms-not-positive",
    slidingScaleTenor: "terms-not-positive",
    tenor: "tenor-negative",
  };
  assert.deepEqual(Object.keys(codes), AMOUNTS);
  for (const field of AMOUNTS) {
    for (const value of [-1, "-0.01", -5n, "-9999999999999999999999999999"]) {
      const body = bare({ ...LINE, [field]: value });
      hold(body, [[codes[field], `/priceMethods/0/${field}`]], `${field}: ${value}`);
    }
  }
});

test("every wrong value of every flag of a line", () => {
  for (const field of FLAGS) spoil(field, "flag");
});

test("messages call a wrong value by what it is", () => {
  for (const kind of ["text", "amount"]) {
    const field = kind === "text" ? "partyId" : "charge";
    for (const [value, code, found] of spoiled(kind)) {
      if (found === undefined) continue;
      const [problem] = judged(validateChargeCalculation, bare({ ...LINE, [field]: value }));
      assert.equal(problem.code, code);
      const named = problem.message.endsWith(`, found ${found}`);
      assert.ok(named, `${label(value)}: ${problem.message}`);
    }
  }
});

test("every wrong value of slabs", () => {
  const path = "/priceMethods/0/slabDetails";
  for (const [value, code] of spoiled("list")) {
    const problems = judged(validateChargeCalculation, bare({ ...LINE, slabDetails: value }));
    if (code === "items") {
      // Each item that is no object is a problem of its own; so is a hole.
      const expected = Array.from(value, (_, place) => ["wrong-type", `${path}/${place}`]);
      assert.deepEqual(places(problems), expected, label(value));
    } else {
      assert.deepEqual(places(problems), expectedOf("slabDetails", path, code), label(value));
    }
  }
  for (const field of SLAB_AMOUNTS) {
    for (const [value, code] of spoiled("amount")) {
      // An amount and a percentage in one slab are a problem of another kind.
      const slab = field === "amount" ? { amount: value } : { ...SLAB, [field]: value };
      const line = { ...LINE, slabDetails: Object.freeze([SLAB, Object.freeze(slab)]) };
      const isEmpty = ["amount", "percentage"].includes(field) && code === "absent";
      const expected = isEmpty
        ? [["missing-field", `${path}/1`]]
        : expectedOf(field, `${path}/1/${field}`, code);
      const problems = judged(validateChargeCalculation, bare(line));
      assert.deepEqual(places(problems), expected, `${field}: ${label(value)}`);
      problemsOf(() => calculateCharges(bare(line), BOOK), `${field}: ${label(value)}`);
    }
  }
});

test("every wrong value above the lines", () => {
  for (const field of ["applicationCode", "extPrcConsumerService"]) {
    for (const [value, code] of spoiled("text")) {
      const expected = expectedOf(field, `/${field}`, code);
      hold({ ...bare(LINE), [field]: value }, expected, `${field}: ${label(value)}`);
      hold({ ...rooted(bare(LINE)), [field]: value }, expected, field);
    }
  }
  for (const [value, code] of spoiled("text")) {
    const transaction = { ...bare(LINE), txnRefNo: value };
    const expected = (path) => expectedOf("txnRefNo", path, code);
    hold(transaction, expected("/txnRefNo"), `txnRefNo: ${label(value)}`);
    hold(rooted(transaction), expected("/txnDetails/0/txnRefNo"), `txnRefNo: ${label(value)}`);
  }
  for (const [value, code] of spoiled("list")) {
    const place = `txnAttributes: ${label(value)}`;
    // What the attributes are is between the caller and the price source.
    const expected = code === "items" ? [] : expectedOf("", "/txnAttributes", code);
    hold({ ...bare(LINE), txnAttributes: value }, expected, place);
  }
});

test("every wrong value in the place of lists, transactions and lines", () => {
  const missing = (path) => [["missing-field", path]];
  for (const [value, code] of spoiled("list")) {
    if (code === "items" && value.length > 0) continue;
    const of = (path, absent) => (code === "absent" ? missing(absent) : expectedOf("", path, code));
    const own = (path, absent) => (code === "items" ? [] : of(path, absent));
    hold({ priceMethods: value }, own("/priceMethods", ""), `priceMethods: ${label(value)}`);
    const path = "/txnDetails/0/priceMethods";
    hold(rooted({ priceMethods: value }), own(path, path), `priceMethods: ${label(value)}`);
    hold({ txnDetails: value }, own("/txnDetails", ""), `txnDetails: ${label(value)}`);
  }
  for (const value of ["", "x", ...NUMBERS.map(([number]) => number), ...ABSENT, [], [[]]]) {
    const wrong = [["wrong-type", ""]];
    assert.deepEqual(places(judged(validateChargeCalculation, value)), wrong, label(value));
    assert.deepEqual(places(problemsOf(() => calculateCharges(value, BOOK))), wrong, label(value));
    hold({ txnDetails: [value] }, [["wrong-type", "/txnDetails/0"]], `item: ${label(value)}`);
    hold({ priceMethods: [value] }, [["wrong-type", "/priceMethods/0"]], `item: ${label(value)}`);
  }
  const none = { txnDetails: [{}, {}, { txnRefNo: "T" }] };
  hold(none, [0, 1, 2].flatMap((place) => missing(`/txnDetails/${place}/priceMethods`)), "none");
  hold({ ...rooted(bare(LINE)), ...bare(LINE) }, [["body-shape", ""]], "both shapes");
});
