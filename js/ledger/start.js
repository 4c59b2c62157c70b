// The start of the module of the ledger, which waits for the first call that needs it.

import { call } from "../call.js";
import { initSync } from "./ready_reckoner.js";
import { source } from "../source/ledger.js";

/** The module's memory, once it is there. */
export let memory;

/** Starts the module from its bytes or compiled form. Once is enough; more do nothing. */
export function start(module) {
  if (memory === undefined) ({ memory } = initSync({ module }));
}

/** Calls into the module, after its start. */
export function started(action) {
  if (memory === undefined) start(source());
  return call(action);
}
