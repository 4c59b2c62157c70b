// The worlds of a server, and their clocks.

import assert from "node:assert/strict";
import { test } from "node:test";
import { LiveClock } from "../../js/server/clock.js";
import { World } from "../../js/server/worlds.js";
import {
  AUTHORIZED, CONFIG, MockLedger, MSISDN, payment, serve, sleep, until,
} from "./serve-site.mjs";

const { json, send } = await serve({ notify: false });

test("worlds: one for each name, by header or by path", async () => {
  const [path, init] = payment("W-1");
  const named = { ...init, headers: { ...init.headers, "x-mock-world": "a" } };
  const seen = async (response) => (await (await response).json()).makePayment.serverReferenceCode;
  const inA = await seen(send(path, named));
  const inB = await seen(send(`/w/b${path}`, init));
  const inDefault = await seen(send(path, init));
  assert.equal(new Set([inA, inB, inDefault]).size, 3, "each has a seed of its own");
  assert.equal(await seen(send(`/w/a/apicall${path}`, init)), inA);
  assert.equal(await seen(send(`/w/a${path}`, named)), inA);
  const names = (await json("/mock/worlds")).map(({ name }) => name);
  assert.ok(names.includes("a") && names.includes("b") && names[0] === "");
  // The same name has the same seed, and so the same identifiers, on any server.
  const other = await serve({ notify: false });
  assert.equal(await seen(other.send(path, named)), inA);
  const topUp = JSON.stringify({ msisdn: MSISDN, amount: "5" });
  await send("/mock/top-ups", { ...named, body: topUp });
  const balance = async (prefix) => (await json(`${prefix}/mock/accounts/${MSISDN}`)).balance;
  assert.notEqual(await balance("/w/a"), await balance("/w/b"));
  assert.equal((await send("/mock/worlds/a", { method: "DELETE" })).status, 204);
  assert.equal((await send("/mock/worlds/a", { method: "DELETE" })).status, 404);
  assert.equal((await send("/mock/worlds/", { method: "DELETE" })).status, 404);
  assert.equal(await balance("/w/a"), "1000.00");
});

test("every path that a world tells leads back to it", async () => {
  const asynchronous = { ...CONFIG.applications[0], asynchronous: true };
  const billers = [{ id: "BILL", minimumAuthorization: 3, accountTypes: ["GSM"] }];
  const own = await serve({ notify: false }, { applications: [asynchronous], billers });
  const notifyURL = "http://127.0.0.1:9/paid";
  const inRed = { headers: { "x-mock-world": "red" } };
  for (const [reference, prefix, headers] of [
    ["P-1", "/w/red", {}],
    ["P-2", "/w/red/apicall", {}],
    ["P-3", "/apicall/w/red", {}],
    ["P-4", "", inRed.headers],
  ]) {
    const [path, init] = payment(reference, "2", { notifyURL });
    const given = { ...init, headers: { ...init.headers, ...headers } };
    const paid = await own.send(prefix + path, given);
    const { resourceURL } = (await paid.json()).makePayment;
    assert.match(resourceURL, /^\/w\/red\/wallet\/v1\//);
    // As clients make addresses: of the origin, of their base, of either with the header.
    for (const base of ["", "/w/red", "/w/red/apicall", "/apicall/w/red", "/apicall"]) {
      const looked = await own.send(base + resourceURL, { headers: AUTHORIZED });
      assert.equal(looked.status, 200, base);
      assert.equal((await looked.json()).makePayment.referenceCode, reference);
    }
    const both = { headers: { ...AUTHORIZED, ...inRed.headers } };
    assert.equal((await own.send(resourceURL, both)).status, 200);
    for (const other of ["/w/blue", "/w/blue/apicall"]) {
      assert.equal((await own.send(other + resourceURL, { headers: AUTHORIZED })).status, 400);
    }
  }
  await own.post("/w/red/mock/clock", { advance: 86_400_000 });
  const told = await own.json("/w/red/mock/notifications");
  assert.match(told[0].body.makePayment.resourceURL, /^\/w\/red\//);
  const page = await own.send("/mock/transactions?kind=payment&limit=3", inRed);
  const [, next] = /^<(\/w\/red\/[^>]+)>/.exec(page.headers.get("link"));
  assert.equal((await own.json(next)).length, 1);
  const body = { BILLERID: "BILL", AUTHFLAG: 3, AMOUNT: 5, RC: 1, TRID: "T-1" };
  const asShop = { ...AUTHORIZED, ...inRed.headers };
  const debit = () => own.post(`/accountdebit/v1/${MSISDN}`, body, asShop);
  const place = (await debit()).headers.get("location");
  assert.equal((await own.send(place, { headers: AUTHORIZED })).status, 202);
  // What a world goes on from does not take it elsewhere.
  const { snapshot } = await own.json("/w/blue/mock/snapshot");
  const put = { method: "PUT", headers: { "content-type": "application/json", ...inRed.headers } };
  await own.send("/mock/snapshot", { ...put, body: JSON.stringify({ snapshot }) });
  assert.equal((await debit()).headers.get("location"), place);
  await own.send("/w/red/mock/reset", { method: "POST" });
  assert.equal((await debit()).headers.get("location"), place);
});

test("a request keeps its name, whoever answers it", async () => {
  const headers = { "x-request-id": "mine" };
  for (const path of ["/mock/worlds", "/mock/clock", "/w/a/mock/worlds"]) {
    assert.equal((await send(path, { headers })).headers.get("x-request-id"), "mine", path);
  }
  const own = await serve({ notify: false });
  const live = await own.post("/mock/clock", { live: true }, headers);
  assert.equal(live.headers.get("x-request-id"), "mine");
});

test("names that are none are refused, and make no world", async () => {
  const count = (await json("/mock/worlds")).length;
  const bad = ["", " ", "a b", "a/b", "ü", "x".repeat(65), "a%20b", "a,b", "../x"];
  for (const name of bad) {
    const response = await send("/mock/clock", { headers: { "x-mock-world": encodeURI(name) } });
    assert.equal(response.status, 400, name);
    assert.equal(response.headers.get("content-type"), "application/problem+json");
  }
  const long = `/w/${"x".repeat(65)}/x`;
  for (const path of ["/w/", "/w//mock/clock", "/w/a%20b/mock/clock", "/w/ü/x", long]) {
    assert.equal((await send(path)).status, 400, path);
  }
  const headers = { "x-mock-world": "one" };
  assert.equal((await send("/w/two/mock/clock", { headers })).status, 400);
  assert.equal((await json("/mock/worlds")).length, count);
  assert.equal((await send("/w/fine")).status, 404);
});

test("the clock stands, is moved, and passes when it is told to", async () => {
  const own = await serve({ notify: false });
  const clock = await own.json("/mock/clock");
  assert.equal(clock.mode, "manual");
  assert.equal(clock.now, own.ledger.now);
  await sleep(30);
  assert.equal((await own.json("/mock/clock")).now, clock.now);
  const moved = await (await own.post("/mock/clock", { advance: 1_000 })).json();
  assert.deepEqual([moved.now, moved.mode], [clock.now + 1_000, "manual"]);
  const live = await (await own.post("/mock/clock", { live: 100 })).json();
  assert.deepEqual([live.mode, live.rate], ["live", 100]);
  await sleep(50);
  const later = await own.json("/mock/clock");
  const passed = later.now - live.now;
  assert.ok(passed >= 5_000 && passed < 30_000_000, `${passed} ms`);
  const stood = await (await own.post("/mock/clock", { live: false, advance: 7 })).json();
  assert.equal(stood.mode, "manual");
  await sleep(20);
  assert.equal((await own.json("/mock/clock")).now, stood.now);
});

test("a clock that is told nonsense stays as it is", async () => {
  const own = await serve({ notify: false });
  const before = await own.json("/mock/clock");
  const modes = ["yes", 0, -1, 1e9, null, {}].map((live) => ({ live }));
  const both = [
    { live: 0, advance: 5 },
    { live: true, advance: -5 },
    { live: true, what: 1 },
  ];
  for (const body of [...modes, ...both, { advance: -1 }, { advance: "x" }, {}, [], "x"]) {
    const response = await own.post("/mock/clock", body);
    assert.equal(response.status, 400, JSON.stringify(body));
  }
  // Only the present has no way back.
  assert.equal((await own.post("/mock/clock", { live: true, set: 1 })).status, 409);
  for (const change of [{ adv: 1 }, { live: true, adv: 1 }]) {
    const { detail, problems } = await (await own.post("/mock/clock", change)).json();
    assert.equal(problems[0].help, "the fields are `advance`, `set`, `live`");
    assert.ok(detail.endsWith(problems[0].help), detail);
  }
  const foreign = await own.post("/mock/clock", { live: true }, { origin: "https://site.x" });
  assert.equal(foreign.status, 403);
  assert.deepEqual(await own.json("/mock/clock"), before);
});

test("on a live clock a token expires by itself, and time goes on after a reset", async () => {
  const billers = [{ id: "BILL", minimumAuthorization: 3, accountTypes: ["GSM"] }];
  const own = await serve({ notify: false, clock: "1000x" }, { ...CONFIG, billers });
  const body = { BILLERID: "BILL", AUTHFLAG: 3, AMOUNT: 5, RC: 1, TRID: "T-1" };
  const asked = await own.post(`/accountdebit/v1/${MSISDN}`, body, AUTHORIZED);
  assert.equal(asked.status, 202);
  const [asking] = own.ledger.transactions();
  assert.ok(asking !== undefined, "it was held");
  // A minute passes without a call.
  await until(() => own.ledger.account(MSISDN).held === "0.00");
  const before = (await own.json("/mock/clock")).now;
  await own.reset();
  const after = await own.json("/mock/clock");
  assert.ok(after.now < before, "it began anew");
  await sleep(20);
  assert.ok((await own.json("/mock/clock")).now > after.now);
});

test("whoever has the ledger may move its clock meanwhile", async () => {
  const own = await serve({ notify: false, clock: "live" });
  own.ledger.advance(3_600_000);
  const later = own.ledger.now;
  const clock = await own.json("/mock/clock");
  assert.ok(clock.now >= later && clock.now < later + 60_000);
  assert.equal((await own.send(...payment("A-1"))).status, 200);
});

test("what was stamped before a world began anew does not move it", () => {
  const ledger = new MockLedger({ startTime: 0 });
  const world = new World("", ledger, { rate: 1_000_000, onChange: () => {} });
  world.reach({ at: 5_000, epoch: 0 });
  assert.equal(ledger.now, 5_000);
  const late = { at: 9_000, epoch: world.stamp().epoch };
  ledger.handle({ method: "POST", url: "/mock/reset" });
  world.follow();
  world.reach(late);
  assert.equal(ledger.now, 0);
  world.reach({ ...late, epoch: world.stamp().epoch });
  assert.equal(ledger.now, 9_000);
});

test("a clock passes with the time that passes, and never goes back", () => {
  let passed = 100;
  const clock = new LiveClock(1_000, 60, () => passed);
  assert.equal(clock.read(), 1_000);
  passed += 10;
  assert.equal(clock.read(), 1_600);
  assert.equal(clock.until(2_200), 10);
  assert.equal(clock.until(0), 0);
  clock.set(5_000);
  assert.equal(clock.read(), 5_000);
});

test("a time behind the year 9999 is refused with a code, and nothing is lost", async () => {
  const own = await serve({ notify: false });
  assert.equal((await own.send(...payment("Y-1"))).status, 200);
  const before = await own.json("/mock/clock");
  const year = 253_402_300_800_000;
  for (const [body, code] of [
    [{ set: year }, "out-of-range"],
    [{ set: "10000-01-01T00:00:00Z" }, "time-format"],
    [{ set: "+010000-01-01T00:00:00Z" }, "time-format"],
    [{ set: "9999-12-31T00:00:01Z" }, "time-format"],
    [{ advance: year - before.now }, "time-range"],
    [{ advance: year }, "out-of-range"],
    [{ live: true, set: year }, "out-of-range"],
  ]) {
    const response = await own.post("/mock/clock", body);
    assert.ok([400, 409].includes(response.status), JSON.stringify(body));
    assert.equal((await response.json()).problems[0].code, code, JSON.stringify(body));
    assert.deepEqual(await own.json("/mock/clock"), before);
  }
  assert.throws(() => own.ledger.setTime(year), { code: "time-range" });
  const last = await own.post("/mock/clock", { set: "9999-12-31T00:00:00Z" });
  assert.equal(last.headers.get("date"), "Fri, 31 Dec 9999 00:00:00 GMT");
  assert.equal((await last.json()).time, "9999-12-31T05:30:00+05:30");
  assert.equal(own.ledger.transactions({ referenceCode: "Y-1" }).length, 1);
});

test("a live clock stands at the last time that there is, and its world goes on", async () => {
  const own = await serve({ notify: false });
  const last = 253_402_214_400_000;
  const set = await own.post("/mock/clock", { advance: last - own.ledger.now - 1 });
  assert.equal(set.status, 200);
  await own.post("/mock/clock", { live: 1_000 });
  await sleep(5);
  assert.equal((await own.json("/mock/clock")).now, last);
  const [path, init] = payment("LAST-1");
  assert.equal((await own.send(path, init)).status, 200);
});
