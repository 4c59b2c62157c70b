// Requests of HTTP on the quick way: as one text in and as one text out, instead of field by field.

import { BUILT_IN } from "../plain.js";
import { memory, started } from "./start.js";

/** Longer texts would leave the ledger with more room than it needs again. */
const QUICK_MAX = 1 << 16;

/**
 * The response of a ledger to a request, both as plain data.
 *
 * @param {any} handle the raw ledger
 * @param {import("../declared.js").Sender} sender
 * @param {[any, any]} given copies of the request and of how it is to be answered
 */
export function exchange(handle, sender, given) {
  const text = quickly(given);
  if (text !== undefined) {
    const [, { admin = true, outage = false } = {}] = given;
    const told = started(() => handle.exchange(sender.send(text, memory), admin, outage));
    if (told !== undefined) return responseOf(told);
  }
  // What is not quite right is told of in full.
  return JSON.parse(started(() => handle.handle(...given)));
}

function quickly([request, options]) {
  try {
    const isQuick = isRequest(request) && (options === undefined || isHandling(options));
    return isQuick ? textOf(request) : undefined;
  } catch {
    // A copy throws where what was copied did.
    return undefined;
  }
}

/** A request as one text: its head as JSON in the first line, its body behind that. */
function textOf({ method, url, headers, body }) {
  const head = JSON.stringify({ method, url, headers });
  if (body === undefined) return head;
  if (body.length > QUICK_MAX || HALF.test(body)) return undefined;
  return `${head}\n${body}`;
}

/** Half of a character, which no bytes of UTF-8 are; JSON keeps those of the head. */
const HALF = /[\ud800-\udfff]/u;

const IS_REQUEST = {
  method: isText,
  url: isText,
  headers: (fields) => fields === undefined || (isObject(fields) && all(fields, isText)),
  body: (body) => body === undefined || isText(body),
};

const IS_HANDLING = { admin: isSwitch, outage: isSwitch };

function isRequest(value) {
  return isObject(value) && isText(value.method) && isText(value.url) && isOf(value, IS_REQUEST);
}

function isHandling(value) {
  return isObject(value) && isOf(value, IS_HANDLING);
}

/** Whether an object has these fields only, each as it should be. */
function isOf(object, fields) {
  return all(object, (value, name) => fields[name]?.(value) ?? false);
}

function all(object, holds) {
  for (const name in object) if (!holds(object[name], name)) return false;
  return true;
}

function isText(value) {
  return typeof value === "string";
}

function isSwitch(value) {
  return value === undefined || typeof value === "boolean";
}

function isObject(value) {
  const isRead = typeof value === "object" && value !== null && value !== BUILT_IN;
  return isRead && !Array.isArray(value);
}

/** The response: its head is JSON in the first line, and the rest its body. */
function responseOf(text) {
  const end = text.indexOf("\n");
  const { status, headers, ...others } = JSON.parse(text.slice(0, end));
  return { status, headers, body: text.slice(end + 1), ...others };
}
