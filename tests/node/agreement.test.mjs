import assert from "node:assert/strict";
import { test } from "node:test";
import { compile } from "../../pkg/node.js";
import { seeded } from "../support/random.mjs";

const CURRENCIES = { CLF: 4, JPY: 0, KWD: 3, LKR: 2 };
const FORMULAS = [
  "4P*A+20C",
  "A<1000C|5C|2.5P*A|>30C|<2000C",
  "39C-A",
  "0.3333P*A",
  "A*A",
  "999C*A",
];
const MODES = ["halfUp", "halfEven", "halfDown", "up", "down", "ceiling", "floor"];

// A zero beyond the minor unit changes no amount, but takes it off the fast path.
const offTheFastPath = (amount, decimals) =>
  amount.includes(".") ? `${amount}0`.padEnd(amount.length + decimals, "0") : `${amount}.00000`;

test("the fast path and the general path give the same digits", () => {
  const random = seeded(2);
  for (const [currency, minorUnits] of Object.entries(CURRENCIES)) {
    for (const formula of FORMULAS) {
      for (const rounding of MODES) {
        const tariff = compile(formula, { currency, rounding });
        for (let round = 0; round < 200; round += 1) {
          const count = Math.floor(10 ** (14 * random()));
          const decimals = random.below(minorUnits + 1);
          const amount = (count / 10 ** decimals).toFixed(decimals);
          const general = offTheFastPath(amount, 5);
          assert.equal(
            answer(tariff, amount),
            answer(tariff, general),
            `${formula} of ${amount} ${currency}, ${rounding}`,
          );
        }
        tariff.free();
      }
    }
  }
});

test("amounts at the ends of the fast path", () => {
  for (const formula of FORMULAS) {
    const tariff = compile(formula);
    for (const amount of ["0", "0.01", "9999999999999.99", "999999999999999", "0.1", "1000"]) {
      assert.equal(answer(tariff, amount), answer(tariff, offTheFastPath(amount, 5)), amount);
    }
  }
});

test("increments are kept", () => {
  const tariff = compile("4P*A", { currency: "CHF", increment: "0.05" });
  assert.equal(tariff.charge("10.60"), "0.40");
  assert.equal(tariff.charge("10.63"), "0.45");
});

function answer(tariff, amount) {
  try {
    return tariff.charge(amount);
  } catch (error) {
    return error.code;
  }
}
