// Wallet payments, each with a key and a reference of its own.

export const MSISDN = "94777123456";

/** Pays 2.00; the answer must be good. */
export function payInto(ledger, number) {
  const { status } = ledger.payment(bodyOf(number));
  if (status !== 200) throw new Error(`payment ${number} was answered ${status}`);
}

export function bodyOf(number) {
  return {
    makePayment: {
      clientCorrelator: `K-${number}`,
      endUserId: `tel:+${MSISDN}`,
      paymentAmount: {
        chargingInformation: { amount: "2", currency: "LKR", description: "Alien Invaders Game" },
        chargingMetaData: {
          onBehalfOf: "Example Games Inc",
          purchaseCategoryCode: "Game",
          channel: "Mobile",
        },
      },
      referenceCode: `REF-${number}`,
    },
  };
}
