// Everyone can use the views of worlds: with a keyboard, a screen reader, a small screen; and they
// look as they should, full and empty, in both themes.

import assert from "node:assert/strict";
import { test } from "node:test";
import { start } from "../node/serve-command.mjs";
import { payment } from "../node/serve-site.mjs";
import { violations } from "./support/axe.mjs";
import { usePages } from "./support/browser.mjs";
import { openLedger } from "./support/ledger.mjs";
import { useBrowser } from "./support/served.mjs";
import { soon } from "./support/patience.mjs";
import { takePictures } from "./support/pictures.mjs";

const withPage = usePages();
const withAddress = useBrowser();

const SCHEMES = ["light", "dark"];
const WIDTHS = [320, 360, 768, 1024, 1280];

async function outside(page) {
  return page.evaluate(() => {
    const wide = document.documentElement.scrollWidth;
    const cut = [...document.querySelectorAll("main *")]
      .filter((e) => e.checkVisibility() && e.getBoundingClientRect().right > innerWidth + 0.5)
      .map((e) => e.outerHTML.slice(0, 80));
    return [...(wide > innerWidth ? [`${wide} pixels`] : []), ...cut];
  });
}

/** All that the ledger's view can show. */
async function fill(page) {
  const { press, says, choose, root } = await openLedger(page);
  for (const name of ["Pay", "Refund", "Debit", "Consent", "Debit"]) await press(name);
  await choose("How", "leave it pending until it is settled");
  await press("Have it so");
  await press("Pay");
  await says(/^Processing/);
  await press("Have it so");
  for (const step of [0, 1]) {
    await root.locator("[data-part=steps] summary").nth(step).click();
    await root.locator("[data-part=steps] > li").nth(step).locator("pre").first().waitFor();
  }
  await root.locator("[data-part=code] summary").click();
  await root.locator("[data-part=code] pre", { hasText: "test" }).waitFor();
}

const VIEWS = {
  ledger: { hash: "#/ledger", prepare: fill },
  "ledger-empty": { hash: "#/ledger", prepare: openLedger },
  api: {
    hash: "#/api/payment",
    prepare: async (page) => {
      await page.getByRole("button", { name: "Send", exact: true }).click();
      await page.getByText("Answered: 200.").waitFor();
      for (const summary of await page.locator(".answer > summary").all()) await summary.click();
    },
  },
};

for (const [name, { hash, prepare }] of Object.entries(VIEWS)) {
  for (const colorScheme of SCHEMES) {
    test(`axe finds nothing: ${name}, ${colorScheme}`, () =>
      withPage({ hash, colorScheme, reducedMotion: "reduce" }, async (page) => {
        await prepare(page);
        assert.deepEqual(await violations(page), []);
        await page.evaluate(() => document.fonts.ready);
        await takePictures(page, `${name}-${colorScheme}`);
      }));
  }

  test(`nothing is cut off or scrolls sideways: ${name}`, () =>
    withPage({ hash, viewport: { width: WIDTHS[0], height: 800 } }, async (page) => {
      await prepare(page);
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 800 });
        await soon.deepEqual(() => outside(page), [], `${width} pixels`);
      }
    }));
}

test("the view of a server: axe, widths and screenshots in both themes", async () => {
  const server = await start(["--log", "none"]);
  await server.send(...payment("R-1"));
  await server.send(...payment("R-2", "5000"));
  const debit = { BILLERID: "BILLER-1", AUTHFLAG: 3, AMOUNT: 100, RC: 1, TRID: "T-1" };
  await server.post("/accountdebit/v1/94777123456", debit, { authorization: "Bearer any" });
  for (const colorScheme of SCHEMES) {
    await withAddress(
      `${server.url}/#/server`,
      async (page) => {
        await page.locator("[data-part=steps] > li").nth(2).waitFor();
        for (const summary of await page.locator(".steps-taken summary").all()) {
          await summary.click();
        }
        assert.deepEqual(await violations(page), []);
        for (const width of WIDTHS) {
          await page.setViewportSize({ width, height: 900 });
          await soon.deepEqual(() => outside(page), [], `${width} pixels`);
        }
        await takePictures(page, `server-${colorScheme}`);
      },
      { colorScheme, reducedMotion: "reduce" },
    );
  }
  await server.end();
});

test("a story is told with the keyboard alone", () =>
  withPage({ hash: "#/ledger" }, async (page) => {
    const { root, says, inbox } = await openLedger(page);
    await root.getByLabel("To pay").press("Enter");
    await says(/^Charged/);
    await root.getByLabel("To give back").press("Enter");
    await says(/^Refunded/);
    await root.getByLabel("To debit").press("Enter");
    await says(/^Consent pending/);
    await root.getByLabel(/^Token of/).press("Enter");
    await says(/^Debited/);
    await soon.deepEqual(inbox, ["debited"]);
    // Where the token was, the message has the focus now.
    await soon.match(() => page.evaluate(() => document.activeElement.dataset.message), /^SMS_/);
    await soon.equal(() => root.locator(".verdict[aria-live=polite]").count(), 1);
  }));
