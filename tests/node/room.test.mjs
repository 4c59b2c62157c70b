// Large calls between small ones: what they took of the module's memory is given back, and no view
// of it is used again.

import assert from "node:assert/strict";
import { test } from "node:test";
import { loadEntries } from "./support.mjs";

const entries = await loadEntries();

const BOOK = { rules: { each: { percentage: "10" } } };

/** A request of so many lines, with their number in what each is charged. */
function request(lines) {
  const line = (_, number) => ({
    chargeCode: `C-${number}`,
    chargeCodeDesc: "x".repeat(100),
    chargeCriteriaValue: String(number * 10),
    priceRuleId: "each",
    txnCcy: "LKR",
  });
  return { priceMethods: Array.from({ length: lines }, line) };
}

function check({ calculateCharges }, lines) {
  const { chargeDetails } = calculateCharges(request(lines), BOOK);
  assert.equal(chargeDetails.length, lines);
  for (const [number, { charge }] of chargeDetails.entries()) assert.equal(charge, `${number}.00`);
}

for (const [name, entry] of Object.entries(entries)) {
  if (entry.calculateCharges === undefined || name.startsWith("slim")) continue;
  test(`${name}: requests of all sizes by turns`, () => {
    for (const lines of [1, 5_000, 1, 2, 7_000, 6_000, 1, 7_000]) check(entry, lines);
  });

  test(`${name}: amounts of all counts by turns`, async () => {
    const tariff = entry.compile("10P*A");
    for (const count of [8, 1 << 18, 3, (1 << 20) + 5, 1 << 18, 8]) {
      const amounts = Float64Array.from({ length: count }, (_, number) => number * 10);
      const charged = (charges) => charges.every((charge, number) => charge === number);
      assert.ok(charged(tariff.chargeMany(amounts)), `${count}`);
      assert.ok(charged(tariff.chargeMany(amounts, amounts)), `${count} in their places`);
      await undefined;
    }
    tariff.free();
  });
}
