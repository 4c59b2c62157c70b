// What every entry of the ledger exports.

export { ReckonerError } from "../error.js";
export { MockLedger } from "./mock-ledger.js";
