// The start of the module of the ledger, which waits for the first call that needs it.

import { instanceOf } from "../instance.js";
import { __wbg_reset_state, initSync } from "./ready_reckoner.js";
import { source } from "../source/ledger.js";

/** The module's memory and its generation. */
export const memory = /* @__PURE__ */ instanceOf(initSync, __wbg_reset_state);

/** Starts the module from its bytes or compiled form. Once is enough; more do nothing. */
export function start(module) {
  memory.start(module);
}

/** Calls into the module, after its start. */
export function started(action) {
  if (!memory.isStarted) memory.start(source());
  return memory.call(action);
}
