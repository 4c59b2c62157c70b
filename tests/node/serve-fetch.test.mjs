// The handler of Fetch, and the handlers of Mock Service Worker: the same ledger without a socket.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";
import { build } from "esbuild";
import { setupServer } from "msw/node";
import { AUTHORIZED, CONFIG, fetchHandler, MockLedger, MSISDN, payment } from "./serve-site.mjs";
import { serve } from "./serve-site.mjs";
import { packed } from "./support.mjs";

const require = createRequire(import.meta.url);
const { handlers } = await import(packed("msw.js"));

const ORIGIN = "https://site";
const request = (path, init) => new Request(ORIGIN + path, init);

/** What a response is, for comparing. */
async function told(response) {
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: await response.text(),
  };
}

const TOP_UP = { method: "POST", body: `{"msisdn":"${MSISDN}","amount":"1"}`, headers: AUTHORIZED };
const CALLS = [
  payment("F-1"),
  payment("F-1"),
  payment("F-2", "100000"),
  ["/mock/accounts?limit=2", {}],
  ["/apicall/charges", { method: "POST", headers: { "content-type": "text/plain" }, body: "x" }],
  ["/charges", { method: "OPTIONS", headers: { origin: "http://localhost" } }],
  ["/mock/clock", { method: "HEAD" }],
  ["/mock/top-ups", TOP_UP],
];

test("the handler of Fetch answers as handle does", async () => {
  const [one, two] = [new MockLedger(CONFIG), new MockLedger(CONFIG)];
  const handler = fetchHandler(two);
  for (const [path, init] of CALLS) {
    const asked = request(path, init);
    const headers = Object.fromEntries(asked.headers);
    const { method } = asked;
    const expected = one.handle({ method, url: path, headers, body: init.body });
    if (path === "/mock/clock") expected.body = "";
    assert.deepEqual(await told(await handler(asked)), { ...expected }, path);
  }
});

/** A request as in Firefox, where it has no stream of its body. */
class Streamless extends Request {
  get body() {
    return undefined;
  }
}

test("the handler of Fetch answers a request without a stream of its body alike", async () => {
  const [one, two] = [1, 2].map(() => fetchHandler(new MockLedger(CONFIG)));
  for (const [path, init] of CALLS) {
    const expected = await told(await one(request(path, init)));
    const answer = await two(new Streamless(ORIGIN + path, init));
    assert.deepEqual(await told(answer), expected, path);
  }
  const [path, init] = payment("F-9");
  const long = new Streamless(ORIGIN + path, { ...init, body: "x".repeat((1 << 20) + 1) });
  assert.equal((await two(long)).status, 413);
});

test("it may be mounted anywhere, and answers nothing else", async () => {
  const handler = fetchHandler(new MockLedger(CONFIG), { baseUrl: `${ORIGIN}/api/v1/` });
  const [path, init] = payment("M-1");
  assert.equal((await handler(request(`/api/v1${path}`, init))).status, 200);
  assert.equal((await handler(request(`/api/v1/w/name${path}`, init))).status, 200);
  for (const base of [ORIGIN, "https://site.other/api/v1", `${ORIGIN}/api/v11`]) {
    const response = await handler(new Request(base + path, init));
    assert.equal(response.status, 404, base);
    assert.equal(response.headers.get("content-type"), "application/problem+json");
  }
  const nowhere = () => fetchHandler(new MockLedger(), { baseUrl: "/api" });
  assert.throws(nowhere, { name: "ReckonerError" });
});

test("bodies that are too long or no text are refused by their API", async () => {
  const handler = fetchHandler(new MockLedger(CONFIG));
  const [path, { headers, method }] = payment("B-1");
  const send = async (body) => {
    const response = await handler(request(path, { method, headers, body, duplex: "half" }));
    return [response.status, Object.keys((await response.json()).requestError)];
  };
  assert.deepEqual(await send("x".repeat((1 << 20) + 1)), [413, ["serviceException"]]);
  let sent = 0;
  const endless = new ReadableStream({
    pull(controller) {
      controller.enqueue(new Uint8Array(1 << 16));
      sent += 1;
    },
  });
  assert.deepEqual(await send(endless), [413, ["serviceException"]]);
  assert.ok(sent < 30, "it stops reading");
  assert.equal((await send(new Uint8Array([0xff])))[0], 400);
});

test("worlds, the clock and events are there, too", async () => {
  const ledger = new MockLedger(CONFIG);
  const handler = fetchHandler(ledger);
  const headers = { "x-mock-world": "w" };
  const stream = await handler(request("/mock/events", { headers }));
  assert.equal(stream.headers.get("content-type"), "text/event-stream");
  const reader = stream.body.pipeThrough(new TextDecoderStream()).getReader();
  assert.match((await reader.read()).value, /^event: tick\ndata: {"now":\d+}\n\n$/);
  const [path, init] = payment("E-1");
  await handler(request(path, init));
  await handler(request(`/w/w${path}`, init));
  const { value } = await reader.read();
  const named = value.matchAll(/^event: (.*)\ndata: (.*)\n$/gm);
  const [[, first, data], [, second, exchange], ...others] = named;
  assert.deepEqual([first, second, others], ["posting", "exchange", []]);
  assert.equal(JSON.parse(data).referenceCode, "E-1");
  assert.equal(JSON.parse(exchange).status, 200);
  const advance = { method: "POST", body: '{"advance":5}', headers: AUTHORIZED };
  await handler(request("/w/w/mock/clock", advance));
  assert.match((await reader.read()).value, /^event: tick\n/);
  await handler(request("/mock/worlds/w", { method: "DELETE" }));
  assert.equal((await reader.read()).done, true, "a world that is gone has no events");
  const names = await (await handler(request("/mock/worlds"))).json();
  assert.deepEqual(names, [{ name: "", now: ledger.now }]);
});

test("nothing in it is Node's", async () => {
  for (const name of ["server/index.js", "server/index.cjs"]) {
    const { metafile } = await build({
      bundle: true,
      entryPoints: [packed(name)],
      logLevel: "silent",
      metafile: true,
      platform: "browser",
      write: false,
    });
    assert.equal(Object.keys(metafile.inputs).length, 1, "it is whole, and imports nothing");
  }
});

test("every entry has the same", () => {
  const expected = ["ReckonerError", "fetchHandler", "listen"];
  assert.deepEqual(Object.keys(require(packed("server/index.cjs"))).sort(), expected);
  assert.deepEqual(Object.keys(require(packed("msw.cjs"))).sort(), ["ReckonerError", "handlers"]);
});

/** Has Mock Service Worker answer with a ledger while a test lasts. */
function intercept(t, config, options) {
  const ledger = new MockLedger(config);
  const server = setupServer(...handlers(ledger, options));
  server.listen({ onUnhandledRequest: "error" });
  t.after(() => server.close());
  return ledger;
}

test("Mock Service Worker answers on every host", async (t) => {
  const ledger = intercept(t, CONFIG);
  const bases = ["https://site", "http://localhost:1/api", "https://site.x/w/a"];
  for (const [index, base] of bases.entries()) {
    for (const prefix of ["", "/apicall"]) {
      const [path, init] = payment(`W-${index}${prefix.length}`);
      const response = await fetch(base + prefix + path, init);
      assert.equal(response.status, 200, base + prefix);
      const { makePayment } = await response.json();
      assert.equal(makePayment.transactionOperationStatus, "Charged");
    }
  }
  assert.equal(ledger.transactions({ kind: "payment" }).length, 4, "two are of another world");
  const documented = await fetch("https://site/openapi.json");
  assert.equal((await documented.json()).openapi.slice(0, 3), "3.1");
  assert.equal((await fetch("https://site/mock/accounts?limit=1")).status, 200);
  await assert.rejects(fetch("https://site/other"), "what is no path of an API passes");
});

test("Mock Service Worker answers where it is told to", async (t) => {
  intercept(t, CONFIG, { baseUrl: "https://site/api/" });
  const [path, init] = payment("W-1");
  assert.equal((await fetch(`https://site/api${path}`, init)).status, 200);
  const inWorld = await fetch(`https://site/api/w/a${path}`, init);
  assert.equal(inWorld.status, 200);
  const { resourceURL } = (await inWorld.json()).makePayment;
  for (const base of ["", "/w/a", "/w/a/apicall", "/apicall"]) {
    const looked = await fetch(`https://site/api${base}${resourceURL}`, { headers: AUTHORIZED });
    assert.equal(looked.status, 200, base);
  }
  await assert.rejects(fetch(`https://site${path}`, init));
  await assert.rejects(fetch(`https://site.other/api${path}`, init));
});

/** Loses the reply to the next payment. */
const LOSE = { operation: "payment", behaviour: "loseReply", times: 1 };

test("an answer that is lost is a network error, and its retry gets the true one", async (t) => {
  const [path, init] = payment("X-1");
  const replayed = async (response) => {
    assert.equal(response.status, 200);
    assert.equal((await response.json()).makePayment.transactionOperationStatus, "Charged");
  };
  const mounted = new MockLedger({ ...CONFIG, scripts: [LOSE] });
  const handler = fetchHandler(mounted);
  assert.equal((await handler(request(path, init))).type, "error");
  await replayed(await handler(request(path, init)));
  assert.equal(mounted.transactions({ kind: "payment" }).length, 1);

  const served = await serve({}, { ...CONFIG, scripts: [LOSE] });
  await assert.rejects(served.send(path, init), TypeError);
  await replayed(await served.send(path, init));

  const intercepted = intercept(t, { ...CONFIG, scripts: [LOSE] });
  await assert.rejects(fetch(`https://site${path}`, init), TypeError);
  await replayed(await fetch(`https://site${path}`, init));
  assert.equal(intercepted.transactions({ kind: "payment" }).length, 1);
});

test("chaos by a seed is the same chaos at the same calls, everywhere", async () => {
  const config = { ...CONFIG, seed: 5, scripts: [{ ...LOSE, times: undefined, rate: "0.3" }] };
  const outcomes = async (send) => {
    let all = "";
    for (let turn = 0; turn < 40; turn += 1) {
      const [path, init] = payment(`R-${turn}`);
      const response = await send(path, init).catch(() => undefined);
      all += response?.status === 200 ? "." : "x";
    }
    return all;
  };
  const handler = fetchHandler(new MockLedger(config));
  const mounted = await outcomes(async (path, init) => handler(request(path, init)));
  const served = await serve({}, config);
  assert.equal(await outcomes(served.send), mounted);
  assert.match(mounted, /x.*\..*x/);
});
