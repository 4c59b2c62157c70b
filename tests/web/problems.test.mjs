// What is wrong is shown where it is wrong, and can be put right from there.

import assert from "node:assert/strict";
import { test } from "node:test";
import { charge, enter, ruleOf, ruleText, underlined, usePages } from "./support/browser.mjs";
import { soon } from "./support/patience.mjs";

const withPage = usePages();
const MISTAKEN = "formula=4A&amount=1e3&increment=0.001&percentage=x";
const corrections = (page) => page.locator(".cure code").allTextContents();
const selection = (page) => page.evaluate(() => getSelection().toString());

test("the example of the API document is answered with both corrections", () =>
  withPage({}, async (page) => {
    const field = ruleOf(page);
    await enter(page, { formula: "2.5.6P*10C", amount: "100" });
    await soon.match(async () => (await underlined(page)).join(""), /^2\.5\.6P?$/);
    await soon.equal(() => field.getAttribute("aria-invalid"), "true");
    await soon.deepEqual(() => corrections(page), ["2.5P*10C", "5.6P*10C"]);
    await soon.match(() => page.locator("#answer").textContent(), /1 problem in the formula/);

    await page.getByRole("button", { name: "Use 5.6P*10C" }).click();
    await soon.equal(() => ruleText(page), "5.6P*10C");
    await soon.equal(() => charge(page), "0.56");
    await soon.equal(() => field.getAttribute("aria-invalid"), "false");
    await soon.deepEqual(() => underlined(page), []);

    await page.keyboard.press("Control+z");
    await soon.equal(() => ruleText(page), "2.5.6P*10C");
  }));

test("mistakes are underlined at their places, all of them, and offer their corrections", () =>
  withPage({}, async (page) => {
    const cases = [
      ["10", ["10"], ["10C"]],
      ["4A", ["4A"], ["4C*A"]],
      ["2.5%", ["2.5%"], ["2.5P"]],
      ["A/2C", null, ["0.5C*A"]],
      ["5C+10", ["10"], ["5C+10C"]],
      ["😀5C+10", null, null],
      ["10|A<5C|4A", null, null],
    ];
    for (const [formula, places, cures] of cases) {
      await enter(page, { formula });
      const marked = async () => (await underlined(page)).join("");
      if (places) await soon.equal(marked, places.join(""), formula);
      if (cures) await soon.deepEqual(() => corrections(page), cures, formula);
      await soon.notEqual(async () => (await underlined(page)).length, 0, formula);
    }
    await soon.ok(async () => (await page.locator(".jump.first").count()) >= 2);
  }));

test("places count UTF-16 code units, in the underline as in the selection", () =>
  withPage({}, async (page) => {
    await enter(page, { formula: "5C + é😀 + 10" });
    await soon.ok(async () => (await underlined(page)).includes("10"));
    await page.locator(".jump.first").last().click();
    await soon.equal(() => selection(page), "10");
  }));

test("a second place is named and can be jumped to", () =>
  withPage({}, async (page) => {
    await enter(page, { formula: "A|>90C|<30C" });
    await page.locator(".jump.second").first().click();
    await soon.equal(() => selection(page), ">90C");
    await soon.notEqual(() => page.locator(".cm-lintRange-info").count(), 0);
  }));

test("the mistakes of a price rule are called those of a rule", () =>
  withPage({}, async (page) => {
    await enter(page, { formula: '{ "flat": "1e3" }' });
    assert.match(await page.locator("#answer").textContent(), /1 problem in the rule/);
    assert.equal(await page.locator("#formula-problems h2").textContent(), "1 problem in the rule");
  }));

test("a mistake in one field hides none in another", () =>
  withPage({ hash: `#/tariff?${MISTAKEN}` }, async (page) => {
    for (const name of ["formula", "amount", "increment", "percentage"]) {
      await soon.equal(() => page.locator(`#${name}`).getAttribute("aria-invalid"), "true", name);
      const described = await page.locator(`#${name}`).getAttribute("aria-describedby");
      await soon.notEqual(() => page.locator(`#${described}`).textContent(), "", name);
    }
    await soon.equal(() => page.locator("#constant").getAttribute("aria-invalid"), "false");
    await soon.equal(() => page.locator("#preview details").evaluate((e) => e.open), true);
    await enter(page, { formula: "4C*A", amount: "10" });
    await page.locator("#increment").fill("");
    await page.locator("#percentage").fill("");
    await soon.equal(() => charge(page), "40.00");
  }));

test("an amount whose charge needs too many digits is told so", () =>
  withPage({ hash: "#/tariff?formula=A*A*A&amount=99999999999999" }, async (page) => {
    await soon.match(() => page.locator("#amount-problems").textContent(), /more than 28 digits/);
  }));

test("hostile formulas are answered at once", () =>
  withPage({}, async (page) => {
    const hostile = ["(".repeat(5000), "\u0000", "\ud800", "9".repeat(100_000), "A|".repeat(2000)];
    for (const formula of hostile) {
      // `fill` would wait for the field to settle; a script pastes as people do.
      const took = await ruleOf(page).evaluate((content, text) => {
        content.focus();
        getSelection().selectAllChildren(content);
        document.dispatchEvent(new Event("selectionchange"));
        const clipboardData = new DataTransfer();
        clipboardData.setData("text/plain", text);
        const from = performance.now();
        const given = { clipboardData, bubbles: true, cancelable: true };
        content.dispatchEvent(new ClipboardEvent("paste", given));
        return performance.now() - from;
      }, formula);
      assert.ok(took < 2000, `${formula.slice(0, 10)}…: ${took} ms`);
      await soon.equal(() => page.locator("#formula").getAttribute("aria-invalid"), "true");
      assert.equal(await page.locator("#bug").isVisible(), false);
    }
  }));

// The wrapped module traps when the page says so, as a bug in it would.
const trap = () => {
  const Instance = WebAssembly.Instance;
  const guard = (exported) => (...values) => {
    if (globalThis.trap) throw new WebAssembly.RuntimeError("unreachable");
    return exported(...values);
  };
  WebAssembly.Instance = class {
    constructor(...given) {
      const { exports } = new Instance(...given);
      this.exports = Object.fromEntries(
        Object.entries(exports).map(([name, exported]) => [
          name,
          typeof exported === "function" && /check|compile/.test(name) ? guard(exported) : exported,
        ]),
      );
    }
  };
};

test("a trap in the module is shown as our bug, with the input to report", () =>
  withPage({ prepare: (context) => context.addInitScript(trap) }, async (page) => {
    await page.evaluate(() => (globalThis.trap = true));
    await enter(page, { formula: "7C*A" });
    await page.getByText("This is a bug in Ready Reckoner", { exact: true }).waitFor();
    const report = await page.getByLabel("Report").textContent();
    assert.match(report, /RuntimeError: unreachable/);
    assert.match(report, /"formula": "7C\*A"/);
    assert.match(report, /Ready Reckoner \d+\.\d+\.\d+/);
    await soon.equal(() => page.locator("#steps li").count(), 0);
  }));
