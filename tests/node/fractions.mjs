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

/** The value of a piece's line at an amount. */
export function lineAt({ base, rate }, amount) {
  const [b, r] = [fraction(base), fraction(rate)];
  return { n: b.n * r.d * amount.d + r.n * amount.n * b.d, d: b.d * r.d * amount.d };
}

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
