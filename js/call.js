import { asError } from "./error.js";

/** Calls into a module: its refusals become errors. */
export function call(action) {
  try {
    return action();
  } catch (thrown) {
    throw asError(thrown);
  }
}
