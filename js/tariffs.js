// Tariffs and the calculators that need no rule, over the raw functions of their module: read,
// call, convert.

import { chargeMany } from "./batch.js";
import { guardMethods, makeDisposable, unbound } from "./bound.js";
import { ReckonerError, refuse } from "./error.js";
import { formatMinorUnits, parseAmount, places } from "./minor-units.js";
import { plain, plainFormula, plainRatios, plainRule } from "./plain.js";
import * as raw from "./ready_reckoner_tariffs.js";
import { allocateQuickly, readRatios } from "./shares.js";
import { memory, started, startedSoon, startWhole } from "./tariffs-start.js";

export { currencies } from "./currencies.js";
export { ReckonerError };

/** What a tariff is compiled from, which is data of our own. */
class Origin {
  constructor(rule, options) {
    this.rule = plainRule(rule);
    this.options = plain(options);
  }

  compile() {
    return raw.RawTariff.compile(this.rule, this.options);
  }
}

/** A compiled charge. `compile` makes it. */
export class Tariff {
  #raw;
  #minorUnits;
  #origin;

  /** Which instance of the module the handle is of: its end takes all of them away. */
  #generation;

  static {
    guardMethods(this, { owner: "tariff", isOne: (value) => #raw in value, quick: ["charge"] });
  }

  constructor(origin) {
    if (!(origin instanceof Origin)) {
      throw new ReckonerError({
        code: "tariff-constructor",
        message: "a `Tariff` cannot be made with `new`: call `compile` with a rule",
      });
    }
    this.#origin = origin;
    this.#compile();
  }

  get source() {
    return this.#call((handle) => handle.source);
  }

  get currency() {
    return this.#call((handle) => handle.currency) ?? null;
  }

  get exactCurve() {
    return this.#call((handle) => handle.exactCurve);
  }

  charge(amount) {
    let handle;
    try {
      handle = this.#raw;
    } catch {
      throw unbound("tariff", "charge");
    }
    const text = typeof amount === "number" ? String(amount) : amount;
    if (typeof text === "string" && this.#generation === memory.generation) {
      const minorUnits = this.#minorUnits;
      const count = parseAmount(text, minorUnits);
      if (count >= 0 && handle !== undefined) {
        let charge;
        try {
          charge = handle.chargeQuick(count, places);
        } catch (thrown) {
          charge = unlessWhole(thrown);
        }
        // The module answers NaN for what its integers cannot hold.
        if (charge === charge) return formatMinorUnits(charge, minorUnits);
      }
    }
    // Out of this function: a closure here would cost every call the making of its scope.
    return this.#chargeExactly(plain(amount));
  }

  #chargeExactly(amount) {
    return this.#call((handle) => handle.charge(amount));
  }

  chargeMany(minorUnits, out) {
    return chargeMany(this.#handle(), minorUnits, out);
  }

  explain(amount) {
    const read = plain(amount);
    return this.#call((handle) => handle.explain(read));
  }

  curve(range) {
    const read = plain(range);
    return this.#call((handle) => handle.curve(read));
  }

  solve(target) {
    const read = plain(target);
    return this.#call((handle) => handle.solve(read));
  }

  lint() {
    return this.#call((handle) => handle.lint());
  }

  /** Gives the memory back now instead of when the garbage collector comes; twice is harmless. */
  free() {
    const handle = this.#raw;
    this.#raw = undefined;
    this.#origin = undefined;
    // Of an instance that is gone, there is nothing to give back.
    if (handle !== undefined && this.#generation === memory.generation) {
      memory.call(() => handle.free());
    }
  }

  #call(action) {
    const handle = this.#handle();
    return started(() => action(handle));
  }

  #handle() {
    const handle = this.#raw;
    if (handle === undefined) {
      throw new ReckonerError({
        code: "tariff-freed",
        message: "the tariff was used after `free()`: compile the rule again, or free it later",
      });
    }
    startWhole();
    return this.#generation === memory.generation ? handle : this.#compile();
  }

  #compile() {
    startedSoon(() => {
      this.#raw = this.#origin.compile();
      this.#minorUnits = this.#raw.minorUnits;
    });
    this.#generation = memory.generation;
    return this.#raw;
  }
}

makeDisposable(Tariff);

/** What a quick charge that trapped in a part of the module leaves to the whole: all of it. */
function unlessWhole(thrown) {
  const error = memory.trapped(thrown);
  if (memory.isWhole) throw error;
  return NaN;
}

export function compile(rule, options) {
  return new Tariff(new Origin(rule, options));
}

export function check(formula, options) {
  let read;
  try {
    read = plainFormula(formula);
  } catch (refusal) {
    return /** @type {ReckonerError} */ (refusal).diagnostics;
  }
  const settings = plain(options);
  return started(() => raw.check(read, settings));
}

export function format(formula) {
  const read = plainFormula(formula);
  return started(() => raw.format(read));
}

export function allocate(amount, ratios, options) {
  const total = plain(amount);
  const shares = readRatios(ratios);
  const settings = plain(options);
  return allocateQuickly(total, shares, settings) ?? allocateExactly(total, shares, settings);
}

function allocateExactly(amount, ratios, options) {
  return started(() => raw.allocate(amount, ratios, options));
}

export function sum(amounts, options) {
  const [read, settings] = [plainRatios(amounts, [], "amounts"), plain(options)];
  return started(() => raw.sum(read, settings));
}

export function round(amount, options) {
  const [read, settings] = [plain(amount), plain(options)];
  return started(() => raw.round(read, settings));
}

export function clamp(amount, options) {
  if (options === undefined) {
    refuse("/options", "expected an object with `minimum`, `maximum` or both, found nothing");
  }
  const [read, settings] = [plain(amount), plain(options)];
  return started(() => raw.clamp(read, settings));
}
