// Bodies judged. A validator never throws, whatever it is given.

/** @import { ReckonerError } from "./error.js" */
import { plainBody } from "./plain.js";
import * as raw from "./ready_reckoner_requests.js";
import { started } from "./requests-start.js";

export function validateBalanceQuery(body, options) {
  return judge("balanceQuery", body, options);
}

export function validateCaasDebit(body, options) {
  return judge("caasDebit", body, options);
}

export function validateChargeCalculation(body, options) {
  return judge("chargeCalculation", body, options);
}

export function validateChargeCreation(body, options) {
  return judge("chargeCreation", body, options);
}

export function validateDebit(body, options) {
  return judge("debit", body, options);
}

export function validatePayment(body, options) {
  return judge("payment", body, options);
}

export function validateRefund(body, options) {
  return judge("refund", body, options);
}

export function validateSubscription(body, options) {
  return judge("subscription", body, options);
}

function judge(kind, body, options) {
  const strict = isStrict(options);
  let read;
  try {
    read = plainBody(body);
  } catch (refusal) {
    return { valid: false, problems: /** @type {ReckonerError} */ (refusal).problems };
  }
  return started(() => raw.validate(kind, read, strict));
}

function isStrict(options) {
  try {
    return options?.strict === true;
  } catch {
    return false;
  }
}
