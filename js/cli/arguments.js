// The words of the command line, read into a command, its operands and its options.

import { parseArgs } from "node:util";

/** @type {NonNullable<import("node:util").ParseArgsConfig["options"]>} */
const OPTIONS = {
  allocation: { type: "string" },
  "allow-remote": { type: "boolean" },
  amount: { type: "string" },
  book: { type: "string" },
  charge: { type: "string" },
  clock: { type: "string" },
  compact: { type: "boolean" },
  config: { type: "string" },
  constant: { type: "string" },
  currency: { type: "string" },
  explain: { type: "boolean" },
  "explain-sample": { type: "string" },
  "external-prices": { type: "string" },
  format: { type: "string" },
  from: { type: "string" },
  gross: { type: "string" },
  help: { type: "boolean", short: "h" },
  host: { type: "string" },
  increment: { type: "string" },
  journal: { type: "string" },
  log: { type: "string" },
  "minor-units": { type: "boolean" },
  net: { type: "string" },
  "no-admin": { type: "boolean" },
  overwrite: { type: "boolean" },
  percentage: { type: "string" },
  port: { type: "string" },
  prior: { type: "string" },
  rounding: { type: "string" },
  rule: { type: "string" },
  "rule-id": { type: "string" },
  rules: { type: "string" },
  seed: { type: "string" },
  "sliding-scale-tenor": { type: "string" },
  svg: { type: "boolean" },
  tenor: { type: "string" },
  to: { type: "string" },
  version: { type: "boolean" },
  watch: { type: "boolean" },
  worlds: { type: "string" },
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
    if (token.kind === "option") options[token.name] = readOption(token);
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
  if (value === undefined || (!inlineValue && value.startsWith("-") && value !== "-")) {
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
