// The mock ledger as JavaScript meets it: its entries, its handles, its promises and its errors.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { loadEntries, packed } from "./support.mjs";

const entries = await loadEntries("ledger/");
const calculators = await loadEntries();
const { MockLedger, ReckonerError } = entries["node.js"];

const PREPAID = "94777123456";

/** A payment by plain data. */
const payment = (referenceCode = "REF-1") => ({
  makePayment: {
    clientCorrelator: `C-${referenceCode}`,
    endUserId: `tel:+${PREPAID}`,
    paymentAmount: {
      chargingInformation: { amount: "2", currency: "LKR", description: "Alien Invaders" },
      chargingMetaData: { onBehalfOf: "Games", purchaseCategoryCode: "Game", channel: "Mobile" },
    },
    referenceCode,
  },
});

/** A debit that waits for its customer. */
function askedDebit(ledger, TRID = "T-1") {
  const body = { BILLERID: "BILLER-1", AUTHFLAG: 3, AMOUNT: 5, RC: 1, TAXTYPE: 5, TAX: 0, TRID };
  const answer = ledger.debit(PREPAID, body);
  assert.equal(answer.status, 202, JSON.stringify(answer));
  return answer;
}

const tokenOf = (ledger, trid) => ledger.messages().find((sms) => sms.trid === trid).token;

const types = readFileSync(packed("ledger/index.d.ts"), "utf8");

/** The members that the types declare of the class. */
function declaredMembers() {
  const body = /^export class MockLedger \{\n([^]*?)^\}/m.exec(types)[1];
  const declared = body.matchAll(/^ {2}(static )?(?:readonly )?(\w+|\[Symbol\.dispose\])[:(<]/gm);
  const members = [...declared].map(([, kind, name]) => ({ isStatic: kind !== undefined, name }));
  return members.filter(({ name }) => name !== "constructor");
}

const GETTERS = ["nextDue", "now"];

const METHODS = declaredMembers()
  .filter(({ isStatic, name }) => !isStatic && !GETTERS.includes(name) && /^\w+$/.test(name))
  .map(({ name }) => name);

test("every entry exports what the types declare", () => {
  assert.match(types, /^export class MockLedger /m);
  assert.match(types, /^export \{ ReckonerError \} /m);
  for (const [name, entry] of Object.entries(entries)) {
    const own = name.startsWith("slim") ? ["init", "initSync"] : [];
    assert.deepEqual(Object.keys(entry).sort(), ["MockLedger", "ReckonerError", ...own], name);
  }
});

test("the class has exactly the members that the types declare", () => {
  const names = (owner, left) =>
    Reflect.ownKeys(owner)
      .filter((key) => !left.includes(key))
      .map((key) => (key === Symbol.dispose ? "[Symbol.dispose]" : key))
      .sort();
  const declared = (isStatic) =>
    declaredMembers().filter((it) => it.isStatic === isStatic).map(({ name }) => name).sort();
  // How servers watch a ledger, and ask for its room, is between them.
  const between = ["watch", "is-full"].map((name) => Symbol.for(`ready-reckoner.${name}`));
  const own = ["constructor", ...between];
  assert.deepEqual(names(MockLedger.prototype, own), declared(false));
  assert.deepEqual(names(MockLedger, ["length", "name", "prototype"]), declared(true));
});

for (const [name, { MockLedger, ReckonerError }] of Object.entries(entries)) {
  test(`${name}: a payment, a snapshot, and on from there`, () => {
    const ledger = new MockLedger();
    const { status, body, replayed } = ledger.payment(payment());
    assert.deepEqual([status, replayed], [200, false]);
    assert.equal(body.makePayment.transactionOperationStatus, "Charged");
    const bytes = ledger.snapshot();
    assert.ok(bytes instanceof Uint8Array);
    const restored = MockLedger.restore(bytes);
    assert.ok(restored instanceof MockLedger);
    const again = { status, body, replayed: true, lost: false, reason: null };
    assert.deepEqual(restored.payment(payment()), again);
    assert.deepEqual(restored.payment(payment("REF-2")), ledger.payment(payment("REF-2")));
    assert.deepEqual(restored.account(PREPAID), ledger.account(PREPAID));
    assert.equal(ledger.account(PREPAID).balance, "996.00");
    ledger.verify();
  });

  test(`${name}: a freed ledger says so`, () => {
    const ledger = new MockLedger();
    ledger.free();
    ledger.free();
    const refused = { name: "ReckonerError", code: "ledger-freed" };
    for (const method of METHODS.filter((method) => method !== "free")) {
      assert.throws(() => ledger[method](payment()), refused, method);
    }
    assert.throws(() => ledger.now, refused);
    const disposed = new MockLedger();
    disposed[Symbol.dispose]();
    assert.throws(() => disposed.verify(), refused);
  });

  test(`${name}: refusals are errors, with all that is known`, () => {
    assert.throws(
      () => new MockLedger({ currency: "XYZ", applications: [{ id: "A" }], fee: 1 }),
      (error) => {
        assert.ok(error instanceof ReckonerError && error instanceof Error);
        const paths = error.problems.map(({ path }) => path).sort();
        assert.deepEqual(paths, ["/applications/0/serviceCharge", "/currency", "/fee"]);
        return true;
      },
    );
  });
}

test("an error of any entry is an instance of every entry's class", () => {
  const classes = [...Object.values(entries), ...Object.values(calculators)]
    .map(({ ReckonerError }) => ReckonerError);
  const errors = [
    ...Object.values(entries).map(({ MockLedger }) => thrown(() => new MockLedger(1))),
    ...Object.values(calculators).map(({ compile }) => thrown(() => compile("A<|B"))),
    ...Object.values(calculators).map(({ calculateCharges }) => thrown(() => calculateCharges(1))),
  ];
  assert.equal(classes.length * errors.length, 14 * 21);
  for (const error of errors) {
    for (const kind of classes) assert.ok(error instanceof kind);
  }
  class Own extends ReckonerError {}
  const own = new Own({ code: "own", message: "own" });
  for (const kind of [Own, ...classes]) assert.ok(own instanceof kind);
  for (const error of errors) assert.ok(!(error instanceof Own));
  for (const value of [undefined, null, 1, "x", {}, [], new Error("x"), () => 1, classes[0]]) {
    assert.ok(!(value instanceof ReckonerError));
  }
});

test("only the bytes of a snapshot can be restored", () => {
  const bytes = new MockLedger().snapshot();
  const [head, tail] = [bytes.slice(0, bytes.length >> 1), bytes.slice(bytes.length >> 1)];
  const detached = bytes.slice();
  structuredClone(detached, { transfer: [detached.buffer] });
  const wrong = [
    undefined, null, 1, "snapshot", [...bytes], bytes.buffer, new Uint16Array(4), {},
    new DataView(bytes.buffer), { length: 1, 0: 1 }, new Uint8Array(0), new Uint8Array(1000),
    head, tail, Uint8Array.of(...bytes, 0), detached, new Proxy(bytes, {}),
  ];
  for (const [place, value] of wrong.entries()) {
    assert.throws(() => MockLedger.restore(value), ReckonerError, `number ${place}`);
  }
  assert.ok(MockLedger.restore(Buffer.from(bytes)) instanceof MockLedger);
});

test("the outcome of a debit is a promise of its final answer", async () => {
  const ends = {
    confirmed: [201, (ledger) => ledger.confirmDebit("T-1", tokenOf(ledger, "T-1"))],
    refused: [409, (ledger) => ledger.refuseDebit("T-1")],
    cancelled: [409, (ledger) => ledger.cancelDebit("T-1")],
    late: [409, (ledger) => ledger.advance(60_000)],
    "late by the clock": [409, (ledger) => ledger.setTime(ledger.now + 60_000)],
    settled: [201, (ledger) => ledger.settle("T-1", "charged")],
    "settled otherwise": [402, (ledger) => ledger.settle("T-1", { declined: "402" })],
  };
  for (const [name, [status, end]] of Object.entries(ends)) {
    const ledger = new MockLedger();
    const asked = askedDebit(ledger);
    const other = askedDebit(ledger, "T-2");
    let settled = "waiting";
    asked.outcome.then((answer) => (settled = answer.status));
    other.outcome.then(() => assert.ok(name.startsWith("late"), "the other one is not over"));
    ledger.advance(1);
    await new Promise(setImmediate);
    assert.equal(settled, "waiting");
    end(ledger);
    const outcome = await asked.outcome;
    assert.deepEqual([outcome.status, outcome.body.resCode], [status, status], name);
    assert.deepEqual(outcome, ledger.debitStatus("T-1"));
    assert.equal(settled, status);
  }
});

test("changes of the world are plain data, and a snapshot holds them", () => {
  const ledger = new MockLedger();
  const changes = { status: "suspended", creditLimit: undefined };
  ledger.setSubscriber(PREPAID, changes);
  changes.status = "active";
  ledger.addSubscriber({ msisdn: "94777000001", kind: "postpaid", creditLimit: 10n });
  ledger.setApplication("APP_000001", { maxAmount: 5, taxType: 5, tax: "10" });
  ledger.setApplication("APP_000001", { maxAmount: null, taxType: 2 });
  const id = ledger.script({ operation: "subscribe", behaviour: "decline", rate: 0.5 });
  const restored = MockLedger.restore(ledger.snapshot());
  for (const one of [ledger, restored]) {
    assert.equal(one.payment(payment()).reason, "subscriber-inactive");
    assert.equal(one.account("94777000001").available, "10.00");
    assert.deepEqual(one.scripts(), [
      { id, operation: "subscribe", behaviour: ["decline"], rate: "0.5" },
    ]);
    one.setSubscriber(PREPAID, { status: "active" });
    one.payment(payment("REF-2"));
    assert.equal(one.paymentRecord("REF-2").total, "2.99");
  }
  assert.deepEqual(restored.snapshot(), ledger.snapshot());
  for (const wrong of [undefined, null, 1, "suspended", [], { colour: "red" }]) {
    assert.throws(() => ledger.setSubscriber(PREPAID, wrong), ReckonerError, String(wrong));
  }
});

test("wrong tokens leave a debit waiting until there are too many", async () => {
  const ledger = new MockLedger();
  const { outcome, trid } = askedDebit(ledger);
  const wrong = tokenOf(ledger, trid) === "000000" ? "000001" : "000000";
  const statuses = [1, 2, 3].map(() => ledger.confirmDebit(trid, wrong).status);
  assert.equal(statuses.at(-1), 409);
  assert.equal((await outcome).status, 409);
});

test("an outcome can be read late, again, by a replay, and of a freed ledger", async () => {
  const ledger = new MockLedger();
  const [asked, replay] = [askedDebit(ledger), askedDebit(ledger)];
  assert.equal(asked.outcome, asked.outcome);
  assert.equal(asked.outcome, replay.outcome);
  const late = askedDebit(ledger, "T-2");
  ledger.cancelDebit("T-2");
  assert.equal((await late.outcome).status, 409);
  const unread = askedDebit(ledger, "T-3");
  ledger.free();
  for (const { outcome } of [asked, unread]) {
    const { status, body } = await outcome;
    assert.deepEqual([status, body.resCode], [202, 202]);
  }
});

test("answers can be cloned", () => {
  const ledger = new MockLedger();
  const asked = askedDebit(ledger);
  asked.outcome.catch(assert.fail);
  assert.deepEqual(structuredClone(asked), JSON.parse(JSON.stringify(asked)));
  const keys = ["biller", "body", "lost", "reason", "replayed", "status", "trid"];
  assert.deepEqual(Object.keys(asked).sort(), keys);
  const answers = [
    ledger.payment(payment()),
    ledger.messages(),
    ledger.notifications(),
    ledger.accounts(),
    ledger.transactions(),
    ledger.account(PREPAID),
    ledger.now,
  ];
  for (const answer of answers) assert.deepEqual(structuredClone(answer), answer);
});

test("an answer is its caller's own", () => {
  const ledger = new MockLedger();
  const answer = ledger.payment(payment());
  const before = structuredClone(answer);
  answer.body.makePayment.referenceCode = "changed";
  assert.deepEqual(ledger.payment(payment()), { ...before, replayed: true });
});

function thrown(action) {
  try {
    action();
  } catch (error) {
    return error;
  }
  return assert.fail("nothing is thrown");
}

test("the slim entry says what is missing, until it has started", () => {
  const script = `
    const { readFileSync } = require("node:fs");
    const slim = require(${JSON.stringify(packed("ledger/slim.cjs"))});
    const codes = [() => new slim.MockLedger(), () => slim.MockLedger.restore(new Uint8Array(1))]
      .map((use) => { try { use(); } catch (error) { return error.name + error.code; } });
    slim.init("file:///nowhere.wasm").catch(() => slim.init()).then(() => {
      slim.initSync(readFileSync(${JSON.stringify(packed("ledger/ready_reckoner_bg.wasm"))}));
      new slim.MockLedger().verify();
      console.log(codes.join());
    });
  `;
  const printed = execFileSync(process.execPath, ["-e", script], { encoding: "utf8" });
  assert.equal(printed, "ReckonerErrornot-initialised,ReckonerErrornot-initialised\n");
});

test("ledgers that nobody holds are collected, though somebody waits", () => {
  const script = `
    import { MockLedger } from ${JSON.stringify(packed("ledger/node.js"))};
    const body = { BILLERID: "BILLER-1", AUTHFLAG: 3, AMOUNT: 5, RC: 1, TRID: "T" };
    const collect = () => new Promise((resolve) => setTimeout(() => resolve(gc()), 20));
    for (let round = 0; round < 20; round += 1) {
      for (let count = 0; count < 200; count += 1) {
        new MockLedger().debit("94777123456", body).outcome.then(() => process.exit(1));
      }
      await collect();
    }
    const { arrayBuffers, external } = process.memoryUsage();
    console.log(external + arrayBuffers);
  `;
  const options = ["--expose-gc", "--input-type=module", "-e", script];
  const bytes = Number(execFileSync(process.execPath, options, { encoding: "utf8" }));
  assert.ok(bytes < 60e6, `${bytes} bytes`);
});

test("what a getter does while it is read harms nothing", () => {
  const ledger = new MockLedger();
  const codes = [];
  const attempt = (action) => {
    try {
      action();
    } catch (error) {
      codes.push(error instanceof ReckonerError ? error.code : error);
    }
  };
  const body = payment();
  Object.defineProperty(body.makePayment, "more", {
    enumerable: true,
    get() {
      attempt(() => ledger.now);
      attempt(() => ledger.free());
      return 1;
    },
  });
  assert.equal(ledger.payment(body).status, 200);
  assert.deepEqual(codes, ["ledger-busy", "ledger-busy"]);
  assert.equal(ledger.account(PREPAID).balance, "998.00");
  const throwing = new Proxy({}, { getPrototypeOf: () => assert.fail("asked") });
  assert.ok(new MockLedger(throwing));
});

test("a snapshot is read by its bytes, not by what its array says of itself", () => {
  const ledger = new MockLedger();
  const bytes = ledger.snapshot();
  Object.defineProperty(bytes, "length", { value: 10 });
  assert.deepEqual(MockLedger.restore(bytes).snapshot(), ledger.snapshot());
  assert.equal(ledger.account(PREPAID).balance, "1000.00");
});

test("a snapshot of a large world comes back", () => {
  const subscribers = Array.from({ length: 30_000 }, (_, index) => ({
    msisdn: String(94_770_000_000 + index),
    kind: "prepaid",
  }));
  const ledger = new MockLedger({ subscribers });
  assert.deepEqual(MockLedger.restore(ledger.snapshot()).snapshot(), ledger.snapshot());
});

test("options that say something else than an application are refused", () => {
  const ledger = new MockLedger();
  for (const options of [5, "GAMES", true, [], { app: "GAMES" }, { application: 5 }]) {
    assert.throws(() => ledger.payment(payment(), options), ReckonerError);
  }
  for (const options of [undefined, null, {}, { application: undefined }]) {
    assert.equal(ledger.payment(payment(), options).status, 200);
  }
  assert.equal(ledger.account(PREPAID).balance, "998.00");
});
