// Laws that hold for every request and every rule, whatever the figures are.

import assert from "node:assert/strict";
import { before, test } from "node:test";
import {
  calculateCharges,
  compile,
  currencies,
  explainCharges,
  ReckonerError,
  round,
  sum as added,
} from "../../pkg/node.js";
import { bookOf, generated, hold, written } from "./oracle.mjs";
import { seeded } from "../support/random.mjs";

const SEED = 1;
const COUNT = 3_000;

const DIGITS = new Map(currencies().map(({ code, minorUnits }) => [code, minorUnits]));

/** An amount in minor units. */
const units = (amount) => BigInt(amount.replace(".", ""));
const sum = (amounts) => amounts.reduce((total, amount) => total + units(amount), 0n);

const transactionsOf = ({ txnDetails, ...bare }) => txnDetails ?? [bare];
const linesOf = (request) => transactionsOf(request).flatMap(({ priceMethods }) => priceMethods);
const detailsOf = (response) =>
  (response.txnDetails ?? [response]).flatMap(({ chargeDetails }) => chargeDetails);

// They are drawn once for all laws, since Python takes most of the time.
const drawn = [];
before(async () => {
  for await (const line of generated("generate_requests.py", SEED, COUNT)) drawn.push(line);
});

/** Random requests that can be charged. */
const requests = (check) =>
  hold(drawn, COUNT, `seed ${SEED}`, (given) => {
    if (given.expected.response !== undefined) check(given.request, bookOf(given));
  });

/** Rules with values and tenors; some have no charge. */
const rules = (check) =>
  hold(written("price-rules.jsonl"), 700, "price-rules.jsonl", ({ rule, value, terms = {} }) => {
    const { exchangeRate, ...tenors } = terms;
    check(rule, value, tenors);
  });

function refusal(call) {
  try {
    call();
  } catch (error) {
    assert.ok(error instanceof ReckonerError, error?.stack);
    return error;
  }
}

function shuffled(items, random) {
  const rest = [...items];
  return items.map(() => rest.splice(random.below(rest.length), 1)[0]);
}

// Sharing.

/** Percentages with up to four decimals that total 100. */
function percentages(count, random) {
  const scale = 10 ** random.below(5);
  const cuts = Array.from({ length: count - 1 }, () => random.below(100 * scale + 1));
  const ends = [0, ...cuts.sort((one, other) => one - other), 100 * scale];
  return ends.slice(1).map((end, place) => ((end - ends[place]) / scale).toFixed(4));
}

test("the parts of a shared charge add up to the charge that is not shared", async () => {
  const random = seeded(11);
  const modes = ["largestRemainder", "firstInOrder", "largestShare"];
  let charged = 0;
  await rules((rule, value, tenors) => {
    const line = { chargeCode: "FEE", priceRuleId: "R", chargeCriteriaValue: value, ...tenors };
    const book = { rules: { R: rule }, allocation: random.pick(modes) };
    const shares = percentages(1 + random.below(8), random);
    const shared = shares.map((chargeSharingPct, place) => ({
      ...line,
      chargeSharing: "Y",
      chargeSharingPct,
      partyId: `P${place}`,
    }));
    const alone = refusal(() => calculateCharges({ priceMethods: [line] }, book));
    const together = refusal(() => calculateCharges({ priceMethods: shared }, book));
    assert.equal(together?.code, alone?.code);
    if (alone !== undefined) return;
    charged += 1;
    const [whole] = calculateCharges({ priceMethods: [line] }, book).chargeDetails;
    const parts = calculateCharges({ priceMethods: shared }, book).chargeDetails;
    assert.equal(sum(parts.map(({ charge }) => charge)), units(whole.charge));
    for (const [place, { charge }] of parts.entries()) {
      if (Number(shares[place]) === 0) assert.equal(units(charge), 0n, "a share of nothing");
    }
  });
  assert.ok(charged > 500, `${charged} charges`);
});

// Order.

/** Any order in which the lines of one group stand as before: ties are settled in listed order. */
function reordered(lines, random) {
  const key = ({ chargeCode, parentChargeCode }) => `${chargeCode}\n${parentChargeCode ?? ""}`;
  const left = new Map();
  for (const line of lines) left.set(key(line), [...(left.get(key(line)) ?? []), line]);
  return shuffled(lines, random).map((line) => left.get(key(line)).shift());
}

test("the order of the lines changes no charge", async () => {
  const random = seeded(12);
  await requests((request, book) => {
    const lines = linesOf(request);
    const before = new Map(
      detailsOf(calculateCharges(request, book)).map((detail, place) => [lines[place], detail]),
    );
    const moved = transactionsOf(request).map((transaction) => ({
      ...transaction,
      priceMethods: reordered(transaction.priceMethods, random),
    }));
    const after = detailsOf(calculateCharges({ txnDetails: moved }, book));
    for (const [place, line] of linesOf({ txnDetails: moved }).entries()) {
      assert.deepEqual(after[place], before.get(line));
    }
  });
});

test("transactions are charged alike alone and together", async () => {
  const random = seeded(13);
  await requests((request, book) => {
    const { txnDetails, ...head } = request;
    if (txnDetails === undefined || txnDetails.length < 2) return;
    const answers = calculateCharges(request, book).txnDetails;
    const places = shuffled([...txnDetails.keys()], random);
    const reference = (place) => txnDetails[place].txnRefNo ?? `none ${place}`;
    for (const name of new Set(places.map(reference))) {
      // Transactions of one reference are one.
      const own = [...txnDetails.keys()].filter((place) => reference(place) === name);
      const part = { ...head, txnDetails: own.map((place) => txnDetails[place]) };
      const expected = own.map((place) => answers[place]);
      assert.deepEqual(calculateCharges(part, book).txnDetails, expected);
      if (own.length > 1) continue;
      // Warnings stand beside the whole answer, which here is the transaction's.
      const { warnings: _warnings, ...bare } = calculateCharges(
        { ...head, ...part.txnDetails[0] },
        book,
      );
      assert.deepEqual(bare, expected[0]);
    }
  });
});

// Scaling.

/** Ten times an amount, as a decimal or a fraction. */
function tenfold(amount) {
  const [numerator, divisor] = String(amount).split("/");
  if (divisor !== undefined) return `${tenfold(numerator)}/${divisor}`;
  const [whole, decimals = ""] = String(amount).split(".");
  const digits = `${whole}${decimals.padEnd(1, "0").slice(0, 1)}`.replace(/^0+(?=\d)/, "");
  return decimals.length > 1 ? `${digits}.${decimals.slice(1)}` : digits;
}

const scaled = (object, names) =>
  Object.fromEntries(
    Object.entries(object).map(([name, value]) => [
      name,
      names.includes(name) && value !== null ? tenfold(value) : value,
    ]),
  );

const SIZES = [
  "flat", "unit", "upTo", "below", "minimum", "maximum", "free", "chargeUnit", "constant",
];

const NINE_DIGITS = { currency: { code: "X", minorUnits: 9 } };
const less = (amount, other) => added([amount, `-${other}`], NINE_DIGITS);

/** Where the first tier begins: a step below its `from` where tiers are printed a step apart. */
function firstBegins([first, second]) {
  const end = first.upTo ?? first.below;
  if (first.from === undefined || Number(first.from) === 0) return first.from;
  return second?.from === undefined ? first.from : less(first.from, less(second.from, end));
}

/** The same rule for amounts ten times as large. */
function enlarged(rule) {
  const larger = (price) => {
    const result = scaled(price, SIZES);
    // Pro rata there is nothing to enlarge; a price for each started unit grows with its unit.
    if (price.unit !== undefined) Object.assign(result, scaled(result, ["perUnit"]));
    return result;
  };
  const result = larger(rule);
  if (rule.formula !== undefined) {
    const constants = /(\d+(?:\.\d+)?)C/g;
    result.formula = rule.formula.replaceAll(constants, (_, figure) => `${tenfold(figure)}C`);
  }
  for (const kind of ["graduated", "volume"]) {
    if (rule[kind] === undefined) continue;
    // A beginning one above an end would be ten above it; the end alone says the same.
    const begins = firstBegins(rule[kind]);
    result[kind] = rule[kind].map(({ from: _from, ...tier }, place) =>
      place > 0 || begins === undefined ? larger(tier) : { from: tenfold(begins), ...larger(tier) },
    );
  }
  return result;
}

/** A decimal or a fraction, in lowest terms. */
function fraction(text) {
  const [numerator, denominator = "1"] = text.split("/");
  const decimals = numerator.split(".")[1]?.length ?? 0;
  let [top, bottom] = [units(numerator), BigInt(denominator) * 10n ** BigInt(decimals)];
  const negative = top < 0n;
  for (let [one, other] = [negative ? -top : top, bottom]; ; [one, other] = [other, one % other]) {
    if (other === 0n) return [top / one, bottom / one].join("/");
  }
}

test("ten times the amounts are ten times the charge, before it is rounded", async () => {
  let charged = 0;
  await rules((rule, value, tenors) => {
    const priced = (rule, value) => {
      const tariff = compile(rule, tenors);
      return tariff.explain(value).exact;
    };
    const refused = refusal(() => priced(rule, value));
    // Between the first tier's beginning and its `from`, the larger rule has a price.
    if (refused?.code === "value-below-tiers") return;
    if (refused !== undefined) {
      assert.equal(refusal(() => priced(enlarged(rule), tenfold(value)))?.code, refused.code);
      return;
    }
    charged += 1;
    const [top, bottom] = fraction(priced(rule, value)).split("/");
    const expected = fraction(`${BigInt(top) * 10n}/${bottom}`);
    assert.equal(fraction(priced(enlarged(rule), tenfold(value))), expected);
  });
  assert.ok(charged > 500, `${charged} charges`);
});

test("a price is the sum of its parts", async () => {
  let prices = 0;
  const exact = (rule, value) => {
    const tariff = compile({ ...rule, chargeOnZero: true });
    return fraction(tariff.explain(value).exact).split("/").map(BigInt);
  };
  await rules((rule, value) => {
    const given = (names) => names.filter((name) => rule[name] !== undefined);
    const rest = given(["percentage", "perUnit", "unit"]);
    if (rule.flat === undefined || rest.length === 0) return;
    const [[whole, over], [one, by], [other, of]] = [["flat", ...rest], ["flat"], rest].map(
      (names) => exact(Object.fromEntries(names.map((name) => [name, rule[name]])), value),
    );
    assert.equal(whole * by * of, (one * of + other * by) * over);
    prices += 1;
  });
  assert.ok(prices > 50, `${prices} prices`);
});

// Explanations.

/** A currency by its code: of those that rules, lines and book give, the one with these digits. */
function currencyOf(code, digits, given) {
  const own = given.filter((one) => one?.code === code);
  return own.find(({ minorUnits }) => minorUnits === digits) ?? code ?? undefined;
}

const digitsOf = (currency) => currency?.minorUnits ?? DIGITS.get(currency) ?? 2;

/** Holds the rounding of an explanation to `round`, if the exact charge is a decimal. */
function holdRounding({ currency: code, exact, path, steps }, rule, currencies) {
  const rounding = steps.findLast(({ kind }) => kind === "rounding");
  const digits = rounding.value.split(".")[1]?.length ?? 0;
  const currency = currencyOf(code, digits, currencies);
  assert.match(rounding.value, /^-?\d+(\.\d+)?$/);
  assert.equal(digits, digitsOf(currency), path);
  if (exact.includes("/") || exact.replace(/[-.]/g, "").length > 28) return undefined;
  const options = { currency, increment: rule?.increment, rounding: rule?.rounding };
  assert.equal(round(exact, options), rounding.value, path);
  return rounding.value;
}

test("an explanation ends with the charge, and rounds what it says is exact", async () => {
  let rounded = 0;
  await requests((request, book) => {
    const { response, explanations } = explainCharges(request, book);
    const details = detailsOf(response);
    const others = [...linesOf(request).map(({ txnCcy }) => txnCcy), book.currency];
    const ofRules = Object.values(book.rules).map(({ currency }) => currency);
    for (const [place, explanation] of explanations.entries()) {
      const { charge, path, steps } = explanation;
      assert.equal(charge, details[place].charge, path);
      assert.equal(steps.at(-1).value, charge, path);
      const rule = book.rules[details[place].priceRuleId];
      const value = holdRounding(explanation, rule, [...others, ...ofRules]);
      if (value !== undefined) rounded += 1;
    }
  });
  assert.ok(rounded > COUNT, `${rounded} roundings`);
});

test("the parts that the explanations tell add up to the charge that they tell", async () => {
  let groups = 0;
  await requests((request, book) => {
    // Transactions of one reference may share a charge between them.
    if (transactionsOf(request).length > 1) return;
    const lines = linesOf(request);
    const parts = new Map();
    for (const [place, { charge, steps }] of explainCharges(request, book).explanations.entries()) {
      if (steps.at(-1).kind !== "sharing") continue;
      const { chargeCode, parentChargeCode = null } = lines[place];
      const key = JSON.stringify([chargeCode, parentChargeCode]);
      const isBilled = ({ kind }) => kind === "rounding" || kind === "roundingBound";
      const { value } = steps.findLast(isBilled);
      parts.set(key, { value, charges: [...(parts.get(key)?.charges ?? []), charge] });
    }
    for (const { value, charges } of parts.values()) {
      assert.equal(sum(charges), units(value));
      if (charges.length > 1) groups += 1;
    }
  });
  assert.ok(groups > 100, `${groups} groups`);
});
