// Charges a part of a table at a time, as DuckDB hands it over.
//
// `chargeMany` charges all amounts of a rule at once. Where it refuses one, or where an amount has
// too many digits for it, `charge` is asked about the text of the amount: it alone says what a row
// is charged and why it is not.

import { parseMinorUnits } from "../../minor-units.js";
import { isRefusal } from "../problems.js";
import { unitsOfText } from "./digits.js";

const MISSING = "value-missing";
const UNKNOWN = "unknown-price-rule";

/** @typedef {import("./price.js").Price} Price */
/** @typedef {import("./vectors.js").Numbers | import("./vectors.js").Texts} Amounts */

export class Charging {
  /** How many rows have come. */
  rows = 0;

  /** How many rows were refused, by their codes. @type {Map<string, number>} */
  refused = new Map();

  #prices;
  #amounts;
  #priors;
  #answers;
  #sample;

  // The rows of a part, those of a rule one after the other, and where those of each rule end.
  #order;
  #ends;

  // The rows that are charged at once.
  #chosen;
  #units;
  #charges;

  /**
   * @param {object} parts
   * @param {Price[]} parts.prices
   * @param {Amounts} parts.amounts
   * @param {Amounts | undefined} parts.priors
   * @param {import("./vectors.js").Answers} parts.answers
   * @param {number} parts.sample how many amounts of each rule are to be explained
   * @param {number} parts.size how many rows a part has at most
   */
  constructor({ prices, amounts, priors, answers, sample, size }) {
    this.#prices = prices;
    this.#amounts = amounts;
    this.#priors = priors;
    this.#answers = answers;
    this.#sample = sample;
    this.#order = new Int32Array(size);
    this.#ends = new Int32Array(prices.length + 1);
    this.#chosen = new Int32Array(size);
    this.#units = new Float64Array(size);
    this.#charges = new Float64Array(size);
  }

  /** Charges rows by one rule. */
  chargeAll(rows, only) {
    for (let row = 0; row < rows; row += 1) this.#order[row] = row;
    this.#chargeBy(this.#prices[only], 0, rows);
    this.rows += rows;
  }

  /** Charges each row by its rule, a number; where a row has none, it is below zero. */
  chargeEach(rows, rules) {
    const [order, ends] = [this.#order, this.#ends];
    ends.fill(0);
    for (let row = 0; row < rows; row += 1) ends[rules[row] + 1] += 1;
    let start = 0;
    for (let slot = 0; slot < ends.length; slot += 1) {
      const count = ends[slot];
      ends[slot] = start;
      start += count;
    }
    for (let row = 0; row < rows; row += 1) {
      const slot = rules[row] + 1;
      order[ends[slot]] = row;
      ends[slot] += 1;
    }
    for (let place = 0; place < ends[0]; place += 1) this.#refuse(order[place], UNKNOWN);
    for (const [index, price] of this.#prices.entries()) {
      if (ends[index] < ends[index + 1]) this.#chargeBy(price, ends[index], ends[index + 1]);
    }
    this.rows += rows;
  }

  #chargeBy(price, start, end) {
    const [amounts, priors] = [this.#amounts, this.#priors];
    const { places } = price;
    if (price.sample.length < this.#sample) this.#keepSample(price, start, end);
    let count = 0;
    for (let place = start; place < end; place += 1) {
      const row = this.#order[place];
      if (amounts.isNull(row)) {
        this.#refuse(row, MISSING);
      } else if (priors !== undefined && !priors.isNull(row)) {
        this.#chargeAfter(price, row, priors.text(row, places));
      } else {
        const units = amounts.units(row, places);
        if (units >= 0 && price.refusalOf(units) === undefined) {
          this.#chosen[count] = row;
          this.#units[count] = units;
          count += 1;
        } else {
          this.#chargeOne(price, row, units);
        }
      }
    }
    this.#chargeChosen(price, count);
  }

  /** Charges the chosen rows at once, as far as the first one that is refused. */
  #chargeChosen(price, count) {
    let good = count;
    try {
      this.#chargeFirst(price, good);
    } catch (error) {
      good = indexOf(error);
      this.#chargeFirst(price, good);
    }
    for (let place = 0; place < good; place += 1) {
      const charge = this.#charges[place];
      this.#answers.charge(this.#chosen[place], charge, price.places);
      price.add(charge);
    }
    for (let place = good; place < count; place += 1) {
      this.#chargeOne(price, this.#chosen[place], this.#units[place]);
    }
  }

  #chargeFirst({ tariff }, count) {
    tariff.chargeMany(this.#units.subarray(0, count), this.#charges.subarray(0, count));
  }

  #chargeOne(price, row, units) {
    const known = price.refusalOf(units);
    if (known !== undefined) return this.#refuse(row, known);
    const code = this.#chargeText(price, price.tariff, row);
    if (code !== undefined) price.learn(units, code);
  }

  #chargeAfter(price, row, prior) {
    const tariff = price.after(prior);
    if (typeof tariff === "string") this.#refuse(row, tariff);
    else this.#chargeText(price, tariff, row);
  }

  /** Charges an amount by its text; the code, if it is refused. */
  #chargeText(price, tariff, row) {
    let charge;
    try {
      charge = tariff.charge(this.#amounts.text(row, price.places));
    } catch (error) {
      if (!isRefusal(error)) throw error;
      this.#refuse(row, error.code);
      return error.code;
    }
    const units = parseMinorUnits(charge, price.places);
    if (units >= 0) {
      this.#answers.charge(row, units, price.places);
      price.add(units);
    } else {
      const large = unitsOfText(charge);
      this.#answers.chargeLarge(row, large, price.places);
      price.addLarge(large);
    }
    return undefined;
  }

  #refuse(row, code) {
    this.#answers.refuse(row, code);
    this.refused.set(code, (this.refused.get(code) ?? 0) + 1);
  }

  #keepSample(price, start, end) {
    const wanted = Math.min(end, start + this.#sample - price.sample.length);
    const textOf = (column, row) => (column.isNull(row) ? null : column.text(row, price.places));
    for (let place = start; place < wanted; place += 1) {
      const row = this.#order[place];
      const prior = this.#priors === undefined ? null : textOf(this.#priors, row);
      price.sample.push({ amount: textOf(this.#amounts, row), prior });
    }
  }
}

/** Which amount `chargeMany` has refused. What else it throws is no refusal of a row. */
function indexOf(error) {
  const [, index] = /^\/(\d+)$/.exec(error?.problems?.[0]?.path ?? "") ?? [];
  if (!isRefusal(error) || index === undefined) throw error;
  return Number(index);
}
