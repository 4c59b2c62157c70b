// The part of the module of tariffs that compiles and charges: the functions that it takes for some
// rules, all others being traps, and what is exported of them. It is a third of the module, and
// starts in half the time. What traps is done by the whole: see `js/instance.js`.

import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { ROOT } from "../pack/modules.mjs";
import { importedFunctions, withExports, withTraps } from "../size/wasm.mjs";

/** What the module is built with: `scripts/wasm`, and the compiler's own defaults. */
const FEATURES = [
  "bulk-memory", "multivalue", "mutable-globals", "nontrapping-float-to-int", "reference-types",
  "sign-ext", "simd",
];

const TIERS = [
  { upTo: "1000", percentage: "2", flat: 1 }, { upTo: "5000", percentage: 1.5 }, { flat: "30" },
];
const BANDS = [{ from: 0, upTo: 250, flat: 10 }, { from: 250, upTo: null, percentage: 2.5 }];
/** Rules as they are mostly written. A form more would make the first charge of all slower. */
const RULES = [
  ["4P*A+20C"],
  ["A<1000C|5C|2.5P*A|>30C|<2000C"],
  ["A<=500.50C | 5C | A<1000C | 1.5P*A | 10C + 0.5P*(A-1000C)", { currency: "LKR" }],
  [{ percentage: "2.5", flat: 10, minimum: "5", maximum: "200" }],
  [{ flat: "1.50", currency: "USD", chargeOnZero: true }, { rounding: "halfEven" }],
  [{ graduated: TIERS, minimum: 5, maximum: "2000" }],
  [{ graduated: BANDS }],
  [{ volume: TIERS, currency: "EUR" }],
  [{ volume: BANDS }],
];
const AMOUNTS = [125_000, 1, 99_999, 0];

/**
 * An export that the glue reads with every text, and calls for few. To look for one that is not
 * there takes engines longer than to compile a tier.
 */
const READ_OFTEN = "__wbindgen_realloc";

/** Which of its functions an error's text says to have trapped first. */
const TRAPPED = /wasm-function\[(\d+)\]/;

/** How many tariffs a program has at once, for which the memory has to grow. */
const MANY = 2_000;

/** What programs do, each in an instance: which functions an allocation takes, depends on it. */
const PROGRAMS = [
  ...RULES.map((rule) => [rule]),
  RULES,
  Array.from({ length: MANY }, (_, index) => RULES[index % RULES.length]),
];

/**
 * @param {Buffer} module
 * @param {object} glue the JavaScript around it
 * @returns {Buffer}
 */
export function partOf(module, glue) {
  const imported = importedFunctions(module);
  const kept = new Set();
  glue.initSync({ module });
  for (const rules of PROGRAMS) {
    for (;;) {
      const place = trappedIn(glue, withTraps(module, kept), rules);
      if (place === undefined) break;
      if (kept.has(place - imported)) throw new Error(`function ${place} traps by itself`);
      kept.add(place - imported);
    }
  }
  const isThere = (index, name) =>
    index < imported || kept.has(index - imported) || name === READ_OFTEN;
  return optimised(withExports(withTraps(module, kept), isThere));
}

/** The first function that rules need and that is a trap, if there is any. */
function trappedIn(glue, module, rules) {
  try {
    glue.__wbg_reset_state(module);
    const tariffs = rules.map((rule) => glue.RawTariff.compile(...rule));
    tariffs.forEach(chargeBy);
    tariffs.forEach((tariff) => tariff.free());
    for (const rule of rules) glue.RawTariff.compile(...rule).free();
    return undefined;
  } catch (error) {
    const [, place] = TRAPPED.exec(error.stack) ?? [];
    if (place === undefined) throw error;
    return Number(place);
  }
}

function chargeBy(tariff) {
  const places = tariff.minorUnits;
  for (const amount of AMOUNTS) {
    if (Number.isNaN(tariff.chargeQuick(amount, places))) throw new Error("no quick charge");
  }
}

/**
 * Many functions have one caller left. Small ones are put into it; with a long one, a runtime would
 * have to compile at the first call what later ones need.
 */
function optimised(module) {
  const features = FEATURES.map((name) => `--enable-${name}`);
  const options = ["--one-caller-inline-max-function-size", "200", "-O2"];
  return execFileSync(
    join(ROOT, "node_modules/.bin/wasm-opt"),
    [...features, ...options, "-", "-o", "-"],
    { input: module, maxBuffer: 1 << 24 },
  );
}
