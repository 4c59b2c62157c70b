// The fields of a payment as one text, which the module reads ten times as fast as an object.
//
// The text says all that the body says, or there is none: the module then reads the body itself.

import { isPlainObject } from "../request-text.js";

const SEPARATOR = "\x1f";

const BODY = new Set(["makePayment"]);
const PAYMENT = new Set([
  "clientCorrelator",
  "endUserId",
  "notifyURL",
  "paymentAmount",
  "referenceCode",
]);
const AMOUNT = new Set(["chargingInformation", "chargingMetaData"]);
const INFORMATION = new Set(["amount", "currency", "description"]);
const META_DATA = new Set(["channel", "onBehalfOf", "purchaseCategoryCode"]);
const NO_META_DATA = SEPARATOR.repeat(META_DATA.size);
const NOTHING = {};

const unusual = new Error();

/** Older runtimes leave lone surrogates to the module. */
const isWellFormed = String.prototype.isWellFormed ?? (() => false);

/**
 * What a plain body says, each field read once, and `text`: the fields in the order of
 * `Payment::of_text`, without the objects around them. Undefined for any other body.
 */
export function writePayment(body) {
  try {
    const { makePayment } = only(BODY, body);
    const { clientCorrelator, endUserId, notifyURL, paymentAmount, referenceCode } = only(
      PAYMENT,
      makePayment,
    );
    const { chargingInformation, chargingMetaData } = only(AMOUNT, paymentAmount);
    const { amount, currency, description } = only(INFORMATION, chargingInformation);
    const { channel, onBehalfOf, purchaseCategoryCode } =
      chargingMetaData === undefined ? NOTHING : only(META_DATA, chargingMetaData);
    const metaData = field(onBehalfOf) + field(purchaseCategoryCode) + field(channel);
    const text =
      field(clientCorrelator) +
      field(endUserId) +
      field(amount) +
      field(currency) +
      field(description) +
      metaData +
      field(referenceCode) +
      field(notifyURL);
    if (!isWellFormed.call(text)) return undefined;
    return {
      text,
      clientCorrelator,
      endUserId,
      amount,
      currency,
      description,
      hasMetaData: metaData !== NO_META_DATA,
      onBehalfOf,
      purchaseCategoryCode,
      channel,
      referenceCode,
      notifyURL,
    };
  } catch {
    return undefined;
  }
}

function field(value) {
  if (value === undefined) return SEPARATOR;
  if (typeof value === "string" && isTrim(value)) return "s" + value + SEPARATOR;
  if (typeof value === "number") return "#" + value + SEPARATOR;
  throw unusual;
}

/** An object with no other fields than these. */
function only(names, value) {
  if (!isPlainObject(value)) throw unusual;
  for (const name in value) {
    if (!names.has(name)) throw unusual;
  }
  return value;
}

/**
 * Whether a text is sent as it is: the module drops white space around texts, and empty ones. A
 * separator inside makes one field more, which the module sees.
 */
function isTrim(text) {
  return isInk(text, 0) && isInk(text, text.length - 1);
}

function isInk(text, place) {
  const code = text.charCodeAt(place);
  return code > 0x20 && code < 0x7f;
}

/** The answer to what was written: the module's own, or what was given with what it adds. */
export function readAnswer(given, text) {
  if (text.startsWith("{")) return JSON.parse(text);
  const between = text.indexOf(SEPARATOR);
  const last = text.lastIndexOf(SEPARATOR);
  const makePayment = {};
  optional(makePayment, "clientCorrelator", given.clientCorrelator);
  makePayment.endUserId = given.endUserId;
  makePayment.paymentAmount = paymentAmount(given);
  makePayment.referenceCode = given.referenceCode;
  makePayment.serverReferenceCode = text.slice(0, between);
  makePayment.resourceURL = text.slice(between + 1, last);
  optional(makePayment, "notifyURL", given.notifyURL);
  makePayment.transactionOperationStatus = text.slice(last + 1);
  return { status: 200, body: { makePayment }, replayed: false };
}

function paymentAmount(given) {
  const { currency, description } = given;
  const chargingInformation = { amount: String(given.amount), currency, description };
  if (!given.hasMetaData) return { chargingInformation };
  const chargingMetaData = {};
  optional(chargingMetaData, "onBehalfOf", given.onBehalfOf);
  optional(chargingMetaData, "purchaseCategoryCode", given.purchaseCategoryCode);
  optional(chargingMetaData, "channel", given.channel);
  return { chargingInformation, chargingMetaData };
}

function optional(object, name, value) {
  if (value !== undefined) object[name] = value;
}
