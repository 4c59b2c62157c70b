// Keeps the whole site, so that it works without a network after the first visit. The build writes
// `VERSION` and `FILES` in front of this text (www/build/offline.js).
//
// A page never sees two versions: everything comes from the one store of the version that controls
// it. A newer version is fetched whole and waits; it takes over when no page of the older one is
// open, or when the only one is loaded again and asks for it (register.js).

/* global VERSION, FILES */

const PREFIX = "ready-reckoner-";
const STORE = PREFIX + VERSION;
/** What register.js says. */
const TAKE_OVER = "take over";

/** This machine: what is served at one of its ports today may be something else tomorrow. */
const LOCAL = ["127.0.0.1", "[::1]", "localhost"];

/** The addresses of all files, and the page's, which has two. */
const HELD = new Map(FILES.map((file) => [new URL(file, registration.scope).href, file]));
const PAGE = new URL("index.html", registration.scope).href;
HELD.set(registration.scope, "index.html");

async function fetchAll() {
  const store = await caches.open(STORE);
  // Files with a hash in their names never change; what a browser has of the others may be old.
  const requests = FILES.map((file) => {
    const cache = file.startsWith("assets/") ? "default" : "reload";
    return new Request(new URL(file, registration.scope), { cache });
  });
  await store.addAll(requests);
}

async function dropOthers() {
  for (const name of await caches.keys()) {
    if (name.startsWith(PREFIX) && name !== STORE) await caches.delete(name);
  }
  await clients.claim();
}

/** Whether there is one page of the site, or none. */
async function isAlone() {
  const windows = await clients.matchAll({ includeUncontrolled: true, type: "window" });
  return windows.filter(({ url }) => url.startsWith(registration.scope)).length < 2;
}

/** Whether another program has this address now, which has no such file as this one. */
async function isReplaced() {
  if (!LOCAL.includes(location.hostname)) return false;
  try {
    const { ok, headers } = await fetch(location.href, { method: "HEAD", cache: "no-store" });
    return !ok || !/javascript/.test(headers.get("content-type"));
  } catch {
    // Nobody is there: what is kept is for that.
    return false;
  }
}

async function answer(request, address) {
  if (request.mode === "navigate" && (await isReplaced())) {
    await registration.unregister();
    return fetch(request);
  }
  const store = await caches.open(STORE);
  const held = await store.match(address === registration.scope ? PAGE : address);
  // A browser short of room may have dropped the store.
  return held ?? fetch(request);
}

addEventListener("install", (event) => event.waitUntil(fetchAll()));
addEventListener("activate", (event) => event.waitUntil(dropOthers()));
addEventListener("message", (event) => {
  if (event.data !== TAKE_OVER) return;
  event.waitUntil(isAlone().then((alone) => alone && skipWaiting()));
});
addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  const address = origin + pathname;
  // Whatever else there is at this origin, such as the mock ledger's API, is asked as ever.
  if (request.method === "GET" && HELD.has(address)) event.respondWith(answer(request, address));
});
