// What a page writes about tariffs: rules of one form each, amounts for `Intl`, a book from a file.

import { allocate, clamp, compile, explainCharges, round, sum, validateBook } from "ready-reckoner";
import type * as types from "ready-reckoner";
import book from "./book.json";

// `Intl` takes decimal strings since ES2023, and loses no digit of them.
const shown = new Intl.NumberFormat("en", { style: "currency", currency: "USD" });
const usdt: types.Currency = { code: "USDT", minorUnits: 6 };
const amounts: types.DecimalString[] = [
  compile({ percentage: "2.9", flat: "0.30" }).charge(100),
  round("1.23456789", { currency: usdt }),
  sum(["1.5", "-0.25"], { currency: usdt }),
  clamp("5", { currency: usdt, minimum: 10 }).amount,
  ...allocate("100", ["1/3", "2/3"], { currency: usdt, mode: "rest", rest: 0, increment: "0.5" }),
];
for (const amount of amounts) shown.format(amount);

// Every form with all that goes with it.
const rules: types.PriceRule[] = [
  { flat: "1/3", percentage: "100/3", perUnit: "0.05/60", unit: 6, minimum: 1, maximum: 2 },
  { graduated: [{ from: 1, upTo: 100, perUnit: "1.5", minimum: 1 }, { from: 101, upTo: null }] },
  { volume: [{ below: 5, flat: 1 }, { below: null, flat: 2, maximum: 3 }], chargeOnZero: true },
  { formula: "P*A+C", percentage: "100/3", constant: 3, currency: usdt },
  { percentage: 10, base: "total", minimumPercentage: 1, maximum: 5 },
  // Its tiers come with each request.
  { priceMethod: "SLAB_AMOUNT", currency: "LKR" },
];
const options: types.TariffOptions = { prior: 900, tenor: 30, currency: usdt, percentage: "1/3" };
for (const rule of rules.slice(0, -1)) compile(rule, options).curve({ from: 0, to: 10 });

// What would throw does not type-check.
const refused = () => [
  // @ts-expect-error two forms
  compile({ graduated: [], flat: 1 }),
  // @ts-expect-error two forms
  compile({ graduated: [], volume: [] }),
  // @ts-expect-error two forms
  compile({ formula: "1C", volume: [] }),
  // @ts-expect-error a formula has no flat part beside it
  compile({ formula: "1C", flat: 1 }),
  // @ts-expect-error only a formula has a constant
  compile({ percentage: 1, constant: 1 }),
  // @ts-expect-error tiers have no percentage beside them
  compile({ volume: [{ flat: 1 }], percentage: 1 }),
  // @ts-expect-error a bound is one of two kinds
  compile({ flat: 1, maximum: 1, maximumPercentage: 1 }),
  // @ts-expect-error a tier has one end
  compile({ volume: [{ upTo: 5, below: 5, flat: 1 }, { flat: 2 }] }),
  // @ts-expect-error a tier has one end
  compile({ graduated: [{ flat: 1, below: 5, upTo: null }] }),
  // @ts-expect-error a unit without a price
  compile({ percentage: 1, unit: 10 }),
  // @ts-expect-error a unit without a price
  compile({ graduated: [{ flat: 1, unit: 10 }] }),
  // @ts-expect-error a price without a part
  compile({}),
  // @ts-expect-error a price without a part
  compile({ minimum: 5 }),
  // @ts-expect-error a price without a part
  compile({ priceMethod: "FIXED_AMOUNT" }),
  // @ts-expect-error the base is one of two
  compile({ flat: 1, base: "both" }),
  // @ts-expect-error a currency of one's own has its digits
  round(1, { currency: { code: "USDT" } }),
  // @ts-expect-error a curve has two ends
  compile("A").curve({ until: 5 }),
];

// A book from a file is one that requests and validators take.
const given: types.PriceBookInput = book;
const judged = validateBook(given, { lint: true });
const taken: types.PriceBook | undefined = judged.valid ? judged.value : undefined;
const { totals } = explainCharges({ priceMethods: [] }, taken ?? given);
for (const { currency, parties, taxes } of totals) {
  shown.format(parties[0]?.total ?? taxes);
  currency satisfies string | null;
}
for (const { fault, corrections } of judged.warnings) {
  fault satisfies "request" | "book" | "host";
  corrections satisfies string[] | undefined;
}
export { refused };
