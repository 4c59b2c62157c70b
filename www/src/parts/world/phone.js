// The subscribers' telephones: the messages that came to them, where a debit asks for consent, and
// what is in their accounts.

import { figure } from "../amount.js";
import { isZero } from "../decimals.js";
import { element, markup } from "../element.js";
import { spanText, timeText, zoneOf } from "./names.js";
import page from "./phone.html?raw";

/** The messages that are shown at once. */
const SHOWN_MAX = 12;

/**
 * @param {HTMLElement} panel
 * @param {(act: string, given: object) => void} act
 * @param {Record<string, string>} [words] what is known of a number
 */
export function createPhone(panel, act, words = {}) {
  panel.append(markup(page));
  /** Whose telephone is shown, and what of it. */
  const [choice, balance, messages] = ["choice", "balance", "messages"].map((name) =>
    panel.querySelector(`[data-part=${name}]`),
  );
  /** What the customer has typed over a token, by the message. */
  const typed = new Map();
  let books;
  /** The time on the clock, which passes between two looks at the books. */
  let now = 0;

  function show(next, time = next.clock.now) {
    books = next;
    now = time;
    offer();
    showBalance();
    showMessages();
  }

  function offer() {
    const owners = books.accounts.filter(({ kind }) => kind === "subscriber");
    const known = [...choice.options].map(({ value }) => value);
    if (known.join() === owners.map(({ owner }) => owner).join()) return;
    const before = choice.value;
    choice.replaceChildren(
      ...owners.map(({ owner }) => {
        const text = words[owner] === undefined ? owner : `${owner} · ${words[owner]}`;
        return element("option", { value: owner }, text);
      }),
    );
    if (owners.some(({ owner }) => owner === before)) choice.value = before;
  }

  function showBalance() {
    const account = books.accounts.find(({ id }) => id === `subscriber:${choice.value}`);
    if (account === undefined) return balance.replaceChildren();
    const { currency, balance: has, held } = account;
    const pending = isZero(held) ? [] : [element("span", { class: "held" }, `${held} held`)];
    const unit = element("span", { class: "currency" }, `${currency} `);
    return balance.replaceChildren(unit, figure(has), ...pending);
  }

  function showMessages() {
    const own = books.messages.filter(({ to }) => to === choice.value).slice(-SHOWN_MAX);
    const focused = messages.contains(document.activeElement)
      ? document.activeElement.closest("[data-message]")?.dataset.message
      : undefined;
    const field = document.activeElement?.localName === "input";
    messages.replaceChildren(
      ...(own.length === 0 ? [element("li", { class: "hint" }, "No messages yet.")] : []),
      ...own.map(message),
    );
    if (focused === undefined) return;
    const again = [...messages.children].find((item) => item.dataset.message === focused);
    (again?.querySelector(field ? "input" : "button") ?? again)?.focus({ preventScroll: true });
  }

  function message(sms) {
    const debit = books.transactions.find(
      ({ kind, clientCorrelator }) => kind === "debit" && clientCorrelator === sms.trid,
    );
    const isOpen = debit?.pending && isNewest(sms);
    const head = element("p", { class: "sent" }, timeText(sms.sentAt, zoneOf(books.clock)));
    const words = element("p", { class: "sms" }, sms.text);
    const more = isOpen ? consent(sms) : [state(sms, debit)];
    return element("li", { "data-message": sms.id, tabindex: "-1" }, head, words, ...more);
  }

  /** A second message takes the place of the first. */
  function isNewest({ id, trid }) {
    return books.messages.filter((it) => it.trid === trid).at(-1).id === id;
  }

  function state({ trid }, debit) {
    const text = trid === undefined ? "" : (debit?.status ?? "").toLowerCase();
    return element("p", { class: "state" }, text);
  }

  function consent(sms) {
    const { id, trid, token, sentAt, expiresAt } = sms;
    const field = element("input", {
      "aria-label": `Token of ${trid}`,
      autocomplete: "off",
      inputmode: "numeric",
      maxlength: "12",
      oninput: ({ target }) => typed.set(id, target.value),
      value: typed.get(id) ?? token,
    });
    const onsubmit = (event) => {
      event.preventDefault();
      act("consent", { message: id, trid, token: field.value });
    };
    const onclick = () => act("refuse", { message: id, trid });
    const refuse = { type: "button", class: "act", onclick };
    const form = element(
      "form",
      { onsubmit, novalidate: true, class: "consent" },
      field,
      element("button", { type: "submit", class: "act first" }, "Consent"),
      element("button", refuse, "Refuse"),
    );
    return [minute(trid, { sentAt, expiresAt }), form];
  }

  /** What is left of the time in which a token is good. */
  function minute(trid, { sentAt, expiresAt }) {
    const left = Math.max(0, expiresAt - now);
    const bar = element("progress", {
      "aria-label": `Time left for ${trid}`,
      max: String(expiresAt - sentAt),
      value: String(left),
    });
    return element("p", { class: "minute" }, bar, element("span", {}, `${spanText(left)} left`));
  }

  choice.addEventListener("change", () => show(books, now));

  return {
    show,

    /** Time passes, and nothing else has changed. */
    pass(time) {
      now = time;
      const items = [...messages.querySelectorAll(".minute")];
      for (const item of items) {
        const { message: id } = item.closest("[data-message]").dataset;
        const sms = books.messages.find((it) => it.id === id);
        item.replaceWith(minute(sms.trid, sms));
      }
    },

    get subscriber() {
      return choice.value;
    },

    /** Shows the telephone of a subscriber. */
    choose(number) {
      choice.value = number;
      if (books !== undefined) show(books, now);
    },
  };
}
