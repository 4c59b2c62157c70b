// Plain payments reach the module as text, all others as they are: both must say the same.

import assert from "node:assert/strict";
import { test } from "node:test";
import { packed } from "./support.mjs";
import { LISTS, NO_DATA, NUMBERS } from "./strange.mjs";

const { MockLedger, ReckonerError } = await import(packed("ledger/node.js"));

const body = () => ({
  makePayment: {
    clientCorrelator: "54321",
    endUserId: "tel:+94777123456",
    paymentAmount: {
      chargingInformation: { amount: "2", currency: "LKR", description: "Alien Invaders Game" },
      chargingMetaData: {
        onBehalfOf: "Example Games Inc",
        purchaseCategoryCode: "Game",
        channel: "Web",
      },
    },
    referenceCode: "REF-12345",
    notifyURL: "http://127.0.0.1/notify",
  },
});

/** The paths to every object and leaf of the body. */
const PATHS = [
  "makePayment",
  "makePayment.clientCorrelator",
  "makePayment.endUserId",
  "makePayment.paymentAmount",
  "makePayment.paymentAmount.chargingInformation",
  "makePayment.paymentAmount.chargingInformation.amount",
  "makePayment.paymentAmount.chargingInformation.currency",
  "makePayment.paymentAmount.chargingInformation.description",
  "makePayment.paymentAmount.chargingMetaData",
  "makePayment.paymentAmount.chargingMetaData.onBehalfOf",
  "makePayment.paymentAmount.chargingMetaData.purchaseCategoryCode",
  "makePayment.paymentAmount.chargingMetaData.channel",
  "makePayment.referenceCode",
  "makePayment.notifyURL",
].map((path) => path.split("."));

/** The body with another value at a path; undefined takes the field away. */
function changed(path, value) {
  const whole = body();
  let object = whole;
  for (const name of path.slice(0, -1)) object = object[name];
  if (value === undefined) delete object[path.at(-1)];
  else object[path.at(-1)] = value;
  return whole;
}

/** The same body with a prototype that plain data does not have, which the façade leaves alone. */
const unusual = (plain) => Object.assign(Object.create({}), plain);

/** A ledger in a world of its own, which both ways begin with. */
const world = (strict) => new MockLedger({ strict });

function same(make, options, strict = false) {
  const [quick, general] = [world(strict), world(strict)];
  const pay = (ledger, given) => {
    try {
      return ledger.payment(given, options);
    } catch (error) {
      assert.ok(error instanceof ReckonerError, String(error));
      return error.message;
    }
  };
  for (let time = 0; time < 2; time += 1) {
    assert.deepEqual(pay(quick, make()), pay(general, unusual(make())));
  }
  assert.deepEqual(quick.snapshot(), general.snapshot());
  quick.verify();
}

const TEXTS = ["", " ", "x", "10.005", " 2", "1e2", "NaN", "-1", "0", "tel:94777123456", "\x1f",
  "a\x1fb", "\0", "\ud800", "é😀", '"\\\n', "WAP", "web", "USD", "x".repeat(100_000)];

test("a payment as text is the payment itself", () => {
  same(body);
  same(body, undefined, true);
  same(body, { application: "APP_000001" });
  for (const path of PATHS) {
    same(() => changed(path, undefined));
    same(() => changed(path, null));
    for (const text of TEXTS) same(() => changed(path, text));
    for (const [number] of NUMBERS) same(() => changed(path, number));
    for (const [value] of [...NO_DATA, ...LISTS]) same(() => changed(path, value));
    const extra = () => changed([...path.slice(0, -1), "extra"], "extra");
    same(extra);
    same(extra, undefined, true);
  }
  const metaData = ["makePayment", "paymentAmount", "chargingMetaData"];
  same(() => changed(metaData, {}));
  same(() => changed(metaData, { channel: "Mobile" }));
});

test("options of every kind are the same for both", () => {
  const names = [undefined, "nobody", 1, "\ud800", ""];
  const values = names.map((application) => ({ application }));
  values.push(null, {}, { application: "APP_000001", extra: 1 }, "APP_000001", 1, []);
  values.push(...NO_DATA.map(([value]) => value));
  for (const options of values) same(body, options);
});

test("a body that calls its ledger does no harm", () => {
  const uses = [
    (ledger) => ledger.payment(body()),
    (ledger) => ledger.refund(body()),
    (ledger) => ledger.advance(1),
    (ledger) => ledger.snapshot(),
  ];
  for (const use of uses) {
    for (const wrap of [(it) => it, unusual]) {
      const ledger = new MockLedger();
      const given = wrap(body());
      // What the body itself pays shall not be what it says.
      delete given.makePayment.clientCorrelator;
      let asked = 0;
      Object.defineProperty(given.makePayment, "referenceCode", {
        enumerable: true,
        get() {
          asked += 1;
          try {
            use(ledger);
          } catch (error) {
            assert.ok(error instanceof Error);
          }
          return "REF-2";
        },
      });
      assert.equal(ledger.payment(given).status, 200);
      assert.ok(asked > 0);
      ledger.verify();
    }
  }
});

test("a body that frees its ledger finds it busy", () => {
  for (const wrap of [(it) => it, unusual]) {
    const ledger = new MockLedger();
    const given = wrap(body());
    Object.defineProperty(given.makePayment, "referenceCode", {
      enumerable: true,
      get() {
        assert.throws(() => ledger.free(), { code: "ledger-busy" });
        return "REF-2";
      },
    });
    assert.equal(ledger.payment(given).status, 200);
    ledger.verify();
    ledger.free();
    assert.throws(() => ledger.verify(), { code: "ledger-freed" });
  }
});

test("whatever a method is given, it answers or refuses, and the books balance", () => {
  const values = [undefined, null, "", "x", ...NO_DATA, ...LISTS, ...NUMBERS]
    .map((it) => (Array.isArray(it) ? it[0] : it));
  const ledger = new MockLedger();
  const methods = Object.getOwnPropertyNames(MockLedger.prototype)
    .filter((name) => !["constructor", "free", "nextDue", "now"].includes(name));
  const before = ledger.transactions({ kind: "opening" }).length;
  for (const name of methods) {
    for (const value of values) {
      for (const given of [[value], ["94777123456", value], [value, value, value]]) {
        try {
          ledger[name](...given);
        } catch (error) {
          assert.ok(error instanceof ReckonerError, `${name}: ${error}`);
        }
      }
    }
    ledger.verify();
  }
  assert.equal(ledger.transactions({ kind: "opening" }).length, before);
  for (const value of values.filter((it) => it !== undefined && Object(it) !== it)) {
    assert.throws(() => new MockLedger(value), ReckonerError, String(value));
  }
});

test("a misspelt filter of transactions is refused", () => {
  const ledger = new MockLedger();
  ledger.payment(body());
  const refused = [
    [{ kind: "payments" }, "unknown-choice", "/kind"],
    [{ status: "charged" }, "unknown-choice", "/status"],
    [{ subscriber: "94777123457" }, "unknown-subscriber", "/subscriber"],
    [{ application: "APP_2" }, "unknown-application", "/application"],
    [{ referenceCode: 12_345 }, "wrong-type", "/referenceCode"],
    [{ reference: "REF-12345" }, "unknown-field", "/reference"],
  ];
  for (const [filter, code, path] of refused) {
    assert.throws(
      () => ledger.transactions(filter),
      (error) => error.code === code && error.problems[0].path === path,
      JSON.stringify(filter),
    );
  }
  assert.equal(ledger.transactions({ kind: "payment", subscriber: "+94777123456" }).length, 1);
});
