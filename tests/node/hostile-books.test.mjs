// What a book says is read once: what is compiled and what it is remembered by are the same data.

import assert from "node:assert/strict";
import { test } from "node:test";
import { calculateCharges } from "../../pkg/node.js";

const request = {
  priceMethods: [{ chargeCode: "A", priceRuleId: "fee", chargeCriteriaValue: "10" }],
};
const charged = (fee, more) =>
  calculateCharges(request, { rules: { fee }, ...more }).chargeDetails[0].charge;

test("a rule whose getter changes its answer is charged by one, and poisons no other", () => {
  let reads = 0;
  const answers = ["1", "100", "10000"];
  const turning = {
    get flat() {
      reads += 1;
      return answers[Math.min(reads - 1, 2)];
    },
  };
  assert.equal(charged(turning), "1.00");
  assert.equal(reads, 1);
  assert.equal(charged({ flat: "1" }), "1.00");
  assert.equal(charged({ flat: "100" }), "100.00");
});

test("what JSON would not show is part of the rule, cold and warm", () => {
  for (let time = 0; time < 2; time += 1) {
    const hidden = Object.defineProperty({ flat: "1" }, "minimum", { value: "7" });
    assert.equal(charged(hidden), "7.00");
    assert.equal(charged({ flat: "1" }), "1.00");
    const told = Object.defineProperty({ flat: "2" }, "toJSON", { value: () => ({ flat: "1" }) });
    assert.throws(() => charged(told), { code: "unknown-field" });
    assert.equal(charged({ flat: "1" }), "1.00");
  }
});

test("an allocation is refused warm as it is cold", () => {
  for (let time = 0; time < 2; time += 1) {
    assert.equal(charged({ flat: "1" }), "1.00");
    for (const allocation of ["undefined", null, false, 0]) {
      assert.throws(() => charged({ flat: "1" }, { allocation }), /allocation/);
    }
  }
});

test("a price whose getter calculates harms nothing", () => {
  const line = { chargeCode: "A", externalPricingApplicable: "Y", chargeCriteriaValue: "1" };
  const price = {
    get amount() {
      return charged({ flat: "1" });
    },
  };
  const book = { rules: {}, externalPrice: () => price };
  assert.throws(() => calculateCharges({ priceMethods: [line] }, book), { name: "ReckonerError" });
  assert.equal(charged({ flat: "1" }), "1.00");
});
