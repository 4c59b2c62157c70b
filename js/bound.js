// Methods that are called on something else than what they belong to, or without what they need.

import { ReckonerError } from "./error.js";

/**
 * Has the methods and getters of a class say what is wrong when they were taken off their object,
 * or called without an argument: an engine would speak of private fields, and a document of what
 * is not in it.
 *
 * @param {{ prototype: object }} of the class
 * @param {object} how
 * @param {string} how.owner what its objects are called
 * @param {(value: any) => boolean} how.isOne whether an object is one of its own
 * @param {string[]} [how.quick] the methods that look themselves
 * @param {Record<string, string[]>} [how.needed] the arguments that methods cannot do without
 * @param {(one: any) => void} [how.refuseLost] refuses objects that nothing can be asked any more
 */
export function guardMethods({ prototype }, { owner, isOne, quick = [], needed = {}, refuseLost }) {
  for (const name of Object.getOwnPropertyNames(prototype)) {
    if (name === "constructor" || quick.includes(name)) continue;
    const described = Object.getOwnPropertyDescriptor(prototype, name);
    const kind = described?.get === undefined ? "value" : "get";
    const method = described?.[kind];
    const names = Object.hasOwn(needed, name) ? needed[name] : [];
    const guarded = /** @this {any} */ function (...given) {
      if (typeof this !== "object" || this === null || !isOne(this)) throw unbound(owner, name);
      if (given.length < names.length) {
        refuseLost?.(this);
        throw missing(owner, name, names, given.length);
      }
      return method.apply(this, given);
    };
    Object.defineProperties(guarded, { length: { value: method.length }, name: { value: name } });
    Object.defineProperty(prototype, name, { ...described, [kind]: guarded });
  }
}

/** Lets `using` free the objects of a class. */
export function makeDisposable({ prototype }) {
  // Runtimes that do not know `using` have no such symbol, and nothing that could call the method.
  if (!Symbol.dispose) return;
  Object.defineProperty(prototype, Symbol.dispose, {
    configurable: true,
    value: prototype.free,
    writable: true,
  });
}

/** The error of a method that was called on something else than what it belongs to. */
export function unbound(owner, name) {
  return new ReckonerError({
    code: "unbound-method",
    message:
      `\`${name}\` was called on something that is no ${owner}: call \`${owner}.${name}\`, or ` +
      `hand over \`(…) => ${owner}.${name}(…)\`, not the method alone nor a proxy of the ${owner}`,
  });
}

function missing(owner, name, names, count) {
  return new ReckonerError({
    code: "missing-argument",
    message:
      `\`${name}\` was called without its \`${names[count]}\`: call ` +
      `\`${owner}.${name}(${names.join(", ")})\``,
  });
}
