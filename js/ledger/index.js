// The ledger's entry of browsers, workers and bundlers.

import { start } from "../start.js";
import { bytes } from "./bytes.js";

export * from "./api.js";

start(bytes());
