// Many amounts at once: they are copied into the module's memory and charged there, block by block,
// and all charges are copied out when the last one is good.

import { ReckonerError } from "./error.js";
import * as raw from "./ready_reckoner_tariffs.js";
import { memory, started } from "./tariffs-start.js";

/** How many amounts a block has: it stays in a processor's second cache. */
const BLOCK = 1 << 14;

/** How many amounts have room in the module's memory, which never shrinks. */
const ROOM = 1 << 20;

/** Made when it is first needed, and again after a trap. @type {any} */
let batch;
let generation;

/** The charges for integers of minor units: all of them, or an error and nothing written. */
export function chargeMany(handle, amounts, out) {
  const kind = kindOf(amounts);
  if (kind === undefined) {
    throw wrongType("/amounts", "expected a Float64Array or a BigInt64Array");
  }
  if (isDetached(amounts)) throw wrongType("/amounts", "the buffer of the array is detached");
  if (out !== undefined && kindOf(out) === kind && isDetached(out)) {
    throw wrongType("/out", "the buffer of the array is detached");
  }
  if (out !== undefined && (kindOf(out) !== kind || out.length !== amounts.length)) {
    throw wrongType("/out", `expected a ${kind.name} as long as the amounts`);
  }
  if (generation !== memory.generation) {
    batch = started(() => new raw.RawBatch());
    generation = memory.generation;
  }
  const { length } = amounts;
  if (length <= ROOM) {
    const charges = chargePart(handle, kind, amounts, 0, length);
    const result = out ?? new kind(length);
    result.set(charges);
    return result;
  }
  const result = new kind(length);
  for (let start = 0; start < length; start += ROOM) {
    const end = Math.min(start + ROOM, length);
    result.set(chargePart(handle, kind, amounts, start, end), start);
  }
  if (out === undefined) return result;
  out.set(result);
  return out;
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
  block.set(start === 0 && end === amounts.length ? amounts : amounts.subarray(start, end));
  new Float64Array(memory.buffer, pointer, place + block.length).fill(0, place + length);
}

/** Tells a typed array by what it is, not by what it says, in every realm. */
const { get: nameOf } = /** @type {{ get: () => string }} */ (
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Float64Array.prototype), Symbol.toStringTag)
);

function kindOf(array) {
  const name = nameOf.call(array);
  if (name === "Float64Array") return Float64Array;
  return name === "BigInt64Array" ? BigInt64Array : undefined;
}

/** Whether the memory of an array was given away: it then has no length, but could not be read. */
function isDetached(array) {
  try {
    array.subarray(0, 0);
    new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
    return false;
  } catch {
    return true;
  }
}

function wrongType(path, message) {
  const problems = [{ code: "wrong-type", path, message }];
  return new ReckonerError({ code: "wrong-type", message: `${path}: ${message}`, problems });
}
