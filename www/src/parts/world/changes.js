// What has changed in a world between two looks at it.

import { difference, isZero } from "../decimals.js";

/**
 * @typedef {import("ready-reckoner/ledger").Transaction} Transaction
 * @typedef {import("ready-reckoner/ledger").Posting} Posting
 *
 * @typedef {object} Change what has become of a transaction
 * @property {Transaction} transaction as it is now
 * @property {Posting[]} posted
 * @property {Posting[]} held what is pending from now on
 * @property {Posting[]} released what was pending until now and has come to nothing
 */

/** @returns {Change[]} */
export function changesBetween(before, after) {
  const earlier = new Map(before.transactions.map((it) => [it.id, it]));
  // Those that were before the window of the look before are not new.
  const oldest = before.cursors.transactions;
  const isKnown = ({ id }) => oldest !== undefined && !earlier.has(id) && Number(id) <= oldest;
  return after.transactions.filter((it) => !isKnown(it)).flatMap((transaction) => {
    const known = earlier.get(transaction.id);
    const { status, postings, held } = known ?? { postings: [], held: [] };
    const posted = transaction.postings.slice(postings.length);
    if (status === transaction.status && posted.length === 0) return [];
    return [
      {
        transaction,
        posted,
        held: held.length === 0 ? transaction.held : [],
        released: transaction.held.length === 0 && posted.length === 0 ? held : [],
      },
    ];
  });
}

/** How the balance of each account has changed, by its id; those that have not are left out. */
export function movesBetween(before, after) {
  const earlier = new Map(before.accounts.map(({ id, balance }) => [id, balance]));
  const moves = after.accounts.map(({ id, balance }) => {
    const known = earlier.get(id);
    return [id, known === undefined ? balance : difference(balance, known)];
  });
  return Object.fromEntries(moves.filter(([, move]) => !isZero(move)));
}
