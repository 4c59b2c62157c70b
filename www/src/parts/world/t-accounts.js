// The books as accountants draw them: a T for each account, debits to the left, credits to the
// right, the balance under the line.

import { figure } from "../amount.js";
import { difference, isZero, sum } from "../decimals.js";
import { counted, element } from "../element.js";
import { accountName } from "./names.js";

/** In this order, those above stay where they are when taxes come. */
const ORDER = ["subscriber", "provider", "operator", "cash", "aggregator", "tax"];

/** How many of the newest entries of an account are shown, and how many accounts. */
const ENTRIES_MAX = 6;
const ACCOUNTS_MAX = 24;

/** What an account had before the entries that are shown. */
const BEFORE = { title: "before", state: "before" };

/** Whose balance is a debit: what came from outside, and what is owed. */
const OTHER_SIDE = { debit: "credit", credit: "debit" };

/** @typedef {import("ready-reckoner/ledger").Account} Account */

/** @param {HTMLElement} panel */
export function createTAccounts(panel) {
  return {
    /**
     * @param {import("./books.js").Books} books
     * @param {import("./changes.js").Change[]} changes whose entries are marked
     */
    show(books, changes = []) {
      const entries = entriesOf(books.transactions);
      const fresh = new Set(changes.map(({ transaction }) => transaction.id));
      const all = books.accounts
        .filter(({ id, balance, held }) => entries.has(id) || ![balance, held].every(isZero))
        .sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
      const shown = all.slice(0, ACCOUNTS_MAX);
      const rest = all.length - shown.length;
      panel.replaceChildren(
        ...shown.map((account) =>
          drawn(account, { entries: entries.get(account.id) ?? [], fresh, sides: books.sides }),
        ),
        ...(rest > 0 || books.hasMoreAccounts ? [more(rest, books.hasMoreAccounts)] : []),
      );
    },
  };
}

function more(rest, isEndless) {
  const words = `${counted(rest, "more account")}${isEndless ? ", and others" : ""}`;
  return element("p", { class: "hint" }, `${words}: GET /mock/accounts lists them all.`);
}

/** What was posted to each account, and what is held, oldest first. */
function entriesOf(transactions) {
  const entries = new Map();
  const add = (transaction, postings, isHeld) => {
    for (const { account, side, amount } of postings) {
      const list = entries.get(account) ?? [];
      list.push({ id: transaction.id, kind: transaction.kind, side, amount, isHeld });
      entries.set(account, list);
    }
  };
  for (const transaction of transactions) {
    add(transaction, transaction.postings, false);
    add(transaction, transaction.held, true);
  }
  return entries;
}

/** @param {Account} account */
function drawn(account, { entries, fresh, sides }) {
  const shown = entries.slice(-ENTRIES_MAX);
  const normal = sideOf(account, sides);
  const brought = broughtForward(account, normal, shown);
  const lines = [
    ...(isZero(brought) ? [] : [{ ...BEFORE, side: normal, amount: brought }]),
    ...shown.map(({ id, kind, side, amount, isHeld }) => {
      const state = [isHeld ? "held" : "", fresh.has(id) ? "fresh" : ""].join(" ").trim();
      return { title: isHeld ? `${kind}, held` : kind, side, amount, state };
    }),
  ];
  const head = ["Debit", "Credit"].map((name) => element("th", { scope: "col" }, name));
  const isNegative = account.balance.startsWith("-");
  const balanceSide = isNegative ? OTHER_SIDE[normal] : normal;
  return element(
    "table",
    { class: "t-account", "data-account": account.id },
    element("caption", {}, accountName(account.id)),
    element("thead", {}, element("tr", {}, ...head)),
    element("tbody", {}, ...rowsOf(lines)),
    element("tfoot", {}, foot(account, balanceSide)),
  );
}

/** The side on which an account has its balance: the ledger tells balances from there. */
function sideOf({ kind, owner }, sides) {
  if (kind === "cash") return "debit";
  return kind === "subscriber" ? (sides[owner] ?? "credit") : "credit";
}

function totals(entries) {
  const all = { debit: "0.00", credit: "0.00" };
  for (const { side, amount } of entries) all[side] = added(all[side], amount);
  return all;
}

/** What the account had before the entries that are shown. */
function broughtForward({ balance }, normal, shown) {
  const { debit, credit } = totals(shown.filter(({ isHeld }) => !isHeld));
  const moved = normal === "debit" ? minus(debit, credit) : minus(credit, debit);
  return minus(balance, moved);
}

/** Sums of amounts of which one may be a zero with other digits. */
const added = (first, second) => (isZero(first) ? second : sum(first, second));

function minus(first, second) {
  if (isZero(second)) return first;
  if (isZero(first)) return second.startsWith("-") ? second.slice(1) : `-${second}`;
  return difference(first, second);
}

/** The entries of both sides, each from the top. */
function rowsOf(lines) {
  const [debits, credits] = ["debit", "credit"].map((side) =>
    lines.filter((line) => line.side === side),
  );
  const longest = Math.max(debits.length, credits.length);
  return Array.from({ length: longest }, (_, at) =>
    element("tr", {}, cell(debits[at]), cell(credits[at])),
  );
}

function cell(line) {
  if (line === undefined) return element("td");
  const { title, amount, state } = line;
  const what = element("span", { class: "what" }, title);
  return element("td", { class: state }, what, figure(amount));
}

function foot({ balance, held }, side) {
  const pending = isZero(held) ? [] : [element("span", { class: "what" }, `${held} held`)];
  const unsigned = balance.replace("-", "");
  const of = (own) => (own === side ? [...pending, figure(unsigned)] : []);
  return element("tr", {}, element("td", {}, ...of("debit")), element("td", {}, ...of("credit")));
}
