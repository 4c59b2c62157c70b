// Rules of behaviour: what is to go wrong, once or always, and those that still act.

import { element } from "../element.js";
import { spanText } from "./names.js";

/** What can be chosen, in the words of who tests: the rule, and what it needs to be told. */
const CHOICES = {
  decline: { words: "decline", needs: "code" },
  loseReply: { words: "do it, but lose the answer" },
  failBeforeCommit: { words: "fail, and do nothing" },
  processing: { words: "leave it pending until it is settled" },
  delay: { words: "take its time", needs: "delay" },
  loseSms: { words: "never send the message" },
};

/** Which operations can have each. */
const OPERATIONS = {
  payment: "the next payment",
  refund: "the next refund",
  debit: "the next debit",
  "": "the next call",
};

const DELAY_MS = 5_000;

/**
 * @param {object} parts
 * @param {HTMLFormElement} parts.form
 * @param {HTMLElement} parts.list
 * @param {(act: string, given: object) => void} act
 */
export function createRules({ form, list }, act) {
  const field = (name) => form.elements.namedItem(name);
  const options = (table, word) =>
    Object.entries(table).map(([value, it]) => element("option", { value }, word(it)));
  field("operation").append(...options(OPERATIONS, (words) => words));
  field("behaviour").append(...options(CHOICES, ({ words }) => words));

  function adjust() {
    const { needs } = CHOICES[field("behaviour").value];
    for (const name of ["code", "delay"]) field(name).closest(".field").hidden = needs !== name;
  }

  function submit(event) {
    event.preventDefault();
    const [operation, behaviour] = ["operation", "behaviour"].map((name) => field(name).value);
    const { needs } = CHOICES[behaviour];
    const code = field("code").value.trim();
    const times = field("always").checked ? undefined : 1;
    const delayMs = Math.round(Number(field("delay").value) * 1000);
    act("script", {
      rule: {
        ...(operation !== "" && { operation }),
        behaviour,
        ...(needs === "code" && code !== "" && { code }),
        ...(needs === "delay" && { delayMs }),
        ...(times !== undefined && { times }),
      },
    });
  }

  field("delay").value = String(DELAY_MS / 1000);
  field("behaviour").addEventListener("change", adjust);
  form.addEventListener("submit", submit);
  adjust();

  const active = (rule) => {
    const onclick = () => act("unscript", { id: rule.id });
    const button = element("button", { type: "button", class: "quiet", onclick }, "Take away");
    button.setAttribute("aria-label", `Take away: ${described(rule)}`);
    return element("li", {}, element("span", {}, described(rule)), button);
  };

  return {
    /** @param {import("ready-reckoner/ledger").ActiveRule[]} rules */
    show(rules) {
      list.replaceChildren(...rules.map(active));
      list.hidden = rules.length === 0;
    },
  };
}

/** A rule in words. */
export function described({ operation, behaviour, code, delayMs, times, subscriber, rate }) {
  const names = [behaviour].flat().map((name) => CHOICES[name]?.words ?? name);
  return [
    operation === undefined ? "any call" : operation,
    ...(subscriber === undefined ? [] : [`of ${subscriber}`]),
    `: ${names.join(", ")}`,
    ...(code === undefined ? [] : [`with ${code}`]),
    ...(delayMs === undefined ? [] : [`for ${spanText(delayMs)}`]),
    ...(rate === undefined ? [] : [`at a rate of ${rate}`]),
    times === undefined ? "(always)" : times === 1 ? "(once)" : `(${times} times)`,
  ]
    .join(" ")
    .replace(" :", ":");
}
