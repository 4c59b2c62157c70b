// From a formula to a price rule and back. Both ways go over the curve, which says all that a rule
// charges: what comes of it is kept only if it has the very same curve, so that nothing is lost.

import { compile } from "ready-reckoner/tariffs";
import Fraction from "fraction.js";
import { exact } from "../../../parts/curve/figures.js";
import { isRefusal } from "../../../parts/refusal.js";
import { optionsFor, withoutCircumstances } from "../../../parts/rule.js";

/** What stands in the way, in sentences. */
export const REASONS = {
  product: "It multiplies amounts by each other, which no price rule does.",
  letters: "It has a bare P or C, which only a formula can have.",
  ends: "Some limits belong to the tier below and some to the one above: a price rule has one way.",
  units: "It charges for started units, or by rounded values, which no formula can say.",
  decimals: "It has a part that has no end as a decimal, and formulas have only decimals.",
  covered: "It has no price for some amounts, and a formula has one for every amount.",
  prior: "It goes on from what was charged earlier, which only graduated tiers can do.",
  own: "It names its own currency or terms, which a formula leaves to what stands beside it.",
  other: "What comes of it would not charge the same for every amount.",
};

/** Fields of a rule that a formula has no words for, unless they are what the options say. */
const OWN = [
  "annualBasis", "base", "chargeInTxnCcy", "currency", "increment", "priceMethod", "rounding",
];

/**
 * @typedef {{ result: any } | { reason: string }} Conversion
 *
 * @typedef {object} Segment a line between two amounts, with its bounds
 * @property {string | null} to
 * @property {boolean} toOpen
 * @property {Fraction} base
 * @property {Fraction} rate
 * @property {Fraction} [minimum]
 * @property {Fraction} [maximum]
 */

/** The price rule that charges as a formula does. @returns {Conversion} */
export function ruleOfFormula(formula, options) {
  const { percentage, constant, ...others } = withoutCircumstances(options);
  return attempt(() => {
    const bare = linesOf(formula, others);
    if (bare === "refused") return { reason: REASONS.letters };
    if (bare === undefined) return { reason: REASONS.product };
    const segments = segmentsOf(bare);
    const limits = segments.slice(0, -1);
    if (limits.some(({ to }) => to.includes("/"))) return { reason: REASONS.decimals };
    if (new Set(limits.map(({ toOpen }) => toOpen)).size > 1) return { reason: REASONS.ends };
    const rule = segments.length === 1 ? priceOf(segments[0]) : { volume: segments.map(tierOf) };
    const candidates = [rule, { ...rule, chargeOnZero: true }];
    const same = candidates.find((it) => isSame(bare, linesOf(it, others)));
    return same === undefined ? { reason: REASONS.other } : { result: same };
  });
}

/** The formula that charges as a price rule does. @returns {Conversion} */
export function formulaOfRule(rule, options) {
  if (rule.formula !== undefined && Object.keys(rule).length === 1) return { result: rule.formula };
  if (OWN.some((name) => rule[name] !== undefined && rule[name] !== options[name])) {
    return { reason: REASONS.own };
  }
  if (options.prior !== undefined && rule.graduated !== undefined) return { reason: REASONS.prior };
  return attempt(() => {
    const left = withoutCircumstances(optionsFor(rule, options));
    const lines = linesOf(rule, left);
    if (lines === "refused") return { reason: REASONS.other };
    if (lines === undefined) return { reason: REASONS.product };
    if (lines.some(isStaired)) return { reason: REASONS.units };
    if (lines[0].from !== "0" || lines.at(-1).to !== null) return { reason: REASONS.covered };
    const segments = segmentsOf(lines);
    if (!segments.every(isDecimal)) return { reason: REASONS.decimals };
    const formula = segments.map(textOf).join("|");
    const { currency, rounding, increment } = options;
    const same = isSame(lines, linesOf(formula, defined({ currency, rounding, increment })));
    return same ? { result: formula } : { reason: REASONS.other };
  });
}

function attempt(convert) {
  try {
    return convert();
  } catch (error) {
    if (isRefusal(error)) return { reason: REASONS.other };
    throw error;
  }
}

/** The pieces of a rule's whole curve; nothing if it has none. */
function linesOf(rule, options) {
  let tariff;
  try {
    tariff = compile(rule, options);
  } catch (error) {
    if (isRefusal(error)) return "refused";
    throw error;
  }
  try {
    return tariff.exactCurve ? tariff.curve().pieces : undefined;
  } finally {
    tariff.free();
  }
}

function isStaired({ period, unit, floor, cap }) {
  return [period, unit, floor, cap].some((it) => it !== undefined);
}

/** Whether two curves are one, however they are cut into pieces. */
function isSame(one, other) {
  if (!Array.isArray(other)) return false;
  return JSON.stringify(joined(one)) === JSON.stringify(joined(other));
}

function joined(pieces) {
  const lines = [];
  for (const { from, fromOpen, to, toOpen, base, rate, ...stairs } of pieces) {
    const { kind, ...others } = stairs;
    const last = lines.at(-1);
    const goesOn = last?.to === from && last.base === base && last.rate === rate;
    if (goesOn && !isStaired(stairs)) Object.assign(last, { to, toOpen });
    else lines.push({ from, fromOpen, to, toOpen, base, rate, ...others });
  }
  return lines;
}

/** Lines with their bounds: a flat piece that a line rises out of is its floor, or its cap. */
function segmentsOf(pieces) {
  const segments = [];
  for (const { from, to, toOpen, base, rate, kind } of pieces) {
    const line = { to, toOpen, base: exact(base), rate: exact(rate) };
    const before = segments.at(-1);
    if (kind === "floor" && meets(before, line, from) && before.rate.equals(0)) {
      segments[segments.length - 1] = { ...line, minimum: before.base };
    } else if (kind === "cap" && meets(before, line, from) && line.rate.equals(0)) {
      segments[segments.length - 1] = { ...before, to, toOpen, maximum: line.base };
    } else {
      segments.push(line);
    }
  }
  return segments;
}

function meets(before, line, at) {
  if (before === undefined) return false;
  const amount = exact(at);
  return before.base.add(before.rate.mul(amount)).equals(line.base.add(line.rate.mul(amount)));
}

/** The price of a segment, without the amounts that it is for. */
function priceOf({ base, rate, minimum, maximum }) {
  const percentage = rate.mul(100);
  return defined({
    flat: base.equals(0) && !rate.equals(0) ? undefined : figure(base),
    percentage: rate.equals(0) ? undefined : figure(percentage),
    minimum: minimum && figure(minimum),
    maximum: maximum && figure(maximum),
  });
}

function tierOf(segment) {
  const { to, toOpen } = segment;
  if (to === null) return priceOf(segment);
  return { [toOpen ? "below" : "upTo"]: to, ...priceOf(segment) };
}

/** "A<1000C|5C": the condition, unless it is the last segment, the price, its bounds. */
function textOf({ to, toOpen, base, rate, minimum, maximum }) {
  const parts = [];
  if (to !== null) parts.push(`A${toOpen ? "<" : "<="}${to}C`);
  const percent = rate.mul(100);
  const rated = percent.equals(100) ? "A" : `${figure(percent.abs())}P*A`;
  const signed = [
    ...(rate.equals(0) ? [] : [[percent.compare(0), rated]]),
    ...(base.equals(0) && !rate.equals(0) ? [] : [[base.compare(0), `${figure(base.abs())}C`]]),
  ].sort(([one], [other]) => other - one);
  const text = signed.map(([sign, term]) => (sign < 0 ? `-${term}` : `+${term}`)).join("");
  parts.push(text.startsWith("+") ? text.slice(1) : `0C${text}`);
  if (minimum !== undefined) parts.push(`>${figure(minimum)}C`);
  if (maximum !== undefined) parts.push(`<${figure(maximum)}C`);
  return parts.join("|");
}

function isDecimal({ to, base, rate, minimum, maximum }) {
  const figures = [to, base, rate.mul(100), minimum, maximum].filter((it) => it != null);
  return figures.every((it) => !figure(new Fraction(it)).includes("/"));
}

/** As the package writes it: a decimal, or `n/d` where that has no end. */
function figure(fraction) {
  const decimal = fraction.toString();
  return decimal.includes("(") ? fraction.toFraction() : decimal;
}

function defined(fields) {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
