// Serves a folder to a headless Chromium and reads what the page shows.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { accessSync } from "node:fs";
import { extname, join, normalize } from "node:path";
import { chromium } from "playwright-core";

const TYPES = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".wasm": "application/wasm",
};

/** What the pages of a folder show, by path; they are served with these headers. */
export async function showFolder(folder, paths = ["/"], headers = {}) {
  const server = createServer(async ({ url }, response) => {
    const path = url.endsWith("/") ? `${url}index.html` : url;
    try {
      const body = await readFile(join(folder, normalize(path)));
      const type = TYPES[extname(path)] ?? "text/plain";
      response.writeHead(200, { ...headers, "content-type": type }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${server.address().port}`;
  try {
    return await showPages(paths.map((path) => origin + path));
  } finally {
    server.close();
  }
}

/** A headless Chromium: the one of `CHROMIUM`, else the system's; `options` are Playwright's. */
export function openBrowser(options = {}) {
  return chromium.launch({
    ...options,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
    executablePath: process.env.CHROMIUM ?? findBrowser(),
  });
}

/** What each page writes into its element `output`; an error in the page is an error here. */
export async function showPages(urls) {
  const browser = await openBrowser();
  try {
    const shown = [];
    for (const url of urls) shown.push(await show(browser, url));
    return shown;
  } finally {
    await browser.close();
  }
}

async function show(browser, url) {
  const page = await browser.newPage();
  const failure = new Promise((_, reject) => page.on("pageerror", reject));
  const output = page.goto(url).then(() => page.locator("output:not(:empty)").textContent());
  return Promise.race([output, failure]);
}

function findBrowser() {
  const names = ["chromium", "google-chrome", "chromium-browser"];
  const files = process.env.PATH.split(":").flatMap((path) =>
    names.map((name) => join(path, name)),
  );
  const found = files.find((file) => {
    try {
      accessSync(file);
      return true;
    } catch {
      return false;
    }
  });
  if (!found) throw new Error("no Chromium on PATH: install it with scripts/setup");
  return found;
}

/** All pages show the same, which is what the project prints. */
export function agree(shown) {
  if (new Set(shown).size !== 1) throw new Error(`the pages differ: ${shown.join(" / ")}`);
  console.log(shown[0]);
}
