// `ready-reckoner init [file]`: a world to begin with, and its JSON Schema beside it.

import { readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { StartError, UsageError } from "./arguments.js";
import { print, printable } from "./print.js";

const USUAL = "world.json";
const SCHEMA = "world.schema.json";

const REASONS = {
  EACCES: "writing it is not permitted",
  EEXIST: "it is there already, and stays as it is",
  EISDIR: "it is a folder",
  ENOENT: "its folder is not there",
  ENOSPC: "there is no space left",
  ENOTDIR: "its folder is not there",
  EROFS: "the file system can only be read",
};

/** Writes the two files, neither of them over another; true. */
export async function init({ operands }) {
  if (operands.length > 1) {
    throw new UsageError(`\`init\` takes one file, found ${operands.length}`);
  }
  const [path = USUAL] = operands;
  const isYaml = /\.ya?ml$/i.test(path);
  if (!isYaml && !/\.json$/i.test(path)) {
    throw new UsageError(`\`init\` writes .json, .yaml or .yml, not \`${path}\``);
  }
  const schema = join(dirname(path), SCHEMA);
  write(path, isYaml ? yamlWorld() : jsonWorld());
  // An older schema would judge by what was known then.
  write(schema, readFileSync(new URL(`./${SCHEMA}`, import.meta.url), "utf8"), "w");
  const [world, beside] = [path, basename(schema)].map(printable);
  const next = `npx ready-reckoner serve --config ${world}`;
  await print(process.stdout, `wrote ${world} and ${beside}; serve it by\n${next}\n`);
  return true;
}

function write(path, text, flag = "wx") {
  try {
    writeFileSync(path, text, { flag });
  } catch (error) {
    const { code = "", message } = /** @type {NodeJS.ErrnoException} */ (error);
    throw new StartError(`cannot write \`${path}\`: ${REASONS[code] ?? message}`);
  }
}

/**
 * The world, each field with a comment.
 *
 * @type {[comment: string, name: string, value: any][]}
 */
const WORLD = [
  ["What identifiers and tokens are made from: the same calls give the same bytes.", "seed", 1],
  ["The ISO 4217 code of the one currency.", "currency", "LKR"],
  [
    "Who has a telephone. A prepaid balance is what there is, a postpaid one what is owed.",
    "subscribers",
    [
      { msisdn: "94777123456", kind: "prepaid", balance: "1000.00" },
      { msisdn: "94771234567", kind: "prepaid", balance: "20.00" },
      { msisdn: "94776351232", kind: "postpaid", creditLimit: "5000.00" },
      { msisdn: "94711234567", kind: "prepaid", balance: "500.00", status: "suspended" },
    ],
  ],
  [
    "Who charges them, by the token of the wallet or the password of CaaS. The operator keeps " +
      "serviceCharge percent; taxType 2 adds value added tax and others.",
    "applications",
    [
      {
        id: "SHOP",
        token: "shop-token",
        password: "shop-password",
        serviceCharge: "30",
        taxType: null,
      },
    ],
  ],
  [
    "Who debits accounts. An authorization of 3 asks the customer by SMS.",
    "billers",
    [{ id: "BILLER-1", minimumAuthorization: 1, accountTypes: ["GSM"], application: "SHOP" }],
  ],
  [
    "How long a customer has to answer, and how many tokens may be tried.",
    "consent",
    { timeoutMs: 60_000, attempts: 3 },
  ],
  [
    "The prices of POST /service/v1/charges, by the identity that a request names.",
    "rules",
    { FEE: { percentage: "2.5", minimum: "30", maximum: "1000" }, FLAT: { flat: "12.50" } },
  ],
  [
    "What goes wrong on purpose: here, payments of 13.13 are declined.",
    "scripts",
    [{ operation: "payment", amount: "13.13", behaviour: "decline" }],
  ],
];

function jsonWorld() {
  const comments = WORLD.map(([comment, name]) => `${name}: ${comment}`);
  const fields = { $schema: `./${SCHEMA}`, "//": comments };
  for (const [, name, value] of WORLD) fields[name] = value;
  return `${JSON.stringify(fields, null, 2)}\n`;
}

function yamlWorld() {
  const lines = [`# yaml-language-server: $schema=./${SCHEMA}`];
  for (const [comment, name, value] of WORLD) {
    lines.push("", ...wrapped(comment).map((line) => `# ${line}`), ...yamlField(name, value));
  }
  return `${lines.join("\n")}\n`;
}

/** A field whose values are in the notation of JSON, which YAML has, too. */
function yamlField(name, value) {
  if (Array.isArray(value)) {
    return [`${name}:`, ...value.map((item) => `  - ${flow(item)}`)];
  }
  if (typeof value !== "object" || value === null) return [`${name}: ${flow(value)}`];
  const fields = Object.entries(value).map(([own, field]) => `  ${own}: ${flow(field)}`);
  return [`${name}:`, ...fields];
}

function flow(value) {
  if (Array.isArray(value)) return `[${value.map(flow).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).map(([name, field]) => `${name}: ${flow(field)}`);
  return `{ ${fields.join(", ")} }`;
}

function wrapped(text) {
  return text.match(/.{1,90}(?:\s|$)/g)?.map((line) => line.trim()) ?? [];
}
