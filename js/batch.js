// Many amounts at once: blocks are copied into the module's memory, charged there, and copied out.

import { call } from "./call.js";
import { ReckonerError } from "./error.js";
import * as raw from "./ready_reckoner.js";
import { memory } from "./start.js";

/** Longer results are not kept for the next time. */
const KEPT_MAX = 1 << 20;

/** Made when it is first needed. @type {any} */
let batch;

/** Where long results wait until all of them are good, by kind. */
const kept = { Float64Array: new Float64Array(0), BigInt64Array: new BigInt64Array(0) };

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
  batch ??= new raw.RawBatch();
  const { block } = batch;
  const { length } = amounts;
  if (length <= block) {
    const charges = chargeBlock(handle, kind, amounts, 0, length);
    const result = out ?? new kind(length);
    result.set(charges);
    return result;
  }
  const result = out === undefined ? new kind(length) : room(kind, length);
  for (let start = 0; start < length; start += block) {
    const end = Math.min(start + block, length);
    result.set(chargeBlock(handle, kind, amounts, start, end), start);
  }
  if (out === undefined) return result;
  out.set(result);
  return out;
}

/** A view of the charges of a block; the next block writes over it. */
function chargeBlock(handle, kind, amounts, start, end) {
  const length = end - start;
  // The memory may have grown since, which takes older views away.
  new kind(memory.buffer, batch.amounts, length).set(
    start === 0 && end === amounts.length ? amounts : amounts.subarray(start, end),
  );
  call(() => batch.charge(handle, length, start, kind === BigInt64Array));
  return new kind(memory.buffer, batch.charges, length);
}

function room(kind, length) {
  if (length > KEPT_MAX) return new kind(length);
  if (kept[kind.name].length < length) kept[kind.name] = new kind(length);
  return kept[kind.name].subarray(0, length);
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
