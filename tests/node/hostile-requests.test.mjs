// What requests, bodies, price books and ledgers are given: objects that answer otherwise each
// time, that call or free what reads them, and what is far too long, wide or deep.

import assert from "node:assert/strict";
import { test } from "node:test";
import * as api from "../../pkg/node.js";
import { seeded } from "../support/random.mjs";
import { packed } from "./support.mjs";

const { calculateCharges, explainCharges, ReckonerError, validatePayment } = api;
const { MockLedger } = await import(packed("ledger/node.js"));

const LINE = { chargeCode: "FEE", priceRuleId: "FEE", chargeCriteriaValue: "3000" };
const REQUEST = { priceMethods: [LINE] };

/** What a call answers or refuses. */
function outcome(call) {
  try {
    return call();
  } catch (error) {
    assert.ok(error instanceof ReckonerError, error?.stack);
    assert.notEqual(error.code, "internal");
    const { code, message, problems } = error;
    return { code, message, problems };
  }
}

const charge = (rule, more) => {
  const book = { rules: { FEE: rule }, ...more };
  return outcome(() => calculateCharges(REQUEST, book).chargeDetails[0].charge);
};

/** The first answer, then the second. */
function once(first, second) {
  let asked = 0;
  return () => ((asked += 1) === 1 ? first : second);
}

test("a rule is charged as it is read the first time, and poisons nobody", () => {
  const flat = once("1", "100");
  assert.equal(charge({ get flat() { return flat(); } }), "1.00");
  assert.equal(charge({ flat: "1" }), "1.00");
  const hidden = Object.defineProperty({ flat: "1" }, "minimum", { value: "50" });
  assert.equal(charge(hidden), "50.00");
  assert.equal(charge({ flat: "1" }), "1.00");
  assert.equal(charge(hidden), "50.00");
  const json = { flat: "9", toJSON: () => ({ flat: "1" }) };
  assert.equal(charge(json).code, "unknown-field");
  assert.equal(charge({ flat: "1" }), "1.00");
  assert.equal(charge(json).code, "unknown-field");
  const proxied = once("7", "8");
  assert.equal(charge(new Proxy({ flat: "0" }, { get: () => proxied() })), "7.00");
  assert.equal(charge({ flat: "7" }), "7.00");
});

test("a mode of allocation is what it is, cold and warm", () => {
  for (const rule of [{ flat: "41" }, { flat: "42" }]) {
    assert.equal(charge(rule, { allocation: "undefined" }).code, "unknown-allocation");
    assert.equal(charge(rule), `${rule.flat}.00`);
    assert.equal(charge(rule, { allocation: "undefined" }).code, "unknown-allocation");
  }
});

const EXTERNAL = { chargeCode: "A", externalPricingApplicable: "Y" };
const OTHER = { chargeCode: "B", externalPricingApplicable: "Y" };

test("after a price source was asked, the request is what it was", () => {
  const asked = [];
  const externalPrice = ({ line, txnRefNo }) => {
    asked.push([line.chargeCode, txnRefNo]);
    return "5";
  };
  const lists = once([EXTERNAL], []);
  const request = { get priceMethods() { return lists(); } };
  assert.equal(calculateCharges(request, { rules: {}, externalPrice }).chargeDetails.length, 1);
  const codes = once("A", "B");
  const line = { ...EXTERNAL, get chargeCode() { return codes(); } };
  calculateCharges({ priceMethods: [line] }, { rules: {}, externalPrice });
  class Line { chargeCode = "C"; externalPricingApplicable = "Y"; }
  calculateCharges({ txnRefNo: "T", priceMethods: [new Line()] }, { rules: {}, externalPrice });
  assert.deepEqual(asked, [["A", undefined], ["A", undefined], ["C", "T"]]);
  const changed = { priceMethods: [{ ...EXTERNAL }, { ...OTHER }] };
  const source = ({ line: { chargeCode } }) => {
    changed.priceMethods.length = 0;
    return chargeCode === "A" ? "1" : "2";
  };
  const { chargeDetails } = calculateCharges(changed, { rules: {}, externalPrice: source });
  assert.deepEqual(chargeDetails.map(({ charge }) => charge), ["1.00", "2.00"]);
});

test("a price source that answers with an object that calls leaves all as it was", () => {
  for (const calculate of [calculateCharges, explainCharges]) {
    const calls = () => charge({ flat: "9" });
    const answers = [
      { get digits() { return calls(); } },
      new Proxy({}, { ownKeys: () => (calls(), []), get: calls }),
      { [Symbol.toPrimitive]: calls, toJSON: calls, valueOf: calls },
      new Proxy([], { get: (of, key) => (calls(), of[key]) }),
    ];
    for (const answer of answers) {
      const book = { rules: { FEE: { flat: "3" } }, externalPrice: () => answer };
      const refused = outcome(() => calculate({ priceMethods: [LINE, EXTERNAL] }, book));
      assert.equal(refused.code, "amount-type");
      assert.equal(charge({ flat: "3" }), "3.00");
    }
  }
});

test("a request that calculates while it is read is charged by its own rules", () => {
  const inner = () => calculateCharges({ priceMethods: [{ ...LINE, priceRuleId: "X" }] }, {
    rules: { X: { flat: "77" } },
  });
  const line = { ...LINE };
  Object.defineProperty(line, "chargeCriteria", { enumerable: true, get: () => (inner(), "V") });
  Object.defineProperty(line, "chargeCode", { enumerable: true, get: () => (inner(), "FEE") });
  const rules = { get FEE() { return inner(), { flat: "2" }; } };
  for (const request of [{ priceMethods: [line] }, { priceMethods: [{ ...line, extra: true }] }]) {
    assert.equal(calculateCharges(request, { rules }).chargeDetails[0].charge, "2.00");
  }
});

/**
 * The same data, each of whose properties gives `strange()` instead after it was read once. Much
 * of it is as literals make it, getters apart: the quick way reads it, and not what `hostile.mjs`
 * makes.
 */
function changing(data, random, strange) {
  if (typeof data !== "object" || data === null) return data;
  const seen = new Set();
  const target = Array.isArray(data) ? [] : {};
  for (const [key, value] of Object.entries(data)) target[key] = changing(value, random, strange);
  const read = (from, key) => {
    if (Object.hasOwn(from, key) && seen.has(key)) return strange();
    seen.add(key);
    return from[key];
  };
  const chance = random();
  if (chance < 0.3) return target;
  if (chance < 0.6) return new Proxy(target, { get: (from, key) => read(from, key) });
  const copy = Array.isArray(data) ? [] : chance < 0.8 ? {} : Object.create({});
  for (const key of Object.keys(target)) {
    const get = () => read(target, key);
    Object.defineProperty(copy, key, { configurable: true, enumerable: true, get });
  }
  return copy;
}

const AMOUNT = { chargingInformation: { amount: "2", currency: "LKR", description: "A game" } };
const PAYMENT = {
  makePayment: {
    clientCorrelator: "54321",
    endUserId: "tel:+94777123456",
    paymentAmount: AMOUNT,
    referenceCode: "REF-12345",
    notifyURL: "http://127.0.0.1/notify",
  },
};
const CAAS = { applicationId: "APP_1", password: "p", subscriberId: "94777123456" };
const BODIES = [
  REQUEST,
  { txnDetails: [{ txnRefNo: "T", txnAttributes: [{ a: 1 }], priceMethods: [LINE, LINE] }] },
  { priceMethods: [{ ...LINE, slabDetails: [{ fromSlab: 0, percentage: "1" }] }] },
  { priceMethods: [{ ...LINE, chargeCode: "\u001f" }, { ...LINE, chargeCriteriaValue: true }] },
  { priceMethods: [EXTERNAL, { ...LINE, unknown: [1, { a: null }], chargeSharing: "Z" }] },
  PAYMENT,
  { makePayment: { ...PAYMENT.makePayment, unknown: { a: 1 } } },
  { makePayment: { ...PAYMENT.makePayment, referenceCode: " R ", notifyURL: null } },
  { makePayment: { ...PAYMENT.makePayment, paymentAmount: 5 } },
  { refundTransaction: { ...PAYMENT.makePayment, originalServerReferenceCode: "x" } },
  { ...CAAS, externalTrxId: "1", amount: "2" },
  { BILLERID: "BILLER-1", AUTHFLAG: 3, AMOUNT: 1, RC: 1, TRID: "T" },
  { tenantId: "t", productType: "p", paymentMethod: "c", chargeFormula: "2.5P*A|>10C" },
  [1, { a: 2 }],
];
const RULES = [
  { flat: "2" },
  { percentage: 1, minimum: "3" },
  { graduated: [{ upTo: 250, flat: 10 }, { upTo: null, percentage: "1.5" }] },
  { flat: "x", unknown: { deep: [1] } },
  { flat: NaN },
];
const VALIDATORS = Object.keys(api).filter((name) => name.startsWith("validate"));
const METHODS = ["payment", "refund", "reserve", "caasDebit", "balanceQuery", "createCharge"];

/** Every entry, by a list of what it is given. */
const ENTRIES = [
  ...[calculateCharges, explainCharges].map((calculate) => (body, rule) => {
    const externalPrice = ({ line }) => (line.chargeCode === "A" ? "6" : "x");
    return calculate(body, { rules: { FEE: rule }, externalPrice });
  }),
  ...VALIDATORS.map((name) => (body, rule, options) => api[name](body, options)),
  ...METHODS.map((name) => (body, rule, options) => {
    const ledger = new MockLedger();
    const answer = ledger[name](body, options);
    ledger.verify();
    return [answer, ledger.transactions().length];
  }),
  (body, rule, options) => new MockLedger(options).now,
  (body, rule, options) => new MockLedger().transactions(options),
];
const OPTIONS = [
  undefined,
  {},
  { strict: true },
  { application: "APP_000001" },
  { application: "nobody" },
  { kind: "payment" },
];

test("everything is read once: what changes when it is read again is what it was", () => {
  const random = seeded(21);
  const values = [undefined, null, "9", -1, 5n, {}, [], [LINE], "Y", Symbol("x"), () => 1];
  const strange = () => random.pick(values);
  for (let index = 0; index < 6_000; index += 1) {
    const given = [random.pick(BODIES), random.pick(RULES), random.pick(OPTIONS)];
    const entry = random.pick(ENTRIES);
    const isWarm = random() < 0.5;
    if (!isWarm) charge({ flat: String(index) });
    const expected = outcome(() => entry(...given));
    if (!isWarm) charge({ flat: String(index) });
    const strangers = given.map((data) => changing(data, random, strange));
    const label = `${index}: ${entry} ${JSON.stringify(given)}`;
    assert.deepEqual(outcome(() => entry(...strangers)), expected, label);
    assert.deepEqual(outcome(() => entry(...given)), expected, `after ${label}`);
  }
});

test("whatever throws once is as what always throws", () => {
  for (const field of ["chargeCode", "priceRuleId", "chargeCriteriaValue"]) {
    const [once, always] = [1, Infinity].map((times) => {
      let left = times;
      const get = () => {
        if ((left -= 1) >= 0) throw new TypeError("thrown");
        return LINE[field];
      };
      const line = Object.defineProperty({ ...LINE }, field, { enumerable: true, get });
      const book = { rules: { FEE: { flat: "1" } } };
      return outcome(() => calculateCharges({ priceMethods: [line] }, book));
    });
    assert.deepEqual(once, always);
    assert.match(once.code, /-type$/);
  }
});

test("no getter of what a ledger is given runs inside it", () => {
  const uses = [
    (ledger, trick) => ledger.payment({ get makePayment() { return trick(); } }),
    (ledger, trick) => ledger.payment(PAYMENT, { get application() { return trick(); } }),
    (ledger, trick) => ledger.refund(new Proxy({}, { ownKeys: () => (trick(), []) })),
    (ledger, trick) => ledger.debit({ toString: trick }, { get AMOUNT() { return trick(); } }),
    (ledger, trick) => ledger.transactions({ get kind() { return trick(); } }),
    (ledger, trick) => ledger.script({ get behaviour() { return trick(); } }),
    (ledger, trick) => ledger.advance({ [Symbol.toPrimitive]: trick }),
    (ledger, trick) => new MockLedger({ get seed() { return trick(), 1; } }),
  ];
  for (const use of uses) {
    const ledger = new MockLedger();
    const codes = new Set();
    const trick = () => {
      for (const call of [() => ledger.now, () => ledger.free(), () => ledger.snapshot()]) {
        codes.add(outcome(call)?.code);
      }
      // Other ledgers are none of its business.
      assert.equal(new MockLedger().payment(PAYMENT).status, 200);
      return "x";
    };
    outcome(() => use(ledger, trick));
    codes.delete("ledger-busy");
    if (!String(use).includes("new MockLedger")) assert.deepEqual([...codes], [], String(use));
    else ledger.free();
  }
});

/** The answer of a call, and the bytes of memory that it takes. */
function cost(call) {
  const before = process.memoryUsage().rss;
  const answer = outcome(call);
  return { answer: JSON.stringify(answer), bytes: process.memoryUsage().rss - before };
}

// To copy one of these takes seconds, to list its fields a minute.
test("what is far too large is refused before it is copied", { timeout: 300_000 }, () => {
  const huge = "A".repeat(400e6);
  const digits = 1n << (1n << 22n);
  const bytes = new Uint8Array(12.8e6);
  const wide = Object.fromEntries(Array.from({ length: 1e5 }, (_, index) => [`f${index}`, index]));
  const endless = new Proxy([], { get: (_, key) => (key === "length" ? Infinity : endless) });
  const large = [
    bytes,
    new Float64Array(1e6),
    new String("A".repeat(1e7)),
    Object.setPrototypeOf(new String("A".repeat(1e7)), null),
    wide,
    huge,
    digits,
    endless,
    new Array(1e7),
    new Array(2 ** 32 - 1),
  ];
  const bodies = large.flatMap((value) => [
    value,
    { priceMethods: value, makePayment: value, amount: value, tenantId: value },
    { priceMethods: [{ ...LINE, chargeCode: value, slabDetails: value }] },
    { makePayment: { ...PAYMENT.makePayment, referenceCode: value }, ...CAAS, amount: value },
    { ...REQUEST, ...CAAS, unknown: value, [`${huge}`]: 1 },
  ]);
  const ledger = new MockLedger();
  const calls = [
    ...VALIDATORS.map((name) => (body) => api[name](body)),
    (body) => calculateCharges(body, { rules: {} }),
    (body) => calculateCharges(REQUEST, { rules: { FEE: body } }),
    (body) => calculateCharges(REQUEST, { rules: {}, allocation: body }),
    (body) => {
      const book = { rules: {}, externalPrice: () => body };
      return calculateCharges({ priceMethods: [EXTERNAL] }, book);
    },
    (body) => ledger.payment(body),
    (body) => ledger.debit(body, body),
    (body) => ledger.transactions(body),
    (body) => ledger.topUp("94777123456", body),
    (body) => new MockLedger(body),
  ];
  for (const call of calls) {
    for (const [index, body] of bodies.entries()) {
      const { answer, bytes } = cost(() => call(body));
      assert.doesNotMatch(answer, /"valid":true|"status":200/, `${call} ${index}`);
      assert.ok(bytes < 50e6, `${call} ${index}: ${bytes} bytes`);
    }
  }
  const message = "expected at most 20,000 fields, found more";
  const problems = [{ code: "wrong-type", path: "", message, fault: "request" }];
  assert.deepEqual(validatePayment(bytes), { valid: false, problems, warnings: [] });
});

test("what is too large is named with its place", () => {
  const place = (body) => api.validateChargeCalculation(body).problems
    .map(({ code, message, path }) => [code, path, message]);
  const text = "A".repeat(2 ** 20);
  assert.deepEqual(place({ priceMethods: [LINE, { ...LINE, "a/b": [`${text}B`] }] }), [
    ["wrong-type", "/priceMethods/1/a~1b/0", "expected at most 1,048,576 characters, found more"],
  ]);
  assert.deepEqual(place({ priceMethods: [LINE], txnAttributes: new Array(1e6) }), [
    ["wrong-type", "/txnAttributes", "expected at most 1,000,000 items, found more"],
  ]);
  assert.equal(api.validateChargeCalculation({ ...REQUEST, unknown: text }).valid, true);
  const book = { rules: { FEE: { formula: "A".repeat(1e6) } } };
  const { code, problems } = outcome(() => calculateCharges(REQUEST, book));
  assert.deepEqual([code, problems[0].path], ["formula-too-long", "/book/rules/FEE/formula"]);
});

test("a hundred problems are told, and of more, that there are more", () => {
  const requests = [100, 101, 5_000].map((length) => ({
    priceMethods: Array.from({ length }, () => ({ ...LINE, chargeCriteriaValue: "x" })),
  }));
  const rules = [100, 101, 1_000].map((length) => ({
    graduated: Array.from({ length }, (_, index) => ({ upTo: index + 1, flat: "x" })),
  }));
  const told = [
    (index) => api.validateChargeCalculation(requests[index]).problems,
    (index) => outcome(() => calculateCharges(requests[index], { rules: {} })).problems,
    (index) => outcome(() => api.compile(rules[index])).problems,
    (index) => outcome(() => calculateCharges(REQUEST, { rules: { FEE: rules[index] } })).problems,
  ];
  for (const problems of told) {
    const lasts = [0, 1, 2].map((index) => {
      assert.equal(problems(index).length, 100);
      return problems(index)[99].code === "too-many-problems";
    });
    assert.deepEqual(lasts, [false, true, true]);
  }
});
