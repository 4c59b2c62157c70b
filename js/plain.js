// What is handed over, as data of our own: rules, options, amounts, requests and bodies. It is read
// here, once, and before the module is entered: a getter or a proxy may call whatever it likes, and
// the copy is what is compiled, remembered and judged.
//
// The copy tells the module all that it says of the original, be it strange. Of a rule, what is
// longer than anything that is not refused is cut, so that a refusal costs no more than a good
// answer. Bodies may hold what nobody reads, and are given back: they are refused instead of cut.

import { ReckonerError, refuse } from "./error.js";
import { inheritedNames } from "./fields.js";

/** How many levels of objects and lists the module reads. */
const DEPTH_MAX = 64;

/** A rule has 1,000 tiers, each of a few values. */
const RULE = { values: 20_000, fields: 1_000, items: 2_000, text: 1 << 16, isCut: true };

/** As many ratios as the module reads. */
const RATIOS = { ...RULE, values: 2_000_000, items: 1_000_000 };

/** As many values as the module reads; no text in them is longer than documents may be. */
const BODY = { values: 1_000_000, fields: 20_000, items: 1_000_000, text: 1 << 20, isCut: false };

/** A request over HTTP may have a body that is too long, and is answered so. */
const REQUEST = { ...BODY, text: 1 << 26 };

/** The most characters of all texts of a body together. */
export const TEXTS_MAX = 1 << 26;
export const TEXT_MAX = BODY.text;

/** More characters than the name of a field may have in a rule. */
const NAME_MAX = 1_000;

/** Engines join the parts of a text when it is first looked into, which takes its length again. */
const JOINED_MAX = 1 << 22;
const UNREAD_TEXT = "…".repeat(300);

/** Written in more characters than an amount may have. */
const FAR = BigInt(`1${"0".repeat(1_000)}`);

const fails = () => {
  throw new Error();
};

/** To the module, these are as the originals. */
const BROKEN_OBJECT = new Proxy({}, { ownKeys: fails });
const BROKEN_LIST = new Proxy([], { get: fails });
const UNREAD = {};

/** The module takes a symbol for a field as the mark of a built-in object: copies have none. */
export const BUILT_IN = Object.freeze({ [Symbol("a built-in object")]: true });

/**
 * How far a value has been read.
 *
 * @typedef {object} Reading
 * @property {typeof RULE} limits what it may have
 * @property {number} values how many values there may still be on all levels together
 * @property {number} texts how many characters there may still be
 * @property {number} formula the length of a rule's formula
 * @property {(string | number)[]} path where the reading is, by levels
 * @property {Map<object, object> | undefined} originals what the copies are copies of
 * @property {Set<string> | undefined} others names of the outermost fields that are read elsewhere
 */

/** @returns {Reading} */
function reading(limits, originals, others) {
  const { values } = limits;
  return { limits, values, texts: TEXTS_MAX, formula: 0, path: [], originals, others };
}

/** A copy of an amount, of options or of a target. */
export function plain(value) {
  const is = typeof value;
  if (is === "number" || is === "undefined") return value;
  if (is === "string" && value.length <= RULE.text) return value;
  return copy(value, DEPTH_MAX, reading(RULE));
}

/**
 * A copy of a request, a body, or what else a ledger is given.
 *
 * @param {string} [path] where it stands among what is given
 * @param {Map<object, object>} [originals] is told what the copies are copies of
 */
export function plainBody(value, path = "", originals) {
  const is = typeof value;
  if (is === "number" || is === "undefined") return value;
  const begun = reading(BODY, originals);
  begun.path.push(path);
  return copy(value, DEPTH_MAX, begun);
}

/** A copy of a request over HTTP. */
export function plainRequest(value) {
  const begun = reading(REQUEST);
  begun.path.push("/0");
  return copy(value, DEPTH_MAX, begun);
}

/** Of all lists of ratios, so that nothing is made for each of them. */
const ratios = reading(RATIOS);

/** A copy of a list of ratios, or the known ones if it has the same; the words say what it has. */
export function plainRatios(value, known, words = "ratios") {
  if (!isList(value)) return plain(value);
  ratios.values = RATIOS.values;
  ratios.path[0] = words;
  return list(value, DEPTH_MAX, ratios, known);
}

/**
 * Refuses, in the words of the module, a list that is too long: to copy it first takes long.
 *
 * @returns {never}
 */
function tooManyRatios(words) {
  return refuse(`/${words}`, `expected an array of ${words}, found a value that is too large`);
}

/** A formula, unless it is so long that it is not even looked into. */
export function plainFormula(value) {
  if (typeof value !== "string") return plain(value);
  if (value.length > RULE.text) throw tooLong(value.length, "");
  return value;
}

/** A formula or a price rule, which may have a formula of its own. */
export function plainRule(value) {
  return typeof value === "string" ? plainFormula(value) : plainEntry(value, "");
}

/** What a book has beside its rules and its source of prices, which are no plain data. */
const BESIDE_SETTINGS = new Set(["rules", "externalPrice"]);

/** A copy of a book, without its rules and its source of prices. */
export function plainSettings(book) {
  return copy(book, DEPTH_MAX, reading(RULE, undefined, BESIDE_SETTINGS));
}

/** A price rule that stands somewhere, and cannot be a formula. */
export function plainEntry(value, path) {
  const begun = reading(RULE);
  const rule = copy(value, DEPTH_MAX, begun);
  if (begun.formula > RULE.text) throw tooLong(begun.formula, `${path}/formula`);
  return rule;
}

/** @param {Reading} begun */
function copy(value, depth, begun) {
  begun.values -= 1;
  if (typeof value === "string") return text(value, depth, begun);
  if (typeof value === "bigint") return whole(value, depth, begun);
  // Functions and symbols are named and not read.
  if (typeof value !== "object" || value === null) return value;
  if (begun.values < 0) return exceeded(begun, depth, "values", begun.limits.values) ?? UNREAD;
  if (depth === 0) return UNREAD;
  return isList(value) ? list(value, depth, begun) : object(value, depth, begun);
}

/**
 * Refuses what a body has too much of; of a rule, it is cut.
 *
 * @param {Reading} begun
 * @returns {undefined}
 */
function exceeded({ limits, path }, depth, what, most) {
  if (limits.isCut) return undefined;
  const [start, ...names] = path.slice(0, DEPTH_MAX - depth + 1);
  const place = names.map((name) => `/${pointer(cut(String(name), NAME_MAX))}`).join("");
  return refuse(`${start}${place}`, `expected at most ${thousands(most)} ${what}, found more`);
}

/** @param {Reading} begun */
function text(value, depth, begun) {
  const { length } = value;
  const { limits } = begun;
  begun.texts -= length;
  if (length <= limits.text && begun.texts >= 0) return value;
  const most = length > limits.text ? limits.text : TEXTS_MAX;
  return exceeded(begun, depth, "characters", most) ?? cut(value, limits.text);
}

/** Far beyond every amount, all whole numbers are alike; to write their digits would take long. */
function whole(value, depth, begun) {
  if (!isFar(value)) return value;
  return exceeded(begun, depth, "digits", 1_000) ?? (value < 0n ? -FAR : FAR);
}

export function isFar(value) {
  return value > FAR || value < -FAR;
}

/** What a value is, in the words of the module. */
export function kindOf(value) {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  if (isList(value)) return "an array";
  if (typeof value === "bigint") return "a whole number";
  if (typeof value !== "object") return `a ${typeof value}`;
  try {
    const isBuiltIn = inheritedNames(value, 0) === undefined;
    return isBuiltIn ? "a built-in object such as a Map" : "an object";
  } catch {
    return "an object that throws";
  }
}

/** A proxy that was revoked is no list; nor can its keys be read. */
export function isList(value) {
  try {
    return Array.isArray(value);
  } catch {
    return false;
  }
}

/**
 * The copy begins where the list is no longer as the known one, which is of ratios.
 *
 * @param {Reading} begun
 */
function list(value, depth, begun, known = []) {
  const { limits } = begun;
  let length;
  try {
    length = value.length;
  } catch {
    return BROKEN_LIST;
  }
  if (typeof length !== "number") return BROKEN_LIST;
  if (limits === RATIOS && depth === DEPTH_MAX && length > limits.items) {
    tooManyRatios(begun.path[0]);
  }
  if (length > limits.items || (!limits.isCut && length > begun.values)) {
    exceeded(begun, depth, "items", limits.items);
  }
  // One more than may be, so that the module finds too many.
  const end = Math.min(length, limits.items + 1);
  let items = end === known.length ? known : [];
  const level = DEPTH_MAX - depth + 1;
  for (let index = 0; index < end; index += 1) {
    // Inside of the list that is counted, such as of tiers, no more than was to be read is read.
    if (begun.values < 0 && limits.isCut && depth < DEPTH_MAX - 1) break;
    let item;
    try {
      item = value[index];
    } catch {
      return BROKEN_LIST;
    }
    if (items === known) {
      if (item === known[index]) continue;
      items = known.slice(0, index);
    }
    begun.path[level] = index;
    items.push(copy(item, depth - 1, begun));
  }
  begun.originals?.set(items, value);
  return items;
}

/** @param {Reading} begun */
function object(value, depth, begun) {
  const { limits } = begun;
  let keys;
  let inherited;
  try {
    keys = keysOf(value, limits.fields);
    inherited = inheritedNames(value, limits.fields);
  } catch {
    return BROKEN_OBJECT;
  }
  if (keys.length + (inherited?.length ?? 0) > limits.fields) {
    exceeded(begun, depth, "fields", limits.fields);
  }
  if (inherited === undefined) return BUILT_IN;
  if (inherited.length > 0) keys = [...keys, ...inherited];
  const { length } = keys;
  const fields = {};
  const end = Math.min(length, limits.fields);
  const level = DEPTH_MAX - depth + 1;
  for (let index = 0; index < end; index += 1) {
    const key = keys[index];
    if (typeof key === "symbol") continue;
    if (depth === DEPTH_MAX && begun.others?.has(key)) continue;
    begun.path[level] = key;
    const name = key.length <= NAME_MAX ? key : nameOf(key, depth, begun);
    let field;
    try {
      field = value[key];
    } catch {
      Object.defineProperty(fields, name, { enumerable: true, get: fails });
      continue;
    }
    if (name === "formula" && typeof field === "string" && depth === DEPTH_MAX) {
      begun.formula = field.length;
    }
    field = copy(field, depth - 1, begun);
    // Assigned, it would be the prototype.
    if (name !== "__proto__") fields[name] = field;
    else Object.defineProperty(fields, name, { enumerable: true, value: field });
  }
  begun.originals?.set(fields, value);
  return fields;
}

/** @param {Reading} begun */
function nameOf(key, depth, begun) {
  return begun.limits.isCut ? cut(key, NAME_MAX) : text(key, depth - 1, begun);
}

const { valueOf } = String.prototype;

const { get: lengthOf } = /** @type {{ get: () => number }} */ (
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), "length")
);

/** Whether a value has a length of its own, as lists, bytes and texts: such have endless keys. */
export function hasItems(value) {
  return ArrayBuffer.isView(value) || Object.hasOwn(value, "length");
}

/** The keys of an object; of typed arrays and texts as objects, not many more than may be. */
function keysOf(value, most) {
  const isView = ArrayBuffer.isView(value);
  if (!isView && !Object.hasOwn(value, "length")) return Reflect.ownKeys(value);
  let length = 0;
  try {
    // Tells them by what they are, not by what they say, and throws for all others.
    length = isView ? lengthOf.call(value) : valueOf.call(value).length;
  } catch {
    // It has only the keys that it was given.
  }
  if (length <= most) return Reflect.ownKeys(value);
  return Array.from({ length: most + 1 }, (_, index) => String(index));
}

/** The beginning of a text, with its last character whole. */
export function cut(text, length) {
  if (text.length <= length) return text;
  if (text.length > JOINED_MAX) return UNREAD_TEXT;
  const isSplit = /[\ud800-\udbff]/.test(text[length - 1]);
  return text.slice(0, isSplit ? length - 1 : length);
}

/** A name as a part of a JSON pointer. */
export function pointer(name) {
  return name.replaceAll("~", "~0").replaceAll("/", "~1");
}

function thousands(count) {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** What the module says of a shorter formula that is too long. */
function tooLong(length, path) {
  const code = "formula-too-long";
  const message = `the formula has ${length} characters`;
  const help = "a formula has at most 4,096 characters";
  const start = path === "" ? "" : `${path}: `;
  return new ReckonerError({
    code,
    message: `${start}${message}; ${help}`,
    diagnostics: [{ code, severity: "error", message, help, start: 0, end: length }],
    problems: path === "" ? [] : [{ code, path, message, help }],
  });
}
