// The lists of the mock ledger in parts, and what is awaited of many debits.

import assert from "node:assert/strict";
import { test } from "node:test";
import { loadEntries } from "./support.mjs";

const entries = await loadEntries("ledger/");
const { MockLedger } = entries["node.js"];

const MSISDN = "94777123456";
const ids = (list) => list.map(({ id }) => id);

/** A ledger with so many top-ups behind the opening balance. */
function busy(count) {
  const ledger = new MockLedger({ subscribers: [{ msisdn: MSISDN, kind: "prepaid", balance: 1 }] });
  for (let number = 0; number < count; number += 1) ledger.topUp(MSISDN, "1");
  return ledger;
}

const pending = (ledger, TRID) =>
  ledger.debit(MSISDN, { BILLERID: "BILLER-1", AUTHFLAG: 3, AMOUNT: 1, RC: 1, TRID });

test("a list is the same whole, in pages and one by one", () => {
  const ledger = busy(3_456);
  const whole = ids(ledger.transactions());
  assert.deepEqual(whole, Array.from({ length: 3_457 }, (_, id) => String(id)));
  for (const limit of [1, 999, 1_000, 1_001, 2_000, 3_456, 3_457, 100_000]) {
    assert.deepEqual(ids(ledger.transactions({ limit })), whole.slice(0, limit), `${limit}`);
    const after = whole[1_200];
    const rest = whole.slice(1_201, 1_201 + limit);
    assert.deepEqual(ids(ledger.transactions({ after, limit })), rest, `${limit} after ${after}`);
    assert.deepEqual(ids([...ledger.eachTransaction({ after, limit })]), rest);
  }
  assert.deepEqual(ids([...ledger.eachTransaction()]), whole);
  assert.deepEqual(ids([...ledger.eachTransaction({ kind: "topUp" })]), whole.slice(1));
  assert.deepEqual(ids([...ledger.eachTransaction({ kind: "payment" })]), []);
});

test("an iterator tells what is added on the way, and leaves the ledger free", () => {
  const ledger = busy(1_500);
  let seen = 0;
  for (const { kind } of ledger.eachTransaction({ kind: "topUp" })) {
    assert.equal(kind, "topUp");
    seen += 1;
    if (seen === 10) ledger.topUp(MSISDN, "1");
  }
  assert.equal(seen, 1_501);
});

test("a part that cannot be is refused, however it is asked for", () => {
  const ledger = busy(1);
  const thrower = { get limit() { throw new Error("mine"); } };
  const revoked = Proxy.revocable({}, {});
  revoked.revoke();
  for (const [page, code] of [
    [{ limit: 0 }, "out-of-range"],
    [{ limit: Infinity }, "out-of-range"],
    [{ limit: 100_001 }, "out-of-range"],
    [{ limit: "5" }, "wrong-type"],
    [{ after: "9" }, "unknown-id"],
    [{ kinds: "topUp" }, "unknown-field"],
    ["topUp", "wrong-type"],
    [[], "wrong-type"],
    [null, "wrong-type"],
    [thrower, undefined],
    [revoked.proxy, undefined],
  ]) {
    const refused = ({ constructor, code: given }) =>
      constructor.name === "ReckonerError" && given === (code ?? given);
    assert.throws(() => ledger.transactions(page), refused);
    assert.throws(() => [...ledger.eachTransaction(page)], refused);
    assert.throws(() => ledger.accounts(page), refused);
  }
});

test("a list that is too long for one answer is refused with the cure", () => {
  const subscribers = Array.from({ length: 100_000 }, (_, number) => {
    return { msisdn: String(94_770_000_000 + number), kind: "prepaid", balance: 1 };
  });
  const ledger = new MockLedger({ subscribers });
  ledger.topUp("94770000000", 1);
  const cure = /`limit` and `after`.*`eachTransaction\(\)`/;
  const refusal = { code: "too-many-entries", message: cure };
  assert.throws(() => ledger.transactions(), refusal);
  assert.throws(() => ledger.accounts(), refusal);
  assert.equal(ledger.transactions({ limit: 100_000 }).length, 100_000);
  assert.equal(ledger.transactions({ kind: "topUp" }).length, 1);
  let count = 0;
  for (const _ of ledger.eachTransaction()) count += 1;
  assert.equal(count, 100_001);
});

test("many who wait are told of each debit once, and of none that goes on", async () => {
  const ledger = busy(2_000);
  const told = [];
  const names = Array.from({ length: 500 }, (_, number) => `T-${number}`);
  for (const name of names) {
    pending(ledger, name).outcome.then(({ status }) => told.push([name, status]));
  }
  const { token } = ledger.messages().find(({ trid }) => trid === "T-7");
  ledger.confirmDebit("T-7", token);
  ledger.refuseDebit("T-8");
  ledger.advance(59_999);
  await undefined;
  assert.deepEqual(told, [["T-7", 201], ["T-8", 409]]);
  ledger.advance(1);
  await undefined;
  assert.deepEqual(told.map(([name]) => name).sort(), names.toSorted());
  assert.equal(told.filter(([, status]) => status === 409).length, 499);
});

test("of two billers' debits with one name, each is told when it has ended", async () => {
  const billers = ["A", "B"].map((id) => {
    return { id, minimumAuthorization: 1, accountTypes: ["GSM"] };
  });
  const ledger = new MockLedger({ billers });
  const ask = (BILLERID) =>
    ledger.debit(MSISDN, { BILLERID, AUTHFLAG: 3, AMOUNT: 1, RC: 1, TRID: "T" });
  const told = {};
  for (const biller of ["A", "B"]) {
    ask(biller).outcome.then(({ status }) => (told[biller] = status));
  }
  const [first] = ledger.messages();
  ledger.confirmDebit("T", first.token);
  await undefined;
  assert.deepEqual(told, { A: 201 });
  assert.throws(() => ledger.debitStatus("T"), { code: "ambiguous-trid" });
  ledger.refuseDebit("T", { biller: "B" });
  await undefined;
  assert.deepEqual(told, { A: 201, B: 409 });
});
