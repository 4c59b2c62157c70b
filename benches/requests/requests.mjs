// Requests of a realistic mix: the charges of trade finance, ten lines to a transaction, about a
// dozen fields to a line; and the right answers, from exact integers.

/** How many lines a transaction has. */
export const TRANSACTION_LINES = 10;

// It has no factor in common with the number of values, so that no amount comes twice.
const STEP = 7_368_787n;

export const book = {
  rules: {
    COMMISSION: {
      graduated: [
        { upTo: "10000", percentage: "1.25", flat: "5" },
        { upTo: "50000", percentage: "0.75" },
        { upTo: "250000", percentage: "0.40" },
        { percentage: "0.25" },
      ],
      minimum: "50",
      maximum: "1500",
      currency: "USD",
    },
    VAT: { percentage: "18", currency: "USD" },
    HANDLING: { flat: "25", currency: "USD" },
    INVOICES: {
      volume: [{ upTo: "100", perUnit: "0.75" }, { perUnit: "0.60" }],
      currency: "USD",
    },
    DISCOUNT: { percentage: "6.5", annualBasis: "360", minimum: "10", currency: "USD" },
    COLLECTION: { formula: "0.125P*A+7.5C", maximumPercentage: "1", currency: "USD" },
    MESSAGES: { flat: "12", currency: "USD" },
  },
};

/**
 * One request and its charges. `start` makes its amounts differ from those of other requests.
 *
 * The body has been JSON once, as requests have: its objects and texts are as the parser makes
 * them, not as literals of this file are.
 */
export function makeRequest({ lines, start, oneTransaction = false }) {
  const blocks = Array.from({ length: lines / TRANSACTION_LINES }, (_, index) =>
    makeLines(start + index, oneTransaction ? `-${index}` : ""),
  );
  const transactions = blocks.map((block, index) => ({
    txnRefNo: `TF${String(start + index).padStart(10, "0")}`,
    priceMethods: block.map(({ line }) => line),
  }));
  const request = {
    applicationCode: "TRADE_FINANCE",
    txnDetails: oneTransaction
      ? [{ ...transactions[0], priceMethods: transactions.flatMap((entry) => entry.priceMethods) }]
      : transactions,
  };
  return {
    request: JSON.parse(JSON.stringify(request)),
    charges: blocks.flat().map(({ cents }) => formatHundredths(cents)),
  };
}

/** The ten lines of a transaction, each with its charge in cents. */
function makeLines(number, suffix) {
  // Amounts up to 400,000.00, invoices up to 250, days up to 180.
  const value = 100_000n + ((BigInt(number + 1) * STEP) % 39_900_000n);
  const code = (name) => `${name}${suffix}`;
  return [
    ...commissionLines(code("LC_COMMISSION"), value),
    ...handlingLines(code("LC_HANDLING"), value),
    invoicesLine(code("INVOICE_CHECK"), 1n + (value % 250n)),
    discountLine(code("DISCOUNT"), value, 30n + (value % 151n)),
    collectionLine(code("COLLECTION"), value),
    messagesLine(code("MESSAGES")),
  ];
}

/** Shared by two parties, each of which pays the tax on its own part. */
function commissionLines(chargeCode, value) {
  const commission = commissionOn(value);
  // The nearest cent of 60 percent is what the largest remainder gives.
  const first = rounded(commission * 60n, 100n);
  const second = commission - first;
  const shared = (party, chargeSharingPct) => ({
    ...lineOf(chargeCode, "COMMISSION", party),
    ...financed(value),
    chargeSharing: "Y",
    chargeSharingPct,
  });
  return [
    { line: shared(APPLICANT, "60"), cents: first },
    { line: shared(BENEFICIARY, "40"), cents: second },
    { line: taxOf(chargeCode, APPLICANT), cents: vatOn(first) },
    { line: taxOf(chargeCode, BENEFICIARY), cents: vatOn(second) },
  ];
}

function handlingLines(chargeCode, value) {
  const cents = 2_500n;
  return [
    { line: { ...lineOf(chargeCode, "HANDLING", APPLICANT), ...financed(value) }, cents },
    { line: taxOf(chargeCode, APPLICANT), cents: vatOn(cents) },
  ];
}

function invoicesLine(chargeCode, invoices) {
  const line = {
    ...lineOf(chargeCode, "INVOICES", APPLICANT),
    chargeCriteria: "INVOICE_COUNT",
    chargeCriteriaValue: String(invoices),
    txnCcy: "USD",
  };
  return { line, cents: invoices * (invoices > 100n ? 60n : 75n) };
}

function discountLine(chargeCode, value, days) {
  const line = {
    ...lineOf(chargeCode, "DISCOUNT", BENEFICIARY),
    ...financed(value),
    tenor: String(days),
  };
  return { line, cents: atLeast(1_000n, rounded(value * 65n * days, 1_000n * 360n)) };
}

/** Charged in another currency: bounds and exchange come before the only rounding. */
function collectionLine(chargeCode, value) {
  const line = {
    ...lineOf(chargeCode, "COLLECTION", BENEFICIARY),
    ...financed(value),
    txnCcy: "EUR",
    exchangeRate: "0.9235",
  };
  const SCALE = 100_000n;
  const raw = atMost(value * 1_000n, value * 125n + 750n * SCALE);
  return { line, cents: rounded(raw * 9_235n, SCALE * 10_000n) };
}

function messagesLine(chargeCode) {
  const line = {
    ...lineOf(chargeCode, "MESSAGES", APPLICANT),
    isChargeCalculated: "Y",
    charge: "37.40",
  };
  return { line, cents: 3_740n };
}

function financed(value) {
  return {
    chargeCriteria: "FINANCE_AMOUNT",
    chargeCriteriaValue: formatHundredths(value),
    txnCcy: "USD",
  };
}

const APPLICANT = { partyId: "000384", partyToCharge: "APPLICANT" };
const BENEFICIARY = { partyId: "001207", partyToCharge: "BENEFICIARY" };

function lineOf(chargeCode, priceRuleId, party) {
  return {
    chargeCode,
    chargeCodeDesc: `Charge ${chargeCode} of letters of credit`,
    chargeGroup: "LETTER_OF_CREDIT",
    chargeType: "DEBIT",
    chargeCategory: "Charge",
    priceRuleId,
    ...party,
  };
}

function taxOf(parentChargeCode, party) {
  return {
    ...lineOf(`VAT_ON_${parentChargeCode}`, "VAT", party),
    chargeCategory: "Tax",
    chargeCriteria: "PARENT_CHARGE_CODE",
    parentChargeCode,
    txnCcy: "USD",
  };
}

function commissionOn(value) {
  const tiers = [
    [1_000_000n, 125n],
    [5_000_000n, 75n],
    [25_000_000n, 40n],
    [value, 25n],
  ];
  let raw = 500n * 10_000n;
  let above = 0n;
  for (const [upTo, rate] of tiers) {
    if (value <= above) break;
    raw += ((value < upTo ? value : upTo) - above) * rate;
    above = upTo;
  }
  return atMost(150_000n, atLeast(5_000n, rounded(raw, 10_000n)));
}

function vatOn(cents) {
  return rounded(cents * 18n, 100n);
}

/** Half up, as nothing here is negative. */
function rounded(numerator, denominator) {
  return (2n * numerator + denominator) / (2n * denominator);
}

function atLeast(least, value) {
  return value < least ? least : value;
}

function atMost(most, value) {
  return value > most ? most : value;
}

function formatHundredths(count) {
  const digits = String(count).padStart(3, "0");
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
