// What is to be drawn of a tariff inside a window: its exact pieces, or, where it has no such
// curve, the charges of single amounts.

import { isRefusal } from "../refusal.js";
import { toNumber } from "./figures.js";

/**
 * @typedef {object} Sample
 * @property {import("ready-reckoner").Piece[]} pieces
 * @property {import("ready-reckoner").Breakpoint[]} breakpoints
 * @property {"exact" | "steps" | "points"} kind exact pieces; pieces with uncounted steps, of which
 *   the window has too many; single charges joined by lines
 */

/**
 * @param {import("ready-reckoner").Tariff} tariff
 * @param {{ from: string, to: string }} window decimals
 * @param {string[]} amounts at which a charge is asked for where there is no curve
 * @returns {Sample}
 */
export function sample(tariff, window, amounts) {
  if (!tariff.exactCurve) {
    return { pieces: joined(tariff, amounts), breakpoints: [], kind: "points" };
  }
  try {
    return { ...tariff.curve(window), kind: "exact" };
  } catch (error) {
    if (error.code !== "too-many-steps") throw error;
    return { ...tariff.curve(), kind: "steps" };
  }
}

/** The breakpoints of the whole curve that lie at an amount, for the window that shows them all. */
export function landmarks(tariff) {
  if (!tariff.exactCurve) return [];
  const { breakpoints, pieces } = tariff.curve();
  const units = pieces.flatMap(({ period, origin }) =>
    // A staircase shows as one when a few of its steps are seen.
    period === undefined ? [] : [toNumber(origin) + 8 * toNumber(period)],
  );
  return [...breakpoints.map(({ amount }) => toNumber(amount)), ...units];
}

function joined(tariff, amounts) {
  const charged = amounts.flatMap((amount) => {
    try {
      return [[Number(amount), Number(tariff.charge(amount))]];
    } catch (error) {
      // An amount whose charge has too many digits has no place in the picture.
      if (!isRefusal(error)) throw error;
      return [];
    }
  });
  return charged.slice(1).map(([to, end], index) => {
    const [from, start] = charged[index];
    const rate = (end - start) / (to - from || 1);
    const line = { base: String(start - rate * from), rate: String(rate) };
    const ends = { from: String(from), fromOpen: false, to: String(to), toOpen: false };
    return { ...ends, ...line, kind: "guard" };
  });
}
