// The world of this page: who is in it at first.

export const CURRENCY = "LKR";

const PREPAID = "94777123456";
const POSTPAID = "94776351232";
const LTE = "94115123456";

const APPLICATION = { id: "GAMES", token: "shop-token", serviceCharge: "30" };
const BILLER = { id: "POWER", minimumAuthorization: 1, accountTypes: ["GSM", "LTE"] };

/** @type {import("ready-reckoner/ledger").LedgerConfig} */
export const WORLD = {
  currency: CURRENCY,
  operators: [{ id: "dialog", prefixes: ["9477", "9411"] }],
  subscribers: [
    { msisdn: PREPAID, kind: "prepaid", balance: "1000" },
    { msisdn: POSTPAID, kind: "postpaid", creditLimit: "5000" },
    { msisdn: LTE, kind: "prepaid", accountType: "LTE", balance: "500", notifyNumber: PREPAID },
  ],
  applications: [{ ...APPLICATION, debit: true, refunds: true }],
  billers: [BILLER],
};

/** What the calls of the provider are made with. */
export const CALLER = { biller: BILLER.id, currency: CURRENCY, token: APPLICATION.token };

/** The subscribers in words. */
export const SUBSCRIBERS = {
  [PREPAID]: "prepaid",
  [POSTPAID]: "postpaid",
  [LTE]: "LTE, messages go to the first",
};

/** Who pays if nobody else is chosen. */
export const FIRST = PREPAID;
