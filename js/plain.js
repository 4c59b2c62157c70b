// Rules, options and amounts as data of our own. What is handed over is read here, once, and before
// the module is entered: a getter or a proxy may call whatever it likes, and the copy is what is
// compiled, remembered and judged.
//
// The copy tells the module all that it says of the original, be it strange. What is longer than
// anything that is not refused is cut, so that a refusal costs no more than a good answer.

import { ReckonerError } from "./error.js";

/** How many levels of objects and lists the module reads. */
const DEPTH_MAX = 64;

/** How many values there may be in all: a rule has 1,000 tiers, each of a few values. */
const VALUES_MAX = 20_000;

/** No rule has as many fields, and no list in one as many items. */
const FIELDS_MAX = 1_000;
const ITEMS_MAX = 2_000;

/** As many ratios as the module reads. */
const RATIOS_MAX = 1_000_000;

/** More characters than a formula may have, or an amount, or the name of a field. */
const TEXT_MAX = 1 << 16;
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

/** A copy of an amount, of options or of a target. */
export function plain(value) {
  const is = typeof value;
  if (is === "number" || is === "undefined") return value;
  if (is === "string" && value.length <= TEXT_MAX) return value;
  return copy(value, DEPTH_MAX, { values: VALUES_MAX, formula: 0 });
}

/** A copy of a list of ratios, or the known ones if it has the same. */
export function plainRatios(value, known) {
  return isList(value) ? list(value, DEPTH_MAX, undefined, known) : plain(value);
}

/** A formula, unless it is so long that it is not even looked into. */
export function plainFormula(value) {
  if (typeof value !== "string") return plain(value);
  if (value.length > TEXT_MAX) throw tooLong(value.length, "");
  return value;
}

/** A formula or a price rule, which may have a formula of its own. */
export function plainRule(value) {
  if (typeof value === "string") return plainFormula(value);
  const budget = { values: VALUES_MAX, formula: 0 };
  const rule = copy(value, DEPTH_MAX, budget);
  if (budget.formula > TEXT_MAX) throw tooLong(budget.formula, "/formula");
  return rule;
}

/**
 * A copy. The budget says how many values may still be read on all levels together, and is told
 * the length of a rule's formula.
 */
function copy(value, depth, budget) {
  budget.values -= 1;
  if (typeof value === "string") return value.length <= TEXT_MAX ? value : cut(value, TEXT_MAX);
  if (typeof value === "bigint") return bounded(value);
  // Functions and symbols are named and not read.
  if (typeof value !== "object" || value === null) return value;
  if (depth === 0 || budget.values < 0) return UNREAD;
  return isList(value) ? list(value, depth, budget) : object(value, depth, budget);
}

/** A proxy that was revoked is no list; nor can its keys be read. */
function isList(value) {
  try {
    return Array.isArray(value);
  } catch {
    return false;
  }
}

/**
 * The copy begins where the list is no longer as the known one, which is of ratios.
 *
 * @param {{ values: number, formula: number } | undefined} budget
 */
function list(value, depth, budget, known = []) {
  let items = known;
  try {
    const { length } = value;
    if (typeof length !== "number") return BROKEN_LIST;
    // One more than may be, so that the module finds too many.
    const end = Math.min(length, (budget === undefined ? RATIOS_MAX : ITEMS_MAX) + 1);
    if (end !== known.length) items = [];
    for (let index = 0; index < end; index += 1) {
      const item = value[index];
      if (items === known) {
        if (item === known[index]) continue;
        items = known.slice(0, index);
      }
      budget ??= { values: 2 * RATIOS_MAX, formula: 0 };
      items.push(copy(item, depth - 1, budget));
    }
  } catch {
    return BROKEN_LIST;
  }
  return items;
}

function object(value, depth, budget) {
  let keys;
  try {
    keys = Reflect.ownKeys(value);
  } catch {
    return BROKEN_OBJECT;
  }
  const fields = {};
  const end = Math.min(keys.length, FIELDS_MAX);
  for (let index = 0; index < end; index += 1) {
    const key = keys[index];
    if (typeof key === "symbol") continue;
    const name = key.length <= NAME_MAX ? key : cut(key, NAME_MAX);
    let field;
    try {
      field = value[key];
    } catch {
      Object.defineProperty(fields, name, { enumerable: true, get: fails });
      continue;
    }
    if (name === "formula" && typeof field === "string" && depth === DEPTH_MAX) {
      budget.formula = field.length;
    }
    field = copy(field, depth - 1, budget);
    // Assigned, it would be the prototype.
    if (name !== "__proto__") fields[name] = field;
    else Object.defineProperty(fields, name, { enumerable: true, value: field });
  }
  return fields;
}

/** The beginning of a text, with its last character whole. */
function cut(text, length) {
  if (text.length > JOINED_MAX) return UNREAD_TEXT;
  const isSplit = /[\ud800-\udbff]/.test(text[length - 1]);
  return text.slice(0, isSplit ? length - 1 : length);
}

/** Far beyond every amount, all whole numbers are alike; to write their digits would take long. */
function bounded(value) {
  if (value > FAR) return FAR;
  return value < -FAR ? -FAR : value;
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
