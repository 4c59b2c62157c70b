import assert from "node:assert/strict";
import { test } from "node:test";
import { MockLedger } from "../../pkg/ledger/node.js";
import { calculateCharges, compile, explainCharges } from "../../pkg/node.js";
import { seeded } from "../support/random.mjs";

const CURRENCIES = { CLF: 4, JPY: 0, KWD: 3, LKR: 2 };
const FORMULAS = [
  "4P*A+20C",
  "A<1000C|5C|2.5P*A|>30C|<2000C",
  "39C-A",
  "0.3333P*A",
  "A*A",
  "999C*A",
];
const MODES = ["halfUp", "halfEven", "halfDown", "up", "down", "ceiling", "floor"];

const withPoint = (amount) => (amount.includes(".") ? amount : `${amount}.`);

// Zeros at the end change no amount, but more than 15 digits take it off the fast path.
const offTheFastPath = (amount) => withPoint(amount).padEnd(18, "0");

/** The same with some more decimals, which are counted in the last of them. */
const withDecimals = (amount, decimals) => {
  const text = withPoint(amount);
  return text.padEnd(text.length + decimals, "0");
};

test("the fast path and the general path give the same digits", () => {
  const random = seeded(2);
  for (const [currency, minorUnits] of Object.entries(CURRENCIES)) {
    for (const formula of FORMULAS) {
      for (const rounding of MODES) {
        const tariff = compile(formula, { currency, rounding });
        for (let round = 0; round < 200; round += 1) {
          const count = Math.floor(10 ** (14 * random()));
          const decimals = random.below(minorUnits + 1);
          const amount = (count / 10 ** decimals).toFixed(decimals);
          const general = answer(tariff, offTheFastPath(amount));
          const label = `${formula} of ${amount} ${currency}, ${rounding}`;
          assert.equal(answer(tariff, amount), general, label);
          assert.equal(answer(tariff, withDecimals(amount, 3)), general, label);
          assert.equal(answer(tariff, Number(amount)), general, label);
        }
        tariff.free();
      }
    }
  }
});

test("amounts at the ends of the fast path", () => {
  for (const formula of FORMULAS) {
    const tariff = compile(formula);
    for (const amount of ["0", "0.01", "9999999999999.99", "999999999999999", "0.1", "1000"]) {
      assert.equal(answer(tariff, amount), answer(tariff, offTheFastPath(amount)), amount);
    }
  }
});

test("increments are kept", () => {
  const tariff = compile("4P*A", { currency: "CHF", increment: "0.05" });
  assert.equal(tariff.charge("10.60"), "0.40");
  assert.equal(tariff.charge("10.63"), "0.45");
});

/** How many texts of the module a call decodes: only the general path answers with one. */
function decoded(call) {
  const { decode } = TextDecoder.prototype;
  let count = 0;
  TextDecoder.prototype.decode = function (...given) {
    count += 1;
    return decode.apply(this, given);
  };
  try {
    call();
  } finally {
    TextDecoder.prototype.decode = decode;
  }
  return count;
}

test("usual amounts take the fast path, and others do not", () => {
  for (const [currency, minorUnits] of Object.entries(CURRENCIES)) {
    const tariff = compile("4P*A+20C", { currency });
    const amount = (1234.5).toFixed(minorUnits);
    for (const quick of [amount, withDecimals(amount, 5), Number(amount), 0.001]) {
      assert.equal(decoded(() => tariff.charge(quick)), 0, `${quick} ${currency}`);
    }
    assert.ok(decoded(() => tariff.charge(offTheFastPath(amount))) > 0, currency);
  }
});

/** The same object with a field that is read by whoever reads it whole, and not by its names. */
function watched(object, enumerable, seen) {
  return Object.defineProperty({ ...object }, "undeclared", {
    enumerable,
    get() {
      seen.push(object);
      return undefined;
    },
  });
}

test("plain requests are written by their declaration, and others are read whole", () => {
  const fee = { chargeCode: "FEE", priceRuleId: "FEE", chargeCriteriaValue: "3000" };
  const book = { rules: { FEE: { percentage: "1" } } };
  class Unusual {
    priceMethods;
    constructor(lines) {
      this.priceMethods = lines;
    }
  }
  for (const calculate of [calculateCharges, explainCharges]) {
    const seen = [];
    const lines = [watched({ ...fee, slabDetails: [] }, true, seen), fee];
    const plain = calculate({ txnRefNo: "T", priceMethods: lines }, book);
    calculate({ txnDetails: [{ priceMethods: lines }] }, book);
    assert.equal(seen.length, 0);
    const whole = calculate({ txnRefNo: "T", note: Symbol("x"), priceMethods: lines }, book);
    assert.equal(seen.length, 0);
    assert.deepEqual(whole, plain);
    calculate(new Unusual(lines), book);
    assert.ok(seen.length > 0);
  }
});

test("plain payments are written by their declaration, and others are read whole", () => {
  const ledger = new MockLedger({ seed: 1 });
  const other = new MockLedger({ seed: 1 });
  const seen = [];
  const payment = (fields) => ({
    endUserId: "tel:+94777123456",
    paymentAmount: {
      chargingInformation: { amount: 2.5, currency: "LKR", description: "Game" },
      chargingMetaData: { channel: "Web" },
    },
    referenceCode: "REF-1",
    notifyURL: "http://localhost/",
    ...fields,
  });
  const usual = ledger.payment({ makePayment: watched(payment(), false, seen) });
  assert.equal(seen.length, 0);
  const whole = other.payment({ makePayment: watched(payment({ other: 1 }), false, seen) });
  assert.ok(seen.length > 0);
  assert.equal(usual.status, 200);
  assert.equal(JSON.stringify(usual), JSON.stringify(whole));
});

function answer(tariff, amount) {
  try {
    return tariff.charge(amount);
  } catch (error) {
    return error.code;
  }
}
