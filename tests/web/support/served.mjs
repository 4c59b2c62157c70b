// Pages that a running `serve` hands out, with their network failures: a server that goes away is
// part of these stories.

import assert from "node:assert/strict";
import { usePage } from "./chromium.mjs";

/** Opens pages by their whole address, and fails if one threw or broke its policy. */
export function useBrowser() {
  const openPage = usePage({}, (page, wrong) => {
    page.on("console", (message) => {
      const text = message.text();
      const isNetwork = /Failed to load resource|net::ERR_/.test(text);
      if (message.type() === "error" && !isNetwork) wrong(text);
    });
    page.on("pageerror", (error) => wrong(String(error)));
  });

  return async function withAddress(address, test, asked = {}) {
    assert.deepEqual(await openPage(address, asked, test), []);
  };
}
