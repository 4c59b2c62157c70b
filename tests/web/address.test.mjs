// The state is in the address, and the address is the state.

import assert from "node:assert/strict";
import { test } from "node:test";
import { formatAddress, parseAddress } from "../../www/src/router.js";
import { LOOK } from "../../www/src/parts/curve/look.js";
import { DEFAULTS, fromQuery, toHash } from "../../www/src/views/tariff/state.js";
import { charge, copiedBy, enter, ruleText, usePages } from "./support/browser.mjs";
import { soon } from "./support/patience.mjs";

const withPage = usePages();
const hash = (page) => page.evaluate(() => location.hash);

test("every state comes back from its hash", () => {
  const states = [
    DEFAULTS,
    { ...DEFAULTS, formula: "", amount: "" },
    { ...DEFAULTS, formula: " A<1C | 5C\n+é😀&amount=7#%25 " },
    { ...DEFAULTS, currency: "JPY", rounding: "floor", increment: "5" },
    { ...DEFAULTS, percentage: "1", constant: "2" },
  ];
  const AT_FIRST = { ...DEFAULTS, ...LOOK, as: "text" };
  const looked = { ...DEFAULTS, quantity: "rate", from: "10", to: "20", as: "form" };
  const fromHash = (hash) => fromQuery(parseAddress(hash).query);
  for (const state of states) assert.deepEqual(fromHash(toHash(state)), { ...AT_FIRST, ...state });
  assert.deepEqual(fromHash(""), AT_FIRST);
  assert.deepEqual(fromHash("#/tariff?__proto__=1&unknown=2&toString=3"), AT_FIRST);
  assert.deepEqual(fromHash(toHash(looked)), { ...AT_FIRST, ...looked });
  assert.equal(toHash({ ...DEFAULTS, formula: "(".repeat(20_000) }), "#/tariff");
});

test("an address names a view, a path and a query", () => {
  const parsed = (hash) => {
    const { view, path, query } = parseAddress(hash);
    return [view, path, Object.fromEntries(query)];
  };
  assert.deepEqual(parsed("#/guide/formula/the%20letters?a=1%262&b="), [
    "guide",
    ["formula", "the letters"],
    { a: "1&2", b: "" },
  ]);
  for (const none of ["", "#", "#/", "#//"]) assert.deepEqual(parsed(none), ["tariff", [], {}]);
  assert.deepEqual(parsed("#/guide/50%?x"), ["guide", ["50%"], { x: "" }]);
  const made = formatAddress("guide", { q: "a b/?" }, ["x/y", "?"]);
  assert.deepEqual(parsed(made), ["guide", ["x/y", "?"], { q: "a b/?" }]);
  // Addresses of before there were views.
  assert.deepEqual(parsed("#formula=5C&amount=7"), ["tariff", [], { formula: "5C", amount: "7" }]);
  assert.equal(parsed("#formula=5C&amount=7&book=%7B%7D")[0], "request");
});

test("what is entered is in the address, and the address restores it", () =>
  withPage({}, async (page) => {
    await enter(page, { formula: "2P*A+1C", amount: "99.99" });
    await page.getByLabel("Currency").selectOption("KWD");
    await page.waitForFunction(() => location.hash.includes("KWD"));
    const charged = await charge(page);
    await page.reload();
    await page.locator("#answer .charge").waitFor();
    await soon.equal(() => ruleText(page), "2P*A+1C");
    await soon.equal(() => page.locator("#amount").inputValue(), "99.99");
    await soon.equal(() => charge(page), charged);
    assert.equal(charged, "3.000");
  }));

test("examples are links, and going back leads to what was there", () =>
  withPage({}, async (page) => {
    await page.getByRole("link", { name: "39C-A a rebate above 39" }).click();
    await soon.equal(() => charge(page), "-11.00");
    await page.getByRole("link", { name: / on 999.99/ }).click();
    await soon.equal(() => charge(page), "5.00");
    await soon.equal(() => page.locator("#examples [aria-current]").textContent(), "999.99");
    await page.goBack();
    await page.waitForFunction(() => document.querySelector("#formula").innerText === "39C-A");
    await soon.equal(() => charge(page), "-11.00");
  }));

test("an address that is gone to is not written over by what was typed last", () =>
  withPage({ hash: "#/tariff?formula=5C&amount=7" }, async (page) => {
    // All in one go, before an event tells that the address is another one.
    await page.evaluate(() => {
      const amount = document.querySelector("#amount");
      amount.value = "8";
      amount.dispatchEvent(new Event("input", { bubbles: true }));
      location.hash = "#/tariff?formula=6C&amount=9";
      document.body.click();
    });
    await soon.equal(() => charge(page), "6.00");
    assert.equal(await page.locator("#amount").inputValue(), "9");
    assert.equal(await hash(page), "#/tariff?formula=6C&amount=9");
  }));

test("every example but the mistaken one has a charge", () =>
  withPage({}, async (page) => {
    const links = await page.locator("#examples a").evaluateAll((all) => all.map((a) => a.hash));
    assert.ok(links.length >= 16, `${links.length} examples`);
    for (const link of links) {
      await page.evaluate((to) => (location.hash = to), link);
      await page.waitForFunction(
        () => document.querySelector("#examples [aria-current]")?.hash === location.hash,
      );
      const expected = link.includes("2.5.6P") ? "none" : "charge";
      await soon.equal(() => page.locator("#answer").getAttribute("data-kind"), expected, link);
    }
  }));

test("a hash that names what does not exist falls back", () =>
  withPage({ hash: "#/tariff?formula=5C&currency=ZZZ&rounding=sideways" }, async (page) => {
    await soon.equal(() => page.locator("#answer .headline").textContent(), "LKR 5.00");
    await soon.equal(() => page.locator("#rounding").inputValue(), "halfUp");
  }));

test("the link is copied with what was typed last", () =>
  withPage({ permissions: ["clipboard-read", "clipboard-write"] }, async (page) => {
    await enter(page, { formula: "8C" });
    await copiedBy(page, "Copy link");
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    assert.equal(copied, await page.evaluate(() => location.href));
    await soon.match(() => hash(page), /formula=8C/);
  }));
