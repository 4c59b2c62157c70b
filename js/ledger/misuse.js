// Calls of a ledger that are no calls to it: of methods without their ledger, or without what they
// need.

import { guardMethods } from "../bound.js";
import { refuse } from "../error.js";
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
