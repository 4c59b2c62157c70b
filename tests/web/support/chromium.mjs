// One Chromium for a test file, started when it is first needed, and the pages in it.

import { after } from "node:test";
import { openBrowser } from "../../npm/support/browser.mjs";
import { PATIENCE_MS, startedAtLast } from "./patience.mjs";

const VIEWPORT = { width: 1280, height: 900 };

let starting;

const start = () => openBrowser({ timeout: 2 * PATIENCE_MS });

after(async () => (await starting?.catch(() => undefined))?.close());

/**
 * @typedef {object} Asked
 * @property {(context: import("playwright-core").BrowserContext) => Promise<unknown>} [prepare]
 * @property {boolean} [isAlone] whether the test changes what the next one would find
 * @property {{ width: number, height: number }} [viewport]
 * @property {"light" | "dark"} [colorScheme]
 * @property {"reduce" | "no-preference"} [reducedMotion] the rest goes to the browser context
 */

/**
 * Lends pages to tests. Most get the same one, since a new one costs more than what it shows: it is
 * on its way from an empty page, with an empty store, the screen asked for and the pointer nowhere.
 * A test that asks for more than that gets a page of its own, as does the one after a failure.
 *
 * @param {object} always options of the browser context
 * @param {(page: import("playwright-core").Page, wrong: (text: string) => void) => void} watch
 *   tells what goes wrong in a page
 */
export function usePage(always, watch) {
  let kept;

  async function make(prepare, options) {
    starting ??= startedAtLast("Chromium", start);
    const browser = await starting;
    const context = await browser.newContext({ viewport: VIEWPORT, ...always, ...options });
    context.setDefaultTimeout(PATIENCE_MS);
    await prepare?.(context);
    const page = await context.newPage();
    const loan = { context, page, wrong: [] };
    watch(page, (text) => loan.wrong.push(text));
    return loan;
  }

  /**
   * Opens an address, hands the page to the test, and gives what went wrong in it.
   *
   * @param {string} address
   * @param {Asked} asked
   * @param {(page: import("playwright-core").Page) => Promise<unknown>} test
   */
  return async function withPage(address, asked, test) {
    const {
      prepare,
      isAlone,
      viewport = VIEWPORT,
      colorScheme = "light",
      reducedMotion = "no-preference",
      ...options
    } = asked;
    const isOwn = isAlone || prepare !== undefined || Object.keys(options).length > 0;
    const loan = (isOwn ? undefined : kept) ?? (await make(prepare, options));
    if (!isOwn) kept = undefined;
    const { context, page } = loan;
    let wrong = [];
    loan.wrong = [];
    try {
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme, reducedMotion });
      await page.goto(address);
      await page.locator("main:not([aria-busy]) .view").waitFor();
      await test(page);
      // What is broken off when the page is left is no fault of the test.
      wrong = [...loan.wrong];
      if (!isOwn) {
        await clear(loan, new URL(address).origin);
        kept = loan;
      }
    } finally {
      if (kept !== loan) await context.close();
    }
    return wrong;
  };
}

/** Leaves nothing of a test to the next one. */
async function clear({ context, page }, origin) {
  for (const other of context.pages()) if (other !== page) await other.close();
  await page.goto("about:blank");
  const session = await context.newCDPSession(page);
  await session.send("Storage.clearDataForOrigin", { origin, storageTypes: "all" });
  await session.detach();
}
