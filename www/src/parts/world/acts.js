// What can be done in a world, and the call that does it: by the APIs as a provider has them, and
// by the paths below `/mock` as the customer, the operator and time itself.

import { spanText } from "./names.js";

/**
 * What the calls of a provider are made with.
 *
 * @typedef {object} Caller
 * @property {string} currency
 * @property {string} biller
 * @property {string} token the bearer token of its application
 *
 * @typedef {object} Given
 * @property {import("./books.js").Books} books
 * @property {string} number what keys and references are made of
 * @property {Caller} caller
 *
 * @typedef {import("./client.js").Call & { title: string }} Act
 */

/** Which payments a charge that is created by a formula is for. */
const PRODUCT = {
  onBehalfOf: "Example Games Inc",
  purchaseCategoryCode: "Game",
  channel: "Web",
};

/** @type {Record<string, (given: any, world: Given) => Act>} */
const ACTS = {
  pay({ subscriber, amount, byFormula = false }, { number, caller }) {
    const body = {
      makePayment: {
        clientCorrelator: `PAY-${number}`,
        endUserId: `tel:+${subscriber}`,
        paymentAmount: {
          ...chargeOf(amount, "A game", caller),
          ...(byFormula && { chargingMetaData: PRODUCT }),
        },
        referenceCode: `REF-${number}`,
      },
    };
    return wallet(`Pay ${amount}`, { subscriber, action: "payment", body, caller });
  },

  charge({ chargeFormula }) {
    const { onBehalfOf: tenantId, purchaseCategoryCode: productType, channel } = PRODUCT;
    return {
      title: `Create the charge ${chargeFormula}`,
      method: "POST",
      path: "/charges",
      headers: { apikey: "any", authorization: "Bearer any" },
      body: { tenantId, productType, paymentMethod: channel, chargeFormula },
    };
  },

  refund({ of, amount }, { books, number, caller }) {
    const payment = paymentOf(books, of);
    const body = {
      refundTransaction: {
        clientCorrelator: `REFUND-${number}`,
        endUserId: `tel:+${payment.subscriber}`,
        originalReferenceCode: payment.referenceCode,
        originalServerReferenceCode: payment.serverReferenceCode,
        paymentAmount: chargeOf(amount, "Given back", caller),
        referenceCode: `REF-${number}`,
      },
    };
    const title = `Give ${amount} back of ${payment.referenceCode}`;
    return wallet(title, { subscriber: payment.subscriber, action: "refund", body, caller });
  },

  debit({ subscriber, amount }, { number, caller }) {
    const TRID = `DEBIT-${number}`;
    const body = { BILLERID: caller.biller, AUTHFLAG: 3, AMOUNT: amount, RC: 1, TRID };
    const path = `/accountdebit/v1/${subscriber}`;
    return { ...authorized(caller), title: `Debit ${amount}, with consent`, path, body };
  },

  cancel({ trid }, { books, caller }) {
    const { subscriber } = debitOf(books, trid);
    const path = `/accountdebit/v1/${subscriber}/${encodeURIComponent(trid)}/cancel`;
    return { ...authorized(caller), title: `Cancel ${trid}`, path };
  },

  consent({ message, trid, token }, { books }) {
    const sms = messageOf(books, message);
    return reply(`Consent to ${trid ?? sms.trid}`, sms, { token: token ?? sms.token });
  },

  refuse({ message, trid }, { books }) {
    const sms = messageOf(books, message);
    return reply(`Refuse ${trid ?? sms.trid}`, sms, { refuse: true });
  },

  advance: ({ ms }) => post(`${spanText(ms)} pass`, "/mock/clock", { advance: ms }),

  live({ live }) {
    const title = live === false ? "The clock stands" : "The clock runs";
    return post(title, "/mock/clock", { live });
  },

  script({ rule }) {
    const names = [rule?.behaviour].flat().join(", ");
    return post(`From now on: ${names}`, "/mock/scripts", rule);
  },

  unscript: ({ id }) => ({
    title: "Take a rule away",
    method: "DELETE",
    path: `/mock/scripts/${encodeURIComponent(id)}`,
  }),

  status: ({ subscriber, status }) => ({
    title: `${subscriber} is ${status}`,
    method: "PATCH",
    path: `/mock/subscribers/${subscriber}`,
    body: { status },
  }),

  settle({ reference, code }, { books }) {
    const { id } = pendingOf(books, reference);
    const body = { reference: id, outcome: code === undefined ? "charged" : { declined: code } };
    return post(`Settle ${id}: ${code ?? "charged"}`, "/mock/settlements", body);
  },

  topUp: ({ subscriber, amount }) =>
    post(`Top up ${subscriber} by ${amount}`, "/mock/top-ups", { msisdn: subscriber, amount }),
};

/** The last of something, whichever it is by now. */
export const LAST = "last";

/**
 * The call that does something.
 *
 * @param {string} name
 * @param {object} given
 * @param {Given} world
 * @returns {Act}
 */
export function callOf(name, given, world) {
  if (!Object.hasOwn(ACTS, name)) throw new Missing(`Nothing is called ${name}.`);
  return ACTS[name](given, world);
}

function post(title, path, body) {
  return { title, method: "POST", path, body };
}

function authorized({ token }) {
  return { method: "POST", headers: { authorization: `Bearer ${token}` } };
}

function wallet(title, { subscriber, action, body, caller }) {
  const user = encodeURIComponent(`tel:+${subscriber}`);
  const path = `/wallet/v1/transaction/${user}/${action}`;
  return { ...authorized(caller), title, path, body };
}

function chargeOf(amount, description, { currency }) {
  return { chargingInformation: { amount, currency, description } };
}

function reply(title, { id }, answer) {
  return post(title, `/mock/messages/${encodeURIComponent(id)}/reply`, answer);
}

/** A message by its id, or the last that asks for consent. */
function messageOf({ messages }, id) {
  const sms = id === undefined
    ? messages.findLast(({ trid }) => trid !== undefined)
    : messages.find((it) => it.id === id);
  return found(sms, "a message that asks for consent");
}

/** The payments of which something may be given back, the last of them first. */
export function refundable({ transactions }) {
  return transactions
    .filter(({ kind, remaining }) => kind === "payment" && remaining !== undefined)
    .reverse();
}

/** What waits for somebody to settle it, and what it is called by. */
export function pendingIn({ transactions }) {
  return transactions
    .filter(({ pending, kind }) => pending && kind !== "reservation")
    .map((transaction) => {
      const { serverReferenceCode, clientCorrelator, referenceCode } = transaction;
      const id = serverReferenceCode ?? clientCorrelator ?? referenceCode;
      return { id, transaction };
    });
}

function paymentOf(books, of) {
  const payments = refundable(books);
  const payment = of === LAST ? payments[0] : payments.find(({ id }) => id === of);
  return found(payment, "a payment to give back");
}

function debitOf({ transactions }, trid) {
  return found(
    transactions.findLast(({ kind, clientCorrelator }) =>
      kind === "debit" && (trid === LAST || clientCorrelator === trid),
    ),
    "the debit",
  );
}

function pendingOf(books, reference) {
  const all = pendingIn(books);
  return found(
    reference === LAST ? all.at(-1) : all.find(({ id }) => id === reference),
    "something that is pending",
  );
}

function found(it, what) {
  if (it === undefined) throw new Missing(`There is nothing like ${what} in this world.`);
  return it;
}

/** That what is asked for needs something that is not there. */
export class Missing extends Error {
  name = "Missing";
}
