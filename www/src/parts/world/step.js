// One call as it is shown: what went there and came back, why, what it posted.

import { findNodeAtLocation, parseTree } from "jsonc-parser";
import { figure } from "../amount.js";
import { sum } from "../decimals.js";
import { element } from "../element.js";
import { accountName } from "./names.js";
import { readable } from "./pretty.js";
import { judge } from "./verdict.js";

/**
 * @typedef {import("./changes.js").Change} Change
 *
 * @typedef {object} Step
 * @property {string} id
 * @property {string} title
 * @property {number} at of the ledger's time, in milliseconds since 1970
 * @property {{ method: string, path: string, headers: Record<string, string>, text: string }}
 *   request
 * @property {{ status: number, text: string, body?: any }} [response] none where it was lost
 * @property {boolean} lost
 * @property {string} [reason]
 * @property {boolean} [replayed] whether it is a stored answer, as far as can be told
 * @property {Change[]} changes
 * @property {Record<string, string>} [moves] how balances changed, by account
 */

/** What became of a call's amounts, the weightiest first. */
const SAYS = {
  posted: "Posted: debits equal credits.",
  held: "Held, and not yet posted.",
  released: "Held until now, and given up: nothing was posted.",
};

/** What a posting is, where its account does not say it. */
const COMPONENTS = { serviceCharge: "charge by formula" };

/**
 * A step out of what a server says of an exchange, whose bodies keep the digits that they have.
 *
 * @param {string} text
 * @param {Change[]} changes
 * @returns {Step}
 */
export function stepOfExchange(text, changes) {
  const exchange = JSON.parse(text);
  const tree = parseTree(text);
  const { id, at, method, path, operation, status, reason, request } = exchange;
  const lost = reason === "reply-lost";
  const response = bodyIn(text, tree, "response");
  return {
    id,
    title: operation ?? `${method} ${path}`,
    at,
    request: { method, path, headers: request.headers, text: bodyIn(text, tree, "request") },
    response: { status, text: response, body: exchange.response.body },
    lost,
    reason,
    changes,
  };
}

function bodyIn(text, tree, side) {
  const node = findNodeAtLocation(tree, [side, "body"]);
  const length = findNodeAtLocation(tree, [side, "bodyBytes"])?.value;
  if (node === undefined) return length === undefined ? "" : `… ${length} bytes, not kept`;
  if (node.type === "string") return node.value;
  return text.slice(node.offset, node.offset + node.length);
}

/** @param {Step} step */
export function stepView(step) {
  const { request, response, lost, reason, changes } = step;
  const answer = lost
    ? ["lost on its way", response?.text ?? ""]
    : [`HTTP ${response?.status}`, response?.text ?? ""];
  return [
    element(
      "div",
      { class: "exchange" },
      sheet("Request", [`${request.method} ${request.path}`, request.text, request.headers]),
      sheet("Response", answer),
    ),
    element("p", { class: "reason" }, ...because(reason)),
    ...postings(changes),
  ];
}

function because(reason) {
  return reason === undefined ? [] : ["Reason: ", element("code", {}, reason)];
}

/** A side of the exchange, as text. */
function sheet(title, [line, text, headers = {}]) {
  const fields = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  const body = text === "" ? [] : ["", readable(text)];
  return element(
    "div",
    { class: "sheet" },
    element("p", { class: "label" }, title),
    element("pre", { tabindex: "0", "aria-label": title }, [line, ...fields, ...body].join("\n")),
  );
}

function postings(changes) {
  const of = (kind) => changes.flatMap((change) => change[kind]);
  const kind = Object.keys(SAYS).find((name) => of(name).length > 0);
  if (kind === undefined) return [element("p", { class: "hint" }, "Nothing moved.")];
  const rows = of(kind);
  const head = ["Account", "Debit", "Credit"].map((name) => element("th", { scope: "col" }, name));
  const table = element(
    "table",
    { class: "postings", "data-kind": kind },
    element("caption", {}, SAYS[kind]),
    element("thead", {}, element("tr", {}, ...head)),
    element("tbody", {}, ...rows.map(posting)),
    element("tfoot", {}, total(rows)),
  );
  return [table];
}

function posting({ account, side, amount, component }) {
  const remark = COMPONENTS[component];
  const role = remark ? [element("span", { class: "role" }, remark)] : [];
  const name = element("th", { scope: "row" }, accountName(account), ...role);
  return element("tr", {}, name, ...sides(side, amount));
}

function sides(side, amount) {
  const [debit, credit] = side === "debit" ? [[figure(amount)], []] : [[], [figure(amount)]];
  return [element("td", {}, ...debit), element("td", {}, ...credit)];
}

function total(rows) {
  const all = { debit: "0", credit: "0" };
  for (const { side, amount } of rows) {
    all[side] = all[side] === "0" ? amount : sum(all[side], amount);
  }
  return element(
    "tr",
    {},
    element("th", { scope: "row" }, "Total"),
    element("td", {}, figure(all.debit)),
    element("td", {}, figure(all.credit)),
  );
}

/** What is said of a step in one place, where screen readers hear it. */
export function verdictView(step) {
  const { kind, headline, note } = judge(step);
  const words = [
    element("p", { class: "count" }, ...headline),
    element("p", { class: "note" }, ...note),
  ];
  return { kind, nodes: words };
}
