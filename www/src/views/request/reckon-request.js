// From the texts of a price book and a request to what is to be shown of them. All charges and sums
// are the package's.

import { explainCharges, validateChargeCalculation } from "ready-reckoner";
import { linesOf, placeOf, readJson } from "../../parts/json.js";
import { isRefusal } from "../../parts/refusal.js";
import { bookOf } from "./book.js";
import { readXml } from "./xml.js";

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
 * @typedef {{ party?: string, currency?: string, amount: string }} Total
 */

/** What is said of a text that is not there yet. */
const EMPTY = {
  book: {
    message: "the price book is empty",
    help: "paste one as JSON, open a file, or restore the example",
  },
  request: {
    message: "the request is empty",
    help: "paste one as JSON or XML, open a file, or restore the example",
  },
};

/** Which of the two a request is written in. */
export function formatOf(text) {
  return /^\s*</.test(text) ? "xml" : "json";
}

/**
 * The charges, or everything that stands in their way: a mistake in one text hides none in the
 * other.
 *
 * @param {{ book: string, request: string }} texts
 * @returns {{
 *   problems: { book: Problem[], request: Problem[] },
 *   charged?: {
 *     lines: Line[],
 *     totals: Total[],
 *     response: import("ready-reckoner").ChargeCalculationResponse,
 *   },
 * }}
 */
export function reckonRequest(texts) {
  const book = readJson(texts.book);
  const readRequest = formatOf(texts.request) === "xml" ? readXml : readJson;
  const request = readRequest(texts.request);
  const problems = { book: [], request: [] };
  const lines = { book: linesOf(texts.book), request: linesOf(texts.request) };
  const note = (name, { severity = "error", message, help, pointer, start, end }) => {
    const place = { pointer, start, end, ...lines[name](start) };
    problems[name].push({ severity, message, help, ...place });
  };
  const misread = (name, { mistake }) => {
    if (mistake) note(name, texts[name].trim() === "" ? { ...mistake, ...EMPTY[name] } : mistake);
  };
  misread("book", book);
  misread("request", request);

  let charged;
  let found = request.mistake ? [] : judge(request.value);
  if (!book.mistake && !request.mistake) {
    // A misspelled field has no effect and refuses nothing, so only the strict judgement tells.
    const warnings = found.filter(({ severity }) => severity === "warning");
    const outcome = explain(request.value, bookOf(book.value).book);
    charged = outcome.charged;
    found = [...outcome.problems, ...warnings];
  }
  for (const problem of found) {
    const [name, text, above] =
      problem.fault === "book" ? ["book", book, bookOf(book.value).path] : ["request", request, ""];
    const pointer = problem.path.slice(above.length);
    note(name, { ...problem, ...placeOf(text.places, pointer), pointer });
  }
  for (const list of Object.values(problems)) list.sort((a, b) => a.start - b.start);
  return { problems, charged };
}

/** @returns {string | undefined} who pays */
export function partyOf({ partyId, partyToCharge }) {
  return partyId ?? partyToCharge;
}

/** What each party pays in one currency. */
function partiesOf({ currency, parties }) {
  return parties.map(({ partyId: party, total }) => {
    return { party, currency: currency ?? undefined, amount: total };
  });
}

function judge(request) {
  const verdict = validateChargeCalculation(request, { strict: true });
  return verdict.valid ? [] : verdict.problems;
}

function explain(request, book) {
  try {
    const { response, explanations, totals } = explainCharges(request, book);
    const transactions = response.txnDetails ?? [response];
    const details = transactions.flatMap(({ chargeDetails }) => chargeDetails);
    const lines = explanations.map(({ path, steps }, index) => {
      return { path, steps, detail: details[index] };
    });
    return { problems: [], charged: { lines, totals: totals.flatMap(partiesOf), response } };
  } catch (error) {
    if (isRefusal(error)) return { problems: error.problems };
    throw error;
  }
}
