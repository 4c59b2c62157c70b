// Books of price rules in files.

import { validateBook } from "../index.js";
import { readInput } from "./input.js";
import { isRefusal } from "./problems.js";

/** A book is a map of rules by their identities, or has one in `rules`. */
export function readBook(data) {
  const isWhole = Object.hasOwn(data, "rules") && !isRule(data.rules);
  if (isWhole) return { book: data, isWhole };
  // What a file says to editors is no rule.
  const { $schema, ...rules } = data;
  return { book: { rules: typeof $schema === "string" ? rules : data }, isWhole };
}

const FORMS = ["flat", "percentage", "perUnit", "graduated", "volume", "formula", "priceMethod"];

/** Whether an object is a price rule, which a map may have under any name. */
function isRule(value) {
  if (typeof value !== "object" || value === null) return false;
  const isField = (name) => typeof value[name] !== "object" || Array.isArray(value[name]);
  return FORMS.some((name) => Object.hasOwn(value, name) && isField(name));
}

/**
 * The book of a file, with all that is wrong or suspicious in it, by paths in the file.
 *
 * @param {string} path
 * @param {{ lint?: boolean }} [options] those of `validateBook`
 */
export async function judgeBook(path, options) {
  const input = await readInput(path);
  const { readJson } = await import("../ledger/text.js");
  let data;
  try {
    data = readJson(input.text);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return { input, book: undefined, problems: error.problems, warnings: [] };
  }
  const isObject = typeof data === "object" && data !== null && !Array.isArray(data);
  const { book, isWhole } = isObject ? readBook(data) : { book: data, isWhole: true };
  const judged = validateBook(book, options);
  const placed = (problem) =>
    isWhole ? problem : { ...problem, path: problem.path.replace(/^\/rules/, "") };
  const problems = judged.valid ? [] : judged.problems;
  return { input, book, problems: problems.map(placed), warnings: judged.warnings.map(placed) };
}
