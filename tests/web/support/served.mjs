// A Chromium for pages that a running `serve` hands out, with its network failures: a server that
// goes away is part of these stories.

import assert from "node:assert/strict";
import { after, before } from "node:test";
import { chromium } from "playwright-core";

const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"];

/** Opens pages by their whole address, and fails if one threw or broke its policy. */
export function useBrowser() {
  let browser;
  before(async () => {
    const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
    browser = await chromium.launch({ executablePath, headless: true, args: FLAGS });
  });
  after(() => browser?.close());

  return async function withAddress(address, test, options = {}) {
    const viewport = { width: 1280, height: 900 };
    const context = await browser.newContext({ viewport, ...options });
    const wrong = [];
    try {
      const page = await context.newPage();
      page.on("console", (message) => {
        const text = message.text();
        const isNetwork = /Failed to load resource|net::ERR_/.test(text);
        if (message.type() === "error" && !isNetwork) wrong.push(text);
      });
      page.on("pageerror", (error) => wrong.push(String(error)));
      await page.goto(address);
      await page.locator("main:not([aria-busy]) .view").waitFor();
      await test(page);
    } finally {
      await context.close();
    }
    assert.deepEqual(wrong, []);
  };
}
