// The entry of Node, which reads the module from the package's own folder.

import { readModule } from "./module-file.js";
import { start } from "./start.js";

export * from "./api.js";

start(readModule(new URL("./ready_reckoner_bg.wasm", import.meta.url)));
