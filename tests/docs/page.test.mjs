// Serves the README's page, with the package where npm puts it, and uses it.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { test } from "node:test";
import { openBrowser } from "../npm/support/browser.mjs";
import { blocks, ROOT } from "./support.mjs";

const TYPES = { ".js": "text/javascript", ".wasm": "application/wasm" };
const INSTALLED = "/node_modules/ready-reckoner/";

/** A server of one page and of the package. */
async function serve(page) {
  const server = createServer(({ url }, response) => {
    if (url === "/") return response.writeHead(200, { "content-type": "text/html" }).end(page);
    const file = join(ROOT, "pkg", normalize(`/${url.slice(INSTALLED.length)}`));
    if (!url.startsWith(INSTALLED) || !existsSync(file)) return response.writeHead(404).end();
    const type = TYPES[extname(file)] ?? "text/plain";
    return response.writeHead(200, { "content-type": type }).end(readFileSync(file));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

test("the README's page charges what is typed", async (t) => {
  const pages = blocks("README.md").filter(({ language }) => language === "html");
  assert.equal(pages.length, 1);
  const server = await serve(pages[0].text);
  t.after(() => server.close());
  const browser = await openBrowser();
  t.after(() => browser.close());
  const page = await browser.newPage();
  const wrong = [];
  page.on("pageerror", (error) => wrong.push(String(error)));
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  const shown = page.locator("output:not(:empty)");
  assert.equal(await shown.textContent(), "30.00");
  await page.locator("input").fill("2000000");
  assert.equal(await shown.textContent(), "2000.00");
  await page.locator("input").fill("12,50");
  assert.match(await shown.textContent(), /`12,50` has a comma.*write `12\.50`/);
  assert.deepEqual(wrong, []);
});
