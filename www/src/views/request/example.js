// The request that the page shows at first: the commission of a letter of credit, shared by the
// parties and taxed at the rate of each, and a fee whose minimum bites.

const BOOK = `{
  "COMMISSION": {
    "currency": "LKR",
    "graduated": [
      { "upTo": "1000000", "percentage": "1" },
      { "percentage": "0.5" }
    ],
    "minimum": "2500",
    "maximum": "50000"
  },
  "ADVICE": {
    "currency": "LKR",
    "percentage": "0.02",
    "minimum": "1500"
  },
  "TAX-10": { "currency": "LKR", "percentage": "10" },
  "TAX-15": { "currency": "LKR", "percentage": "15" }
}
`;

const REQUEST = `{
  "txnRefNo": "LC-0117",
  "priceMethods": [
    {
      "chargeCode": "LC_COMMISSION",
      "priceRuleId": "COMMISSION",
      "chargeCriteria": "TXN_AMOUNT",
      "chargeCriteriaValue": "5000000",
      "chargeSharing": "Y",
      "chargeSharingPct": "40",
      "partyId": "IMPORTER"
    },
    {
      "chargeCode": "LC_COMMISSION",
      "priceRuleId": "COMMISSION",
      "chargeCriteria": "TXN_AMOUNT",
      "chargeCriteriaValue": "5000000",
      "chargeSharing": "Y",
      "chargeSharingPct": "60",
      "partyId": "EXPORTER"
    },
    {
      "chargeCode": "TAX",
      "chargeCategory": "Tax",
      "parentChargeCode": "LC_COMMISSION",
      "priceRuleId": "TAX-10",
      "partyId": "IMPORTER"
    },
    {
      "chargeCode": "TAX",
      "chargeCategory": "Tax",
      "parentChargeCode": "LC_COMMISSION",
      "priceRuleId": "TAX-15",
      "partyId": "EXPORTER"
    },
    {
      "chargeCode": "ADVICE_FEE",
      "priceRuleId": "ADVICE",
      "chargeCriteria": "TXN_AMOUNT",
      "chargeCriteriaValue": "5000000",
      "partyId": "EXPORTER"
    }
  ]
}
`;

/** The texts of the panel by their names, with what they hold at first. */
export const EXAMPLE = Object.freeze({ book: BOOK, request: REQUEST });
