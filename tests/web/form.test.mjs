// The form of a rule in the page: filled from the text, and the text from it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { charge, copiedBy, ruleOf, ruleText, usePages, writeRule } from "./support/browser.mjs";
import { soon } from "./support/patience.mjs";

const open = usePages();
const withRule = (formula, test, query = {}) =>
  open({ hash: `#/tariff?${new URLSearchParams({ formula, amount: "1200", ...query })}` }, test);

const tab = (page, name) => page.getByRole("tab", { name, exact: true });
const tiers = (page) =>
  page.locator("#rule-form tbody tr").evaluateAll((rows) =>
    rows.map((row) => {
      const cells = [...row.querySelectorAll("input")];
      return cells.map(({ value }) => value).join(" ").trim();
    }),
  );

/** The rule that stands there as JSON. */
const written = async (page) => JSON.parse(await ruleText(page));

const activeName = (page) => page.evaluate(() => document.activeElement.ariaLabel);
const problemsOf = (page, name) => page.locator(`#${name}-problems`).textContent();

async function openForm(page) {
  await tab(page, "Form").click();
  await page.locator("#rule-form .kinds").waitFor();
}

test("a formula opens as tiers, and goes on as a formula", () =>
  withRule("A<1000C|5C|2.5P*A|>30C|<2000C", async (page) => {
    await openForm(page);
    await soon.equal(() => page.getByRole("radio", { name: "volume tiers" }).isChecked(), true);
    await soon.deepEqual(() => tiers(page), ["1000 5", "2.5   30 2000"]);
    await page.getByLabel("Flat of tier 1").fill("7");
    await page.locator("#amount").fill("10");
    await soon.equal(() => charge(page), "7.00");
    await tab(page, "Text").click();
    await soon.equal(() => ruleText(page), "A<1000C|7C|2.5P*A|>30C|<2000C");
  }));

test("looking at the form and going back changes no letter", () =>
  withRule(" 2.50P * A ", async (page) => {
    await openForm(page);
    await tab(page, "Text").click();
    await soon.equal(() => ruleText(page), " 2.50P * A ");
  }));

test("what has no tiers is shown as a formula, with the reason", () =>
  withRule("A*A", async (page) => {
    await openForm(page);
    await soon.equal(
      () => page.locator("#rule-form .said").textContent(),
      "It multiplies amounts by each other, which no price rule does.",
    );
    await page.locator("#rule-formula").fill("A*A+1C");
    await soon.equal(() => charge(page), "1440001.00");
    await tab(page, "Text").click();
    await soon.equal(() => ruleText(page), "A*A+1C");
  }));

test("what a formula cannot say becomes JSON, with the reason", () =>
  withRule("0.2C*A", async (page) => {
    await openForm(page);
    await page.getByLabel("For each unit", { exact: true }).fill("3");
    await page.getByLabel("Size of a unit").fill("100");
    await page.getByLabel("Percent of the amount").fill("");
    const said = page.locator("#rule-form .said");
    await soon.match(() => said.textContent(), /^As text it is JSON: it charges for started units/);
    await soon.equal(() => charge(page), "36.00");
    await tab(page, "Text").click();
    await soon.deepEqual(() => written(page), { perUnit: "3", unit: "100" });
  }));

test("tiers are pasted into the table, added and removed", () =>
  withRule('{ "graduated": [{ "flat": "1" }] }', async (page) => {
    await openForm(page);
    await page.getByRole("button", { name: "Paste tiers" }).click();
    await page.locator("#rule-pasted").fill("nothing");
    await page.getByRole("button", { name: "Take these tiers" }).click();
    await soon.match(() => page.locator(".pasting .wrong").textContent(), /no tiers/);
    await soon.deepEqual(() => tiers(page), ["1"]);
    await page.locator("#rule-pasted").fill("0\t250\t10\n250\t500\t20\n500\t\t30");
    await page.getByRole("button", { name: "Take these tiers" }).click();
    await soon.deepEqual(() => tiers(page), ["0 250 10", "250 500 20", "500  30"]);
    await soon.equal(() => charge(page), "60.00");
    await page.getByRole("radio", { name: "volume tiers" }).check();
    await soon.equal(() => charge(page), "30.00");
    await page.getByRole("button", { name: "Remove tier 1" }).click();
    await soon.equal(async () => (await tiers(page)).length, 2);
    await page.getByRole("button", { name: "Add a tier" }).click();
    await soon.equal(() => activeName(page), "Up to of tier 2");
    await soon.equal(async () => (await tiers(page)).length, 3);
  }));

test("rows of a spreadsheet land in the table, a single figure in its cell", () =>
  withRule('{ "graduated": [{ "flat": "1" }] }', async (page) => {
    await openForm(page);
    const paste = (text) =>
      page.getByLabel("Flat of tier 1").evaluate((cell, given) => {
        const clipboardData = new DataTransfer();
        clipboardData.setData("text/plain", given);
        const init = { clipboardData, bubbles: true, cancelable: true };
        return cell.dispatchEvent(new ClipboardEvent("paste", init));
      }, text);
    assert.equal(await paste("1,250"), true);
    assert.equal(await paste("Up to\tPercent\n1000\t2\n\t1"), false);
    await soon.deepEqual(() => tiers(page), ["1000  2", "1"]);
    await soon.equal(() => charge(page), "22.00");
  }));

test("a problem of a rule marks its field, and leads to it", () =>
  withRule('{ "volume": [{ "upTo": "100", "flat": "x" }, { "flat": "2" }] }', async (page) => {
    await openForm(page);
    const cell = page.getByLabel("Flat of tier 1");
    await soon.equal(() => cell.getAttribute("aria-invalid"), "true");
    await soon.equal(() => cell.getAttribute("aria-describedby"), "formula-problems");
    await page.locator("#formula-problems .jump").click();
    await soon.equal(() => activeName(page), "Flat of tier 1");
    await page.keyboard.type("1");
    await cell.fill("3");
    await soon.equal(() => cell.getAttribute("aria-invalid"), "false");
    await soon.equal(() => charge(page), "2.00");
  }));

test("what the form has no field for is kept, or keeps the form shut", () =>
  withRule('{ "flat": "5", "note": "USD" }', async (page) => {
    await openForm(page);
    const kept = page.locator("#rule-form .rest");
    await soon.equal(() => kept.textContent(), "Kept as it is written: note.");
    await page.locator("#rule-flat").fill("6");
    await tab(page, "Text").click();
    await soon.deepEqual(() => written(page), { flat: "6", note: "USD" });
    await writeRule(page, '{ "flat": "6" ');
    await tab(page, "Form").click();
    await page.getByText("The text is no JSON yet").waitFor();
    await soon.equal(() => tab(page, "Text").getAttribute("aria-selected"), "true");
    await soon.equal(() => ruleText(page), '{ "flat": "6" ');
  }));

test("a currency, a rounding and what counts in requests are fields of the form", () =>
  withRule('{ "flat": "5.55" }', async (page) => {
    await openForm(page);
    const summaries = page.locator("#rule-form .terms > summary");
    for (const summary of await summaries.all()) await summary.click();
    await page.getByLabel("Currency", { exact: true }).first().fill("USDT");
    await page.getByLabel("Its decimals").fill("1");
    await page.locator("#rule-rounding").selectOption({ label: "Down, to the floor" });
    await soon.equal(() => page.locator("#answer .headline").textContent(), "USDT 5.5");
    await page.getByLabel("Its decimals").fill("10");
    await soon.equal(() => page.getByLabel("Its decimals").getAttribute("aria-invalid"), "true");
    await page.getByLabel("Its decimals").fill("0");
    await page.locator("#rule-base").selectOption("total");
    await page.locator("#rule-chargeInTxnCcy").selectOption("false");
    await page.locator("#rule-priceMethod").selectOption("FIXED_AMOUNT");
    await soon.equal(() => page.locator("#answer .headline").textContent(), "USDT 5");
    await summaries.nth(1).click();
    const said = summaries.nth(1).locator(".summary");
    await soon.match(() => said.textContent(), /currency USDT.*rounding mode Down, to the floor/);
    await tab(page, "Text").click();
    await soon.deepEqual(() => written(page), {
      flat: "5.55", currency: { code: "USDT", minorUnits: 0 }, rounding: "floor", base: "total",
      chargeInTxnCcy: false, priceMethod: "FIXED_AMOUNT",
    });
  }));

test("the letters of a formula are its own in the form", () =>
  withRule('{ "formula": "P*A+C", "percentage": "2" }', async (page) => {
    await openForm(page);
    await soon.equal(() => page.locator("#rule-letterP").inputValue(), "2");
    await page.locator("#rule-letterC").fill("1");
    await soon.equal(() => charge(page), "25.00");
  }));

/** Waits for lines of code: they come once the charge is painted. */
const inCode = (page, words) =>
  page.locator("[data-code=js]").filter({ hasText: words }).waitFor();

test("a price for a time asks for the days, and is charged for them", () =>
  withRule('{ "percentage": "10" }', async (page) => {
    await openForm(page);
    await page.locator("#rule-form .terms > summary").nth(1).click();
    await page.getByLabel("for a year of so many days").fill("360");
    const answer = page.locator("#answer");
    await soon.match(() => answer.textContent(), /No charge.*1 problem in the days/);
    const days = page.getByLabel("Days charged");
    await soon.equal(() => days.getAttribute("aria-invalid"), "true");
    await soon.equal(
      () => problemsOf(page, "tenor"),
      "The price is for a period, and no tenor is given; give the days",
    );
    await days.fill("30");
    await soon.equal(() => charge(page), "10.00");
    await soon.match(() => page.locator("#steps").textContent(), /120 × 1\/12 of a year = 10/);
    await inCode(page, 'annualBasis: "360" }, { currency: "LKR", tenor: "30" });');
    const json = page.locator("[data-code=json]");
    await soon.deepEqual(async () => JSON.parse(await json.textContent()), {
      percentage: "10", annualBasis: "360", currency: "LKR",
    });
    await page.waitForFunction(() => location.hash.includes("tenor=30"));
    await page.getByLabel("Days of a period").fill("7");
    await soon.match(() => problemsOf(page, "tenor"), /exclude each other/);
    await page.locator("#rule-annualBasis").fill("");
    await soon.equal(() => charge(page), "600.00");
    await days.fill("1e3");
    await soon.equal(() => days.getAttribute("aria-invalid"), "true");
  }));

test("tiers go on from what was charged earlier, and other rules say that they do not", () =>
  withRule(
    '{ "graduated": [{ "upTo": "1000", "percentage": "12.5" }, { "percentage": "8.5" }] }',
    async (page) => {
      await openForm(page);
      await page.locator("#preview > details > summary").click();
      await page.getByLabel("Charged earlier").fill("900");
      await soon.equal(() => charge(page), "21.00");
      await soon.match(() => page.locator("#steps").textContent(), /part of the value = 100/);
      await inCode(page, '{ currency: "LKR", prior: "900" });');
      await page.getByRole("radio", { name: "volume tiers" }).check();
      await soon.match(() => problemsOf(page, "prior"), /^Only graduated tiers go/);
      await page.getByLabel("Charged earlier").fill("");
      await soon.equal(() => charge(page), "25.00");
      await soon.equal(() => problemsOf(page, "prior"), "");
    },
    { amount: "200" },
  ));

test("an option that a formula has no use for is said at its field", () =>
  withRule("5C", async (page) => {
    await soon.match(() => problemsOf(page, "tenor"), /has no use for the option/);
    await soon.equal(() => page.locator("#formula-problems").isVisible(), false);
    await page.getByLabel("Days of a period").fill("7");
    await soon.equal(() => charge(page), "25.00");
  }, { tenor: "30" }));

test("the text is written as the other kind of rule at the press of a button", () =>
  withRule("20C+4P*A", async (page) => {
    await ruleOf(page).waitFor();
    await page.getByRole("button", { name: "Write it as a price rule" }).click();
    await page.getByRole("button", { name: "Write it as a formula" }).waitFor();
    await soon.deepEqual(() => written(page), {
      flat: "20", percentage: "4", chargeOnZero: true,
    });
    await soon.equal(() => charge(page), "68.00");
    await page.getByRole("button", { name: "Write it as a formula" }).click();
    await page.getByRole("button", { name: "Write it as a price rule" }).waitFor();
    await soon.equal(() => ruleText(page), "4P*A+20C");
    await writeRule(page, "A*A");
    await page.getByRole("button", { name: "Write it as a price rule" }).click();
    await page.getByText("It multiplies amounts by each other").waitFor();
  }));

test("the form is in the address, and the tabs are gone through with arrows", () =>
  withRule("5C", async (page) => {
    await tab(page, "Form").focus();
    await soon.equal(() => tab(page, "Form").getAttribute("aria-selected"), "true");
    await page.keyboard.press("ArrowLeft");
    await page.waitForFunction(() => document.activeElement.dataset.tab === "text");
    await page.keyboard.press("ArrowRight");
    await page.waitForFunction(() => location.hash.includes("as=form"));
    await soon.equal(() => page.locator("#rule-form").isVisible(), true);
  }, { as: "form" }));

test("code and JSON are there to copy", () =>
  open(
    { hash: "#/tariff?formula=5C&amount=1", permissions: ["clipboard-read", "clipboard-write"] },
    async (page) => {
      await copiedBy(page, "Copy the lines");
      const copied = await page.evaluate(() => navigator.clipboard.readText());
      const last = [
        'const tariff = compile("5C", { currency: "LKR" });',
        'tariff.charge("1"); // "5.00"',
      ];
      assert.deepEqual(copied.split("\n").slice(-2), last);
    },
  ));
