// Steps of the ledger's operations: so many of each, one after the other.

import { MockLedger } from "../../pkg/ledger/node.js";
import {
  caasDebit, debit, expectStatus, list, MSISDN, payment, refund, reservation, rich,
} from "./bodies.mjs";

/** A step that makes so many calls. */
function called(name, call, { config = rich(), before = () => {} } = {}) {
  return {
    name: `ledger: ${name}`,
    prepare: (size) => {
      const ledger = new MockLedger(config);
      return Object.assign({ ledger, free: () => ledger.free() }, before(ledger, size));
    },
    run: (given, size) => {
      for (let number = 0; number < size; number += 1) call(given.ledger, number, given);
    },
  };
}

const ask = (ledger, size) => {
  for (let number = 0; number < size; number += 1) {
    expectStatus(ledger.debit(MSISDN, debit(number)), 202);
  }
};

/** So many pending debits whose outcomes are awaited. */
const awaited = (ledger, size) => {
  return { outcomes: list(size, (number) => ledger.debit(MSISDN, debit(number)).outcome) };
};

const retried = { retryDeclines: true };

export const steps = [
  called("payments", (ledger, number) => expectStatus(ledger.payment(payment(number)), 200)),
  called("replays of payments", (ledger, number) => {
    expectStatus(ledger.payment(payment(number)), 200);
    expectStatus(ledger.payment(payment(number)), 200);
  }),
  called("declines of one key", (ledger) => {
    expectStatus(ledger.payment(payment(0, { msisdn: "94777000000" })), 400);
  }, { config: rich(retried) }),
  called("declines of one direct debit", (ledger) => {
    const { body } = ledger.caasDebit(caasDebit(0, { subscriberId: "tel:94777000000" }));
    if (body.statusCode === "S1000") throw new Error("charged");
  }, {
    config: rich({
      ...retried,
      applications: [
        { id: "APP", password: "secret", serviceCharge: 30, notificationUrl: "http://localhost/" },
      ],
    }),
  }),
  called("declined reservations of one reference", (ledger, number) => {
    const others = { clientCorrelator: `K-${number}`, endUserId: "tel:+94777000000" };
    expectStatus(ledger.reserve(reservation(0, others)), 400);
  }),
  called("reservations and their steps", (ledger, number) => {
    const { body } = ledger.reserve(reservation(number));
    const { serverReferenceCode } = body.amountReservationTransaction;
    const step = reservation(`${number}-2`, { serverReferenceCode, referenceSequence: 2 });
    expectStatus(ledger.releaseReservation(step), 200);
  }),
  called("reservations that end in time", (ledger, number) => {
    ledger.reserve(reservation(number));
    if (number % 10 === 0) ledger.advance(1);
  }, { before: () => {} }),
  called("timers before all others", (ledger, number) => {
    const delayMs = 10_000_000 - number;
    ledger.script({ operation: "payment", behaviour: "delay", delayMs, times: 1 });
    expectStatus(ledger.payment(payment(number)), 200);
  }),
  called("refunds of a payment", (ledger, number, { paid }) => {
    const { body } = ledger.refund(refund(paid, number));
    if (body.refundTransaction === undefined && number < 100) throw new Error("not refunded");
  }, {
    before: (ledger) => ({ paid: ledger.payment(payment(0)).body.makePayment }),
  }),
  called("debits that wait", (ledger, number) => {
    expectStatus(ledger.debit(MSISDN, debit(number)), 202);
  }),
  called("debits that are refused", (ledger, number) => ledger.refuseDebit(`T-${number}`), {
    before: ask,
  }),
  called("debits that are refused, the last first", (ledger, number, { last }) => {
    ledger.refuseDebit(`T-${last - number}`);
  }, {
    before: (ledger, size) => {
      ask(ledger, size);
      return { last: size - 1 };
    },
  }),
  called("steps of the clock with outcomes awaited", (ledger) => ledger.advance(0), {
    before: awaited,
  }),
  called("awaited outcomes one by one", (ledger, number) => ledger.refuseDebit(`T-${number}`), {
    before: awaited,
  }),
  {
    name: "ledger: a step that ends all debits",
    prepare: (size) => {
      const ledger = new MockLedger(rich());
      return { ledger, ...awaited(ledger, size), free: () => ledger.free() };
    },
    run: ({ ledger }) => ledger.advance(60_000),
  },
  called("direct debits with notifications", (ledger, number) => {
    const { body } = ledger.caasDebit(caasDebit(number));
    if (body.statusCode !== "S1000") throw new Error(JSON.stringify(body));
  }, {
    config: rich({
      applications: [
        { id: "APP", password: "secret", serviceCharge: 30, notificationUrl: "http://localhost/" },
      ],
    }),
  }),
];
