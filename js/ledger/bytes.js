// Arrays of bytes, told by what they are, in every realm.

/** Tells an array of bytes by what it is, not by what it says. */
const { get: nameOf } = /** @type {{ get: () => string }} */ (
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag)
);

/** A copy, because the glue would believe what the array says of its length; else undefined. */
export function bytesOf(value) {
  if (nameOf.call(value) !== "Uint8Array") return undefined;
  try {
    return new Uint8Array(value);
  } catch {
    // Its buffer was given away.
    return undefined;
  }
}
