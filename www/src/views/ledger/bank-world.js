// The bank's world, and the requests to it as they would go over the wire.

export const CURRENCY = "LKR";

/** The operator's percentage of payments that are not charged by a formula. */
const SERVICE_CHARGE = "30";

const BILLER = "BILLER-1";

/** Which payments the charge created from the page's formula is for. */
const PRODUCT = {
  onBehalfOf: "Example Games Inc",
  purchaseCategoryCode: "Game",
  channel: "Web",
};

const PREPAID = "94777123456";
const POSTPAID = "94776351232";
const LTE = "94115123456";

/** What an account is, by its id. */
export const ROLES = {
  [`subscriber:${PREPAID}`]: "prepaid",
  [`subscriber:${POSTPAID}`]: "postpaid: what is owed",
  [`subscriber:${LTE}`]: "LTE, prepaid",
  cash: "what came from outside",
};

/** @type {import("ready-reckoner/ledger").LedgerConfig} */
export const WORLD = {
  currency: CURRENCY,
  operators: [{ id: "dialog", prefixes: ["9477"] }],
  subscribers: [
    { msisdn: PREPAID, kind: "prepaid", balance: "1000" },
    { msisdn: POSTPAID, kind: "postpaid", creditLimit: "5000" },
    {
      msisdn: LTE,
      operator: "dialog",
      kind: "prepaid",
      accountType: "LTE",
      balance: "500",
      notifyNumber: PREPAID,
    },
  ],
  applications: [{ id: "APP_000001", serviceCharge: SERVICE_CHARGE, debit: true, refunds: true }],
  billers: [{ id: BILLER, minimumAuthorization: 1, accountTypes: ["GSM", "LTE"] }],
};

/** The subscribers to choose from, in words. */
export const SUBSCRIBERS = [
  { number: PREPAID, words: "prepaid" },
  { number: POSTPAID, words: "postpaid" },
  { number: LTE, words: "LTE, prepaid" },
];

/**
 * @typedef {object} Call a call of the ledger
 * @property {string} line the wire's method and path, or how the ledger's own method is called
 * @property {object} [body]
 * @property {(ledger: import("ready-reckoner/ledger").MockLedger) => object | void} send
 *
 * @typedef {import("ready-reckoner/ledger").Transaction} Transaction
 */

/** @returns {Call} */
export function payment({ number, subscriber, amount, byFormula }) {
  const body = {
    makePayment: {
      clientCorrelator: `PAY-${number}`,
      endUserId: `tel:+${subscriber}`,
      paymentAmount: {
        chargingInformation: { amount, currency: CURRENCY, description: "A game" },
        ...(byFormula ? { chargingMetaData: PRODUCT } : {}),
      },
      referenceCode: `REF-${number}`,
    },
  };
  return { line: wallet(subscriber, "payment"), body, send: (ledger) => ledger.payment(body) };
}

/** @returns {Call} */
export function refund({ number, of, amount }) {
  const { subscriber, referenceCode, serverReferenceCode } = of;
  const body = {
    refundTransaction: {
      clientCorrelator: `REFUND-${number}`,
      endUserId: `tel:+${subscriber}`,
      originalReferenceCode: referenceCode,
      originalServerReferenceCode: serverReferenceCode,
      paymentAmount: {
        chargingInformation: { amount, currency: CURRENCY, description: "Given back" },
      },
      referenceCode: `REF-${number}`,
    },
  };
  return { line: wallet(subscriber, "refund"), body, send: (ledger) => ledger.refund(body) };
}

/** A debit that its customer has to consent to. @returns {Call} */
export function debit({ number, subscriber, amount }) {
  const body = { BILLERID: BILLER, AUTHFLAG: 3, AMOUNT: amount, RC: 1, TRID: `DEBIT-${number}` };
  const line = `POST /apicall/accountdebit/v1/${subscriber}`;
  return { line, body, send: (ledger) => ledger.debit(subscriber, body) };
}

/** @returns {Call} */
export function charge(chargeFormula) {
  const { onBehalfOf: tenantId, purchaseCategoryCode: productType, channel } = PRODUCT;
  const body = { tenantId, productType, paymentMethod: channel, chargeFormula };
  return { line: "POST /charges", body, send: (ledger) => ledger.createCharge(body) };
}

/** A method of the ledger that is no request. @returns {Call} */
export function own(name, ...given) {
  const line = `ledger.${name}(${given.map((value) => JSON.stringify(value)).join(", ")})`;
  return { line, send: (ledger) => ledger[name](...given) };
}

/** Time passes; the answer is that of the debit which it ends. @returns {Call} */
export function wait(ms) {
  const send = (ledger) => {
    const pending = ledger.transactions({ status: "ConsentPending" });
    ledger.advance(ms);
    return pending
      .map(({ clientCorrelator }) => ledger.debitStatus(clientCorrelator))
      .find(({ status }) => status !== 202);
  };
  return { line: `ledger.advance(${ms})`, send };
}

function wallet(subscriber, action) {
  const user = encodeURIComponent(`tel:+${subscriber}`);
  return `POST /wallet/v1/transaction/${user}/${action}`;
}
