// Plain data as JSON, which the module reads ten times as fast as objects.
//
// Each property is read once, so that what was looked at is what is sent. Only plain data is written
// so: of anything else, such as an instance of a class or a number that JSON does not have, there is
// no text, and the module reads the object itself, judges it, and names what is wrong with it.

/** How many levels of objects and lists the module reads, and how long a list may be. */
const DEPTH_MAX = 64;
const LENGTH_MAX = 1_000_000;

/** An object with more fields is nobody's request. */
const BREADTH_MAX = 10_000;

/** How many values there may be in all: a million lines of a request. */
const VALUES_MAX = 32_000_000;

/** How many characters there may be in all. */
const TEXT_MAX = 1 << 27;

const unusual = new Error();

/** Older runtimes leave lone surrogates to the module. */
const isWellFormed = String.prototype.isWellFormed ?? (() => false);

/** What has to be written in another way inside a string. */
const ESCAPED = /["\\\u0000-\u001f]/;

/** Names with their quotes and colon: there are few, and they come again and again. */
const NAMES_MAX = 1_000;
const names = new Map();

/** What is being written: how many values are left, and whose texts are collected in which set. */
let left;
let collected;
let found;

/**
 * The JSON of plain data, or undefined. All texts of fields that are called `name` are added to
 * `texts`.
 */
export function writeJson(value, name, texts) {
  left = VALUES_MAX;
  collected = name;
  found = texts;
  try {
    const text = object(value, DEPTH_MAX);
    return text.length <= TEXT_MAX && isWellFormed.call(text) ? text : undefined;
  } catch {
    return undefined;
  }
}

function write(value, depth) {
  left -= 1;
  if (typeof value === "string") return quoted(value);
  if (typeof value === "number" && Number.isFinite(value)) return "" + value;
  if (typeof value === "boolean") return value ? "true" : "false";
  if (value === null) return "null";
  if (typeof value !== "object" || depth === 0 || left < 0) throw unusual;
  return Array.isArray(value) ? list(value, depth) : object(value, depth);
}

function object(value, depth) {
  if (!isPlainObject(value)) throw unusual;
  const keys = Reflect.ownKeys(value);
  if (keys.length > BREADTH_MAX) throw unusual;
  let text = "{";
  for (let index = 0; index < keys.length; index += 1) {
    const key = keys[index];
    if (typeof key === "symbol") continue;
    const field = value[key];
    if (field === undefined) continue;
    if (key === collected && typeof field === "string") found.add(field);
    text += (text === "{" ? nameOf(key) : "," + nameOf(key)) + write(field, depth - 1);
  }
  return text + "}";
}

/** A proxy may tell another length each time: it is read once. */
function list(value, depth) {
  const { length } = value;
  if (!Number.isInteger(length) || length < 0 || length > LENGTH_MAX) throw unusual;
  let text = "[";
  for (let index = 0; index < length; index += 1) {
    text += (index === 0 ? "" : ",") + write(value[index], depth - 1);
  }
  return text + "]";
}

function nameOf(key) {
  let name = names.get(key);
  if (name === undefined) {
    name = quoted(key) + ":";
    if (names.size < NAMES_MAX) names.set(key, name);
  }
  return name;
}

function quoted(text) {
  return ESCAPED.test(text) ? JSON.stringify(text) : '"' + text + '"';
}

/** Whether a value is an object as literals and JSON make them. */
export function isPlainObject(value) {
  if (typeof value !== "object" || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

const encoder = new TextEncoder();

/**
 * Writes a text where the module will look for it, and answers how many bytes it has. The glue
 * would copy it character by character.
 */
export function sendText(handle, memory, text) {
  // A character of a string has three bytes at most.
  const room = text.length * 3;
  const place = handle.reserve(room);
  return encoder.encodeInto(text, new Uint8Array(memory.buffer, place, room)).written;
}
