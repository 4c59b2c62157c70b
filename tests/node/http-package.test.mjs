// The served APIs through the package: the same stories as the crate's, with the same bytes.

import assert from "node:assert/strict";
import { test } from "node:test";
import { checksum, checksums, httpStories, playHttp } from "./http-stories.mjs";
import { loadEntries } from "./support.mjs";

const entries = await loadEntries("ledger/");
const { MockLedger, ReckonerError } = entries["node.js"];

const known = checksums();

test("every story that Rust knows is played", () => {
  const stories = httpStories();
  assert.equal(stories.length, known.size);
  assert.ok(stories.length > 40);
});

for (const story of httpStories()) {
  test(`${story.file}: it ${story.it}, byte by byte`, () => {
    const ledger = new MockLedger(story.config);
    const transcript = playHttp(story, (request, options) => ledger.handle(request, options));
    assert.equal(checksum(transcript), known.get(story.file + story.it), transcript);
    ledger.verify();
    // A header that is no text keeps a request from the quick way.
    const slow = new MockLedger(story.config);
    const read = playHttp(story, ({ headers, ...request }, options) =>
      slow.handle({ ...request, headers: { ...headers, "x-none": null } }, options),
    );
    assert.equal(read, transcript);
  });
}

test("every entry answers", () => {
  for (const [name, entry] of Object.entries(entries)) {
    const ledger = new entry.MockLedger();
    assert.equal(ledger.handle({ method: "GET", url: "/mock/clock" }).status, 200, name);
  }
});

test("what is no request is refused, and what only says so is answered", () => {
  const ledger = new MockLedger();
  const circular = { method: "GET", url: "/", headers: {} };
  circular.headers.circular = circular.headers;
  for (const given of [
    undefined,
    null,
    "GET /",
    [],
    {},
    { method: "GET" },
    { url: "/" },
    { method: 1, url: "/" },
    { method: "GET", url: new URL("http://localhost/") },
    { method: "GET", url: "/", headers: [["accept", "a"]] },
    { method: "GET", url: "/", headers: new Headers({ accept: "a" }) },
    { method: "GET", url: "/", headers: new Map([["accept", "a"]]) },
    new Map([["method", "GET"]]),
    { method: "GET", url: "/", headers: { accept: 1 } },
    { method: "GET", url: "/", headers: "accept: a" },
    { method: "POST", url: "/", body: {} },
    { method: "POST", url: "/", body: new Uint8Array(1) },
    { method: "POST", url: "/", body: "\ud800" },
    { method: "POST", url: "/", bdy: "" },
    circular,
    { get method() { throw new Error("no"); }, url: "/" },
    new Proxy({}, { ownKeys: () => { throw new Error("no"); } }),
  ]) {
    assert.throws(() => ledger.handle(given), ReckonerError);
  }
  for (const options of [1, "admin", { admin: 1 }, { hidden: true }]) {
    assert.throws(() => ledger.handle({ method: "GET", url: "/" }, options), ReckonerError);
  }
  for (const given of [
    { method: "", url: "" },
    { method: "GET", url: "://" },
    { method: "GET", url: "/", headers: undefined, body: null },
    { method: "GET", url: "/", headers: { accept: undefined } },
    { method: "GET", url: "/%", headers: { "": "", "\u0000": "\u0000" } },
    { method: "POST", url: "/charges".repeat(2_000) },
  ]) {
    assert.ok(ledger.handle(given).status >= 400);
  }
  const body = "x".repeat((1 << 20) + 1);
  const { status } = ledger.handle({ method: "POST", url: "/caas/direct/debit", body });
  assert.equal(status, 413);
});

test("no text of a request begins another header, nor its body", () => {
  const config = { applications: [{ id: "SHOP", token: "shop-token", serviceCharge: "30" }] };
  const ledger = new MockLedger(config);
  const url = "/wallet/v1/transaction/tel%3A%2B94777123456/payment";
  const bearer = "authorization\nBearer shop-token";
  const statusOf = (fields) => {
    return ledger.handle({ method: "POST", url, body: "{}", ...fields }).status;
  };
  assert.equal(statusOf({ headers: { authorization: "Bearer shop-token" } }), 400);
  for (const fields of [
    { headers: { accept: `*/*\n${bearer}` } },
    { headers: { accept: `*/*\n${bearer}`, "x-é": "" } },
    { headers: { [`accept\n*/*\n${bearer}`]: "" } },
    { headers: { a: "", [`b\n\n${bearer}\nc`]: "" } },
    { url: `${url}\n${bearer}` },
    { method: `POST\n${url}\n${bearer}`, url: "a", headers: { b: "" } },
  ]) {
    assert.ok([401, 404, 405, 406].includes(statusOf(fields)), JSON.stringify(fields));
  }
});

test("a text of any characters comes through", () => {
  const ledger = new MockLedger();
  for (const id of ["a", "a: b", "~", " a ", "é", "a\u0300", "😀", "\u0000", "a\nb"]) {
    const request = { method: "GET", url: "/mock/clock", headers: { "x-request-id": id } };
    const { headers } = ledger.handle(request);
    const isKept = /^[ -~]+$/.test(id);
    assert.equal(headers["x-request-id"] === id.trim(), isKept, JSON.stringify(id));
  }
  for (const path of ["/é", "/a\nb", "/😀?a"]) {
    assert.equal(ledger.handle({ method: "GET", url: path }).status, 404);
    const log = JSON.parse(ledger.handle({ method: "GET", url: "/mock/log" }).body);
    assert.equal(log.at(-1).path, path.split("?")[0]);
  }
});

test("a request is read once, and by nobody while another is read", () => {
  const ledger = new MockLedger();
  let reads = 0;
  const once = { method: "GET", get url() { reads += 1; return "/mock/clock"; } };
  assert.equal(ledger.handle(once).status, 200);
  assert.equal(reads, 1);
  const again = { method: "GET", get url() { return ledger.handle(once).body; } };
  assert.throws(() => ledger.handle(again), ReckonerError);
});

test("who waits for a debit learns of an answer over HTTP", async () => {
  const ledger = new MockLedger({ auth: "off" });
  const body = { BILLERID: "BILLER-1", AUTHFLAG: 3, AMOUNT: 5, RC: 1, TAXTYPE: 5, TAX: 0 };
  const ask = (TRID) => ledger.debit("94777123456", { ...body, TRID }).outcome;
  const outcomes = ["T-1", "T-2", "T-3"].map(ask);
  const [{ token }] = ledger.messages();
  const post = (url, given) =>
    ledger.handle({ method: "POST", url, body: given && JSON.stringify(given) });
  post("/accountdebit/v1/94777123456/T-1/confirm", { token });
  post(`/mock/messages/${ledger.messages()[1].id}/reply`, { refuse: true });
  post("/mock/reset");
  const statuses = (await Promise.all(outcomes)).map(({ status }) => status);
  assert.deepEqual(statuses, [201, 409, 202]);
});

test("a snapshot goes on with the names of requests", () => {
  const ledger = new MockLedger();
  const name = (of) => of.handle({ method: "GET", url: "/" }).headers["x-request-id"];
  const first = name(ledger);
  const twin = MockLedger.restore(ledger.snapshot());
  const second = name(ledger);
  assert.notEqual(first, second);
  assert.equal(name(twin), second);
});
