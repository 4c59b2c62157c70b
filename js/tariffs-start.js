// The start of the module of tariffs, which waits for the first call that needs it.

import { call } from "./call.js";
import { initSync } from "./ready_reckoner_tariffs.js";
import { source } from "./source/tariffs.js";

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
