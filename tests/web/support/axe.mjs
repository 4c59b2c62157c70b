// What axe finds in a page.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const TRIES = 5;

/**
 * What everyone can use has none of. A page that changes under axe is looked at again: axe holds
 * elements while it looks, and throws, or reports of a state that was never seen, when they go.
 *
 * @param {import("playwright-core").Page} page
 * @param {string} [part] a selector of what is looked at, instead of all
 */
export async function violations(page, part) {
  // The inspector's evaluation is not bound by the page's policy, a script element would be.
  const isThere = await page.evaluate(() => globalThis.axe !== undefined);
  if (!isThere) await page.evaluate(axe);
  for (let tried = 1; ; tried += 1) {
    const { found, error, changes } = await page.evaluate(look, part);
    if (changes === 0 || tried === TRIES) {
      if (error !== undefined) throw new Error(error);
      return found;
    }
  }
}

/** What axe finds, or why it broke off, and how often elements came or went meanwhile. */
async function look(selector) {
  let changes = 0;
  const count = (records) => {
    changes += records.length;
  };
  const observer = new MutationObserver(count);
  observer.observe(document, { childList: true, subtree: true });
  try {
    const { violations: all } = await globalThis.axe.run(selector ?? document);
    const found = all.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
    count(observer.takeRecords());
    return { found, changes };
  } catch (error) {
    count(observer.takeRecords());
    return { error: error.stack, changes };
  } finally {
    observer.disconnect();
  }
}
