// From the texts of a price book and a request to what is to be shown of them. All charges are the
// package's; only the totals are added up here, in whole minor units.

import { explainCharges, validateChargeCalculation } from "ready-reckoner";
import { sum } from "../../parts/decimals.js";
import { linesOf, placeOf, readJson } from "../../parts/json.js";
import { isRefusal } from "../../parts/refusal.js";

const BOOK_POINTER = /^\/book\/rules(?=\/|$)/;

/**
 * @typedef {object} Problem something wrong in one of the texts
 * @property {"error" | "warning"} severity
 * @property {string} message
 * @property {string} [help]
 * @property {string} [pointer] of the part that is wrong, where the text is JSON at all
 * @property {number} start
 * @property {number} end
 * @property {number} line
 * @property {number} column
 *
 * @typedef {object} Line a charge
 * @property {string} path
 * @property {import("ready-reckoner").ChargeDetail} detail
 * @property {import("ready-reckoner").Step[]} steps
 *
 * @typedef {{ party?: string, currency: string, amount: string }} Total
 */

/**
 * The charges, or everything that stands in their way: a mistake in one text hides none in the
 * other.
 *
 * @param {{ book: string, request: string }} texts
 * @returns {{
 *   problems: { book: Problem[], request: Problem[] },
 *   charged?: { lines: Line[], totals: Total[] },
 * }}
 */
export function reckonRequest(texts) {
  const book = readJson(texts.book);
  const request = readJson(texts.request);
  const problems = { book: [], request: [] };
  const lines = { book: linesOf(texts.book), request: linesOf(texts.request) };
  const note = (name, { severity = "error", message, help, pointer, start, end }) => {
    const place = { pointer, start, end, ...lines[name](start) };
    problems[name].push({ severity, message, help, ...place });
  };
  if (book.mistake) note("book", book.mistake);
  if (request.mistake) note("request", request.mistake);

  let charged;
  let found = request.mistake ? [] : judge(request.value);
  if (!book.mistake && !request.mistake) {
    // A misspelled field has no effect and refuses nothing, so only the strict judgement tells.
    const warnings = found.filter(({ severity }) => severity === "warning");
    const outcome = explain(request.value, book.value);
    charged = outcome.charged;
    found = [...outcome.problems, ...warnings];
  }
  for (const problem of found) {
    const name = BOOK_POINTER.test(problem.path) ? "book" : "request";
    const pointer = problem.path.replace(BOOK_POINTER, "");
    const { places } = name === "book" ? book : request;
    note(name, { ...problem, ...placeOf(places, pointer), pointer });
  }
  for (const list of Object.values(problems)) list.sort((a, b) => a.start - b.start);
  return { problems, charged };
}

/** What each party pays in each currency, in the order of the lines. */
export function totalsOf(lines) {
  const totals = new Map();
  for (const { detail } of lines) {
    const party = partyOf(detail);
    const { chargeCcy: currency, charge } = detail;
    const key = JSON.stringify([party, currency]);
    const before = totals.get(key)?.amount;
    totals.set(key, { party, currency, amount: before ? sum(before, charge) : charge });
  }
  return [...totals.values()];
}

/** @returns {string | undefined} who pays */
export function partyOf({ partyId, partyToCharge }) {
  return partyId ?? partyToCharge;
}

function judge(request) {
  const verdict = validateChargeCalculation(request, { strict: true });
  return verdict.valid ? [] : verdict.problems;
}

function explain(request, rules) {
  try {
    const { response, explanations } = explainCharges(request, { rules });
    const transactions = response.txnDetails ?? [response];
    const details = transactions.flatMap(({ chargeDetails }) => chargeDetails);
    const lines = explanations.map(({ path, steps }, index) => {
      return { path, steps, detail: details[index] };
    });
    return { problems: [], charged: { lines, totals: totalsOf(lines) } };
  } catch (error) {
    if (isRefusal(error)) return { problems: error.problems };
    throw error;
  }
}
