// Requests of HTTP on the quick way: as one text in and as one text out, instead of field by field.

import { keepsMore, NO_ROOM } from "../no-room.js";
import { plainBody, plainRequest } from "../plain.js";
import * as raw from "./ready_reckoner.js";
import { memory, started } from "./start.js";

const { getPrototypeOf, prototype: ROOT } = Object;
const { ownKeys } = Reflect;

/** Longer texts would leave the ledger with more room than it needs again. */
const QUICK_MAX = 1 << 16;

/** The fields of a request, and of how it is to be answered. */
const REQUEST = ["method", "url", "headers", "body"];
const HANDLING = ["admin", "outage"];

/** How a request is answered if nothing is said of that. */
const BY_DEFAULT = {};

/** Half of a character, which no bytes of UTF-8 are; older runtimes cannot tell. */
const isWellFormed = String.prototype.isWellFormed ?? (() => false);

/**
 * A request that may go the quick way.
 *
 * @typedef {object} Quick
 * @property {string[]} lines its method, its URL, and of each header the name and the value
 * @property {string | undefined} body
 * @property {string} head the lines as one text
 * @property {string} text the head, and behind it the body
 * @property {boolean} admin
 * @property {boolean | undefined} outage
 */

/**
 * Reads a request, and how it is to be answered: for the quick way, or as copies of whatever they
 * are for the long way, which tells in full what is wrong with them.
 *
 * @returns {Quick | [any, any]}
 */
export function readExchange(request, options) {
  return readQuick(request, options) ?? [plainRequest(request), plainBody(options, "/1")];
}

/** The method of a request as it was read. @param {Quick | [any, any]} read */
export function methodOf(read) {
  return Array.isArray(read) ? read[0]?.method : read.lines[0];
}

/** Whether the module's memory has room for no more than is in it. */
export const isFull = () => started(raw.isFull);

/**
 * The response of a ledger to a request, as plain data. Where there is no room for what it would
 * have kept, and nobody has looked before, it is refused.
 *
 * @param {any} handle the raw ledger
 * @param {import("../declared.js").Sender} sender
 * @param {Quick | [any, any]} read
 */
export function exchange(handle, sender, read) {
  const [request, options] = Array.isArray(read) ? read : [requestOf(read), read];
  const isJudged = options?.outage !== undefined;
  if (isJudged || !isFull() || !keepsMore(request)) return sent(handle, sender, read);
  const refused = { ...options, outage: true };
  const response = sent(handle, sender, Array.isArray(read) ? [request, refused] : refused);
  return options?.admin === false ? response : withReason(response);
}

/** A refusal with the reason, where those who test are told. */
const withReason = ({ headers, ...others }) => ({ ...others, headers: { ...headers, ...NO_ROOM } });

const requestOf = ({ lines }) => ({ method: lines[0], url: lines[1] });

function sent(handle, sender, read) {
  if (Array.isArray(read)) return inFull(handle, read);
  const { lines, body, head, text, admin, outage = false } = read;
  const told = started(() => {
    const end = sender.send(text, memory);
    const last = body === undefined ? undefined : end;
    return handle.exchange(head.length, lines.length, last, admin, outage);
  });
  // A text of the head has an end of line in it, or a character that is not of ASCII.
  return told === undefined ? inFull(handle, givenOf(read)) : responseOf(told);
}

function inFull(handle, given) {
  return JSON.parse(started(() => handle.handle(...given)));
}

/** @returns {Quick | undefined} */
function readQuick(request, options = BY_DEFAULT) {
  try {
    if (!hasOnly(request, REQUEST) || !hasOnly(options, HANDLING)) return undefined;
    const { method, url, headers, body } = request;
    const { admin = true, outage } = options;
    if (typeof admin !== "boolean") return undefined;
    if (outage !== undefined && typeof outage !== "boolean") return undefined;
    const lines = linesOf(method, url, headers);
    if (lines === undefined || (body !== undefined && typeof body !== "string")) return undefined;
    const head = lines.join("\n");
    const text = body === undefined ? head : head + body;
    if (text.length > QUICK_MAX || !isWellFormed.call(text)) return undefined;
    return { lines, body, head, text, admin, outage };
  } catch {
    // A getter or a proxy that throws.
    return undefined;
  }
}

/** What the long way is given for a request that was to go the quick way. */
function givenOf({ lines, body, admin, outage }) {
  const [method, url, ...rest] = lines;
  const fields = [];
  for (let at = 0; at < rest.length; at += 2) fields.push([rest[at], rest[at + 1]]);
  return [{ method, url, headers: Object.fromEntries(fields), body }, { admin, outage }];
}

/** The method, the URL, and of each header its name and its value. */
function linesOf(method, url, headers) {
  if (typeof method !== "string" || typeof url !== "string") return undefined;
  const lines = [method, url];
  if (headers === undefined) return lines;
  if (!isPlain(headers)) return undefined;
  for (const name of ownKeys(headers)) {
    const value = headers[name];
    if (typeof name !== "string" || typeof value !== "string") return undefined;
    lines.push(name, value);
  }
  return lines;
}

/** Whether something is a plain object that has no other fields than these. */
function hasOnly(value, names) {
  if (!isPlain(value)) return false;
  for (const name of ownKeys(value)) if (!names.includes(name)) return false;
  return true;
}

/** Whether all that an object has is its own. */
function isPlain(value) {
  if (typeof value !== "object" || value === null) return false;
  const prototype = getPrototypeOf(value);
  return prototype === ROOT || prototype === null;
}

/** The response: a line with its status, one for each header, an empty one, and its body. */
function responseOf(text) {
  let end = text.indexOf("\n");
  const status = text.slice(0, end);
  const headers = {};
  let begin = end + 1;
  for (;;) {
    end = text.indexOf("\n", begin);
    if (end === begin) break;
    const colon = text.indexOf(":", begin);
    headers[text.slice(begin, colon)] = text.slice(colon + 1, end);
    begin = end + 1;
  }
  const response = { status: Number.parseInt(status, 10), headers, body: text.slice(end + 1) };
  return status.endsWith("lost") ? { ...response, lost: true } : response;
}
