// Bodies that are made of other things than plain data: classes, getters, proxies, circles, holes.

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  calculateCharges,
  explainCharges,
  validateChargeCalculation,
  validateChargeCreation,
} from "../../pkg/node.js";
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
  rooted,
  SLAB,
  TEXTS,
} from "./bodies.mjs";
import {
  cyclic,
  inClasses,
  inGetters,
  inHeirs,
  inInstances,
  label,
  NO_DATA,
  STRANGE,
  withoutPrototypes,
} from "./strange.mjs";

test("objects that are no plain data have no fields to speak of", () => {
  for (const [value, found] of NO_DATA) {
    const wrong = found !== "an object";
    const problems = judged(validateChargeCalculation, value, label(value));
    assert.deepEqual(places(problems), [[wrong ? "wrong-type" : "missing-field", ""]]);
    problemsOf(() => calculateCharges(value, BOOK), label(value));
    const [first] = judged(validateChargeCalculation, { priceMethods: [value] }, label(value));
    assert.equal(first.code, wrong ? "wrong-type" : "missing-field");
  }
});

test("unusual objects with the same data are charged alike", () => {
  const line = { ...LINE, priceMethod: null, slabDetails: [SLAB] };
  for (const body of [bare(line), rooted(bare(line), { txnRefNo: "T", ...bare(line) })]) {
    const expected = calculateCharges(body, BOOK);
    const explained = explainCharges(body, BOOK);
    const wide = { ...BOOK, rules: { ...BOOK.rules, UNUSED: 5 } };
    const proxied = (same) => new Proxy(same, {});
    const makes = [inInstances, withoutPrototypes, inGetters, inHeirs, inClasses, proxied];
    for (const make of makes) {
      const unusual = make(body);
      assert.deepEqual(calculateCharges(unusual, BOOK), expected);
      assert.deepEqual(explainCharges(unusual, BOOK), explained);
      assert.deepEqual(judged(validateChargeCalculation, unusual), []);
      // A rule that no line names does not matter, however the request is made.
      assert.deepEqual(calculateCharges(unusual, wide), expected);
    }
  }
});

test("getters that throw are problems of their fields", () => {
  const throwing = (fields, name) =>
    Object.defineProperty({ ...fields }, name, {
      enumerable: true,
      get() {
        throw new TypeError("a getter that throws");
      },
    });
  for (const field of [...TEXTS, ...AMOUNTS, ...FLAGS, "slabDetails"]) {
    const code = AMOUNTS.includes(field) ? "amount-type" : "wrong-type";
    const body = { priceMethods: [throwing(LINE, field)] };
    hold(body, [[code, `/priceMethods/0/${field}`]], field);
  }
  for (const field of ["priceMethods", "txnRefNo", "txnAttributes"]) {
    const code = [["wrong-type", `/txnDetails/0/${field}`]];
    hold(rooted(throwing(bare(LINE), field)), code, field);
  }
  hold(throwing({}, "txnDetails"), [["wrong-type", "/txnDetails"]], "txnDetails");
});

test("getters that change their answer change nothing but the answer", () => {
  const values = [...STRANGE, LINE, [LINE], "Y", "5", "FEE"];
  const fields = [...TEXTS, ...AMOUNTS, ...FLAGS, "slabDetails"];
  const changing = (fields, name, second) => {
    let asked = 0;
    return Object.defineProperty({ ...fields }, name, {
      enumerable: true,
      get: () => ((asked += 1) === 1 ? fields[name] : second),
    });
  };
  const book = { ...BOOK, externalPrice: () => "5" };
  const external = { chargeCode: "FEE", externalPricingApplicable: "Y" };
  for (const second of values) {
    for (const field of fields) {
      const body = { priceMethods: [changing(LINE, field, second)] };
      problemsOf(() => calculateCharges(body, BOOK), `${field}: ${label(second)}`);
    }
    const transaction = changing(bare(external), "priceMethods", second);
    problemsOf(() => calculateCharges(transaction, book), `priceMethods: ${label(second)}`);
    const body = changing(rooted(bare(external)), "txnDetails", second);
    problemsOf(() => calculateCharges(body, book), `txnDetails: ${label(second)}`);
  }
});

test("lists with holes, and lists that lie about their length", () => {
  const holes = [0, 1, 2].map((place) => ["wrong-type", `/priceMethods/${place}`]);
  hold({ priceMethods: new Array(3) }, holes, "holes");
  hold({ priceMethods: new Array(2 ** 32 - 1) }, [["wrong-type", "/priceMethods"]], "all holes");
  const odd = [NaN, -1, 0.5, 2 ** 53, Infinity, "1", 1n, undefined, null, {}].map((one) => [one]);
  for (const lengths of [[1, 5], [2, 0], [1, 2 ** 31], [2 ** 31, 0], [undefined, 2], ...odd]) {
    let asked = 0;
    const length = () => lengths[Math.min((asked += 1), lengths.length) - 1];
    const get = (list, key) => (key === "length" ? length() : Reflect.get(list, key));
    const lines = new Proxy([LINE, LINE], { get });
    problemsOf(() => calculateCharges({ priceMethods: lines }, BOOK), `length ${label(lengths)}`);
    asked = 0;
    judged(validateChargeCalculation, { priceMethods: lines }, `length ${label(lengths)}`);
  }
});

test("bodies of any depth are read as far as their fields go", () => {
  let deep = [];
  for (let depth = 0; depth < 100_000; depth += 1) deep = [deep];
  hold({ ...bare(LINE), txnAttributes: deep }, [], "beside the fields");
  hold(bare({ ...LINE, partyId: deep }), [["wrong-type", "/priceMethods/0/partyId"]], "in a field");
});

test("cyclic bodies are judged as far as their fields go", () => {
  const body = { ...bare({ ...LINE, self: cyclic }), cyclic };
  hold(body, [], "beside the fields");
  const lines = { priceMethods: [] };
  lines.priceMethods.push(lines);
  const [first] = judged(validateChargeCalculation, lines);
  assert.deepEqual(places([first]), [["missing-field", "/priceMethods/0/chargeCode"]]);
  problemsOf(() => calculateCharges(lines, BOOK), "lines");
  const transactions = { txnDetails: [] };
  transactions.txnDetails.push(transactions);
  hold(transactions, [["missing-field", "/txnDetails/0/priceMethods"]], "transactions");
});

test("a refused body leaves nothing behind", () => {
  for (const value of STRANGE) {
    problemsOf(() => calculateCharges(bare({ ...LINE, charge: value }), BOOK), label(value));
    const [detail] = calculateCharges(bare(LINE), BOOK).chargeDetails;
    assert.equal(detail.charge, "30.00");
  }
  assert.ok(validateChargeCreation({}).valid === false);
});
