// Which fields an object has: its own, and what a class or an object that it was made of gives it.
//
// A class keeps its getters on a prototype, and `Object.create` leaves all fields there: passed
// over in silence, they would be charged for as if nobody had written them. What `Object.prototype`
// has is the field of no object: whatever is put there changes no charge.

const { getOwnPropertyDescriptor, getPrototypeOf, hasOwn, prototype: ROOT } = Object;
const { ownKeys } = Reflect;

/** More than objects have, unless a proxy makes them as they are asked for. */
const PROTOTYPES_MAX = 64;

/** The source of a function that an engine or a platform has built in. */
const NATIVE = /^function \w+\(\) \{\s*\[native code\]\s*\}$/;
const sourceOf = Function.prototype.toString;

/** @type {readonly string[]} */
const NONE = Object.freeze([]);

/**
 * The names of the fields that an object has from its prototypes, or not many more than may be;
 * undefined for an object of a built-in class, such as a map, whose data is in no fields. Methods
 * are no fields.
 *
 * @returns {readonly string[] | undefined}
 */
export function inheritedNames(value, most) {
  const first = prototypeOf(value);
  if (first === ROOT || first === null) return NONE;
  const names = new Set();
  for (const prototype of prototypesFrom(first)) {
    if (isBuiltIn(prototype)) return undefined;
    for (const name of ownKeys(prototype)) {
      if (typeof name === "string" && !hasOwn(value, name) && isField(prototype, name)) {
        names.add(name);
      }
      if (names.size > most) return [...names];
    }
  }
  return [...names];
}

/** The value of an object's field, its own or from a prototype; methods count if so wanted. */
export function fieldOf(value, name, isMethod = false) {
  if (hasOwn(value, name)) return value[name];
  for (const prototype of prototypesFrom(prototypeOf(value))) {
    if (!hasOwn(prototype, name)) continue;
    return isMethod || isField(prototype, name) ? value[name] : undefined;
  }
  return undefined;
}

/**
 * Whether somebody has given something to all objects, by assigning it to `Object.prototype`. This
 * is asked before every payment, and to list what is hidden there as well takes a tenth of one.
 */
export function isPolluted() {
  for (const _ in ROOT) return true;
  return false;
}

/** The prototype of an object; a proxy that does not tell it has only what it has itself. */
function prototypeOf(value) {
  try {
    return getPrototypeOf(value);
  } catch {
    return null;
  }
}

/** A prototype and those behind it, without the one of all objects. */
function* prototypesFrom(first) {
  let prototype = first;
  for (let count = 0; prototype !== null && !isRoot(prototype); count += 1) {
    if (count === PROTOTYPES_MAX) throw new Error("there are too many prototypes");
    yield prototype;
    prototype = getPrototypeOf(prototype);
  }
}

/** Whether a prototype is `Object.prototype`, of whatever realm. */
function isRoot(prototype) {
  if (prototype === ROOT) return true;
  return getPrototypeOf(prototype) === null && hasOwn(prototype, "isPrototypeOf");
}

function isBuiltIn(prototype) {
  const made = getOwnPropertyDescriptor(prototype, "constructor")?.value;
  if (typeof made !== "function") return false;
  if (NATIVE.test(sourceOf.call(made))) return true;
  // Node has written some classes itself that give their data one by one, such as `Headers`.
  return hasOwn(prototype, Symbol.iterator) && globalThis[made.name] === made;
}

function isField(prototype, name) {
  const field = getOwnPropertyDescriptor(prototype, name);
  if (field === undefined) return false;
  const { get, value } = field;
  return get !== undefined || (value !== undefined && typeof value !== "function");
}
