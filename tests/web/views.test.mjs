// Every view, in the states that it has, in both themes and on all screens: axe finds nothing, and
// nothing is cut off or scrolls sideways. A view that is added is in the table by itself.

import assert from "node:assert/strict";
import { mkdirSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { violations } from "./support/axe.mjs";
import { settled, typeset, usePages } from "./support/browser.mjs";
import { soon } from "./support/patience.mjs";

const withPage = usePages();
const path = (from) => fileURLToPath(new URL(from, import.meta.url));
const SHOTS = path("../../.cache/screenshots");
mkdirSync(SHOTS, { recursive: true });

const LONG = "A-WORD-WITHOUT-ANY-SPACE-".repeat(8);

/** A rule with more tiers than a screen has lines. */
const TIERS = JSON.stringify({
  graduated: [
    ...Array.from({ length: 30 }, (_, at) => ({ upTo: `${at + 1}000`, percentage: `${40 - at}` })),
    { percentage: "0.5", perUnit: "2", unit: "10", minimum: "1" },
  ],
});

const file = (name, content) => ({ name, mimeType: "text/csv", buffer: Buffer.from(content) });

async function choose(page, button, chosen) {
  const asked = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: button }).click();
  await (await asked).setFiles(chosen);
}

/** Each view as it opens. */
const OPENED = readdirSync(path("../../www/src/views")).map((name) => [name, `#/${name}`]);

/** A rule with something in every part of its form. */
const WHOLE = JSON.stringify({
  graduated: [{ from: "1", upTo: "100", flat: "1/3", minimum: "1" }, { perUnit: "2", unit: "30" }],
  currency: { code: "USDT", minorUnits: 6 }, minimum: "0.5", maximumPercentage: "40", free: "1",
  chargeUnit: "5", chargeOnZero: true, annualBasis: "360", rounding: "halfEven", increment: "0.1",
  base: "total", chargeInTxnCcy: false, priceMethod: "SLAB_AMOUNT",
});
const CIRCUMSTANCES = { tenor: "30", prior: "1e3" };

/** @type {[string, string, ((page: import("playwright-core").Page) => Promise<void>)?][]} */
const STATES = [
  ...OPENED,
  ["no view", `#/${LONG}`],
  ["tariff, wrong", "#/tariff?formula=2.5.6P*10C%7C4A%7C%3E90C%7C%3C30C&amount=1e3"],
  [
    "tariff, a whole form",
    `#/tariff?${new URLSearchParams({ formula: WHOLE, as: "form", ...CIRCUMSTANCES })}`,
    (page) => page.locator("#rule-form .terms[open]").nth(2).waitFor(),
  ],
  ["tariff, long", `#/tariff?formula=${"A%3C1C%7C".repeat(60)}5C&amount=${"9".repeat(25)}.99`],
  ["tariff, nothing", "#/tariff?formula=&amount="],
  [
    "tariff, as a form",
    `#/tariff?formula=${encodeURIComponent(TIERS)}&amount=12345.67&as=form`,
    (page) => page.locator(".rule-form tbody tr").first().waitFor(),
  ],
  [
    "tariff, a form with a mistake",
    `#/tariff?formula=${encodeURIComponent(TIERS)}&amount=1&as=form`,
    async (page) => {
      await page.locator(".rule-form tbody input").nth(1).fill(LONG);
      await page.locator("#formula-problems .jump").first().waitFor();
    },
  ],
  ["curve, wrong", "#/curve?rule=2.5.6P*10C%7C4A&second=x&amount=1e3"],
  [
    "curve, two of them, with a figure and a range that are none",
    "#/curve?rule=A%3C1000C%7C5C%7C2.5P*A&second=2P*A%2B10C&from=1e3&to=x&figure=abc",
    (page) => page.locator("[data-part=twin] summary").click(),
  ],
  [
    "curve, long",
    `#/curve?rule=${encodeURIComponent(TIERS)}&second=2P*A&amount=${"9".repeat(20)}`,
    (page) => page.locator("path.curve").first().waitFor(),
  ],
  ["request, nothing", "#/request?book=&request="],
  [
    "ledger, paid and declined",
    "#/ledger",
    async (page) => {
      const verdict = page.locator('[data-part="verdict"]');
      await page.getByRole("button", { name: "Pay", exact: true }).click();
      await verdict.getByText("Charged").waitFor();
      await page.getByLabel("To pay").fill(LONG);
      await page.getByRole("button", { name: "Pay", exact: true }).click();
      await verdict.getByText("Declined").waitFor();
    },
  ],
  [
    "api, answered",
    "#/api",
    async (page) => {
      await page.locator("textarea").fill(LONG);
      await page.getByRole("button", { name: "Send" }).click();
      await page.locator('[data-part="answer"] pre').waitFor();
    },
  ],
  ["api, no operation", `#/api/${LONG}`],
  ["guide, nothing found", `#/guide/codes?search=${LONG}`],
  ["request, wrong", `#/request?book=%7B&request=%7B%22priceMethods%22:%5B%22${LONG}%22%5D%7D`],
  [
    "request, a file charged",
    "#/request",
    async (page) => {
      const rows = ["name,amount", `${LONG},1000`, `x,${LONG}`, "x,1e3"];
      await choose(page, "Open a CSV", file(`${LONG}.csv`, rows.join("\n")));
      await page.getByRole("button", { name: "Charge it" }).click();
      await page.locator("#batch-outcome tbody tr").first().waitFor();
    },
  ],
  [
    "guide, an example run and one edited",
    "#/guide/recipes",
    async (page) => {
      const block = page.locator('.listing[data-runs="page"]');
      await block.first().getByRole("button", { name: "Run" }).click();
      await block.first().locator(".printed li").first().waitFor();
      await block.nth(1).getByRole("button", { name: "Edit" }).click();
    },
  ],
  [
    "guide, searched",
    "#/guide/codes?search=rounding",
    (page) => page.locator(".found li").first().waitFor(),
  ],
  ["guide, no document", `#/guide/${LONG}`],
];

async function open(page, prepare) {
  await page.locator("main:not([aria-busy]) .view h1").waitFor();
  // A view says by this that its content is still to come.
  await page.locator("main [aria-busy='true']").waitFor({ state: "detached" });
  await settled(page);
  await prepare?.(page);
}

/** What reaches over the edge of the page, and of nothing that scrolls by itself. */
function outside() {
  const clips = (one) => getComputedStyle(one).overflowX !== "visible";
  const isClipped = (one) => {
    for (let above = one.parentElement; above; above = above.parentElement) {
      if (clips(above)) return true;
    }
    return false;
  };
  const wide = document.documentElement.scrollWidth;
  const cut = [...document.querySelectorAll("body *")]
    .filter((one) => one.checkVisibility() && one.getBoundingClientRect().right > innerWidth + 0.5)
    .filter((one) => !isClipped(one))
    .map((one) => one.outerHTML.slice(0, 80));
  return [...(wide > innerWidth ? [`${wide} pixels`] : []), ...cut];
}

for (const [name, hash, prepare] of STATES) {
  test(`axe finds nothing, and nothing is cut off: ${name}`, () =>
    // Colours on their way from one theme to the other are none of either.
    withPage({ hash, reducedMotion: "reduce" }, async (page) => {
      await open(page, prepare);
      await typeset(page);
      for (const colorScheme of ["light", "dark"]) {
        await page.emulateMedia({ colorScheme });
        assert.deepEqual(await violations(page), [], colorScheme);
      }
      for (const width of [1280, 360, 320]) {
        await page.setViewportSize({ width, height: 800 });
        // What is drawn to measure is drawn again a moment after the screen has changed.
        await soon.deepEqual(() => page.evaluate(outside), [], `${width} pixels`);
        await page.screenshot({ path: `${SHOTS}/${name.replaceAll(/\W+/g, "-")}-${width}.png` });
      }
    }));
}
