// Graduated rules of any number of tiers, and what they charge, in integers.

import { seeded } from "../../tests/support/random.mjs";

/** How wide a tier is, in cents. */
const WIDTH = 10_000;

/** Hundredths of a percent of what is inside a tier, by its number. */
const rateOf = (tier) => 100 + ((tier * 37) % 200);

export function ruleOf(tiers) {
  const graduated = Array.from({ length: tiers }, (_, tier) => ({
    upTo: tier === tiers - 1 ? null : String(((tier + 1) * WIDTH) / 100),
    percentage: String(rateOf(tier) / 100),
  }));
  return { graduated };
}

/** Ten thousand amounts in cents, in all of the tiers; the first is in the last one. */
export function amountsFor(tiers) {
  const random = seeded(tiers);
  const most = tiers * WIDTH;
  const some = Array.from({ length: 9_999 }, () => 1 + random.below(most));
  return [most, ...some];
}

/** The charge of cents, rounded half up, as text. */
export function chargeOf(tiers, amount) {
  let sum = 0;
  for (let tier = 0; tier < tiers && amount > tier * WIDTH; tier += 1) {
    const end = tier === tiers - 1 ? amount : Math.min(amount, (tier + 1) * WIDTH);
    sum += (end - tier * WIDTH) * rateOf(tier);
  }
  const cents = Math.floor((sum + 5_000) / 10_000);
  return `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, "0")}`;
}
