// Steps of whole requests: lines, parties, rules, and charges that are charged on others.

import { calculateCharges, explainCharges, validateChargeCalculation } from "../../pkg/node.js";

const FEE = { chargeCriteriaValue: "1000", priceRuleId: "fee", txnCcy: "LKR" };
const TAX = { chargeCategory: "TAX", priceRuleId: "tax", txnCcy: "LKR" };
const BOOK = { rules: { fee: { percentage: "10" }, tax: { percentage: "1" } } };

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

const shared = (size) =>
  request(size, (number) => ({
    ...FEE,
    chargeCode: "SHARED",
    chargeSharing: "Y",
    chargeSharingPct: number < 100 ? "1" : "0",
    partyId: `P-${number}`,
  }));

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
    name: "request: validated lines",
    prepare: (size) => request(size, (number) => ({ ...FEE, chargeCode: `C-${number}` })),
    run: (request) => validateChargeCalculation(request),
  },
];
