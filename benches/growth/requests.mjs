// Steps of whole requests: lines, parties, rules, and charges that are charged on others.

import {
  calculateCharges,
  explainCharges,
  validateBook,
  validateChargeCalculation,
} from "../../pkg/node.js";

const FEE = { chargeCriteriaValue: "1000", priceRuleId: "fee", txnCcy: "LKR" };
const TAX = { chargeCategory: "TAX", priceRuleId: "tax", txnCcy: "LKR" };
const BOOK = {
  rules: {
    fee: { percentage: "10" },
    tax: { percentage: "1" },
    total: { percentage: "1", base: "total" },
    steps: { graduated: [{ upTo: 500, percentage: "2" }, { percentage: "1" }] },
  },
};

const list = (length, item) => Array.from({ length }, (_, number) => item(number));
const request = (length, item) => ({ priceMethods: list(length, item) });

/** How many books were made. */
let books = 0;

/** A step that prepares a request and calculates it. */
function calculated(name, prepare, { book = () => BOOK, calculate = calculateCharges } = {}) {
  return {
    name: `request: ${name}`,
    prepare: (size) => ({ request: prepare(size), book: book(size) }),
    run: ({ request, book }) => calculate(request, book),
  };
}

/** The same of a request that is refused. */
function refused(name, prepare) {
  const calculate = (request, book) => {
    try {
      calculateCharges(request, book);
    } catch (error) {
      return error;
    }
    throw new Error(`${name} was not refused`);
  };
  return calculated(name, prepare, { calculate });
}

const ruleOfBook = (number) => [
  `R-${number}`,
  { volume: [{ from: 1, upTo: 100, flat: "5" }, { from: 101, percentage: "0.5" }], minimum: "1" },
];

const shared = (size) =>
  request(size, (number) => ({
    ...FEE,
    chargeCode: "SHARED",
    chargeSharing: "Y",
    chargeSharingPct: number < 100 ? "1" : "0",
    partyId: `P-${number}`,
  }));

/** Half of the lines are a fee, the others are charged on its total. */
const onTotal = (size, fee, child) =>
  request(size, (number) => {
    if (number < size / 2) return { ...FEE, chargeCode: "FEE", ...fee(number) };
    const place = number - size / 2;
    return { ...TAX, parentChargeCode: "FEE", priceRuleId: "total", ...child(place) };
  });

export const steps = [
  calculated("lines", (size) => request(size, () => ({ ...FEE, chargeCode: "FEE" }))),
  calculated("charge codes", (size) =>
    request(size, (number) => ({ ...FEE, chargeCode: `C-${number}` })),
  ),
  calculated("transactions", (size) => ({
    txnDetails: list(size, (number) => ({
      txnRefNo: `T-${number}`,
      priceMethods: [{ ...FEE, chargeCode: "FEE" }],
    })),
  })),
  calculated(
    "rules",
    (size) =>
      request(size, (number) => ({ ...FEE, chargeCode: "FEE", priceRuleId: `R-${number}` })),
    {
      book: (size) => {
        // Other rules than those before, which may be known.
        const flat = String((books += 1));
        return { rules: Object.fromEntries(list(size, (number) => [`R-${number}`, { flat }])) };
      },
    },
  ),
  calculated("a chain of parents", (size) =>
    request(size, (number) => {
      if (number === size - 1) return { ...FEE, chargeCode: `C-${number}` };
      return { ...TAX, chargeCode: `C-${number}`, parentChargeCode: `C-${number + 1}` };
    }),
  ),
  calculated("a fan of children", (size) =>
    request(size, (number) => {
      if (number === 0) return { ...FEE, chargeCode: "PARENT" };
      return { ...TAX, chargeCode: `C-${number}`, parentChargeCode: "PARENT" };
    }),
  ),
  calculated("children on a parent of many parties", (size) =>
    request(size, (number) => {
      const partyId = `P-${number}`;
      if (number < size / 2) return { ...FEE, chargeCode: "PARENT", partyId };
      const [chargeSharing, chargeSharingPct] = ["Y", "50"];
      const chargeCode = `C-${number >> 1}`;
      const child = { ...TAX, chargeCode, parentChargeCode: "PARENT" };
      return { ...child, partyId: `Q-${number}`, chargeSharing, chargeSharingPct };
    }),
  ),
  calculated("children of three parents", (size) =>
    request(size, (number) => {
      if (number < size / 2) return { ...FEE, chargeCode: `F-${number}` };
      const parents = [0, 1, 2].map((step) => `F-${(number + step) % Math.floor(size / 2)}`);
      return { ...TAX, chargeCode: `C-${number}`, parentChargeCode: parents };
    }),
  ),
  calculated("a child of many parents", (size) =>
    request(size, (number) => {
      if (number > 0) return { ...FEE, chargeCode: `F-${number}` };
      const parents = list(size - 1, (place) => `F-${place + 1}`);
      return { ...TAX, chargeCode: "C", parentChargeCode: parents };
    }),
  ),
  calculated("a chain of children of five parents", (size) =>
    request(size, (number) => {
      if (number === size - 1) return { ...FEE, chargeCode: `C-${number}` };
      const parents = list(Math.min(5, size - 1 - number), (step) => `C-${number + 1 + step}`);
      return { ...TAX, chargeCode: `C-${number}`, parentChargeCode: parents };
    }),
  ),
  calculated("parties of a charge on the total", (size) => {
    const of = (number) => ({ partyId: `P-${number}` });
    return onTotal(size, of, (number) => ({ ...of(number), chargeCode: "TAX" }));
  }),
  calculated("charges on the total of one party", (size) => {
    const partyId = "P";
    return onTotal(
      size,
      () => ({ partyId }),
      (number) => ({ partyId, chargeCode: `T-${number}` }),
    );
  }),
  refused("a charge on the total by many rules", (size) => {
    const of = (number) => ({ partyId: `P-${number}` });
    const child = (number) => ({ ...of(number), chargeCode: "TAX" });
    return onTotal(size, of, (number) => {
      return number === 0 ? child(number) : { ...child(number), priceRuleId: `R-${number}` };
    });
  }),
  calculated(
    "currencies of an explained request",
    (size) =>
      request(size, (number) => ({
        ...FEE,
        chargeCode: "FEE",
        partyId: `P-${number}`,
        txnCcy: { code: `C-${number}`, minorUnits: number % 10 },
      })),
    { calculate: explainCharges },
  ),
  calculated("lines after an earlier value", (size) =>
    request(size, (number) => ({
      ...FEE,
      chargeCode: "FEE",
      priceRuleId: "steps",
      priorCriteriaValue: String(number),
    })),
  ),
  calculated("parties of a charge", shared),
  calculated("parties of an explained charge", shared, { calculate: explainCharges }),
  calculated("explained lines", (size) => request(size, () => ({ ...FEE, chargeCode: "FEE" })), {
    calculate: explainCharges,
  }),
  calculated(
    "prices of the host",
    (size) =>
      request(size, (number) => ({
        ...FEE,
        chargeCode: `C-${number}`,
        externalPricingApplicable: "Y",
      })),
    { book: () => ({ ...BOOK, externalPrice: () => "5" }) },
  ),
  calculated("lines with slabs", (size) =>
    request(size, () => ({
      chargeCode: "FEE",
      chargeCriteriaValue: "1000",
      priceRuleId: "slabs",
      slabDetails: [{ fromSlab: 0, amount: 10 }],
      txnCcy: "LKR",
    })), { book: () => ({ rules: { slabs: { priceMethod: "SLAB_AMOUNT" } } }) },
  ),
  refused("unknown parents", (size) =>
    request(size, (number) => ({
      ...TAX,
      chargeCode: `C-${number}`,
      parentChargeCode: `D-${number}`,
    })),
  ),
  refused("a circle of parents", (size) =>
    request(size, (number) => ({
      ...TAX,
      chargeCode: `C-${number}`,
      parentChargeCode: `C-${(number + 1) % size}`,
    })),
  ),
  refused("unknown rules", (size) =>
    request(size, (number) => ({ ...FEE, chargeCode: "FEE", priceRuleId: `R-${number}` })),
  ),
  {
    name: "book: validated rules",
    prepare: (size) => ({ rules: Object.fromEntries(list(size, ruleOfBook)) }),
    run: (book) => validateBook(book),
    // An object of a body has 20,000 fields at most.
    most: 16_000,
  },
  {
    name: "book: linted rules",
    prepare: (size) => ({ rules: Object.fromEntries(list(size, ruleOfBook)) }),
    run: (book) => validateBook(book, { lint: true }),
    most: 16_000,
  },
  {
    name: "request: validated lines",
    prepare: (size) => request(size, (number) => ({ ...FEE, chargeCode: `C-${number}` })),
    run: (request) => validateChargeCalculation(request),
  },
];
