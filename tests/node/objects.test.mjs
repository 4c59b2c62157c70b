// Which fields an object has, whatever it was made of: those of classes count as its own, those of
// built-in objects are none, and what somebody gives to all objects is nobody's.

import assert from "node:assert/strict";
import { test } from "node:test";
import { runInNewContext } from "node:vm";
import * as api from "../../pkg/node.js";
import { answered, ENTRIES, outcome } from "./hostile.mjs";
import { inClasses, inHeirs, inInstances, label } from "./strange.mjs";
import { packed } from "./support.mjs";

const { MockLedger } = await import(packed("ledger/node.js"));
const { allocate, calculateCharges, compile, round } = api;

const LINE = { chargeCode: "FEE", priceRuleId: "FEE", chargeCriteriaValue: "3000" };
const REQUEST = { priceMethods: [LINE] };
const RULE = { percentage: "1.5", minimum: "2", currency: { code: "PTS", minorUnits: 1 } };
const BOOK = { rules: { FEE: RULE } };

/** What an entry is given, made of other objects. The identities of rules stay a book's own. */
function made(make, given) {
  if (ArrayBuffer.isView(given)) return given;
  if (typeof given?.rules !== "object") return make(given);
  const { rules, ...rest } = given;
  const entries = Object.entries(rules).map(([id, rule]) => [id, make(rule)]);
  return Object.defineProperty(make(rest), "rules", { value: Object.fromEntries(entries) });
}

test("every entry reads the fields of classes and of prototypes as an object's own", () => {
  for (const make of [inInstances, inHeirs, inClasses]) {
    for (const entry of ENTRIES) {
      const unusual = entry.given.map((data) => made(make, data));
      const place = `${entry.name}, ${make.name}`;
      assert.deepEqual(answered(entry, unusual), answered(entry, entry.given), place);
    }
  }
});

test("what a class has beside its fields is no field, unless it is a source of prices", () => {
  class Options {
    #currency = "JPY";
    get currency() {
      return this.#currency;
    }
    set rounding(mode) {}
    describe() {}
  }
  assert.equal(round("2.5", new Options()), "3");
  function Old() {}
  Old.prototype = { constructor: Old, currency: "JPY", rounding: undefined, method() {} };
  assert.equal(round("2.5", new Old()), "3");
  class Wrong extends Options {
    get curency() {
      return "JPY";
    }
  }
  assert.throws(() => round("2.5", new Wrong()), { code: "unknown-field" });
  class Book {
    rules = {};
    externalPrice() {
      return this instanceof Book ? "5" : "6";
    }
  }
  const priceMethods = [{ chargeCode: "A", externalPricingApplicable: "Y" }];
  assert.equal(calculateCharges({ priceMethods }, new Book()).chargeDetails[0].charge, "5.00");
});

test("a getter of a class is read once, and a price source is told what was read", () => {
  let reads = 0;
  class Line {
    externalPricingApplicable = "Y";
    get chargeCode() {
      reads += 1;
      return reads === 1 ? "A" : "B";
    }
  }
  const asked = [];
  const externalPrice = ({ line }) => (asked.push(line.chargeCode), "1");
  calculateCharges({ priceMethods: [new Line()] }, { rules: {}, externalPrice });
  assert.deepEqual([asked, reads], [["A"], 1]);
});

test("prototypes without an end are read as far as the bounds go", () => {
  const endless = new Proxy({}, { getPrototypeOf: () => endless });
  assert.throws(() => compile("5C", endless), { code: "wrong-type" });
  const wide = Object.fromEntries(Array.from({ length: 30_000 }, (_, index) => [`f${index}`, 1]));
  assert.throws(() => compile("5C", Object.create(wide)), { code: "unknown-field" });
  const [problem] = api.validatePayment(Object.create(wide)).problems;
  assert.equal(problem.message, "expected at most 20,000 fields, found more");
});

class Dictionary extends Map {}

const BUILT_IN = [
  new Map([["currency", "JPY"], ["flat", "1"]]),
  new Dictionary([["currency", "JPY"]]),
  runInNewContext('new Map([["currency", "JPY"]])'),
  new Set(["currency"]),
  new WeakMap(),
  new Date(0),
  /currency/,
  Promise.resolve({ currency: "JPY" }),
  new Uint8Array(3),
  new Float64Array(0),
  new ArrayBuffer(8),
  new Number(5),
  new Boolean(true),
  new Error("x"),
  // Node has written these itself.
  new Headers({ currency: "JPY" }),
  new FormData(),
];

/** Calls that take an object in some place, and the path of that place if it is told by one. */
const PLACES = [
  [(value) => compile("5C", value), ""],
  [(value) => compile(value), ""],
  [(value) => compile({ volume: [value] }), "/volume/0"],
  [(value) => compile({ graduated: [{ upTo: "1", flat: "1" }, value] }), "/graduated/1"],
  [(value) => round("2.345", value), "/options"],
  [(value) => api.clamp("5", value), "/options"],
  [(value) => allocate("5", [1, 1], value), "/options"],
  [(value) => allocate(5, [1, 1], value), "/options"],
  [(value) => api.sum(["5"], value), "/options"],
  [(value) => compile("5C").solve(value), ""],
  [(value) => compile("5C").curve(value), ""],
  [(value) => calculateCharges(value, BOOK), ""],
  [(value) => calculateCharges({ priceMethods: [value] }, BOOK), "/priceMethods/0"],
  [(value) => calculateCharges(REQUEST, value), "/book"],
  [(value) => calculateCharges(REQUEST, { rules: value }), "/book/rules"],
  [(value) => calculateCharges(REQUEST, { rules: { FEE: value } }), "/book/rules/FEE"],
  [(value) => new MockLedger(value), ""],
  [(value) => new MockLedger({ subscribers: [value] }), "/subscribers/0"],
  [(value) => new MockLedger().script(value), ""],
  [(value) => new MockLedger().transactions(value), ""],
];

test("built-in objects are refused where fields are expected", () => {
  for (const value of BUILT_IN) {
    for (const [call, path] of PLACES) {
      const refused = outcome(() => call(value));
      const place = `${label(value)}: ${call}`;
      assert.match(refused?.code ?? "none", /^(wrong-type|formula-type)$/, place);
      assert.equal(refused.problems[0].path, path, place);
      const says = /found a built-in object such as a Map|a price rule for each identity/;
      assert.match(refused.message, says, place);
    }
    for (const name of Object.keys(api).filter((name) => name.startsWith("validate"))) {
      const { valid, problems } = api[name](value);
      assert.deepEqual([valid, problems[0].code, problems[0].path], [false, "wrong-type", ""]);
    }
  }
});

/** Fields that any object might be taken to have, and what an attacker would like them to say. */
const POLLUTION = {
  allocation: "firstInOrder",
  application: "nobody",
  base: "total",
  chargeInTxnCcy: true,
  chargeOnZero: true,
  chargeSharing: "Y",
  chargeSharingPct: "50",
  clientCorrelator: "X",
  currency: "JPY",
  exchangeRate: "7",
  externalPrice: () => "9",
  externalPricingApplicable: "Y",
  flat: "100",
  free: "1000",
  from: "7",
  increment: "5",
  isChargeCalculated: "Y",
  limit: 1,
  lint: true,
  maximum: "1",
  minimum: "1000",
  minorUnits: 0,
  mode: "firstInOrder",
  notifyURL: "x",
  percentage: "50",
  perUnit: "9",
  prior: "100",
  rounding: "up",
  rules: { FEE: { flat: "77" } },
  seed: 9,
  slidingScaleTenor: "1",
  strict: true,
  tenor: "365",
  txnCcy: "USD",
  txnDetails: [],
  unit: "2",
  upTo: "10",
};

/** All entries, and what nobody says anything to but in the fields of all objects. */
const ASKED = [
  ...ENTRIES,
  { name: "allocate, without options", given: [], call: () => allocate("100", ["1", 2, 1], {}) },
  { name: "round, a nameless currency", given: [], call: () => round("5", { currency: {} }) },
  {
    name: "explain, a bare line",
    given: [],
    call: () => api.explainCharges({ priceMethods: [{ ...LINE }] }, { rules: { FEE: {} } }),
  },
  { name: "a page of accounts", given: [], call: () => new MockLedger().accounts({}) },
  {
    name: "each transaction",
    given: [],
    call: () => [...new MockLedger().eachTransaction({})],
  },
];

/** The answers, as texts: what compares them must not be polluted itself. */
const answers = () =>
  ASKED.map((entry) => {
    try {
      return JSON.stringify(answered(entry, entry.given), (key, value) =>
        typeof value === "bigint" ? String(value) : value,
      );
    } catch (error) {
      return `threw ${error?.message}`;
    }
  });

test("a polluted Object.prototype changes no answer", () => {
  const expected = answers();
  for (const [name, value] of Object.entries(POLLUTION)) {
    let found;
    try {
      Object.prototype[name] = value;
      found = answers();
    } finally {
      delete Object.prototype[name];
    }
    found.forEach((answer, index) => {
      assert.equal(answer, expected[index], `${name} and ${ASKED[index].name}`);
    });
  }
});
