// The words of the command line, read into a command, its operands and its options.

import { parseArgs } from "node:util";
import leven from "leven";

/** The options that take a value, each with an example of one. */
const VALUES = {
  allocation: "largestShare",
  amount: "amount",
  book: "book.json",
  charge: "5",
  clock: "60x",
  config: "world.json",
  constant: "20",
  currency: "USD",
  "explain-sample": "20",
  "external-prices": "prices.json",
  format: "xml",
  from: "100",
  gross: "100",
  host: "127.0.0.1",
  increment: "0.05",
  journal: "world.journal",
  log: "json",
  net: "100",
  percentage: "2.5",
  port: "8080",
  prior: "prior",
  rounding: "halfEven",
  rule: "rule.json",
  "rule-id": "card",
  rules: "rules.json",
  seed: "1",
  "sliding-scale-tenor": "30",
  tenor: "90",
  to: "1000",
  worlds: "100",
};

/** What takes another kind of value with one command than with the others. */
const VALUES_OF = { rate: { rule: "product", to: "rated.parquet" } };

/** The options that are given or not. */
const SWITCHES = [
  "allow-remote", "compact", "explain", "help", "minor-units", "no-admin", "overwrite", "svg",
  "version", "watch",
];

/** @type {NonNullable<import("node:util").ParseArgsConfig["options"]>} */
const OPTIONS = {
  ...Object.fromEntries(Object.keys(VALUES).map((name) => [name, { type: "string" }])),
  ...Object.fromEntries(SWITCHES.map((name) => [name, { type: "boolean" }])),
  help: { type: "boolean", short: "h" },
};

/** The options that describe a tariff, by their names for `compile`. */
const TARIFF_OPTIONS = {
  constant: "constant",
  currency: "currency",
  increment: "increment",
  percentage: "percentage",
  rounding: "rounding",
  slidingScaleTenor: "sliding-scale-tenor",
  tenor: "tenor",
};

/** The options of every command that prices with one formula or rule. */
const PRICE_OPTIONS = ["rule", ...Object.values(TARIFF_OPTIONS)];

const RATE_OPTIONS = [
  "amount", "book", "explain-sample", "minor-units", "overwrite", "prior", "rule", "rule-id", "to",
];

const SERVE_OPTIONS = [
  "allow-remote", "clock", "compact", "config", "host", "journal", "log", "no-admin", "port",
  "seed", "watch", "worlds",
];

/** The options of each command; any other would have no effect. */
const OPTIONS_OF = {
  calculate: ["allocation", "currency", "explain", "external-prices", "format", "rules"],
  charge: ["explain", ...PRICE_OPTIONS],
  check: ["rules", ...PRICE_OPTIONS],
  curve: ["from", "svg", "to", ...PRICE_OPTIONS],
  init: [],
  rate: RATE_OPTIONS,
  serve: SERVE_OPTIONS,
  solve: ["charge", "gross", "net", ...PRICE_OPTIONS],
};

/** A command line that cannot be understood. */
export class UsageError extends Error {}

/** What was asked for cannot be begun, and that says why. */
export class StartError extends Error {}

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
    if (token.kind === "option") {
      const value = readOption(token, operands[0]);
      if (value !== true && Object.hasOwn(options, token.name)) {
        throw new UsageError(`option \`${token.rawName}\` is given twice: give one value`);
      }
      options[token.name] = value;
    }
  }
  if (options.currency !== undefined) options.currency = readCurrency(options.currency);
  const tariff = {};
  for (const [name, option] of Object.entries(TARIFF_OPTIONS)) {
    if (option in options) tariff[name] = options[option];
  }
  const [command, ...rest] = operands;
  if (!options.help && !options.version) refuseStrangers(command, options);
  return { command, operands: rest, options, tariff };
}

/** `USDT:6` is a currency of one's own, with its digits. */
function readCurrency(text) {
  const [, code, minorUnits] = /^(.*):([0-9]+)$/.exec(text) ?? [];
  return code === undefined ? text : { code, minorUnits: Number(minorUnits) };
}

/** The option that gives a field, such as one of `compile`. */
export function optionName(field) {
  return `--${Object.hasOwn(TARIFF_OPTIONS, field) ? TARIFF_OPTIONS[field] : field}`;
}

/** Refuses the options of other commands. */
function refuseStrangers(command, options) {
  if (!Object.hasOwn(OPTIONS_OF, command ?? "")) return;
  for (const name of Object.keys(options)) {
    if (OPTIONS_OF[command].includes(name)) continue;
    const owners = Object.keys(OPTIONS_OF).filter((owner) => OPTIONS_OF[owner].includes(name));
    const takers = owners.map((owner) => `\`${owner}\``);
    const last = takers.pop();
    const all = takers.length === 0 ? last : `${takers.join(", ")} and ${last}`;
    throw new UsageError(`option \`--${name}\` is for ${all}, not for \`${command}\``);
  }
}

function readOption({ name, rawName, value, inlineValue }, command) {
  const kind = Object.hasOwn(OPTIONS, name) ? OPTIONS[name].type : undefined;
  if (kind === undefined) {
    const near = nearest(name);
    const cure = "put `--` before operands that begin with a hyphen";
    const help = near === undefined ? cure : `did you mean \`--${near}\`?`;
    throw new UsageError(`unknown option \`${rawName}\`: ${help}`);
  }
  if (kind === "boolean") {
    if (value === undefined) return true;
    throw new UsageError(`option \`${rawName}\` takes no value, found \`${value}\``);
  }
  if (value === undefined || (!inlineValue && value.startsWith("-") && value !== "-")) {
    const example = VALUES_OF[command]?.[name] ?? VALUES[name];
    throw new UsageError(`option \`${rawName}\` needs a value, such as \`${rawName}=${example}\``);
  }
  return unshelter(value);
}

/** The option that a name is a slip of: two letters at the most, and no more than a third, are other ones. */
function nearest(name) {
  const near = (known) => leven(name, known);
  const [best] = Object.keys(OPTIONS).sort((one, other) => near(one) - near(other));
  return near(best) <= Math.min(2, name.length / 3) ? best : undefined;
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
