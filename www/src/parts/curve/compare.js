// Which of two tariffs is cheaper for which amounts, exactly: before rounding, as their curves are.

import Fraction from "fraction.js";
import { exact } from "./figures.js";

/**
 * @typedef {import("ready-reckoner").Piece} Piece
 *
 * @typedef {object} Range amounts for which one answer holds
 * @property {Fraction} from
 * @property {boolean} fromOpen
 * @property {Fraction | null} to
 * @property {boolean} toOpen
 * @property {"first" | "second" | "same"} cheaper
 */

/**
 * @param {Piece[]} first each a line, as curves of a range have them
 * @param {Piece[]} second
 * @returns {Range[]} the amounts that both price, in order; neighbours with one answer are one
 */
export function compare(first, second) {
  const lines = [first, second].map((pieces) => pieces.map(line));
  const ranges = [];
  let [left, right] = [0, 0];
  while (left < lines[0].length && right < lines[1].length) {
    const [one, other] = [lines[0][left], lines[1][right]];
    const both = overlap(one, other);
    if (both !== undefined) ranges.push(...judged(both, one, other));
    // The one that ends first is done; a closed end outlasts an open one.
    const order = endOrder(one, other);
    if (order <= 0) left += 1;
    if (order >= 0) right += 1;
  }
  return merged(ranges);
}

function line({ from, fromOpen, to, toOpen, base, rate }) {
  return {
    from: exact(from),
    fromOpen,
    to: to === null ? null : exact(to),
    toOpen,
    base: exact(base),
    rate: exact(rate),
  };
}

function overlap(one, other) {
  const starts = one.from.compare(other.from);
  const from = starts >= 0 ? one.from : other.from;
  const fromOpen = (starts >= 0 && one.fromOpen) || (starts <= 0 && other.fromOpen);
  const order = endOrder(one, other);
  const { to, toOpen } = order <= 0 ? one : other;
  if (to === null) return { from, fromOpen, to, toOpen };
  const width = to.compare(from);
  if (width < 0 || (width === 0 && (fromOpen || toOpen))) return undefined;
  return { from, fromOpen, to, toOpen };
}

function endOrder(one, other) {
  if (one.to === null || other.to === null) {
    return Number(one.to === null) - Number(other.to === null);
  }
  return one.to.compare(other.to) || Number(other.toOpen) - Number(one.toOpen);
}

/** One stretch where both are lines, cut where they cross. */
function judged(both, one, other) {
  const { from, fromOpen, to, toOpen } = both;
  const base = one.base.sub(other.base);
  const rate = one.rate.sub(other.rate);
  const at = (amount) => named(base.add(rate.mul(amount)).compare(0));
  if (rate.equals(0)) return [{ ...both, cheaper: named(base.compare(0)) }];
  const crossing = base.neg().div(rate);
  const inside = crossing.compare(from) >= 0 && (to === null || crossing.compare(to) <= 0);
  if (!inside) return [{ ...both, cheaper: at(from) }];
  const before = named(rate.compare(0) > 0 ? -1 : 1);
  const after = named(rate.compare(0) > 0 ? 1 : -1);
  const ranges = [];
  if (crossing.compare(from) > 0) {
    ranges.push({ from, fromOpen, to: crossing, toOpen: true, cheaper: before });
  }
  const apart =
    (crossing.equals(from) && fromOpen) || (to !== null && crossing.equals(to) && toOpen);
  if (!apart) {
    const point = { from: crossing, fromOpen: false, to: crossing, toOpen: false };
    ranges.push({ ...point, cheaper: "same" });
  }
  if (to === null || crossing.compare(to) < 0) {
    ranges.push({ from: crossing, fromOpen: true, to, toOpen, cheaper: after });
  }
  return ranges;
}

function named(sign) {
  return sign === 0 ? "same" : sign < 0 ? "first" : "second";
}

function merged(ranges) {
  const kept = [];
  for (const range of ranges) {
    const last = kept.at(-1);
    const joined =
      last?.cheaper === range.cheaper &&
      last.to !== null &&
      last.to.equals(range.from) &&
      !(last.toOpen && range.fromOpen);
    if (joined) Object.assign(last, { to: range.to, toOpen: range.toOpen });
    else kept.push({ ...range });
  }
  return kept;
}
