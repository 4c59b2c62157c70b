// What the package for JavaScript says to each amount by each rule: a charge, or a code.
//
//   node charge-texts.mjs <file of { book, amounts, priors }> <entry of the package>

import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [file, entry] = process.argv.slice(2);
const { compile } = await import(pathToFileURL(resolve(entry)));
const { book, amounts, priors } = JSON.parse(readFileSync(file, "utf8"));

/** A rule without a currency has that of the book. */
const answer = (rule, amount, prior) => {
  try {
    const options = prior === null ? {} : { prior };
    return compile({ currency: book.currency, ...rule }, options).charge(amount);
  } catch (error) {
    return error.code;
  }
};
const answers = Object.entries(book.rules).flatMap(([id, rule]) =>
  amounts.flatMap((amount) =>
    priors.map((prior) => [id, amount, prior, answer(rule, amount, prior)]),
  ),
);
console.log(JSON.stringify(answers));
