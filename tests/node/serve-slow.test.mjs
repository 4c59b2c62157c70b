// Clients that are slow, silent, half gone or without end: each is answered or dropped by itself,
// and the others go on meanwhile. The server waits a fraction of what it waits otherwise, and still
// so long that those who are only on a busy machine are in time.

import assert from "node:assert/strict";
import { once } from "node:events";
import net from "node:net";
import { after, test } from "node:test";
import { createHttpServer } from "../../js/server/http.js";
import { sleep, until } from "./serve-site.mjs";

const PATIENCE = { headersMs: 1_500, requestMs: 3_000, idleMs: 4_000, lookMs: 50 };
const BODY = "x".repeat(4 << 20);
const site = {
  answer: ({ url }) => ({ status: 200, headers: {}, body: url === "/long" ? BODY : "fine" }),
};
const { server, close } = createHttpServer(site, undefined, PATIENCE);
server.listen(0, "127.0.0.1");
await once(server, "listening");
after(close);
const { port } = server.address();

/** A client that sends what it is told to, and what it got. */
function connect(text = "") {
  const socket = net.connect({ port, host: "127.0.0.1", allowHalfOpen: true });
  const client = { socket, got: "", isOver: false, close: () => socket.destroy() };
  socket.setEncoding("latin1");
  socket.on("data", (chunk) => (client.got += chunk));
  socket.on("end", () => (client.isOver = true));
  socket.on("close", () => (client.isOver = true));
  socket.on("error", () => {});
  socket.write(text);
  return client;
}

const HEAD = "POST /charges HTTP/1.1\r\nhost: localhost\r\n";
const GET = "GET / HTTP/1.1\r\nhost: localhost\r\n";

/** Sends a piece again and again, until the other side has enough; calls others meanwhile. */
async function dripped(client, piece, ms) {
  for (let turn = 0; !client.isOver && client.socket.writable; turn += 1) {
    client.socket.write(piece);
    await sleep(ms);
    if (turn % 10 === 0) await others();
    assert.ok(turn < 1_000, "it is waited for without end");
  }
}

/** Somebody else is answered. */
async function others() {
  const response = await fetch(`http://127.0.0.1:${port}/`);
  assert.equal(await response.text(), "fine");
}

test("a head that does not end is answered 408, however its pieces come", async () => {
  const heads = [
    ["GET / HT", ""],
    [HEAD, "a"],
    [HEAD, "a: b\r\n"],
  ];
  const sent = heads.map(async ([begin, piece]) => {
    const client = connect(begin);
    await dripped(client, piece, 20);
    await until(() => client.isOver);
    assert.match(client.got, /^HTTP\/1\.1 408 Request Timeout\r\n.*took too long/s);
  });
  await Promise.all(sent);
});

test("a body that does not end is answered 408, with a length or in chunks", async () => {
  const bodies = [
    ["content-length: 500\r\n", ""],
    ["content-length: 500\r\n", "x"],
    ["transfer-encoding: chunked\r\n", "1\r\nx\r\n"],
  ];
  const sent = bodies.map(async ([fields, piece]) => {
    const client = connect(`${HEAD}${fields}\r\n`);
    await dripped(client, piece, 30);
    await until(() => client.isOver);
    assert.match(client.got, /^HTTP\/1\.1 408 /, fields);
  });
  await Promise.all(sent);
});

test("whoever says nothing, or nothing more, is told so and dropped", async () => {
  const silent = connect();
  const before = connect(`${GET}\r\n`);
  await until(() => before.got.endsWith("fine"));
  await others();
  await until(() => silent.isOver && before.isOver);
  assert.match(silent.got, /^HTTP\/1\.1 408 /);
});

test("whoever has nothing more to say is answered all the same", async () => {
  const client = connect();
  client.socket.end(`${GET}\r\n`);
  await until(() => client.isOver);
  assert.match(client.got, /^HTTP\/1\.1 200 .*fine$/s);
});

test("whoever is gone in the middle, or resets, is no one's burden", async () => {
  const begun = [GET, `${HEAD}content-length: 9\r\n\r\nx`, `${GET}\r\n`, ""];
  for (const text of begun) {
    for (const leave of ["destroy", "resetAndDestroy"]) {
      const client = connect(text);
      await once(client.socket, "connect");
      client.socket[leave]();
    }
  }
  await others();
  const count = () => new Promise((resolve) => server.getConnections((_, all) => resolve(all)));
  await until(async () => (await count()) <= 2);
});

test("a flood of headers is refused where it is too much, from many at once", async () => {
  const clients = Array.from({ length: 50 }, () => connect(GET));
  await Promise.all(
    clients.map(async (client) => {
      for (let turn = 0; !client.isOver && turn < 200; turn += 1) {
        client.socket.write(`a${turn}: ${"x".repeat(4_000)}\r\n`);
        await sleep(1);
      }
    }),
  );
  await others();
  for (const client of clients) {
    await until(() => client.isOver);
    // What a client still sends when it is refused may cost it the refusal, but not its end.
    if (client.got !== "") assert.match(client.got, /^HTTP\/1\.1 431 /);
  }
  assert.ok(clients.some(({ got }) => got !== ""));
});

test("whoever does not read its answer is dropped", async () => {
  const client = connect();
  client.socket.pause();
  client.socket.write(`GET /long HTTP/1.1\r\nhost: localhost\r\n\r\n`.repeat(20));
  await sleep(100);
  await others();
  const count = () => new Promise((resolve) => server.getConnections((_, all) => resolve(all)));
  await until(async () => (await count()) <= 1);
  client.close();
});
