// Exact fractions of bigints, for what a curve says: decimals, or `n/d`.

/** A fraction whose denominator is positive, of a decimal or of `n/d`. */
export function fraction(text) {
  const [numerator, denominator] = text.split("/");
  if (denominator !== undefined) return { n: BigInt(numerator), d: BigInt(denominator) };
  const [whole, decimals = ""] = text.split(".");
  return { n: BigInt(whole + decimals), d: 10n ** BigInt(decimals.length) };
}

/** Negative, zero or positive, as `a` is less than, equal to or greater than `b`. */
export function compare(a, b) {
  const difference = a.n * b.d - b.n * a.d;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/**
 * The value of a piece at an amount, or what it tends to from above: on a line, or in the started
 * units of it.
 */
export function lineAt(piece, amount, fromAbove = false) {
  const { cap, floor, origin, period, step, unit } = piece;
  if (period === undefined) return valueAt(piece, amount);
  const counted = unit === undefined
    ? amount
    : product(fraction(unit), started(amount, unit, fromAbove));
  const place = difference(counted, fraction(origin));
  // Amounts that were rounded up stand where they are.
  const above = fromAbove && unit === undefined;
  const steps = product(fraction(step), started(place, period, above));
  let value = sum(valueAt(piece, counted), steps);
  if (floor !== undefined) value = greater(value, valueAt(floor, counted));
  if (cap !== undefined) value = smaller(value, valueAt(cap, counted));
  return value;
}

/** How many units of a size are started in an amount, or right above it. */
function started(amount, size, fromAbove) {
  const { n, d } = quotient(amount, fraction(size));
  const units = n >= 0n ? n / d : -((d - 1n - n) / d);
  return { n: units * d === n && !fromAbove ? units : units + 1n, d: 1n };
}

function valueAt({ base, rate }, amount) {
  return sum(fraction(base), product(fraction(rate), amount));
}

const sum = (a, b) => ({ n: a.n * b.d + b.n * a.d, d: a.d * b.d });
const difference = (a, b) => sum(a, { n: -b.n, d: b.d });
const product = (a, b) => ({ n: a.n * b.n, d: a.d * b.d });
const quotient = (a, b) => ({ n: a.n * b.d, d: a.d * b.n });
const greater = (a, b) => (compare(a, b) < 0 ? b : a);
const smaller = (a, b) => (compare(a, b) < 0 ? a : b);

/** Whether an amount lies in a piece. */
export function holds({ from, fromOpen, to, toOpen }, amount) {
  const above = compare(amount, fraction(from));
  if (above < 0 || (above === 0 && fromOpen)) return false;
  if (to === null) return true;
  const below = compare(fraction(to), amount);
  return below > 0 || (below === 0 && !toOpen);
}

/** The middle between two amounts. */
export function middle(a, b) {
  return { n: a.n * b.d + b.n * a.d, d: 2n * a.d * b.d };
}
