// Whole requests: charges calculated and explained.

import { findAll, isPlainObject, prepare, Sender, writeBody } from "./declared.js";
import { ReckonerError } from "./error.js";
import { plain, plainRule } from "./plain.js";
import * as raw from "./ready_reckoner_requests.js";
import { memory, started } from "./requests-start.js";

export function calculateCharges(request, book) {
  return responseOf(calculate(request, book, false));
}

export function explainCharges(request, book) {
  const { response, explanations } = calculate(request, book, true);
  return { response: responseOf(response), explanations };
}

/** A list of transactions is answered with a list, and with the only one's charges beside it. */
function responseOf(json) {
  const response = JSON.parse(json);
  if (!Array.isArray(response)) return response;
  const only = response.length === 1 ? response[0] : undefined;
  return { ...only, txnDetails: response };
}

/** How requests are written, once the module has told it, and where they name rules. */
let declared;
let ruleIds;

/** The text of a request, with the rules that it names; neither of an unusual one. */
function written(request) {
  if (declared === undefined) {
    declared = prepare(started(() => raw.requestFields()));
    ruleIds = findAll(declared, "priceRuleId");
  }
  const names = new Set();
  for (const field of ruleIds) field.texts = names;
  const text = writeBody(declared, request);
  return text === undefined ? {} : { text, names };
}

function calculate(request, book, explain) {
  const { rules, externalPrice, allocation } = readBook(book);
  const { text, names } = written(request);
  // Of an unusual request, only the module knows which rules it names.
  const entries = readRules(rules, names);
  const ask = (prices) =>
    started(() =>
      text === undefined
        ? raw.calculate(request, entries, allocation, prices, explain)
        : calculateText(compiled(entries, allocation), text, prices, explain),
    );
  const answer = ask(externalPrice === undefined ? null : undefined);
  if (!Array.isArray(answer)) return answer;
  // The host is asked between two calls: while one runs, the module could not be called again.
  const lines = readQueries(request);
  return ask(answer.map((line) => plain(externalPrice.call(book, lines[line]))));
}

/** @param {{ handle?: any, sender?: any }} book */
function calculateText({ handle, sender }, text, prices, explain) {
  return handle.calculate(sender.send(text, memory), prices, explain);
}

/**
 * The last rules, as text and as the module has read them. Most requests name the same few, and
 * reading rules takes longer than pricing with them.
 *
 * @type {{
 *   key: string | undefined,
 *   handle?: raw.RawBook,
 *   sender?: Sender,
 *   generation: number,
 * }}
 */
let last = { key: undefined, generation: 0 };

function compiled(entries, allocation) {
  const key = keyOf([typeof allocation, allocation ?? 0, entries]);
  const { generation } = memory;
  // A trap has taken them away.
  if (last.generation !== generation) last = { key: undefined, generation };
  if (last.handle !== undefined && key !== undefined && last.key === key) return last;
  const handle = raw.RawBook.read(entries, allocation);
  last.handle?.free();
  last = { key, handle, sender: new Sender(handle), generation };
  return last;
}

/** Plain rules as text; what JSON would leave out or change is read anew each time. */
function keyOf(entries) {
  try {
    return JSON.stringify(entries, function (name, value) {
      // What a `toJSON` says instead is not what the module reads.
      if (this[name] !== value || !isPlain(value)) throw unusual;
      return value;
    });
  } catch {
    return undefined;
  }
}

const unusual = new Error();

function isPlain(value) {
  if (typeof value === "number") return Number.isFinite(value);
  if (typeof value !== "object") return typeof value === "string" || typeof value === "boolean";
  return Array.isArray(value) || isPlainObject(value);
}

function readBook(book) {
  const read = guarded("/book", () => {
    const { rules, externalPrice, allocation } = book;
    return { rules, externalPrice, allocation: plain(allocation) };
  });
  if (typeof read.rules !== "object" || read.rules === null) {
    refuse("/book/rules", "expected an object with a price rule for each identity");
  }
  if (read.externalPrice !== undefined && typeof read.externalPrice !== "function") {
    refuse("/book/externalPrice", "expected a function that returns an amount");
  }
  return read;
}

/** Identities and rules by turns. */
function readRules(rules, names) {
  const wanted = names ?? guarded("/book/rules", () => Object.keys(rules));
  const entries = [];
  for (const name of wanted) {
    if (!guarded("/book/rules", () => Object.hasOwn(rules, name))) continue;
    // Read once: what is compiled and what it is remembered by are made of the same data.
    entries.push(name, plainRule(guarded(`/book/rules/${pointer(name)}`, () => rules[name])));
  }
  return entries;
}

/** What a price source is told of each line, in the order of the lines. */
function readQueries(request) {
  return guarded("", () => {
    const { applicationCode, extPrcConsumerService, txnDetails } = request;
    const context = { applicationCode, extPrcConsumerService };
    return (txnDetails ?? [request]).flatMap(({ txnRefNo, txnAttributes, priceMethods }) =>
      priceMethods.map((line) => ({ ...context, txnRefNo, txnAttributes, line })),
    );
  });
}

/** Reads what belongs to others, and may throw whatever it likes. */
function guarded(path, read) {
  try {
    return read();
  } catch {
    return refuse(path, "expected plain data, found an object that throws");
  }
}

function refuse(path, message) {
  const problems = [{ code: "wrong-type", path, message }];
  throw new ReckonerError({ code: "wrong-type", message: `${path}: ${message}`, problems });
}

function pointer(name) {
  return name.replaceAll("~", "~0").replaceAll("/", "~1");
}
