// What `rate` is asked for, by its operands and options.

import { UsageError } from "../arguments.js";
import { CSV } from "./csv.js";

/** More than a person reads; each is kept in memory until the end. */
const SAMPLE_MAX = 10_000;

const NEEDED = {
  book: "a book of price rules, such as `--book book.json`",
  amount: "the column of the amounts, such as `--amount amount`",
  to: "a file to write, such as `--to rated.parquet`",
};

/**
 * @typedef {object} Order
 * @property {string[]} tables the files, or patterns for them
 * @property {string} book
 * @property {string} amount the column of the amounts
 * @property {string | undefined} rule the column of the rules' identities
 * @property {string | undefined} ruleId one rule for all rows, in place of the column
 * @property {string | undefined} prior the column of what was charged earlier in the period
 * @property {boolean} inMinorUnits whether amounts are integers of minor units
 * @property {string} to
 * @property {boolean} overwrite
 * @property {number} sample how many charges of each rule are explained
 */

/** @returns {Order} */
export function readOrder(operands, options) {
  if (operands.length === 0) throw new UsageError("`rate` needs tables, such as `'tx/*.parquet'`");
  for (const [name, what] of Object.entries(NEEDED)) {
    if (options[name] === undefined) throw new UsageError(`\`rate\` needs ${what}`);
  }
  // As a path, an empty name is that of the folder one is in.
  if (options.to === "") throw new UsageError(`\`rate\` needs ${NEEDED.to}`);
  if (CSV.test(options.to) && !options.to.toLowerCase().endsWith(".csv")) {
    const expected = "expected a name that ends in `.csv`, or one of a Parquet file";
    throw new UsageError(`option \`--to\`: ${expected}, found \`${options.to}\``);
  }
  const { rule, "rule-id": ruleId, "explain-sample": sample = "0" } = options;
  if ((rule === undefined) === (ruleId === undefined)) {
    const what = "`--rule`, the column that names the rules, or `--rule-id`, one rule for all rows";
    throw new UsageError(`\`rate\` needs either ${what}`);
  }
  if (!/^\d{1,5}$/.test(sample) || Number(sample) > SAMPLE_MAX) {
    const expected = `expected a count up to ${SAMPLE_MAX}`;
    throw new UsageError(`option \`--explain-sample\`: ${expected}, found \`${sample}\``);
  }
  return {
    tables: operands,
    book: options.book,
    amount: options.amount,
    rule,
    ruleId,
    prior: options.prior,
    inMinorUnits: options["minor-units"] ?? false,
    to: options.to,
    overwrite: options.overwrite ?? false,
    sample: Number(sample),
  };
}
