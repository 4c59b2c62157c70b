// Requests and responses of Fetch, for whatever runs JavaScript: service workers, workerd, Deno,
// Bun, tests.

import { refuse } from "../error.js";
import { bodyMaxOf, textOf } from "./bodies.js";
import { acknowledges, headersOf, notAcknowledged } from "./delivery.js";
import { problem } from "./problem.js";
import { Site } from "./site.js";

/** Methods of requests that cannot have a body. */
const WITHOUT_BODY = ["GET", "HEAD"];

/** Statuses of responses that cannot have a body. */
const BODILESS = [204, 205, 304];

/**
 * Answers requests of Fetch with a ledger.
 *
 * @param {any} ledger
 * @param {{ baseUrl?: string, notify?: (request: Request) => Promise<Response> }} [options]
 */
export function fetchHandler(ledger, { baseUrl, notify } = {}) {
  const site = new Site(ledger, { send: notify && sender(notify) });
  const base = baseUrl === undefined ? undefined : baseOf(baseUrl);
  return async (request) => {
    const url = pathOf(request.url, base);
    if (url === undefined) return responseOf(problem(404, `nothing here is below ${baseUrl}`));
    return responseOf(await site.answer(await requestOf(request, url)));
  };
}

function baseOf(text) {
  try {
    return new URL(text);
  } catch {
    refuse("/options/baseUrl", "expected the beginning of a URL, such as `https://site/api`");
  }
}

/** The path of a URL with its query, below the base; nothing if it is not below. */
function pathOf(text, base) {
  const { origin, pathname, search } = new URL(text);
  if (base === undefined) return pathname + search;
  const folder = base.pathname.replace(/\/$/, "");
  const isBelow = origin === base.origin && `${pathname}/`.startsWith(`${folder}/`);
  return isBelow ? pathname.slice(folder.length) + search : undefined;
}

/**
 * @param {Request} request
 * @returns {Promise<import("./site.js").SiteRequest>}
 */
export async function requestOf(request, url) {
  const { method } = request;
  const headers = Object.fromEntries(request.headers);
  if (request.body === null || WITHOUT_BODY.includes(method)) return { method, url, headers };
  const most = bodyMaxOf(method, url);
  const body = await bodyOf(request, most);
  return body === undefined
    ? { method, url, headers, tooLong: most + 1 }
    : { method, url, headers, body };
}

/** The text of a body; nothing if it is too long. */
async function bodyOf(request, most) {
  if (Number(request.headers.get("content-length")) > most) return undefined;
  // In Firefox a request has no stream of its body.
  if (request.body === undefined) {
    const bytes = new Uint8Array(await request.arrayBuffer());
    return bytes.length > most ? undefined : textOf(bytes);
  }
  const reader = request.body.getReader();
  const chunks = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > most) {
      reader.cancel().catch(() => {});
      return undefined;
    }
    chunks.push(value);
  }
  const bytes = new Uint8Array(length);
  let end = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, end);
    end += chunk.length;
  }
  return textOf(bytes);
}

/** What is returned to these servers may be no error of the network: they get the outage itself. */
const isServer = "Deno" in globalThis || "Bun" in globalThis;

/**
 * A response of Fetch; what a script has lost is an error of the network.
 *
 * @param {import("./site.js").SiteResponse} answer
 */
export function responseOf({ status, headers, body, lost, stream }) {
  if (lost && !isServer) return Response.error();
  const content = stream === undefined ? body : streamOf(stream);
  return new Response(BODILESS.includes(status) || content === "" ? null : content, {
    status,
    headers,
  });
}

function streamOf(stream) {
  const encoder = new TextEncoder();
  let stop = () => {};
  return new ReadableStream({
    start(controller) {
      stop = stream(
        (text) => controller.enqueue(encoder.encode(text)),
        () => controller.close(),
      );
    },
    cancel: () => stop(),
  });
}

/** Posts deliveries by a function that does what `fetch` does. */
function sender(notify) {
  return async (delivery) => {
    const request = new Request(delivery.url, {
      method: "POST",
      headers: headersOf(delivery),
      body: delivery.body,
    });
    const response = await notify(request);
    const text = await response.text();
    const ok = acknowledges(delivery, response.status, text);
    return ok ? { ok } : { ok, why: notAcknowledged(response.status) };
  };
}
