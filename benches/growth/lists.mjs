// Steps of views and snapshots of a ledger with so many payments, debits and notifications.

import { MockLedger } from "../../pkg/ledger/node.js";
import { caasDebit, debit, list, MSISDN, payment, rich } from "./bodies.mjs";

const config = rich({
  applications: [
    { id: "APP", password: "secret", serviceCharge: 30, notificationUrl: "http://localhost/" },
  ],
});

/** A step on a ledger with so many of something. */
function told(name, fill, run, world = () => config) {
  return {
    name: `lists: ${name}`,
    prepare: (size) => {
      const ledger = new MockLedger(world(size));
      for (let number = 0; number < size; number += 1) fill(ledger, number);
      return { ledger, free: () => ledger.free() };
    },
    run: ({ ledger }, size) => run(ledger, size),
  };
}

const pay = (ledger, number) => ledger.payment(payment(number));
const decline = (ledger, number) => ledger.payment(payment(number, { msisdn: "94777000000" }));
const ask = (ledger, number) => ledger.debit(MSISDN, debit(number));
const notify = (ledger, number) => ledger.caasDebit(caasDebit(number));
const nothing = () => {};

/** All pages of a list, of so many entries each. */
function pages(tell, limit = 100) {
  for (let page = tell({ limit }); page.length > 0; ) page = tell({ limit, after: page.at(-1).id });
}

/** A world of so many subscribers. */
const many = (size) => ({
  subscribers: list(size, (number) => {
    return { msisdn: String(94_770_000_000 + number), kind: "prepaid" };
  }),
});

function lengthOf(list, least) {
  if (list.length < least) throw new Error(`only ${list.length}`);
}

export const steps = [
  told("transactions", pay, (ledger, size) => lengthOf(ledger.transactions(), size)),
  told("transactions in pages", pay, (ledger) => pages((page) => ledger.transactions(page))),
  told("transactions one by one", pay, (ledger) => {
    for (const _ of ledger.eachTransaction()) continue;
  }),
  told("filtered transactions in pages", pay, (ledger) => {
    pages((page) => ledger.transactions({ kind: "payment", status: "Charged", ...page }));
  }),
  told("a filter that fits none", pay, (ledger) => ledger.transactions({ kind: "refund" })),
  told("records of payments", pay, (ledger, size) => {
    for (let number = 0; number < size; number += 1) ledger.paymentRecord(`R-${number}`);
  }),
  told("records of declined payments", decline, (ledger, size) => {
    for (let number = 0; number < size; number += 1) ledger.paymentRecord(`R-${number}`);
  }),
  told("records that are not there", pay, (ledger, size) => {
    for (let number = 0; number < size; number += 1) ledger.paymentRecord(`S-${number}`);
  }),
  told("messages", ask, (ledger, size) => lengthOf(ledger.messages(), size)),
  told("messages in pages", ask, (ledger) => pages((page) => ledger.messages(page))),
  told("notifications", notify, (ledger, size) => lengthOf(ledger.notifications(), size)),
  told("notifications that are acknowledged", notify, (ledger) => {
    for (const { id } of ledger.notifications()) ledger.acknowledge(id);
  }),
  told("notifications that are sent again", notify, (ledger) => ledger.advance(10_000_000)),
  told("accounts", nothing, (ledger, size) => lengthOf(ledger.accounts(), size), many),
  told("accounts in pages", nothing, (ledger) => pages((page) => ledger.accounts(page)), many),
  told("a snapshot and back", pay, (ledger) => MockLedger.restore(ledger.snapshot())),
  told("the books added up", pay, (ledger) => ledger.verify()),
];
