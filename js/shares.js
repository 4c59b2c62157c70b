// The quick way to split plain amounts by the same ratios again and again: they are read once.

import { formatMinorUnits, parseMinorUnits } from "./minor-units.js";
import * as raw from "./ready_reckoner_tariffs.js";
import { started } from "./tariffs-start.js";

/**
 * The ratios and options of the last allocation, and what they were read to.
 *
 * @type {{
 *   ratios: (string | number)[],
 *   currency: string | undefined,
 *   mode: string | undefined,
 *   handle: raw.RawShares | undefined,
 *   minorUnits: number,
 * }}
 */
let last = { ratios: [], currency: undefined, mode: undefined, handle: undefined, minorUnits: 0 };

/** The parts of an amount, or undefined for what the module must look at itself. */
export function allocateQuickly(amount, ratios, options) {
  if (typeof amount !== "string" || !isLast(ratios, options)) return undefined;
  const { handle, minorUnits } = last;
  if (handle === undefined) return undefined;
  const count = parseMinorUnits(amount, minorUnits);
  if (count < 0) return undefined;
  if (!handle.split(count)) return undefined;
  const parts = new Array(ratios.length);
  for (let index = 0; index < parts.length; index += 1) {
    parts[index] = formatMinorUnits(handle.part(index), minorUnits);
  }
  return parts;
}

function isLast(ratios, options) {
  if (!Array.isArray(ratios) || (options !== undefined && !isPlain(options))) return false;
  const currency = options?.currency;
  const mode = options?.mode;
  if (last.handle !== undefined && last.currency === currency && last.mode === mode) {
    const known = last.ratios;
    let index = known.length === ratios.length ? 0 : -1;
    while (index >= 0 && index < known.length) {
      index = known[index] === ratios[index] ? index + 1 : -1;
    }
    if (index === ratios.length) return true;
  }
  return read(ratios, currency, mode);
}

/** Reads ratios that are texts, which cannot change while they are read. */
function read(ratios, currency, mode) {
  const texts = [...ratios];
  if (!texts.every(isText)) return false;
  try {
    const handle = started(() => raw.RawShares.read(texts, { currency, mode }));
    last.handle?.free();
    last = { ratios: texts, currency, mode, handle, minorUnits: handle.minorUnits };
    return true;
  } catch {
    // The module says what is wrong with them.
    return false;
  }
}

function isPlain(options) {
  if (typeof options !== "object" || options === null) return false;
  for (const name in options) {
    if (name !== "currency" && name !== "mode") return false;
  }
  return isOptionalText(options.currency) && isOptionalText(options.mode);
}

const isText = (value) => typeof value === "string" || typeof value === "number";
const isOptionalText = (value) => value === undefined || typeof value === "string";
