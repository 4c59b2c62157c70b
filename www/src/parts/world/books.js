// How a world stands: its clock, its accounts, what has happened, and who was told of it. It is
// read by the paths below `/mock`, the same ones that any test has.

import { isZero } from "../decimals.js";

/** How many of the newest transactions are looked at. */
const WINDOW = 200;

/** How many of a list come at once, and how many times it is asked for more. */
const PAGE = 1_000;
const PAGES_MAX = 100;

/** How many subscribers are asked for, one by one. */
const ASKED_MAX = 24;

/** How many of the newest messages and notifications are shown. */
const RECENT = 50;

/**
 * @typedef {import("ready-reckoner/ledger").Transaction} Transaction
 * @typedef {import("ready-reckoner/ledger").Account} Account
 *
 * @typedef {object} Books
 * @property {{ now: number, mode: string, rate?: number, seed: number }} clock
 * @property {Account[]} accounts the first thousand of them
 * @property {boolean} hasMoreAccounts
 * @property {Record<string, "debit" | "credit">} sides on which a subscriber's balance stands: what
 *   a postpaid one owes is a debit
 * @property {Transaction[]} transactions the newest, oldest first
 * @property {import("ready-reckoner/ledger").Sms[]} messages the newest, oldest first
 * @property {(import("ready-reckoner/ledger").Notification & { undelivered?: string })[]}
 *   notifications the newest, oldest first
 * @property {import("ready-reckoner/ledger").ActiveRule[]} scripts
 * @property {Record<string, string | undefined>} cursors where the lists are read from next time
 */

/**
 * Reads a world. What was read before says from where on lists are new.
 *
 * @param {ReturnType<typeof import("./client.js").createClient>} client
 * @param {Books} [before] of the same world
 * @returns {Promise<Books>}
 */
export async function readBooks(client, before) {
  const cursors = before?.cursors ?? {};
  const [clock, accounts, transactions, messages, notifications, scripts] = await Promise.all([
    client.get("/mock/clock"),
    client.get(`/mock/accounts?limit=${PAGE}`),
    newest(client, "transactions", cursors.transactions, WINDOW),
    newest(client, "messages", cursors.messages, RECENT),
    newest(client, "notifications", cursors.notifications, RECENT),
    client.get("/mock/scripts"),
  ]);
  return {
    clock,
    accounts,
    sides: await sidesOf(client, accounts, before?.sides),
    hasMoreAccounts: accounts.length === PAGE,
    transactions: transactions.entries,
    messages: messages.entries,
    notifications: notifications.entries,
    scripts,
    cursors: {
      transactions: transactions.cursor,
      messages: messages.cursor,
      notifications: notifications.cursor,
    },
  };
}

/** A list of accounts does not say which of them are postpaid; each of them does, and stays so. */
async function sidesOf(client, accounts, known = {}) {
  const owners = accounts
    .filter(({ kind, balance, held }) => kind === "subscriber" && ![balance, held].every(isZero))
    .map(({ owner }) => owner)
    .slice(0, ASKED_MAX);
  const asked = owners.filter((owner) => known[owner] === undefined);
  const sides = await Promise.all(
    asked.map(async (owner) => {
      const account = await client.get(`/mock/accounts/${owner}`);
      return [owner, "creditLimit" in account ? "debit" : "credit"];
    }),
  );
  return { ...known, ...Object.fromEntries(sides) };
}

/**
 * The newest entries of a list, read anew from a cursor on: what is there may have changed, such as
 * a payment that was pending.
 */
async function newest(client, name, from, most) {
  let cursor = from;
  let entries = [];
  let next = from;
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const after = next === undefined ? "" : `&cursor=${encodeURIComponent(next)}`;
    const read = await client.get(`/mock/${name}?limit=${PAGE}${after}`);
    entries.push(...read);
    if (entries.length > most) {
      cursor = entries.at(-most - 1).id;
      entries = entries.slice(-most);
    }
    if (read.length < PAGE) break;
    next = read.at(-1).id;
  }
  return { cursor, entries };
}
