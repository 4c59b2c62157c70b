// The limits of JavaScript: what somebody would write for this one rule, this one currency and
// amounts known to be small, with no check of what comes in.
//
// Tiers are { upTo, above, base, basisPoints }, bounds { minimum, maximum }: integers of cents. A
// charge before rounding is in ten-thousandths of a cent.

const ZERO = 48;
const POINT = 46;
const SCALE = 10_000;

/** Exact while cents × rate stays below 2^53. */
export function numberByHand(tiers, { minimum, maximum }) {
  const last = tiers.length - 1;
  return (amount) => {
    let cents = 0;
    for (let index = 0; index < amount.length; index += 1) {
      const code = amount.charCodeAt(index);
      if (code !== POINT) cents = cents * 10 + code - ZERO;
    }
    let place = 0;
    while (place < last && cents > tiers[place].upTo) place += 1;
    const { above, base, basisPoints } = tiers[place];
    const raw = base * SCALE + (cents - above) * basisPoints;
    const rounded = Math.floor((raw + SCALE / 2) / SCALE);
    const charge = Math.min(Math.max(rounded, minimum), maximum);
    const first = Math.floor((charge * 60 + 50) / 100);
    return [formatCents(first), formatCents(charge - first)];
  };
}

function formatCents(cents) {
  const rest = cents % 100;
  return `${(cents - rest) / 100}${rest < 10 ? ".0" : "."}${rest}`;
}

/** Binary fractions, as they are often written. */
export function fractionsByHand(tiers, bounds) {
  const steps = tiers.map(({ upTo, above, base, basisPoints }) => ({
    upTo: upTo / 100,
    above: above / 100,
    base: base / 100,
    rate: basisPoints / SCALE,
  }));
  const minimum = bounds.minimum / 100;
  const maximum = bounds.maximum / 100;
  const last = steps.length - 1;
  return (amount) => {
    const value = Number(amount);
    let place = 0;
    while (place < last && value > steps[place].upTo) place += 1;
    const { above, base, rate } = steps[place];
    const raw = base + (value - above) * rate;
    const charge = Math.round(Math.min(Math.max(raw, minimum), maximum) * 100) / 100;
    const first = Math.round(charge * 0.6 * 100) / 100;
    return [first.toFixed(2), (charge - first).toFixed(2)];
  };
}

export function bigintByHand(tiers, bounds) {
  const steps = tiers.map(({ upTo, above, base, basisPoints }) => ({
    upTo: BigInt(upTo ?? 0),
    above: BigInt(above),
    base: BigInt(base) * 10_000n + 5_000n,
    rate: BigInt(basisPoints),
  }));
  const minimum = BigInt(bounds.minimum);
  const maximum = BigInt(bounds.maximum);
  const last = steps.length - 1;
  return (amount) => {
    const cents = BigInt(amount.slice(0, -3) + amount.slice(-2));
    let place = 0;
    while (place < last && cents > steps[place].upTo) place += 1;
    const { above, base, rate } = steps[place];
    let charge = (base + (cents - above) * rate) / 10_000n;
    if (charge < minimum) charge = minimum;
    else if (charge > maximum) charge = maximum;
    const first = (charge * 60n + 50n) / 100n;
    return [formatBigint(first), formatBigint(charge - first)];
  };
}

/** Shares are of a minimum of many cents, so there are always three digits. */
function formatBigint(cents) {
  const digits = cents.toString();
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
