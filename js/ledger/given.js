// What the ledger's methods are given.

import { refuse } from "../error.js";
import { plainBody, plainRequest } from "../plain.js";

/** A request as data of our own, and how it is handled. */
export function readHandled(request, options) {
  return { copy: plainRequest(request), ...handling(plainBody(options, "/1")) };
}

/** Whether what is below `/mock` is served, and whether the ledger is out of order. */
function handling(settings) {
  if (typeof settings !== "object" && settings !== undefined) refuse("/1", "expected an object");
  const { admin = true, outage = false, ...others } = settings ?? {};
  const [other] = Object.keys(others);
  if (other !== undefined) refuse("/1", `the field \`${other}\` is not known`);
  if (typeof admin !== "boolean") refuse("/1/admin", "expected `true` or `false`");
  if (typeof outage !== "boolean") refuse("/1/outage", "expected `true` or `false`");
  return { admin, outage };
}

/** The name of the application in a copy of options that has nothing else. */
export function applicationOf(options) {
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
