const calculators = require("ready-reckoner");
const { MockLedger, ReckonerError } = require("ready-reckoner/ledger");

const PAYMENT = {
  makePayment: {
    endUserId: "tel:+94777123456",
    paymentAmount: {
      chargingInformation: { amount: "2", currency: "LKR", description: "A game ☺" },
    },
    referenceCode: "REF-12345",
  },
};

test("pays", () => {
  const ledger = new MockLedger();
  const { status, body } = ledger.payment(PAYMENT);
  expect(status).toBe(200);
  expect(body.makePayment).toMatchObject(PAYMENT.makePayment);
  const restored = MockLedger.restore(ledger.snapshot());
  expect(restored.account("94777123456").balance).toBe("998.00");
});

test("refuses with the error of either entry", () => {
  const ledger = new MockLedger();
  ledger.free();
  expect(() => ledger.verify()).toThrow(ReckonerError);
  expect(() => ledger.verify()).toThrow(calculators.ReckonerError);
});
