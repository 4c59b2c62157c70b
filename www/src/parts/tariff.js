/**
 * What other views know of the tariff: the formula that it shows, which the ledger can charge by.
 */
export const tariff = { formula: "A<1000C|5C|2.5P*A|>30C|<2000C" };
