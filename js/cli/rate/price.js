// One rule of a book, while it charges a table: its tariffs, what it refuses, what it came to.

import { compile, round } from "../../index.js";
import { isRefusal } from "../problems.js";
import { placesOf, textOfUnits } from "./digits.js";

/** How many tariffs that go on from an earlier value are kept compiled, for each rule. */
const PRIORS_KEPT = 1_000;

const ABOVE = "value-above-tiers";
const BELOW = "value-below-tiers";
const NEGATIVE = "amount-negative";

export class Price {
  id;
  tariff;

  /** How many decimals charges have. */
  places;

  /** How many rows were charged. */
  rows = 0;

  /** The first amounts that came, as texts, to be explained: `{ amount, prior }`. */
  sample = [];

  #rule;
  #options;

  /** Tariffs, or codes of refusals, by the text of the earlier value; the oldest first. */
  #priors = new Map();

  // What rows have come to, in minor units: the number is added up to where doubles are exact.
  #sum = 0n;
  #recent = 0;

  // What is known to be refused. A value is above the last tier if a smaller one is, and below the
  // first if it lies between two that are.
  #isNegativeKnown = false;
  #aboveFrom = Infinity;
  #belowFrom = Infinity;
  #belowTo = -Infinity;

  constructor(id, rule, currency) {
    this.id = id;
    this.#rule = rule;
    const own = rule.currency ?? currency;
    this.#options = own === undefined ? {} : { currency: own };
    this.places = placesOf(round("0", this.#options));
    this.tariff = compile(rule, this.#options);
  }

  /** Counts a charge, an integer of minor units that a double holds exactly. */
  add(units) {
    const sum = this.#recent + units;
    if (Number.isSafeInteger(sum)) {
      this.#recent = sum;
    } else {
      this.#sum += BigInt(this.#recent);
      this.#recent = units;
    }
    this.rows += 1;
  }

  addLarge(units) {
    this.#sum += units;
    this.rows += 1;
  }

  /** What all rows have come to, a decimal. */
  get charge() {
    return textOfUnits(this.#sum + BigInt(this.#recent), this.places);
  }

  /** The code for an amount that needs not be charged to know that it is refused. */
  refusalOf(units) {
    if (units < 0) return this.#isNegativeKnown ? NEGATIVE : undefined;
    if (units >= this.#aboveFrom) return ABOVE;
    return units >= this.#belowFrom && units <= this.#belowTo ? BELOW : undefined;
  }

  /** Remembers a refusal. */
  learn(units, code) {
    if (Number.isNaN(units)) return;
    if (code === NEGATIVE) this.#isNegativeKnown = true;
    if (code === ABOVE) this.#aboveFrom = Math.min(this.#aboveFrom, units);
    if (code === BELOW) {
      this.#belowFrom = Math.min(this.#belowFrom, units);
      this.#belowTo = Math.max(this.#belowTo, units);
    }
  }

  /** The tariff that goes on from an earlier value, or the code for why there is none. */
  after(prior) {
    let found = this.#priors.get(prior);
    if (found === undefined) {
      found = this.#compileAfter(prior);
    } else {
      this.#priors.delete(prior);
    }
    this.#priors.set(prior, found);
    if (this.#priors.size > PRIORS_KEPT) {
      const [[oldest, tariff]] = this.#priors;
      this.#priors.delete(oldest);
      if (typeof tariff !== "string") tariff.free();
    }
    return found;
  }

  #compileAfter(prior) {
    try {
      return compile(this.#rule, { ...this.#options, prior });
    } catch (error) {
      if (!isRefusal(error)) throw error;
      return error.code;
    }
  }
}
