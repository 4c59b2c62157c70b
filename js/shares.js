// The quick way to split plain amounts by the same ratios again and again: they are read once.

import { formatMinorUnits, parseMinorUnits } from "./minor-units.js";
import { BUILT_IN, plainRatios } from "./plain.js";
import * as raw from "./ready_reckoner_tariffs.js";
import { memory, started } from "./tariffs-start.js";

/**
 * The ratios and options of the last allocation, and what they were read to, in which instance.
 *
 * @type {{
 *   ratios: (string | number)[],
 *   currency: string | undefined,
 *   mode: string | undefined,
 *   handle: raw.RawShares | undefined,
 *   generation: number,
 *   minorUnits: number,
 * }}
 */
let last = {
  ratios: [],
  currency: undefined,
  mode: undefined,
  handle: undefined,
  generation: 0,
  minorUnits: 0,
};

/** A copy of the ratios, or the last ones if they are the same. */
export function readRatios(ratios) {
  return plainRatios(ratios, last.ratios);
}

/**
 * The parts of an amount, or undefined for what the module must look at itself. Ratios and options
 * are data of our own.
 */
export function allocateQuickly(amount, ratios, options) {
  if (typeof amount !== "string" || !isKnown(ratios, options)) return undefined;
  const { handle, minorUnits } = last;
  const count = parseMinorUnits(amount, minorUnits);
  if (handle === undefined || count < 0) return undefined;
  try {
    const first = handle.split(count);
    // The module answers NaN for what it does not split here.
    if (first !== first) return undefined;
    if (ratios.length !== 2) return partsOf(handle, first, count, ratios.length);
    // Most are between two parties, which need no loop. The parts sum to the amount.
    return [formatMinorUnits(first, minorUnits), formatMinorUnits(count - first, minorUnits)];
  } catch (thrown) {
    throw memory.trapped(thrown);
  }
}

/** The parts of the amount that was split last, of which the first is known. */
function partsOf(handle, first, count, length) {
  const { minorUnits } = last;
  const parts = new Array(length);
  let rest = count;
  for (let index = 0; index < length - 1; index += 1) {
    const part = index === 0 ? first : handle.part(index);
    rest -= part;
    parts[index] = formatMinorUnits(part, minorUnits);
  }
  parts[length - 1] = formatMinorUnits(rest, minorUnits);
  return parts;
}

function isKnown(ratios, options) {
  try {
    return isLast(ratios, options);
  } catch {
    // Copies of what threw throw too, for the module to name.
    return false;
  }
}

function isLast(ratios, options) {
  if (!Array.isArray(ratios)) return false;
  let currency;
  let mode;
  if (options !== undefined) {
    if (!isPlain(options)) return false;
    // Not what somebody may have given to all objects.
    if (Object.hasOwn(options, "currency")) currency = options.currency;
    if (Object.hasOwn(options, "mode")) mode = options.mode;
    if (!isOptionalText(currency) || !isOptionalText(mode)) return false;
  }
  const isSame = last.ratios === ratios && last.currency === currency && last.mode === mode;
  if (isSame && last.handle !== undefined && last.generation === memory.generation) return true;
  return read(ratios, currency, mode);
}

/** Reads ratios that are texts or numbers. */
function read(ratios, currency, mode) {
  if (!ratios.every(isText)) return false;
  try {
    const handle = started(() => raw.RawShares.read(ratios, { currency, mode }));
    const { generation } = memory;
    const minorUnits = started(() => handle.minorUnits);
    const old = last.generation === generation ? last.handle : undefined;
    last = { ratios, currency, mode, handle, generation, minorUnits };
    started(() => old?.free());
    return true;
  } catch {
    // The module says what is wrong with them.
    return false;
  }
}

/** Whether a copy of options has no others than two. */
function isPlain(options) {
  if (typeof options !== "object" || options === null || Array.isArray(options)) return false;
  for (const name in options) {
    if (name !== "currency" && name !== "mode") return false;
  }
  return options !== BUILT_IN;
}

const isText = (value) => typeof value === "string" || typeof value === "number";
const isOptionalText = (value) => value === undefined || typeof value === "string";
