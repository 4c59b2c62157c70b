// Tariffs and the calculators that need no rule, over the raw functions of their module: convert,
// call, convert.

import { chargeMany } from "./batch.js";
import { call } from "./call.js";
import { ReckonerError } from "./error.js";
import { formatMinorUnits, parseMinorUnits } from "./minor-units.js";
import * as raw from "./ready_reckoner_tariffs.js";
import { allocateQuickly } from "./shares.js";
import { started } from "./tariffs-start.js";

export { currencies } from "./currencies.js";
export { ReckonerError };

/** A compiled charge. `compile` makes it. */
export class Tariff {
  #raw;
  #minorUnits;

  constructor(handle) {
    if (!(handle instanceof raw.RawTariff)) {
      throw new ReckonerError({
        code: "tariff-constructor",
        message: "a `Tariff` cannot be made with `new`: call `compile` with a rule",
      });
    }
    this.#raw = handle;
    this.#minorUnits = handle.minorUnits;
  }

  get source() {
    return this.#handle().source;
  }

  get currency() {
    return this.#handle().currency;
  }

  get exactCurve() {
    return this.#handle().exactCurve;
  }

  charge(amount) {
    const handle = this.#raw ?? this.#handle();
    if (typeof amount === "string") {
      const count = parseMinorUnits(amount, this.#minorUnits);
      if (count >= 0) {
        const charge = handle.chargeMinor(count);
        // The module answers NaN for what its integers cannot hold.
        if (charge === charge) return formatMinorUnits(charge, this.#minorUnits);
      }
    }
    // Out of this function: a closure here would cost every call the making of its scope.
    return chargeExactly(handle, amount);
  }

  chargeMany(minorUnits, out) {
    return chargeMany(this.#handle(), minorUnits, out);
  }

  explain(amount) {
    const handle = this.#handle();
    return call(() => handle.explain(amount));
  }

  curve(range) {
    const handle = this.#handle();
    return call(() => handle.curve(range));
  }

  solve(target) {
    const handle = this.#handle();
    return call(() => handle.solve(target));
  }

  lint() {
    return this.#handle().lint();
  }

  /** Gives the memory back now instead of when the garbage collector comes; twice is harmless. */
  free() {
    this.#raw?.free();
    this.#raw = undefined;
  }

  #handle() {
    if (this.#raw !== undefined) return this.#raw;
    throw new ReckonerError({
      code: "tariff-freed",
      message: "the tariff was used after `free()`: compile the rule again, or free it later",
    });
  }
}

// Runtimes that do not know `using` have no such symbol, and nothing that could call the method.
if (Symbol.dispose) {
  Object.defineProperty(Tariff.prototype, Symbol.dispose, {
    configurable: true,
    value: Tariff.prototype.free,
    writable: true,
  });
}

function chargeExactly(handle, amount) {
  return call(() => handle.charge(amount));
}

export function compile(rule, options) {
  return new Tariff(started(() => raw.RawTariff.compile(rule, options)));
}

export function check(formula, options) {
  return started(() => raw.check(formula, options));
}

export function format(formula) {
  return started(() => raw.format(formula));
}

export function allocate(amount, ratios, options) {
  return allocateQuickly(amount, ratios, options) ?? allocateExactly(amount, ratios, options);
}

function allocateExactly(amount, ratios, options) {
  return started(() => raw.allocate(amount, ratios, options));
}

export function round(amount, options) {
  return started(() => raw.round(amount, options));
}

export function clamp(amount, options) {
  return started(() => raw.clamp(amount, options));
}
