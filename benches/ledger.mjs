// Payments through the typed method of the mock ledger as it grows beyond a million of them, beside
// what a careful team would write by hand: integers, maps for the keys, one object a payment.

import { existsSync } from "node:fs";
import { count, printGoal, printMachine, printTable, ratio, requirePackage } from "./harness.mjs";
import { bodyOf, MSISDN } from "./cost/payments.mjs";

const HELD = 1_000_000;
/** Tenths of a million; the last is paid when a million is held. */
const ROUNDS = 11;
const SHARE = HELD / (ROUNDS - 1);
const PAYMENTS = SHARE * ROUNDS;

requirePackage();
const ENTRY = new URL("../pkg/ledger/node.js", import.meta.url);
if (!existsSync(ENTRY)) throw new Error("pkg/ledger is missing: run `./reckon build` first");
const { MockLedger } = await import(ENTRY);
printMachine("wallet payments, each with a key and a reference of its own");

const ledger = new MockLedger({
  subscribers: [{ msisdn: MSISDN, kind: "prepaid", balance: "20000000.00" }],
});
// One after the other: what the other one keeps would count as memory of the first.
const before = process.memoryUsage().rss;
const ours = run((body) => ledger.payment(body));
const bytes = (process.memoryUsage().rss - before) / PAYMENTS;
const theirs = run(makeByHand(2_000_000_000));
if (ledger.account(MSISDN).balance !== "17800000.00") throw new Error("a payment was lost");
const start = performance.now();
ledger.verify();
const verified = performance.now() - start;
const snapshot = ledger.snapshot().length;
printTable(
  ["held", "payments/s", "by hand/s", "×"],
  ours.map((rate, round) => [
    count((round + 1) * SHARE),
    count(rate),
    count(theirs[round]),
    ratio(rate / theirs[round]),
  ]),
);
console.log("by hand: no double entry, no replay of the first answer, no snapshot\n");
console.log(`verify(): ${Math.round(verified)} ms`);
console.log(`snapshot: ${count(snapshot / PAYMENTS)} bytes each`);
const last = ours.at(-1);
printGoal("at least 200,000 payments a second at a million held", count(last), last >= 2e5);
const flat = ours[1] / last;
printGoal("flat cost: at most 1.5 × that of the second tenth", `${ratio(flat)} ×`, flat <= 1.5);

printGoal("at most 500 bytes of memory a payment", count(bytes), bytes <= 500);

/** Payments a second in each tenth. */
function run(pay) {
  return Array.from({ length: ROUNDS }, (_, round) => {
    return SHARE / time(round * SHARE, (round + 1) * SHARE, pay);
  });
}

function time(from, to, pay) {
  const begin = performance.now();
  for (let number = from; number < to; number += 1) {
    const { status } = pay(bodyOf(number));
    if (status !== 200) throw new Error(`payment ${number} was answered ${status}`);
  }
  return (performance.now() - begin) / 1_000;
}

function makeByHand(balance) {
  const accounts = new Map([[`tel:+${MSISDN}`, { balance }]]);
  const byKey = new Map();
  const references = new Set();
  return (body) => {
    const payment = body.makePayment;
    const { chargingInformation } = payment.paymentAmount;
    if (!/^\d+(\.\d{1,2})?$/.test(chargingInformation.amount)) return { status: 400 };
    const cents = Math.round(Number(chargingInformation.amount) * 100);
    const known = byKey.get(payment.clientCorrelator);
    if (known !== undefined) return known;
    if (references.has(payment.referenceCode)) return { status: 400 };
    const account = accounts.get(payment.endUserId);
    if (account === undefined || account.balance < cents) return { status: 403 };
    account.balance -= cents;
    const answer = {
      status: 200,
      body: {
        makePayment: {
          ...payment,
          serverReferenceCode: `WALLET_REF_${references.size}`,
          transactionOperationStatus: "Charged",
        },
      },
    };
    byKey.set(payment.clientCorrelator, answer);
    references.add(payment.referenceCode);
    return answer;
  };
}
