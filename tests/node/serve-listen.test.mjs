// A ledger behind a socket: what clients send, well or ill, and what happens to the others
// meanwhile.

import assert from "node:assert/strict";
import { once } from "node:events";
import net from "node:net";
import { test } from "node:test";
import { AUTHORIZED, clientOf, CONFIG, listen, MockLedger, payment } from "./serve-site.mjs";
import { serve, sleep } from "./serve-site.mjs";

const { url, ledger, send, json, post } = await serve({ notify: false });
const { port } = new URL(url);

test("a payment over a socket is one of the ledger's", async () => {
  const response = await send(...payment("L-1"));
  assert.equal(response.status, 200);
  const { makePayment } = await response.json();
  assert.equal(makePayment.transactionOperationStatus, "Charged");
  const [record] = ledger.transactions({ referenceCode: "L-1" });
  assert.equal(record.serverReferenceCode, makePayment.serverReferenceCode);
  const again = await send(makePayment.resourceURL, { headers: AUTHORIZED });
  assert.equal(again.status, 200);
  assert.equal(response.headers.get("cache-control"), "no-store");
});

test("what a server gives is what handle gives", async () => {
  const one = new MockLedger(CONFIG);
  const two = new MockLedger(CONFIG);
  const server = await listen(two, { notify: false });
  for (const [path, init] of [
    payment("H-1"),
    payment("H-2", "100000"),
    ["/mock/accounts?limit=3", {}],
    ["/nothing", {}],
    ["/charges", { method: "DELETE" }],
    ["/mock/messages?to=x&limit=0", {}],
  ]) {
    const { method = "GET", headers = {}, body } = init;
    const expected = one.handle({ method, url: path, headers, body });
    const response = await fetch(server.url + path, init);
    assert.equal(response.status, expected.status, path);
    assert.equal(await response.text(), expected.body);
    for (const [name, value] of Object.entries(expected.headers)) {
      assert.equal(response.headers.get(name), value, name);
    }
  }
  await server.close();
});

test("it is closed when it goes out of scope, and when it is told to", async (t) => {
  if (Symbol.asyncDispose === undefined) return t.skip("this runtime cannot");
  const server = await listen(new MockLedger(), { notify: false });
  assert.match(server.url, /^http:\/\/127\.0\.0\.1:\d+$/);
  await server[Symbol.asyncDispose]();
  await assert.rejects(fetch(server.url));
  await server.close();
});

test("a port in use is an error, and so is a clock that is none", async () => {
  await assert.rejects(listen(new MockLedger(), { port: Number(port) }), { code: "EADDRINUSE" });
  for (const clock of ["", "fast", "0x", "-1x", "1e9x", "60", "Infinityx", "99999999x"]) {
    await assert.rejects(listen(new MockLedger(), { clock }), { code: "option-clock" }, clock);
  }
});

test("reset begins anew, with one world", async () => {
  const own = await serve({ notify: false });
  await own.send(...payment("R-1"));
  await clientOf(own.url, { "x-mock-world": "w" }).send(...payment("R-1"));
  assert.equal((await own.json("/mock/worlds")).length, 2);
  await own.reset();
  assert.deepEqual((await own.json("/mock/worlds")).map(({ name }) => name), [""]);
  assert.deepEqual(await own.json("/mock/transactions?kind=payment"), []);
});

/** Sends bytes as they are, and gives what comes until the end, or until so long. */
async function raw(texts, { ms = 60_000, end = false } = {}) {
  const socket = net.connect({ port: Number(port), host: "127.0.0.1", allowHalfOpen: true });
  socket.on("error", () => {});
  await once(socket, "connect");
  let received = "";
  socket.on("data", (chunk) => (received += chunk));
  for (const text of [texts].flat()) socket.write(text);
  if (end) socket.end();
  const isOver = await Promise.race([
    once(socket, "close").then(() => true),
    once(socket, "end").then(() => true),
    sleep(ms).then(() => false),
  ]);
  socket.destroy();
  return { received, isOver };
}

const statusOf = ({ received }) => Number(/^HTTP\/1\.1 (\d+)/.exec(received)?.[1]);
const written = (lines) => `${lines.join("\r\n")}\r\n\r\n`;
const head = (lines) => written(["GET /mock/clock HTTP/1.1", "host: localhost", ...lines]);
const last = (lines) => head([...lines, "connection: close"]);

test("what is no request is refused, and the connection closed", async () => {
  for (const text of [
    "hello\r\n\r\n",
    "GET\r\n\r\n",
    "GET / HTTP/9.9\r\nhost: x\r\n\r\n",
    "GET / HTTP/1.1\r\n\r\n",
    head(["content-length: x"]),
    head(["content-length: 5", "transfer-encoding: chunked"]),
    head(["a b: c"]),
    "\u0000\u0001\u0002\u0003\r\n\r\n",
    "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003",
  ]) {
    const answer = await raw(text);
    assert.equal(statusOf(answer), 400, JSON.stringify(text));
    assert.ok(answer.isOver);
  }
});

test("headers and URLs that are too large are refused, whatever their size", async () => {
  for (const size of [16_400, 60_000, 70_000, 300_000]) {
    const one = last([`a: ${"x".repeat(size)}`]);
    assert.equal(statusOf(await raw(one)), 431, `${size} in one header`);
    const many = Array.from({ length: size / 5 }, (_, index) => `a${index}: xx`);
    assert.equal(statusOf(await raw(last(many))), 431, `${size} in many headers`);
    const long = last([]).replace("/mock/clock", `/${"x".repeat(size)}`);
    assert.equal(statusOf(await raw(long)), 414, `${size} in the URL`);
  }
  // None is dropped without a word, however many there are.
  const many = Array.from({ length: 2_500 }, (_, index) => `${index % 10}:${index % 10}`);
  const all = await raw(last([...many, "x-request-id: the-last"]));
  assert.match(all.received, /x-request-id: the-last/i);
});

test("a body that is too long is refused by its API, told or not told", async () => {
  const [path, { headers, method }] = payment("B-1");
  const long = "x".repeat((1 << 20) + 1);
  const told = await send(path, { method, headers, body: long });
  assert.equal(told.status, 413);
  assert.equal(told.headers.get("connection"), "close");
  assert.ok((await told.json()).requestError.serviceException);
  const stream = new ReadableStream({
    pull(controller) {
      controller.enqueue(new Uint8Array(1 << 16).fill(120));
    },
  });
  const sent = send(path, { method, headers, body: stream, duplex: "half" });
  const untold = await sent.catch((error) => error);
  if (untold instanceof Response) assert.equal(untold.status, 413);
  else assert.match(String(untold.cause), /EPIPE|ECONNRESET|other side closed/);
  const lie = `POST /caas/direct/debit HTTP/1.1\r\nhost: x\r\ncontent-length: 99999999999\r\n\r\n`;
  const answer = await raw(lie);
  assert.equal(statusOf(answer), 413);
  assert.match(answer.received, /E1312/);
  assert.ok(answer.isOver, "nobody waits for what does not come");
});

test("a body that is no text is refused by its API", async () => {
  const [path, { headers, method, body }] = payment("B-2");
  const inside = [...Buffer.from(body).subarray(0, -3), 0x80, 0x7d, 0x7d, 0x7d];
  for (const bytes of [[0xff], [0xc3], inside]) {
    const response = await send(path, { method, headers, body: new Uint8Array(bytes) });
    assert.equal(response.status, 400);
    assert.ok((await response.json()).requestError);
  }
  assert.equal(ledger.transactions({ referenceCode: "B-2" }).length, 0);
});

test("a body that ends before its end has never come", async () => {
  const count = ledger.transactions().length;
  const [path, { body }] = payment("T-1");
  const lines = Object.entries(AUTHORIZED).map(([name, value]) => `${name}: ${value}`);
  const begin = [`POST ${path} HTTP/1.1`, "host: localhost", ...lines];
  const length = `content-length: ${body.length}`;
  const half = body.slice(0, -10);
  await raw(`${[...begin, length].join("\r\n")}\r\n\r\n${half}`, { end: true, ms: 500 });
  const chunked = `${half.length.toString(16)}\r\n${half}\r\n`;
  const lines2 = [...begin, "transfer-encoding: chunked"].join("\r\n");
  await raw(`${lines2}\r\n\r\n${chunked}`, { end: true, ms: 500 });
  assert.equal(ledger.transactions().length, count);
});

test("slow and silent clients do not hold up the others", async () => {
  const sockets = Array.from({ length: 100 }, () => net.connect(Number(port), "127.0.0.1"));
  for (const [index, socket] of sockets.entries()) {
    socket.on("error", () => {});
    if (index % 2 === 0) socket.write("POST /charges HTTP/1.1\r\nhost: x\r\ncontent-le");
  }
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, index) => send(...payment(`S-${index}`))),
  );
  assert.ok(answers.every(({ status }) => status === 200));
  assert.ok(sockets.every(({ closed }) => !closed), "they are still waited for");
  for (const socket of sockets) socket.destroy();
});

test("a client that does not read its answer does not hold up the others", async () => {
  const socket = net.connect(Number(port), "127.0.0.1");
  socket.on("error", () => {});
  socket.pause();
  for (let turn = 0; turn < 500; turn += 1) socket.write(head([]).replace("clock", "transactions"));
  assert.equal((await send(...payment("S-last"))).status, 200);
  socket.destroy();
});

test("requests on one connection are answered in their order", async () => {
  const both = [head(["x-request-id: one"]), last(["x-request-id: two"])];
  const { received } = await raw(both.join(""));
  const names = received.match(/x-request-id: \w+/gi);
  assert.deepEqual(names, ["x-request-id: one", "x-request-id: two"]);
});

test("methods: HEAD has no body, OPTIONS tells, others are refused", async () => {
  const headed = await send("/mock/clock", { method: "HEAD" });
  assert.equal(headed.status, 200);
  assert.equal(await headed.text(), "");
  const preflight = await send("/charges", {
    method: "OPTIONS",
    headers: { origin: "http://localhost:3000", "access-control-request-method": "POST" },
  });
  assert.equal(preflight.status, 204);
  assert.equal(preflight.headers.get("access-control-allow-origin"), "http://localhost:3000");
  assert.equal((await send("/charges", { method: "PATCH" })).status, 405);
  const purge = written(["PURGE /charges HTTP/1.1", "host: x", "connection: close"]);
  assert.equal(statusOf(await raw(purge)), 405);
});

test("only this machine's pages may steer, and see what the host adds", async () => {
  for (const path of ["/mock/worlds", "/mock/events", "/mock/clock", "/mock/transactions"]) {
    for (const headers of [{ origin: "https://site.evil" }, { "sec-fetch-site": "cross-site" }]) {
      const response = await send(path, { headers });
      assert.equal(response.status, 403, `${path} ${JSON.stringify(headers)}`);
      await response.body?.cancel();
    }
  }
  const rebound = await raw(last([]).replace("localhost", "site.evil").replace("clock", "worlds"));
  assert.equal(statusOf(rebound), 403);
  const headers = { origin: "https://site.evil" };
  const deleted = await send("/mock/worlds/x", { method: "DELETE", headers });
  assert.equal(deleted.status, 403);
});

test("`url` is where this machine reaches it, whoever else may", async () => {
  for (const [host, name] of [["0.0.0.0", "127.0.0.1"], ["localhost", "localhost"]]) {
    const open = await listen(new MockLedger(CONFIG), { host });
    try {
      assert.equal(new URL(open.url).hostname, name);
      assert.equal((await fetch(`${open.url}/mock/clock`)).status, 200);
    } finally {
      await open.close();
    }
  }
});
