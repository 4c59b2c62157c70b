import { FORMULA } from "./defaults.js";

/**
 * What other views know of the tariff: the formula that it shows, which the ledger can charge by.
 */
export const tariff = { formula: FORMULA };
