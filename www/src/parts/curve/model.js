// From tariffs and what the user wants to see of them to the picture.

import { compare } from "./compare.js";
import { toNumber } from "./figures.js";
import { landmarks, sample } from "./sample.js";
import { linear, logarithmic } from "./scale.js";
import { ends, stretches, valueOf, wholeWindow } from "./shape.js";

/** Pixels from one point of a bent line to the next. */
const COLUMN = 2;
/** Ends of jumps that look the same, in pixels. */
const SAME = 1.5;
/** Beyond so many pieces, comparing takes longer than a key may. */
const COMPARED = 1500;
/** Where things happen further apart than by this factor, a linear scale shows the last only. */
const APART = 25;
/** Marks beyond these would hide the curve. */
const MARKED = 40;

/**
 * @typedef {object} Look what the user wants to see
 * @property {import("./shape.js").Quantity} quantity
 * @property {"linear" | "logarithmic" | ""} scale of amounts; the one that shows more if empty
 * @property {string} from the first amount; empty for a window that shows all that happens
 * @property {string} to
 *
 * @typedef {object} Line a tariff of the picture
 * @property {string} name
 * @property {import("ready-reckoner").Tariff} tariff
 * @property {number} decimals of its amounts
 */

/**
 * @param {Line[]} lines
 * @param {Look} look
 * @param {{ amount: string, width: number, solved: { from: string, to: string | null }[] }} given
 */
export function model(lines, look, { amount, width, solved }) {
  const { window, logarithmic: curved } = windowOf(lines, look, amount);
  const height = Math.round(Math.min(Math.max(width * 0.55, 240), 420));
  const frame = { left: 64, right: width - 28, top: 30, bottom: height - 42 };
  const across = Math.max(2, Math.floor((frame.right - frame.left) / 90));
  const scale = curved ? logarithmic : linear;
  const x = scale([window.from, window.to], [frame.left, frame.right], across);
  const columns = columnsOf(x, frame);
  const decimals = Math.max(...lines.map((line) => line.decimals));
  const asked = columns.map((at) => at.toFixed(decimals));
  const texts = { from: plain(window.from), to: plain(window.to) };
  const samples = lines.map(({ tariff }) => sample(tariff, texts, [...new Set(asked)]));
  const drawn = samples.map(({ pieces }) =>
    stretches(pieces, window, look.quantity, columns, x.straight),
  );
  const y = upright(drawn, { quantity: look.quantity, window, frame, curved });
  const same = (one, other) => Math.abs(y.at(one) - y.at(other)) < SAME;
  const curves = drawn.map((stretch, index) => ({
    drawn: stretch,
    ends: samples[index].kind === "exact" ? sparse(ends(stretch, window, same), x) : [],
  }));
  const currencies = new Set(lines.map(({ tariff }) => tariff.currency));
  const ranges = currencies.size > 1 ? undefined : compared(samples);
  const cheaper = ranges === undefined ? [] : switches(ranges);
  return {
    scale: curved ? "logarithmic" : "linear",
    width, height, plot: frame, x, y, window: texts, samples, ranges, decimals, curves,
    currencies: [...currencies],
    breaks: breaksOf(samples, window, decimals),
    findings: found(lines, look.quantity, window),
    crossings: cheaper.slice(0, MARKED),
    solved: solved
      .map(({ from, to }) => ({ from: Number(from), to: to === null ? window.to : Number(to) }))
      .filter(({ from, to }) => to >= window.from && from <= window.to),
  };
}

function windowOf(lines, look, amount) {
  const marks = lines.flatMap(({ tariff }) => landmarks(tariff));
  const whole = wholeWindow([...marks, Number(amount) || 0]);
  const to = Number(look.to) > 0 ? Number(look.to) : whole.to;
  const from = Number(look.from) < to ? Number(look.from) : whole.from;
  const first = Math.min(...marks.filter((mark) => mark > from && mark < to), to);
  const apart = look.from === "" && look.to === "" && to / first > APART;
  if (look.scale === "linear" || (look.scale === "" && !apart)) return { window: { from, to } };
  // Nothing has no logarithm: a factor of ten below the first thing that happens.
  const least = from > 0 ? from : Math.min(first, to / 10) / 10;
  return { window: { from: least, to }, logarithmic: true };
}

/** A number without an exponent, as amounts are written. */
function plain(number) {
  return number.toLocaleString("en", { useGrouping: false, maximumFractionDigits: 9 });
}

function columnsOf({ back }, { left, right }) {
  const count = Math.floor((right - left) / COLUMN);
  return Array.from({ length: count + 1 }, (_, index) => back(left + index * COLUMN));
}

/** The upright scale: from nothing, or from what is below it, to the highest value. */
function upright(drawn, { quantity, window, frame: { top, bottom }, curved }) {
  // Near nothing, every flat fee is an endless rate; it may leave the picture at the top.
  const least = quantity === "rate" ? window.from + (window.to - window.from) / 25 : -1;
  const values = drawn.flatMap((all) =>
    all.flatMap(({ points }) => points.filter(([at]) => at >= least).map(([, value]) => value)),
  );
  const [first = 0] = values;
  const lowest = values.reduce((low, value) => Math.min(low, value), first);
  const highest = values.reduce((high, value) => Math.max(high, value), first);
  const count = Math.max(2, Math.floor((bottom - top) / 55));
  // Charges of small and of large amounts are both seen where each factor has its distance.
  if (curved && quantity === "charge" && lowest > 0 && highest / lowest > APART) {
    return logarithmic([lowest / 1.5, highest * 1.5], [bottom, top], count);
  }
  const [floor, ceiling] = [Math.min(lowest, 0), Math.max(highest, 0)];
  const room = (ceiling - floor || 1) * 0.08;
  return linear([floor < 0 ? floor - room : 0, ceiling + room], [bottom, top], count);
}

/** Marks that stand apart on the screen; where they do not, none is worth its ink. */
function sparse(marks, x) {
  const places = new Set(marks.map(({ amount }) => Math.round(x.at(amount) / 6)));
  return places.size * 2 < marks.length && marks.length > MARKED ? [] : marks.slice(0, 4 * MARKED);
}

function compared(samples) {
  if (samples.length < 2 || samples.some(({ kind }) => kind !== "exact")) return undefined;
  const [first, second] = samples.map(({ pieces }) => pieces);
  return first.length + second.length > COMPARED ? undefined : compare(first, second);
}

/** The amounts where the cheaper tariff becomes another one. */
function switches(ranges) {
  const told = ranges.filter(({ cheaper }) => cheaper !== "same");
  return told.slice(1).flatMap(({ from, cheaper }, index) =>
    cheaper === told[index].cheaper ? [] : [Number(from)],
  );
}

/** The amounts that the keys jump to, as they can be charged. */
function breaksOf(samples, window, decimals) {
  const inside = samples
    .flatMap(({ breakpoints }) => breakpoints.map(({ amount }) => toNumber(amount)))
    .filter((amount) => amount > window.from && amount < window.to)
    .map((amount) => amount.toFixed(decimals));
  return [...new Set(inside)].sort((one, other) => Number(one) - Number(other));
}

/** What the linter finds, with the place of each on its curve. */
function found(lines, quantity, window) {
  const all = lines.flatMap(({ name, tariff }) =>
    tariff.lint().map((finding) => ({ name, finding })),
  );
  return all.map(({ name, finding }, index) => {
    const [amount, charge] = [finding.amounts.at(-1), finding.charges.at(-1)].map(Number);
    const value = valueOf(quantity, amount, charge);
    const shown =
      Number.isFinite(value) && amount >= window.from && amount <= window.to && index < MARKED;
    return { name, finding, number: index + 1, amount, value, shown };
  });
}
