// The mock ledger: a sample of every type that goes in, and of those that come out.

import { ReckonerError } from "ready-reckoner";
import { MockLedger } from "ready-reckoner/ledger";
import type * as types from "ready-reckoner/ledger";
import { refusal, same } from "./alike.js";

const script = {
  operation: "caasDebit",
  subscriber: "94777123456",
  amount: 1n,
  application: "APP",
  behaviour: "decline",
  code: "E1404",
  times: 1,
} satisfies Required<types.ScriptMatch> & types.ScriptRule;
const scripts: types.ScriptRule[] = [
  script,
  { behaviour: "delay", delayMs: 1, operation: "refund", times: 1 },
  { behaviour: "processing", operation: "refund", subscriber: "94770000002" },
  { behaviour: "loseReply", application: "APP", subscriber: "94770000002" },
  { behaviour: "failBeforeCommit", amount: "77" },
  { behaviour: "loseSms", subscriber: "94770000002" },
];

const config: types.LedgerConfig = {
  seed: 7,
  startTime: "2017-04-04T00:00:00Z",
  currency: "LKR",
  timeZone: "+05:30",
  operators: [{ id: "dialog", prefixes: ["9477"], balanceQuery: true }],
  subscribers: [
    {
      msisdn: "94777123456",
      operator: "dialog",
      kind: "prepaid",
      accountType: "GSM",
      balance: "1000",
      status: "active",
    },
    { msisdn: "94770000001", kind: "postpaid", balance: 5, creditLimit: 5000n },
    { msisdn: "94770000002", kind: "prepaid", accountType: "LTE", notifyNumber: "94777123456" },
  ],
  applications: [
    {
      id: "APP",
      password: "password",
      token: "token",
      serviceCharge: "30",
      aggregatorShare: 5,
      debit: true,
      mobileAccount: true,
      balanceQuery: true,
      refunds: true,
      subscriptionRequired: false,
      maxTps: 100,
      maxTpd: 1000,
      minAmount: "0.01",
      maxAmount: 10000,
      taxType: 5,
      tax: 0,
      notificationUrl: "http://127.0.0.1/notifications",
      notificationSecret: "secret",
      asynchronous: false,
      processingMs: 1000,
    } satisfies Required<types.ApplicationConfig>,
  ],
  billers: [
    { id: "BILLER", minimumAuthorization: 1, accountTypes: ["GSM", "LTE"], application: "APP" },
  ],
  taxes: {
    table: [
      { preset: "LK-2016-11", to: "2018-01-01T00:00:00Z", accountTypes: { DTV: "data" } },
      {
        components: [
          { component: "cess", rate: 2, grossUp: true },
          { component: "levy", rate: "15", serviceClass: "voice" },
        ],
        from: "2018-01-01T00:00:00Z",
      },
    ],
    mode: "sequential",
    insurance: "1",
  } satisfies Required<types.TaxConfig>,
  consent: { timeoutMs: 60_000, attempts: 3, hold: true, foreignNotify: "reject" },
  strict: false,
  retryDeclines: false,
  apiKeys: { key: "token" },
  auth: "on",
  origins: ["https://site"],
  notificationHosts: ["site"],
  rules: { fee: { percentage: 1 } },
  chargeDefaults: { onBehalfOf: "T", purchaseCategoryCode: "P", channel: "M" },
  scripts,
};

const ledger: MockLedger = new MockLedger(config);
const wallet = {
  clientCorrelator: "54321",
  endUserId: "tel:+94777123456",
  paymentAmount: {
    chargingInformation: { amount: "2", currency: "LKR", description: "A game" },
    chargingMetaData: { onBehalfOf: "T", purchaseCategoryCode: "P", channel: "WAP" },
  },
  referenceCode: "REF-1",
} satisfies types.WalletFields;
const options: types.FlowOptions = { application: "APP" };

const payment: types.PaymentRequest = { makePayment: { ...wallet, notifyURL: null } };
const paid = ledger.payment(payment, options);
paid satisfies types.FlowAnswer;
same([paid.status, paid.replayed], [200, false]);
if (!("makePayment" in paid.body)) throw new Error("the payment was refused");
const { serverReferenceCode, transactionOperationStatus } = paid.body.makePayment;
same(transactionOperationStatus satisfies string, "Charged");
same(ledger.paymentRecord(serverReferenceCode)?.remaining, "2.00");

const refunded = ledger.refund({
  refundTransaction: {
    ...wallet,
    clientCorrelator: "54322",
    referenceCode: "REF-2",
    originalReferenceCode: "REF-1",
    originalServerReferenceCode: serverReferenceCode,
  },
});
same(refunded.status, 200);
const reservation: types.ReservationRequest = {
  amountReservationTransaction: {
    ...wallet,
    clientCorrelator: "54323",
    referenceCode: "REF-3",
    referenceSequence: 1,
  },
};
same(ledger.reserve(reservation).status satisfies number, 200);
const step = () => [ledger.chargeReservation(reservation), ledger.releaseReservation(reservation)];
step satisfies () => types.FlowAnswer<types.ReservationResponse | types.WalletError>[];

const debit: types.DebitRequest = {
  BILLERID: "BILLER",
  AUTHFLAG: 3,
  AMOUNT: 5,
  RC: "1",
  TAXTYPE: 5,
  TAX: 0,
  TRID: "T-1",
};
const asked = ledger.debit("94777123456", debit);
if (!("outcome" in asked)) throw new Error("the debit does not wait");
asked satisfies types.PendingDebit;
const outcome: Promise<types.DebitAnswer> = asked.outcome;
const [message] = ledger.messages() satisfies types.Sms[];
same(ledger.confirmDebit(asked.trid, message?.token ?? "").status, 201);
same((await outcome).body.resCode, 201);
same(ledger.debitStatus("T-1").status, 201);
[() => ledger.refuseDebit("T-1"), () => ledger.cancelDebit("T-1")] satisfies (() => object)[];

const caas: types.CaasFields = {
  applicationId: "APP",
  password: "password",
  subscriberId: "tel:94777123456",
};
const declined = ledger.caasDebit({ ...caas, externalTrxId: "E-1", amount: "1.00" });
same(declined.body.statusCode, "E1404");
const answers = [
  ledger.balanceQuery(caas) satisfies types.FlowAnswer<types.BalanceQueryResponse>,
  ledger.subscribe({ ...caas, action: 1 }) satisfies types.FlowAnswer<types.SubscriptionResponse>,
  ledger.subscriptionStatus(caas) satisfies types.FlowAnswer<types.SubscriptionResponse>,
];
same(answers.map(({ status }) => status), [200, 200, 200]);

ledger.topUp("94777123456", 10n);
ledger.payBill("94770000001", "5.00");
const { balance, available, held, creditLimit } = ledger.account("94770000001");
same([balance, available, held, creditLimit], ["0.00", "5000.00", "0.00", "5000.00"]);
const { now } = ledger;
ledger.advance(1);
ledger.setTime(now + 2);
same(ledger.now - now, 2);
ledger.notifications() satisfies types.Notification[];
ledger.accounts() satisfies types.Account[];
const [found] = ledger.transactions({ kind: "payment", referenceCode: "REF-1" });
same((found satisfies types.Transaction | undefined)?.postings[0]?.side, "debit");
ledger.script(script);
ledger.clearScript();
ledger.verify();
const bytes: Uint8Array = ledger.snapshot();
MockLedger.restore(bytes).free();
ledger.free();

const mistakes = [
  // @ts-expect-error a configuration has no such field
  () => new MockLedger({ currencies: ["LKR"] }),
  // @ts-expect-error an application has a service charge
  () => new MockLedger({ applications: [{ id: "APP" }] }),
  // @ts-expect-error a delay has its length
  () => new MockLedger({ scripts: [{ behaviour: "delay" }] }),
  // @ts-expect-error there is no such behaviour
  () => new MockLedger({ scripts: [{ behaviour: "explode" }] }),
  // @ts-expect-error a snapshot is bytes
  () => MockLedger.restore("snapshot"),
  // @ts-expect-error the body has a wrapper
  () => ledger.payment(payment.makePayment),
];
for (const mistake of mistakes) same(refusal(mistake) === "none", false);
const own = refusal(() => ledger.verify());
same([own, ReckonerError.name], ["ledger-freed", "ReckonerError"]);
export const result = `${paid.status} 998.00 ${own}`;
