import { ReckonerError } from "./error.js";

/**
 * Where the slim entries have their module from, before their user has started it: from nowhere.
 *
 * @returns {never}
 */
export function source() {
  throw new ReckonerError({
    code: "not-initialised",
    message:
      "the WebAssembly module is not there yet: call `await init()` or `initSync(module)` of " +
      "the slim entry first",
  });
}
