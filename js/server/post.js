// Posts notifications from Node, to this machine and to the hosts that the configuration lists, and
// to no other, whatever they are called: a name is looked up once, what it means is looked at, and
// the connection goes to just that address.

import { builtin } from "./builtin.js";
import { acknowledges, headersOf, notAcknowledged } from "./delivery.js";

/** How long a delivery may take, with its reply. */
const MOST_MS = 5_000;

/** How much of the reply is read. */
const REPLY_MAX = 64 << 10;

/** @returns {import("./outbox.js").Send} */
export function poster() {
  const net = builtin("node:net");
  const loopback = new net.BlockList();
  loopback.addSubnet("127.0.0.0", 8);
  loopback.addAddress("::1", "ipv6");
  const isLoopback = ({ address, family }) => loopback.check(address, `ipv${family === 6 ? 6 : 4}`);
  return async (delivery) => {
    // A URL has its numbers in one spelling: the host `2130706433` is 127.0.0.1.
    const url = parsed(delivery.url);
    if (url === undefined) return { ok: false, why: "its URL is none of http or https" };
    const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
    const signal = AbortSignal.timeout(MOST_MS);
    try {
      const place = await placeOf(host, net.isIP(host), signal);
      const isAllowed = delivery.listed?.toLowerCase() === host || isLoopback(place);
      if (!isAllowed) return { ok: false, why: elsewhere(host, place.address) };
      const { status, text } = await post(url, place, delivery, signal);
      const ok = acknowledges(delivery, status, text);
      return ok ? { ok } : { ok, why: notAcknowledged(status) };
    } catch (error) {
      if (signal.aborted) return { ok: false, why: `it took more than ${MOST_MS / 1_000} seconds` };
      return { ok: false, why: reasonOf(/** @type {NodeJS.ErrnoException} */ (error)) };
    }
  };
}

function parsed(text) {
  try {
    const url = new URL(text);
    return url.protocol === "http:" || url.protocol === "https:" ? url : undefined;
  } catch {
    return undefined;
  }
}

function elsewhere(host, address) {
  const where = host === address ? host : `${host}, which is ${address}`;
  return `${where}, is not this machine: list the host in \`notificationHosts\` to have it sent`;
}

async function placeOf(host, version, signal) {
  if (version !== 0) return { address: host, family: version };
  const { lookup } = builtin("node:dns/promises");
  return Promise.race([lookup(host), aborted(signal)]);
}

/** @returns {Promise<never>} */
function aborted(signal) {
  return new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}

function post(url, { address, family }, delivery, signal) {
  const { request } = builtin(url.protocol === "http:" ? "node:http" : "node:https");
  const body = Buffer.from(delivery.body);
  const options = {
    agent: false,
    headers: { ...headersOf(delivery), "content-length": body.length },
    lookup: (_host, { all }, done) =>
      all ? done(null, [{ address, family }]) : done(null, address, family),
    method: "POST",
    signal,
  };
  return new Promise((resolve, reject) => {
    const sent = request(url, options, (reply) => {
      const chunks = [];
      let length = 0;
      const end = () => {
        const text = Buffer.concat(chunks).subarray(0, REPLY_MAX).toString();
        resolve({ status: reply.statusCode, text });
        sent.destroy();
      };
      reply.on("data", (chunk) => {
        chunks.push(chunk);
        length += chunk.length;
        if (length >= REPLY_MAX) end();
      });
      reply.on("end", end);
      reply.on("error", reject);
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

const REASONS = {
  EAI_AGAIN: "its host cannot be looked up now",
  ECONNREFUSED: "nobody listens there",
  ECONNRESET: "the connection was broken off",
  ENOTFOUND: "its host is not known",
};

function reasonOf(error) {
  return REASONS[error.code ?? ""] ?? error.message;
}
