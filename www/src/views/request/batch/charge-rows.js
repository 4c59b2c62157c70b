// Charges every row of a file, outside the page's own thread, and writes the file that answers it:
// each row as it was, with its charge or the code of what is wrong with its amount.

import Papa from "papaparse";
import { compile, ReckonerError, sum } from "ready-reckoner/tariffs";
import { rowsOf, UnreadableFile } from "./rows.js";

/** How often the page hears of it, in milliseconds. */
const PAUSE_MS = 100;

/** How many refused rows are told; all are in the file. */
const TOLD = 100;

const ADDED = ["charge", "problem"];

/**
 * @typedef {object} Task
 * @property {File} file
 * @property {string} delimiter
 * @property {number} column of the amount, from 0
 * @property {boolean} hasHeading
 * @property {import("ready-reckoner").PriceRule} rule
 *
 * @param {Task} task
 */
async function chargeAll({ file, delimiter, column, hasHeading, rule }) {
  const tariff = compile(rule);
  const { currency } = tariff;
  const settings = rule.currency === undefined ? {} : { currency: rule.currency };
  const outcome = { charged: 0, refused: 0, total: undefined, currency, told: [] };
  const parts = [];
  let told = 0;
  let isHeading = hasHeading;
  /** How many values the first row has, and so every row. */
  let width;
  for await (const { rows, bytes } of rowsOf(file, delimiter)) {
    const answered = [];
    const charges = [];
    for (const { cells, line } of rows) {
      width ??= cells.length;
      if (isHeading) answered.push([...cells, ...ADDED]);
      else if (cells.length !== width) answered.push(refuseRow(cells, line, width, outcome));
      else answered.push(chargeRow(tariff, cells, line, column, outcome, charges));
      isHeading = false;
    }
    if (charges.length > 0) outcome.total = added(outcome.total, charges, settings);
    if (answered.length > 0) {
      parts.push(Papa.unparse(answered, { delimiter, newline: "\n" }), "\n");
    }
    if (performance.now() - told < PAUSE_MS) continue;
    told = performance.now();
    const { charged, refused } = outcome;
    postMessage({ kind: "progress", bytes, rows: charged + refused });
  }
  postMessage({ kind: "done", ...outcome, blob: new Blob(parts, { type: "text/csv" }) });
}

function chargeRow(tariff, cells, line, column, outcome, charges) {
  const amount = cells[column];
  try {
    const charge = tariff.charge(amount);
    outcome.charged += 1;
    charges.push(charge);
    return [...cells, charge, ""];
  } catch (error) {
    if (!(error instanceof ReckonerError)) throw error;
    const { code, message } = error;
    return refused(cells, { line, amount, code, message }, outcome);
  }
}

/** A value too many is a comma too many, maybe in the amount: nobody can tell which is meant. */
function refuseRow(cells, line, width, outcome) {
  const message = `the row has ${cells.length} values, and the first one ${width}`;
  const problem = { line, amount: cells.join(" "), code: "row-length", message };
  return refused(cells, problem, outcome);
}

function refused(cells, problem, outcome) {
  outcome.refused += 1;
  if (outcome.told.length < TOLD) outcome.told.push(problem);
  return [...cells, "", problem.code];
}

/** The exact sum so far. */
function added(total, charges, settings) {
  return sum(total === undefined ? charges : [total, ...charges], settings);
}

addEventListener("message", async ({ data }) => {
  try {
    await chargeAll(data);
  } catch (error) {
    const isTheirs = error instanceof UnreadableFile || error instanceof ReckonerError;
    postMessage({ kind: isTheirs ? "refused" : "bug", message: String(error.message ?? error) });
  }
});
