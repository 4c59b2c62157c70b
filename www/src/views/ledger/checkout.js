// The provider's checkout: charges, what is given back of them, debits, and the same once more.

import { element } from "../../parts/element.js";
import { refundable } from "../../parts/world/acts.js";

/** How much of a tariff is shown. In UTF-16 code units. */
const SHOWN_MAX = 160;

/**
 * @param {Record<string, HTMLElement>} parts
 * @param {object} world
 * @param {(act: string, given: object) => Promise<boolean>} world.act
 * @param {(text: string) => void} world.say
 * @param {() => string} world.subscriber who is charged
 */
export function createCheckout({ pay, refund, debit, again, formula }, { act, say, subscriber }) {
  const amountOf = (form) => form.elements.namedItem("amount").value.trim();
  const of = refund.elements.namedItem("of");

  const forms = new Map([
    [pay, async () => {
      const byFormula = pay.elements.namedItem("byFormula").checked;
      // A charge that is refused has said why, and nothing is to be priced by it.
      const amount = amountOf(pay);
      if (byFormula && !(await created(amount))) return;
      act("pay", { subscriber: subscriber(), amount, byFormula });
    }],
    [refund, () => act("refund", { of: of.value, amount: amountOf(refund) })],
    [debit, () => act("debit", { subscriber: subscriber(), amount: amountOf(debit) })],
  ]);
  for (const [form, submit] of forms) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      submit();
    });
  }
  again.addEventListener("click", () => act("again", {}));

  /** The session whose charge is created, as far as it is. */
  let session;
  /** @type {import("../../parts/tariff.js").Tariff} */
  let tariff;

  /** Creates the charge of an amount by the tariff, unless the last one is the same. */
  async function created(amount) {
    const { formulaFor } = await import("./by-tariff.js");
    const { formula: chargeFormula, reason } = formulaFor(tariff, amount);
    if (reason !== undefined) {
      say(reason);
      return false;
    }
    const last = () => session.steps.findLast(({ deed }) => deed[0] === "charge");
    const isSame = (step) => step?.deed[1].chargeFormula === chargeFormula;
    if (!isSame(last())) await act("charge", { chargeFormula });
    return isSame(last()) && last().response.status === 200;
  }

  /** The payments that may be given back, the last of them first, and chosen when it is new. */
  function offerPayments(books) {
    const payments = refundable(books);
    const before = of.value;
    const isNew = payments[0] !== undefined && of.options[0]?.value !== payments[0].id;
    of.replaceChildren(
      ...payments.map(({ id, referenceCode, amount, remaining }) =>
        element("option", { value: id }, `${referenceCode} · ${remaining} of ${amount} left`),
      ),
    );
    if (!isNew && before !== "") of.value = before;
    for (const control of [of, refund.querySelector("button")]) {
      control.disabled = payments.length === 0;
    }
  }

  return {
    /** The tariff, by which the operator's share can be charged. */
    offer(shown) {
      tariff = shown;
      const text = shown.text.replaceAll(/\s+/g, " ").trim();
      formula.textContent = text.length > SHOWN_MAX ? `${text.slice(0, SHOWN_MAX)}…` : text;
    },

    /** @param {import("./session.js").Session} next */
    show(next) {
      session = next;
      offerPayments(session.books);
      again.disabled = !session.canRepeat;
    },
  };
}
