// The fields of the form and the rule that they make: every field of a price rule that a form can
// have, and what else stands in a rule, which is kept as it is.

import { COLUMNS } from "./paste.js";

export const PRICE = ["flat", "percentage", "perUnit", "unit"];
export const TERMS = [
  "minimum", "minimumPercentage", "maximum", "maximumPercentage", "free", "chargeUnit",
];

/** The forms of a rule, by the field that each has and the others have not. */
export const KINDS = ["price", "graduated", "volume", "formula"];

/**
 * @typedef {object} Filled what stands in the form
 * @property {"price" | "graduated" | "volume" | "formula"} kind
 * @property {Record<string, string>} fields by name, empty ones too
 * @property {boolean} chargeOnZero
 * @property {boolean} below whether a tier's end belongs to the next one
 * @property {Record<string, string>[]} tiers by column; the end stands in `upTo` either way
 * @property {Record<string, unknown>} rest what the form has no field for
 */

/** The form of a rule; `undefined` where the rule is none, or has what no field can show. */
export function filledFrom(rule) {
  const kind = KINDS.find((name) => rule[name] !== undefined) ?? "price";
  const own = kind === "price" ? PRICE : kind === "formula" ? ["formula"] : [];
  const known = [...own, ...TERMS];
  const fields = {};
  const rest = {};
  for (const [name, value] of Object.entries(rule)) {
    if (known.includes(name) && isFigure(value, name)) fields[name] = String(value);
    else if (name !== "chargeOnZero" && name !== kind) rest[name] = value;
  }
  const tiers = kind === "graduated" || kind === "volume" ? rule[kind] : [];
  if (!Array.isArray(tiers) || !tiers.every(isTier)) return undefined;
  const below = tiers.some((tier) => tier.below != null);
  if (below && tiers.some((tier) => tier.upTo != null)) return undefined;
  if (rule.chargeOnZero !== undefined && typeof rule.chargeOnZero !== "boolean") return undefined;
  return {
    kind, fields, rest, below,
    chargeOnZero: rule.chargeOnZero === true,
    tiers: tiers.map(({ below: end, ...tier }) =>
      texts(end == null ? tier : { ...tier, upTo: end }),
    ),
  };
}

function isFigure(value, name) {
  return typeof value === "string" || (typeof value === "number" && name !== "formula");
}

function isTier(tier) {
  if (typeof tier !== "object" || tier === null || Array.isArray(tier)) return false;
  return Object.entries(tier).every(
    ([name, value]) =>
      [...COLUMNS, "below"].includes(name) && (value === null || isFigure(value, name)),
  );
}

function texts(tier) {
  const filled = Object.entries(tier).filter(([, value]) => value != null);
  return Object.fromEntries(filled.map(([name, value]) => [name, String(value)]));
}

/** The rule that a filled form makes; empty fields are left out. @param {Filled} filled */
export function ruleFrom({ kind, fields, chargeOnZero, below, tiers, rest }) {
  const rule = {};
  const own = kind === "price" ? PRICE : kind === "formula" ? ["formula"] : [];
  const take = (names) => {
    for (const name of names) {
      const text = fields[name]?.trim() ?? "";
      if (text !== "" || name === "formula") rule[name] = text;
    }
  };
  take(own);
  if (kind === "graduated" || kind === "volume") {
    rule[kind] = tiers.map((tier) => tierFrom(tier, below));
  }
  take(TERMS);
  if (chargeOnZero) rule.chargeOnZero = true;
  return { ...rule, ...rest };
}

function tierFrom(tier, below) {
  const filled = COLUMNS.map((name) => [name, tier[name]?.trim() ?? ""]);
  return Object.fromEntries(
    filled
      .filter(([, text]) => text !== "")
      .map(([name, text]) => [name === "upTo" && below ? "below" : name, text]),
  );
}
