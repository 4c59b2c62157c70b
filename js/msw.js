// A ledger for Mock Service Worker, in Node and in the browser.

import { http, HttpResponse } from "msw";
import { requestOf, responseOf, sender } from "./server/fetch-handler.js";
import { judgeGiven } from "./server/given.js";
import { Site } from "./server/site.js";

export { ReckonerError } from "./error.js";

/** Where the paths of the APIs begin; a path is taken from the first of these on. */
const ROOTS = [
  "accountdebit/v1",
  "caas",
  "charges",
  "mock",
  "openapi.json",
  "platform/wallets/charges",
  "service/v1/charges",
  "subscription",
  "wallet/v1",
];

/** What may stand before them. */
const PREFIXES = [
  "/w/:world/w/:again/", "/w/:world/apicall/w/:again/", "/w/:world/apicall/", "/w/:world/",
  "/apicall/w/:world/", "/apicall/", "/",
];

/** The path of an API behind whatever is before it. */
const ROOT = ROOTS.join("|").replaceAll(".", "\\.");
const PATH = new RegExp(`(?:/apicall)?(?:/w/[^/]+(?:/apicall)?){0,2}/(?:${ROOT})(?:/.*)?$`);

/**
 * Handlers that answer with a ledger.
 *
 * @param {any} ledger
 * @param {{ baseUrl?: string, notify?: (request: Request) => Promise<Response> }} [options]
 */
export function handlers(ledger, options = {}) {
  judgeGiven(ledger, options, { baseUrl: "baseUrl", notify: "notify" });
  const { baseUrl = "*", notify } = options;
  const site = new Site(ledger, { send: notify && sender(notify) });
  const base = baseUrl.replace(/\/$/, "");
  const paths = PREFIXES.flatMap((prefix) =>
    ROOTS.flatMap((root) => [`${base}${prefix}${root}`, `${base}${prefix}${root}/*`]),
  );
  return paths.map((path) =>
    http.all(path, async ({ request }) => {
      const { pathname, search } = new URL(request.url);
      const [own] = PATH.exec(pathname) ?? [pathname];
      const answer = await site.answer(await requestOf(request, own + search));
      return answer.lost ? HttpResponse.error() : responseOf(answer);
    }),
  );
}
