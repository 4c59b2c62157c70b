// The start of the module of requests, which waits for the first call that needs it.

import { instanceOf } from "./instance.js";
import { __wbg_reset_state, initSync } from "./ready_reckoner_requests.js";
import { source } from "./source/requests.js";

/** The module's memory and its generation. */
export const memory = /* @__PURE__ */ instanceOf(initSync, __wbg_reset_state);

/** Starts the module from its bytes or compiled form. Once is enough; more do nothing. */
export function start(module) {
  memory.start(module);
}

/** As much memory as a request of some ten thousand lines takes. */
const KEPT = 1 << 26;

/** Calls into the module, after its start, with more to come for which its memory is kept. */
export function startedAndKept(action) {
  if (!memory.isStarted) memory.start(source());
  return memory.call(action);
}

/** Calls into the module, after its start; what a very large request took is given back then. */
export function started(action) {
  try {
    return startedAndKept(action);
  } finally {
    if (memory.isStarted) memory.leave(KEPT);
  }
}
