// Bodies judged. A validator never throws, whatever it is given.

/** @import { ReckonerError } from "./error.js" */
import { refuse } from "./error.js";
import { hasItems, plain, plainBody, plainEntry, pointer } from "./plain.js";
import * as raw from "./ready_reckoner_requests.js";
import { started } from "./requests-start.js";

export function validateBalanceQuery(body, options) {
  return judge("balanceQuery", body, options);
}

export function validateCaasDebit(body, options) {
  return judge("caasDebit", body, options);
}

export function validateChargeCalculation(body, options) {
  return judge("chargeCalculation", body, options);
}

export function validateChargeCreation(body, options) {
  return judge("chargeCreation", body, options);
}

export function validateDebit(body, options) {
  return judge("debit", body, options);
}

export function validatePayment(body, options) {
  return judge("payment", body, options);
}

export function validateRefund(body, options) {
  return judge("refund", body, options);
}

export function validateSubscription(body, options) {
  return judge("subscription", body, options);
}

function judge(kind, body, options) {
  const strict = isSet(options, "strict");
  let read;
  try {
    read = plainBody(body);
  } catch (refusal) {
    const { problems } = /** @type {ReckonerError} */ (refusal);
    return { valid: false, problems, warnings: [] };
  }
  return started(() => raw.validate(kind, read, strict));
}

function isSet(options, name) {
  try {
    return options?.[name] === true;
  } catch {
    return false;
  }
}

/** Judges a book of price rules. */
export function validateBook(book, options) {
  const lint = isSet(options, "lint");
  let read;
  try {
    read = bookOf(book);
  } catch (refusal) {
    return { valid: false, problems: problemsOf(refusal).map(ofBook), warnings: [] };
  }
  return started(() => raw.validateBook(read, lint));
}

/** A copy, in which every rule is read as if it stood alone: a book may have many. */
function bookOf(book) {
  if (typeof book !== "object" || book === null || hasItems(book)) return plain(book);
  // A spread would go by what the object says can be listed, which may change.
  const { rules, externalPrice, ...settings } = Object.fromEntries(
    namesOf(book).map((name) => [name, book[name]]),
  );
  if (externalPrice !== undefined && typeof externalPrice !== "function") {
    refuse("/externalPrice", "expected a function that returns an amount");
  }
  const copy = plain(settings);
  const isList = Array.isArray(rules) || ArrayBuffer.isView(rules);
  if (typeof rules !== "object" || rules === null || isList) {
    copy.rules = plain(rules);
    return copy;
  }
  const entries = namesOf(rules).map((name) => {
    return [name, plainEntry(rules[name], `/rules/${pointer(name)}`)];
  });
  copy.rules = Object.fromEntries(entries);
  return copy;
}

/** The names of an object's fields; symbols are none. */
function namesOf(object) {
  return Reflect.ownKeys(object).filter((name) => typeof name === "string");
}

/** The problems of a refusal, or of what a getter has thrown. */
function problemsOf(thrown) {
  if (Array.isArray(thrown?.problems) && thrown.name === "ReckonerError") return thrown.problems;
  const message = "expected plain data, found an object that throws";
  return [{ code: "wrong-type", path: "", message }];
}

function ofBook(problem) {
  return { ...problem, fault: "book" };
}
