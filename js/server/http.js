// A site behind a socket: Node's own server, with a limit to everything.

import { bodyMaxOf, textOf } from "./bodies.js";
import { builtin } from "./builtin.js";
import { callOff, passed, wake } from "./host-time.js";
import { problem } from "./problem.js";

/**
 * As large as a URL and headers may be together. The ledger tells which of them is too large; this
 * is less than comes at once, so that the first line of what is beyond is seen in its refusal.
 */
const HEADERS_MAX = 48 << 10;
const URL_MAX = 8 << 10;

/**
 * How long headers, and a whole request, may take to come; how long a connection may do nothing;
 * how often is looked for those that take too long.
 */
const PATIENCE = { headersMs: 10_000, requestMs: 30_000, idleMs: 60_000, lookMs: 1_000 };

/** How many connections there may be. */
const CONNECTIONS_MAX = 4_096;

/** How long a client that is refused may go on sending, so that it comes to read the refusal. */
const LINGER_MS = 1_000;

/** How often a stream of events shows that it lives. */
const HEARTBEAT_MS = 15_000;

/** How many bytes of events may wait for somebody to read them. */
const UNREAD_MAX = 1 << 20;

/** How long calls under way may take when the server is closed. */
const CLOSING_MS = 5_000;

/**
 * @typedef {object} Exchange
 * @property {import("node:http").IncomingMessage} request
 * @property {import("./site.js").SiteResponse} response
 * @property {number} ms
 */

/**
 * @param {{ answer: (request: import("./site.js").SiteRequest) => any }} site
 * @param {(exchange: Exchange) => void} [onAnswer]
 * @param {typeof PATIENCE} [patience]
 */
export function createHttpServer(site, onAnswer, patience = PATIENCE) {
  const { createServer } = builtin("node:http");
  /** What ends the streams of events. @type {Set<() => void>} */
  const streams = new Set();
  const server = createServer({
    connectionsCheckingInterval: patience.lookMs,
    headersTimeout: patience.headersMs,
    maxHeaderSize: HEADERS_MAX,
    requestTimeout: patience.requestMs,
  });
  server.maxConnections = CONNECTIONS_MAX;
  // Node would drop those behind the 2000th without a word; their bytes are limited.
  server.maxHeadersCount = 0;
  server.timeout = patience.idleMs;
  // Between two requests a connection may do nothing for as long; a limit of its own would be set
  // and lifted with each of them.
  server.keepAliveTimeout = 0;
  server.on("request", (request, response) => {
    const begin = passed();
    const tell = (answer) => {
      // Nobody is to wait for more requests on the connection.
      if (!server.listening) response.shouldKeepAlive = false;
      try {
        send(answer, { request, response, streams });
      } catch {
        // An answer that cannot be sent is as good as none.
        request.socket.destroy();
      }
      onAnswer?.({ request, response: answer, ms: passed() - begin });
    };
    receive(request, response, (body) => {
      const answer = answerOf(site, requestOf(request, body));
      // To wait for what is there already would take another turn.
      if (answer instanceof Promise) answer.then(tell);
      else tell(answer);
    });
  });
  server.on("clientError", refuseConnection);
  return { server, close: () => close(server, streams) };
}

/** What a site answers, now or later; its own mistakes are no reason for others to wait. */
function answerOf(site, request) {
  const failed = (error) => problem(500, String(error?.message ?? error));
  try {
    const answer = site.answer(request);
    return answer instanceof Promise ? answer.catch(failed) : answer;
  } catch (error) {
    return failed(error);
  }
}

function requestOf({ headers, method, url }, body) {
  // Node joins all others that come more than once.
  const cookies = headers["set-cookie"];
  const single = cookies === undefined ? headers : { ...headers, "set-cookie": cookies.join(", ") };
  return { method, url, headers: single, ...body };
}

/** Waits for the body; of a request that ends before its end, nothing more is heard. */
function receive(request, response, done) {
  const { headers, method, url } = request;
  const most = bodyMaxOf(method, url);
  const refuse = () => {
    response.setHeader("connection", "close");
    response.once("finish", () => linger(request));
    return done({ tooLong: most + 1 });
  };
  if (Number(headers["content-length"]) > most) return refuse();
  const hasBody = "content-length" in headers || "transfer-encoding" in headers;
  if (!hasBody) return done({});
  const chunks = [];
  let length = 0;
  const onData = (chunk) => {
    length += chunk.length;
    if (length <= most) return void chunks.push(chunk);
    request.off("data", onData).off("end", onEnd);
    refuse();
  };
  const onEnd = () => {
    done({ body: textOf(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)) });
  };
  request.on("data", onData).on("end", onEnd).on("error", ignore);
}

/** A request that breaks off is over without a word. */
function ignore() {}

function linger(request) {
  request.resume();
  wake(() => request.socket.destroy(), LINGER_MS).unref();
}

/** @param {import("./site.js").SiteResponse} answer whose body may be bytes as well */
function send({ status, headers, body, lost, stream }, { request, response, streams }) {
  // As if the network had lost it.
  if (lost) return request.socket.destroy();
  if (stream !== undefined) {
    response.writeHead(status, headers);
    return sendEvents(stream, { request, response, streams });
  }
  const isBare = body === "" && (request.method === "HEAD" || status === 204 || status === 304);
  const length = Buffer.byteLength(body);
  response.writeHead(status, isBare ? headers : { ...headers, "content-length": length });
  // As a text it goes out in one piece with the headers; one of ASCII as it lies in memory.
  response.end(body, length === body.length ? "latin1" : "utf8");
}

function sendEvents(stream, { request, response, streams }) {
  request.socket.setTimeout(0);
  const end = () => response.end();
  const tell = (text) => {
    // Nobody's memory is for those who listen and do not read.
    if (response.writableLength > UNREAD_MAX) response.destroy();
    else response.write(text);
  };
  const stop = stream(tell, end);
  const beat = setInterval(() => response.write(":\n\n"), HEARTBEAT_MS);
  streams.add(end);
  response.on("close", () => {
    clearInterval(beat);
    streams.delete(end);
    stop();
  });
}

/** What cannot even be read as a request; by the errors of Node's reader. */
const REFUSALS = {
  ERR_HTTP_REQUEST_TIMEOUT: () => [408, "the request took too long to come"],
  HPE_HEADER_OVERFLOW: ({ rawPacket }) =>
    rawPacket.subarray(0, URL_MAX).includes("\n")
      ? [431, "the headers have more than 16384 bytes"]
      : [414, "the URL has more than 8192 bytes"],
};

function refuseConnection(error, socket) {
  if (error.code === "ECONNRESET" || !socket.writable) return socket.destroy();
  const [status, detail] = REFUSALS[error.code]?.(error) ?? [400, "this is no request of HTTP"];
  const { headers, body } = problem(status, detail, { connection: "close" });
  const fields = { ...headers, "content-length": Buffer.byteLength(body) };
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${JSON.parse(body).title}\r\n${lines.join("")}\r\n${body}`);
  // Whoever does not close its side is not waited for.
  socket.setTimeout(LINGER_MS, () => socket.destroy());
}

/** Takes no more connections, answers what is under way, and ends. */
async function close(server, streams) {
  const closed = new Promise((resolve) => server.close(resolve));
  for (const end of streams) end();
  server.closeIdleConnections();
  const late = wake(() => server.closeAllConnections(), CLOSING_MS);
  await closed;
  callOff(late);
}
