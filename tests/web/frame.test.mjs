// The frame around the views: addresses, going elsewhere and back, and what does not exist.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { charge, enter, ruleText, usePages } from "./support/browser.mjs";
import { soon } from "./support/patience.mjs";

const withPage = usePages();
const go = (page, name) => page.getByRole("link", { name, exact: true }).click();
const focused = (page) => page.evaluate(() => document.activeElement.textContent);

test("every link of the frame opens a view, names it and takes the user to it", () =>
  withPage({}, async (page) => {
    const links = page.locator("header nav a");
    assert.ok((await links.count()) >= 3);
    await soon.equal(() => page.title(), "Tariff · Ready Reckoner");
    await soon.equal(() => page.evaluate(() => document.activeElement.localName), "body");
    const seen = new Set();
    for (const link of [...(await links.all()).slice(1), links.first()]) {
      await link.click();
      const heading = page.locator("main h1");
      await link.and(page.locator("[aria-current=page]")).waitFor();
      await soon.equal(() => page.title(), `${await heading.textContent()} · Ready Reckoner`);
      await soon.equal(() => focused(page), await heading.textContent());
      await soon.equal(() => link.getAttribute("aria-current"), "page");
      await soon.equal(() => page.locator("header nav [aria-current]").count(), 1);
      await soon.equal(() => page.locator("main .view").count(), 1);
      seen.add(await page.title());
    }
    assert.equal(seen.size, await links.count());
  }));

test("going elsewhere and coming back loses nothing, not even the last key", () =>
  withPage({}, async (page) => {
    await enter(page, { formula: "7C", amount: "31" });
    await go(page, "Request");
    await go(page, "Tariff");
    await soon.equal(() => ruleText(page), "7C");
    await soon.equal(() => page.evaluate(() => location.hash), "#/tariff?formula=7C&amount=31");
    await page.goBack();
    await page.locator('[data-view="request"]').waitFor();
    await page.goBack();
    await page.locator('[data-view="tariff"]').waitFor();
    await soon.equal(() => charge(page), "7.00");
  }));

test("an address of before there were views is understood", () =>
  withPage({ hash: "#formula=8C&amount=1" }, async (page) => {
    await soon.equal(() => charge(page), "8.00");
  }));

test("an address that is none says so, and shows the way back", () =>
  withPage({ hash: "#/no%20such/thing?x=1" }, async (page) => {
    await soon.equal(() => page.title(), "No such page · Ready Reckoner");
    await soon.match(() => page.locator("main").textContent(), /no page called “no such”/);
    await go(page, "Go to the tariff");
    await soon.equal(() => charge(page), "30.00");
    await page.evaluate(() => (location.hash = "#/__proto__"));
    await page.getByText("no page called “__proto__”").waitFor();
  }));

test("a view whose code does not load says so, and the others go on", () => {
  const broken = { contentType: "text/javascript", body: "throw new Error('cut short');" };
  const prepare = (context) => context.route("**/request-*.js", (route) => route.fulfill(broken));
  return withPage({ prepare }, async (page) => {
    await go(page, "Request");
    await page.getByText("did not load, or stopped: Error: cut short.").waitFor();
    assert.equal(await page.locator("#bug").isVisible(), false);
    await go(page, "Tariff");
    await soon.equal(() => charge(page), "30.00");
  });
});

test("a view that is slow to load is not shown once it is wanted no more", () => {
  let release;
  const held = new Promise((resolve) => (release = resolve));
  const prepare = (context) =>
    context.route("**/request-*.js", async (route) => {
      await held;
      await route.continue();
    });
  return withPage({ prepare }, async (page) => {
    await go(page, "Request");
    await page.locator("main[aria-busy]").waitFor();
    await go(page, "Tariff");
    const loaded = page.waitForResponse(/request-[^/]*\.js/);
    release();
    await (await loaded).finished();
    await soon.equal(() => page.title(), "Tariff · Ready Reckoner");
    await go(page, "Request");
    await page.locator("#totals .count").waitFor();
    await soon.equal(() => page.title(), "Charges of a request · Ready Reckoner");
  });
});

test("each view's code and styles come when it is opened", () =>
  withPage({}, async (page) => {
    const asked = () =>
      page.evaluate(() =>
        performance.getEntriesByType("resource").map(({ name }) => name.split("/").at(-1)),
      );
    const first = await asked();
    assert.ok(first.some((name) => name.startsWith("tariff-")));
    const others = /^(request|ledger|curve|server|api|guide)-/;
    assert.deepEqual(first.filter((name) => others.test(name)), []);
    await go(page, "Request");
    await page.locator("#totals .count").waitFor();
    assert.ok((await asked()).some((name) => /^request-.*\.js$/.test(name)));
  }));

/** Notes what had been asked for when the first charge stood on the page. */
const watch = () => {
  const observer = new MutationObserver(() => {
    if (document.querySelector("#answer .charge") === null) return;
    observer.disconnect();
    globalThis.beforeCharge = performance.getEntriesByType("resource").map(({ name }) => name);
  });
  observer.observe(document, { childList: true, subtree: true });
};

test("the first charge takes 200 KB at most, compressed as servers do", () =>
  withPage({ prepare: (context) => context.addInitScript(watch) }, async (page) => {
    const asked = await page.evaluate(() => [location.pathname, ...globalThis.beforeCharge]);
    const names = asked.map((url) => url.split("/some/where/")[1] || "index.html");
    assert.ok(names.some((name) => /tariffs-.*\.js$/.test(name)), names.join(", "));
    const sizes = names.map((name) => {
      const bytes = readFileSync(new URL(`../../www/dist/${name}`, import.meta.url));
      return /woff2$/.test(name) ? bytes.length : gzipSync(bytes).length;
    });
    const total = sizes.reduce((sum, size) => sum + size, 0);
    assert.ok(total <= 200_000, `${total} bytes: ${names.map((it, at) => `${it} ${sizes[at]}`)}`);
  }));

test("scripts and styles come from the site alone, and none stands in the page", () => {
  const file = new URL("../../www/dist/index.html", import.meta.url);
  const page = readFileSync(file, "utf8").replaceAll("&#39;", "'");
  assert.match(page, /content="[^"]*script-src 'self' 'wasm-unsafe-eval'(;|")/);
  assert.match(page, /content="[^"]*style-src 'self'(;|")/);
  assert.doesNotMatch(page, /<style| style=| on\w+=|<script(?![^>]* src=)/);
});
