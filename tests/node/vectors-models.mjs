// How the public cases of tests/data/charge-vectors.jsonl are said in terms of the package. Each
// model takes a case's inputs and its currency, and gives what the case's `expected` names.

import assert from "node:assert/strict";
import { allocate, calculateCharges, clamp, compile, currencies, round } from "../../pkg/node.js";

const ROUNDING = {
  ceil: "ceiling",
  down: "down",
  half_down: "halfDown",
  half_even: "halfEven",
  half_up: "halfUp",
  up: "up",
};
const ALLOCATION = {
  floor_to_first: "firstInOrder",
  largest_ratio: "largestShare",
  largest_remainder: "largestRemainder",
};
const MINOR_UNITS = new Map(currencies().map(({ code, minorUnits }) => [code, minorUnits]));

/** What the package makes of a case. An unknown model, and an input that none reads, are errors. */
export function answer({ description, inputs }) {
  const model = Object.hasOwn(MODELS, inputs.model) ? MODELS[inputs.model] : undefined;
  assert.ok(model, `the model \`${inputs.model}\` is known`);
  const code = description.match(/\b[A-Z]{3}\b/g)?.find((word) => MINOR_UNITS.has(word));
  const unread = new Set(Object.keys(inputs));
  unread.delete("model");
  const watched = new Proxy(inputs, {
    get(target, name) {
      unread.delete(name);
      return target[name];
    },
  });
  const found = model(watched, code ?? "LKR");
  assert.deepEqual([...unread], [], "every input has a meaning");
  return found;
}

/** A decimal in its shortest spelling, also of the members of an array. */
export function plain(value) {
  if (Array.isArray(value)) return value.map(plain);
  const text = String(value);
  assert.match(text, /^-?\d+(\.\d+)?$/);
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}

const MODELS = {
  allocate({ amount_minor, mode, ratios, step_minor = 1 }, currency) {
    assert.equal(step_minor, 1, "we allocate minor units");
    const options = { currency, mode: named(ALLOCATION, mode) };
    const parts = allocate(ofMinor(amount_minor, currency), whole(ratios), options);
    return { parts_minor: parts.map(toMinor) };
  },

  basis_unit({ basis, unit }, currency) {
    return { basis: exact({ percentage: 100, chargeUnit: unit }, basis, currency) };
  },

  blocks({ blocks, policy, quantity }, currency) {
    let upper = 0n;
    const tiers = blocks.map(({ max, price, size }) => {
      upper += BigInt(size) * BigInt(max);
      return { perUnit: price, unit: size, upTo: String(upper) };
    });
    if (policy === "all") return graduated({ graduated: tiers }, quantity, currency);
    assert.equal(policy, "top");
    // The source lets the last block run on, which is what an open end says.
    tiers.at(-1).upTo = null;
    return { amount: exact({ volume: tiers }, quantity, currency) };
  },

  cap_lines({ digits, lines, max, previous }, currency) {
    requireDigits(digits, currency);
    const net = [];
    const discount = [];
    let left = minus(round(max, { currency }), round(previous, { currency }));
    for (const line of lines) {
      const kept = clamp(line, { currency, maximum: left }).amount;
      left = minus(left, kept);
      net.push(kept);
      discount.push(minus(line, kept));
    }
    return { discount, net };
  },

  clamp_parts({ min, parts }, currency) {
    const held = parts.map((part) =>
      clamp(part.raw, { currency, minimum: part.min, maximum: part.max }),
    );
    const total = sum(held.map(({ amount }) => amount));
    return { amount: clamp(total, { currency, minimum: min }).amount };
  },

  divide_round({ factor, quantity, rounding }, currency) {
    const options = { currency, increment: factor, rounding: named(ROUNDING, rounding) };
    return { units: quotient(round(quantity, options), factor) };
  },

  fx_divide({ digits, rate, rounding, value }, currency) {
    requireDigits(digits, currency);
    // An exchange multiplies, so what divides here is the price of one day in a year of `rate`.
    const basis = { annualBasis: rate, rounding: named(ROUNDING, rounding) };
    const rule = { percentage: 100, currency, ...basis };
    return { amount: requested(rule, { chargeCriteriaValue: value, tenor: "1" }) };
  },

  graduated(inputs, currency) {
    const rule = tiered("graduated", inputs);
    spelledOtherwise("graduated", rule, inputs, currency);
    return graduated(rule, inputs.quantity, currency);
  },

  gross_up({ digits, fixed, net, pct, rounding }, currency) {
    requireDigits(digits, currency);
    const rule = { percentage: pct, flat: fixed, rounding: named(ROUNDING, rounding) };
    const left = (gross) => minus(gross, charged(rule, gross, currency).charge);
    // From below, and a higher amount never pays less: the first amount that does is the lowest.
    let gross = net;
    while (plain(left(gross)) !== plain(net)) gross = sum([gross, minus(net, left(gross))]);
    const below = minus(gross, ofMinor(1, currency));
    assert.notEqual(plain(left(below)), plain(net), "a cent less is too little");
    return { gross };
  },

  in_order_caps({ amount_minor, caps }, currency) {
    let left = ofMinor(amount_minor, currency);
    const parts = caps.map((cap) => {
      const part = clamp(left, { currency, maximum: ofMinor(cap, currency) }).amount;
      left = minus(left, part);
      return part;
    });
    return { parts_minor: [...parts, left].map(toMinor) };
  },

  nested({ amount_minor }, currency) {
    // The ratios and the cap are in the case's description.
    const split = (amount, ratios) => allocate(amount, ratios, { currency });
    const [commission, merchant] = split(ofMinor(amount_minor, currency), [15, 85]);
    const [tax, rest] = split(commission, [20, 80]);
    const [share] = split(rest, [5, 95]);
    const cap = { currency, maximum: ofMinor(1000, currency) };
    const cashback = clamp(share, cap).amount;
    const parts = { cashback, merchant, revenue: minus(rest, cashback), tax };
    return Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, toMinor(part)]));
  },

  package({ free, price, quantity, rounding = "up", size }, currency) {
    assert.equal(rounding, "up", "a package is due once it is started");
    return { amount: exact({ perUnit: price, unit: size, free }, quantity, currency) };
  },

  pct_minor({ amount_minor, pct, rounding }, currency) {
    const rule = { percentage: pct, rounding: named(ROUNDING, rounding) };
    return { minor: toMinor(charged(rule, ofMinor(amount_minor, currency), currency).charge) };
  },

  per_started_unit({ base, max, min, per_unit, quantity, unit }, currency) {
    const price = { flat: base, perUnit: per_unit, unit };
    const amount = exact({ ...price, minimum: min, maximum: max }, quantity, currency);
    return { amount, raw: exact(price, quantity, currency) };
  },

  percentage(inputs, currency) {
    const { events, fixed, flat_on_zero, max, min, pct, quantity } = inputs;
    const bounds = { minimum: min, maximum: max, chargeOnZero: flat_on_zero };
    const rule = { percentage: pct, flat: events === undefined ? fixed : undefined, ...bounds };
    const amount = asAsked(rule, inputs, currency);
    if (events === undefined) return { amount };
    return { amount: sum([amount, exact({ perUnit: fixed }, events, currency)]) };
  },

  percentage_per_txn({ fixed, max, min, pct, transactions }, currency) {
    const rule = { percentage: pct, flat: fixed, minimum: min, maximum: max };
    return { amount: sum(transactions.map((value) => exact(rule, value, currency))) };
  },

  round({ digits, value }, currency) {
    const increment = digits < 0 ? `1${"0".repeat(-digits)}` : decimal(1n, digits);
    const modes = Object.entries(ROUNDING).map(([name, rounding]) => [
      name,
      round(value, { currency, increment, rounding }),
    ]);
    return Object.fromEntries(modes);
  },

  round_step({ digits, rounding, step_minor, value }, currency) {
    const increment = decimal(BigInt(step_minor), digits);
    return { value: round(value, { currency, increment, rounding: named(ROUNDING, rounding) }) };
  },

  stepped({ base, flat, pct, quantity, step }, currency) {
    const perUnit = charged({ percentage: pct }, flat, currency).charge;
    const started = { unit: step, free: base };
    return {
      amount: exact({ flat, perUnit, ...started }, quantity, currency),
      steps: exact({ perUnit: 1, ...started }, quantity, currency),
    };
  },

  tax_on_share({ pct, shares }, currency) {
    const fee = sum(shares);
    const percentages = allocate(100, shares);
    const parties = shares.map((_, index) => `PARTY${index}`);
    const fees = parties.map((partyId, index) => ({
      ...{ chargeCode: "FEE", priceRuleId: "FEE", partyId },
      ...{ chargeCriteria: "TXN_AMOUNT", chargeCriteriaValue: "1" },
      ...{ chargeSharing: "Y", chargeSharingPct: percentages[index] },
    }));
    const taxes = parties.map((partyId) => ({
      ...{ chargeCode: "TAX", priceRuleId: `TAX-${partyId}`, partyId },
      ...{ chargeCriteria: "PARENT_CHARGE_CODE", parentChargeCode: "FEE", chargeCategory: "Tax" },
    }));
    const rules = { FEE: { flat: fee, currency } };
    parties.forEach((partyId, index) => {
      rules[`TAX-${partyId}`] = { percentage: pct[index], currency };
    });
    const body = { priceMethods: [...taxes, ...fees] };
    const charges = calculateCharges(body, { rules }).chargeDetails.map(({ charge }) => charge);
    assert.deepEqual(charges.slice(parties.length).map(plain), shares.map(plain));
    const found = charges.slice(0, parties.length);
    return { taxes: found, total: sum(found) };
  },

  true_up({ minimum_minor, ratio, used_minor }, currency) {
    const [days, period = "1"] = ratio.split("/");
    const rule = { flat: ofMinor(minimum_minor, currency), annualBasis: period, currency };
    const minimum = requested(rule, { chargeCriteriaValue: "1", tenor: days });
    const used = ofMinor(used_minor, currency);
    const due = clamp(used, { currency, minimum }).amount;
    return { top_up_minor: toMinor(minus(due, used)) };
  },

  unit(inputs, currency) {
    const { max, min, quantity, unit_price } = inputs;
    const rule = { perUnit: unit_price, minimum: min, maximum: max };
    return { amount: asAsked(rule, inputs, currency) };
  },

  volume(inputs, currency) {
    const rule = tiered("volume", inputs);
    spelledOtherwise("volume", rule, inputs, currency);
    return { amount: exact(rule, inputs.quantity, currency) };
  },
};

/** A charge: exactly and rounded, computed and explained. */
function charged(rule, value, currency) {
  const tariff = compile(given(rule), { currency });
  try {
    const explanation = tariff.explain(value);
    assert.equal(tariff.charge(value), explanation.charge);
    return explanation;
  } finally {
    tariff.free();
  }
}

/** A charge before it is rounded, and that it is rounded once. */
function exact(rule, value, currency) {
  const found = charged(rule, value, currency);
  assert.equal(found.charge, round(found.exact, { currency }));
  return found.exact;
}

/** A charge, rounded where the case names the digits of its answer. */
function asAsked(rule, { digits, quantity, rounding }, currency) {
  if (digits === undefined) return exact(rule, quantity, currency);
  requireDigits(digits, currency);
  return charged({ ...rule, rounding: named(ROUNDING, rounding) }, quantity, currency).charge;
}

/** The charge of one line of a request. */
function requested(rule, line) {
  const fields = { chargeCode: "FEE", chargeCriteria: "TXN_AMOUNT", priceRuleId: "RULE" };
  const body = { priceMethods: [{ ...fields, ...line }] };
  return calculateCharges(body, { rules: { RULE: rule } }).chargeDetails[0].charge;
}

function tiered(form, { flat_on_zero, max, min, tiers, unit_size }) {
  const list = tiers.map(({ flat, pct, unit, up_to, ...others }) => {
    assert.deepEqual(others, {});
    return { upTo: up_to, ...given({ flat, percentage: pct, perUnit: unit, unit: unit_size }) };
  });
  return { [form]: list, minimum: min, maximum: max, chargeOnZero: flat_on_zero };
}

/** The amount, and each price of each tier by itself: `lines`. */
function graduated(rule, quantity, currency) {
  const lines = [];
  rule.graduated.forEach((tier, index) => {
    const { flat, percentage, perUnit, unit } = tier;
    const prices = [{ perUnit, unit: perUnit && unit }, { percentage }, { flat }].map(given);
    for (const price of prices.filter((one) => Object.keys(one).length > 0)) {
      const only = rule.graduated.map(({ upTo }) => ({ flat: 0, upTo }));
      only[index] = { upTo: tier.upTo, ...price };
      lines.push(exact({ graduated: only, chargeOnZero: rule.chargeOnZero }, quantity, currency));
    }
  });
  const amount = exact(rule, quantity, currency);
  assert.equal(plain(sum(lines)), plain(amount), "the lines are the charge");
  return { amount, lines };
}

/** A rule with a unit's size is charged alike by a request whose slabs give the tiers. */
function spelledOtherwise(form, rule, { quantity, slabs, unit_size }, currency) {
  if (unit_size === undefined) return assert.equal(slabs, undefined);
  const due = charged(rule, quantity, currency).charge;
  const touching = rule[form].map(({ perUnit, upTo }, index, all) => ({
    ...{ from: all[index - 1]?.upTo ?? "0", to: upTo, unit: perUnit },
  }));
  for (const spelling of [touching, slabs ?? touching]) {
    const tiers = spelling.map(({ from, to, unit }) => ({ from, upTo: to, perUnit: unit }));
    assert.equal(charged({ [form]: tiers }, quantity, currency).charge, due);
    const slabDetails = spelling.map(({ from, to, unit }) =>
      given({ fromSlab: from, toSlab: to, amount: unit, unit: unit_size }),
    );
    const priceMethod = { graduated: "SLAB_AMOUNT", volume: "VARIABLE_AMOUNT" }[form];
    const line = { chargeCriteria: "INVOICE_COUNT", chargeCriteriaValue: quantity, slabDetails };
    assert.equal(requested({ priceMethod, currency }, line), due);
  }
}

/** An object without the fields that have no value. */
function given(fields) {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value != null));
}

/** Our name for what a source calls otherwise; ours by default where it says nothing. */
function named(names, word) {
  assert.ok(word === undefined || Object.hasOwn(names, word), `\`${word}\` is known`);
  return names[word];
}

function requireDigits(digits, currency) {
  assert.equal(digits ?? MINOR_UNITS.get(currency), MINOR_UNITS.get(currency));
}

/** Ratios as they are or, where there are fractions, multiplied until there are none. */
function whole(ratios) {
  if (!ratios.some((ratio) => ratio.includes("/"))) return ratios;
  const fractions = ratios.map((ratio) => ratio.split("/").map(BigInt));
  const product = fractions.reduce((all, [, below = 1n]) => all * below, 1n);
  return fractions.map(([above, below = 1n]) => (above * product) / below);
}

function decimal(count, places) {
  const sign = count < 0n ? "-" : "";
  const digits = String(count < 0n ? -count : count).padStart(places + 1, "0");
  const end = digits.length - places;
  return sign + digits.slice(0, end) + (places > 0 ? `.${digits.slice(end)}` : "");
}

const ofMinor = (count, currency) => decimal(BigInt(count), MINOR_UNITS.get(currency));

/** The count of minor units of an amount with all of its currency's digits. */
const toMinor = (amount) => String(BigInt(amount.replace(".", "")));

/** Two or more decimals as counts of the finest unit among them. */
function aligned(texts) {
  const split = texts.map((text) => text.split("."));
  const places = Math.max(...split.map(([, decimals = ""]) => decimals.length));
  const count = ([above, decimals = ""]) => BigInt(above + decimals.padEnd(places, "0"));
  return { counts: split.map(count), places };
}

function sum(texts) {
  const { counts, places } = aligned(texts);
  return decimal(
    counts.reduce((total, count) => total + count, 0n),
    places,
  );
}

function minus(text, less) {
  const { counts, places } = aligned([text, less]);
  return decimal(counts[0] - counts[1], places);
}

function quotient(text, divisor) {
  const [above, below] = aligned([text, divisor]).counts;
  assert.equal(above % below, 0n, "the division leaves nothing");
  return String(above / below);
}
