// What servers and handlers are given: a ledger, and options. Neither is passed over when it is not
// what was meant, such as an option whose name is misspelt.

import { refuse } from "../error.js";

/**
 * What each kind of option has to be, in words and by a test of it.
 *
 * @type {Record<string, [string, (value: any) => boolean]>}
 */
const KINDS = {
  baseUrl: ["a text, such as `https://site/api`", isText],
  // Its values are refused by a code of their own.
  clock: ["a text, such as `manual`", isText],
  // Nothing at all would open every address of the machine.
  host: ["the name of a host, such as `127.0.0.1`", (value) => isText(value) && value !== ""],
  notify: ["a function that does what `fetch` does", (value) => typeof value === "function"],
  port: ["a whole number from 0 to 65535", isPort],
  sends: ["true or false", (value) => typeof value === "boolean"],
};

/**
 * Refuses what is no ledger, and options that there are not or that are none.
 *
 * @param {any} ledger
 * @param {any} options
 * @param {Record<string, string>} kinds the kind of each option, by its name
 */
export function judgeGiven(ledger, options, kinds) {
  if (typeof ledger?.handle !== "function") refuse("/ledger", "expected a `MockLedger`");
  if (typeof options !== "object" || options === null) refuse("/options", "expected an object");
  for (const [name, value] of Object.entries(options)) {
    const path = `/options/${name}`;
    if (!Object.hasOwn(kinds, name)) {
      const known = Object.keys(kinds).map((one) => `\`${one}\``).join(", ");
      const help = `the fields are ${known}`;
      refuse(path, `the field \`${name}\` is unknown`, { code: "unknown-field", help });
    }
    const [words, holds] = KINDS[kinds[name]];
    if (value !== undefined && !holds(value)) refuse(path, `expected ${words}`);
  }
}

function isText(value) {
  return typeof value === "string";
}

function isPort(value) {
  return Number.isInteger(value) && value >= 0 && value <= 65_535;
}
