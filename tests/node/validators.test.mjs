// Every row of tests/data/bodies.jsonl, which has the bodies of public samples among them, and
// every wrong value in every field of every body.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { runInNewContext } from "node:vm";
import * as calculators from "../../pkg/node.js";
import { judged, places } from "./bodies.mjs";
import {
  ABSENT,
  frozen,
  inGetters,
  inInstances,
  label,
  LISTS,
  NO_DATA,
  NUMBERS,
  STRANGE,
  WITH_FIELDS,
  withoutPrototypes,
} from "./strange.mjs";

const ROWS = readFileSync(new URL("../data/bodies.jsonl", import.meta.url), "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line));

const validatorOf = (name) => calculators[`validate${name[0].toUpperCase()}${name.slice(1)}`];

test("every row of the table is judged as it says", () => {
  for (const { validator, strict, body, problems } of ROWS) {
    const validate = validatorOf(validator);
    const options = strict === undefined ? undefined : { strict };
    const place = `${validator} ${JSON.stringify(body)}`;
    assert.deepEqual(places(judged(validate, body, place, options)), problems, place);
    const answer = validate(frozen(body), options);
    if (answer.valid) assert.deepEqual(answer.value, body, place);
    for (const { code, message, severity } of answer.problems ?? []) {
      assert.equal(severity, code === "unknown-field" ? "warning" : undefined, place);
      assert.ok(message.length < 200 && !/[\n.]$/.test(message), message);
    }
  }
});

test("unusual objects with the same data are judged alike", () => {
  const proxied = (body) => (Object(body) === body ? new Proxy(body, {}) : body);
  const foreign = (body) => runInNewContext(`(${JSON.stringify(body)})`);
  for (const { validator, strict, body, problems } of ROWS) {
    for (const make of [inInstances, withoutPrototypes, inGetters, proxied, foreign]) {
      const answer = validatorOf(validator)(make(body), { strict });
      assert.deepEqual(places(answer.problems ?? []), problems, JSON.stringify(body));
      if (answer.valid) assert.deepEqual(answer.value, body);
    }
  }
});

const INFORMATION = { amount: "2", currency: "LKR", description: "A game" };
const META_DATA = { onBehalfOf: "Games", purchaseCategoryCode: "Game", channel: "Web" };
const WALLET = {
  clientCorrelator: "1",
  endUserId: "tel:+94777123456",
  referenceCode: "REF-1",
  notifyURL: "http://localhost/",
  paymentAmount: { chargingInformation: INFORMATION, chargingMetaData: META_DATA },
};
const CAAS = { applicationId: "APP", password: "secret", subscriberId: "94777123456" };
const BODIES = frozen({
  payment: { makePayment: WALLET },
  refund: {
    refundTransaction: {
      ...WALLET,
      originalReferenceCode: "REF-0",
      originalServerReferenceCode: "SERVER-0",
    },
  },
  debit: { BILLERID: "B", AUTHFLAG: 1, AMOUNT: 5, RC: 1, TAXTYPE: 5, TAX: "1.5", TRID: "T" },
  caasDebit: {
    ...CAAS,
    externalTrxId: "1",
    amount: 5,
    currency: "LKR",
    accountId: "1",
    paymentInstrumentName: "Mobile Account",
  },
  balanceQuery: { ...CAAS, accountId: "1", currency: "LKR" },
  subscription: { ...CAAS, action: "1", version: "1.0" },
});

const OBJECTS = [
  "makePayment",
  "refundTransaction",
  "paymentAmount",
  "chargingInformation",
  "chargingMetaData",
];
const OPTIONAL = [
  "TAXTYPE",
  "TRID",
  "accountId",
  "channel",
  "chargingMetaData",
  "clientCorrelator",
  "currency",
  "notifyURL",
  "onBehalfOf",
  "paymentInstrumentName",
  "purchaseCategoryCode",
  "version",
];
const INTEGERS = ["AMOUNT", "AUTHFLAG", "RC", "TAXTYPE", "action"];
const DECIMALS = ["TAX", "amount"];

/** The places of all fields of a body. */
function* pathsOf(value, path = []) {
  for (const [name, field] of Object.entries(value)) {
    yield [...path, name];
    if (typeof field === "object") yield* pathsOf(field, [...path, name]);
  }
}

function replaced(value, [name, ...rest], field) {
  if (name === undefined) return field;
  return { ...value, [name]: replaced(value[name], rest, field) };
}

const isOptional = (kind, name) =>
  OPTIONAL.includes(name) && (name !== "currency" || !["payment", "refund"].includes(kind));

function expectedOf(kind, path, code) {
  const name = path.at(-1);
  const expected = [[code, `/${path.join("/")}`]];
  if (name !== "TAXTYPE" || code !== "absent") return code === "absent" ? [] : expected;
  return [["tax-unexpected", "/TAX"]];
}

test("every wrong value of every field", () => {
  for (const [kind, body] of Object.entries(BODIES)) {
    const validate = validatorOf(kind);
    assert.deepEqual(validate(body, { strict: true }), {
      valid: true,
      value: body,
      warnings: [],
    });
    for (const path of pathsOf(body)) {
      const name = path.at(-1);
      const isNumber = [...INTEGERS, ...DECIMALS].includes(name);
      const hold = (value, code) => {
        const place = `${path.join("/")}: ${label(value)}`;
        const problems = judged(validate, replaced(body, path, value), place);
        assert.deepEqual(places(problems), expectedOf(kind, path, code), place);
      };
      for (const [value, found] of [...NO_DATA, ...LISTS]) {
        if (found !== "an object" || !OBJECTS.includes(name)) hold(value, "wrong-type");
      }
      const missing = OBJECTS.includes(name) ? "wrapper-missing" : "missing-field";
      for (const value of ABSENT) hold(value, isOptional(kind, name) ? "absent" : missing);
      if (!isNumber) for (const [value] of NUMBERS) hold(value, "wrong-type");
      if (isNumber) {
        const code = INTEGERS.includes(name) ? "integer-range" : "amount-format";
        for (const value of [NaN, Infinity, -0.5, 1e-7, 1e300, "x", "1e2", "\u0661"]) {
          hold(value, code);
        }
      }
      const huge = "\u202e\n".repeat(500_000);
      if (!OBJECTS.includes(name)) {
        const problems = judged(validate, replaced(body, path, huge), name);
        for (const { message } of problems) assert.ok(message.length < 200, message);
        hold("\ud800", isNumber || String.prototype.isWellFormed ? "wrong-type" : "absent");
      }
    }
  }
});

test("whatever is given and however it is asked for, nothing is thrown", () => {
  const throwing = {
    get strict() {
      throw new TypeError("a getter that throws");
    },
  };
  for (const [kind, body] of Object.entries(BODIES)) {
    const validate = validatorOf(kind);
    for (const value of STRANGE) {
      assert.equal(judged(validate, value, label(value)).length > 0, true, label(value));
    }
    for (const options of [...STRANGE, throwing]) {
      const { valid } = validate({ ...body, extra: 1 }, options);
      assert.equal(valid, !WITH_FIELDS.includes(options), label(options));
    }
    assert.deepEqual(validate(Object.create(body)), validate(body));
    const wide = Object.fromEntries(Array.from({ length: 10_000 }, (_, place) => [place, place]));
    assert.equal(validate({ ...body, ...wide }).valid, true);
    const { problems } = validate({ ...body, ...wide }, { strict: true });
    assert.equal(problems.length, 100);
    const unsaid = places(problems).filter(([code]) => code !== "unknown-field");
    assert.deepEqual(unsaid, [["too-many-problems", ""]]);
    assert.equal(places(problems).at(-1)[0], "too-many-problems");
  }
});

test("an option that there is not is refused by every validator, of books, too", () => {
  const known = (name) => (name === "validateBook" ? "lint" : "strict");
  const names = Object.keys(calculators).filter((name) => name.startsWith("validate"));
  assert.equal(names.length, 9);
  class Options {
    get stric() {
      return true;
    }
  }
  for (const name of names) {
    const validate = calculators[name];
    const judgedBy = (options) => validate({}, options).problems ?? [];
    for (const options of [{ stric: true }, { [known(name)]: true, stric: 1 }, new Options()]) {
      assert.deepEqual(judgedBy(options), [{
        code: "unknown-field",
        path: "/options/stric",
        message: "the field `stric` is unknown",
        help: `the fields are \`${known(name)}\``,
        fault: "request",
      }]);
    }
    const long = judgedBy({ [`a/b${"x".repeat(5_000_000)}`]: 1 })[0];
    assert.equal(long.code, "unknown-field");
    assert.ok(long.message.length < 1_000);
    for (const good of [{}, { [known(name)]: undefined, x: undefined }, Object.create(null)]) {
      assert.deepEqual(judgedBy(good), judgedBy(undefined));
    }
  }
});
