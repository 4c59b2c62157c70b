// The exchanges that a server tells of, as steps. A server says what was sent and answered, and
// what is in its books; which transaction an exchange was about is told by their keys.

import { stepOfExchange } from "./step.js";

/** @typedef {import("ready-reckoner/ledger").Transaction} Transaction */

/** Each operation of the wallet, by the field that a body has for it. */
const WALLET = ["makePayment", "refundTransaction", "amountReservationTransaction"];

/** What each kind of transaction is asked for by. */
const KINDS = {
  payment: ["payment", "getPayment"],
  refund: ["refund", "refundOfUser", "getRefund"],
  debit: ["debit", "debitStatus", "confirmDebit", "refuseDebit", "cancelDebit"],
  caasDebit: ["caasDebit"],
  reservation: ["reserve"],
};

/** Those that only ask how something stands. */
const ASKING = ["getPayment", "getRefund", "getReservation", "debitStatus"];

/** How many exchanges are remembered. */
const REMEMBERED_MAX = 200;

export class Exchanges {
  /** The texts of the exchanges by their ids, oldest first. @type {Map<string, string>} */
  #texts = new Map();
  /** The state in which each was shown. @type {Map<string, string>} */
  #shown = new Map();
  /** Which exchange has made a transaction: the others that ask for it get a stored answer. */
  #makers = new Map();

  clear() {
    for (const map of [this.#texts, this.#shown, this.#makers]) map.clear();
  }

  /** An exchange, as the server tells it; whether it is new. */
  add(text) {
    const { id } = JSON.parse(text);
    if (this.#texts.has(id)) return false;
    this.#texts.set(id, text);
    if (this.#texts.size > REMEMBERED_MAX) {
      const [oldest] = this.#texts.keys();
      this.#texts.delete(oldest);
      this.#shown.delete(oldest);
    }
    return true;
  }

  /**
   * The steps of exchanges that were not shown yet, or of which something has changed since.
   *
   * @param {import("./books.js").Books} books
   */
  *news({ transactions }) {
    for (const [id, text] of this.#texts) {
      const exchange = JSON.parse(text);
      const transaction = transactionOf(exchange, transactions);
      const replayed = transaction !== undefined && this.#isReplay(exchange, transaction);
      const state = replayed ? "replayed" : `${transaction?.id} ${transaction?.status}`;
      if (this.#shown.get(id) === state) continue;
      this.#shown.set(id, state);
      const isOwn = transaction !== undefined && !replayed;
      const changes = isOwn ? [changeOf(transaction)] : [];
      yield { ...stepOfExchange(text, changes), replayed };
    }
  }

  #isReplay({ id, operation }, transaction) {
    if (ASKING.includes(operation)) return false;
    const key = `${operation} ${transaction.id}`;
    const maker = this.#makers.get(key) ?? id;
    this.#makers.set(key, maker);
    return maker !== id;
  }
}

function changeOf(transaction) {
  return { transaction, posted: transaction.postings, held: transaction.held, released: [] };
}

/** @returns {Transaction | undefined} */
function transactionOf({ operation, path, request, response }, transactions) {
  const keys = keysOf({ path, request, response });
  if (keys.length === 0) return undefined;
  const isAsked = ({ kind }) => KINDS[kind]?.includes(operation) ?? false;
  const hasKey = ({ serverReferenceCode, clientCorrelator, referenceCode }) =>
    keys.some((key) => [serverReferenceCode, clientCorrelator, referenceCode].includes(key));
  return transactions.findLast((it) => isAsked(it) && hasKey(it));
}

/** What the transaction is known by; the ledger's own reference alone where there is one. */
function keysOf({ path, request, response }) {
  const inner = (body) => WALLET.map((name) => body?.[name]).find((field) => field !== undefined);
  const given = inner(response.body)?.serverReferenceCode;
  if (typeof given === "string") return [given];
  const asked = request.body ?? {};
  const { clientCorrelator, referenceCode } = inner(asked) ?? {};
  const [, , , , inPath] = path.replace(/^\/apicall/, "").split("/");
  return [clientCorrelator, referenceCode, asked.TRID, asked.externalTrxId, decoded(inPath)]
    .filter((key) => typeof key === "string" || typeof key === "number")
    .map(String);
}

function decoded(text) {
  try {
    return text === undefined ? undefined : decodeURIComponent(text);
  } catch {
    return text;
  }
}
