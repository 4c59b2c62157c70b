// Bodies and worlds of which the growth of the ledger is measured.

export const MSISDN = "94777123456";
export const PASSWORD = "secret";

export const list = (length, item) => Array.from({ length }, (_, number) => item(number));

/** A world of one subscriber with plenty of money. */
export const rich = (more = {}) => ({
  subscribers: [{ msisdn: MSISDN, kind: "prepaid", balance: "90000000000" }],
  applications: [{ id: "APP", password: PASSWORD, serviceCharge: 30 }],
  ...more,
});

const charge = (amount) => ({
  chargingInformation: { amount, currency: "LKR", description: "a game" },
});

export const payment = (number, { msisdn = MSISDN, ...more } = {}) => ({
  makePayment: {
    clientCorrelator: `K-${number}`,
    endUserId: `tel:+${msisdn}`,
    paymentAmount: charge("1"),
    referenceCode: `R-${number}`,
    ...more,
  },
});

export const reservation = (number, more = {}) => ({
  amountReservationTransaction: {
    endUserId: `tel:+${MSISDN}`,
    paymentAmount: charge("1"),
    referenceCode: `R-${number}`,
    referenceSequence: 1,
    ...more,
  },
});

export const refund = (original, number) => ({
  refundTransaction: {
    endUserId: `tel:+${MSISDN}`,
    originalReferenceCode: original.referenceCode,
    originalServerReferenceCode: original.serverReferenceCode,
    paymentAmount: charge("0.01"),
    referenceCode: `B-${number}`,
  },
});

export const debit = (number, more = {}) => ({
  BILLERID: "BILLER-1",
  AUTHFLAG: 3,
  AMOUNT: 1,
  RC: 1,
  TRID: `T-${number}`,
  ...more,
});

export const caasDebit = (number, more = {}) => ({
  applicationId: "APP",
  password: PASSWORD,
  externalTrxId: `X-${number}`,
  subscriberId: `tel:${MSISDN}`,
  amount: "1.00",
  ...more,
});

/** The status of every answer, which must be this one. */
export function expectStatus({ status, body }, wanted) {
  if (status !== wanted) throw new Error(`${status} instead of ${wanted}: ${JSON.stringify(body)}`);
  return body;
}
