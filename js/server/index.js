// A ledger behind HTTP.

export { ReckonerError } from "../error.js";
export { fetchHandler } from "./fetch-handler.js";
export { listen } from "./listen.js";
