// Explanations as lines of text.

import stringWidth from "string-width";
import { printable } from "./print.js";
import { transactionsOf } from "./response.js";

export const WIDTH = 80;

/** The longest name of a step is `charge unit`. */
const KIND_WIDTH = 11;
const MARGIN = " ".repeat(2 + KIND_WIDTH + 2);

/** What charges are in, with nothing to be said where the currency has no name. */
export function inCurrency(currency) {
  return currency === null ? "" : ` in ${currency}`;
}

/** An amount and its currency, if that has a name. */
function spoken(amount, currency) {
  return currency === null ? amount : `${amount} ${currency}`;
}

/** An explanation as lines of text below a heading, with an empty line after it. */
export function renderExplanation({ amount, charge, currency, exact, steps }, heading) {
  const lines = [
    heading,
    `amount   ${spoken(amount, currency)}`,
    ...steps.map((step, index) => `${index === 0 ? "steps " : "      "}   ${step.text}`),
    `exact    ${exact}`,
    `charge   ${spoken(charge, currency)}`,
  ];
  return `${lines.join("\n")}\n\n`;
}

/**
 * The charges of a request, each with a heading and its steps, and an empty line between two.
 *
 * @param {{ response: any, explanations: any[] }} answer
 * @param {(style: "error" | "warning" | "help" | "heading", text: string) => string} paint
 */
export function renderCharges({ response, explanations }, paint) {
  const transactions = transactionsOf(response);
  const details = transactions.flatMap(({ txnRefNo, chargeDetails }, index) => {
    const transaction = txnRefNo ?? (transactions.length > 1 ? `transaction ${index + 1}` : "");
    return chargeDetails.map((detail) => ({ ...detail, transaction }));
  });
  const charges = explanations.map((explanation, index) =>
    renderCharge(explanation, details[index], paint),
  );
  return charges.join("\n");
}

function renderCharge({ charge, currency, steps }, detail, paint) {
  const lines = wrapped(heading(detail), WIDTH).map((line) => paint("heading", line));
  for (const { kind, text } of steps) lines.push(...entry(spaced(kind), without(kind, text)));
  lines.push(...entry("charge", spoken(charge, currency)));
  return `${lines.join("\n")}\n`;
}

function heading({ transaction, chargeCode, partyId, partyToCharge, priceRuleId }) {
  const party = [partyId, partyToCharge].filter(Boolean).join(", ");
  const parts = [
    transaction,
    chargeCode,
    party && `party ${party}`,
    priceRuleId && `rule ${priceRuleId}`,
  ];
  return parts.filter(Boolean).join(" · ");
}

function entry(name, text) {
  const [first, ...rest] = wrapped(text, WIDTH - MARGIN.length);
  return [`  ${name.padEnd(KIND_WIDTH)}  ${first}`, ...rest.map((line) => MARGIN + line)];
}

/** A sentence without its first word, where the margin says that already. */
function without(word, text) {
  return text.startsWith(`${word} `) ? text.slice(word.length + 1) : text;
}

/** `perUnit` as two words. */
function spaced(kind) {
  return kind.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** Spaces, but for the one between a currency and its amount. */
const BREAKS = /(?<!\b[A-Z]{3}) /;

/** The words of a text in lines; a word that is wider than a line has one of its own. */
export function wrapped(text, width) {
  const lines = [];
  let line = "";
  for (const word of printable(text).split(BREAKS)) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && stringWidth(longer) > width) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  lines.push(line);
  return lines;
}
