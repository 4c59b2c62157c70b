// A service worker that answers for the wallet. What it has to tell a shop, it asks the server of
// its page to post: the shop is on another origin, and takes nothing from pages.

import { MockLedger } from "ready-reckoner/ledger";
import { fetchHandler } from "ready-reckoner/server";

const notify = async (request) => {
  const told = { url: request.url, body: await request.text() };
  return fetch("/post", { method: "POST", body: JSON.stringify(told) });
};
const answer = fetchHandler(new MockLedger(), { notify });

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("fetch", (event) => {
  const { pathname } = new URL(event.request.url);
  if (!/^\/(mock|w)\//.test(pathname)) return;
  event.respondWith(answer(event.request, event));
});
