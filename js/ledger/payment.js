// Payments on the quick way: as text in, and only what their answers say besides out.

import { copyBody, copyOfText, prepare } from "../declared.js";
import { plainBody } from "../plain.js";
import * as raw from "./ready_reckoner.js";
import { started } from "./start.js";

/** Longer texts would leave the ledger with more room than it needs again. */
const QUICK_MAX = 1 << 16;

/** How payments are written, once the module has told it. */
let declared;

/** The copy of a payment that was written as text. */
export function copyOfPayment(text) {
  return copyOfText(declared, text, "/0");
}

/** The answer itself, or that of a good and new payment: what was given and what was told of it. */
export function answerOf(body, told) {
  if (told.status !== undefined) return told;
  const { makePayment } = body;
  for (const name in told) {
    // What was given comes again in its place among what is told.
    if (makePayment[name] !== undefined) delete makePayment[name];
    makePayment[name] = told[name];
  }
  return { status: 200, body, replayed: false, lost: false, reason: null };
}

/** A payment as text if it is plain and small, else as a copy; with a copy of its options. */
export function readPayment(body, options) {
  declared ??= prepare(started(() => raw.paymentFields()));
  const settings = plainBody(options, "/1");
  const application = settings === undefined ? undefined : applicationOf(settings);
  const given = copyBody(declared, body, "/0");
  if (given.text === undefined) return { text: undefined, copy: given.copy, settings };
  const { text, told } = given;
  const isUsual = settings === undefined || application !== undefined;
  if (isUsual && text.length <= QUICK_MAX) return { text, told, application, settings };
  return { text: undefined, copy: copyOfPayment(text), settings };
}

/** The name of the application in a copy of options that has nothing else. */
function applicationOf(options) {
  try {
    const [name, ...others] = Object.keys(options);
    if (name !== "application" || others.length > 0) return undefined;
    const { application } = options;
    return typeof application === "string" ? application : undefined;
  } catch {
    // Nothing that has names, or a copy of what throws.
    return undefined;
  }
}
