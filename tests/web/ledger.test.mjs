// The panel of the mock ledger: a whole story, played with its buttons, to the cent.

import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { enter, usePages } from "./support/browser.mjs";

const open = usePages();
const withPage = (options, test) => open({ hash: "#/ledger", ...options }, test);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const SHOTS = fileURLToPath(new URL("../../.cache/screenshots", import.meta.url));
mkdirSync(SHOTS, { recursive: true });

const USER = "Subscriber 94777123456";
const PROVIDER = "Provider APP_000001";
const OPERATOR = "Operator dialog";

/** Of a debit of 100.00 with the default taxes of the time. */
const SHARES = [[PROVIDER, "", "70.00"], [OPERATOR, "", "30.00"]];
const TAXES = {
  Cess: "2.04",
  "Telecom levy": "25.51",
  "Nation building tax": "2.60",
  VAT: "19.52",
};
const TAXED = [
  [USER, "149.67", ""],
  ...SHARES,
  ...Object.entries(TAXES).map(([tax, figure]) => [tax, "", figure]),
  ["Total", "149.67", "149.67"],
];

/** The panel, opened by coming to it, and what a test does with it. */
async function openBank(page) {
  const panel = page.locator("#ledger");
  await panel.getByText("The bank is open").waitFor();
  const text = (selector) => panel.locator(selector).allTextContents();
  const rows = (table) =>
    panel.locator(`#ledger-${table} :is(tbody, tfoot) tr`).evaluateAll((found) =>
      found.map(({ cells }) => [...cells].map((cell) => cell.innerText.replaceAll("\n", ", "))),
    );
  return {
    panel,
    press: (name) => panel.getByRole("button", { name, exact: true }).click(),
    fill: (label, value) => panel.getByLabel(label).fill(value),
    /** The headline and what stands under it. */
    says: async () => (await text("#ledger-status p")).join(": "),
    postings: () => rows("postings"),
    moved: () => panel.locator("#ledger-postings-note").textContent(),
    /** What the accounts with such names have, and how that changed. */
    balances: async (...names) =>
      (await rows("balances"))
        .filter(([name]) => names.some((start) => name.startsWith(start)))
        .map(([, ...figures]) => figures),
    /** The newest entry of the journal. */
    wire: async () => {
      const newest = panel.locator("#ledger-journal li").first();
      const [request, answer] = await newest.locator("pre").allTextContents();
      return { title: await newest.locator("summary").innerText(), request, answer };
    },
    states: () => text(".state"),
  };
}

test("the module of the ledger comes only when its view is opened", () =>
  open({}, async (page) => {
    const asked = [];
    page.on("request", (request) => asked.push(request.url()));
    await enter(page, { formula: "4P*A" });
    const modules = () => asked.filter((url) => /\/assets\/ledger-[^/]*\.js$/.test(url));
    assert.deepEqual(modules(), []);
    await page.getByRole("link", { name: "Ledger", exact: true }).click();
    await openBank(page);
    assert.equal(modules().length, 1);
  }));

test("a payment is shared, refunded in part, and never refunded beyond what is left", () =>
  withPage({}, async (page) => {
    const { press, fill, says, postings, balances, wire, moved } = await openBank(page);
    assert.deepEqual(await balances(USER, PROVIDER, OPERATOR, "Cash"), [
      ["1000.00", ""],
      ["0.00", ""],
      ["0.00", ""],
      ["1500.00", ""],
    ]);
    await press("Pay");
    assert.equal(await says(), "Charged LKR 100.00: from 94777123456");
    const paid = [[USER, "100.00", ""], ...SHARES, ["Total", "100.00", "100.00"]];
    assert.deepEqual(await postings(), paid);
    assert.deepEqual(await balances(USER, PROVIDER, OPERATOR), [
      ["900.00", "-100.00"],
      ["70.00", "+70.00"],
      ["30.00", "+30.00"],
    ]);
    const first = await wire();
    assert.match(first.request, /^POST \/wallet\/v1\/transaction\/tel%3A%2B94777123456\/payment\n/);
    assert.match(first.answer, /^HTTP 200\n[^]*"transactionOperationStatus": "Charged"/);

    await press("Refund");
    assert.equal(await says(), "Refunded LKR 40.00: to 94777123456");
    assert.deepEqual(await postings(), [
      [USER, "", "40.00"],
      [PROVIDER, "28.00", ""],
      [OPERATOR, "12.00", ""],
      ["Total", "40.00", "40.00"],
    ]);
    const left = [["940.00", ""], ["42.00", ""], ["18.00", ""]];
    assert.deepEqual(await balances(USER, PROVIDER), [["940.00", "+40.00"], ["42.00", "-28.00"]]);

    await press("Refund 0.01 more than is left");
    assert.equal(
      await says(),
      "Declined POL1003: The refund exceeds the original amount charged 60.00.",
    );
    assert.match((await wire()).answer, /^HTTP 403\n[^]*"variables": \[\s+"60.00"/);
    assert.deepEqual(await postings(), []);
    assert.equal(await moved(), "Nothing moved.");
    assert.deepEqual(await balances(USER, PROVIDER, OPERATOR), left);

    await press("Send the last payment again");
    assert.match(await says(), /^Replayed: The stored answer came back/);
    const again = await wire();
    assert.match(again.title, /replayed/);
    assert.deepEqual([again.request, again.answer], [first.request, first.answer]);
    assert.deepEqual(await postings(), []);
    assert.deepEqual(await balances(USER, PROVIDER, OPERATOR), left);

    await fill("To give back", "60.00");
    await press("Refund");
    assert.deepEqual(await balances(USER, PROVIDER, OPERATOR), [
      ["1000.00", "+60.00"],
      ["0.00", "-42.00"],
      ["0.00", "-18.00"],
    ]);
  }));

test("a debit is held until its customer consents, and then posted with its taxes", () =>
  withPage({}, async (page) => {
    const { panel, press, fill, says, postings, balances, moved, states } = await openBank(page);
    await press("Ask");
    assert.match(await says(), /^Consent pending: LKR 149.67 is held until/);
    assert.deepEqual(await postings(), TAXED);
    assert.equal(await moved(), "Held, and not yet posted.");
    assert.deepEqual(await balances(USER, PROVIDER, "VAT"), [
      ["1000.00, 149.67 held", ""],
      ["0.00, 70.00 held", ""],
      ["0.00, 19.52 held", ""],
    ]);
    assert.deepEqual(await states(), ["good for 60 s"]);
    const token = await panel.getByLabel("Token of DEBIT-1").inputValue();
    const sms = await panel.locator("#ledger-inbox li").textContent();
    assert.match(sms, new RegExp(`SMS to 94777123456.* is ${token}, TRID DEBIT-1`));

    await fill("Token of DEBIT-1", "no token");
    await press("Confirm");
    assert.match(await says(), /^Wrong token: /);
    assert.equal(await moved(), "Nothing moved.");
    await fill("Token of DEBIT-1", token);
    await fill("Seconds to pass", "59.999");
    await press("Advance");
    assert.deepEqual(await states(), ["good for 0.001 s"]);
    await press("Confirm");
    assert.equal(
      await says(),
      "Debited LKR 149.67: 100.00 from 94777123456, and taxes of 49.67",
    );
    assert.deepEqual(await postings(), TAXED);
    assert.deepEqual(await balances(USER, PROVIDER, OPERATOR, ...Object.keys(TAXES)), [
      ["850.33", "-149.67"],
      ["70.00", "+70.00"],
      ["30.00", "+30.00"],
      ...Object.values(TAXES).map((figure) => [figure, `+${figure}`]),
    ]);
    assert.deepEqual(await states(), ["debited"]);
    // The pressed button is gone, and the focus is with its message.
    assert.equal(await page.evaluate(() => document.activeElement.localName), "li");
  }));

test("a consent ends after 60 seconds, and by refusal or withdrawal before", () =>
  withPage({}, async (page) => {
    const { panel, press, says, balances, moved, states, wire } = await openBank(page);
    await press("Ask");
    await press("Advance");
    const given = "LKR 149.67 is held no more, and nothing was posted.";
    assert.equal(await says(), `Expired: Error while processing. ${given}`);
    assert.equal(await moved(), "Held until now, and given up: nothing was posted.");
    assert.deepEqual(await balances(USER, "VAT"), [["1000.00", ""]]);
    assert.deepEqual(await states(), ["expired"]);
    assert.equal(await panel.getByRole("button", { name: "Confirm" }).count(), 0);
    assert.equal(await panel.locator("#ledger-clock").textContent(), "2017-04-04 05:31:00.000");
    assert.match((await wire()).answer, /^HTTP 409\n/);

    for (const [name, state] of [["Refuse", "Rejected"], ["Cancel", "Cancelled"]]) {
      await press("Ask");
      await press(name);
      assert.equal(await says(), `${state}: Error while processing. ${given}`);
      assert.equal((await states())[0], state.toLowerCase());
    }
    // Postpaid accounts cannot be debited; an LTE account has its messages sent elsewhere.
    await panel.getByLabel("Subscriber").selectOption("94776351232");
    await press("Ask");
    assert.equal(await says(), "Rejected: Un-authorized. ");
    await panel.getByLabel("Subscriber").selectOption("94115123456");
    await press("Ask");
    assert.match(await says(), /until the customer of 94115123456 consents/);
    assert.match(await panel.locator(".to").first().textContent(), /^SMS to 94777123456/);
    await press("Start over");
    assert.equal(await panel.locator("#ledger-inbox").isVisible(), false);
    assert.equal(await panel.locator("#ledger-journal li").count(), 0);
    assert.deepEqual(await balances(USER, "Cash"), [["1000.00", ""], ["1500.00", ""]]);
  }));

test("payments are charged by the formula of the tariff", () =>
  withPage({}, async (page) => {
    const { panel, press, fill, says, postings, wire } = await openBank(page);
    const note = panel.locator("#ledger-formula-note");
    const retype = async (formula) => {
      await page.getByRole("link", { name: "Tariff", exact: true }).click();
      await enter(page, { formula });
      await page.getByRole("link", { name: "Ledger", exact: true }).click();
      await panel.waitFor();
    };
    await panel.getByLabel("by the formula").check();
    assert.equal(
      await note.textContent(),
      "A<1000C|5C|2.5P*A|>30C|<2000C takes LKR 5.00 of 100.00.",
    );
    await press("Pay");
    const charged = "Operator dialog, charge by formula";
    const shares = [[PROVIDER, "", "95.00"], [charged, "", "5.00"]];
    assert.deepEqual((await postings()).slice(1, 3), shares);
    assert.equal(await panel.locator("#ledger-journal li").count(), 2);
    await press("Pay");
    assert.equal(await panel.locator("#ledger-journal li").count(), 3);

    await retype("2P*A");
    assert.equal(await note.textContent(), "2P*A takes LKR 2.00 of 100.00.");
    await press("Pay");
    assert.deepEqual((await postings())[2], [charged, "", "2.00"]);
    await fill("To pay", "1.005");
    await press("Pay");
    assert.match(await says(), /^Declined SVC0002: .*two digit decimal/);

    await retype("2.5.6P*10C");
    assert.match(await note.textContent(), /^The number 2\.5\.6 has more than one decimal point/);
    await press("Pay");
    assert.match(await says(), /^No charge created: .*write 2\.5P\*10C or 5\.6P\*10C/);
    const { request, answer } = await wire();
    assert.match(request, /^POST \/charges\n/);
    assert.match(answer, /^HTTP 400\n/);
  }));

test("what the library itself refuses is shown with its help", () =>
  withPage({}, async (page) => {
    const { press, fill, says, wire } = await openBank(page);
    await fill("Seconds to pass", "-1");
    await press("Advance");
    assert.match(await says(), /^Not understood: time-backwards: .*Time only goes forward/);
    assert.match((await wire()).answer, /^ReckonerError: /);
    await fill("Seconds to pass", "soon");
    await press("Advance");
    assert.match(await says(), /^Not understood: wrong-type: Expected a whole number/);
  }));

// The ledger's module traps when the page says so, as a bug in it would.
const trap = () => {
  const Instance = WebAssembly.Instance;
  WebAssembly.Instance = class {
    constructor(...given) {
      const { exports } = new Instance(...given);
      const rawledger_call = (...values) => {
        if (globalThis.trap) throw new WebAssembly.RuntimeError("unreachable");
        return exports.rawledger_call(...values);
      };
      this.exports = { ...exports, rawledger_call };
    }
  };
};

test("a trap in the module is shown as our bug, and the bank can start over", () =>
  withPage({ prepare: (context) => context.addInitScript(trap) }, async (page) => {
    const { press, says } = await openBank(page);
    await page.evaluate(() => (globalThis.trap = true));
    await press("Pay");
    assert.match(await says(), /^Nothing was done: This is a bug in Ready Reckoner/);
    assert.match(await page.getByLabel("Report").textContent(), /unreachable\n[^]*"Pay 100.00"/);
    await page.evaluate(() => (globalThis.trap = false));
    await press("Start over");
    await press("Pay");
    assert.match(await says(), /^Charged/);
  }));

/** Steps after which the panel shows all that it can. */
async function live(page) {
  const bank = await openBank(page);
  for (const name of ["Pay", "Refund", "Refund 0.01 more than is left"]) await bank.press(name);
  await bank.press("Ask");
  await bank.press("Confirm");
  await bank.press("Ask");
  return bank;
}

for (const colorScheme of ["light", "dark"]) {
  test(`axe finds nothing: ${colorScheme}`, () =>
    withPage({ colorScheme, reducedMotion: "reduce" }, async (page) => {
      const { panel, press } = await live(page);
      await page.evaluate(axe);
      const violations = async () => {
        const { violations: found } = await page.evaluate(() => globalThis.axe.run("#ledger"));
        return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
      };
      await panel.locator("summary").first().click();
      await panel.getByLabel("by the formula").check();
      assert.deepEqual(await violations(), []);
      await press("Advance");
      assert.deepEqual(await violations(), []);
      await press("Pay");
      assert.deepEqual(await violations(), []);
      await press("Send the last payment again");
      assert.deepEqual(await violations(), []);
    }));
}

for (const width of [320, 360, 768, 1024, 1280]) {
  test(`nothing is cut off or scrolls sideways at ${width} pixels`, () =>
    withPage({ viewport: { width, height: 800 } }, async (page) => {
      const { panel } = await live(page);
      for (const summary of await panel.locator("summary").all()) await summary.click();
      const outside = await page.evaluate(() => {
        const wide = document.documentElement.scrollWidth;
        const cut = [...document.querySelectorAll("#ledger *")]
          .filter((e) => e.checkVisibility() && e.getBoundingClientRect().right > innerWidth)
          .map((e) => e.outerHTML.slice(0, 80));
        return [...(wide > innerWidth ? [`${wide} pixels`] : []), ...cut];
      });
      assert.deepEqual(outside, []);
    }));
}

for (const width of [1280, 360]) {
  for (const colorScheme of ["light", "dark"]) {
    test(`screenshot: ledger, ${width} pixels, ${colorScheme}`, () =>
      withPage({ colorScheme, viewport: { width, height: 800 } }, async (page) => {
        const { panel } = await live(page);
        const path = `${SHOTS}/ledger-${width}-${colorScheme}.png`;
        const { length } = await panel.screenshot({ path });
        assert.ok(length > 10_000);
      }));
  }
}

test("the whole story is told with the keyboard", () =>
  withPage({}, async (page) => {
    const { panel, says, states } = await openBank(page);
    const focused = () => page.evaluate(() => document.activeElement.textContent.trim());
    await panel.getByLabel("To pay").press("Enter");
    assert.match(await says(), /^Charged/);
    await panel.getByLabel("To give back").press("Enter");
    assert.match(await says(), /^Refunded/);
    await panel.getByLabel("To debit").press("Enter");
    await page.keyboard.press("Tab");
    assert.equal(await focused(), "Ask");
    await panel.getByLabel("Token of DEBIT-3").press("Enter");
    assert.deepEqual(await states(), ["debited"]);
    assert.equal(await panel.locator("#ledger-status[aria-live=polite]").count(), 1);
  }));
