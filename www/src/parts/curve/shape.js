// From the exact pieces of a curve to what is drawn of them: pure functions, in amounts and money.

import { toNumber } from "./figures.js";

/**
 * @typedef {import("ready-reckoner").Piece} Piece
 * @typedef {"charge" | "net" | "rate"} Quantity charge, amount less charge, percent of the amount
 *
 * @typedef {object} Stretch a piece as it is drawn
 * @property {[number, number][]} points amount and value, in order
 * @property {boolean} fromOpen whether the first point lies outside
 * @property {boolean} toOpen
 */

/** What a piece charges for an amount. */
function chargeOf(piece, amount) {
  const line = ({ base, rate }) => toNumber(base) + toNumber(rate) * amount;
  let value = amount;
  if (piece.unit !== undefined) {
    const unit = toNumber(piece.unit);
    value = Math.ceil(amount / unit - 1e-9) * unit;
  }
  let charge = toNumber(piece.base) + toNumber(piece.rate) * value;
  if (piece.period !== undefined) {
    const begun = (amount - toNumber(piece.origin)) / toNumber(piece.period);
    charge += toNumber(piece.step) * Math.ceil(begun - 1e-9);
  }
  if (piece.floor !== undefined) charge = Math.max(charge, line(piece.floor));
  if (piece.cap !== undefined) charge = Math.min(charge, line(piece.cap));
  return charge;
}

/** The value of a quantity where an amount is charged so much. */
export function valueOf(quantity, amount, charge) {
  if (quantity === "net") return amount - charge;
  if (quantity === "rate") return amount === 0 ? NaN : (charge / amount) * 100;
  return charge;
}

/**
 * The pieces inside a window. Between its ends, a piece that is not straight on the screen has a
 * point for each of `columns`.
 *
 * @param {Piece[]} pieces
 * @param {{ from: number, to: number }} window
 * @param {Quantity} quantity
 * @param {number[]} columns amounts, in order
 * @param {boolean} straight whether a line is a straight line on the screen
 * @returns {Stretch[]}
 */
export function stretches(pieces, window, quantity, columns, straight) {
  const drawn = [];
  for (const piece of pieces) {
    const start = toNumber(piece.from);
    const end = piece.to === null ? Infinity : toNumber(piece.to);
    if (end < window.from || start > window.to) continue;
    const [from, to] = [Math.max(start, window.from), Math.min(end, window.to)];
    const flat = quantity === "charge" && piece.rate === "0";
    const bent = piece.period !== undefined || (!flat && (quantity === "rate" || !straight));
    const between = bent ? columns.filter((amount) => amount > from && amount < to) : [];
    const amounts = from === to ? [from] : [from, ...between, to];
    const points = amounts
      .map((amount) => [amount, valueOf(quantity, amount, chargeOf(piece, amount))])
      .filter(([, value]) => Number.isFinite(value));
    if (points.length === 0) continue;
    drawn.push({ points, fromOpen: piece.fromOpen, toOpen: piece.toOpen });
  }
  return drawn;
}

/**
 * The ends to be marked: those where the curve jumps or breaks off, inside the window.
 *
 * @param {Stretch[]} drawn
 * @param {{ from: number, to: number }} window
 * @param {(one: number, other: number) => boolean} same whether two values look the same
 * @returns {{ amount: number, value: number, open: boolean }[]}
 */
export function ends(drawn, window, same) {
  const marked = [];
  const mark = ([amount, value], open) => {
    if (amount > window.from && amount < window.to) marked.push({ amount, value, open });
  };
  for (const [index, stretch] of drawn.entries()) {
    const before = drawn[index - 1];
    if (before === undefined) continue;
    const [last, first] = [before.points.at(-1), stretch.points[0]];
    if (last[0] === first[0] && same(last[1], first[1])) continue;
    mark(last, before.toOpen);
    mark(first, stretch.fromOpen);
  }
  return marked;
}

/**
 * The window that shows a curve whole: from nothing to beyond its last breakpoint.
 *
 * @param {number[]} amounts that are to be seen
 */
export function wholeWindow(amounts) {
  const far = Math.max(...amounts, 0);
  if (far === 0) return { from: 0, to: 1000 };
  return { from: 0, to: niceAbove(far * 1.15) };
}

/** The next number above that is 1, 1.5, 2, 2.5, 3, 4, 5 or 7.5 times a power of ten. */
function niceAbove(number) {
  const power = 10 ** Math.floor(Math.log10(number));
  const steps = [1, 1.5, 2, 2.5, 3, 4, 5, 7.5, 10];
  return steps.find((step) => step * power >= number) * power;
}
