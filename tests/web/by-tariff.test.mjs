// Payments of the ledger's view whose operator's share is charged by the tariff that is open.

import { test } from "node:test";
import { usePages } from "./support/browser.mjs";
import { openLedger } from "./support/ledger.mjs";
import { soon } from "./support/patience.mjs";

const withPage = usePages();

const USER = "Subscriber 94777123456";
const OPERATOR = "Operator dialog";

test("payments can be charged by the tariff's formula", () =>
  withPage({}, async (page) => {
    await page.getByRole("textbox", { name: "Formula" }).fill("2P*A");
    await page.getByRole("link", { name: "Ledger" }).click();
    const { press, says, postings, steps } = await openLedger(page);
    await page.getByLabel("share by the tariff").check();
    await press("Pay");
    await says(/^Charged LKR 100.00/);
    const row = ["Operator dialog, charge by formula", "", "2.00"];
    await soon.deepEqual(async () => (await postings())[2], row);
    await press("Pay");
    await says(/^Charged LKR 100.00/);
    await soon.deepEqual(steps, ["Pay 100.00", "Pay 100.00", "Create the charge 2P*A"]);
  }));

/** Opens a tariff, and pays by it in the ledger. */
const playBy = (query, test_) =>
  withPage({ hash: `#/tariff?${new URLSearchParams(query)}` }, async (page) => {
    await page.getByRole("link", { name: "Ledger" }).click();
    const ledger = await openLedger(page);
    await page.getByLabel("share by the tariff").check();
    await test_(ledger, page);
  });

test("payments can be charged by a rule of any kind, and by what stands beside it", async () => {
  const rules = [
    ['{ "perUnit": "2", "unit": "30" }', {}, "8.00"],
    ['{ "graduated": [{ "upTo": "50", "percentage": "1/3" }, { "flat": "1" }] }', {}, "1.17"],
    ['{ "percentage": "10", "annualBasis": "360" }', { tenor: "90" }, "2.50"],
    ["P*A+C", { percentage: "1.75", constant: "0.255", increment: "0.05" }, "2.00"],
  ];
  for (const [formula, more, charged] of rules) {
    await playBy({ formula, ...more }, async ({ press, says, postings, fill, balances }) => {
      await press("Pay");
      await says(/^Charged LKR 100.00/);
      const row = ["Operator dialog, charge by formula", "", charged];
      await soon.deepEqual(async () => (await postings())[2], row, formula);
      await fill("To give back", "100.00");
      await press("Refund");
      await says(/^Refunded LKR 100.00/);
      await soon.deepEqual(() => balances(USER, OPERATOR), ["1000.00", "0.00"]);
    });
  }
});

test("a tariff that cannot charge a payment is told, and nothing is paid", async () => {
  const tariffs = [
    [{ formula: "2.5.6P*A" }, /^The tariff cannot charge: /],
    [{ formula: "5C", increment: "x" }, /^The tariff cannot charge: the amount `x`/],
    [{ formula: '{ "flat": "1", "currency": "USD" }' }, /^The tariff is in USD, and this world/],
    [{ formula: '{ "volume": [{ "upTo": "9", "flat": "1" }] }' }, /cannot charge 100.00: .*above/],
  ];
  for (const [query, words] of tariffs) {
    await playBy(query, async ({ press, root, balances, steps }) => {
      await press("Pay");
      await root.locator("[data-part=notice]").filter({ hasText: words }).waitFor();
      await soon.deepEqual(steps, []);
      await soon.deepEqual(() => balances(USER), ["1000.00"]);
    });
  }
});
