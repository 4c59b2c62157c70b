// Every row of the formula tables, typed into the page.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { charge, enter, ruleOf, settled, usePages } from "./support/browser.mjs";
import { soon } from "./support/patience.mjs";

const TABLE = new URL("../data/formula.tsv", import.meta.url);

const rows = readFileSync(TABLE, "utf8")
  .split("\n")
  .filter((line) => line !== "" && !line.startsWith("#"))
  .map((line) => line.split("\t"));

const withPage = usePages();

test("the page charges every row of the formula tables", () =>
  withPage({}, async (page) => {
    assert.ok(rows.length >= 40, `only ${rows.length} rows`);
    for (const [formula, amount, exact, charged] of rows) {
      await enter(page, { formula, amount });
      await soon.equal(() => charge(page), charged, `${formula} on ${amount}`);
      const note = await page.locator("#answer .note").textContent();
      assert.ok(note.endsWith(`the exact charge is ${exact}.`), `${formula} on ${amount}: ${note}`);
      assert.equal(await page.locator("#formula-problems").isVisible(), false);
    }
  }));

test("the charge follows every key", () =>
  withPage({ hash: "#/tariff?formula=5C&amount=100" }, async (page) => {
    assert.equal(await charge(page), "5.00");
    // No patience here: what follows a key is there with it.
    await ruleOf(page).focus();
    await page.keyboard.press("End");
    await page.keyboard.type("+");
    assert.equal(await page.locator("#answer .headline").textContent(), "No charge");
    await page.keyboard.type("A");
    assert.equal(await charge(page), "105.00");
  }));

test("currency, rounding, increment, percentage and constant count", () =>
  withPage({ hash: "#/tariff?formula=P*A%2BC&amount=1250" }, async (page) => {
    await page.getByRole("button", { name: "Supply the percentage" }).click();
    await soon.equal(() => page.evaluate(() => document.activeElement.id), "percentage");
    await page.keyboard.type("1.75");
    await page.getByLabel("Constant C").fill("20.002");
    await soon.equal(() => charge(page), "41.88");
    await page.getByLabel("Round to").fill("0.05");
    await soon.equal(() => charge(page), "41.90");
    await page.getByLabel("Rounding mode").selectOption("down");
    await soon.equal(() => charge(page), "41.85");
    const summary = page.locator("#preview summary");
    await soon.match(() => summary.textContent(), /to 0\.05.*P is 1\.75.*C is 20\.002/);
    await page.getByLabel("Round to").fill("");
    await page.getByLabel("Currency").selectOption("JPY");
    await soon.equal(() => page.locator("#answer .headline").textContent(), "JPY 41");
    assert.ok((await page.locator("#currency option").count()) > 150);
  }));

test("the working shows every step and lights up its piece of the formula", () =>
  withPage({ hash: "#/tariff?formula=A<1000C|5C|2.5P*A|>30C&amount=1000" }, async (page) => {
    await settled(page);
    const steps = page.locator("#steps li");
    const labels = await steps.locator(".label").allTextContents();
    assert.deepEqual(labels, ["if", "×", "floor", "round"]);
    await soon.match(() => steps.nth(2).textContent(), /at least 30, 25 becomes 30/);
    await steps.nth(1).hover();
    const pointed = page.locator(".cm-content .pointed");
    await soon.equal(async () => (await pointed.allTextContents()).join(""), "2.5P*A");
    await page.mouse.move(0, 0);
    await soon.equal(() => pointed.count(), 0);
    await steps.nth(0).getByRole("button").focus();
    await soon.equal(async () => (await pointed.allTextContents()).join(""), "A<1000C");
    await page.keyboard.press("Enter");
    await soon.equal(() => page.evaluate(() => getSelection().toString()), "A<1000C");
  }));
