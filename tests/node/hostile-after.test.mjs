// What a call leaves behind for the next one, which is innocent.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { packed } from "./support.mjs";

const PRELUDE = `
  const { calculateCharges } = await import(${JSON.stringify(packed("node.js"))});
  const rules = { p: { flat: "10" } };
  const line = { chargeCode: "X", priceRuleId: "p", chargeCriteriaValue: "1" };
  const first = ({ chargeDetails }) => chargeDetails[0].charge;
`;

/** What a script prints, which runs in a process of its own. */
function printed(script) {
  const options = ["--expose-gc", "--input-type=module", "-e", PRELUDE + script];
  const { stderr, stdout } = spawnSync(process.execPath, options, { encoding: "utf8" });
  assert.equal(stderr, "");
  return JSON.parse(stdout);
}

test("a call after one that took the whole stack is answered", () => {
  const answers = printed(`
    const outside = { chargeCode: "X", externalPricingApplicable: "Y" };
    const endless = () =>
      first(calculateCharges({ priceMethods: [outside] }, { rules, externalPrice: endless }));
    let thrown;
    try { endless(); } catch (error) { thrown = error; }
    const next = first(calculateCharges({ priceMethods: [line] }, { rules }));
    console.log(JSON.stringify([thrown instanceof Error, next]));
  `);
  assert.deepEqual(answers, [true, "10.00"]);
});

test("the memory of a very large request is given back", () => {
  const [large, small] = printed(`
    const charge = (count) => {
      const priceMethods = Array.from({ length: count }, () => ({ ...line }));
      return calculateCharges({ priceMethods }, { rules }).chargeDetails.length;
    };
    charge(120_000);
    const large = process.memoryUsage().external;
    charge(1);
    const tick = () => new Promise((resolve) => setTimeout(resolve, 20));
    for (let turn = 0; turn < 5; turn += 1) { gc(); await tick(); }
    console.log(JSON.stringify([large, process.memoryUsage().external]));
  `);
  assert.ok(large > 64 * 2 ** 20, `${large} bytes`);
  assert.ok(small < 32 * 2 ** 20, `${small} bytes`);
});
