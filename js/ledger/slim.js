// The ledger's entry that leaves the module in a file of its own and its loading to the user.

import { startFrom } from "../loading.js";
import { start } from "./start.js";

export * from "./index.js";
export { start as initSync } from "./start.js";

/** Loads the module, by default the file beside this one, and starts the API. */
export function init(source = new URL("./ready_reckoner_bg.wasm", import.meta.url)) {
  return startFrom(source, start);
}
