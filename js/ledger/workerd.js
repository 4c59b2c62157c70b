// The ledger's entry of workerd.

import { start } from "../start.js";
import module from "./ready_reckoner_bg.wasm";

export * from "./api.js";

start(module);
