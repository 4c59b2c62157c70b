// The panel of whole requests: what is typed is charged, explained, or shown to be wrong in place.

import assert from "node:assert/strict";
import { test } from "node:test";
import { EXAMPLE } from "../../www/src/views/request/example.js";
import { formatAddress, parseAddress } from "../../www/src/router.js";
import { fromQuery, toQuery } from "../../www/src/views/request/state.js";
import { violations } from "./support/axe.mjs";
import { painted, typeset, usePages } from "./support/browser.mjs";
import {
  charges, edit, field, selected, texts, totals, write,
} from "./support/request.mjs";
import { soon } from "./support/patience.mjs";

const open = usePages();
const withPage = (options, test) => open({ hash: "#/request", ...options }, test);

test("the example is shared, taxed and bounded", () =>
  withPage({}, async (page) => {
    await soon.deepEqual(() => charges(page), [
      "LKR 12000.00",
      "LKR 18000.00",
      "LKR 1200.00",
      "LKR 2700.00",
      "LKR 1500.00",
    ]);
    await soon.deepEqual(() => totals(page), ["IMPORTERLKR 13200.00", "EXPORTERLKR 22200.00"]);
    const methods = await texts(page, "#lines .method");
    assert.deepEqual([methods[0], methods[2]], ["SLAB_PERCENTAGE", "FIXED_PERCENTAGE"]);
    await soon.deepEqual(() => texts(page, "#lines .bit"), ["", "", "", "", "minimum 1500"]);
    const live = page.locator("#totals[aria-live=polite]");
    await soon.match(() => live.textContent(), /^5 charges/);
    await soon.equal(() => page.locator("#charges .problems:visible").count(), 0);
  }));

test("the chosen line is explained, and stays chosen over a mistake", () =>
  withPage({}, async (page) => {
    const steps = () => texts(page, "#line-steps .worked");
    await soon.equal(() => page.locator("#line-title").textContent(), "LC_COMMISSION of IMPORTER");
    await soon.ok(async () => (await steps()).includes("40% of 30000.00 is 12000.00"));
    await page.getByRole("radio", { name: "ADVICE_FEE" }).check();
    await soon.equal(() => page.locator("#line-title").textContent(), "ADVICE_FEE of EXPORTER");
    const raised = /1000 is to be at least 1500, which it becomes/;
    await soon.match(async () => (await steps()).join("\n"), raised);
    const labels = await texts(page, "#line-steps .label");
    assert.deepEqual(labels, ["value", "rule", "%", "floor", "round"]);

    await edit(page, "Price book", '"minimum": "1500"', '"minimum": "1500');
    await soon.equal(() => page.locator("#line-title").isVisible(), false);
    await write(page, "Price book", EXAMPLE.book);
    await soon.equal(() => page.getByRole("radio", { name: "ADVICE_FEE" }).isChecked(), true);

    await page.getByRole("radio", { name: "ADVICE_FEE" }).focus();
    await page.keyboard.press("ArrowUp");
    await soon.equal(() => page.locator("#line-title").textContent(), "TAX of EXPORTER");
    await page.locator("#lines .party").nth(2).click();
    await soon.equal(() => page.locator("#line-title").textContent(), "TAX of IMPORTER");
  }));

test("the figures follow the rules and the request", () =>
  withPage({}, async (page) => {
    await edit(page, "Price book", '"percentage": "0.5"', '"percentage": "0.25"');
    await soon.deepEqual(async () => (await charges(page)).slice(0, 4), [
      "LKR 8000.00",
      "LKR 12000.00",
      "LKR 800.00",
      "LKR 1800.00",
    ]);
    await edit(page, "Price book", '"50000"', '"15000"');
    await soon.equal(async () => (await texts(page, "#lines .bit"))[0], "maximum 15000");
    const line = '"priceRuleId": "ADVICE",';
    await edit(page, "Request", line, `${line} "txnCcy": "USD", "exchangeRate": "0.0033",`);
    await soon.deepEqual(() => totals(page), [
      "IMPORTERLKR 6600.00",
      "EXPORTERLKR 10350.00",
      "EXPORTERUSD 4.95",
    ]);

    await page.getByRole("button", { name: "Restore the example" }).click();
    await page.locator("#totals", { hasText: "LKR 13200.00" }).waitFor();
    await soon.equal(() => field(page, "Price book").inputValue(), EXAMPLE.book);
    // The browser undoes the last text first, the request.
    await field(page, "Price book").focus();
    await page.keyboard.press("Control+z");
    await page.keyboard.press("Control+z");
    await soon.match(() => field(page, "Price book").inputValue(), /"15000"/);
  }));

test("a request of several transactions is read, and thousands of lines are cut short", () =>
  withPage({}, async (page) => {
    const line = { chargeCode: "ADVICE_FEE", priceRuleId: "ADVICE", chargeCriteriaValue: "1" };
    const transaction = (txnRefNo, priceMethods) => ({ txnRefNo, priceMethods });
    const two = [transaction("1", [line]), transaction("2", [{ ...line, partyId: "ANYBODY" }])];
    await write(page, "Request", JSON.stringify({ txnDetails: two }));
    await soon.deepEqual(() => totals(page), ["No party namedLKR 1500.00", "ANYBODYLKR 1500.00"]);
    await write(page, "Request", JSON.stringify(transaction("3", Array(3000).fill(line))));
    await soon.deepEqual(() => totals(page), ["No party namedLKR 4500000.00"]);
    await soon.equal(() => page.locator("#lines tbody tr").count(), 200);
    await soon.equal(() => page.locator("#more-lines").textContent(), "And 2800 lines more.");
    await write(page, "Request", JSON.stringify({ txnDetails: [] }));
    await soon.equal(() => page.locator("#totals").textContent(), "0 charges");
  }));

test("a misspelled field of a rule is shown at its pointer and in its line", () =>
  withPage({}, async (page) => {
    await edit(page, "Price book", '"minimum": "1500"', '"minimm": "1500"');
    await soon.equal(
      () => page.locator("#totals").textContent(),
      "No charges1 problem in the price book.",
    );
    await soon.equal(() => page.locator("#lines").isVisible(), false);
    const problems = page.locator("#book-problems");
    await soon.match(() => problems.textContent(), /field minimm is unknown/);
    const where = problems.locator(".where");
    await soon.equal(() => where.textContent(), "/ADVICE/minimm, line 14, column 5");
    await soon.match(() => problems.locator(".help").textContent(), /minimumPercentage/);
    await soon.deepEqual(() => texts(page, ".numbers .error"), ["14"]);
    await soon.equal(() => field(page, "Price book").getAttribute("aria-invalid"), "true");
    await soon.equal(() => field(page, "Request").getAttribute("aria-invalid"), "false");
    await problems.getByRole("button").click();
    await soon.equal(() => selected(page, "Price book"), '"minimm": "1500"');
  }));

test("an unknown rule is shown in the request, which scrolls to its place", () =>
  withPage({}, async (page) => {
    await edit(page, "Request", '"TAX-15"', '"TAX-16"');
    const problems = page.locator("#request-problems");
    await soon.match(() => problems.textContent(), /no such rule/);
    const where = problems.locator(".where");
    await soon.equal(() => where.textContent(), "/priceMethods/3/priceRuleId, line 33, column 7");
    await problems.getByRole("button").click();
    await soon.equal(() => selected(page, "Request"), '"priceRuleId": "TAX-16"');
    const isInSight = () =>
      field(page, "Request").evaluate((area) => {
        const at = 33 * parseFloat(getComputedStyle(area).lineHeight);
        return at > area.scrollTop && at < area.scrollTop + area.clientHeight;
      });
    await soon.ok(isInSight, "the place is out of sight");
    const isBeside = () =>
      page.locator("#request").evaluate((area) =>
        area.previousElementSibling.scrollTop === area.scrollTop,
      );
    await soon.ok(isBeside, "the numbers stand beside other lines");
  }));

test("a misspelled field of the request is a warning beside the charges", () =>
  withPage({}, async (page) => {
    const line = '"priceRuleId": "TAX-10",';
    await edit(page, "Request", line, `${line} "tenr": "30",`);
    await soon.equal(async () => (await charges(page)).length, 5);
    const problems = page.locator("#request-problems");
    await soon.match(() => problems.textContent(), /^1 warning in the request.*tenr/);
    await soon.equal(() => field(page, "Request").getAttribute("aria-invalid"), "false");
    await edit(page, "Request", '"priceRuleId": "ADVICE"', '"priceRulId": "ADVICE"');
    await soon.equal(() => problems.locator("h2").textContent(), "3 problems in the request");
    await soon.equal(() => page.locator("#lines").isVisible(), false);
  }));

test("mistakes in both texts are shown at once, those of the syntax too", () =>
  withPage({}, async (page) => {
    await edit(page, "Price book", '"minimum": "2500",', '"minimum": "2500"');
    await edit(page, "Request", '"chargeSharing": "Y"', '"chargeSharing": true');
    const book = page.locator("#book-problems");
    await soon.match(() => book.textContent(), /Expected , or }, found "maximum"/);
    await soon.equal(() => book.locator(".where").textContent(), "line 9, column 5");
    await soon.match(
      () => page.locator("#request-problems .where").first().textContent(),
      /^\/priceMethods\/0\/chargeSharing, line 9,/,
    );
    await book.getByRole("button").click();
    await soon.equal(() => selected(page, "Price book"), '"maximum"');
    for (const text of ["", "5", "null", "[]", '"x"', "[[[", '{"a":', "\u0000"]) {
      await write(page, "Request", text);
      await write(page, "Price book", text);
      await soon.equal(() => page.locator("#totals .count").textContent(), "No charges", text);
      assert.equal(await page.locator("#bug").isVisible(), false, text);
    }
  }));

// The package's module traps when the page says so, as a bug in it would.
const trap = () => {
  const Instance = WebAssembly.Instance;
  WebAssembly.Instance = class {
    constructor(...given) {
      const { exports } = new Instance(...given);
      const rawbook_calculate = (...values) => {
        if (globalThis.trap) throw new WebAssembly.RuntimeError("unreachable");
        return exports.rawbook_calculate(...values);
      };
      this.exports = { ...exports, rawbook_calculate };
    }
  };
};

test("a trap in the module is shown as our bug, until a request goes well", () =>
  withPage({ prepare: (context) => context.addInitScript(trap) }, async (page) => {
    await page.evaluate(() => (globalThis.trap = true));
    await edit(page, "Price book", '"0.5"', '"0.25"');
    const said = page.locator("#totals");
    await soon.match(() => said.textContent(), /^No chargesThis is a bug in Ready/);
    await soon.match(() => page.getByLabel("Report").textContent(), /unreachable\n[^]*0\.25/);
    await page.evaluate(() => (globalThis.trap = false));
    await edit(page, "Price book", '"0.25"', '"0.5"');
    await soon.equal(async () => (await charges(page)).length, 5);
    await soon.equal(() => page.locator("#bug").isVisible(), false);
  }));

test("the address carries the texts, and other views leave them alone", () =>
  withPage({}, async (page) => {
    await soon.equal(() => page.evaluate(() => location.hash), "#/request");
    await edit(page, "Price book", '"0.5"', '"0.25"');
    await page.waitForFunction(() => location.hash.includes("book="));
    assert.ok(!(await page.evaluate(() => location.hash.includes("request="))));
    await page.reload();
    await page.locator("#totals", { hasText: "LKR 8800.00" }).waitFor();
    await page.getByRole("link", { name: "Tariff", exact: true }).click();
    await page.getByRole("link", { name: "39C-A a rebate above 39" }).click();
    await page.getByRole("link", { name: "Request", exact: true }).click();
    await soon.match(() => field(page, "Price book").inputValue(), /"0\.25"/);
    await soon.match(() => page.evaluate(() => location.hash), /^#\/request\?book=/);
  }));

test("a link of before there were views opens its request", () =>
  withPage({ hash: "#formula=5C&amount=1&request=%7B%22priceMethods%22%3A5%7D" }, async (page) => {
    await soon.equal(() => field(page, "Request").inputValue(), '{"priceMethods":5}');
    await soon.equal(() => field(page, "Price book").inputValue(), EXAMPLE.book);
  }));

test("the texts of a state come back from its address, unless they are too long", () => {
  const fromHash = (hash) => fromQuery(parseAddress(hash).query);
  const toHash = (texts) => formatAddress("request", toQuery(texts));
  const texts = { book: "{ & # % é😀 }\n", request: "" };
  assert.deepEqual(fromHash(toHash(texts)), texts);
  assert.deepEqual(fromHash("#/request?request=5"), { ...EXAMPLE, request: "5" });
  assert.deepEqual(fromHash(toHash(EXAMPLE)), {});
  assert.deepEqual(fromHash(toHash({ ...texts, book: " ".repeat(20_000) })), {});
});

test("the page stands still while a text is wrong", () =>
  withPage({}, async (page) => {
    const places = () =>
      page.evaluate(() =>
        ["book", "request", "totals"].map((id) => {
          const { x, y, width } = document.getElementById(id).getBoundingClientRect();
          return [x, y + scrollY, width];
        }),
      );
    await typeset(page);
    const before = await places();
    const tall = await page.evaluate(() => document.documentElement.scrollHeight);
    await edit(page, "Price book", '"minimum": "1500"', '"minimm": "1500"');
    await edit(page, "Request", '"chargeCode"', '"chargeCod"');
    for (const name of ["book", "request"]) await page.locator(`#${name}-problems`).waitFor();
    await painted(page);
    assert.deepEqual(await places(), before);
    assert.equal(await page.evaluate(() => document.documentElement.scrollHeight), tall);
  }));

for (const colorScheme of ["light", "dark"]) {
  test(`axe finds nothing: ${colorScheme}`, () =>
    // Colours on their way to others are none of the page's.
    withPage({ colorScheme, reducedMotion: "reduce" }, async (page) => {
      const found = () => violations(page, "#charges");
      await page.locator("#lines input").first().focus();
      assert.deepEqual(await found(), []);
      await edit(page, "Request", '"chargeSharing": "Y"', '"chargeSharing": "Y", "tenr": 4');
      await page.locator("#request-problems").waitFor();
      assert.deepEqual(await found(), []);
      await edit(page, "Price book", '"minimum": "1500"', '"minimm": "1500"');
      await page.locator("#book-problems").waitFor();
      assert.deepEqual(await found(), []);
    }));
}

for (const [width, name] of [[1280, "Request"], [1280, "Price book"], [360, "Request"]]) {
  test(`what is wrong is in sight while one edits: ${name}, ${width} pixels`, () =>
    withPage({ viewport: { width, height: 800 } }, async (page) => {
      const text = field(page, name);
      const end = (await text.inputValue()).length;
      await text.focus();
      await text.evaluate((area, at) => area.setSelectionRange(at, at), end);
      await page.keyboard.insertText("}");
      const found = page.getByRole("region", { name: `Problems in the ${name.toLowerCase()}` });
      const problem = found.getByRole("button").first();
      await problem.waitFor();
      const { y, height } = await problem.boundingBox();
      assert.ok(y >= 0 && y + height <= 800, `it stands at ${y} of 800`);
    }));
}

test("nothing is cut off or scrolls sideways", () =>
  withPage({ viewport: { width: 320, height: 800 } }, async (page) => {
    const outside = () =>
      page.evaluate(() => {
        const wide = document.documentElement.scrollWidth;
        const cut = [...document.querySelectorAll("#charges *")]
          .filter((e) => e.checkVisibility() && e.getBoundingClientRect().right > innerWidth)
          .map((e) => e.outerHTML.slice(0, 80));
        return [...(wide > innerWidth ? [`${wide} pixels`] : []), ...cut];
      });
    const fits = async () => {
      for (const width of [320, 360, 1024, 1280]) {
        await page.setViewportSize({ width, height: 800 });
        await soon.deepEqual(outside, [], `${width} pixels`);
      }
    };
    await fits();
    const long = "A-CODE-WITHOUT-ANY-SPACE-".repeat(6);
    await edit(page, "Request", '"ADVICE_FEE"', `"${long}"`);
    await edit(page, "Request", '"IMPORTER"', `"${long}"`);
    await fits();
    await edit(page, "Request", '"COMMISSION"', `"${long}"`);
    await edit(page, "Request", "{", `{ "${long}": 1,`);
    await page.locator("#request-problems").waitFor();
    await fits();
  }));
