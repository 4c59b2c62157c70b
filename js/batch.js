// Many amounts at once: they are copied into the module's memory and charged there, block by block,
// and all charges are copied out when the last one is good.

import { ReckonerError } from "./error.js";
import * as raw from "./ready_reckoner_tariffs.js";
import { memory, started } from "./tariffs-start.js";

/** How many amounts a block has: it stays in a processor's second cache. */
const BLOCK = 1 << 14;

/** How many amounts the module keeps room for when the caller has done. */
const KEPT = 1 << 17;

/** How many amounts have room in the module's memory, which never shrinks. */
const ROOM = 1 << 20;

/** Made when it is first needed, and again after a trap. @type {any} */
let batch;
let generation;

/** Whether much room is given back soon. */
let isReturning = false;

/** The charges for integers of minor units: all of them, or an error and nothing written. */
export function chargeMany(handle, amounts, out) {
  const kind = kindOf(amounts);
  if (kind === undefined) {
    throw wrongType("/amounts", "expected a Float64Array or a BigInt64Array");
  }
  refuseGone("/amounts", amounts);
  const length = lengthOf.call(amounts);
  if (out !== undefined) {
    const isAlike = kindOf(out) === kind;
    if (isAlike) refuseGone("/out", out);
    if (!isAlike || lengthOf.call(out) !== length) {
      throw wrongType("/out", `expected a ${kind.name} as long as the amounts`);
    }
  }
  if (generation !== memory.generation) {
    batch = started(() => new raw.RawBatch());
    generation = memory.generation;
  }
  if (length > KEPT) giveBackSoon();
  if (length <= ROOM) {
    const charges = chargePart(handle, kind, amounts, 0, length);
    const result = out ?? new kind(length);
    set.call(result, charges);
    return result;
  }
  const result = new kind(length);
  for (let start = 0; start < length; start += ROOM) {
    const end = Math.min(start + ROOM, length);
    set.call(result, chargePart(handle, kind, amounts, start, end), start);
  }
  if (out === undefined) return result;
  set.call(out, result);
  return out;
}

/** Gives the room back when the caller has done: who calls again at once finds it made. */
function giveBackSoon() {
  if (isReturning) return;
  isReturning = true;
  Promise.resolve().then(() => {
    isReturning = false;
    if (generation === memory.generation) memory.call(() => batch.giveBack());
  });
}

/** A view of the charges of as many amounts as have room; the next call writes over it. */
function chargePart(handle, kind, amounts, first, end) {
  const integers = kind === BigInt64Array;
  // Powers of two, so that it grows seldom.
  const room = Math.max(8, 2 ** Math.ceil(Math.log2(end - first)));
  const pointer = started(() => batch.reserve(room));
  for (let start = first; start < end; start += BLOCK) {
    const next = Math.min(start + BLOCK, end);
    const [place, length] = [start - first, next - start];
    copyIn(kind, pointer, place, amounts, start, next);
    if (started(() => batch.quick(handle, place, length, integers))) continue;
    copyIn(kind, pointer, place, amounts, start, next);
    started(() => batch.charge(handle, place, length, start, integers));
  }
  return new kind(memory.buffer, pointer, end - first);
}

/** Copies a block of amounts, and fills its last group with zeros, which are charged whatever. */
function copyIn(kind, pointer, place, amounts, start, end) {
  const length = end - start;
  // The memory may have grown since the last block, which takes older views away.
  const block = new kind(memory.buffer, pointer + 8 * place, length + (-length & 7));
  // Not `subarray`, which asks a subclass for the class of the part. The view is as long as the
  // array was when it was looked at, should other threads make it longer.
  const first = offsetOf.call(amounts) + 8 * start;
  set.call(block, new kind(bufferOf.call(amounts), first, length));
  new Float64Array(memory.buffer, pointer, place + block.length).fill(0, place + length);
}

/**
 * What all typed arrays have. Asked by these, an array tells what it is, in every realm; its own
 * properties may say anything, and run code of the caller's.
 */
const shared = Object.getPrototypeOf(Float64Array.prototype);
const { keys, set } = shared;
const nameOf = getter(Symbol.toStringTag);
const lengthOf = getter("length");
const bufferOf = getter("buffer");
const offsetOf = getter("byteOffset");

/** @returns {(this: unknown) => any} */
function getter(name) {
  return /** @type {any} */ (Object.getOwnPropertyDescriptor(shared, name)?.get);
}

function kindOf(array) {
  const name = nameOf.call(array);
  if (name === "Float64Array") return Float64Array;
  return name === "BigInt64Array" ? BigInt64Array : undefined;
}

/** Refuses an array whose memory was given away or has shrunk: without length, but not empty. */
function refuseGone(path, array) {
  try {
    keys.call(array);
  } catch {
    throw wrongType(path, `the buffer of the array is ${isDetached(array) ? "detached" : SHRUNK}`);
  }
}

const SHRUNK = "no longer long enough for it";

function isDetached(array) {
  try {
    new Uint8Array(bufferOf.call(array));
    return false;
  } catch {
    return true;
  }
}

function wrongType(path, message) {
  const problems = [{ code: "wrong-type", path, message }];
  return new ReckonerError({ code: "wrong-type", message: `${path}: ${message}`, problems });
}
