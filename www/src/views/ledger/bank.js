// The bank: a mock ledger with the buttons that move its money. Every press is one step, or two.

import { compile } from "ready-reckoner/tariffs";
import { MockLedger } from "ready-reckoner/ledger";
import { amount } from "../../parts/amount.js";
import { createInbox } from "./bank-inbox.js";
import { createJournal } from "./bank-journal.js";
import { opening, take } from "./bank-step.js";
import { createBalances, createPostings } from "./bank-tables.js";
import { judge } from "./bank-verdict.js";
import {
  charge, CURRENCY, debit, own, payment, refund, SUBSCRIBERS, wait, WORLD,
} from "./bank-world.js";
import { sum } from "../../parts/decimals.js";
import { element, sentence } from "../../parts/element.js";
import { isRefusal } from "../../parts/refusal.js";

/** The ledger's clock is shown in the time of its country. */
const ZONE_MS = 330 * 60_000;

/** The least amount above what is left of a payment. */
const TOO_MUCH = "0.01";

/**
 * @param {HTMLElement} panel
 * @param {{ show: (error: unknown, state: object) => void }} bug
 */
export function createBank(panel, bug) {
  const part = (id) => panel.querySelector(`#ledger-${id}`);
  const status = part("status");
  const postings = createPostings(part("postings"), part("postings-note"));
  const balances = createBalances(part("balances"));
  const journal = createJournal(part("journal"));
  const inbox = createInbox(part("inbox"), {
    confirm: (trid, token) => step(`Confirm ${trid}`, own("confirmDebit", trid, token)),
    refuse: (trid) => step(`Refuse ${trid}`, own("refuseDebit", trid)),
    cancel: (trid) => step(`Cancel ${trid}`, own("cancelDebit", trid)),
  });

  let ledger;
  let taken;
  /** The last payment that was sent, to be sent again. */
  let last;
  /** The formula of the tariff, and that of the charge which the ledger has. */
  let formula = "";
  let created;

  function restart() {
    ledger?.free();
    ledger = new MockLedger(WORLD);
    [taken, last, created] = [0, undefined, undefined];
    journal.clear();
    inbox.clear();
    postings.show([]);
    balances.show(opening(ledger));
    announce({
      kind: "plain",
      headline: ["The bank is open"],
      note: ["Pay, and see what moves."],
    });
    refresh();
  }

  /** Takes a step and shows it; whether it was answered well. */
  function step(title, call) {
    try {
      const made = take(ledger, title, call);
      const verdict = judge(made);
      taken += 1;
      announce(verdict);
      postings.show(made.changes);
      balances.show(made.balances);
      journal.add(made, verdict, taken);
      refresh();
      return verdict.kind !== "refused";
    } catch (error) {
      bug.show(error, { title, line: call.line, body: call.body });
      const note = ["This is a bug in Ready Reckoner, not a mistake of yours."];
      announce({ kind: "refused", headline: ["Nothing was done"], note });
      return false;
    }
  }

  function announce({ kind, headline, note }) {
    status.dataset.kind = kind;
    status.replaceChildren(
      element("p", { class: "count" }, ...headline),
      element("p", { class: "note" }, ...note),
    );
  }

  /** What hangs on the state of the ledger besides the tables. */
  function refresh() {
    const transactions = ledger.transactions();
    const debits = transactions.filter(({ kind }) => kind === "debit");
    const byTrid = new Map(debits.map((it) => [it.clientCorrelator, it]));
    inbox.show(ledger.messages(), byTrid, ledger.now);
    const clock = new Date(ledger.now + ZONE_MS).toISOString();
    part("clock").textContent = clock.slice(0, -1).replace("T", " ");
    offerPayments(transactions.filter((it) => it.kind === "payment" && it.remaining));
    part("replay").disabled = last === undefined;
  }

  /** The payments that may be given back, the last of them first, and chosen when it is new. */
  function offerPayments(payments) {
    const field = part("payment");
    const before = field.value;
    const fresh = payments.length > field.options.length;
    const options = payments.map(({ id, referenceCode, amount: paid, remaining }) =>
      element("option", { value: id }, `${referenceCode} · ${remaining} of ${paid} left`),
    );
    field.replaceChildren(...options.reverse());
    if (!fresh && before !== "") field.value = before;
    for (const name of ["payment", "refund", "excess"]) part(name).disabled = options.length === 0;
  }

  const chosen = () => ledger.transactions().find(({ id }) => id === part("payment").value);
  const value = (id) => part(id).value.trim();

  function pay() {
    const byFormula = part("by-formula").checked;
    if (byFormula && created !== formula) {
      if (!step("Create a charge", charge(formula))) return;
      created = formula;
    }
    const [subscriber, paid] = [value("subscriber"), value("pay")];
    last = payment({ number: taken + 1, subscriber, amount: paid, byFormula });
    step(`Pay ${paid}`, last);
  }

  function giveBack(given) {
    const of = chosen();
    const title = `Give ${given} back of ${of.referenceCode}`;
    step(title, refund({ number: taken + 1, of, amount: given }));
  }

  function ask() {
    const [subscriber, asked] = [value("subscriber"), value("debit")];
    const call = debit({ number: taken + 1, subscriber, amount: asked });
    step(`Debit ${asked}, with consent`, call);
  }

  /** What the operator would take of the payment by the formula, before it is made. */
  function preview() {
    const note = part("formula-note");
    const on = part("by-formula").checked;
    note.hidden = !on;
    if (!on) return;
    try {
      const tariff = compile(formula, { currency: CURRENCY });
      const paid = value("pay");
      const charged = amount(CURRENCY, tariff.charge(paid));
      tariff.free();
      note.replaceChildren(element("code", {}, formula), " takes ", ...charged, ` of ${paid}.`);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      note.replaceChildren(...sentence(error.message), ".");
    }
  }

  const forms = {
    "pay-form": pay,
    "refund-form": () => giveBack(value("back")),
    "debit-form": ask,
    "clock-form": () => {
      const seconds = value("seconds");
      step(`${seconds} s pass`, wait(Math.round(Number(seconds) * 1000)));
    },
  };
  for (const [id, act] of Object.entries(forms)) {
    part(id).addEventListener("submit", (event) => {
      event.preventDefault();
      act();
    });
  }
  part("replay").addEventListener("click", () => step("The same payment again", last));
  part("excess").addEventListener("click", () => giveBack(sum(chosen().remaining, TOO_MUCH)));
  part("reset").addEventListener("click", restart);
  for (const id of ["pay", "by-formula"]) part(id).addEventListener("input", preview);
  part("subscriber").append(
    ...SUBSCRIBERS.map(({ number, words }) =>
      element("option", { value: number }, `${number} · ${words}`),
    ),
  );
  restart();

  return {
    /** Takes the formula of the tariff. */
    follow(text) {
      formula = text;
      preview();
    },
  };
}
