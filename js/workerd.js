// The entry of workerd, which compiles modules when it deploys them and refuses bytes.

import module from "./ready_reckoner_bg.wasm";
import { start } from "./start.js";

export * from "./api.js";

start(module);
