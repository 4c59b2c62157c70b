// What a trap costs: the call, the instance, and never the process, nor a charge.

import assert from "node:assert/strict";
import { test } from "node:test";
import { loadEntries } from "./support.mjs";
import * as traps from "./traps.mjs";

traps.watch();
const entries = await loadEntries();
const ledgers = await loadEntries("ledger/");

const TIERS = [{ upTo: 250, flat: 10 }, { upTo: "500", flat: "20" }, { upTo: null, flat: 30n }];
const REQUEST = {
  txnRefNo: "T",
  priceMethods: [{ chargeCode: "FEE", priceRuleId: "fee", chargeCriteriaValue: "1000" }],
};
const BOOK = { rules: { fee: { percentage: 1 } } };
let books = 0;
const newBook = () => ({ rules: { fee: { percentage: 1, maximum: (books += 1) + 1_000 } } });
const UNUSUAL = Object.create({}, Object.getOwnPropertyDescriptors(REQUEST));
const PREPAID = "94777123456";
const SUBSCRIPTION = { msisdn: PREPAID };

/** Calls of every function of the API, each with what it gives. */
function callsOf(api) {
  const tariff = api.compile("4P*A+20C", { currency: "USD" });
  const rule = api.compile({ graduated: TIERS });
  const amounts = Float64Array.of(100, 200, 300);
  return {
    compile: () => api.compile("2P*A+1C").source,
    compileRule: () => api.compile({ volume: TIERS }, { currency: "LKR" }).charge("100"),
    charge: () => tariff.charge("10.5"),
    chargeNumber: () => tariff.charge(10.5),
    chargeRule: () => rule.charge("1000"),
    chargeMany: () => [...tariff.chargeMany(amounts)],
    chargeManyIntegers: () => [...rule.chargeMany(BigInt64Array.of(100n, 25_100n))],
    explain: () => tariff.explain("10.5"),
    curve: () => rule.curve(),
    solve: () => tariff.solve({ net: "100" }),
    lint: () => rule.lint(),
    source: () => [tariff.source, tariff.currency, tariff.exactCurve, rule.source],
    free: () => api.compile("5C").free(),
    check: () => api.check("5"),
    format: () => api.format("4p * a"),
    allocate: () => api.allocate("100", [1, 1, 1]),
    allocateOthers: () => api.allocate("7", ["1", 2n], { currency: "JPY" }),
    round: () => api.round("2.345"),
    clamp: () => api.clamp("5", { minimum: "10" }),
    calculateCharges: () => api.calculateCharges(REQUEST, BOOK),
    calculateAnew: () => api.calculateCharges(REQUEST, newBook()).chargeDetails[0].charge,
    calculateUnusual: () => api.calculateCharges(UNUSUAL, BOOK),
    explainCharges: () => api.explainCharges(REQUEST, BOOK),
    validatePayment: () => api.validatePayment({ makePayment: 1 }),
  };
}

const isInternal = (error) =>
  error?.name === "ReckonerError" && error.code === "internal" && error.message.length > 100;

/** Traps in a call, at each step of it but no more than so many, and looks at all others after. */
function trapAll(calls, steps, after) {
  let count = 0;
  for (const [name, call] of Object.entries(calls)) {
    for (let at = 1; at <= steps; at += 1) {
      const thrown = traps.trapped(call, at);
      if (thrown === undefined) break;
      count += 1;
      const place = `${name}, step ${at}`;
      // The quick way to an allocation gives way to the general one.
      if (thrown !== "an answer") assert.ok(isInternal(thrown), `${place}: ${thrown?.stack}`);
      else assert.match(name, /^allocate/, place);
      after(place);
    }
  }
  return count;
}

for (const [name, api] of Object.entries(entries)) {
  test(`${name}: after a trap in any call, at any step, all others answer as before`, () => {
    const calls = callsOf(api);
    const expected = Object.entries(calls).map(([called, call]) => [called, call()]);
    const check = (place) => {
      for (const [called, answer] of expected) {
        assert.deepEqual(calls[called](), answer, `${called} after ${place}`);
      }
    };
    const count = trapAll(calls, name === "node.js" ? 40 : 3, check);
    assert.ok(count > (name === "node.js" ? 300 : 40), `${count} traps`);
  });
}

test("a thousand traps leave no memory behind", () => {
  const api = entries["node.js"];
  const calls = callsOf(api);
  const list = Object.values(calls);
  const before = traps.instances;
  let bytes = 0;
  for (let round = 0; round < 1_000; round += 1) {
    const thrown = traps.trapped(list[round % list.length], 1 + (round % 3));
    assert.ok(thrown === undefined || isInternal(thrown) || thrown === "an answer", thrown?.stack);
    assert.equal(calls.charge(), "20.42");
    if (round === 100) bytes = process.memoryUsage().rss;
  }
  assert.ok(traps.instances - before > 500, `${traps.instances - before} instances`);
  const grown = process.memoryUsage().rss - bytes;
  assert.ok(grown < 200e6, `${grown} bytes`);
});

test("a lack of stack is answered like any trap", () => {
  const { compile, check } = entries["node.js"];
  const tariff = compile("4P*A+20C");
  const overflow = () => {
    throw new RangeError("Maximum call stack size exceeded");
  };
  assert.ok(isInternal(traps.trapped(() => check("5C"), 2, overflow)));
  assert.equal(tariff.charge("1"), "20.04");
  // A real one, as near to the end of the stack as each call can come.
  const rounds = (depth) => {
    return depth === 0 ? traps.atEndOfStack(() => tariff.explain("1")) : rounds(depth - 1);
  };
  const codes = rounds(100);
  assert.ok(codes.includes("none"), codes.join());
  assert.equal(tariff.charge("1"), "20.04");
  assert.equal(compile("5C").charge("1"), "5.00");
});

test("handles of an instance that is gone free nothing of the next one", () => {
  const { compile } = entries["node.js"];
  const old = Array.from({ length: 100 }, () => compile("4P*A+20C"));
  assert.ok(isInternal(traps.trapped(() => old[0].lint(), 1)));
  const young = Array.from({ length: 100 }, (_, index) => compile(`${index}C`));
  for (const tariff of old) tariff.free();
  young.forEach((tariff, index) => assert.equal(tariff.charge("1"), `${index}.00`));
  for (const tariff of old) assert.throws(() => tariff.charge("1"), { code: "tariff-freed" });
});

for (const [name, { MockLedger }] of Object.entries(ledgers)) {
  test(`${name}: a ledger that is lost says so, and goes on from its snapshot`, () => {
    for (let at = 1; at < 12; at += 1) {
      const ledger = new MockLedger();
      const other = new MockLedger();
      ledger.topUp(PREPAID, "25");
      const balance = ledger.account(PREPAID);
      const bytes = ledger.snapshot();
      const thrown = traps.trapped(() => ledger.topUp(PREPAID, "5"), at);
      if (thrown === undefined) break;
      assert.ok(isInternal(thrown), `step ${at}: ${thrown?.stack}`);
      for (const lost of [ledger, other]) {
        assert.throws(() => lost.now, { name: "ReckonerError", code: "ledger-lost" });
        assert.throws(() => lost.snapshot(), { code: "ledger-lost" });
        assert.throws(() => lost.payment({}), { code: "ledger-lost" });
        lost.free();
        lost.free();
        assert.throws(() => lost.now, { code: "ledger-freed" });
      }
      const restored = MockLedger.restore(bytes);
      assert.deepEqual(restored.account(PREPAID), balance);
      restored.verify();
      new MockLedger().verify();
    }
  });
}

test("a call whose getter made another one trap goes on: it had not entered the module", () => {
  const { MockLedger } = ledgers["node.js"];
  const ledger = new MockLedger();
  const bytes = ledger.snapshot();
  const inner = [];
  const config = {
    get subscribers() {
      inner.push(traps.trapped(() => ledger.topUp(PREPAID, "5"), 2));
      new MockLedger().verify();
      return undefined;
    },
  };
  new MockLedger(config).verify();
  assert.deepEqual(inner.map(isInternal), [true]);
  assert.throws(() => ledger.verify(), { code: "ledger-lost" });
  MockLedger.restore(bytes).verify();
});

test("who waits for a debit of a lost ledger learns the last that is known", async () => {
  const { MockLedger } = ledgers["node.js"];
  const ledger = new MockLedger();
  const asked = { BILLERID: "BILLER-1", AUTHFLAG: 3, AMOUNT: 5, RC: 1, TAXTYPE: 5, TAX: 0 };
  const body = { ...asked, TRID: "T" };
  const answer = ledger.debit(PREPAID, body);
  const { outcome } = answer;
  assert.equal(answer.trid, "T");
  assert.ok(isInternal(traps.trapped(() => ledger.advance(1), 2)));
  assert.throws(() => ledger.now, { code: "ledger-lost" });
  assert.deepEqual(await outcome, { ...answer });
});
