// The operators' wallet and debits, as this shop calls them.
//
// A request that gets no answer may have been done all the same. So each is sent again with the
// same key, `clientCorrelator` or TRID, by which the other side knows it and does nothing twice.

import { setTimeout } from "node:timers/promises";

/** How often a request is sent before its outcome counts as unknown. */
const ATTEMPTS = 3;

/** How long an answer may take. */
const PATIENCE_MS = 10_000;

/**
 * What the codes mean to a customer. After any other one, such as for a token that has expired,
 * nobody can be sure that nothing was done: the order stays pending, and people look at the log.
 */
const REASONS = {
  POL0253: "refused-by-customer",
  POL0254: "above-limit",
  POL1000: "insufficient-funds",
  POL1001: "limit-reached",
  POL1002: "too-soon",
  POL1003: "more-than-remains",
  POL1009: "number-not-provisioned",
  POL1010: "number-inactive",
  SVC0004: "number-unknown",
  SVC0270: "number-inactive",
};

/** The other side has said no, and will say so again to the same key. */
export class Declined extends Error {
  /** @param {string} reason one that the shop has words for */
  constructor(reason, variables = []) {
    super(`declined: ${reason}`);
    this.reason = reason;
    this.variables = variables;
  }
}

/** Nobody knows yet whether it was done: ask again with the same key. */
export class Unavailable extends Error {}

/**
 * @param {object} options
 * @param {string} options.baseUrl where the APIs are
 * @param {string} options.token the bearer token of the shop
 * @param {string} [options.biller] by whom accounts are debited
 * @param {number} [options.pauseMs] before the second attempt; twice as long before the third
 */
export function createWallet({ baseUrl, token, biller, pauseMs = 200 }) {
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };

  /** One attempt; nothing if no answer came. */
  async function tried(method, url, body) {
    try {
      const signal = AbortSignal.timeout(PATIENCE_MS);
      const response = await fetch(url, { method, headers, body, signal });
      const { status } = response;
      // An outage says no more about what was done than silence does.
      return status < 500 ? { status, body: await response.json() } : undefined;
    } catch {
      return undefined;
    }
  }

  async function send(method, path, document) {
    // The wallet names its resources by whole URLs, or by paths below its own.
    const url = path.startsWith("/") ? baseUrl + path : path;
    const body = document && JSON.stringify(document);
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      if (attempt > 0) await setTimeout(pauseMs * attempt);
      const answer = await tried(method, url, body);
      if (answer !== undefined) return answer;
    }
    throw new Unavailable(`no answer from ${new URL(url).host}`);
  }

  async function walletCall(method, path, document) {
    const { status, body } = await send(method, path, document);
    if (status < 300) return Object.values(body)[0];
    const { policyException, serviceException } = body.requestError ?? {};
    const { messageId, text, variables } = policyException ?? serviceException ?? {};
    const reason = REASONS[messageId];
    if (reason === undefined) throw new Error(`the wallet says ${status} ${messageId} ${text}`);
    throw new Declined(reason, variables);
  }

  const pathOf = (msisdn) => `/wallet/v1/transaction/${encodeURIComponent(userOf(msisdn))}`;

  return {
    /** Charges a number: its `status` is Charged, or Processing until a notification comes. */
    async pay({ key, msisdn, cents, description, referenceCode, notifyURL }) {
      const makePayment = {
        clientCorrelator: key,
        endUserId: userOf(msisdn),
        paymentAmount: charging(cents, description),
        referenceCode,
        notifyURL,
      };
      return paymentOf(await walletCall("POST", `${pathOf(msisdn)}/payment`, { makePayment }));
    },

    /** Where a payment stands now. */
    async look({ resource }) {
      return paymentOf(await walletCall("GET", resource));
    },

    /** Gives back a part of a payment. */
    async refund({ key, msisdn, cents, description, payment }) {
      const refundTransaction = {
        clientCorrelator: key,
        endUserId: userOf(msisdn),
        originalReferenceCode: payment.reference,
        originalServerReferenceCode: payment.serverReference,
        paymentAmount: charging(cents, description),
        referenceCode: key,
      };
      const path = `${pathOf(msisdn)}/refund`;
      return paymentOf(await walletCall("POST", path, { refundTransaction }));
    },

    /**
     * Debits a number with its owner's consent: whether it is done. Asked again with the same key,
     * it tells where that stands; nobody gets a second message.
     */
    async debit({ key, msisdn, rupees }) {
      const document = { BILLERID: biller, AUTHFLAG: 3, AMOUNT: rupees, RC: 1, TRID: key };
      const { status, body } = await send("POST", `/accountdebit/v1/${msisdn}`, document);
      if (status === 201) return true;
      if (status === 202) return false;
      if (status === 402) throw new Declined("insufficient-funds");
      // Refused, too late, too many wrong tokens: the API does not say which.
      if (status === 409) throw new Declined("no-consent");
      throw new Error(`the debit API says ${status} ${body.resDesc}`);
    },
  };
}

const userOf = (msisdn) => `tel:+${msisdn}`;

/** Amounts are whole cents here, so that nothing is ever rounded. */
const charging = (cents, description) => ({
  chargingInformation: { amount: amountOf(cents), currency: "LKR", description },
});

/** Cents as the amount that they are, such as `12.50`. */
export function amountOf(cents) {
  const digits = String(cents).padStart(3, "0");
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

const paymentOf = (body) => ({
  status: body.transactionOperationStatus,
  reference: body.referenceCode,
  serverReference: body.serverReferenceCode,
  resource: body.resourceURL,
});
