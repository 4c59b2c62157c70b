// The postings of a step and the balances after it, as accountants write them.

import { figure } from "../../parts/amount.js";
import { ROLES } from "./bank-world.js";
import { isZero, sum } from "../../parts/decimals.js";
import { element } from "../../parts/element.js";

const KINDS = { subscriber: "Subscriber", provider: "Provider", operator: "Operator" };

const TAXES = {
  "tax:cess": "Cess",
  "tax:levy": "Telecom levy",
  "tax:nbt": "Nation building tax",
  "tax:vat": "VAT",
};

/** What a posting is, where its account does not say it. */
const COMPONENTS = { serviceCharge: "charge by formula" };

/** In this order, the rows above stay where they are when taxes come. */
const ORDER = ["subscriber", "provider", "operator", "cash", "aggregator", "tax"];

/** Those that are shown with nothing in them. */
const ALWAYS = new Set(["subscriber", "provider", "operator"]);

/** What became of a step's amounts, the weightiest first. */
const SAYS = {
  posted: "Posted: debits equal credits.",
  held: "Held, and not yet posted.",
  released: "Held until now, and given up: nothing was posted.",
};

/**
 * @param {HTMLTableElement} table
 * @param {HTMLElement} note
 */
export function createPostings(table, note) {
  return {
    /** @param {import("./bank-step.js").Change[]} changes */
    show(changes) {
      const of = (kind) => changes.flatMap((change) => change[kind]);
      const kind = Object.keys(SAYS).find((name) => of(name).length > 0);
      const rows = kind ? of(kind) : [];
      table.hidden = rows.length === 0;
      table.dataset.kind = kind;
      note.textContent = SAYS[kind] ?? "Nothing moved.";
      table.tBodies[0].replaceChildren(...rows.map(posting));
      table.tFoot.replaceChildren(...(kind ? [total(rows)] : []));
    },
  };
}

function posting({ account, side, amount, component }) {
  const [debit, credit] = side === "debit" ? [figure(amount), ""] : ["", figure(amount)];
  const row = [named(account, COMPONENTS[component]), cell(debit), cell(credit)];
  return element("tr", {}, ...row);
}

function total(rows) {
  const of = (side) =>
    rows.filter((row) => row.side === side).reduce((all, { amount }) => sum(all, amount), "0.00");
  const head = element("th", { scope: "row" }, "Total");
  return element("tr", {}, head, cell(figure(of("debit"))), cell(figure(of("credit"))));
}

/** @param {HTMLTableElement} table */
export function createBalances(table) {
  return {
    /** @param {import("./bank-step.js").Balance[]} balances */
    show(balances) {
      const shown = balances.filter(
        ({ kind, balance, held, change }) =>
          ALWAYS.has(kind) || ![balance, held, change].every(isZero),
      );
      shown.sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
      table.tBodies[0].replaceChildren(...shown.map(balanced));
    },
  };
}

function balanced({ id, balance, held, change }) {
  const pending = isZero(held) ? [] : [element("span", { class: "pending" }, `${held} held`)];
  const sign = change.startsWith("-") ? "less" : "more";
  const moved = isZero(change) ? "" : figure(sign === "more" ? `+${change}` : change);
  return element(
    "tr",
    {},
    named(id, ROLES[id]),
    cell(figure(balance), ...pending),
    element("td", { class: `change ${sign}` }, moved),
  );
}

function named(id, words) {
  const [kind, owner] = id.split(":");
  const name = TAXES[id] ?? (KINDS[kind] ? `${KINDS[kind]} ${owner}` : "Cash");
  const role = words ? [element("span", { class: "role" }, words)] : [];
  return element("th", { scope: "row" }, name, ...role);
}

function cell(...content) {
  return element("td", {}, ...content);
}

