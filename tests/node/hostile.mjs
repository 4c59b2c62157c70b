// What attacks are made of: every entry of the package with what it takes, and values that lie,
// call back, free, have no end or are gone.

import assert from "node:assert/strict";
import * as api from "../../pkg/node.js";
import { packed } from "./support.mjs";
export { asked, ENDLESS, LARGE, ODD } from "./hostile-values.mjs";

const { MockLedger } = await import(packed("ledger/node.js"));
const { compile, ReckonerError } = api;

const NUMBER = "94777123456";
const TIERS = [{ upTo: 250, flat: 10 }, { upTo: null, percentage: "1.5" }];
const LINE = { chargeCode: "FEE", priceRuleId: "FEE", chargeCriteriaValue: "3000" };
const PRICED = { chargeCode: "A", externalPricingApplicable: "Y", chargeCriteriaValue: "1" };
const FIELDS = { endUserId: `tel:+${NUMBER}`, referenceCode: "R-1", clientCorrelator: "C" };
const MONEY = { chargingInformation: { amount: "2", currency: "LKR", description: "A game" } };
const PAYMENT = { makePayment: { ...FIELDS, paymentAmount: MONEY } };
const RESERVATION = {
  amountReservationTransaction: { ...FIELDS, paymentAmount: MONEY, referenceSequence: 1 },
};
const REFUND = { refundTransaction: { ...FIELDS, originalServerReferenceCode: "x" } };
const DEBIT = { BILLERID: "BILLER-1", AUTHFLAG: 1, AMOUNT: 5, RC: 1, TAXTYPE: 5, TRID: "T" };
const CAAS = { applicationId: "APP_1", password: "p", subscriberId: NUMBER };
const KIND = { tenantId: "t", productType: "p", paymentMethod: "c" };
const CREATION = { ...KIND, chargeFormula: "2P*A|>10C" };
const BILLER = { biller: "BILLER-1" };
const WHO = { application: "APP_000001" };
const SLABS = { ...LINE, slabDetails: [{ amount: "1" }] };
const REQUEST = { txnRefNo: "T", priceMethods: [LINE, SLABS] };
const OWN = { code: "USDT", minorUnits: 6 };
const BOOK = {
  rules: { FEE: { flat: "1", percentage: "1/3", minimum: "3" } },
  allocation: "rest",
  rest: 0,
  currency: OWN,
};

/** What each function is given when nobody attacks: one list, or several in a row. */
const GIVEN = {
  compile: [
    [{ flat: "1", percentage: "2.5", minimum: "3" }, { currency: "USD", rounding: "up" }],
    [{ volume: TIERS, annualBasis: 360 }, { tenor: 30 }],
    [{ graduated: TIERS, increment: "0.5" }, { prior: "7.5", currency: OWN }],
    [{ formula: "P*A+C", percentage: "1/3", constant: 5n }],
    [{ formula: "4P*A+20C" }],
    ["4P*A+20C", { currency: "JPY" }],
  ],
  check: [["4P*A+", { currency: "LKR" }]],
  format: [["4p * a"]],
  allocate: [
    ["100", ["1", 2, 3n], { currency: "JPY", mode: "firstInOrder" }],
    ["1.5", ["1/3", 2], { currency: OWN, mode: "rest", rest: 0, increment: "0.5" }],
  ],
  sum: [[["1", 2, 3n, "-0.5"], { currency: OWN }]],
  round: [["2.345", { currency: "LKR", rounding: "down" }]],
  clamp: [["5", { minimum: "10", maximum: 20, currency: OWN }]],
  currencies: [[]],
  calculateCharges: [[REQUEST, BOOK], [{ txnDetails: [REQUEST] }, BOOK]],
  explainCharges: [[REQUEST, BOOK]],
  validateChargeCalculation: [[REQUEST, { strict: true }]],
  validateChargeCreation: [[CREATION, {}]],
  validateBook: [[BOOK, { lint: true }]],
  validatePayment: [[PAYMENT, { strict: true }]],
  validateRefund: [[REFUND, {}]],
  validateDebit: [[DEBIT, {}]],
  validateCaasDebit: [[{ ...CAAS, externalTrxId: "1", amount: "2" }, {}]],
  validateBalanceQuery: [[CAAS, {}]],
  validateSubscription: [[{ ...CAAS, action: "1" }, {}]],
};

const TARIFF = {
  charge: [["1000.5"], [7n], [250]],
  chargeMany: [[Float64Array.of(100, 200)], [BigInt64Array.of(5n), BigInt64Array.of(0n)]],
  explain: [["1000.5"]],
  curve: [[{ from: "1", to: 700 }]],
  solve: [[{ net: "50" }], [{ charge: "26" }]],
  lint: [[]],
  free: [[]],
};

const LEDGER = {
  payment: [[PAYMENT, WHO]],
  refund: [[REFUND, WHO]],
  reserve: [[RESERVATION, WHO]],
  chargeReservation: [[RESERVATION, WHO]],
  releaseReservation: [[RESERVATION, WHO]],
  debit: [[NUMBER, DEBIT]],
  confirmDebit: [["T", "1234", BILLER]],
  refuseDebit: [["T", BILLER]],
  cancelDebit: [["T", BILLER]],
  debitStatus: [["T", BILLER]],
  resendToken: [["T", BILLER]],
  settle: [["R-1", "charged"], ["T", { declined: "409" }, BILLER]],
  caasDebit: [[{ ...CAAS, externalTrxId: "1", amount: "2" }]],
  balanceQuery: [[CAAS]],
  subscribe: [[{ ...CAAS, action: "1" }]],
  subscriptionStatus: [[CAAS]],
  createCharge: [[CREATION, { Authorization: "Bearer x" }]],
  handle: [
    [{ method: "GET", url: "/mock/accounts", headers: { Accept: "*/*" } }, { admin: true }],
    [{ method: "POST", url: "/charges", body: JSON.stringify(CREATION) }],
  ],
  mountAt: [["/w/shop"]],
  topUp: [[NUMBER, "5"]],
  payBill: [[NUMBER, "5", { credit: true }]],
  payout: [["APP_000001", "5"]],
  remit: [["vat", "5"]],
  addSubscriber: [[{ msisdn: "94770000001", kind: "prepaid", balance: "5" }]],
  setSubscriber: [[NUMBER, { status: "suspended" }]],
  setApplication: [["APP_000001", { maxAmount: "5", serviceCharge: null }]],
  setBiller: [["BILLER-1", { minimumAuthorization: 2 }]],
  account: [[NUMBER]],
  advance: [[1_000]],
  setTime: [[2 ** 41]],
  messages: [[]],
  notifications: [[]],
  deliveries: [[{ due: true }]],
  deliver: [["N", { ok: false }]],
  acknowledge: [["N"]],
  accounts: [[]],
  eachTransaction: [[{ kind: "payment" }]],
  transactions: [[{ kind: "payment" }]],
  paymentRecord: [["R-1"]],
  script: [
    [{ operation: "payment", behaviour: "decline", times: 1 }],
    [{ operation: "payment", behaviour: ["delay", "decline"], delayMs: 5, rate: "0.5" }],
  ],
  scripts: [[]],
  removeScript: [["SCR_1"]],
  clearScript: [[]],
  snapshot: [[]],
  verify: [[]],
  free: [[]],
};

const CONFIG = {
  seed: 7,
  currency: "LKR",
  subscribers: [{ msisdn: NUMBER, kind: "prepaid", balance: "100" }],
  taxes: { table: "LK-2018", mode: "joint" },
};

/** What a tariff says of itself, since it has no fields. */
const told = (answer) =>
  typeof answer?.lint === "function" ? [answer.source, answer.currency] : answer;

const rules = { graduated: TIERS, minimum: "1" };
const bodies = (name) => (handles, ...given) => told(api[name](...given));

/**
 * Each function of the package: `call` takes the handles that it may use, and what it is given.
 *
 * @type {{ name: string, given: any[], call: (handles: any, ...given: any[]) => unknown }[]}
 */
export const ENTRIES = [
  ...Object.entries(GIVEN).flatMap(([name, lists]) =>
    lists.map((given) => ({ name, given, call: bodies(name) })),
  ),
  ...Object.entries(TARIFF).flatMap(([name, lists]) =>
    lists.map((given) => ({
      name: `Tariff.${name}`,
      given,
      call: ({ tariff }, ...rest) => tariff()[name](...rest),
    })),
  ),
  ...Object.entries(LEDGER).flatMap(([name, lists]) =>
    lists.map((given) => ({
      name: `MockLedger.${name}`,
      given,
      call: ({ ledger }, ...rest) => ledger()[name](...rest),
    })),
  ),
  {
    name: "MockLedger.another",
    given: [7],
    call: ({ ledger }, ...rest) => ledger().another(...rest).accounts(),
  },
  {
    name: "MockLedger.constructor",
    given: [CONFIG],
    call: (handles, config) => new MockLedger(config).accounts(),
  },
  {
    name: "MockLedger.restore",
    given: [new Uint8Array(100)],
    call: (handles, bytes) => MockLedger.restore(bytes).now,
  },
  ...[api.calculateCharges, api.explainCharges].map((calculate) => ({
    name: "externalPrice",
    given: ["6.5"],
    call: (handles, price) => {
      const book = { rules: BOOK.rules, externalPrice: () => price };
      return calculate({ priceMethods: [PRICED, LINE] }, book);
    },
  })),
];

/** The functions of the package by their names, as it exports them. */
export function exported() {
  const methods = (name, { prototype }) =>
    Object.getOwnPropertyNames(prototype)
      .filter((key) => typeof Object.getOwnPropertyDescriptor(prototype, key).value === "function")
      .filter((key) => key !== "constructor")
      .map((key) => `${name}.${key}`);
  const functions = Object.keys(api).filter((name) => typeof api[name] === "function");
  return [
    ...functions.filter((name) => !["ReckonerError", "Tariff"].includes(name)),
    ...methods("Tariff", api.Tariff),
    ...methods("MockLedger", MockLedger),
    "MockLedger.constructor",
    "MockLedger.restore",
  ];
}

/** Handles that are made when they are first asked for, and given back. */
export function newHandles() {
  const made = {};
  return {
    tariff: () => (made.tariff ??= compile(rules)),
    ledger: () => (made.ledger ??= new MockLedger()),
    freeAll() {
      for (const handle of Object.values(made)) handle.free();
    },
  };
}

/** What a call answers, or how it is refused: by an error of ours, and never as a defect. */
export function outcome(call) {
  try {
    const answer = call();
    return answer instanceof Uint8Array ? [...answer] : answer;
  } catch (error) {
    assert.ok(error instanceof ReckonerError, error?.stack);
    assert.notEqual(error.code, "internal", error.message);
    const { code, diagnostics, message, problems } = error;
    return { code, diagnostics, message, problems };
  }
}

/** What a call of an entry answers with handles of its own. */
export function answered({ call }, given) {
  const handles = newHandles();
  const answer = outcome(() => call(handles, ...given));
  handles.freeAll();
  return answer;
}

const bystander = new MockLedger();

/** Things that whoever never attacked anybody is answered, whatever others did before. */
export function innocent() {
  const { chargeDetails } = api.calculateCharges({ priceMethods: [LINE] }, {
    rules: { FEE: { flat: "1" } },
  });
  return [
    compile("4P*A+20C").charge("1"),
    chargeDetails[0].charge,
    api.allocate("10", [1, 1, 1]),
    api.validatePayment(PAYMENT).valid,
    bystander.payment(PAYMENT).status,
  ];
}

const isTree = (data) =>
  typeof data === "object" && data !== null && !ArrayBuffer.isView(data);

/** The same data, each of whose properties gives `strange()` instead after it was read once. */
export function changing(data, random, strange) {
  if (!isTree(data)) return data;
  const seen = new Set();
  const isList = Array.isArray(data);
  const target = isList ? [] : {};
  for (const [key, value] of Object.entries(data)) target[key] = changing(value, random, strange);
  const read = (from, key) => {
    if (Object.hasOwn(from, key) && seen.has(key)) return strange();
    seen.add(key);
    return from[key];
  };
  if (random.below(3) === 0) return new Proxy(target, { get: (from, key) => read(from, key) });
  const lies = {
    [Symbol.toPrimitive]: strange,
    [Symbol.iterator]: strange,
    [Symbol.toStringTag]: "Map",
  };
  // What JSON, templates and loops would ask, and nobody else may.
  const asked = { toJSON: strange, toString: strange, valueOf: strange, ...lies };
  const copy = isList ? Object.setPrototypeOf([], asked) : Object.create(asked);
  for (const key of Object.keys(target)) {
    const enumerable = isList || random() < 0.8;
    const get = () => read(target, key);
    Object.defineProperty(copy, key, { configurable: true, enumerable, get });
  }
  return random.below(3) === 0 ? Object.assign(copy, lies) : copy;
}

/** How many values there are in the data. */
export function count(data) {
  if (!isTree(data)) return 1;
  return Object.values(data).reduce((sum, value) => sum + count(value), 1);
}

/** The same data with another value in a place, or a getter that gives it. */
export function replaced(data, place, value, isGetter = false) {
  if (place === 0) return value;
  let left = place - 1;
  const copy = Array.isArray(data) ? [] : {};
  for (const [key, inner] of Object.entries(data)) {
    const size = count(inner);
    if (left < 0 || left >= size) copy[key] = inner;
    else if (left > 0 || !isGetter) copy[key] = replaced(inner, left, value, isGetter);
    else Object.defineProperty(copy, key, { configurable: true, enumerable: true, get: value });
    left -= size;
  }
  return copy;
}
