// The book of a table: its rules, compiled, and the digest that says which book it was.

import { createHash } from "node:crypto";
import { judgeBook } from "../book.js";
import { painter, printable } from "../print.js";
import { renderProblem } from "../problems.js";
import { DocumentError } from "../rule.js";
import { Price } from "./price.js";

/** The rules of a book, which is refused whole with all that is wrong in it. */
export async function readPrices({ book: path, ruleId }) {
  const { book, input, problems } = await judgeBook(path);
  if (problems.length > 0) {
    const paint = painter(process.stderr);
    throw new DocumentError(problems.map((each) => renderProblem(each, input, paint)).join(""));
  }
  const { currency, rules } = /** @type {any} */ (book);
  const prices = Object.entries(rules).map(([id, rule]) => new Price(id, rule, currency));
  const only = prices.findIndex(({ id }) => id === ruleId);
  if (ruleId !== undefined && only === -1) {
    throw new DocumentError(`${printable(`${input.name}: the book has no rule \`${ruleId}\``)}\n`);
  }
  return { prices, only: ruleId === undefined ? undefined : only, digest: digestOf(prices) };
}

/** The same for all spellings of a book that charge alike, in whatever order it has its rules. */
function digestOf(prices) {
  const entries = prices
    .map(({ id, tariff }) => ({ bytes: Buffer.from(id), id, source: tariff.source }))
    .sort((one, other) => Buffer.compare(one.bytes, other.bytes));
  const fields = entries.map(({ id, source }) => `${quoted(id)}:${source}`);
  return createHash("sha256").update(`{"rules":{${fields.join(",")}}}`).digest("hex");
}

/** A text in JSON, in the spelling that JSON writers of all languages agree on. */
function quoted(text) {
  const short = { "\\b": "\\u0008", "\\f": "\\u000c" };
  return JSON.stringify(text).replace(/\\./g, (escape) => short[escape] ?? escape);
}
