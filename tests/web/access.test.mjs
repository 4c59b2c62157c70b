// Everyone can use the page: with a keyboard, a screen reader, a small screen, large letters.

import assert from "node:assert/strict";
import { test } from "node:test";
import { violations } from "./support/axe.mjs";
import {
  charge, enter, painted, ruleText, settled, typeset, usePages,
} from "./support/browser.mjs";
import { soon } from "./support/patience.mjs";
import { takePictures } from "./support/pictures.mjs";

const withPage = usePages();
const WIDTHS = [320, 360, 640, 1280];

const VIEWS = {
  charge: "",
  problems: "#/tariff?formula=2.5.6P*10C%7C4A%7C%3E90C%7C%3C30C&amount=1e3&increment=0.001",
};

for (const [view, hash] of Object.entries(VIEWS)) {
  for (const colorScheme of ["light", "dark"]) {
    test(`axe finds nothing: ${view}, ${colorScheme}`, () =>
      // Colours on their way to others are none of the page's.
      withPage({ hash, colorScheme, reducedMotion: "reduce" }, async (page) => {
        await settled(page);
        await page.locator("#preview summary").click();
        assert.deepEqual(await violations(page), []);
        await page.locator("#steps button, .jump").first().focus();
        assert.deepEqual(await violations(page), []);
        await typeset(page);
        await takePictures(page, `${view}-${colorScheme}`, 800);
      }));
  }

  test(`nothing is cut off or scrolls sideways: ${view}`, () =>
    withPage({ hash, viewport: { width: WIDTHS[0], height: 800 } }, async (page) => {
      await settled(page);
      await typeset(page);
      const outside = () =>
        page.evaluate(() =>
          [...document.querySelectorAll("main *")]
            .filter((e) => e.checkVisibility() && e.getBoundingClientRect().right > innerWidth)
            .map((e) => e.outerHTML.slice(0, 80)),
        );
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 800 });
        const wide = () => page.evaluate(() => document.documentElement.scrollWidth);
        await soon.equal(wide, width);
        // What is drawn to measure is drawn again a moment after the screen has changed.
        await soon.deepEqual(outside, [], `${width} pixels`);
      }
    }));
}

test("the page is complete with the keyboard, in reading order", () =>
  withPage({ hash: "#/tariff?formula=2.5.6P*10C&amount=100" }, async (page) => {
    const focused = () =>
      page.evaluate(() => document.activeElement.id || document.activeElement.textContent.trim());
    const order = [];
    await settled(page);
    await page.getByRole("button", { name: "Copy link" }).focus();
    for (let key = 0; key < 8; key += 1) {
      await page.keyboard.press("Tab");
      order.push(await focused());
    }
    assert.match(order[4], /2\.5\.6 .*decimal point/);
    assert.deepEqual([...order.slice(0, 4), ...order.slice(5, 7)], [
      "tab-text",
      "formula",
      "amount",
      "currency",
      "Use 2.5P*10C",
      "Use 5.6P*10C",
    ]);
    assert.match(order[7], /Rounding/);

    for (let key = 0; key < 2; key += 1) await page.keyboard.press("Shift+Tab");
    await soon.equal(focused, "Use 2.5P*10C");
    await page.keyboard.press("Enter");
    await soon.equal(() => charge(page), "0.25");
    await soon.equal(focused, "formula");
  }));

test("the first key leads past the links, to what the page is about", () =>
  withPage({}, async (page) => {
    const focused = () => page.evaluate(() => document.activeElement.textContent.trim());
    await page.keyboard.press("Tab");
    await soon.equal(focused, "Skip to the page");
    const { width, height } = await page.locator("#skip").boundingBox();
    assert.ok(width > 80 && height > 24, `${width} × ${height}`);
    await page.keyboard.press("Enter");
    await soon.equal(focused, "Tariff");
    await page.keyboard.press("Tab");
    await soon.equal(focused, "Text");
    await soon.equal(async () => (await page.locator("#skip").boundingBox()).width, 1);
  }));

test("neither field nor charge moves while mistakes come and go", () =>
  withPage({}, async (page) => {
    await settled(page);
    await typeset(page);
    const places = () =>
      page.evaluate(() =>
        ["#formula", "#amount", "#currency", "#answer .headline", "#curve"].map((part) => {
          const { x, y } = document.querySelector(part).getBoundingClientRect();
          return [part, x, y];
        }),
      );
    const before = await places();
    for (const formula of ["2.5.6P*10C|4A", "", "4P*A", "5C|A"]) {
      await enter(page, { formula });
      await soon.equal(() => ruleText(page), formula);
      await painted(page);
      assert.deepEqual(await places(), before, formula);
    }
    await enter(page, { amount: "1e3" });
    await painted(page);
    assert.deepEqual(await places(), before);
  }));

/** What has the focus now, and whether that can be seen. */
function focusShown() {
  const active = document.activeElement;
  // A choice that is drawn as a word shows it on the word.
  const shown = active.closest(".editor") ?? active.closest("fieldset label") ?? active;
  const styles = [active, shown].map((one) => getComputedStyle(one).outlineStyle);
  const { width, height } = shown.getBoundingClientRect();
  return {
    name: active.outerHTML.slice(0, 80),
    isShown: styles.some((style) => style !== "none") && width > 1 && height > 1,
    isLast: active.matches("footer a"),
  };
}

for (const view of ["tariff", "curve", "request", "ledger", "server", "api", "guide"]) {
  test(`with the Tab key one comes through all of it, and sees where one is: ${view}`, () =>
    withPage({ hash: `#/${view}` }, async (page) => {
      await page.locator("main h1").waitFor();
      await page.locator("main [aria-busy='true']").waitFor({ state: "detached" });
      // What comes later, comes while the user is elsewhere.
      await settled(page);
      const seen = new Set();
      let last = false;
      for (let key = 0; key < 400 && !last; key += 1) {
        await page.keyboard.press("Tab");
        const { name, isShown, isLast } = await page.evaluate(focusShown);
        assert.ok(isShown, name);
        seen.add(name);
        last = isLast;
      }
      assert.ok(last, `after ${seen.size} places: ${[...seen].at(-1)}`);
      assert.ok(seen.size > 12, `only ${seen.size} places take the focus`);
    }));
}

test("the answer and its failures are announced politely, from one place", () =>
  withPage({}, async (page) => {
    const answer = page.locator("output#answer[aria-live=polite]");
    await soon.equal(() => page.locator("output").count(), 1);
    await enter(page, { formula: "4A" });
    await soon.match(() => answer.textContent(), /1 problem in the formula/);
    await enter(page, { formula: "4C*A", amount: "-1" });
    await soon.match(() => answer.textContent(), /1 problem in the amount/);
  }));

// What is there before the better editor has come, and where it does not.
const none = { contentType: "text/javascript", body: "throw new Error();" };
const plain = (context) => context.route("**/rich-*.js", (route) => route.fulfill(none));

test("field and mirror lie exactly upon each other, however the text wraps", () =>
  withPage({ viewport: { width: 320, height: 800 }, prepare: plain }, async (page) => {
    const formula = `${"A<1000C|5C|2.5P*A|>30C|<2000C|".repeat(4)} 1C + (2C*A)\n\n5C`;
    await page.locator("textarea#formula").fill(formula);
    const { field, mirror } = await page.evaluate(() => {
      const [field, mirror] = ["#formula", ".mirror"].map((part) => {
        const { clientHeight, clientWidth, scrollHeight } = document.querySelector(part);
        return { clientHeight, clientWidth, scrollHeight };
      });
      return { field, mirror };
    });
    assert.deepEqual(field, mirror);
    assert.equal(field.scrollHeight, field.clientHeight);
  }));

test("nothing moves for those who want no motion", () =>
  withPage({ reducedMotion: "reduce" }, async (page) => {
    const moving = await page.evaluate(() =>
      [...document.querySelectorAll("*")]
        .filter((e) => getComputedStyle(e).transitionDuration.split(", ").some((d) => d !== "0s"))
        .map((e) => e.outerHTML.slice(0, 60)),
    );
    assert.deepEqual(moving, []);
  }));
