// Values that no document holds, and documents made of unusual objects.

class Instance {}

/** A proxy that throws whatever is asked of it. */
const hostile = new Proxy(
  {},
  new Proxy(
    {},
    {
      get() {
        throw new TypeError("a proxy that throws");
      },
    },
  ),
);

function revoked(target) {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
}

export const cyclic = {};
cyclic.self = cyclic;

const cyclicList = [];
cyclicList.push(cyclicList);

const BUILT_IN = "a built-in object such as a Map";

/** Values that are neither text nor amount nor list, with what messages call them. */
export const NO_DATA = [
  [true, "a boolean"],
  [false, "a boolean"],
  [{}, "an object"],
  [Object.create(null), "an object"],
  [new Instance(), "an object"],
  [cyclic, "an object"],
  [new Date(0), BUILT_IN],
  [new Map([["length", 1]]), BUILT_IN],
  [new Set(["Y"]), BUILT_IN],
  [/Y/, BUILT_IN],
  [new String("Y"), BUILT_IN],
  [new Number(5), BUILT_IN],
  [new Boolean(true), BUILT_IN],
  [Object(5n), BUILT_IN],
  [new Uint8Array(2), BUILT_IN],
  [{ length: 1, 0: "Y" }, "an object"],
  [{ valueOf: () => 1, toString: () => "Y" }, "an object"],
  [Promise.resolve("5"), BUILT_IN],
  [() => 1, "a function"],
  [class {}, "a function"],
  [Symbol("x"), "a symbol"],
  [Symbol.iterator, "a symbol"],
  [hostile, "an object that throws"],
  [revoked({}), "an object that throws"],
  [revoked([]), "an object that throws"],
];

export const LISTS = [
  [[], "an array"],
  [[[]], "an array"],
  [["Y"], "an array"],
  [new Array(3), "an array"],
  [cyclicList, "an array"],
];

/** Numbers, with the code of the problem where it is no amount. */
export const NUMBERS = [
  [5],
  [0],
  [-0],
  [0.1],
  [7n],
  [10n ** 20n],
  [NaN, "amount-not-a-number"],
  [Infinity, "amount-infinite"],
  [-Infinity, "amount-infinite"],
  [0.1 + 0.2, "amount-inexact"],
  [1e300, "amount-too-large"],
  [10n ** 300n, "amount-too-long"],
];

/** Texts that are no amount, with the code of the problem. */
export const AMOUNT_TEXTS = [
  ["", "amount-empty"],
  ["x", "amount-character"],
  ["--1", "amount-character"],
  ["0x10", "amount-character"],
  ["\u0661", "amount-character"],
  ["1e3", "amount-exponent"],
  ["+5", "amount-plus-sign"],
  [" 5", "amount-white-space"],
  ["1,000", "amount-comma"],
  ["1_000", "amount-separator"],
  [".5", "amount-missing-digit"],
  ["NaN", "amount-not-a-number"],
  ["9".repeat(30), "amount-too-large"],
  ["9".repeat(1_000_000), "amount-too-long"],
];

export const ABSENT = [undefined, null];

/** Everything. */
export const STRANGE = [
  ...ABSENT,
  ...[...NO_DATA, ...LISTS, ...NUMBERS].map(([value]) => value),
  "",
  "x",
  "\u001f",
  "\ud800",
];

/** Those that are objects with fields: as options, each has one that there is not. */
export const WITH_FIELDS = STRANGE.filter((value) => {
  try {
    return Object.getPrototypeOf(value) === Object.prototype && Reflect.ownKeys(value).length > 0;
  } catch {
    return false;
  }
});

export function label(value) {
  try {
    return `${typeof value} ${String(value).slice(0, 40)}`;
  } catch {
    return `${typeof value} that has no text`;
  }
}

/** The same data in instances of a class, which are not read as plain data is. */
export function inInstances(value) {
  if (Array.isArray(value)) return value.map(inInstances);
  if (typeof value !== "object" || value === null) return value;
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return value;
  const copy = new Instance();
  for (const key of Object.keys(value)) {
    Object.defineProperty(copy, key, { value: inInstances(value[key]), enumerable: true });
  }
  return copy;
}

/** The same data without prototypes. */
export function withoutPrototypes(value) {
  if (Array.isArray(value)) return value.map(withoutPrototypes);
  if (typeof value !== "object" || value === null) return value;
  const copy = Object.create(null);
  for (const key of Object.keys(value)) copy[key] = withoutPrototypes(value[key]);
  return copy;
}

/** The same data, all of whose fields are on prototypes. */
export function inHeirs(value) {
  if (Array.isArray(value)) return value.map(inHeirs);
  if (typeof value !== "object" || value === null) return value;
  const fields = Object.entries(value).map(([key, field]) => [key, inHeirs(field)]);
  return Object.create(Object.fromEntries(fields));
}

/** The same data in instances of classes, whose getters give the fields. */
export function inClasses(value) {
  if (Array.isArray(value)) return value.map(inClasses);
  if (typeof value !== "object" || value === null) return value;
  class Getters {
    method() {}
  }
  for (const key of Object.keys(value)) {
    const field = inClasses(value[key]);
    Object.defineProperty(Getters.prototype, key, { get: () => field, configurable: true });
  }
  return new (class extends Getters {})();
}

/** The same data, in which every field is a getter. */
export function inGetters(value) {
  if (Array.isArray(value)) return value.map(inGetters);
  if (typeof value !== "object" || value === null) return value;
  const copy = {};
  for (const key of Object.keys(value)) {
    const field = inGetters(value[key]);
    Object.defineProperty(copy, key, { get: () => field, enumerable: true, configurable: true });
  }
  return copy;
}

/** Makes plain data unchangeable, all the way down. */
export function frozen(value) {
  if (typeof value !== "object" || value === null) return value;
  for (const key of Object.keys(value)) frozen(value[key]);
  return Object.freeze(value);
}
