// The validators of payments, refunds, debits, balance queries and subscriptions.

import {
  validateBalanceQuery,
  validateCaasDebit,
  validateDebit,
  validatePayment,
  validateRefund,
  validateSubscription,
} from "ready-reckoner";
import type * as types from "ready-reckoner";
import { same } from "./alike.js";

const paymentAmount = {
  chargingInformation: { amount: "2", currency: "LKR", description: "A game" },
  chargingMetaData: { onBehalfOf: "Games", purchaseCategoryCode: null, channel: "Web" },
} satisfies Required<types.PaymentAmount>;
const wallet = {
  clientCorrelator: "54321",
  endUserId: "tel:+94777123456",
  paymentAmount,
  referenceCode: "REF-12345",
  notifyURL: undefined,
} satisfies Required<types.PaymentFields>;
const refundTransaction = {
  ...wallet,
  originalReferenceCode: "REF-12344",
  originalServerReferenceCode: "SERVER-1",
} satisfies Required<types.RefundFields>;
const debit = {
  BILLERID: "BILLER-1",
  AUTHFLAG: "3",
  AMOUNT: 100,
  RC: "15",
  TAXTYPE: 5,
  TAX: "2.5",
  TRID: null,
} satisfies Required<types.DebitRequest>;
const caas = {
  applicationId: "APP_000001",
  password: "password",
  subscriberId: "tel:94777123456",
} satisfies Required<types.CaasFields>;
const accounts = { accountId: "1", currency: "LKR" };
const caasDebit = {
  ...caas,
  ...accounts,
  externalTrxId: "1",
  amount: 5,
  paymentInstrumentName: "Mobile Account",
} satisfies Required<types.CaasDebitRequest>;
const query = { ...caas, ...accounts } satisfies Required<types.BalanceQueryRequest>;
const subscription = {
  ...caas,
  action: 1,
  version: undefined,
} satisfies Required<types.SubscriptionRequest>;

/** The body of a good answer. */
function value<T>(answer: types.Validation<T>): T {
  if (answer.valid) return answer.value;
  throw new Error(answer.problems.map(({ path, message }) => `${path}: ${message}`).join());
}

const strict = { strict: true } satisfies types.ValidateOptions;
const payment = value(validatePayment({ makePayment: wallet }, strict));
same(payment satisfies types.PaymentRequest, { makePayment: wallet });
const refund = value(validateRefund({ refundTransaction }, strict));
same(refund satisfies types.RefundRequest, { refundTransaction });
same(value(validateDebit(debit, strict)) satisfies types.DebitRequest, debit);
// A bigint is a text in the plain data.
const exact: types.DebitRequest = { ...debit, TAX: 2n };
same(value(validateDebit(exact)).TAX satisfies types.AmountLike | null | undefined, "2");
same(value(validateCaasDebit(caasDebit)) satisfies types.CaasDebitRequest, caasDebit);
same(value(validateBalanceQuery(query)) satisfies types.BalanceQueryRequest, query);
same(value(validateSubscription(subscription)) satisfies types.SubscriptionRequest, subscription);

// Whatever is judged, it is nothing before it has been.
for (const validate of [validatePayment, validateDebit, validateSubscription]) {
  const answer = validate(null);
  same(answer.valid ? [] : answer.problems.map(({ code, path }) => [code, path]), [
    ["wrong-type", ""],
  ]);
}

const mistakes: unknown[] = [
  // @ts-expect-error a payment is wrapped
  wallet satisfies types.PaymentRequest,
  // @ts-expect-error a payment has an amount
  { ...wallet, paymentAmount: {} } satisfies types.PaymentFields,
  // @ts-expect-error a refund names the payment twice
  { ...wallet, originalReferenceCode: "1" } satisfies types.RefundFields,
  // @ts-expect-error there are three levels of authorisation
  { ...debit, AUTHFLAG: 4 } satisfies types.DebitRequest,
  // @ts-expect-error a debit has a biller
  { ...debit, BILLERID: undefined } satisfies types.DebitRequest,
  // @ts-expect-error an action is 0 or 1
  { ...subscription, action: true } satisfies types.SubscriptionRequest,
  // @ts-expect-error whether there is a value, `valid` says
  validatePayment({}).value,
];
same(mistakes.length, 7);
