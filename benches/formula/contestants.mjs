// amount × rate + 20, rounded half up to cents: a string in, a string with two decimals out.
//
// Every contestant compiles or prepares once what its library lets it prepare, and is written the
// way its own documentation would.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { bigintByHand, numberByHand } from "./by-hand.mjs";

/** The rates by variant: in percent, as a factor, in hundredths of a percent. */
export const RATES = {
  four: { percent: "4", factor: "0.04", basisPoints: 400 },
  twoAndAHalf: { percent: "2.5", factor: "0.025", basisPoints: 250 },
};

const AMOUNTS = 100_000;
const CENTS_MAX = 10_000_000;
// It has no factor in common with CENTS_MAX, so that no amount comes twice.
const STEP = 7_368_787;

/** Different amounts below 100,000.00, in no order. */
export function inputs() {
  return Array.from({ length: AMOUNTS }, (_, index) => {
    const cents = ((index + 1) * STEP) % CENTS_MAX;
    return `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, "0")}`;
  });
}

/** Exact integers: hundredths of a percent of cents, so ten-thousandths of a cent. */
export function expected(amount, variant) {
  const rate = BigInt(RATES[variant].basisPoints);
  const exact = BigInt(amount.replace(".", "")) * rate + 2_000n * 10_000n;
  const cents = String((exact + 5_000n) / 10_000n).padStart(3, "0");
  return `${cents.slice(0, -2)}.${cents.slice(-2)}`;
}

export function weigh(answer) {
  return answer.charCodeAt(answer.length - 1) + answer.length;
}

const ROUND_HALF_UP = { big: 1, bigNumber: 4 };

export const contestants = {
  async "ready-reckoner"(variant) {
    const tariff = await compileTariff(variant);
    return (amount) => tariff.charge(amount);
  },

  // Three decimals are more than the minor unit has.
  async "ready-reckoner, more decimals"(variant) {
    const tariff = await compileTariff(variant);
    return (amount) => tariff.charge(`${amount}0`);
  },

  // More than 15 digits take the general path.
  async "ready-reckoner, general path"(variant) {
    const tariff = await compileTariff(variant);
    return (amount) => tariff.charge(`${amount}0000000000000`);
  },

  "Number by hand": (variant) => numberByHand(RATES[variant].basisPoints),

  "BigInt by hand": (variant) => bigintByHand(RATES[variant].basisPoints),

  async "bigdecimal.js"(variant) {
    const { Big, RoundingMode } = await import("bigdecimal.js");
    const factor = Big(RATES[variant].factor);
    const constant = Big("20");
    return (amount) =>
      Big(amount).multiply(factor).add(constant).setScale(2, RoundingMode.HALF_UP).toPlainString();
  },

  async "big.js"(variant) {
    const { default: Big } = await import("big.js");
    const factor = new Big(RATES[variant].factor);
    const constant = new Big("20");
    return (amount) => new Big(amount).times(factor).plus(constant).toFixed(2, ROUND_HALF_UP.big);
  },

  async "decimal.js"(variant) {
    const { Decimal } = await import("decimal.js");
    const factor = new Decimal(RATES[variant].factor);
    const constant = new Decimal("20");
    return (amount) =>
      new Decimal(amount).times(factor).plus(constant).toFixed(2, Decimal.ROUND_HALF_UP);
  },

  async "bignumber.js"(variant) {
    const { BigNumber } = await import("bignumber.js");
    const factor = new BigNumber(RATES[variant].factor);
    const constant = new BigNumber("20");
    return (amount) =>
      new BigNumber(amount).times(factor).plus(constant).toFixed(2, ROUND_HALF_UP.bigNumber);
  },

  async "mathjs, BigNumber"(variant) {
    const { all, create } = await import("mathjs");
    const math = create(all, { number: "BigNumber" });
    // Its own `round` would triple the time.
    const code = math.compile(`A * ${RATES[variant].factor} + 20`);
    return (amount) => code.evaluate({ A: math.bignumber(amount) }).toFixed(2);
  },

  async "expr-eval"(variant) {
    const { Parser } = await import("expr-eval");
    const expression = new Parser().parse(`roundTo(A * ${RATES[variant].factor} + 20, 2)`);
    return (amount) => expression.evaluate({ A: Number(amount) }).toFixed(2);
  },

  // It has no compiled expression: the text is parsed at every call.
  async "zen-engine, native"(variant) {
    const { evaluateExpressionSync } = await import("@gorules/zen-engine");
    const expression = `round(number(A) * ${RATES[variant].factor} + 20, 2)`;
    return (amount) => evaluateExpressionSync(expression, { A: amount }).toFixed(2);
  },

  // It cuts the decimals off a number that it returns, so the expression makes a text of it.
  async "zen-engine, wasm"(variant) {
    const { evaluateExpression, initSync } = await import("@gorules/zen-engine-wasm");
    initSync({ module: readDependency("@gorules/zen-engine-wasm/dist/zen_engine_wasm_bg.wasm") });
    const expression = `string(round(number(A) * ${RATES[variant].factor} + 20, 2))`;
    return (amount) => Number(evaluateExpression(expression, { A: amount })).toFixed(2);
  },

  // Evaluating uses the parsed expression up, so it is parsed at every call. Its entry is made for
  // bundlers, so the glue gets its module here.
  async "lago-expression"(variant) {
    const glue = await import("lago-expression/index_bg.js");
    const module = new WebAssembly.Module(readDependency("lago-expression/index_bg.wasm"));
    const { exports } = new WebAssembly.Instance(module, { "./index_bg.js": glue });
    glue.__wbg_set_wasm(exports);
    exports.__wbindgen_start();
    const text = `round(event.properties.amount * ${RATES[variant].factor} + 20, 2)`;
    return (amount) => {
      const expression = glue.parseExpression(text);
      return glue.evaluateExpression(expression, "charge", 0n, { amount }).toFixed(2);
    };
  },
};

async function compileTariff(variant) {
  const { compile } = await import("../../pkg/node.js");
  return compile(`${RATES[variant].percent}P*A+20C`);
}

function readDependency(path) {
  return readFileSync(createRequire(import.meta.url).resolve(path));
}
