// What every project does: a charge, a payment, and refusals caught as the package's own error.
// Each of the package's WebAssembly modules is asked.

/**
 * @param {typeof import("ready-reckoner")} calculators
 * @param {typeof import("ready-reckoner/ledger")} ledger
 */
export function use(calculators, ledger) {
  return `${charge(calculators)} ${pay(ledger, calculators.ReckonerError)}`;
}

/** The charge by a formula and by a request, which are alike. */
function charge({ calculateCharges, compile, ReckonerError }) {
  const tariff = compile("4P*A+20C", { currency: "LKR" });
  const line = { chargeCode: "FEE", chargeCriteriaValue: "1000", priceRuleId: "fee" };
  const rules = { fee: { flat: "20", percentage: "4" } };
  const { chargeDetails } = calculateCharges({ priceMethods: [line] }, { rules });
  const answers = new Set([tariff.charge("1000"), ...chargeDetails.map(({ charge }) => charge)]);
  tariff.free();
  return `${[...answers].join(" or ")} ${refusal(() => compile("2.5.6P*10C"), ReckonerError)}`;
}

/** The error of the ledger is an instance of the calculators' class, too. */
function pay({ MockLedger, ReckonerError }, OtherError) {
  const ledger = new MockLedger();
  const { status } = ledger.payment({
    makePayment: {
      endUserId: "tel:+94777123456",
      paymentAmount: {
        chargingInformation: { amount: "2", currency: "LKR", description: "A game" },
      },
      referenceCode: "REF-12345",
    },
  });
  const restored = MockLedger.restore(ledger.snapshot());
  restored.verify();
  ledger.free();
  const code = refusal(() => ledger.verify(), ReckonerError, OtherError);
  return `${status} ${restored.account("94777123456").balance} ${code}`;
}

/** The code of what an action throws, if that is an instance of every one of the classes. */
function refusal(action, ...classes) {
  try {
    action();
    return "nothing";
  } catch (error) {
    return classes.every((kind) => error instanceof kind) ? error.code : String(error);
  }
}
