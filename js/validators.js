// Bodies judged. A validator never throws, whatever it is given.

/** @import { ReckonerError } from "./error.js" */
import { refuse } from "./error.js";
import { fieldOf, inheritedNames } from "./fields.js";
import {
  cut, hasItems, kindOf, plain, plainBody, plainEntry, plainSettings, pointer,
} from "./plain.js";
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
    refuseOthers(options, "strict");
    if (body === undefined) refuse("", "expected a body, found nothing");
    read = plainBody(body);
  } catch (refusal) {
    const { problems } = /** @type {ReckonerError} */ (refusal);
    return { valid: false, problems, warnings: [] };
  }
  return started(() => raw.validate(kind, read, strict));
}

/** The most characters of a name that is told; a longer one is cut. */
const NAME_MAX = 100;

/** Refuses an option that there is not, such as one that is misspelt. */
function refuseOthers(options, known) {
  const name = otherOf(options, known);
  if (name === undefined) return;
  const told = cut(name, NAME_MAX);
  const as = { code: "unknown-field", help: `the fields are \`${known}\`` };
  refuse(`/options/${pointer(told)}`, `the field \`${told}\` is unknown`, as);
}

/** The name of another option than the known one; what is no object, or breaks, has none. */
function otherOf(options, known) {
  try {
    if (options === undefined || kindOf(options) !== "an object") return undefined;
    const names = [...namesOf(options), ...(inheritedNames(options, 1) ?? [])];
    return names.find((name) => name !== known && fieldOf(options, name) !== undefined);
  } catch {
    return undefined;
  }
}

/** Whether an option is set. What is no object has none. */
function isSet(options, name) {
  // Most callers give none, and to catch what that throws takes a fifth of a validation.
  if (options === undefined) return false;
  try {
    return fieldOf(options, name) === true;
  } catch {
    return false;
  }
}

/** Judges a book of price rules. */
export function validateBook(book, options) {
  const lint = isSet(options, "lint");
  let read;
  try {
    refuseOthers(options, "lint");
    read = bookOf(book);
  } catch (refusal) {
    return { valid: false, problems: problemsOf(refusal).map(ofBook), warnings: [] };
  }
  return started(() => raw.validateBook(read, lint));
}

/** A copy, in which every rule is read as if it stood alone: a book may have many. */
function bookOf(book) {
  if (kindOf(book) !== "an object" || hasItems(book)) return plain(book);
  const rules = fieldOf(book, "rules");
  const externalPrice = fieldOf(book, "externalPrice", true);
  if (externalPrice !== undefined && typeof externalPrice !== "function") {
    refuse("/externalPrice", "expected a function that returns an amount");
  }
  const copy = plainSettings(book);
  if (kindOf(rules) !== "an object") return { ...copy, rules: plain(rules) };
  const entries = namesOf(rules).map((name) => {
    return [name, plainEntry(rules[name], `/rules/${pointer(name)}`)];
  });
  return { ...copy, rules: Object.fromEntries(entries) };
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

/** What is wrong with the options is the caller's, with the price source the host's. */
function ofBook(problem) {
  if (problem.path.startsWith("/options/")) return problem;
  return { ...problem, fault: problem.path === "/externalPrice" ? "host" : "book" };
}
