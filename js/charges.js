// Whole requests: charges calculated and explained.

import { prepare, Sender, writeBody } from "./declared.js";
import { refuse } from "./error.js";
import { fieldOf } from "./fields.js";
import { kindOf, plain, plainBody, plainEntry, plainSettings, pointer } from "./plain.js";
import { queriesOf, rulesNamed } from "./queries.js";
import * as raw from "./ready_reckoner_requests.js";
import { memory, started, startedAndKept } from "./requests-start.js";

export function calculateCharges(request, book) {
  const answer = calculate(request, book, false);
  return typeof answer === "string" ? responseOf(JSON.parse(answer), []) : doubtful(answer);
}

export function explainCharges(request, book) {
  const answer = calculate(request, book, true);
  const { explanations: texts, totals } = answer;
  const response = doubtful(answer);
  const explanations = [];
  // Each text is let go when it has been read.
  while (texts.length > 0) explanations.push(...JSON.parse(texts.shift()));
  return { response, explanations, totals };
}

const doubtful = ({ response, warnings }) => responseOf(response, warnings);

/**
 * A list of transactions is answered with a list, and with the only one's charges beside it. What
 * is suspicious in the request is told where there is any.
 */
function responseOf(answer, warnings) {
  let response = answer;
  if (Array.isArray(answer)) {
    const only = answer.length === 1 ? answer[0] : undefined;
    response = { ...only, txnDetails: answer };
  }
  if (warnings.length > 0) response.warnings = warnings;
  return response;
}

/** How requests are written, once the module has told it. */
let declared;

/**
 * A request as data of our own, with the rules that it names: as text if it is plain, else as a
 * copy.
 */
function readRequest(request) {
  if (request === undefined) refuse("", "expected a request for charges, found nothing");
  declared ??= prepare(started(() => raw.requestFields()));
  const { text, texts, copy } = writeBody(declared, request, "priceRuleId");
  return text === undefined ? { copy, names: rulesNamed(copy) } : { text, names: texts };
}

function calculate(request, book, explain) {
  const { rules, externalPrice, settings } = readBook(book);
  const originals = new Map();
  // What the host is told of the lines is of the same read.
  const own = externalPrice === undefined ? request : plainBody(request, "", originals);
  const read = readRequest(own);
  const entries = readRules(rules, read.names);
  const ask = (prices, call) =>
    call(() =>
      read.text === undefined
        ? raw.calculate(read.copy, entries, settings, prices, explain)
        : calculateText(compiled(entries, settings), read.text, prices, explain),
    );
  const answer =
    externalPrice === undefined ? ask(null, started) : ask(undefined, startedAndKept);
  if (!Array.isArray(answer)) return answer;
  // The host is asked between two calls: while one runs, the module could not be called again.
  const queries = queriesOf(own, originals);
  return ask(
    answer.map((line) => plain(atOnce(externalPrice.call(book, queries[line])))),
    started,
  );
}

/** The answer of a host's price source, unless it is only promised. */
function atOnce(price) {
  if (!isPromised(price)) return price;
  try {
    // Should it fail later, nobody is told: an error that nobody catches ends a process.
    Promise.prototype.then.call(price, undefined, () => {});
  } catch {
    // Something that is only like a promise.
  }
  const help =
    "ask for the prices of the lines whose `externalPricingApplicable` is `Y` first, and give a " +
    "function that answers from them";
  return refuse(
    "/book/externalPrice",
    "the function returned a promise, and a price is needed at once",
    { code: "price-promised", help },
  );
}

function isPromised(price) {
  try {
    return typeof price === "object" && typeof price?.then === "function";
  } catch {
    // The module says that it throws.
    return false;
  }
}

/** @param {{ handle?: any, sender?: any }} book */
function calculateText({ handle, sender }, text, prices, explain) {
  return handle.calculate(sender.send(text, memory), prices, explain);
}

/**
 * The last rules, and what the module has read them to. Most requests name the same few, and
 * reading rules takes longer than pricing with them.
 *
 * @type {{
 *   entries: any[],
 *   settings: any,
 *   handle?: raw.RawBook,
 *   sender?: Sender,
 *   generation: number,
 * }}
 */
let last = { entries: [], settings: undefined, generation: 0 };

function compiled(entries, settings) {
  const { generation } = memory;
  // A trap has taken them away.
  if (last.generation !== generation) last = { entries: [], settings: undefined, generation };
  if (last.handle !== undefined && isLast(entries, settings)) return last;
  const handle = raw.RawBook.read(entries, settings);
  last.handle?.free();
  last = { entries, settings, handle, sender: new Sender(handle), generation };
  return last;
}

/** Whether the same was read last. What throws when it is looked at was not. */
function isLast(entries, settings) {
  try {
    return isSame(settings, last.settings) && isSame(entries, last.entries);
  } catch {
    return false;
  }
}

/** Whether two copies are the same data; where it is not known, they are read anew. */
function isSame(one, other) {
  if (one === other) return true;
  if (typeof one !== "object" || typeof other !== "object") return false;
  if (one === null || other === null || Array.isArray(one) !== Array.isArray(other)) return false;
  const names = Object.keys(one);
  const others = Object.keys(other);
  if (names.length !== others.length) return false;
  for (let index = 0; index < names.length; index += 1) {
    const name = names[index];
    if (name !== others[index] || !isSame(one[name], other[name])) return false;
  }
  return true;
}

function readBook(book) {
  const kind = kindOf(book);
  if (kind !== "an object") refuse("/book", `expected a book of price rules, found ${kind}`);
  const [rules, externalPrice] = guarded("/book", () => [
    fieldOf(book, "rules"),
    fieldOf(book, "externalPrice", true),
  ]);
  if (kindOf(rules) !== "an object") {
    refuse("/book/rules", "expected an object with a price rule for each identity");
  }
  if (externalPrice !== undefined && typeof externalPrice !== "function") {
    refuse("/book/externalPrice", "expected a function that returns an amount");
  }
  return { rules, externalPrice, settings: plainSettings(book) };
}

/** Identities and copies of rules by turns. Whoever writes a request chooses among own fields. */
function readRules(rules, names) {
  const entries = [];
  for (const name of names) {
    if (!guarded("/book/rules", () => Object.hasOwn(rules, name))) continue;
    const path = `/book/rules/${pointer(name)}`;
    entries.push(name, plainEntry(guarded(path, () => rules[name]), path));
  }
  return entries;
}

/** Reads what belongs to others, and may throw whatever it likes. */
function guarded(path, read) {
  try {
    return read();
  } catch {
    return refuse(path, "expected plain data, found an object that throws");
  }
}
