// What the library refuses is for the user to correct; anything else is a bug of ours.

import { ReckonerError } from "ready-reckoner/tariffs";

/** Codes of calls that a defect of the library broke off, and of ledgers that it took away. */
const DEFECTS = ["internal", "ledger-lost"];

/** @returns {error is ReckonerError} */
export function isRefusal(error) {
  return error instanceof ReckonerError && !DEFECTS.includes(error.code);
}
