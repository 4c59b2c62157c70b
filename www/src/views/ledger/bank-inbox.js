// The messages to customers. One that asks for consent has the token, and buttons for everything
// that can become of the debit.

import { element } from "../../parts/element.js";

/**
 * @param {HTMLElement} panel
 * @param {object} actions each with the debit's TRID
 * @param {(trid: string, token: string) => void} actions.confirm
 * @param {(trid: string) => void} actions.refuse
 * @param {(trid: string) => void} actions.cancel
 */
export function createInbox(panel, { confirm, refuse, cancel }) {
  const list = panel.querySelector("ol");
  const items = new Map();

  const consent = ({ trid, token }) => {
    const id = `token-${trid}`;
    const field = element("input", {
      id,
      value: token,
      inputmode: "numeric",
      autocomplete: "off",
      maxlength: "12",
    });
    const button = (text, attributes) => element("button", { class: "act", ...attributes }, text);
    const onsubmit = (event) => {
      event.preventDefault();
      confirm(trid, field.value);
    };
    return element(
      "form",
      { onsubmit, novalidate: true },
      element(
        "div",
        { class: "field" },
        element("label", { for: id }, `Token of ${trid}`),
        field,
      ),
      button("Confirm", { type: "submit", class: "act first" }),
      button("Refuse", { type: "button", onclick: () => refuse(trid) }),
      button("Cancel", { type: "button", onclick: () => cancel(trid) }),
    );
  };

  const item = (sms) => {
    const state = element("span", { class: "state" });
    const head = element("p", { class: "to" }, `SMS to ${sms.to}`, state);
    const made = element("li", { tabindex: "-1" }, head, element("p", {}, sms.text));
    if (sms.trid) made.append(consent(sms));
    return { made, state };
  };

  return {
    clear() {
      items.clear();
      list.replaceChildren();
      panel.hidden = true;
    },

    /**
     * @param {import("ready-reckoner/ledger").Sms[]} messages
     * @param {Map<string, import("ready-reckoner/ledger").Transaction>} debits by TRID
     * @param {number} now
     */
    show(messages, debits, now) {
      panel.hidden = messages.length === 0;
      for (const sms of messages) {
        if (!items.has(sms.id)) {
          items.set(sms.id, item(sms));
          list.prepend(items.get(sms.id).made);
        }
        const { made, state } = items.get(sms.id);
        if (sms.trid === undefined) continue;
        const debit = debits.get(sms.trid);
        if (debit.pending) {
          state.textContent = `good for ${(sms.expiresAt - now) / 1000} s`;
          continue;
        }
        state.textContent = debit.status.toLowerCase();
        const form = made.querySelector("form");
        // Whoever has pressed a button in it would stand nowhere.
        if (form?.contains(document.activeElement)) made.focus({ preventScroll: true });
        form?.remove();
      }
    },
  };
}
