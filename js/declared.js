// Bodies as text that the module reads ten times as fast as objects: their fields, one after
// another in the order in which the module declares them.
//
// Only plain data is written so, and each property is read once. As soon as anything else turns up,
// there is no text: the module is given a copy of the object, judges it, and names what is wrong
// with it. The copy goes on with what has been read.

import { isFar, isList, TEXT_MAX, TEXTS_MAX, THREW } from "./plain.js";

const SEPARATOR = "\x1f";
const OBJECT = "{" + SEPARATOR;

/** The module judges longer lists itself. */
const LENGTH_MAX = 1_000_000;

const unusual = new Error();

/** Older runtimes leave lone surrogates to the module. */
const isWellFormed = String.prototype.isWellFormed ?? (() => false);

/**
 * What the module declares, for the writers: the fields of each object with their names as a set.
 *
 * @typedef {{ name: string, isList: boolean, inner?: Declared }} Field
 * @typedef {{ fields: Field[], names: Set<string> }} Declared
 * @returns {Declared}
 */
export function prepare(declaration) {
  const fields = declaration.map(({ name, isList, fields: inner }) => {
    return { name, isList, inner: inner && prepare(inner) };
  });
  return { fields, names: new Set(fields.map(({ name }) => name)) };
}

/** What has been read of a body. */
export class Seen {
  /** Objects and lists with what they had: the declared fields, or the length and the items. */
  #parts = [];

  /** Where to put what is read of an object or a list: `THREW` first, then what was read. */
  part(of, fields) {
    const had = [];
    this.#parts.push(of, fields, had);
    return had;
  }

  /** By object and name, or position. */
  properties() {
    const parts = this.#parts;
    const all = new Map();
    for (let index = 0; index < parts.length; index += 3) {
      const [of, fields, had] = parts.slice(index, index + 3);
      const name = (place) => (place === 0 ? "length" : place - 1);
      const entries = had.map((value, place) => [fields?.[place].name ?? name(place), value]);
      all.set(of, new Map(entries));
    }
    return all;
  }
}

/**
 * The text of a body, or undefined; fields that are not declared are passed over.
 *
 * @param {Seen} seen is told what is read
 * @param {string} wanted the name of a field
 * @param {Set<string>} texts is told the texts in it
 */
export function writeBody(declared, body, seen, wanted, texts) {
  return attempted(() => fieldsOf(declared, body, { seen, texts, wanted }));
}

function fieldsOf({ fields }, value, writing) {
  if (!isPlainObject(value)) throw unusual;
  const had = writing.seen.part(value, fields);
  let text = "";
  for (let index = 0; index < fields.length; index += 1) {
    const field = fields[index];
    had.push(THREW);
    const given = (had[index] = value[field.name]);
    if (given === undefined || given === null) text += SEPARATOR;
    else if (field.isList) text += listOf(field, given, writing);
    else if (field.inner !== undefined) text += OBJECT + fieldsOf(field.inner, given, writing);
    else text += leaf(field, given, writing);
  }
  return text;
}

/** Of a list whose items are not declared, only the length. */
function listOf({ inner }, value, writing) {
  if (!isList(value)) throw unusual;
  const had = writing.seen.part(value, undefined);
  // A proxy may tell another length each time.
  had.push(THREW);
  const length = (had[0] = value.length);
  if (typeof length !== "number" || length > LENGTH_MAX) throw unusual;
  let text = "[" + length + SEPARATOR;
  if (inner === undefined) return text;
  for (let index = 0; index < length; index += 1) {
    had.push(THREW);
    const item = (had[index + 1] = value[index]);
    text += OBJECT + fieldsOf(inner, item, writing);
  }
  return text;
}

function leaf({ name }, value, { texts, wanted }) {
  if (typeof value === "string") {
    if (value.length > TEXT_MAX || value.includes(SEPARATOR)) throw unusual;
    if (name === wanted) texts.add(value);
    return "s" + value + SEPARATOR;
  }
  if (typeof value === "number") return "#" + value + SEPARATOR;
  if (typeof value === "bigint" && !isFar(value)) return "i" + value + SEPARATOR;
  throw unusual;
}

/**
 * The text of a body that has no other fields than the declared ones, and a copy of it as its
 * answer tells it: in the order of the declaration, numbers as texts, without objects that say
 * nothing.
 *
 * @param {Seen} seen is told what is read
 */
export function copyBody(declared, body, seen) {
  const copy = {};
  const text = attempted(() => copied(declared, body, copy, seen));
  return text === undefined ? undefined : { text, copy };
}

function copied({ fields, names }, value, copy, seen) {
  if (!isPlainObject(value) || hasOthers(value, names)) throw unusual;
  const had = seen.part(value, fields);
  let text = "";
  for (let index = 0; index < fields.length; index += 1) {
    const { name, inner } = fields[index];
    had.push(THREW);
    const given = (had[index] = value[name]);
    if (given === undefined) {
      text += SEPARATOR;
    } else if (inner !== undefined) {
      const own = {};
      text += OBJECT + copied(inner, given, own, seen);
      for (const _ in own) {
        copy[name] = own;
        break;
      }
    } else if (typeof given === "string" && given.length <= TEXT_MAX && isTrim(given)) {
      text += "s" + given + SEPARATOR;
      copy[name] = given;
    } else if (typeof given === "number") {
      text += "#" + given + SEPARATOR;
      copy[name] = String(given);
    } else {
      throw unusual;
    }
  }
  return text;
}

/** Whether an object has other fields than these; of one that throws, it is not known. */
function hasOthers(value, names) {
  try {
    for (const name in value) {
      if (!names.has(name)) return true;
    }
    return false;
  } catch {
    return true;
  }
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

function attempted(write) {
  try {
    const text = write();
    return text.length <= TEXTS_MAX && isWellFormed.call(text) ? text : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a value is an object as literals and JSON make them. */
export function isPlainObject(value) {
  if (typeof value !== "object" || value === null) return false;
  try {
    const prototype = Object.getPrototypeOf(value);
    return prototype === Object.prototype || prototype === null;
  } catch {
    return false;
  }
}

const encoder = new TextEncoder();

/** Writes texts where a handle of the module looks for them. */
export class Sender {
  #handle;

  /** The room that the handle has. It has no length when the memory has grown. */
  #room = new Uint8Array(0);

  constructor(handle) {
    this.#handle = handle;
  }

  /** How many bytes the text has. The glue would copy it character by character. */
  send(text, memory) {
    // A character of a string has three bytes at most.
    const most = text.length * 3;
    if (most > this.#room.length) {
      const place = this.#handle.reserve(most);
      this.#room = new Uint8Array(memory.buffer, place, most);
    }
    return encoder.encodeInto(text, this.#room).written;
  }
}
