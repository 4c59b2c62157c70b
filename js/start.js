import { ReckonerError } from "./error.js";
import { initSync } from "./ready_reckoner.js";

let started = false;

/** The module's memory, once it is there. */
export let memory;

/** Gives the API its WebAssembly: bytes or a compiled module. Once is enough; more do nothing. */
export function start(module) {
  if (started) return;
  ({ memory } = initSync({ module }));
  started = true;
}

/** Refuses a call that comes before the start, which only the slim entry leaves to its user. */
export function requireStart() {
  if (started) return;
  throw new ReckonerError({
    code: "not-initialised",
    message:
      "the WebAssembly module is not there yet: call `await init()` or `initSync(module)` of " +
      "the slim entry first",
  });
}
