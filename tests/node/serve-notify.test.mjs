// Notifications on their way: to whom they go, in what form, how often, and to whom they never go.

import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { createServer } from "node:http";
import { after, test } from "node:test";
import { setupServer } from "msw/node";
import { poster } from "../../js/server/post.js";
import { fetchHandler, MockLedger, MSISDN, payment, serve, SHOP, sleep } from "./serve-site.mjs";
import { until } from "./serve-site.mjs";
import { packed } from "./support.mjs";

const { handlers } = await import(packed("msw.js"));

const web = (place) => `http:${"//"}${place}`;

/** A receiver of notifications that keeps what came, and answers as it is told. */
async function receiver(answer = () => ({ status: 200, body: "" }), host = "127.0.0.1") {
  const came = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => (body += chunk));
    request.on("end", async () => {
      const { method, url, headers } = request;
      came.push({ method, url, headers, body });
      const { status, body: text = "", fields = {} } = await answer(came.length);
      response.writeHead(status, fields);
      response.end(text);
    });
  });
  server.listen(0, host);
  await new Promise((resolve) => server.once("listening", resolve));
  after(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address();
  const name = host.includes(":") ? `[${host}]` : host;
  return { came, port, url: web(`${name}:${port}/notify`) };
}

const S1000 = { status: 200, body: '{"statusCode":"S1000"}' };
const configOf = (notificationUrl, others = {}) => ({
  applications: [{ ...SHOP, notificationUrl, notificationSecret: "tell-nobody", ...others }],
});
const debit = (externalTrxId) => [
  "/caas/direct/debit",
  {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      applicationId: SHOP.id,
      password: SHOP.password,
      externalTrxId,
      subscriberId: `tel:${MSISDN}`,
      amount: "5.00",
    }),
  },
];

test("a notification is posted, signed, and acknowledged once", async () => {
  const there = await receiver(() => S1000);
  const server = await serve({}, configOf(there.url));
  await server.send(...debit("N-1"));
  const [{ method, url, headers, body }] = await until(() => there.came.length > 0 && there.came);
  assert.deepEqual([method, url], ["POST", "/notify"]);
  assert.equal(headers["content-type"], "application/json");
  assert.equal(headers.host, `127.0.0.1:${there.port}`);
  const [, time, code] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(headers["x-signature"]);
  assert.equal(Number(time), Math.floor(server.ledger.now / 1_000));
  const expected = createHmac("sha256", "tell-nobody").update(`${time}.${body}`).digest("hex");
  assert.equal(code, expected);
  assert.deepEqual(JSON.parse(body), server.ledger.notifications()[0].body);
  await until(() => server.ledger.notifications()[0].acknowledged);
  await server.post("/mock/clock", { advance: 86_400_000 });
  await sleep(50);
  assert.equal(there.came.length, 1);
});

test("what the ledger's own methods have fall due goes out as well", async () => {
  const there = await receiver((turn) => (turn < 3 ? { status: 500 } : S1000));
  const { ledger } = await serve({}, configOf(there.url));
  const body = JSON.parse(debit("M-1")[1].body);
  assert.equal(ledger.caasDebit(body).status, 200);
  await until(() => there.came.length === 1);
  ledger.advance(1_000);
  await until(() => there.came.length === 2);
  ledger.setTime(ledger.now + 5_000);
  await until(() => there.came.length === 3);
  await until(() => ledger.notifications()[0].acknowledged);
});

test("a handler sends what the ledger's own methods have fall due", async () => {
  const came = [];
  const ledger = new MockLedger({ applications: [{ ...SHOP, asynchronous: true }] });
  const notify = async (request) => {
    came.push(await request.json());
    return new Response("");
  };
  fetchHandler(ledger, { notify });
  const notifyURL = web("127.0.0.1/paid");
  const { status } = ledger.payment(JSON.parse(payment("M-2", "2", { notifyURL })[1].body));
  assert.equal(status, 200);
  await sleep(30);
  assert.equal(came.length, 0);
  ledger.advance(ledger.nextDue - ledger.now);
  await until(() => came.length === 1);
  assert.equal(came[0].makePayment.transactionOperationStatus, "Charged");
});

test("a server that is closed sends nothing more of its ledger", async () => {
  const there = await receiver(() => S1000);
  const server = await serve({}, configOf(there.url));
  await server.close();
  server.ledger.caasDebit(JSON.parse(debit("M-3")[1].body));
  await sleep(50);
  assert.equal(there.came.length, 0);
});

test("the secret may change, and be taken away", async () => {
  const there = await receiver(() => S1000);
  const server = await serve({}, configOf(there.url));
  server.ledger.setApplication(SHOP.id, { notificationSecret: "another" });
  await server.send(...debit("S-1"));
  const [{ headers, body }] = await until(() => there.came.length > 0 && there.came);
  const [, time, code] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(headers["x-signature"]);
  assert.equal(code, createHmac("sha256", "another").update(`${time}.${body}`).digest("hex"));
  const patch = { method: "PATCH", headers: { "content-type": "application/json" } };
  const change = { ...patch, body: JSON.stringify({ notificationSecret: null }) };
  assert.equal((await server.send(`/mock/applications/${SHOP.id}`, change)).status, 204);
  await server.send(...debit("S-2"));
  await until(() => there.came.length === 2);
  assert.equal(there.came[1].headers["x-signature"], undefined);
});

test("it is sent again until the receiver acknowledges it in the form of its API", async () => {
  const answers = [
    { status: 500 },
    { status: 200, body: "" },
    { status: 200, body: "{}" },
    { status: 200, body: '{"statusCode":"E1308"}' },
    S1000,
  ];
  const there = await receiver((turn) => answers[turn - 1]);
  const server = await serve({}, configOf(there.url));
  await server.send(...debit("N-2"));
  await until(() => there.came.length === 1);
  for (const [index, ms] of [1_000, 5_000, 25_000, 125_000].entries()) {
    await server.post("/mock/clock", { advance: ms - 1 });
    await sleep(30);
    assert.equal(there.came.length, index + 1, "not before its time");
    await server.post("/mock/clock", { advance: 1 });
    await until(() => there.came.length === index + 2);
  }
  const bodies = new Set(there.came.map(({ body }) => body));
  assert.equal(bodies.size, 1);
  await until(() => server.ledger.notifications()[0].acknowledged);
});

test("on a live clock it goes out by itself, and so do its retries", async () => {
  const there = await receiver((turn) => (turn < 3 ? { status: 503 } : S1000));
  const server = await serve({ clock: "100x" }, configOf(there.url));
  await server.send(...debit("N-3"));
  await until(() => there.came.length === 3);
  await until(() => server.ledger.notifications()[0].acknowledged);
});

test("an asynchronous payment tells its outcome where it was asked to", async () => {
  const there = await receiver();
  const server = await serve({ clock: "100x" }, configOf(undefined, { asynchronous: true }));
  const [path, init] = payment("N-4", "2", { notifyURL: there.url });
  const processing = await (await server.send(path, init)).json();
  assert.equal(processing.makePayment.transactionOperationStatus, "Processing");
  const [{ body }] = await until(() => there.came.length > 0 && there.came);
  assert.match(body, /"Charged"/);
  await until(() => server.ledger.notifications()[0].acknowledged);
});

test("without notify they stay where they are", async () => {
  const there = await receiver(() => S1000);
  const server = await serve({ notify: false }, configOf(there.url));
  await server.send(...debit("N-5"));
  await sleep(100);
  assert.equal(there.came.length, 0);
  assert.equal(server.ledger.deliveries({ due: true }).length, 1);
});

test("what does not go out is marked with why, and the others go out", async () => {
  const there = await receiver();
  const server = await serve({}, configOf(web("192.0.2.1/x"), { asynchronous: true }));
  await server.send(...debit("N-6"));
  const [path, init] = payment("N-7", "2.50", { notifyURL: there.url });
  await server.send(path, init);
  await server.post("/mock/clock", { advance: 5_000 });
  await until(() => there.came.length === 1);
  const listed = async () => (await server.send("/mock/notifications")).text();
  const text = await until(async () => {
    const found = await listed();
    return found.includes("undelivered") && found;
  });
  const [kept, gone] = JSON.parse(text);
  assert.match(kept.undelivered, /192\.0\.2\.1, is not this machine: list the host/);
  assert.equal(kept.acknowledged, false);
  assert.equal(gone.undelivered, undefined);
});

test("a handler of Fetch has them sent by whoever is told to", async () => {
  const ledger = new MockLedger(configOf("http://site/notify"));
  const sent = [];
  const notify = async (request) => {
    const { headers, method, url } = request;
    sent.push([method, url, headers.get("x-signature"), await request.text()]);
    return new Response('{"statusCode":"S1000"}');
  };
  const handler = fetchHandler(ledger, { notify });
  const [path, init] = debit("N-8");
  await handler(new Request(`http://site${path}`, init));
  const [[method, url, signature, body]] = await until(() => sent.length > 0 && sent);
  assert.deepEqual([method, url], ["POST", "http://site/notify"]);
  assert.match(signature, /^t=\d+,v1=/);
  assert.equal(JSON.parse(body).externalTrxId, "N-8");
  await until(() => ledger.notifications()[0].acknowledged);
});

/** A ledger's list of what is due, which takes so long that it is not looked at again at once. */
const slowly = (ledger, ms) => (filter) => {
  for (const end = performance.now() + ms; performance.now() < end; );
  return MockLedger.prototype.deliveries.call(ledger, filter);
};

test("a worker is asked to stay until they are sent, however many calls there are", async () => {
  const ledger = new MockLedger(configOf("http://site/notify"));
  ledger.deliveries = slowly(ledger, 5);
  const notify = async () => {
    await sleep(20);
    return new Response('{"statusCode":"S1000"}');
  };
  const handler = fetchHandler(ledger, { notify });
  await handler(new Request("http://site/mock/clock"));
  await sleep(1);
  const waits = [];
  const context = { waitUntil: (promise) => waits.push(promise) };
  for (const reference of ["N-9", "N-10", "N-11"]) {
    const [path, init] = debit(reference);
    await handler(new Request(`http://site${path}`, init), context);
  }
  assert.equal(waits.length, 3);
  await Promise.all(waits);
  const told = ledger.notifications().map(({ acknowledged }) => acknowledged);
  assert.deepEqual(told, [true, true, true]);
  const silent = fetchHandler(ledger);
  await silent(new Request("http://site/mock/clock"), context);
  assert.equal(waits.length, 3, "nobody waits where nothing is sent");
});

test("timers that a test puts in the place of the host's hold nothing up", async (t) => {
  const ledger = new MockLedger(configOf("http://site/notify"));
  let looks = 0;
  ledger.deliveries = (filter) => {
    looks += 1;
    return slowly(ledger, 60)(filter);
  };
  const handler = fetchHandler(ledger, { notify: async () => new Response(S1000.body) });
  t.mock.timers.enable({ apis: ["setTimeout"] });
  await handler(new Request("http://site/mock/clock"));
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  while (looks === 0) await turn();
  const [path, init] = debit("N-13");
  await handler(new Request(`http://site${path}`, init));
  const end = performance.now() + 60_000;
  while (!ledger.notifications()[0].acknowledged) {
    assert.ok(performance.now() < end, "it is never sent");
    await turn();
  }
});

test("handlers of Mock Service Worker have them sent, too", async (t) => {
  const sent = [];
  const notify = async (request) => {
    sent.push(request.url);
    return new Response('{"statusCode":"S1000"}');
  };
  const ledger = new MockLedger(configOf("http://site/notify"));
  const interceptor = setupServer(...handlers(ledger, { notify }));
  interceptor.listen();
  t.after(() => interceptor.close());
  const [path, init] = debit("N-12");
  assert.equal((await fetch(`http://site${path}`, init)).status, 200);
  await until(() => ledger.notifications()[0].acknowledged);
  assert.deepEqual(sent, ["http://site/notify"]);
});

/** One delivery by itself. */
const deliver = (url, others) => poster()({ api: "wallet", body: "{}", url, ...others });

test("every spelling of this machine's addresses is this machine", async () => {
  const there = await receiver();
  const six = await receiver(undefined, "::1").catch(() => undefined);
  const hosts = ["127.0.0.1", "localhost", "2130706433", "0x7f000001", "0177.0.0.1", "127.1"];
  const urls = hosts.map((host) => web(`${host}:${there.port}/`));
  urls.push(web(`[::ffff:127.0.0.1]:${there.port}/`));
  if (six !== undefined) urls.push(six.url, web(`[0:0:0:0:0:0:0:1]:${six.port}/`));
  for (const url of urls) assert.deepEqual(await deliver(url), { ok: true }, url);
});

test("nothing else is, however it is spelt", async () => {
  const hosts = [
    ...["192.0.2.1", "3221225985", "0xc0000201", "10.0.0.1", "169.254.169.254", "2852039166"],
    ...["0.0.0.0", "0", "255.255.255.255", "224.0.0.1", "128.0.0.1", "126.255.255.255"],
    ...["[::]", "[fe80::1]", "[::ffff:192.0.2.1]", "[::ffff:c000:201]", "[2001:db8::1]"],
    "[64:ff9b::7f00:1]",
    // As browsers read them: encoded, in wide digits, behind what only looks like a host.
    ...["%31%39%32.0.2.1", "１９２.0.2.1", "192。0。2。1", "127.0.0.1:1@192.0.2.1"],
    ...["a:b@192.0.2.1", "192.0.2.1\\@127.0.0.1", "192.0.2.1#@127.0.0.1"],
    ...["192.0.2.1?@127.0.0.1", "19\t2.0.2.1"],
  ];
  for (const host of hosts) {
    const { ok, why } = await deliver(web(`${host}:1/`));
    assert.equal(ok, false);
    assert.match(why, /is not this machine/, host);
  }
  const others = ["ftp://127.0.0.1/", "file:///etc/passwd", "127.0.0.1", "", web(""), "data:,x"];
  for (const url of others) {
    assert.match((await deliver(url)).why, /none of http or https|not this machine/, url);
  }
});

test("a name is looked up once, and the connection made to just that address", async (t) => {
  const there = await receiver();
  const dns = process.getBuiltinModule("node:dns/promises");
  const asked = [];
  t.mock.method(dns, "lookup", async (name) => {
    asked.push(name);
    // The second time it would be elsewhere.
    return { address: asked.length === 1 ? "127.0.0.1" : "192.0.2.1", family: 4 };
  });
  assert.deepEqual(await deliver(`http://site.local:${there.port}/`), { ok: true });
  assert.deepEqual(asked, ["site.local"]);
  assert.equal(there.came[0].headers.host, `site.local:${there.port}`);
  const { why } = await deliver(`http://site.local:${there.port}/`);
  assert.match(why, /site\.local, which is 192\.0\.2\.1, is not this machine/);
  assert.equal(there.came.length, 1);
});

test("a listed host may be anywhere, and only that one", async (t) => {
  const there = await receiver();
  const dns = process.getBuiltinModule("node:dns/promises");
  t.mock.method(dns, "lookup", async () => ({ address: "0.0.0.0", family: 4 }));
  const url = web(`hooks.site:${there.port}/`);
  assert.match((await deliver(url)).why, /not this machine/);
  assert.deepEqual(await deliver(url, { listed: "Hooks.site" }), { ok: true });
  const tricks = ["other.site/", "hooks.site@other.site/", "hooks.site.other/"];
  tricks.push("hooks.site\t.other/", "other.site\\@hooks.site/", "other.site#@hooks.site/");
  tricks.push("hooks.site:80@other.site/", "hooks%2esite.other/", "hooks.site./");
  for (const trick of tricks) {
    const sent = await deliver(web(trick), { listed: "hooks.site" });
    assert.match(sent.why, /not this machine/, trick);
  }
  const config = { ...configOf(url), notificationHosts: ["HOOKS.site"] };
  const ledger = new MockLedger(config);
  const [path, init] = debit("N-9");
  ledger.handle({ url: path, ...init });
  assert.equal(ledger.deliveries({ due: true })[0].listed, "HOOKS.site");
});

test("redirects are not followed, long replies not read, slow ones not waited for", async () => {
  const elsewhere = await receiver();
  const redirect = await receiver(() => ({ status: 302, fields: { location: elsewhere.url } }));
  assert.match((await deliver(redirect.url)).why, /answered 302/);
  assert.equal(elsewhere.came.length, 0);
  const body = `{"statusCode":"S1000"}${" ".repeat(1e6)}`;
  const long = await receiver(() => ({ status: 200, body }));
  assert.deepEqual(await deliver(long.url), { ok: true });
  const { ok } = await deliver(long.url, { api: "caas" });
  assert.equal(ok, true, "what is beyond 64 KiB is white space");
  const slow = await receiver(() => new Promise(() => {}));
  assert.match((await deliver(slow.url)).why, /more than 5 seconds/);
  assert.match((await deliver("http://127.0.0.1:1/")).why, /nobody listens there/);
});
