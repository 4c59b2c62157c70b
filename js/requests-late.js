// Whole requests and documents that are judged, for Node: their code is read at their first call.
// An import that had it would take a tenth longer.

import { requests } from "./source/half.js";

export function calculateCharges(request, book) {
  return requests().calculateCharges(request, book);
}

export function explainCharges(request, book) {
  return requests().explainCharges(request, book);
}

export function validateBook(book, options) {
  return requests().validateBook(book, options);
}

export function validateBalanceQuery(body, options) {
  return requests().validateBalanceQuery(body, options);
}

export function validateCaasDebit(body, options) {
  return requests().validateCaasDebit(body, options);
}

export function validateChargeCalculation(body, options) {
  return requests().validateChargeCalculation(body, options);
}

export function validateChargeCreation(body, options) {
  return requests().validateChargeCreation(body, options);
}

export function validateDebit(body, options) {
  return requests().validateDebit(body, options);
}

export function validatePayment(body, options) {
  return requests().validatePayment(body, options);
}

export function validateRefund(body, options) {
  return requests().validateRefund(body, options);
}

export function validateSubscription(body, options) {
  return requests().validateSubscription(body, options);
}
