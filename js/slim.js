// The entry that leaves the module in a file of its own and its loading to the user. One file has
// both halves of the API, because `init` and `initSync` are given one.

import { startFrom } from "./loading.js";
import { start as startRequests } from "./requests-start.js";
import { start as startTariffs } from "./tariffs-start.js";

export * from "./index.js";

/** Loads the module, by default the file beside this one, and starts the API. */
export function init(source = new URL("./ready_reckoner_bg.wasm", import.meta.url)) {
  return startFrom(source, initSync);
}

/** Starts the API with a module given now: bytes or a `WebAssembly.Module`. */
export function initSync(module) {
  startTariffs(module);
  // Both halves have the same glue here, which starts once.
  startRequests(module);
}
