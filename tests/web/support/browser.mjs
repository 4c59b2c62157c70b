// One Chromium and one server for a test file, and pages that report everything that goes wrong.

import assert from "node:assert/strict";
import { after, before } from "node:test";
import { chromium } from "playwright-core";
import { serveSite } from "./site.mjs";

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** What the driver writes where a test does without the site's service worker. */
const UNKEPT = "Service Worker registration blocked by Playwright";

/** Starts both before the tests of a file and ends them after it. */
export function usePages() {
  let browser;
  let site;
  before(async () => {
    site = await serveSite();
    const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
    browser = await chromium.launch({ executablePath, headless: true, args: FLAGS });
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });

  /**
   * Opens the page, hands it to the test, and fails if it wrote an error to its console, threw, or
   * asked another server for anything.
   *
   * @param {{ hash?: string, prepare?: (context: any) => Promise<unknown> } & object} options the
   *   rest goes to the browser context: viewport, colour scheme
   * @param {(page: import("playwright-core").Page) => Promise<unknown>} test
   */
  return async function withPage({ hash = "", prepare, ...options }, test) {
    const viewport = { width: 1280, height: 900 };
    // Each page would fetch the whole site for later.
    const serviceWorkers = "block";
    const context = await browser.newContext({ viewport, serviceWorkers, ...options });
    const wrong = [];
    try {
      await prepare?.(context);
      const page = await context.newPage();
      page.on("console", (message) => {
        if (message.text() === UNKEPT) return;
        if (["error", "warning"].includes(message.type())) wrong.push(message.text());
      });
      page.on("pageerror", (error) => wrong.push(String(error)));
      page.on("request", (request) => {
        // What the page makes itself has an address of its own kind.
        const own = [site.address, `blob:${new URL(site.address).origin}/`];
        if (!own.some((start) => request.url().startsWith(start))) {
          wrong.push(`asked for ${request.url()}`);
        }
      });
      page.on("requestfailed", (request) => {
        // A test that leaves the page ends what the page was still loading: no fault of either.
        const reason = request.failure()?.errorText;
        if (reason !== "net::ERR_ABORTED") wrong.push(`failed: ${request.url()}, ${reason}`);
      });
      await page.goto(site.address + hash);
      await page.locator("main:not([aria-busy]) .view").waitFor();
      await test(page);
    } finally {
      await context.close();
    }
    assert.deepEqual(wrong, []);
  };
}

/** Writes a formula and an amount over what stands there. */
export async function enter(page, { formula, amount }) {
  if (formula !== undefined) await writeRule(page, formula);
  if (amount !== undefined) await page.locator("#amount").fill(amount);
}

/** Waits for the typefaces, which come after the first charge. */
export async function typeset(page) {
  await page.waitForFunction(() => {
    const faces = [...document.fonts];
    // A face that nothing on the page asks for stays where it is.
    const states = faces.map(({ status }) => status);
    return states.includes("loaded") && !states.includes("loading");
  });
}

/** The editor of a rule, once it is the better one. */
export const ruleOf = (page, id = "formula") => page.locator(`#${id}.cm-content`);

/** Writes over a rule by keys, as people do: the editor has to know what is selected. */
export async function writeRule(page, text, id) {
  await ruleOf(page, id).focus();
  await page.keyboard.press("ControlOrMeta+a");
  if (text === "") await page.keyboard.press("Delete");
  else await page.keyboard.insertText(text);
}

/** What stands in it. */
export async function ruleText(page, id) {
  await ruleOf(page, id).waitFor();
  return (await ruleOf(page, id).locator(".cm-line").allTextContents()).join("\n");
}

export const charge = (page) => page.locator("#answer .charge").textContent();

/** The pieces of the rule that are underlined. */
export const underlined = (page) => page.locator(".cm-lintRange-error").allTextContents();
