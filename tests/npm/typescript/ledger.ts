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
  rate: 1,
} satisfies Required<types.ScriptMatch> & types.ScriptRule;
const scripts: types.ScriptRule[] = [
  script,
  { behaviour: "delay", delayMs: 1, operation: "refund", times: 1 },
  { behaviour: "processing", operation: "refund", subscriber: "94770000002" },
  { behaviour: "loseReply", application: "APP", subscriber: "94770000002", retries: 2 },
  { behaviour: "failBeforeCommit", amount: "77" },
  { behaviour: "loseSms", subscriber: "94770000002" },
  { behaviour: ["decline", "delay"], delayMs: 1, code: "POL1000", amount: "78", rate: "0.5" },
  { operation: "notification", behaviour: ["duplicate", "reorder"], amount: "79" },
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
if (paid.status !== 200) throw new Error(`the payment was refused: ${paid.reason}`);
paid.reason satisfies null;
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
if (refunded.status === 403) {
  refunded.reason satisfies types.Reason;
  refunded.body.requestError.policyException.messageId satisfies types.WalletCode;
}
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
step satisfies () => types.ReservationAnswer[];

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
if (asked.status !== 202) throw new Error("the debit does not wait");
asked satisfies types.PendingDebit;
const outcome: Promise<types.DebitAnswer> = asked.outcome;
const [message] = ledger.messages() satisfies types.Sms[];
same(ledger.confirmDebit(asked.trid, message?.token ?? "").status, 201);
same((await outcome).body.resCode satisfies number, 201);
same(ledger.debitStatus("T-1").status, 201);
const named: types.DebitOptions = { biller: "BILLER" };
[
  () => ledger.refuseDebit("T-1", named),
  () => ledger.cancelDebit("T-1", named),
  () => ledger.settle("T-1", { declined: "402" }, named) satisfies types.FlowResult,
  () => ledger.resendToken("T-1", named),
] satisfies (() => object | void)[];

const caas: types.CaasFields = {
  applicationId: "APP",
  password: "password",
  subscriberId: "tel:94777123456",
};
const declined = ledger.caasDebit({ ...caas, externalTrxId: "E-1", amount: "1.00" });
same(declined.body.statusCode satisfies types.CaasCode, "E1404");
same(declined.reason satisfies types.Reason | null, "scripted");
const answers = [
  ledger.balanceQuery(caas) satisfies types.FlowAnswer<types.BalanceQueryResponse>,
  ledger.subscribe({ ...caas, action: 1 }) satisfies types.FlowAnswer<types.SubscriptionResponse>,
  ledger.subscriptionStatus(caas) satisfies types.FlowAnswer<types.SubscriptionResponse>,
];
same(answers.map(({ status }) => status), [200, 200, 200]);

ledger.topUp("94777123456", 10n);
ledger.payBill("94770000001", "5.00", { credit: false });
ledger.addSubscriber({ msisdn: "94770000003", kind: "prepaid", balance: 1 });
ledger.setSubscriber("94770000003", { status: "active", notifyNumber: null });
ledger.setApplication("APP", { maxTps: null, refunds: true, serviceCharge: 30 });
ledger.setApplication("APP", { notificationSecret: "another", notificationUrl: null });
ledger.setApplication("APP", { notificationSecret: null });
ledger.setBiller("BILLER", { minimumAuthorization: 2 });
const { balance, available, held, creditLimit } = ledger.account("94770000001");
same([balance, available, held, creditLimit], ["0.00", "5000.00", "0.00", "5000.00"]);
const { now } = ledger;
ledger.advance(1);
ledger.setTime(now + 2);
same(ledger.now - now, 2);
for (const { body } of ledger.notifications() satisfies types.Notification[]) {
  if ("statusCode" in body) body.totalAmount satisfies types.DecimalString;
  else if ("makePayment" in body) body.makePayment.referenceCode satisfies string;
}
const [delivery] = ledger.deliveries({ due: true }) satisfies types.Delivery[];
if (delivery) ledger.deliver(delivery.notification, { ok: true });
ledger.accounts() satisfies types.Account[];
const [found] = ledger.transactions({ kind: "payment", referenceCode: "REF-1" });
same((found satisfies types.Transaction | undefined)?.postings[0]?.side, "debit");
found?.compared?.referenceCode satisfies string | undefined;
const rule: string = ledger.script(script);
same(ledger.scripts().some(({ id }) => id === rule), true);
ledger.removeScript(rule);
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
  // @ts-expect-error there is no such code
  () => ledger.script({ behaviour: "decline", code: "POL100" }),
  // @ts-expect-error only what loses replies loses those of retries
  () => ledger.script({ behaviour: "decline", retries: 1 }),
  // @ts-expect-error there is no such status
  () => ledger.transactions({ status: "charged" }),
  // @ts-expect-error there is no such behaviour
  () => new MockLedger({ scripts: [{ behaviour: "explode" }] }),
  // @ts-expect-error a snapshot is bytes
  () => MockLedger.restore("snapshot"),
];
for (const mistake of mistakes) same(refusal(mistake) === "none", false);
const own = refusal(() => ledger.verify());
same([own, ReckonerError.name], ["ledger-freed", "ReckonerError"]);
export const result = `${paid.status} 998.00 ${own}`;
