// Calls into the module: its refusals become errors.

import { asError } from "./error.js";
import { requireStart } from "./start.js";

export function call(action) {
  try {
    return action();
  } catch (thrown) {
    throw asError(thrown);
  }
}

/** The same for what may be called before the module is there. */
export function started(action) {
  requireStart();
  return call(action);
}
