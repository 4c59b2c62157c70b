// What the library refuses is for the user to correct; anything else is a bug of ours.

import { ReckonerError } from "ready-reckoner/tariffs";

/** Codes of calls that a defect of the library broke off, and of ledgers that it took away. */
const DEFECTS = ["internal", "ledger-lost"];

/** @returns {error is ReckonerError} */
export function isRefusal(error) {
  return error instanceof ReckonerError && !DEFECTS.includes(error.code);
}

/** The problems that an action is refused for; none if it goes well. */
export function problemsOf(action) {
  try {
    action();
    return [];
  } catch (error) {
    if (isRefusal(error)) return error.problems;
    throw error;
  }
}

/** Why something is refused, in one sentence with its cure. */
export function reasonOf(error) {
  const { message, help } = error.problems[0] ?? error;
  return help ? `${message}; ${help}` : message;
}

/** Problems by the field that their path names; one without a path is of the amount. */
export function byField(problems) {
  const fields = {};
  for (const problem of problems) (fields[problem.path.slice(1) || "amount"] ??= []).push(problem);
  return fields;
}
