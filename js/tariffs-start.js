// The start of the module of tariffs, which waits for the first call that needs it. Node has a part
// of it that compiles and charges: it is started first, and the whole when more is needed.

import { instanceOf } from "./instance.js";
import { __wbg_reset_state, initSync } from "./ready_reckoner_tariffs.js";
import { part, source } from "./source/tariffs.js";

/** The module's memory and its generation. */
export const memory = /* @__PURE__ */ instanceOf(initSync, __wbg_reset_state);

/** Starts the module from its bytes or compiled form. Once is enough; more do nothing. */
export function start(module) {
  memory.start(module);
}

/** Starts the whole module, which takes away what a part of it has kept. */
export function startWhole() {
  if (!memory.isWhole) memory.start(source());
}

/** Calls into the whole module, after its start. */
export function started(action) {
  startWhole();
  return memory.call(action);
}

/**
 * Calls into the module, be it only a part, after its start. What the part lacks is called once
 * more in the whole, so the action must not go by what an earlier one has made.
 */
export function startedSoon(action) {
  if (memory.isWhole || part === undefined) return started(action);
  if (!memory.isStarted) memory.begin(part());
  try {
    return memory.call(action);
  } catch (error) {
    if (/** @type {{ code?: string }} */ (error).code !== "internal") throw error;
  }
  return started(action);
}
