// What happens is told as it happens, over a socket.

import assert from "node:assert/strict";
import { test } from "node:test";
import { AUTHORIZED, CONFIG, MSISDN, payment, serve, until } from "./serve-site.mjs";

const BILL = { id: "BILL", minimumAuthorization: 3, accountTypes: ["GSM"] };

/** Listens to the events of a server; gives those that came so far. */
async function listenTo(server, headers = {}) {
  const control = new AbortController();
  const response = await server.send("/mock/events", { headers, signal: control.signal });
  assert.equal(response.status, 200);
  assert.equal(response.headers.get("content-type"), "text/event-stream");
  const events = [];
  let isOver = false;
  const read = async () => {
    let rest = "";
    for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
      const parts = (rest + chunk).split("\n\n");
      rest = parts.pop();
      for (const part of parts.filter((text) => !text.startsWith(":"))) {
        const [, name, data] = /^event: (\w+)\ndata: (.*)$/.exec(part);
        events.push([name, JSON.parse(data)]);
      }
    }
  };
  read()
    .catch(() => {})
    .finally(() => (isOver = true));
  const of = (name) => events.filter(([own]) => own === name).map(([, data]) => data);
  return { events, of, end: () => control.abort(), isOver: () => isOver };
}

test("calls, postings, messages, notifications and time are told, without secrets", async () => {
  const url = "http://127.0.0.1:1/x";
  const applications = [{ ...CONFIG.applications[0], notificationUrl: url }];
  const server = await serve({ notify: false }, { applications, billers: [BILL] });
  await server.send(...payment("V-0"));
  const told = await listenTo(server);
  await server.send(...payment("V-1"));
  const debit = { BILLERID: "BILL", AUTHFLAG: 3, AMOUNT: 5, RC: 1, TRID: "T-1" };
  await server.post(`/accountdebit/v1/${MSISDN}`, debit, AUTHORIZED);
  await server.post("/caas/direct/debit", {
    applicationId: "SHOP",
    password: "secret",
    externalTrxId: "V-2",
    subscriberId: `tel:${MSISDN}`,
    amount: "5.00",
  });
  await server.post("/mock/clock", { advance: 1_000 });
  await until(() => told.of("tick").length === 2);
  const postings = told.of("posting").map(({ kind }) => kind);
  assert.deepEqual(postings, ["payment", "debit", "caasDebit"], "what was before is in the lists");
  assert.equal(told.of("message")[0].trid, "T-1");
  assert.equal(told.of("notification")[0].url, url);
  assert.deepEqual(told.of("exchange").map(({ status }) => status), [200, 202, 200]);
  const [begin, later] = told.of("tick");
  assert.equal(later.now, begin.now + 1_000);
  assert.doesNotMatch(JSON.stringify(told.of("exchange")), /shop-token|"secret"/);
  told.end();
});

test("what was pending is told once more when it ends, also what began before", async () => {
  const applications = [{ ...CONFIG.applications[0], asynchronous: true }];
  const server = await serve({ notify: false }, { applications, billers: [BILL] });
  const later = { notifyURL: "http://127.0.0.1:1/x" };
  await server.send(...payment("E-0"));
  await server.send(...payment("E-1", "2", later));
  const told = await listenTo(server);
  const debit = { BILLERID: "BILL", AUTHFLAG: 3, AMOUNT: 5, RC: 1, TRID: "T-1" };
  await server.post(`/accountdebit/v1/${MSISDN}`, debit, AUTHORIZED);
  await server.send(...payment("E-2", "2", later));
  await server.post("/mock/clock", { advance: 1_000 });
  await server.post("/mock/clock", { advance: 60_000 });
  await until(() => told.of("tick").length === 3);
  const postings = told.of("posting");
  assert.deepEqual(
    postings.map(({ clientCorrelator, pending, status }) => [clientCorrelator, status, pending]),
    [
      ["T-1", "ConsentPending", true],
      ["C-E-2", "Processing", true],
      ["C-E-1", "Charged", false],
      ["C-E-2", "Charged", false],
      ["T-1", "Expired", false],
    ],
  );
  told.end();
});

test("a stream ends behind the last event that is wanted", async () => {
  const server = await serve({ notify: false });
  const textOf = async (response) => (await response).text();
  const accept = "text/event-stream";
  const first = await textOf(server.send("/mock/events?limit=1", { headers: { accept } }));
  assert.match(first, /^event: tick\ndata: \{"now":\d+\}\n\n$/);
  const two = textOf(server.send("/mock/events?limit=2"));
  const listening = await listenTo(server);
  await server.send(...payment("L-1"));
  await server.send(...payment("L-2"));
  assert.deepEqual((await two).match(/(?<=event: )\w+/g), ["tick", "posting"]);
  await until(() => listening.of("exchange").length === 2);
  listening.end();
  for (const query of ["limit=0", "limit=x", "limit=1001", "limit=1&limit=2", "size=1"]) {
    assert.equal((await server.send(`/mock/events?${query}`)).status, 400, query);
  }
  const image = await server.send("/mock/events", { headers: { accept: "image/png" } });
  assert.equal(image.status, 406);
});

test("each world has its own events, and none when it is gone", async () => {
  const server = await serve({ notify: false });
  const one = await listenTo(server, { "x-mock-world": "one" });
  const two = await listenTo(server);
  const [path, init] = payment("W-1");
  await server.send(`/w/one${path}`, init);
  await until(() => one.of("posting").length === 1);
  assert.equal(two.of("posting").length, 0);
  await server.send("/mock/worlds/one", { method: "DELETE" });
  await until(one.isOver);
  assert.equal(two.isOver(), false);
});

test("a world that begins anew is told from its beginning", async () => {
  const server = await serve({ notify: false });
  await server.post("/mock/clock", { advance: 5_000 });
  await server.send(...payment("R-1"));
  const told = await listenTo(server);
  const isTold = (code) => told.of("posting").some(({ referenceCode }) => referenceCode === code);
  await server.send("/mock/reset", { method: "POST" });
  await server.send(...payment("R-2"));
  await until(() => isTold("R-2"));
  assert.ok(!isTold("R-1"));
  // With the same seed the next has the same id, at the same time.
  await server.send("/mock/reset", { method: "POST" });
  await server.send(...payment("R-3"));
  await until(() => isTold("R-3"));
});

test("listeners who leave, or never read, are nobody's burden", async () => {
  const server = await serve({ notify: false });
  for (let turn = 0; turn < 20; turn += 1) (await listenTo(server)).end();
  await server.send("/mock/events");
  for (let turn = 0; turn < 50; turn += 1) {
    assert.equal((await server.send(...payment(`B-${turn}`))).status, 200);
  }
  await server.close();
});
