// Whole requests for charges, and the documents that are judged.

export { calculateCharges, explainCharges } from "./charges.js";
export * from "./validators.js";
