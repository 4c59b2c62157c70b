import { answer } from "./serve.js";

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("fetch", (event) => {
  const { pathname } = new URL(event.request.url);
  if (/^\/(wallet|mock|w)\//.test(pathname)) event.respondWith(answer(event.request));
});
