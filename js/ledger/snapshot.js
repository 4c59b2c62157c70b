// The bytes of snapshots, told by what they are, in every realm.

/** Tells an array of bytes by what it is, not by what it says. */
const { get: nameOf } = /** @type {{ get: () => string }} */ (
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag)
);

const { at } = Uint8Array.prototype;

/** How snapshots of every version begin, in ASCII. */
const MARK = "ready-reckoner ledger ";

/**
 * A copy, because the glue would believe what the array says of its length; else undefined. Of
 * bytes that begin otherwise there is only a copy of the beginning, which is refused for that.
 *
 * @param {any} value
 */
export function snapshotOf(value) {
  if (nameOf.call(value) !== "Uint8Array") return undefined;
  try {
    const head = Uint8Array.from(MARK, (_, place) => at.call(value, place) ?? 0);
    return String.fromCharCode(...head) === MARK ? new Uint8Array(value) : head;
  } catch {
    // Its buffer was given away.
    return undefined;
  }
}
