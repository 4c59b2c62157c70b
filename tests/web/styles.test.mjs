// The styles of one view end with it: whatever was looked at before, a view looks as if it had been
// opened at once.

import { readdirSync } from "node:fs";
import { test } from "node:test";
import { painted, settled, typeset, usePages } from "./support/browser.mjs";
import { soon } from "./support/patience.mjs";

const withPage = usePages();
const VIEWS = readdirSync(new URL("../../www/src/views", import.meta.url));

/** What each element of the view looks like, apart from its size, which follows what it says. */
function looks() {
  const told = [
    "display", "position", "padding", "margin", "border", "font", "color", "background",
  ];
  return [...document.querySelectorAll("#view *")]
    .filter((element) => !element.closest("svg, .cm-editor"))
    .map((element) => {
      const style = getComputedStyle(element);
      const name = `${element.localName}.${element.getAttribute("class") ?? ""}#${element.id}`;
      // What is `auto` is a size as well.
      return [name, ...told.map((property) => style.getPropertyValue(property))]
        .join(" ")
        .replace(/-?[\d.]+px/g, (size) => String(Math.round(parseFloat(size))));
    });
}

async function seen(page, view) {
  await page.evaluate((name) => (location.hash = `#/${name}`), view);
  await page.locator(`[data-view="${view}"]`).waitFor();
  await page.locator("main [aria-busy='true']").waitFor({ state: "detached" });
  await settled(page);
  await typeset(page);
  await painted(page);
  return page.evaluate(looks);
}

for (const view of VIEWS) {
  test(`${view} looks the same after all others`, async () => {
    let expected;
    await withPage({ hash: `#/${view}` }, async (page) => {
      expected = await seen(page, view);
    });
    await withPage({ hash: `#/${view}` }, async (page) => {
      for (const other of VIEWS) if (other !== view) await seen(page, other);
      const same = new Set(expected);
      await soon.deepEqual(async () => {
        const found = await seen(page, view);
        return found.filter((look) => !same.has(look)).slice(0, 5);
      }, []);
    });
  });
}
