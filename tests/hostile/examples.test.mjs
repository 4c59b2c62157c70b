// `./reckon test hostile --long`: each attack that once succeeded, at its full size, in a process
// of its own. What it took is printed.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { packed } from "../node/support.mjs";

const MODULES = `
  const api = await import(${JSON.stringify(packed("node.js"))});
  const { MockLedger } = await import(${JSON.stringify(packed("ledger/node.js"))});
  const { calculateCharges, check, compile, validatePayment } = api;
  const attempt = (call) => {
    try {
      return call();
    } catch (error) {
      if (error.name !== "ReckonerError" || error.code === "internal") throw error;
      return error.code;
    }
  };
  const line = (chargeCode) => ({ chargeCode, priceRuleId: "F", chargeCriteriaValue: "10" });
  const one = { priceMethods: [line("A")] };
  const priced = (rule) => calculateCharges(one, { rules: { F: rule } }).chargeDetails[0].charge;
  // What starts and warms everything is not of the attack.
  priced({ flat: "9" });
  compile("4P*A+20C").solve({ net: "1" });
  check("5C");
  validatePayment({});
  new MockLedger().verify();
`;

/** What an attack is made of, what runs, and what it answers. */
const EXAMPLES = {
  "a rule whose getter changes its answer": {
    attack: `let n = 0; const turning = { get flat() { return n++ ? "100" : "1"; } };`,
    run: `[priced(turning), priced({ flat: "1" })]`,
    answer: ["1.00", "1.00"],
  },
  "a price whose getter calculates": {
    attack: `
      const price = { get amount() { return priced({ flat: "1" }); } };
      const asked = { priceMethods: [{ chargeCode: "A", externalPricingApplicable: "Y" }] };
      const book = { rules: {}, externalPrice: () => price };`,
    run: `[attempt(() => calculateCharges(asked, book)), priced({ flat: "1" })]`,
    answer: ["amount-type", "1.00"],
  },
  "levels of 63 bits in solve, a thousand times": {
    attack: "",
    run: `(() => {
      for (let times = 0; times < 1000; times += 1) {
        const tariff = compile({ perUnit: "600" });
        tariff.solve({ net: "-60000000000000000" });
        tariff.free();
      }
      return compile("5C").charge("1");
    })()`,
    answer: "5.00",
    most: 1_000,
  },
  "bytes as a payment": {
    attack: `const bytes = new Uint8Array(12.8e6);`,
    run: `validatePayment(bytes).valid`,
    answer: false,
  },
  "a formula of 400 MB": {
    attack: `const huge = "A".repeat(400e6);`,
    run: `check(huge)[0].code`,
    answer: "formula-too-long",
  },
  "a field of 400 MB": {
    attack: `const huge = { makePayment: { referenceCode: "A".repeat(400e6) } };`,
    run: `validatePayment(huge).valid`,
    answer: false,
  },
  "digits of a BigInt": {
    attack: `const digits = 1n << (1n << 22n);`,
    run: `attempt(() => compile("5C").charge(digits))`,
    answer: "amount-too-long",
  },
  "a tier whose price is too long to be written": {
    attack: `
      const tiers = [{ upTo: "10000000000", perUnit: "6990969980904909008970900000" }];
      const rule = { volume: tiers, maximumPercentage: "99.9999" };
      const tariff = compile(rule);
      const request = { priceMethods: [{ ...line("A"), chargeCriteriaValue: "9999999999.99" }] };`,
    run: `new Set([
      attempt(() => tariff.charge("9999999999.99")),
      attempt(() => tariff.explain("9999999999.99").charge),
      attempt(() => calculateCharges(request, { rules: { F: rule } }).chargeDetails[0].charge),
    ]).size`,
    answer: 1,
  },
};

for (const [name, { answer, attack, most = 50, run }] of Object.entries(EXAMPLES)) {
  test(name, () => {
    const script = `${MODULES}${attack}
      globalThis.gc();
      const before = process.memoryUsage().rss;
      const start = performance.now();
      const answer = ${run};
      const ms = performance.now() - start;
      const megabytes = (process.memoryUsage().rss - before) / 1e6;
      console.log(JSON.stringify({ answer, ms, megabytes }));`;
    const options = ["--expose-gc", "--input-type=module", "-e", script];
    const told = JSON.parse(execFileSync(process.execPath, options, { encoding: "utf8" }));
    console.log(`${name}: ${told.ms.toFixed(1)} ms, ${told.megabytes.toFixed(1)} MB`);
    assert.deepEqual(told.answer, answer);
    // A busy machine takes its time.
    assert.ok(told.ms < 10 * most, `${told.ms} ms`);
    assert.ok(told.megabytes < 50, `${told.megabytes} MB`);
  });
}
