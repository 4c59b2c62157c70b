// The fields of the form and the rule that they make: every field of a price rule, and what else
// stands in a rule, which is kept as it is.

import { ROUNDING_MODES } from "../../../parts/defaults.js";
import { COLUMNS } from "./paste.js";

/** The forms of a rule, by the field that each has and the others have not. */
export const KINDS = ["price", "graduated", "volume", "formula"];

/** What each form has of its own: a field of the page, and what it is called in the rule. */
const OWN = {
  price: { flat: "flat", percentage: "percentage", perUnit: "perUnit", unit: "unit" },
  graduated: {},
  volume: {},
  formula: { formula: "formula", letterP: "percentage", letterC: "constant" },
};

/** What every form has. */
const TERMS = [
  "minimum", "minimumPercentage", "maximum", "maximumPercentage", "free", "chargeUnit",
  "annualBasis", "increment",
];

/** What is one of a few words, and those words for people; the words of the wire are their own. */
export const CHOICES = {
  rounding: ROUNDING_MODES,
  base: { share: "the party’s own share", total: "the parents’ total, charged once" },
  priceMethod: Object.fromEntries(
    [
      "FIXED_AMOUNT", "FIXED_PERCENTAGE", "SLAB_AMOUNT", "SLAB_PERCENTAGE", "VARIABLE_AMOUNT",
      "VARIABLE_PERCENTAGE", "FORMULA",
    ].map((name) => [name, name]),
  ),
  chargeInTxnCcy: { true: "in the transaction’s", false: "in the rule’s own" },
};

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
  const fields = {};
  const rest = {};
  for (const [name, value] of Object.entries(rule)) {
    const shown = fieldsOf(kind, name, value);
    if (shown !== undefined) Object.assign(fields, shown);
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

/** What the form shows of a field of a rule; nothing if it cannot show it. */
function fieldsOf(kind, name, value) {
  if (name === "currency") return currencyFields(value);
  if (CHOICES[name] !== undefined) {
    const type = name === "chargeInTxnCcy" ? "boolean" : "string";
    const isKnown = typeof value === type && Object.hasOwn(CHOICES[name], value);
    return isKnown ? { [name]: String(value) } : undefined;
  }
  const [own] = Object.entries(OWN[kind]).find(([, it]) => it === name) ?? [];
  const field = own ?? (TERMS.includes(name) ? name : undefined);
  if (field === undefined || !isFigure(value, name)) return undefined;
  return { [field]: String(value) };
}

function currencyFields(currency) {
  if (typeof currency === "string") return { currency };
  const { code, minorUnits, ...others } = currency ?? {};
  const isWhole = typeof code === "string" && Number.isInteger(minorUnits);
  if (!isWhole || Object.keys(others).length > 0) return undefined;
  return { currency: code, minorUnits: String(minorUnits) };
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
  const take = (field, name) => {
    const text = fields[field]?.trim() ?? "";
    if (text !== "" || name === "formula") rule[name] = text;
  };
  for (const [field, name] of Object.entries(OWN[kind])) take(field, name);
  if (kind === "graduated" || kind === "volume") {
    rule[kind] = tiers.map((tier) => tierFrom(tier, below));
  }
  for (const name of [...TERMS, ...Object.keys(CHOICES)]) take(name, name);
  if (rule.chargeInTxnCcy !== undefined) {
    rule.chargeInTxnCcy = rule.chargeInTxnCcy === "true";
  }
  if (chargeOnZero) rule.chargeOnZero = true;
  return { ...rule, ...currencyFrom(fields), ...rest };
}

/** A currency with decimals of its own is an object; what is no number is left to be refused. */
function currencyFrom({ currency = "", minorUnits = "" }) {
  const [code, digits] = [currency.trim(), minorUnits.trim()];
  if (digits === "") return code === "" ? {} : { currency: code };
  return { currency: { code, minorUnits: /^\d+$/.test(digits) ? Number(digits) : digits } };
}

function tierFrom(tier, below) {
  const filled = COLUMNS.map((name) => [name, tier[name]?.trim() ?? ""]);
  return Object.fromEntries(
    filled
      .filter(([, text]) => text !== "")
      .map(([name, text]) => [name === "upTo" && below ? "below" : name, text]),
  );
}
