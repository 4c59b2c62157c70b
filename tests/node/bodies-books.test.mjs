// What is no body: books, options, what a price source says, and the body that creates a charge.

import assert from "node:assert/strict";
import { test } from "node:test";
import { types } from "node:util";
import {
  calculateCharges,
  explainCharges,
  ReckonerError,
  validateChargeCalculation,
  validateChargeCreation,
} from "../../pkg/node.js";
import {
  ABSENT, AMOUNT_TEXTS, label, LISTS, NO_DATA, NUMBERS, STRANGE, WITH_FIELDS,
} from "./strange.mjs";

const RULES = Object.freeze({ FEE: Object.freeze({ percentage: "1" }) });
const LINE = { chargeCode: "FEE", priceRuleId: "FEE", chargeCriteriaValue: "3000" };
const BODY = { priceMethods: [LINE] };
const places = (problems) => problems.map(({ code, path }) => [code, path]);

function refused(call, place) {
  try {
    call();
  } catch (error) {
    assert.ok(error instanceof ReckonerError, `${place}: ${error?.stack ?? error}`);
    assert.ok(error.problems.length > 0, place);
    return places(error.problems);
  }
  return [];
}

const refusedBook = (book, place, body = BODY) => {
  const problems = refused(() => calculateCharges(body, book), place);
  assert.deepEqual(refused(() => explainCharges(body, book), place), problems, place);
  return problems;
};

const throwing = (name) =>
  Object.defineProperty({}, name, {
    enumerable: true,
    get() {
      throw new TypeError("a getter that throws");
    },
  });

test("strange books are refused in their places", () => {
  for (const value of STRANGE) {
    const place = label(value);
    for (const problems of [refusedBook(value, place), refusedBook({ rules: value }, place)]) {
      assert.equal(problems.length, 1, place);
      const [code, path] = problems[0];
      // What is an object at least is a book without such a rule.
      if (code === "unknown-price-rule") assert.equal(typeof value, "object", place);
      else assert.deepEqual([code, path.startsWith("/book")], ["wrong-type", true], place);
    }
  }
  for (const field of ["rules", "externalPrice", "allocation"]) {
    const book = Object.defineProperties(throwing(field), {
      ...(field === "rules" ? {} : { rules: { value: RULES, enumerable: true } }),
    });
    const [[code, path]] = refusedBook(book, field);
    assert.equal(code, "wrong-type", field);
    assert.ok(path.startsWith("/book"), field);
  }
});

test("strange rules are refused by identity", () => {
  for (const value of STRANGE) {
    const place = label(value);
    const problems = refusedBook({ rules: { FEE: value } }, place);
    const [[code, path]] = problems;
    // An object is a rule with no price, or with fields that no rule has; nothing else is a rule.
    if (code === "wrong-type") assert.deepEqual(problems, [["wrong-type", "/book/rules/FEE"]]);
    else assert.ok(value === undefined || typeof value === "object", place);
    assert.ok(path.startsWith("/book/rules/FEE"), place);
  }
  const [[code, path]] = refusedBook({ rules: throwing("FEE") }, "a getter");
  assert.deepEqual([code, path], ["wrong-type", "/book/rules/FEE"]);
  const named = { "a/b~c": { flat: "x" } };
  const body = { priceMethods: [{ ...LINE, priceRuleId: "a/b~c" }] };
  const expected = [["amount-character", "/book/rules/a~1b~0c/flat"]];
  assert.deepEqual(refusedBook({ rules: named }, "pointer", body), expected);
});

test("strange amounts in a rule are refused in their places", () => {
  const types = [...NO_DATA, ...LISTS].map(([value]) => [value, "amount-type"]);
  const wrong = [...types, ...NUMBERS.filter(([, code]) => code), ...AMOUNT_TEXTS];
  const hold = (rule, path, code, place) => {
    const problems = refusedBook({ rules: { FEE: rule } }, place);
    assert.deepEqual(problems, [[code, `/book/rules/FEE/${path}`]], place);
  };
  for (const [value, code] of wrong) {
    for (const field of ["flat", "percentage", "perUnit"]) {
      const rule = { volume: [{ [field]: value }] };
      hold(rule, `volume/0/${field}`, code, `${field}: ${label(value)}`);
    }
    const fields = ["free", "chargeUnit", "annualBasis", "increment", "minimum", "maximum"];
    for (const field of fields) {
      const rule = { volume: [{ flat: "1" }], [field]: value };
      hold(rule, field, code, `${field}: ${label(value)}`);
    }
  }
});

test("strange modes of allocation and price sources are refused", () => {
  for (const value of STRANGE.filter((value) => value !== undefined)) {
    const place = label(value);
    const [[code, path] = []] = refusedBook({ rules: RULES, allocation: value }, place);
    // `null` may count as absent.
    if (value !== null) {
      assert.equal(path, "/book/allocation", place);
      const isName = typeof value === "string" && value.isWellFormed();
      assert.equal(code, isName ? "unknown-allocation" : "wrong-type", place);
    }
    if (typeof value === "function" || value === null) continue;
    const problems = refusedBook({ rules: RULES, externalPrice: value }, place);
    assert.deepEqual(problems, [["wrong-type", "/book/externalPrice"]], place);
  }
});

const EXTERNAL = { priceMethods: [{ chargeCode: "FEE", externalPricingApplicable: "Y" }] };

test("what a price source says is read as an amount", () => {
  const path = "/book/externalPrice";
  const wrong = [...NO_DATA, ...LISTS, ...ABSENT.map((value) => [value])];
  const codes = wrong.map(([value]) => [
    value,
    types.isPromise(value) ? "price-promised" : "amount-type",
  ]);
  const given = [...codes, ...NUMBERS, ...AMOUNT_TEXTS, ["-0.01", "amount-negative"]];
  for (const [value, code] of given) {
    const book = { rules: {}, externalPrice: () => value };
    const expected = code === undefined ? [] : [[code, path]];
    assert.deepEqual(refusedBook(book, label(value), EXTERNAL), expected, label(value));
  }
  assert.deepEqual(refusedBook({ rules: {} }, "none", EXTERNAL), [["external-price-source", path]]);
});

test("what a price source throws is the host's own affair", () => {
  for (const thrown of [new RangeError("host"), "text", null, { code: "x", message: "y" }]) {
    const book = {
      rules: {},
      externalPrice() {
        throw thrown;
      },
    };
    for (const calculate of [calculateCharges, explainCharges]) {
      let caught;
      try {
        calculate(EXTERNAL, book);
      } catch (error) {
        caught = error;
      }
      assert.equal(caught, thrown);
    }
  }
});

test("a price source may use the module, and is asked once a charge", () => {
  const share = { chargeSharing: "Y", externalPricingApplicable: "Y", chargeCode: "FEE" };
  const lines = [
    { ...share, chargeSharingPct: "40", partyId: "A" },
    { ...share, chargeSharingPct: "60", partyId: "B" },
  ];
  const told = { applicationCode: "OBTF", txnRefNo: "T", txnAttributes: [1] };
  const request = { ...told, priceMethods: lines };
  const asked = [];
  const book = {
    rules: RULES,
    externalPrice(query) {
      asked.push(query);
      assert.equal(this, book);
      return calculateCharges(BODY, { rules: RULES }).chargeDetails[0].charge;
    },
  };
  const { chargeDetails } = calculateCharges(request, book);
  assert.deepEqual(chargeDetails.map(({ charge }) => charge), ["12.00", "18.00"]);
  assert.equal(asked.length, 1);
  const { extPrcConsumerService, ...query } = asked[0];
  assert.equal(extPrcConsumerService, undefined);
  assert.deepEqual(query, { ...told, line: lines[0] });
  // It is the caller's own line, with whatever else the caller put there.
  assert.equal(query.line, lines[0]);
});

// Options.

test("options of any kind never make a validator throw", () => {
  const lenient = STRANGE.filter((strict) => strict !== true).map((strict) => ({ strict }));
  for (const validate of [validateChargeCalculation, validateChargeCreation]) {
    const body = { ...BODY, extra: 1 };
    const expected = validate(body);
    for (const options of [...STRANGE, throwing("strict"), ...lenient]) {
      const answer = validate(body, options);
      if (!WITH_FIELDS.includes(options)) assert.deepEqual(answer, expected, label(options));
      else assert.equal(places(answer.problems)[0][0], "unknown-field", label(options));
    }
  }
});

test("unknown fields are warnings, and only where they are asked for", () => {
  const body = {
    extra: 1,
    txnDetails: [
      { "a/b~c": 2, priceMethods: [{ ...LINE, Charge: 3, slabDetails: [{ amount: 1, to: 4 }] }] },
    ],
  };
  assert.equal(validateChargeCalculation(body).valid, true);
  assert.equal(validateChargeCalculation(body, { strict: false }).valid, true);
  const { valid, problems } = validateChargeCalculation(body, { strict: true });
  assert.equal(valid, false);
  assert.deepEqual(places(problems), [
    ["unknown-field", "/extra"],
    ["unknown-field", "/txnDetails/0/a~1b~0c"],
    ["unknown-field", "/txnDetails/0/priceMethods/0/Charge"],
    ["unknown-field", "/txnDetails/0/priceMethods/0/slabDetails/0/to"],
  ]);
  for (const { severity } of problems) assert.equal(severity, "warning");
  const worse = { ...body, applicationCode: 5 };
  const all = validateChargeCalculation(worse, { strict: true }).problems;
  assert.equal(all.length, 5);
  assert.deepEqual(places(all.filter(({ severity }) => severity === undefined)), [
    ["wrong-type", "/applicationCode"],
  ]);
});

// The creation of a charge.

const CREATION = Object.freeze({
  tenantId: "tenant_id_123",
  productType: "subscription",
  paymentMethod: "credit_card",
  chargeFormula: "2.5P*A|>10C",
});

test("every wrong value of every field of a charge's creation", () => {
  const numbers = NUMBERS.map(([value]) => [value]);
  for (const field of Object.keys(CREATION)) {
    const hold = (value, code) => {
      const { problems } = validateChargeCreation(Object.freeze({ ...CREATION, [field]: value }));
      assert.deepEqual(places(problems), [[code, `/${field}`]], `${field}: ${label(value)}`);
    };
    for (const [value] of [...NO_DATA, ...LISTS, ...numbers]) hold(value, "wrong-type");
    for (const value of [...ABSENT, "", " \t\n"]) hold(value, "missing-field");
    for (const text of ["\u001f", "\0", "\ud800", "\u202e", "x".repeat(1_000_000)]) {
      const { valid, problems } = validateChargeCreation({ ...CREATION, [field]: text });
      assert.equal(valid, problems === undefined);
      for (const { path } of problems ?? []) assert.equal(path, `/${field}`);
      assert.ok(field !== "chargeFormula" || valid === false);
    }
  }
});

test("what creates a charge is an object with four fields", () => {
  const all = Object.keys(CREATION).map((field) => ["missing-field", `/${field}`]);
  for (const [value, found] of NO_DATA) {
    const { problems } = validateChargeCreation(value);
    const expected = found === "an object" ? all : [["wrong-type", ""]];
    assert.deepEqual(places(problems), expected, label(value));
  }
  for (const value of [...ABSENT, ...NUMBERS.map(([number]) => number), "x", [], [CREATION]]) {
    assert.deepEqual(places(validateChargeCreation(value).problems), [["wrong-type", ""]]);
  }
  assert.equal(validateChargeCreation(Object.create(CREATION)).valid, true);
  const strict = validateChargeCreation({ ...CREATION, extra: 1 }, { strict: true });
  assert.deepEqual(places(strict.problems), [["unknown-field", "/extra"]]);
  assert.deepEqual(validateChargeCreation(CREATION), {
    valid: true,
    value: CREATION,
    warnings: [],
  });
  const printed = validateChargeCreation({ ...CREATION, chargeFormula: "2.5.6P*10C" });
  assert.deepEqual(printed.problems.map(({ path }) => path), ["/chargeFormula"]);
});
