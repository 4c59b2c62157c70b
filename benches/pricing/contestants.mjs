// A graduated rule of five tiers, each with a percentage and a flat part, a minimum and a maximum;
// the rounded charge is split 60 to 40. A string in, two strings with two decimals out.
//
// Every contestant prepares once what its library lets it prepare: where each tier begins and what
// all tiers below it come to. Of two shares by largest remainder, the first is the nearest cent,
// with the odd half going up, and the second is the rest; so one of them need only be rounded.

import { inputs } from "../formula/contestants.mjs";
import { bigintByHand, fractionsByHand, numberByHand } from "./by-hand.mjs";

export { inputs };

const TIERS = [
  { upTo: "5000", percentage: "2.5", flat: "2.50" },
  { upTo: "15000", percentage: "1.75", flat: "5" },
  { upTo: "35000", percentage: "1.25", flat: "10" },
  { upTo: "65000", percentage: "0.85", flat: "15" },
  { percentage: "0.45", flat: "25" },
];
const BOUNDS = { minimum: "25", maximum: "1000" };
const SHARES = ["60", "40"];
const SHARE = "0.6";

/** Exact integers: tier after tier, in ten-thousandths of a cent, and shares of the whole cents. */
export function expected(amount) {
  const value = BigInt(amount.replace(".", ""));
  let raw = 0n;
  let above = 0n;
  for (const { upTo, percentage, flat } of TIERS) {
    if (value <= above) break;
    const end = upTo === undefined ? value : hundredths(upTo);
    const part = (value < end ? value : end) - above;
    raw += part * hundredths(percentage) + hundredths(flat) * 10_000n;
    above = end;
  }
  const rounded = (raw + 5_000n) / 10_000n;
  const [minimum, maximum] = [hundredths(BOUNDS.minimum), hundredths(BOUNDS.maximum)];
  const charge = rounded < minimum ? minimum : rounded > maximum ? maximum : rounded;
  return largestRemainder(charge).map(formatCents);
}

function largestRemainder(charge) {
  const exact = SHARES.map((share) => charge * BigInt(share));
  const shares = exact.map((share) => share / 100n);
  const remainders = exact.map((share) => share % 100n);
  const rest = charge - shares[0] - shares[1];
  shares[remainders[1] > remainders[0] ? 1 : 0] += rest;
  return shares;
}

export function same(answer, right) {
  return answer.length === 2 && answer[0] === right[0] && answer[1] === right[1];
}

export function weigh([first, second]) {
  return (
    first.charCodeAt(first.length - 1) +
    second.charCodeAt(second.length - 1) +
    first.length +
    second.length
  );
}

const ROUND_HALF_UP = { big: 1, bigNumber: 4 };

export const contestants = {
  async "ready-reckoner"() {
    const { allocate, tariff } = await compileTariff();
    return (amount) => allocate(tariff.charge(amount), SHARES);
  },

  // Three decimals are more than the minor unit has.
  async "ready-reckoner, more decimals"() {
    const { allocate, tariff } = await compileTariff();
    return (amount) => allocate(tariff.charge(`${amount}0`), SHARES);
  },

  // More than 15 digits take the general path.
  async "ready-reckoner, general path"() {
    const { allocate, tariff } = await compileTariff();
    return (amount) => allocate(tariff.charge(`${amount}0000000000000`), SHARES);
  },

  "Number by hand": () => numberByHand(tiersInCents(), boundsInCents()),

  "Number by hand, fractions": () => fractionsByHand(tiersInCents(), boundsInCents()),

  "BigInt by hand": () => bigintByHand(tiersInCents(), boundsInCents()),

  async "bigdecimal.js"() {
    const { Big, RoundingMode } = await import("bigdecimal.js");
    const tiers = steps(Big);
    const [minimum, maximum, share] = constants(Big);
    const last = tiers.length - 1;
    return (amount) => {
      const value = Big(amount);
      let place = 0;
      while (place < last && value.compareTo(tiers[place].upTo) > 0) place += 1;
      const { above, base, factor } = tiers[place];
      let charge = value
        .subtract(above)
        .multiply(factor)
        .add(base)
        .setScale(2, RoundingMode.HALF_UP);
      if (charge.compareTo(minimum) < 0) charge = minimum;
      else if (charge.compareTo(maximum) > 0) charge = maximum;
      const first = charge.multiply(share).setScale(2, RoundingMode.HALF_UP);
      const second = charge.subtract(first).setScale(2);
      return [first.toPlainString(), second.toPlainString()];
    };
  },

  async "big.js"() {
    const { default: Big } = await import("big.js");
    return likeDecimal(
      (text) => new Big(text),
      (value) => value.round(2, ROUND_HALF_UP.big),
    );
  },

  async "decimal.js"() {
    const { Decimal } = await import("decimal.js");
    return likeDecimal(
      (text) => new Decimal(text),
      (value) => value.toDecimalPlaces(2, Decimal.ROUND_HALF_UP),
    );
  },

  async "bignumber.js"() {
    const { BigNumber } = await import("bignumber.js");
    return likeDecimal(
      (text) => new BigNumber(text),
      (value) => value.decimalPlaces(2, ROUND_HALF_UP.bigNumber),
    );
  },
};

async function compileTariff() {
  const { allocate, compile } = await import("../../pkg/node.js");
  return { allocate, tariff: compile({ graduated: TIERS, ...BOUNDS }) };
}

/** The three libraries of one author share the names of all but the rounding. */
function likeDecimal(read, toCents) {
  const tiers = steps(read);
  const [minimum, maximum, share] = constants(read);
  const last = tiers.length - 1;
  return (amount) => {
    const value = read(amount);
    let place = 0;
    while (place < last && value.gt(tiers[place].upTo)) place += 1;
    const { above, base, factor } = tiers[place];
    let charge = toCents(value.minus(above).times(factor).plus(base));
    if (charge.lt(minimum)) charge = minimum;
    else if (charge.gt(maximum)) charge = maximum;
    const first = toCents(charge.times(share));
    return [first.toFixed(2), charge.minus(first).toFixed(2)];
  };
}

/** The tiers in a library's own decimals. */
function steps(read) {
  return tiersInCents().map(({ upTo, above, base, basisPoints }) => ({
    upTo: upTo === undefined ? undefined : read(formatCents(upTo)),
    above: read(formatCents(above)),
    base: read(formatCents(base)),
    factor: read(String(basisPoints / 10_000)),
  }));
}

function constants(read) {
  return [BOUNDS.minimum, BOUNDS.maximum, SHARE].map((text) => read(text));
}

function boundsInCents() {
  return { minimum: cents(BOUNDS.minimum), maximum: cents(BOUNDS.maximum) };
}

/** `base` is what the tiers below come to, and the flat part: whole cents, with these tiers. */
function tiersInCents() {
  let above = 0;
  let below = 0;
  return TIERS.map(({ upTo, percentage, flat }) => {
    const tier = {
      upTo: upTo === undefined ? undefined : cents(upTo),
      above,
      base: below + cents(flat),
      basisPoints: cents(percentage),
    };
    below = tier.base + ((tier.upTo - above) * tier.basisPoints) / 10_000;
    above = tier.upTo;
    return tier;
  });
}

function cents(text) {
  return Number(hundredths(text));
}

/** `2.5` as 250. */
function hundredths(text) {
  const [whole, decimals = ""] = text.split(".");
  return BigInt(whole + decimals.padEnd(2, "0"));
}

function formatCents(count) {
  const digits = String(count).padStart(3, "0");
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
