// Calls of a ledger that are no calls to it: of methods without their ledger, or without what they
// need.

import { guardMethods } from "../bound.js";
import { ReckonerError, refuse } from "../error.js";
import { kindOf } from "../plain.js";

const BODY = ["body"];
const DEBIT = ["trid"];
const PAID_IN = ["msisdn", "amount"];
const TIME = ["ms"];
const CHANGED = ["id", "changes"];

/** The arguments that methods cannot do without. */
const NEEDED = {
  payment: BODY,
  refund: BODY,
  reserve: BODY,
  chargeReservation: BODY,
  releaseReservation: BODY,
  debit: ["account", "body"],
  confirmDebit: ["trid", "token"],
  refuseDebit: DEBIT,
  cancelDebit: DEBIT,
  debitStatus: DEBIT,
  resendToken: DEBIT,
  settle: ["reference", "outcome"],
  caasDebit: BODY,
  balanceQuery: BODY,
  subscribe: BODY,
  subscriptionStatus: BODY,
  createCharge: BODY,
  handle: ["request"],
  another: ["seed"],
  mountAt: ["path"],
  topUp: PAID_IN,
  payBill: PAID_IN,
  payout: ["application", "amount"],
  remit: ["component", "amount"],
  addSubscriber: ["subscriber"],
  setSubscriber: ["msisdn", "changes"],
  setApplication: CHANGED,
  setBiller: CHANGED,
  account: ["msisdn"],
  advance: TIME,
  setTime: TIME,
  deliver: ["id", "outcome"],
  acknowledge: ["id"],
  paymentRecord: ["reference"],
  script: ["rule"],
  removeScript: ["id"],
};

/** Has every method of the class look whether it can be called at all. */
export function guardLedger(of, isLedger, refuseLost) {
  guardMethods(of, { owner: "ledger", isOne: isLedger, needed: NEEDED, refuseLost });
}

/** Refuses what is no configuration of a ledger. */
export function refuseNoConfig(config) {
  const kind = kindOf(config);
  if (kind === "nothing" || kind === "an object") return;
  refuse("", `expected a configuration, or nothing for the usual one, found ${kind}`);
}

/** What is said to a getter or a proxy that calls the ledger that reads it. */
export const busy = () =>
  new ReckonerError({
    code: "ledger-busy",
    message:
      "the ledger was called by a getter or a proxy that it was reading: give it plain data",
  });

/** What is said of a ledger that went with its instance of the module. */
export const lost = () =>
  new ReckonerError({
    code: "ledger-lost",
    message:
      "the ledger was lost when a call of a ledger was broken off: go on with " +
      "`MockLedger.restore(bytes)`, `bytes` being the last `snapshot()`, or make another one",
  });

export const freed = () =>
  new ReckonerError({
    code: "ledger-freed",
    message: "the ledger was used after `free()`: make another one, or free it later",
  });
