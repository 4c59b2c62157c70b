// The fetch handler in a service worker of Chromium. Nobody outside of a browser can call one, so a
// server hands each request to the page, whose `fetch` the service worker answers.

import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { build } from "esbuild";
import { openBrowser } from "../support/browser.mjs";

const PAGE = `<!doctype html>
<meta charset="utf-8" />
<title>A service worker</title>
`;

export async function service() {
  await build({ bundle: true, entryPoints: ["service.js"], format: "iife", outdir: "site" });
  let page;
  const server = createServer((request, response) => {
    const { method, url, headers } = request;
    const file = FILES[url];
    if (file !== undefined) return file(response);
    const ask = url === "/post" ? post : (asked) => askPage(page, asked);
    text(request)
      .then((body) => ask({ method, url, headers, body }))
      .then(
        ({ status, body }) => response.writeHead(status).end(body),
        // An error of the page's network is one of the caller's.
        () => response.destroy(),
      );
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${server.address().port}`;
  const browser = await openBrowser();
  page = await browser.newPage();
  await page.goto(url);
  await page.evaluate(register);
  const end = async () => {
    await browser.close();
    server.closeAllConnections();
    server.close();
  };
  return { url, end };
}

const file = (type, read) => (response) =>
  response.writeHead(200, { "content-type": type }).end(read());

const FILES = {
  "/": file("text/html", () => PAGE),
  "/service.js": file("text/javascript", () => readFileSync("site/service.js")),
};

/** In the page: waits until a service worker answers for it. */
async function register() {
  await navigator.serviceWorker.register("/service.js");
  await navigator.serviceWorker.ready;
  if (navigator.serviceWorker.controller) return;
  await new Promise((resolve) => {
    navigator.serviceWorker.addEventListener("controllerchange", resolve, { once: true });
  });
}

/** Has the page call its service worker. */
function askPage(page, { method, url, headers, body }) {
  const { authorization = "", "content-type": type = "" } = headers;
  const sent = { ...(authorization && { authorization }), ...(type && { "content-type": type }) };
  const init = { method, headers: sent, ...(body !== "" && { body }) };
  const inPage = async ([path, init]) => {
    const response = await fetch(path, init);
    return { status: response.status, body: await response.text() };
  };
  return page.evaluate(inPage, [url, init]);
}

/** Posts what the service worker has to tell a shop. */
async function post({ body: told }) {
  const { url, body } = JSON.parse(told);
  const headers = { "content-type": "application/json" };
  const response = await fetch(url, { method: "POST", headers, body });
  return { status: response.status, body: "" };
}
