// What the ledger's methods are given.

import { refuse } from "../error.js";
import { plainBody, plainRequest } from "../plain.js";

/** A request as data of our own, and whether what is below `/mock` is served. */
export function readHandled(request, options) {
  const copy = plainRequest(request);
  return { copy, admin: adminOf(plainBody(options, "/1")) };
}

function adminOf(settings) {
  if (typeof settings !== "object" && settings !== undefined) refuse("/1", "expected an object");
  const { admin = true, ...others } = settings ?? {};
  const [other] = Object.keys(others);
  if (other !== undefined) refuse("/1", `the field \`${other}\` is not known`);
  if (typeof admin !== "boolean") refuse("/1/admin", "expected `true` or `false`");
  return admin;
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
