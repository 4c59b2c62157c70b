// What is not final yet, with the buttons that end it as the operator would.

import { amount } from "../amount.js";
import { element } from "../element.js";
import { pendingIn } from "./acts.js";

/** The code that each kind is declined with, where nothing else is asked for. */
const DECLINES = { debit: "402", caasDebit: "E1308" };
const USUAL_DECLINE = "POL1000";

/**
 * @param {HTMLElement} list
 * @param {(act: string, given: object) => void} act
 */
export function createPending(list, act) {
  const item = ({ id, transaction }) => {
    const { kind, status, subscriber, total, currency } = transaction;
    const code = DECLINES[kind] ?? USUAL_DECLINE;
    const button = (text, given) => {
      const onclick = () => act("settle", { reference: id, ...given });
      const made = element("button", { type: "button", class: "act", onclick }, text);
      made.setAttribute("aria-label", `${text}: ${id}`);
      return made;
    };
    const words = [`${kind} of `, ...amount(currency, total), ` from ${subscriber}: ${status}`];
    return element(
      "li",
      {},
      element("span", {}, ...words),
      element("div", {}, button("Settle", {}), button(`Decline with ${code}`, { code })),
    );
  };

  return {
    /** @param {import("./books.js").Books} books */
    show(books) {
      const pending = pendingIn(books);
      list.replaceChildren(
        ...(pending.length === 0
          ? [element("li", { class: "hint" }, "Nothing is pending.")]
          : pending.map(item)),
      );
    },
  };
}
