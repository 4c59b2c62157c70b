// The editor of rules: what it offers, what it explains, and that it takes over what was typed.

import assert from "node:assert/strict";
import { test } from "node:test";
import { violations } from "./support/axe.mjs";
import { charge, pointAt, ruleOf, ruleText, usePages, writeRule } from "./support/browser.mjs";
import { soon } from "./support/patience.mjs";

const withPage = usePages();

test("a mistake is told under its characters, and put right from there", () =>
  withPage({ hash: "#/tariff?formula=2.5.6P*10C&amount=250" }, async (page) => {
    await ruleOf(page).waitFor();
    const told = page.locator(".cm-tooltip-lint");
    await pointAt(page.locator(".cm-lintRange-error").first(), told);
    await soon.match(() => told.textContent(), /has more than one decimal point/);
    await told.getByRole("button", { name: "Use 2.5P*10C" }).click();
    await soon.equal(() => ruleText(page), "2.5P*10C");
    await soon.equal(() => charge(page), "0.25");
    await page.keyboard.press("Control+z");
    await soon.equal(() => ruleText(page), "2.5.6P*10C");
  }));

test("a mistake comes and goes in one turn of the editor's, so that a key is laid out once", () => {
  // Placing the caret makes the browser lay out what has changed.
  const count = () => {
    globalThis.placed = 0;
    const { collapse } = Selection.prototype;
    Selection.prototype.collapse = function (...place) {
      globalThis.placed += 1;
      return collapse.apply(this, place);
    };
  };
  const prepare = (context) => context.addInitScript(count);
  return withPage({ hash: "#/tariff?formula=5C&amount=250", prepare }, async (page) => {
    await ruleOf(page).focus();
    await page.keyboard.press("End");
    for (const [key, marked] of [["x", 1], ["Backspace", 0]]) {
      await page.evaluate(() => (globalThis.placed = 0));
      await page.keyboard.press(key);
      await page.waitForFunction(
        (wanted) => document.querySelectorAll(".cm-lintRange-error").length === wanted,
        marked,
      );
      assert.equal(await page.evaluate(() => globalThis.placed), 1, key);
    }
  });
});

test("mistakes are gone through with F8", () =>
  withPage({ hash: "#/tariff?formula=4A%2B5&amount=250" }, async (page) => {
    await ruleOf(page).focus();
    const selected = () => page.evaluate(() => getSelection().toString());
    await page.keyboard.press("F8");
    await soon.equal(selected, "4A");
    await page.keyboard.press("F8");
    await soon.equal(selected, "5");
  }));

test("a part is explained with the step that it belongs to", () =>
  withPage({ hash: "#/tariff?formula=2.5P*A&amount=1200" }, async (page) => {
    await ruleOf(page).waitFor();
    const told = page.locator(".meaning");
    await pointAt(page.locator(".cm-content .number").first(), told);
    await soon.match(() => told.textContent(), /2\.5P: 2\.5 percent/);
    await soon.match(() => told.textContent(), /0\.025 × 1200 = 30/);
  }));

test("letters and phrases are offered at Ctrl+Space, fields of rules as they are typed", () =>
  withPage({ hash: "#/tariff?formula=&amount=1200" }, async (page) => {
    await ruleOf(page).focus();
    await page.keyboard.press("Control+Space");
    const offered = page.locator(".cm-tooltip-autocomplete li");
    await offered.filter({ hasText: "2.5 percent of the amount" }).click();
    await soon.equal(() => ruleText(page), "2.5P*A");
    await soon.equal(() => charge(page), "30.00");

    await writeRule(page, "");
    await page.keyboard.type('{ "perc');
    await offered.filter({ hasText: "percentage" }).first().click();
    await page.keyboard.type('"4" }');
    await soon.equal(() => ruleText(page), '{ "percentage": "4" }');
    await soon.equal(() => charge(page), "48.00");
  }));

test("what was typed before the editor came stays, with its caret and the focus", () => {
  let release;
  const held = new Promise((resolve) => (release = resolve));
  const prepare = (context) =>
    context.route("**/rich-*.js", async (route) => {
      await held;
      await route.continue();
    });
  return withPage({ prepare }, async (page) => {
    const field = page.locator("textarea#formula");
    await field.fill("5C+1C");
    await page.keyboard.press("ArrowLeft");
    await soon.equal(() => charge(page), "6.00");
    release();
    await ruleOf(page).waitFor();
    await page.keyboard.type("0");
    await soon.equal(() => ruleText(page), "5C+10C");
    await soon.equal(() => charge(page), "15.00");
  });
});

test("without the editor's code, the text field goes on", () => {
  const broken = { contentType: "text/javascript", body: "throw new Error('cut short');" };
  let refused;
  const asked = new Promise((resolve) => (refused = resolve));
  const prepare = (context) =>
    context.route("**/rich-*.js", async (route) => refused(await route.fulfill(broken)));
  return withPage({ prepare }, async (page) => {
    const field = page.locator("textarea#formula");
    await asked;
    await page.waitForLoadState("networkidle");
    await field.fill("2.5.6P*10C");
    const marked = page.locator(".mirror .error");
    await soon.match(async () => (await marked.allTextContents()).join(""), /^2\.5\.6P?$/);
    await page.getByRole("button", { name: "Use 5.6P*10C" }).click();
    await soon.equal(() => field.inputValue(), "5.6P*10C");
  });
});

for (const colorScheme of ["light", "dark"]) {
  test(`what pops up can be read: ${colorScheme}`, () =>
    withPage({
      hash: "#/tariff?formula=2.5.6P*10C", colorScheme, reducedMotion: "reduce",
    }, async (page) => {
      const legible = async (selector) => {
        await page.locator(selector).waitFor();
        assert.deepEqual(await violations(page, selector), [], selector);
      };
      await ruleOf(page).waitFor();
      const told = page.locator(".cm-tooltip-lint");
      await pointAt(page.locator(".cm-lintRange-error").first(), told);
      await legible(".cm-tooltip-lint");
      await writeRule(page, "5C");
      await page.keyboard.press("Control+Space");
      await legible(".cm-tooltip-autocomplete");
    }));
}

test("Tab leaves the editor", () =>
  withPage({}, async (page) => {
    await ruleOf(page).focus();
    await page.keyboard.press("Tab");
    await soon.equal(() => page.evaluate(() => document.activeElement.id), "convert");
  }));
