// What a step came to, in a few words: the wire's own, where it has some.

import { amount } from "../../parts/amount.js";
import { CURRENCY } from "./bank-world.js";
import { difference } from "../../parts/decimals.js";
import { element, sentence } from "../../parts/element.js";

/**
 * @typedef {object} Verdict
 * @property {"done" | "waiting" | "refused" | "plain"} kind
 * @property {(Node | string)[]} headline
 * @property {(Node | string)[]} note
 * @property {string} badge for the journal
 */

const money = (value) => amount(CURRENCY, value);

/** @param {import("./bank-step.js").Step} step @returns {Verdict} */
export function judge({ answer, refusal, changes, call }) {
  if (refusal) return misuse(refusal);
  const ended = changes.find(({ transaction }) => transaction.kind === "debit");
  if (ended) return debited(ended, answer);
  if (answer === undefined) return quiet(call);
  const { body, status, replayed } = answer;
  const badge = String(status);
  if (replayed) {
    const note = ["The stored answer came back, word for word, and nothing moved."];
    return { kind: "plain", headline: ["Replayed"], note, badge };
  }
  const exception = body.requestError?.serviceException ?? body.requestError?.policyException;
  if (exception) return declined(exception, badge);
  const inner = body.makePayment ?? body.refundTransaction;
  if (inner) return moved(inner.transactionOperationStatus, changes, badge);
  if (body.resDesc) {
    const note = ["Nothing moved."];
    return { kind: "refused", headline: [body.resDesc], note, badge };
  }
  return created(body, badge);
}

function moved(status, changes, badge) {
  const change = changes.find(({ posted }) => posted.length > 0);
  if (!change) return { kind: "waiting", headline: [status], note: [], badge };
  const { subscriber, total } = change.transaction;
  const note = [status === "Refunded" ? `to ${subscriber}` : `from ${subscriber}`];
  return { kind: "done", headline: [`${status} `, ...money(total)], note, badge };
}

function declined({ messageId, text, variables }, badge) {
  const filled = text.replace(/%(\d)/g, (hole, place) => variables[place - 1] ?? hole);
  const note = [`${filled.trim()}.`];
  return { kind: "refused", headline: ["Declined ", code(messageId)], note, badge };
}

function debited({ transaction, released }, answer) {
  const { status, amount: base, total, subscriber } = transaction;
  const badge = answer ? String(answer.status) : status;
  const headline = [status];
  if (status === "ConsentPending") {
    const note = [...money(total), ` is held until the customer of ${subscriber} consents.`];
    return { kind: "waiting", headline: ["Consent pending"], note, badge };
  }
  if (status === "Debited") {
    headline.push(" ", ...money(total));
    const note = [`${base} from ${subscriber}, and taxes of ${difference(total, base)}`];
    return { kind: "done", headline, note, badge };
  }
  const freed = released.find(({ side }) => side === "debit");
  const note = freed ? [...money(freed.amount), " is held no more, and nothing was posted."] : [];
  if (answer) note.unshift(`${answer.body.resDesc}. `);
  return { kind: "refused", headline, note, badge };
}

function created(body, badge) {
  if (body.status) {
    const headline = ["Charge created"];
    return { kind: "plain", headline, note: [code(body.data.chargeFormula)], badge };
  }
  const [problem] = body.errors;
  const note = sentence(problem.descriptiveMessage);
  return { kind: "refused", headline: ["No charge created"], note, badge };
}

function quiet({ line }) {
  return { kind: "plain", headline: ["Time passed"], note: [code(line)], badge: "done" };
}

/** The library's own words, every problem with its help. */
function misuse({ code: name, message, problems }) {
  const note = problems.flatMap((problem) => [
    element("span", { class: "problem" }, ...sentence(problem.message)),
    ...(problem.help ? [element("span", { class: "help" }, ...sentence(problem.help))] : []),
  ]);
  const headline = ["Not understood: ", code(name)];
  return { kind: "refused", headline, note: note.length > 0 ? note : [message], badge: name };
}

function code(text) {
  return element("code", {}, text);
}
