// The curve: drawn from exact pieces, read exactly, compared exactly.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import {
  enter, ruleOf, ruleText, settled, typeset, usePages, writeRule,
} from "./support/browser.mjs";
import { soon } from "./support/patience.mjs";

const open = usePages();
const TIERS = '{"volume":[{"upTo":"100","flat":"1"},{"flat":"2"}]}';

/** Opens the view with rules and settings. */
const withCurve = ({ query, ...options }, test) =>
  open({ hash: `#/curve?${new URLSearchParams(query)}`, ...options }, test);

const path = (page, index = 0) => page.locator("path.curve").nth(index).getAttribute("d");
const texts = (page, selector) => page.locator(selector).allTextContents();
const reader = (page) => page.getByRole("slider", { name: "Amount to read" });
const reading = (page) => reader(page).getAttribute("aria-valuetext");

/** The subpaths of a curve: where there is more than one, the curve jumps or has a gap. */
const strokes = (d) => d.split("M").filter((part) => part !== "");

test("a jump has its two ends, the one that belongs to it filled", () =>
  withCurve({ query: { rule: "A<1000C|5C|30C", scale: "linear" } }, async (page) => {
    await soon.equal(async () => strokes(await path(page)).length, 2);
    const ends = () =>
      page.locator("circle.end").evaluateAll((all) =>
        all.map((end) => [end.classList.contains("open"), end.getAttribute("cx")]),
      );
    await soon.deepEqual(async () => (await ends()).map(([open]) => open), [true, false]);
    const [[, one], [, other]] = await ends();
    assert.equal(one, other);
  }));

test("a tier that takes its end in is drawn the other way about", () =>
  withCurve({ query: { rule: TIERS } }, async (page) => {
    const open = () =>
      page.locator("circle.end").evaluateAll((all) =>
        all.map((end) => end.classList.contains("open")),
      );
    // Nothing is charged of nothing: the first two are the ends at zero's edge, if they show.
    await soon.deepEqual(async () => (await open()).slice(-2), [false, true]);
  }));

test("a staircase has a tread for each unit, and one of too many steps says so", () =>
  withCurve({ query: { rule: '{"perUnit":"2","unit":"10"}', to: "100" } }, async (page) => {
    await soon.equal(async () => strokes(await path(page)).length, 10 + 1);
    await page.locator("#curve-to").fill("1000000");
    await page.getByText("more steps than can be drawn").waitFor();
    await soon.equal(() => page.locator("circle.end").count(), 0);
  }));

test("amounts are read exactly with keys, from breakpoint to breakpoint", () =>
  withCurve({ query: { rule: "A<1000C|5C|2.5P*A|>30C|<2000C" } }, async (page) => {
    await soon.equal(() => reading(page), "At 1200: charge 30.00, net 1170.00, rate 2.5%");
    await reader(page).focus();
    await page.keyboard.press("PageUp");
    await soon.equal(() => reading(page), "At 80000.00: charge 2000.00, net 78000.00, rate 2.5%");
    for (let key = 0; key < 2; key += 1) await page.keyboard.press("PageDown");
    await soon.equal(() => reading(page), "At 1000.00: charge 30.00, net 970.00, rate 3%");
    const before = Number(await reader(page).getAttribute("aria-valuenow"));
    await page.keyboard.press("ArrowRight");
    const near = Number(await reader(page).getAttribute("aria-valuenow"));
    await page.keyboard.press("Shift+ArrowRight");
    const far = Number(await reader(page).getAttribute("aria-valuenow"));
    assert.ok(near > before && far - near > near - before, `${before}, ${near}, ${far}`);
    await page.keyboard.press("Home");
    await soon.equal(
      () => reader(page).getAttribute("aria-valuenow"),
      await reader(page).getAttribute("aria-valuemin"),
    );
  }));

test("the pointer reads, and means the breakpoint that it is near", () =>
  withCurve({ query: { rule: "A<1000C|5C|30C", scale: "linear", to: "2000" } }, async (page) => {
    await settled(page);
    await typeset(page);
    await reader(page).scrollIntoViewIfNeeded();
    const { x, y, width, height } = await reader(page).boundingBox();
    await page.mouse.move(x + width / 2 + 3, y + height / 2);
    await soon.match(() => reading(page), /^At 1000\.00: charge 30\.00/);
    await page.mouse.move(x + width / 4, y + height / 2);
    await soon.match(() => reading(page), /^At (49|50)\d\.00: charge 5\.00/);
    await soon.match(() => page.locator(".reading").textContent(), /charge 5\.00/);
  }));

test("what leads to a figure is said, and marked where it lies", () =>
  withCurve({ query: { rule: "2.9P*A+0.3C", currency: "USD", figure: "100" } }, async (page) => {
    const said = page.locator("#curve-solved");
    await soon.equal(() => said.textContent(), "An amount of 103.30 leaves 100.");
    await soon.equal(() => page.locator("rect.solved").count(), 1);
    await page.getByLabel("What is wanted").selectOption("charge");
    await page.locator("#curve-figure").fill("5");
    await soon.equal(() => said.textContent(), "Amounts from 161.90 to 162.24 are charged 5.");
    await page.locator("#curve-figure").fill("0.01");
    const none = /^No amount is charged exactly 0\.01\. The nearest: /;
    await soon.match(() => said.textContent(), none);
    await page.locator("#curve-figure").fill("1,5");
    await soon.match(() => said.textContent(), /^The amount 1,5 has a comma/);
    await soon.equal(() => page.locator("#curve-figure").getAttribute("aria-invalid"), "true");
  }));

test("two tariffs are compared to the amounts where the cheaper one changes", () =>
  withCurve({ query: { rule: "20C+1P*A", second: "3P*A", to: "5000" } }, async (page) => {
    await soon.deepEqual(() => texts(page, ".ranges li"), [
      "from 0, below 1000 Second is cheaper",
      "at 1000 both charge the same",
      "above 1000 to 5000 First is cheaper",
    ]);
    await soon.equal(() => page.locator(".crossing").count(), 1);
    await soon.equal(() => page.locator("path.curve").count(), 2);
    await soon.match(() => reading(page), /^At 1200: charge 32\.00.*; charge 36\.00/);
    await writeRule(page, "2.5.6P*10C", "second");
    await page.waitForFunction(() => document.querySelectorAll("path.curve").length === 1);
    await soon.equal(() => ruleOf(page, "second").getAttribute("aria-invalid"), "true");
    await writeRule(page, "A*A", "second");
    await page.getByText("drawn through single charges").waitFor();
    await soon.equal(() => page.locator("path.curve").count(), 2);
  }));

test("a range that is none is told, and the picture stays", () =>
  withCurve({ query: { rule: "5C", to: "soon" } }, async (page) => {
    const told = page.locator("#curve-range");
    await soon.match(() => told.textContent(), /^The amount soon has the character s/);
    await soon.equal(() => page.locator("#curve-to").getAttribute("aria-invalid"), "true");
    await soon.equal(() => page.locator("path.curve").count(), 1);
    await page.locator("#curve-to").fill("10");
    await page.locator("#curve-from").fill("20");
    await soon.match(() => told.textContent(), /^The range ends where it begins, or before/);
    await page.locator("#curve-from").fill("");
    await soon.equal(() => told.textContent(), "");
    await page.locator("#curve-to").fill("9".repeat(28));
    await page.locator("#curve-to").fill("100");
    await soon.equal(() => page.locator(".plot").isVisible(), true);
    await soon.equal(() => reader(page).getAttribute("aria-valuemax"), "100");
  }));

test("the days and what came before count for the tariff that has a use for them", () => {
  const rule = '{"percentage":"10","annualBasis":"360"}';
  const second = '{"graduated":[{"upTo":"100","percentage":"5"},{"percentage":"1"}]}';
  const query = { rule, second, amount: "200", tenor: "36", prior: "100" };
  return withCurve({ query }, async (page) => {
    for (const line of [0, 1]) {
      const read = page.locator(".reading .key").nth(line);
      await soon.match(() => read.textContent(), /^\s*charge 2\.00 /);
    }
    // No other tariff goes on from an earlier value: then it is said.
    await writeRule(page, "5C", "second");
    await page.getByText("No curve: 1 problem above.").waitFor();
    await soon.match(() => page.locator("#prior-problems").textContent(), /^Only graduated tiers/);
    await page.getByLabel("Charged earlier").fill("");
    await page.locator("path.curve").nth(1).waitFor({ state: "attached" });
    await page.getByLabel("Days charged").fill("");
    await page.getByText("No curve: 1 problem above.").waitFor();
    await soon.match(() => page.locator("#tenor-problems").textContent(), /no tenor is given/);
  });
});

test("tariffs in different currencies are drawn, and not compared", () =>
  withCurve({ query: { rule: '{"flat":"5","currency":"USD"}', second: "6C" } }, async (page) => {
    await page.getByText("in different currencies").waitFor();
    await soon.equal(() => page.locator("path.curve").count(), 2);
    await soon.equal(() => page.getByText("Which is cheaper", { exact: true }).isVisible(), false);
  }));

test("findings of the linter stand on the curve and under it", () =>
  withCurve({ query: { rule: "A<1000C|5C|30C" } }, async (page) => {
    await soon.equal(() => page.locator("g.finding").count(), 1);
    const told = page.locator(".findings li");
    await soon.match(() => told.textContent(), /The charge jumps from 5\.00/);
    await writeRule(page, "2P*A", "rule");
    await page.waitForFunction(() => document.querySelectorAll("g.finding").length === 0);
    await soon.equal(() => page.getByText("What is odd about it").isVisible(), false);
  }));

test("the table says each piece in words, and the files have all of them", () =>
  withCurve({ query: { rule: "A<1000C|5C|2.5P*A|>30C|<2000C" } }, async (page) => {
    await page.locator("path.curve").waitFor();
    await page.getByText("The curve as a table").click();
    const row = (at) =>
      page.locator("[data-part=twin] tbody tr").nth(at).evaluate(({ cells }) =>
        [...cells].map(({ innerText }) => innerText),
      );
    await soon.deepEqual(() => row(1), ["from 1000, below 1200", "First", "30", "30", "30"]);
    const third = ["from 1200, below 80000", "First", "2.5% of the amount"];
    await soon.deepEqual(async () => (await row(2)).slice(0, 3), third);
    const save = async (name) => {
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("button", { name }).click(),
      ]);
      return readFileSync(await download.path(), "utf8");
    };
    const csv = (await save("Save as CSV")).split("\r\n");
    assert.equal(csv[2], "First,1000,true,1200,false,30,0,30,30,,");
    const svg = await save("Save as SVG");
    assert.match(svg, /^<svg [^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    assert.doesNotMatch(svg, /var\(|class="cursor"/);
    assert.match(svg, /stroke="#0b6654"/);
  }));

test("net and rate are drawn as well, and a look is in the address", () =>
  withCurve({ query: { rule: "5C+2P*A", to: "1000" } }, async (page) => {
    const charge = await path(page);
    await page.getByText("Effective rate").click();
    await soon.notEqual(() => path(page), charge);
    await page.getByText("Logarithmic").click();
    await page.waitForFunction(() => location.hash.includes("scale=logarithmic"));
    const hash = await page.evaluate(() => location.hash);
    assert.match(hash, /quantity=rate/);
    const drawn = await path(page);
    await page.reload();
    await soon.equal(() => path(page), drawn);
    await soon.equal(() => page.locator("[value=rate]").isChecked(), true);
  }));

test("what is wrong is said in its place, and leaves no old curve behind", () =>
  withCurve({ query: { rule: "4A", amount: "1e3" } }, async (page) => {
    await soon.equal(() => page.locator("#none").textContent(), "No curve: 2 problems above.");
    await soon.equal(() => page.locator(".plot").isVisible(), false);
    await writeRule(page, '{ "flat": "5", "percnt": 4 }', "rule");
    await page.locator("#rule-problems", { hasText: "percnt" }).waitFor();
    await page.locator("#rule-problems .jump").click();
    await soon.match(() => page.evaluate(() => getSelection().toString()), /"percnt": 4/);
    await writeRule(page, '{ "flat": "5" ', "rule");
    await page.locator("#rule-problems", { hasText: "found the end" }).waitFor();
    await writeRule(page, '{ "flat": "5" }', "rule");
    await page.locator("#amount").fill("7");
    await page.locator(".plot").waitFor();
    await soon.equal(() => page.locator("#none").isVisible(), false);
  }));

test("beside the tariff, the curve follows what is typed", () =>
  open({ hash: "#/tariff?formula=5C&amount=100" }, async (page) => {
    await page.locator(".plot").waitFor();
    await soon.match(() => reading(page), /^At 100: charge 5\.00/);
    await writeRule(page, "6C");
    await page.waitForFunction(() =>
      document.querySelector("[role=slider]").getAttribute("aria-valuetext").includes("6.00"),
    );
    await writeRule(page, "6A");
    await page.locator(".plot").waitFor({ state: "hidden" });
    await writeRule(page, "7P*A");
    // The links lead to what is drawn.
    await page.locator(".plot").waitFor();
    await page.getByRole("link", { name: "Alone, or with a second tariff" }).click();
    await soon.equal(() => ruleText(page, "rule"), "7P*A");
    await page.getByRole("link", { name: "Charge an amount by the first tariff" }).click();
    await soon.equal(() => ruleText(page), "7P*A");
  }));

test("a wrong amount leaves the curve beside the tariff; its own page begins with the rule", () =>
  open({ hash: "#/tariff?formula=5C&amount=100" }, async (page) => {
    await page.locator(".plot").waitFor();
    await enter(page, { formula: "6C", amount: "12x" });
    await page.waitForFunction(() =>
      document.querySelector("[role=slider]").getAttribute("aria-valuetext").includes("6.00"),
    );
    await soon.match(() => reading(page), /^At 100: charge 6\.00/);
    await soon.equal(() => page.locator("#answer .headline").textContent(), "No charge");
    await page.getByLabel("Views").getByRole("link", { name: "Curve" }).click();
    await soon.equal(() => ruleText(page, "rule"), "6C");
  }));
