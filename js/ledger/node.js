// The ledger's entry of Node.

import { readModule } from "../module-file.js";
import { start } from "../start.js";

export * from "./api.js";

start(readModule(new URL("./ready_reckoner_bg.wasm", import.meta.url)));
