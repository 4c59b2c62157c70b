// A ledger behind a socket, for Node.

import { ReckonerError } from "../error.js";
import { builtin } from "./builtin.js";
import { judgeGiven } from "./given.js";
import { createHttpServer } from "./http.js";
import { poster } from "./post.js";
import { Site } from "./site.js";

/**
 * Serves a ledger.
 *
 * @param {any} ledger
 * @param {{ port?: number, host?: string, clock?: string, notify?: boolean }} [options]
 */
export async function listen(ledger, options = {}) {
  judgeGiven(ledger, options, { clock: "clock", host: "host", notify: "sends", port: "port" });
  const { port = 0, host = "127.0.0.1", clock = "manual", notify = true } = options;
  // Before anything is begun.
  builtin("node:http");
  const site = new Site(ledger, { rate: rateOf(clock), send: notify ? poster() : undefined });
  const { server, close } = createHttpServer(site);
  await bound(server, port, host);
  site.start();
  const end = async () => {
    await close();
    site.close();
  };
  return withDispose({ url: urlOf(server, host), close: end, reset: () => site.reset() }, end);
}

/** Runtimes that do not know `await using` have no such symbol. */
function withDispose(handle, end) {
  if (Symbol.asyncDispose === undefined) return handle;
  return Object.defineProperty(handle, Symbol.asyncDispose, { value: end });
}

/** Waits until a server takes connections. */
export function bound(server, port, host) {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ host, port }, () => {
      server.off("error", reject);
      resolve(undefined);
    });
  });
}

/** Where a server is reached from its own machine, whoever else may reach it, too. */
export function urlOf(server, host) {
  const any = { "0.0.0.0": "127.0.0.1", "::": "::1" };
  const name = any[host] ?? host;
  const url = new URL("http://localhost");
  url.hostname = name.includes(":") ? `[${name}]` : name;
  url.port = server.address().port;
  return url.origin;
}

/**
 * How fast a clock passes: not at all, as the host's, or so many times as fast.
 *
 * @param {string} clock `manual`, `live` or such as `60x`
 * @returns {number | undefined}
 */
export function rateOf(clock) {
  if (clock === "manual") return undefined;
  if (clock === "live") return 1;
  const [, digits] = /^([0-9]+(?:\.[0-9]+)?)x$/.exec(clock) ?? [];
  const rate = Number(digits);
  if (rate > 0 && rate <= RATE_MAX) return rate;
  const message = "expected `manual`, `live`, or how many times as fast, such as `60x`";
  throw new ReckonerError({
    code: "option-clock",
    message: `option \`clock\`: ${message}`,
    problems: [{ code: "option-clock", path: "/clock", message }],
  });
}

/** The fastest that a clock may pass. */
const RATE_MAX = 1_000_000;
