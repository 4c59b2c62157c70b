// A page of the site for each test, and pages that report everything that goes wrong.

import assert from "node:assert/strict";
import { after, before } from "node:test";
import { usePage } from "./chromium.mjs";
import { soon } from "./patience.mjs";
import { serveSite } from "./site.mjs";

/** What the driver writes where a test does without the site's service worker. */
const UNKEPT = "Service Worker registration blocked by Playwright";

/** Serves the site before the tests of a file, until they are over. */
export function usePages() {
  let site;
  before(async () => {
    site = await serveSite();
  });
  after(() => site?.close());

  const watch = (page, wrong) => {
    page.on("console", (message) => {
      if (message.text() === UNKEPT) return;
      if (["error", "warning"].includes(message.type())) wrong(message.text());
    });
    page.on("pageerror", (error) => wrong(String(error)));
    page.on("request", (request) => {
      // What the page makes itself has an address of its own kind.
      const own = [site.address, `blob:${new URL(site.address).origin}/`];
      if (!own.some((start) => request.url().startsWith(start))) {
        wrong(`asked for ${request.url()}`);
      }
    });
    page.on("requestfailed", (request) => {
      // A test that leaves the page ends what the page was still loading: no fault of either.
      const reason = request.failure()?.errorText;
      if (reason !== "net::ERR_ABORTED") wrong(`failed: ${request.url()}, ${reason}`);
    });
  };
  // Each page would fetch the whole site for later.
  const openPage = usePage({ serviceWorkers: "block" }, watch);

  /**
   * Opens the page, hands it to the test, and fails if it wrote an error to its console, threw, or
   * asked another server for anything.
   *
   * @param {{ hash?: string } & import("./chromium.mjs").Asked} asked
   * @param {(page: import("playwright-core").Page) => Promise<unknown>} test
   */
  return async function withPage({ hash = "", ...asked }, test) {
    assert.deepEqual(await openPage(site.address + hash, asked, test), []);
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

/** Waits until the better editors have come to where there are any: text fields become them. */
export async function settled(page) {
  await page.waitForFunction(() => {
    const editors = [...document.querySelectorAll("main .editor")];
    return editors.every((editor) => editor.querySelector(".cm-content") !== null);
  });
}

/** Waits until what was done is painted, and what waits for that is done and painted as well. */
export async function painted(page) {
  await page.evaluate(async () => {
    for (let times = 0; times < 2; times += 1) {
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    }
  });
}

/**
 * Points at something until what that shows is there: what is pointed at may have been drawn anew
 * meanwhile, and the pointer would have to move once more.
 *
 * @param {import("playwright-core").Locator} place
 * @param {import("playwright-core").Locator} shown
 */
export async function pointAt(place, shown) {
  await soon.ok(async () => {
    await place.page().mouse.move(0, 0);
    await place.hover();
    return shown.waitFor({ timeout: 3_000 }).then(() => true, () => false);
  });
}

/** Presses what copies, and sees it say so: it says that for a moment only. */
export async function copiedBy(page, name) {
  const said = page.getByText("Copied", { exact: true }).waitFor();
  await Promise.all([said, page.getByRole("button", { name }).click()]);
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
