// What axe finds in a page.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/**
 * What everyone can use has none of.
 *
 * @param {import("playwright-core").Page} page
 * @param {string} [part] a selector of what is looked at, instead of all
 */
export async function violations(page, part) {
  // The inspector's evaluation is not bound by the page's policy, a script element would be.
  const isThere = await page.evaluate(() => globalThis.axe !== undefined);
  if (!isThere) await page.evaluate(axe);
  const found = await page.evaluate(async (selector) => {
    const { violations: all } = await globalThis.axe.run(selector ?? document);
    return all.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
  }, part);
  return found;
}
