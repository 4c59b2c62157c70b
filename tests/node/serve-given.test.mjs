// What servers are given and must not take: no ledger, misspelt options, ledgers that are freed.

import assert from "node:assert/strict";
import { test } from "node:test";
import { setupServer } from "msw/node";
import { CONFIG, fetchHandler, listen, MockLedger, MSISDN, payment, sleep } from "./serve-site.mjs";
import { packed } from "./support.mjs";

const { handlers } = await import(packed("msw.js"));
const makers = { fetchHandler, handlers, listen };

/** The code and the path of what somebody is refused with; they may throw or reject. */
async function refusal(make, ...given) {
  try {
    await make(...given);
    return "nothing";
  } catch (error) {
    assert.equal(error.name, "ReckonerError", String(error));
    const [{ code, path }] = error.problems;
    return `${code} ${path}`;
  }
}

test("whoever serves no ledger is refused", async () => {
  for (const [name, make] of Object.entries(makers)) {
    for (const ledger of [undefined, null, {}, "ledger", MockLedger]) {
      assert.equal(await refusal(make, ledger), "wrong-type /ledger", name);
    }
    const ledger = new MockLedger();
    for (const options of [null, 8080]) {
      assert.equal(await refusal(make, ledger, options), "wrong-type /options", name);
    }
  }
});

test("options that there are not, and that are none, are refused", async () => {
  const ledger = new MockLedger();
  const wrong = [
    [fetchHandler, { baseURL: "https://site" }, "unknown-field /options/baseURL"],
    [fetchHandler, { baseUrl: "/api" }, "wrong-type /options/baseUrl"],
    [fetchHandler, { notify: true }, "wrong-type /options/notify"],
    [handlers, { base: "https://site" }, "unknown-field /options/base"],
    [handlers, { baseUrl: 5 }, "wrong-type /options/baseUrl"],
    [handlers, { toString: 5 }, "unknown-field /options/toString"],
    [listen, { prot: 8080 }, "unknown-field /options/prot"],
    [listen, { port: "8080" }, "wrong-type /options/port"],
    [listen, { port: 65_536 }, "wrong-type /options/port"],
    [listen, { host: 127 }, "wrong-type /options/host"],
    [listen, { host: "" }, "wrong-type /options/host"],
    [listen, { notify: fetch }, "wrong-type /options/notify"],
  ];
  for (const [make, options, expected] of wrong) {
    assert.equal(await refusal(make, ledger, options), expected);
  }
  const absent = { port: undefined, host: undefined, clock: undefined, notify: undefined };
  const server = await listen(ledger, absent);
  await server.close();
});

const notificationUrl = "http://localhost/notify";
const TOLD = { applications: [{ ...CONFIG.applications[0], notificationUrl }] };

/** A charge that is told to `notificationUrl`. */
function debit(externalTrxId) {
  const { id: applicationId, password } = CONFIG.applications[0];
  const caller = { applicationId, password, subscriberId: `tel:${MSISDN}` };
  const body = JSON.stringify({ ...caller, externalTrxId, amount: "5.00" });
  const headers = { "content-type": "application/json" };
  return ["/caas/direct/debit", { method: "POST", headers, body }];
}

/** The ledgers of these servers are freed while something is still to come of them. */
const FREED = {
  async "requests and events"(t) {
    const ledger = new MockLedger(TOLD);
    const server = await listen(ledger);
    t.after(() => server.close());
    const events = await fetch(`${server.url}/mock/events`);
    ledger.free();
    const [path, init] = payment("F-1");
    const response = await fetch(server.url + path, init);
    assert.equal(response.status, 500);
    assert.match((await response.json()).detail, /after `free\(\)`/);
    await events.body.cancel();
  },
  async "a moment of a live clock"(t) {
    const scripts = [{ operation: "payment", behaviour: "delay", delayMs: 30 }];
    const ledger = new MockLedger({ ...CONFIG, scripts });
    const server = await listen(ledger, { clock: "live" });
    t.after(() => server.close());
    const [path, init] = payment("F-2");
    await fetch(server.url + path, init);
    ledger.free();
  },
  async "a delivery"(t) {
    const ledger = new MockLedger(TOLD);
    const { promise: held, release } = hold();
    const { promise: begun, release: begin } = hold();
    const notify = () => {
      begin();
      return held.then(() => new Response("", { status: 503 }));
    };
    const interceptor = setupServer(...handlers(ledger, { notify }));
    interceptor.listen();
    t.after(() => interceptor.close());
    const [path, init] = debit("F-3");
    await fetch(`http://site${path}`, init);
    await begun;
    ledger.free();
    release();
  },
};

function hold() {
  let release = () => {};
  const promise = new Promise((resolve) => (release = resolve));
  return { promise, release };
}

for (const [name, play] of Object.entries(FREED)) {
  test(`a ledger that is freed before ${name} breaks nothing`, async (t) => {
    const broken = [];
    const note = (error) => broken.push(error);
    process.on("uncaughtException", note).on("unhandledRejection", note);
    t.after(() => process.off("uncaughtException", note).off("unhandledRejection", note));
    await play(t);
    await sleep(100);
    assert.deepEqual(broken, []);
  });
}
