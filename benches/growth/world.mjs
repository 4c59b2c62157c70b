// Steps of configurations: each list that a world has, and calls that name entries of it.

import { MockLedger } from "../../pkg/ledger/node.js";
import { debit, expectStatus, list, MSISDN, payment, rich } from "./bodies.mjs";

/** An object has no more fields. */
const FIELDS_MAX = 20_000;

/** A number of eleven digits that begins with the one of six. */
const msisdn = (number) => `${100_000 + number}77777`;

const subscribers = (size, more = {}) =>
  list(size, (number) => ({ msisdn: msisdn(number), kind: "prepaid", balance: 10, ...more }));

/**
 * A step that makes a ledger, and then calls it for each entry of what has grown; more than `most`
 * are refused.
 */
function made(name, config, call = () => {}, most = undefined) {
  return {
    name: `world: ${name}`,
    most,
    prepare: (size) => config(size),
    run: (config, size) => {
      const ledger = new MockLedger(config);
      for (let number = 0; number < size; number += 1) call(ledger, number);
      return ledger;
    },
  };
}

export const steps = [
  made("subscribers", (size) => ({ subscribers: subscribers(size) }), (ledger, number) => {
    expectStatus(ledger.payment(payment(number, { msisdn: msisdn(number) })), 200);
  }),
  made(
    "prefixes of operators",
    (size) => ({
      operators: list(size, (number) => ({ id: `O-${number}`, prefixes: [`${100_000 + number}`] })),
      subscribers: subscribers(size, { accountType: "LTE", notifyNumber: "10000077777" }),
    }),
    (ledger, number) => ledger.account(msisdn(number)),
  ),
  made(
    "prefixes of one operator",
    (size) => ({
      operators: [{ id: "O", prefixes: list(size, (number) => `${100_000 + number}`) }],
      subscribers: subscribers(size),
    }),
  ),
  made(
    "operators by name",
    (size) => ({
      operators: list(size, (number) => ({ id: `O-${number}`, prefixes: [] })),
      subscribers: subscribers(size).map((subscriber, number) => ({
        ...subscriber,
        operator: `O-${number}`,
      })),
    }),
  ),
  made(
    "applications",
    (size) => rich({
      applications: list(size, (number) => ({ id: `A-${number}`, serviceCharge: 30 })),
    }),
    (ledger, number) => {
      expectStatus(ledger.payment(payment(number), { application: `A-${number}` }), 200);
    },
  ),
  made(
    "applications that a reference is looked for in",
    (size) => rich({
      applications: list(size, (number) => ({ id: `A-${number}`, serviceCharge: 30 })),
    }),
    (ledger, number) => {
      const application = `A-${number}`;
      expectStatus(ledger.payment(payment(number), { application }), 200);
      if (ledger.paymentRecord(`R-${number}`) === null) throw new Error("there is no record");
    },
  ),
  made(
    "billers",
    (size) => rich({
      billers: list(size, (number) => ({
        id: `B-${number}`,
        minimumAuthorization: 1,
        accountTypes: ["GSM"],
        application: "APP",
      })),
    }),
    (ledger, number) => {
      const body = debit(number, { BILLERID: `B-${number}`, AUTHFLAG: 1 });
      expectStatus(ledger.debit(MSISDN, body), 201);
    },
  ),
  made(
    "billers with debits of one name",
    (size) => rich({
      billers: list(size, (number) => ({
        id: `B-${number}`,
        minimumAuthorization: 1,
        accountTypes: ["GSM"],
      })),
    }),
    (ledger, number) => {
      const biller = `B-${number}`;
      expectStatus(ledger.debit(MSISDN, debit("", { BILLERID: biller })), 202);
      expectStatus(ledger.debitStatus("T-", { biller }), 202);
      expectStatus(ledger.confirmDebit("T-", "no", { biller }), 409);
    },
  ),
  made(
    "API keys",
    (size) => ({
      apiKeys: Object.fromEntries(list(size, (number) => [`key-${number}`, `token-${number}`])),
    }),
    (ledger, number) => {
      const body = { tenantId: "T", productType: "P", paymentMethod: "WAP", chargeFormula: "5C" };
      const headers = { apiKey: `key-${number}`, authorization: `Bearer token-${number}` };
      expectStatus(ledger.createCharge(body, headers), 200);
    },
    FIELDS_MAX,
  ),
  made("price rules", (size) => ({
    rules: Object.fromEntries(list(size, (number) => [`rule-${number}`, { flat: 1 }])),
  }), undefined, FIELDS_MAX),
  made(
    "tables of taxes",
    (size) => rich({
      startTime: 0,
      applications: [{ id: "APP", serviceCharge: 30, taxType: 1 }],
      taxes: {
        table: list(size, (number) => ({
          components: [{ component: "vat", rate: 10 }],
          from: number,
          to: number + 1,
        })),
      },
    }),
    (ledger, number) => {
      expectStatus(ledger.payment(payment(number)), 200);
      if (ledger.now < number) ledger.setTime(number);
    },
  ),
  made(
    "scripts that fit no call",
    (size) => rich({
      scripts: list(size, (number) => ({ behaviour: "decline", amount: number + 2 })),
    }),
    (ledger, number) => expectStatus(ledger.payment(payment(number)), 200),
  ),
  made("scripts that were used up", () => rich(), (ledger, number) => {
    ledger.script({ operation: "payment", behaviour: "failBeforeCommit", times: 1 });
    expectStatus(ledger.payment(payment(number)), 503);
  }),
  made(
    "scripts of applications",
    (size) => rich({
      applications: list(size, (number) => ({ id: `A-${number}`, serviceCharge: 30 })),
    }),
    (ledger, number) => {
      ledger.script({ application: `A-${number}`, behaviour: "processing", times: 2 });
    },
  ),
  made("charges by formula", () => rich(), (ledger, number) => {
    const names = { productType: "Game", paymentMethod: "WAP" };
    const body = { tenantId: `T-${number}`, ...names, chargeFormula: "5C" };
    expectStatus(ledger.createCharge(body), 200);
  }),
  made(
    "subscriptions",
    (size) => ({
      subscribers: subscribers(size),
      applications: list(size, (number) => ({
        id: `A-${number}`,
        password: "secret",
        serviceCharge: 30,
      })),
    }),
    (ledger, number) => {
      const caller = { applicationId: `A-${number}`, password: "secret" };
      const subscriberId = `tel:${msisdn(number)}`;
      const { body } = ledger.subscribe({ ...caller, subscriberId, action: "1" });
      if (body.subscriptionStatus !== "REGISTERED") throw new Error(JSON.stringify(body));
    },
  ),
];
