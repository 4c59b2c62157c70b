// The mock ledger, whose WebAssembly module starts with the first ledger.

export { ReckonerError } from "../error.js";
export { MockLedger } from "./mock-ledger.js";
