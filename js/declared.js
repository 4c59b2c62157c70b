// Bodies as text that the module reads ten times as fast as objects: their fields, one after
// another in the order in which the module declares them.
//
// Only plain data is written so, and each property is read once. As soon as anything else turns up,
// there is no text, and the module reads the object itself, judges it, and names what is wrong with
// it.

const SEPARATOR = "\x1f";
const OBJECT = "{" + SEPARATOR;

/** The module judges longer lists itself. */
const LENGTH_MAX = 1_000_000;

const unusual = new Error();

/** Older runtimes leave lone surrogates to the module. */
const isWellFormed = String.prototype.isWellFormed ?? (() => false);

/**
 * What the module declares, for the writers: the fields of each object with their names as a set.
 * The texts of a field are collected where it has a set for them.
 *
 * @typedef {{ name: string, isList: boolean, inner?: Declared, texts?: Set<string> }} Field
 * @typedef {{ fields: Field[], names: Set<string> }} Declared
 * @returns {Declared}
 */
export function prepare(declaration) {
  const fields = declaration.map(({ name, isList, fields: inner }) => {
    return { name, isList, inner: inner && prepare(inner), texts: undefined };
  });
  return { fields, names: new Set(fields.map(({ name }) => name)) };
}

/** All fields of this name, wherever they are. */
export function findAll({ fields }, wanted) {
  return fields.flatMap((field) => {
    if (field.name === wanted) return [field];
    return field.inner === undefined ? [] : findAll(field.inner, wanted);
  });
}

/** The text of a body, or undefined; fields that are not declared are passed over. */
export function writeBody(declared, body) {
  return attempted(() => fieldsOf(declared, body));
}

function fieldsOf({ fields }, value) {
  if (!isPlainObject(value)) throw unusual;
  let text = "";
  for (let index = 0; index < fields.length; index += 1) {
    const field = fields[index];
    const given = value[field.name];
    if (given === undefined || given === null) text += SEPARATOR;
    else if (field.isList) text += listOf(field, given);
    else if (field.inner !== undefined) text += OBJECT + fieldsOf(field.inner, given);
    else text += leaf(field, given);
  }
  return text;
}

/** Of a list whose items are not declared, only the length. */
function listOf({ inner }, value) {
  if (!Array.isArray(value)) throw unusual;
  // A proxy may tell another length each time.
  const { length } = value;
  if (typeof length !== "number" || length > LENGTH_MAX) throw unusual;
  let text = "[" + length + SEPARATOR;
  if (inner === undefined) return text;
  for (let index = 0; index < length; index += 1) text += OBJECT + fieldsOf(inner, value[index]);
  return text;
}

function leaf(field, value) {
  if (typeof value === "string") {
    if (value.includes(SEPARATOR)) throw unusual;
    if (field.texts !== undefined) field.texts.add(value);
    return "s" + value + SEPARATOR;
  }
  if (typeof value === "number") return "#" + value + SEPARATOR;
  if (typeof value === "bigint") return "i" + value + SEPARATOR;
  throw unusual;
}

/**
 * The text of a body that has no other fields than the declared ones, and a copy of it as its
 * answer tells it: in the order of the declaration, numbers as texts, without objects that say
 * nothing.
 */
export function copyBody(declared, body) {
  const copy = {};
  const text = attempted(() => copied(declared, body, copy));
  return text === undefined ? undefined : { text, copy };
}

function copied({ fields, names }, value, copy) {
  if (!isPlainObject(value)) throw unusual;
  for (const name in value) {
    if (!names.has(name)) throw unusual;
  }
  let text = "";
  for (let index = 0; index < fields.length; index += 1) {
    const { name, inner } = fields[index];
    const given = value[name];
    if (given === undefined) {
      text += SEPARATOR;
    } else if (inner !== undefined) {
      const own = {};
      text += OBJECT + copied(inner, given, own);
      for (const _ in own) {
        copy[name] = own;
        break;
      }
    } else if (typeof given === "string" && isTrim(given)) {
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
    return isWellFormed.call(text) ? text : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a value is an object as literals and JSON make them. */
export function isPlainObject(value) {
  if (typeof value !== "object" || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
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
