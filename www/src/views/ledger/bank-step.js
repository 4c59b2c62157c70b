// One step: a call of the ledger, and everything that it moved, by the ledger's own books.

import { difference } from "../../parts/decimals.js";
import { isRefusal } from "../../parts/refusal.js";

/**
 * @typedef {import("ready-reckoner/ledger").Transaction} Transaction
 * @typedef {import("ready-reckoner/ledger").Posting} Posting
 * @typedef {import("ready-reckoner/ledger").ReckonerError} Refusal
 *
 * @typedef {object} Change what a step did to a transaction
 * @property {Transaction} transaction as it is now
 * @property {Posting[]} posted
 * @property {Posting[]} held what is pending from this step on
 * @property {Posting[]} released what was pending until this step and has come to nothing
 *
 * @typedef {import("ready-reckoner/ledger").Account & { change: string }} Balance
 *
 * @typedef {object} Step
 * @property {string} title
 * @property {import("./bank-world.js").Call} call
 * @property {any} [answer]
 * @property {Refusal} [refusal] what the library refused, as misuse of itself
 * @property {Change[]} changes
 * @property {Balance[]} balances
 */

/**
 * @param {import("ready-reckoner/ledger").MockLedger} ledger
 * @param {string} title
 * @param {import("./bank-world.js").Call} call
 * @returns {Step}
 */
export function take(ledger, title, call) {
  const before = look(ledger);
  const { answer, refusal } = sent(ledger, call);
  const after = look(ledger);
  ledger.verify();
  return { title, call, answer, refusal, ...compared(before, after) };
}

/** The balances at first, as those of a step that moves nothing. @returns {Balance[]} */
export function opening(ledger) {
  const now = look(ledger);
  return compared(now, now).balances;
}

function sent(ledger, { send }) {
  try {
    return { answer: send(ledger) };
  } catch (error) {
    if (isRefusal(error)) return { refusal: error };
    throw error;
  }
}

function look(ledger) {
  return { transactions: ledger.transactions(), accounts: ledger.accounts() };
}

function compared(before, after) {
  const earlier = new Map(before.transactions.map((it) => [it.id, it]));
  const changes = after.transactions.flatMap((transaction) => {
    const { status, postings, held } = earlier.get(transaction.id) ?? { postings: [], held: [] };
    const posted = transaction.postings.slice(postings.length);
    const begun = held.length === 0 ? transaction.held : [];
    const ended = transaction.held.length === 0 && posted.length === 0 ? held : [];
    if (status === transaction.status && posted.length === 0) return [];
    return [{ transaction, posted, held: begun, released: ended }];
  });
  const balances = after.accounts.map((account, index) => {
    const change = difference(account.balance, before.accounts[index].balance);
    return { ...account, change };
  });
  return { changes, balances };
}
