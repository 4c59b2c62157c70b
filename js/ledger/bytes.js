// Arrays of bytes, told by what they are, in every realm.

/** Tells an array of bytes by what it is, not by what it says. */
const { get: nameOf } = /** @type {{ get: () => string }} */ (
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag)
);

const { at } = Uint8Array.prototype;

/**
 * A copy, because the glue would believe what the array says of its length; else undefined. Of
 * bytes that do not begin as they should there is only a copy of the beginning, which tells that.
 *
 * @param {any} value
 * @param {string} mark how the bytes begin, in ASCII
 */
export function bytesOf(value, mark) {
  if (nameOf.call(value) !== "Uint8Array") return undefined;
  try {
    const head = Uint8Array.from(mark, (_, place) => at.call(value, place) ?? 0);
    return String.fromCharCode(...head) === mark ? new Uint8Array(value) : head;
  } catch {
    // Its buffer was given away.
    return undefined;
  }
}
