// The entry of browsers, workers and bundlers. The module is part of the code and starts at once:
// there is no asset for a bundler to lose and nothing to wait for.

import { bytes } from "./bytes.js";
import { start } from "./start.js";

export * from "./api.js";

start(bytes());
