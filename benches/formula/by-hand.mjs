// The limits of JavaScript: what somebody would write for this one formula, this one currency and
// amounts known to be small, with no check of what comes in.

const ZERO = 48;
const POINT = 46;
const CONSTANT = 2_000;
const SCALE = 10_000;

/** Exact while cents × rate stays below 2^53. */
export function numberByHand(basisPoints) {
  return (amount) => {
    let cents = 0;
    for (let index = 0; index < amount.length; index += 1) {
      const code = amount.charCodeAt(index);
      if (code !== POINT) cents = cents * 10 + code - ZERO;
    }
    const charge = Math.floor((cents * basisPoints + SCALE / 2) / SCALE) + CONSTANT;
    const rest = charge % 100;
    return `${(charge - rest) / 100}${rest < 10 ? ".0" : "."}${rest}`;
  };
}

export function bigintByHand(basisPoints) {
  const rate = BigInt(basisPoints);
  return (amount) => {
    const cents = BigInt(amount.slice(0, -3) + amount.slice(-2));
    const charge = (cents * rate + 5_000n) / 10_000n + 2_000n;
    const digits = charge.toString();
    return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
  };
}
