// Price rules, requests for charges and validators.

import {
  calculateCharges,
  compile,
  explainCharges,
  validateChargeCalculation,
  validateChargeCreation,
} from "ready-reckoner";
import type * as types from "ready-reckoner";
import { alike, refusal, same } from "./alike.js";

/** Every member of a union is in a list, so that one more or one less shows. */
type All<Union extends string, List extends readonly string[]> =
  Exclude<Union, List[number]> extends never ? unknown : never;

const methods = [
  "FIXED_AMOUNT",
  "FIXED_PERCENTAGE",
  "SLAB_AMOUNT",
  "SLAB_PERCENTAGE",
  "VARIABLE_AMOUNT",
  "VARIABLE_PERCENTAGE",
  "FORMULA",
] as const satisfies types.PriceMethod[];
methods satisfies All<types.PriceMethod, typeof methods>;

const price = {
  flat: "0.30",
  percentage: 2.9,
  perUnit: 1n,
  unit: "100",
} satisfies Required<types.Price>;
/** A tier ends in one of two ways. */
type UpTo = Omit<Required<types.Tier>, "below">;
const tiers: types.Tier[] = [
  { ...price, from: 0, upTo: "250", minimum: 1, maximum: "5" } satisfies UpTo,
  { from: "251", upTo: null },
];
const shared = {
  currency: "USD",
  minimum: "1",
  maximum: 50,
  free: 0n,
  chargeUnit: "1",
  chargeOnZero: false,
  annualBasis: "360",
  chargeInTxnCcy: true,
  rounding: "halfEven",
  increment: "0.05",
} as const;

const rules: types.PriceRule[] = [
  price,
  { ...price, ...shared, priceMethod: "FIXED_PERCENTAGE" },
  { graduated: tiers, ...shared },
  { volume: tiers, minimumPercentage: "1", maximumPercentage: "3" },
  { formula: "2P*A+1C", currency: "JPY" },
  { priceMethod: "SLAB_AMOUNT" },
];
for (const rule of rules) compile(rule).free();
for (const rule of rules) if (rule.graduated !== undefined) rule.graduated satisfies types.Tier[];

// What throws does not type-check: a rule has one form, and a bound of one kind.
function refusedRules(): types.PriceRule[] {
  return [
    // @ts-expect-error
    { flat: 1, graduated: [] },
    // @ts-expect-error
    { graduated: [], volume: [] },
    // @ts-expect-error
    { formula: "1C", flat: 1 },
    // @ts-expect-error
    { flat: 1, constant: 1 },
    // @ts-expect-error
    { flat: 1, minimum: 1, minimumPercentage: 1 },
    // @ts-expect-error
    { flat: 1, rounding: "HALF_UP" },
    { formula: "P*A+C", percentage: 2, constant: 1 },
    { percentage: 2, base: "total", currency: { code: "USDT", minorUnits: 6 } },
  ];
}
void refusedRules;

// As a JSON file has it: every text is any string, and every list is of any item.
const file = JSON.parse('{ "rules": { "FEE": { "flat": "1", "rounding": "up" } } }') as {
  rules: {
    FEE: { flat: string; rounding: string };
    TIERED: {
      graduated: ({ upTo: number; flat: string } | { percentage: number; upTo?: never })[];
    };
    TAX: { percentage: number; base: string; minimum: string };
  };
  currency: { code: string; minorUnits: number };
  allocation: string;
};
file satisfies types.PriceBookInput;
("1.25" satisfies types.DecimalString) satisfies `${number}`;
same(compile({ percentage: "2.9", flat: "0.30" }).charge(100), "3.20");

const line = {
  chargeCode: "FEE",
  priceRuleId: "fee",
  chargeCriteria: "FINANCE_AMOUNT",
  chargeCriteriaValue: "1000",
  chargeCategory: "Fee",
  parentChargeCode: "",
  partyId: "P1",
  partyToCharge: "BUYER",
  chargeSharing: "N",
  chargeSharingPct: 100,
  isChargeCalculated: "N",
  charge: 5n,
  externalPricingApplicable: "N",
  externalPricingConsumerService: "",
  externalPricingSystem: "",
  txnCcy: "LKR",
  exchangeRate: "300",
  priorCriteriaValue: null,
  tenor: 90,
  slidingScaleTenor: null,
  slabDetails: [],
  priceMethod: "FIXED_PERCENTAGE",
  chargeCodeDesc: "",
  chargeGroup: "",
  chargeType: "",
} satisfies Required<types.ChargeCalculationDetails>;
const slabbed: types.ChargeCalculationDetails = {
  chargeCode: "SLABS",
  priceRuleId: "slabs",
  chargeCriteriaValue: 1000,
  slabDetails: [
    { fromSlab: 0, toSlab: 250, amount: "10", percentage: null, unit: undefined },
    { fromSlab: 251, amount: 20 },
  ],
};
const external: types.ChargeCalculationDetails = {
  chargeCode: "EXTERNAL",
  externalPricingApplicable: "Y",
};

const book: types.PriceBook = {
  rules: {
    fee: { percentage: 1, currency: "USD", minimum: 20, maximum: "100", annualBasis: 360 },
    slabs: { priceMethod: "SLAB_AMOUNT" },
  },
  externalPrice: ({ line, txnRefNo }) => (txnRefNo === line.partyId ? 1 : "7.5"),
  allocation: "firstInOrder",
  currency: "LKR",
};

const bare: types.BareTransactionRequest = {
  applicationCode: "APP",
  extPrcConsumerService: undefined,
  txnRefNo: "T1",
  txnAttributes: [{ any: "thing" }],
  priceMethods: [line, slabbed, external],
};
const answer = calculateCharges(bare, book);
answer satisfies types.TransactionDetailsResponse;
alike(answer, {
  txnRefNo: "T1",
  chargeDetails: [
    {
      charge: "6000.00",
      chargeCcy: "LKR",
      chargeCode: "FEE",
      chargeSharing: "N",
      externalCharge: "N",
      exchangeRate: "300",
      minMaxValidationCriteria: "AMOUNT",
      minChgAmount: "20",
      maxChgAmount: "100",
      applied: "minimum",
      partyId: "P1",
      partyToCharge: "BUYER",
      priceMethod: "FIXED_PERCENTAGE",
      priceRuleId: "fee",
    },
    {
      charge: "30.00",
      chargeCcy: "LKR",
      chargeCode: "SLABS",
      chargeSharing: "N",
      externalCharge: "N",
      priceMethod: "SLAB_AMOUNT",
      priceRuleId: "slabs",
    },
    {
      charge: "7.50",
      chargeCcy: "LKR",
      chargeCode: "EXTERNAL",
      chargeSharing: "N",
      externalCharge: "Y",
    },
  ],
} satisfies types.TransactionDetailsResponse);
same(answer.chargeDetails[0]?.applied, "minimum");

const listed = calculateCharges({ applicationCode: "APP", txnDetails: [bare] }, book);
listed satisfies types.TransactionListResponse;
same(listed.txnDetails[0], answer);
same(listed.chargeDetails, answer.chargeDetails);
// @ts-expect-error with several transactions there are no charges on the top
same(listed.chargeDetails.length, 3);

const either = bare as types.ChargeCalculationRequest;
const response: types.ChargeCalculationResponse = calculateCharges(either, book);
const { txnDetails, ...top } = response;
same(txnDetails satisfies types.TransactionDetailsResponse[] | undefined, undefined);
same(top satisfies Partial<types.TransactionDetailsResponse>, answer);

const explained = explainCharges(bare, book);
explained satisfies types.ExplainedCharges<types.TransactionDetailsResponse>;
same(explained.response, answer);
alike(explained.explanations[0], {
  path: "/priceMethods/0",
  chargeCode: "FEE",
  partyId: "P1",
  partyToCharge: "BUYER",
  exact: "6000",
  charge: "6000.00",
  currency: "LKR",
  steps: [
    {
      kind: "criterion",
      text: "FINANCE_AMOUNT = 1000",
      criterion: "FINANCE_AMOUNT",
      value: "1000",
    },
    { kind: "rule", text: "rule `fee`", rule: "fee", method: "FIXED_PERCENTAGE" },
    { kind: "percentage", text: "1% of 1000 = 10", rate: "1", of: "1000", value: "10" },
    { kind: "tenor", text: "10 × 0.25 of a year", of: "10", rate: "0.25", value: "2.5" },
    {
      kind: "bound",
      text: "2.5 is to be at least 20, which it becomes",
      of: "2.5",
      bound: "minimum",
      limit: "20",
      value: "20",
      applied: true,
    },
    {
      kind: "bound",
      text: "2.5 is to be at most 100, which it keeps",
      of: "2.5",
      bound: "maximum",
      limit: "100",
      value: "2.5",
      applied: false,
    },
    { kind: "exchange", text: "20 × 300 exchange rate", of: "20", rate: "300", value: "6000" },
    {
      kind: "rounding",
      text: "6000 rounded is LKR 6000.00",
      of: "6000",
      mode: "halfUp",
      step: "0.01",
      currency: "LKR",
      value: "6000.00",
      applied: false,
    },
  ],
} satisfies types.ChargeExplanation);
const lists = explainCharges({ txnDetails: [bare] }, book).response.txnDetails;
same(lists satisfies types.TransactionDetailsResponse[], [answer]);

const judged = validateChargeCalculation(bare, { strict: false });
if (judged.valid) same(calculateCharges(judged.value, book), answer);
else throw new Error(judged.problems.map(({ message }) => message).join());
const strict = validateChargeCalculation({ ...bare, extra: 1 }, { strict: true });
const warning = strict.valid ? undefined : strict.problems[0]?.severity;
same(warning satisfies "warning" | undefined, "warning");

const creation = {
  tenantId: "T",
  productType: "subscription",
  paymentMethod: "card",
  chargeFormula: "4P*A+20C",
} satisfies types.ChargeCreationRequest;
same(validateChargeCreation(creation) satisfies types.Validation<types.ChargeCreationRequest>, {
  valid: true,
  value: creation,
  warnings: [],
});

const mistakes = [
  // @ts-expect-error there is no such field
  () => compile({ fee: 1 }),
  // @ts-expect-error a rule's field is left out, not null
  () => compile({ flat: null }),
  // @ts-expect-error tiers are a list
  () => compile({ graduated: { upTo: 250, flat: 10 } }),
  // @ts-expect-error a tier ends at `upTo`
  () => compile({ volume: [{ to: 250, flat: 10 }] }),
  // @ts-expect-error a slab may mean two things
  () => compile({ graduated: tiers, priceMethod: "SLAB" }),
  // @ts-expect-error a formula needs its text
  () => compile({ formula: 5 }),
  // @ts-expect-error a line has a charge code
  () => calculateCharges({ priceMethods: [{ priceRuleId: "fee" }] }, book),
  // @ts-expect-error a flag is `Y` or `N`
  () => calculateCharges({ priceMethods: [{ chargeCode: "FEE", chargeSharing: true }] }, book),
  // @ts-expect-error transactions are a list
  () => calculateCharges({ txnDetails: bare }, book),
  // @ts-expect-error one shape, not both
  () => calculateCharges({ txnDetails: [bare], priceMethods: [line] }, book),
  // @ts-expect-error a book has rules
  () => calculateCharges(bare, {}),
  // @ts-expect-error the host's price is an amount
  () => explainCharges(bare, { ...book, externalPrice: () => null }),
];
for (const mistake of mistakes) same(refusal(mistake) === "none", false);

// @ts-expect-error whether there is a value, `valid` says
same(strict.value === undefined, true);
