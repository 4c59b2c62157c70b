// The words of the command line, read into a command, its operands and its options.

import { parseArgs } from "node:util";

/** @type {NonNullable<import("node:util").ParseArgsConfig["options"]>} */
const OPTIONS = {
  allocation: { type: "string" },
  constant: { type: "string" },
  currency: { type: "string" },
  explain: { type: "boolean" },
  "external-prices": { type: "string" },
  format: { type: "string" },
  help: { type: "boolean", short: "h" },
  increment: { type: "string" },
  percentage: { type: "string" },
  rounding: { type: "string" },
  rules: { type: "string" },
  version: { type: "boolean" },
};

/** The options that describe a tariff, as `compile` takes them. */
const TARIFF_OPTIONS = ["constant", "currency", "increment", "percentage", "rounding"];

/** The options of each command; any other would have no effect. */
const OPTIONS_OF = {
  calculate: ["allocation", "explain", "external-prices", "format", "rules"],
  charge: ["explain", ...TARIFF_OPTIONS],
  check: TARIFF_OPTIONS,
};

export const USAGE = `usage: ready-reckoner charge '<formula>' [amount…] [options]
       ready-reckoner check '<formula>' [options]
       ready-reckoner calculate <request> --rules <file> [options]

charge prints the charge for each amount. Without amounts it reads them from
standard input, one a line, and answers each line with one line.
check prints what is wrong with a formula, or its canonical spelling.
calculate prints the charges of a request: a JSON or XML file, or - for standard
input. The answer is a document of the same kind.

charge and check:
  --currency CODE         ISO 4217 code, LKR unless given
  --rounding MODE         halfUp (unless given), halfEven, halfDown, up, down,
                          ceiling or floor
  --increment STEP        round to a multiple of STEP, not to the minor unit
  --percentage PERCENT    what a P without a number stands for
  --constant NUMBER       what a C without a number stands for

calculate:
  --rules FILE            price rules by their identities, a JSON object
  --external-prices FILE  what the host charges by charge code, a JSON object
  --allocation MODE       who gets the odd units of a shared charge:
                          largestRemainder (unless given), firstInOrder or
                          largestShare
  --format FORMAT         json or xml, if not that of the request

charge and calculate:
  --explain               show every step to each charge

  --help, --version

Exit status: 0 good, 1 problems found, 2 wrong usage.
`;

/** A command line that cannot be understood. */
export class UsageError extends Error {}

/** The command line's words, without the names of the program. */
export function readArguments(words) {
  const { tokens = [] } = parseArgs({
    args: shelter(words),
    allowPositionals: true,
    options: OPTIONS,
    strict: false,
    tokens: true,
  });
  const operands = [];
  const options = {};
  for (const token of tokens) {
    if (token.kind === "positional") operands.push(unshelter(token.value));
    if (token.kind === "option") options[token.name] = readOption(token);
  }
  const tariff = {};
  for (const name of TARIFF_OPTIONS) {
    if (name in options) tariff[name] = options[name];
  }
  const [command, ...rest] = operands;
  if (!options.help && !options.version) refuseStrangers(command, options);
  return { command, operands: rest, options, tariff };
}

/** Refuses the options of other commands. */
function refuseStrangers(command, options) {
  if (!Object.hasOwn(OPTIONS_OF, command ?? "")) return;
  for (const name of Object.keys(options)) {
    if (OPTIONS_OF[command].includes(name)) continue;
    const owners = Object.keys(OPTIONS_OF).filter((owner) => OPTIONS_OF[owner].includes(name));
    const takers = owners.map((owner) => `\`${owner}\``).join(" and ");
    throw new UsageError(`option \`--${name}\` is for ${takers}, not for \`${command}\``);
  }
}

function readOption({ name, rawName, value, inlineValue }) {
  const kind = Object.hasOwn(OPTIONS, name) ? OPTIONS[name].type : undefined;
  if (kind === undefined) {
    throw new UsageError(
      `unknown option \`${rawName}\`: put \`--\` before operands that begin with a hyphen`,
    );
  }
  if (kind === "boolean") {
    if (value === undefined) return true;
    throw new UsageError(`option \`${rawName}\` takes no value, found \`${value}\``);
  }
  if (value === undefined || (!inlineValue && value.startsWith("-"))) {
    throw new UsageError(`option \`${rawName}\` needs a value, such as \`${rawName}=5\``);
  }
  return unshelter(value);
}

// `-5` is an amount here, but parseArgs takes it for an option. A NUL, which no argument of a
// process can have, shelters it.
const SHELTER = "\0";

function shelter(words) {
  const end = words.indexOf("--");
  return words.map((word, index) => {
    const negative = /^-\.?[0-9]/.test(word) && (end === -1 || index < end);
    return negative ? SHELTER + word : word;
  });
}

function unshelter(word) {
  return word.startsWith(SHELTER) ? word.slice(SHELTER.length) : word;
}
