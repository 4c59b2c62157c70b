// Bodies as text that the module reads ten times as fast as objects: their fields, one after
// another in the order in which the module declares them.
//
// Each property is read once. What is not plain data is set aside, and a mark stands in its place:
// then the body is made again of the text and of what was set aside, and the module is given that,
// judges it, and names what is wrong with it.

import { isPolluted } from "./fields.js";
import { isFar, isList, plainBody, TEXT_MAX, TEXTS_MAX } from "./plain.js";

const SEPARATOR = "\x1f";
const OBJECT = "{" + SEPARATOR;
const ASIDE = "?" + SEPARATOR;

/** The most items of all lists together; the module says so of longer ones. */
const ITEMS_MAX = 1_000_000;

/** As many characters are joined at once. */
const JOINED = 1 << 14;

/** What was read in the place of a property that threw. */
const THREW = Symbol("threw");

const fails = () => {
  throw new Error();
};

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

/** How far a body has been written. */
class Writing {
  /** What is no plain data, in the order of its places in the text. */
  aside = [];

  /** How many items of lists, and characters of texts, there may still be. */
  items = ITEMS_MAX;
  room = TEXTS_MAX;

  /** The name of the fields whose texts are collected, if any are. */
  wanted;

  /** @type {Set<string> | undefined} */
  texts;

  constructor(wanted) {
    this.wanted = wanted;
    if (wanted !== undefined) this.texts = new Set();
  }

  /** The mark of a value that is set aside. Nothing in it has been read. */
  put(value) {
    this.aside.push(value);
    return ASIDE;
  }

  /** Whether the text is all that there is to say. */
  isWhole(text) {
    return this.aside.length === 0 && isWellFormed.call(text);
  }
}

/**
 * A body as text, with the texts in its fields of the wanted name; or as a copy, if it is not
 * plain. Fields that are not declared are passed over.
 */
export function writeBody(declared, body, wanted) {
  if (!isPlainObject(body) || isPolluted()) return { copy: plainBody(body) };
  const writing = new Writing(wanted);
  const text = fieldsOf(declared, body, writing);
  if (writing.isWhole(text)) return { text, texts: writing.texts };
  return { copy: madeAgain(declared, text, writing.aside, "") };
}

function fieldsOf({ fields }, value, writing) {
  let text = "";
  for (let index = 0; index < fields.length; index += 1) {
    const field = fields[index];
    const given = read(value, field.name);
    if (given === undefined || given === null) text += SEPARATOR;
    else if (field.isList) text += listOf(field, given, writing);
    else if (field.inner !== undefined) text += objectOf(field.inner, given, writing);
    else text += leaf(field, given, writing);
  }
  return text;
}

function objectOf(declared, value, writing) {
  if (!isPlainObject(value)) return writing.put(value);
  return OBJECT + fieldsOf(declared, value, writing);
}

/** Of a list whose items are not declared, only the length. */
function listOf({ inner }, value, writing) {
  if (!isList(value)) return writing.put(value);
  // A proxy may tell another length each time.
  const length = read(value, "length");
  if (typeof length !== "number") return writing.put(brokenList());
  if (!(length <= writing.items)) return writing.put(new Array(ITEMS_MAX + 1));
  const start = "[" + length + SEPARATOR;
  if (inner === undefined) return start;
  writing.items -= length;
  let text = start;
  let last = "";
  for (let index = 0; index < length; index += 1) {
    last += objectOf(inner, read(value, index), writing);
    if (last.length < JOINED) continue;
    text += joined(last);
    last = "";
  }
  return text + last;
}

/**
 * The same text in one piece. Added to, a text is a tree of its parts, and the collector of garbage
 * would have a hundred thousand of them to keep.
 */
function joined(text) {
  text.charCodeAt(0);
  return text;
}

function leaf({ name }, value, writing) {
  if (typeof value === "string") {
    if (name === writing.wanted) writing.texts.add(value);
    const { length } = value;
    writing.room -= length;
    if (length > TEXT_MAX || writing.room < 0 || value.includes(SEPARATOR)) {
      return writing.put(value);
    }
    return "s" + value + SEPARATOR;
  }
  if (typeof value === "number") return "#" + value + SEPARATOR;
  if (typeof value === "bigint" && !isFar(value)) return "i" + value + SEPARATOR;
  return writing.put(value);
}

/**
 * A body that has no other fields than the declared ones, as text and as its answer tells it: in
 * the order of the declaration, numbers as texts, without objects that say nothing. Of any other
 * one, a copy.
 *
 * @param {string} path where the body stands
 * @returns {{ text: string, told: any } | { text: undefined, copy: any }}
 */
export function copyBody(declared, body, path) {
  if (!isPlainObject(body) || isPolluted() || hasOthers(body, declared.names)) {
    return { text: undefined, copy: plainBody(body, path) };
  }
  const writing = new Writing(undefined);
  const told = {};
  const text = copied(declared, body, told, writing);
  if (writing.isWhole(text)) return { text, told };
  return { text: undefined, copy: madeAgain(declared, text, writing.aside, path) };
}

/** A copy of the body that a text is all of. */
export function copyOfText(declared, text, path) {
  return madeAgain(declared, text, [], path);
}

function copied({ fields }, value, told, writing) {
  let text = "";
  for (let index = 0; index < fields.length; index += 1) {
    const { name, inner } = fields[index];
    const given = read(value, name);
    if (given === undefined) {
      text += SEPARATOR;
    } else if (inner !== undefined) {
      const own = {};
      text += objectCopied(inner, given, own, writing);
      for (const _ in own) {
        told[name] = own;
        break;
      }
    } else if (typeof given === "string" && given.length <= TEXT_MAX && isTrim(given)) {
      text += "s" + given + SEPARATOR;
      told[name] = given;
    } else if (typeof given === "number") {
      text += "#" + given + SEPARATOR;
      told[name] = String(given);
    } else {
      text += writing.put(given);
    }
  }
  return text;
}

function objectCopied(declared, value, told, writing) {
  if (!isPlainObject(value) || hasOthers(value, declared.names)) return writing.put(value);
  return OBJECT + copied(declared, value, told, writing);
}

/** A property of an object, or that it threw. */
function read(value, name) {
  try {
    return value[name];
  } catch {
    return THREW;
  }
}

/** Whether an object has other fields than these; of one that throws, it is not known. */
function hasOthers(value, names) {
  try {
    // The names of the characters of a text that is an object would all be listed.
    if (Object.hasOwn(value, "length")) return true;
    for (const name in value) {
      if (!names.has(name)) return true;
    }
    return false;
  } catch {
    return true;
  }
}

/**
 * Whether a text is sent as it is: the module drops white space around texts, and empty ones.
 */
function isTrim(text) {
  return isInk(text, 0) && isInk(text, text.length - 1) && !text.includes(SEPARATOR);
}

function isInk(text, place) {
  const code = text.charCodeAt(place);
  return code > 0x20 && code < 0x7f;
}

/** A copy of a body of which this text was written: what was set aside is read now. */
function madeAgain(declared, text, aside, path) {
  const parts = text.split(SEPARATOR).values();
  const values = aside.values();
  const next = (inner) => {
    const part = parts.next().value;
    const rest = part.slice(1);
    switch (part[0]) {
      case "s":
        return rest;
      case "#":
        return Number(rest);
      case "i":
        return BigInt(rest);
      case "{":
        return fieldsAgain(inner, next);
      case "[":
        return itemsAgain(inner, Number(rest), next);
      case "?":
        return values.next().value;
      default:
        return undefined;
    }
  };
  return plainBody(fieldsAgain(declared, next), path);
}

function fieldsAgain({ fields }, next) {
  const object = {};
  for (const { name, inner } of fields) {
    const value = next(inner);
    if (value !== undefined) put(object, name, value);
  }
  return object;
}

function itemsAgain(inner, length, next) {
  const list = new Array(length);
  for (let index = 0; inner !== undefined && index < length; index += 1) {
    put(list, index, next(inner));
  }
  return list;
}

/** A property; one that threw does so again. */
function put(object, name, value) {
  if (value !== THREW) object[name] = value;
  else Object.defineProperty(object, name, { enumerable: true, get: fails });
}

/** To the module, it is as a list that throws. */
function brokenList() {
  return new Proxy([], { get: fails });
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

/** Made at the first text: an import must not fail where there is none. */
let encoder;

/** How many bytes the module keeps for texts after a call, as it knows itself. */
const KEPT = 1 << 20;

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
    encoder ??= new TextEncoder();
    const { written } = encoder.encodeInto(text, this.#room);
    if (this.#room.length > KEPT) this.#room = new Uint8Array(0);
    return written;
  }
}
