// Columns of a part of a table, in the memory of DuckDB: amounts that come in, charges that go out.

import { formatMinorUnits, parseMinorUnits } from "../../minor-units.js";
import { textOfUnits } from "./digits.js";

/** @typedef {import("./duckdb.js").Api} Api */
/** @typedef {import("./duckdb.js").Bindings} Bindings */

/** Whole numbers to this one have exact doubles, and so has what little is added to them. */
const QUICK_MAX = 2 ** 52;

const POWERS_OF_TEN = Array.from({ length: 39 }, (_, exponent) => Number(`1e${exponent}`));

const TWO_32 = 2 ** 32;

/** Which rows of a vector have a value. */
function validityOf(duck, vector, rows) {
  return duck.vector_get_validity(vector, 8 * Math.ceil(rows / 64)) ?? undefined;
}

/** Integers of 32 bits, each of which is there. */
export function integersOf(duck, vector, rows) {
  const bytes = duck.vector_get_data(vector, 4 * rows);
  return new Int32Array(bytes.buffer, bytes.byteOffset, rows);
}

const isSet = (bits, row) => ((bits[row >> 3] >> (row & 7)) & 1) === 1;

/** Whole numbers of 64 or 128 bits, in units of their last decimal, or in minor units. */
export class Numbers {
  #validity;

  /** The least significant words of 32 bits first. @type {Int32Array} */
  #words = new Int32Array(0);

  /** How many words a row has. */
  #stride;
  #scale;

  /** @param {{ bits: 64 | 128, scale: number | undefined }} column */
  constructor({ bits, scale }) {
    this.#stride = bits / 32;
    this.#scale = scale;
  }

  /** @param {Bindings} duck */
  read(duck, vector, rows) {
    const bytes = duck.vector_get_data(vector, 4 * this.#stride * rows);
    this.#words = new Int32Array(bytes.buffer, bytes.byteOffset, this.#stride * rows);
    this.#validity = validityOf(duck, vector, rows);
  }

  isNull(row) {
    return this.#validity !== undefined && !isSet(this.#validity, row);
  }

  /** The amount in minor units, or NaN where it has none or too many digits for the quick way. */
  units(row, places) {
    // NaN stays NaN in all of it.
    const value = this.#quick(row);
    const shift = this.#scale === undefined ? 0 : places - this.#scale;
    if (shift === 0) return value;
    if (shift > 0) {
      const units = value * POWERS_OF_TEN[shift];
      return units <= QUICK_MAX && units >= -QUICK_MAX ? units : NaN;
    }
    const power = POWERS_OF_TEN[-shift];
    const units = Math.round(value / power);
    return units * power === value ? units : NaN;
  }

  text(row, places) {
    const scale = this.#scale ?? places;
    const quick = this.#quick(row);
    return quick === quick ? formatMinorUnits(quick, scale) : textOfUnits(this.#exact(row), scale);
  }

  /** The whole number, or NaN where it is too large for a double. */
  #quick(row) {
    const words = this.#words;
    const first = row * this.#stride;
    const high = words[first + 1];
    if (this.#stride === 4) {
      const sign = high >> 31;
      if (words[first + 2] !== sign || words[first + 3] !== sign) return NaN;
    }
    const value = high * TWO_32 + (words[first] >>> 0);
    return value > QUICK_MAX || value < -QUICK_MAX ? NaN : value;
  }

  #exact(row) {
    const first = row * this.#stride;
    let value = 0n;
    for (let word = this.#stride - 1; word >= 0; word -= 1) {
      value = (value << 32n) | BigInt(this.#words[first + word] >>> 0);
    }
    return BigInt.asIntN(32 * this.#stride, value);
  }
}

/** Texts, which may be anything. */
export class Texts {
  #vector;
  #create;

  /** @param {Api} api */
  constructor({ DuckDBVector }) {
    this.#create = (vector, rows) => DuckDBVector.create(vector, rows);
  }

  read(_duck, vector, rows) {
    this.#vector = this.#create(vector, rows);
  }

  isNull(row) {
    return this.#vector.getItem(row) === null;
  }

  units(row, places) {
    const units = parseMinorUnits(this.#vector.getItem(row), places);
    return units === -1 ? NaN : units;
  }

  text(row) {
    return this.#vector.getItem(row);
  }
}

/** The answers for a part of a table: for each row a charge, or the code of a refusal. */
export class Answers {
  /** 128 bits a row. */
  #words;
  #charged;
  #refused;
  #codes = new Map();
  #places;

  /** @param {number} rows how many a part has at most @param {number} places those of charges */
  constructor(rows, places) {
    this.#words = new Int32Array(4 * rows);
    this.#charged = new Uint8Array(8 * Math.ceil(rows / 64));
    this.#refused = new Uint8Array(this.#charged.length);
    this.#places = places;
  }

  begin() {
    this.#codes.clear();
    this.#charged.fill(255);
    this.#refused.fill(0);
  }

  /** Notes a charge in minor units, which a double holds exactly. */
  charge(row, units, places) {
    const value = units * POWERS_OF_TEN[this.#places - places];
    if (!Number.isSafeInteger(value)) return this.chargeLarge(row, BigInt(units), places);
    const words = this.#words;
    words[4 * row] = value;
    words[4 * row + 1] = Math.floor(value / TWO_32);
    words[4 * row + 2] = words[4 * row + 3] = value < 0 ? -1 : 0;
  }

  chargeLarge(row, units, places) {
    let value = units * 10n ** BigInt(this.#places - places);
    for (let word = 0; word < 4; word += 1) {
      this.#words[4 * row + word] = Number(BigInt.asIntN(32, value));
      value >>= 32n;
    }
  }

  refuse(row, code) {
    this.#codes.set(row, code);
    this.#charged[row >> 3] &= ~(1 << (row & 7));
    this.#refused[row >> 3] |= 1 << (row & 7);
  }

  /** Hands them over. @param {Bindings} duck */
  write(duck, vector, rows) {
    const charges = duck.struct_vector_get_child(vector, 0);
    const codes = duck.struct_vector_get_child(vector, 1);
    duck.copy_data_to_vector(charges, 0, this.#words.buffer, 0, 16 * rows);
    copyValidity(duck, charges, this.#charged);
    for (const [row, code] of this.#codes) duck.vector_assign_string_element(codes, row, code);
    copyValidity(duck, codes, this.#refused);
  }
}

function copyValidity(duck, vector, bits) {
  duck.vector_ensure_validity_writable(vector);
  duck.copy_data_to_vector_validity(vector, 0, bits.buffer, 0, bits.length);
}
