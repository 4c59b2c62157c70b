// What a call came to, in a few words: those of its API, where it has some.

import { amount } from "../amount.js";
import { difference } from "../decimals.js";
import { element, sentence } from "../element.js";

/**
 * @typedef {object} Verdict
 * @property {"done" | "waiting" | "refused" | "plain"} kind
 * @property {(Node | string)[]} headline
 * @property {(Node | string)[]} note
 * @property {string} badge the least of it, for a list
 */

/** @param {import("./step.js").Step} step @returns {Verdict} */
export function judge({ title, response, lost, changes, reason, replayed }) {
  if (lost) return withoutAnswer(changes);
  const badge = String(response?.status ?? "");
  const debit = changes.find(({ transaction }) => transaction.kind === "debit");
  if (debit) return debited(debit, badge);
  const body = response?.body;
  if (replayed) {
    const note = ["The stored answer came back, word for word, and nothing moved."];
    return { kind: "plain", headline: ["Replayed"], note, badge };
  }
  const exception = body?.requestError?.serviceException ?? body?.requestError?.policyException;
  if (exception) return declined(exception, badge);
  const operation =
    body?.makePayment ?? body?.refundTransaction ?? body?.amountReservationTransaction;
  if (operation) return moved(operation.transactionOperationStatus, changes, badge);
  if (response === undefined || response.status < 300) return quiet(title, body, changes, badge);
  return refused(body, reason, badge);
}

function withoutAnswer(changes) {
  const posted = changes.some((change) => change.posted.length > 0);
  const note = [
    posted
      ? "It was done, and its answer was lost on the way: send it again, with the same key."
      : "The answer was lost on the way.",
  ];
  return { kind: "waiting", headline: ["No answer came"], note, badge: "lost" };
}

function moved(status, changes, badge) {
  const change = changes.find(({ posted, held }) => posted.length > 0 || held.length > 0);
  if (!change) return { kind: "waiting", headline: [status], note: [], badge };
  const { currency, subscriber, total } = change.transaction;
  const note = [status === "Refunded" ? `to ${subscriber}` : `from ${subscriber}`];
  const kind = status === "Processing" ? "waiting" : "done";
  return { kind, headline: [`${status} `, ...amount(currency, total)], note, badge };
}

function declined({ messageId, text, variables }, badge) {
  const filled = text.replace(/%(\d)/g, (hole, place) => variables[place - 1] ?? hole);
  const note = [`${filled.trim().replace(/\.$/, "")}.`];
  return { kind: "refused", headline: ["Declined ", element("code", {}, messageId)], note, badge };
}

function debited({ transaction, released }, badge) {
  const { status, amount: base, currency, total, subscriber } = transaction;
  if (status === "ConsentPending") {
    const held = amount(currency, total);
    const note = [...held, ` is held until the customer of ${subscriber} consents.`];
    return { kind: "waiting", headline: ["Consent pending"], note, badge };
  }
  if (status === "Debited") {
    const headline = [`${status} `, ...amount(currency, total)];
    const note = [`${base} from ${subscriber}, and taxes of ${difference(total, base)}`];
    return { kind: "done", headline, note, badge };
  }
  const freed = released.find(({ side }) => side === "debit");
  const note = freed
    ? [...amount(currency, freed.amount), " is held no more, and nothing was posted."]
    : ["Nothing was posted."];
  return { kind: "refused", headline: [status], note, badge };
}

/** A call that moved no money by itself, such as time that passed. */
function quiet(title, body, changes, badge) {
  const change = changes.find(({ posted, held, released }) =>
    [posted, held, released].some((list) => list.length > 0),
  );
  if (change) return moved(change.transaction.status, [change], badge);
  const code = body?.statusCode ?? body?.resDesc;
  if (typeof code !== "string") return { kind: "plain", headline: ["Done"], note: [title], badge };
  const kind = body.resDesc === undefined && code !== "S1000" ? "refused" : "plain";
  const note = body.statusDetail === undefined ? [] : [body.statusDetail];
  return { kind, headline: [code], note, badge };
}

function refused(body, reason, badge) {
  const problems = (body?.problems ?? []).flatMap(({ message, help }) => [
    element("span", { class: "problem" }, ...sentence(message)),
    ...(help ? [element("span", { class: "help" }, ...sentence(help))] : []),
  ]);
  const words = body?.resDesc ?? body?.errors?.[0]?.descriptiveMessage ?? body?.detail;
  const text = words === undefined ? [] : sentence(words);
  const headline = [reason === undefined ? "Refused" : `Refused: ${reason}`];
  return { kind: "refused", headline, note: problems.length > 0 ? problems : text, badge };
}
