// Plays a payment, a refund and a debit on the mock ledger of the package in pkg/, and prints what
// each was answered and what it posted.

import { MockLedger } from "../pkg/ledger/node.js";

const MSISDN = "94777123456";
const ledger = new MockLedger({
  applications: [{ id: "GAMES", serviceCharge: "30", taxType: 2 }],
  billers: [{ id: "POWER", minimumAuthorization: 1, accountTypes: ["GSM"] }],
});

let seen = ledger.transactions().length;
console.log("\nThe mock ledger: a subscriber with 1000.00 LKR, a provider who shares 70/30 with");
console.log("the operator, the taxes of 2016, and a clock that moves when it is told to.");

const charge = (amount) => ({
  chargingInformation: { amount, currency: "LKR", description: "Alien Invaders Game" },
});
const payment = {
  makePayment: {
    clientCorrelator: "54321",
    endUserId: `tel:+${MSISDN}`,
    paymentAmount: charge("100"),
    referenceCode: "REF-12345",
  },
};
const paid = step("A payment of 100.00", ledger.payment(payment));
step("The same payment again, because its answer was lost", ledger.payment(payment));

const refund = (amount, referenceCode) => ({
  refundTransaction: {
    endUserId: `tel:+${MSISDN}`,
    originalReferenceCode: "REF-12345",
    originalServerReferenceCode: paid.body.makePayment.serverReferenceCode,
    paymentAmount: charge(amount),
    referenceCode,
  },
});
step("A refund of 33.33 of it", ledger.refund(refund("33.33", "REF-12346")));
step("A refund of more than is left", ledger.refund(refund("70", "REF-12347")));

const debit = { BILLERID: "POWER", AUTHFLAG: 3, AMOUNT: 50, RC: 7, TRID: "T-1" };
step("A debit of 50 that asks for consent", ledger.debit(MSISDN, debit));
const { text, token } = ledger.messages().at(-1);
console.log(`  SMS    ${text}`);
ledger.advance(59_999);
step("The customer's token, a millisecond before it ends", ledger.confirmDebit("T-1", token));

ledger.verify();
console.log("\nThe books balance: debits and credits are equal, account by account.");
for (const { id, balance } of ledger.accounts()) {
  if (!/^0(\.0+)?$/.test(balance)) console.log(`  ${id.padEnd(24)}${balance.padStart(12)}`);
}
console.log("");
ledger.free();

/** Prints an answer, and what was posted since the step before. */
function step(title, answer) {
  console.log(`\n${title}`);
  console.log(`  answer ${answer.status} ${summary(answer)}${answer.replayed ? ", replayed" : ""}`);
  const transactions = ledger.transactions();
  for (const { postings, held } of transactions.slice(seen)) {
    print(postings, "");
    print(held, "  held");
  }
  seen = transactions.length;
  return answer;
}

function print(postings, remark) {
  for (const { account, side, amount } of postings) {
    console.log(`  ${side.padEnd(7)}${account.padEnd(24)}${amount.padStart(12)}${remark}`);
  }
}

function summary({ body }) {
  const { makePayment, refundTransaction, requestError, resDesc } = body;
  const { policyException, serviceException } = requestError ?? {};
  const { messageId, text, variables } = policyException ?? serviceException ?? {};
  return (
    (makePayment ?? refundTransaction)?.transactionOperationStatus ??
    resDesc ??
    `${messageId}: ${text.replace("%1", variables[0])}`
  );
}
