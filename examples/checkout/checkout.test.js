// Ten tests of a checkout, on a mock of the wallet that is steered as each of them needs it.
//
// The mock is whatever serves a ledger at WALLET_URL; without that, it is served here. Each test
// has a world of its own there, so that they do not share a bank, and its clock stands until the
// test moves it.

import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, test } from "node:test";
import { setTimeout } from "node:timers/promises";
import { createCheckout } from "./checkout.js";

const WALLET_URL = process.env.WALLET_URL ?? (await serveWallet());

const MSISDN = "94777123456";
const PRICE = "100.00";

async function serveWallet() {
  const { MockLedger } = await import("ready-reckoner/ledger");
  const { listen } = await import("ready-reckoner/server");
  const server = await listen(new MockLedger());
  after(() => server.close());
  return server.url;
}

/** JSON over HTTP: the status and the body of an answer. */
async function call(method, url, document) {
  const headers = { "content-type": "application/json" };
  const sent = document && { headers, body: JSON.stringify(document) };
  const response = await fetch(url, { method, ...sent });
  const text = await response.text();
  return { status: response.status, body: text === "" ? undefined : JSON.parse(text) };
}

/** The other side of the wallet: its money, its clock, its moods and its customers' telephones. */
function createBank(url) {
  const mock = async (method, path, document) => {
    const { status, body } = await call(method, `${url}/mock/${path}`, document);
    assert.ok(status < 300, `${method} /mock/${path}: ${status} ${JSON.stringify(body)}`);
    return body;
  };
  return {
    advance: (ms) => mock("POST", "clock", { advance: ms }),
    balance: async () => (await mock("GET", `accounts/${MSISDN}`)).balance,
    messages: () => mock("GET", `messages?to=${MSISDN}`),
    notifications: () => mock("GET", "notifications"),
    reply: (message, token) =>
      mock("POST", `messages/${message.id}/reply`, { token: token ?? message.token }),
    script: (rule) => mock("POST", "scripts", rule),
    stop: () => mock("POST", "clock", { live: false }),
    subscriber: (changes) => mock("PATCH", `subscribers/${MSISDN}`, changes),
    topUp: (amount) => mock("POST", "top-ups", { msisdn: MSISDN, amount }),
    transactions: (kind) => mock("GET", `transactions?kind=${kind}`),
  };
}

/** A shop with a bank of its own. */
async function open(t) {
  const world = randomUUID();
  const url = `${WALLET_URL}/w/${world}`;
  const bank = createBank(url);
  await bank.stop();
  const fulfilled = [];
  const app = createCheckout({
    wallet: { baseUrl: url, token: "any", biller: "BILLER-1", pauseMs: 1 },
    fulfil: ({ id }) => fulfilled.push(id),
  });
  const shop = await app.listen({ host: "127.0.0.1", port: 0 });
  t.after(async () => {
    await app.close();
    await call("DELETE", `${WALLET_URL}/mock/worlds/${world}`);
  });
  return {
    bank,
    fulfilled,
    notify: (document) => call("POST", `${shop}/notifications`, document),
    look: async ({ id }) => (await call("GET", `${shop}/orders/${id}`)).body,
    order: async (product = "alien-invaders", msisdn = MSISDN) =>
      (await call("POST", `${shop}/orders`, { msisdn, product })).body,
    pay: ({ id }, by = "wallet") => call("POST", `${shop}/orders/${id}/pay`, { by }),
    refund: ({ id }, refund) => call("POST", `${shop}/orders/${id}/refunds`, refund),
  };
}

/** Waits for what others do in their own time. */
async function until(what) {
  for (let tries = 0; tries < 1_000; tries += 1) {
    if (await what()) return;
    await setTimeout(10);
  }
  assert.fail(`nothing came of it: ${what}`);
}

test("charges an order once, and hands it out", async (t) => {
  const { bank, fulfilled, look, order, pay } = await open(t);
  const game = await order();
  const paid = await pay(game);
  assert.equal(paid.status, 200);
  assert.deepEqual(paid.body, { ...game, state: "paid" });
  assert.equal(await bank.balance(), "900.00");
  // Whoever comes back to the page and clicks again has it already.
  assert.equal((await pay(game)).status, 200);
  assert.equal((await look(game)).state, "paid");
  assert.equal(await bank.balance(), "900.00");
  assert.deepEqual(fulfilled, [game.id]);
});

test("tells declines apart, and tries anew after one", async (t) => {
  const { bank, fulfilled, order, pay } = await open(t);
  const reasons = {
    POL0253: "refused-by-customer",
    POL0254: "above-limit",
    POL1001: "limit-reached",
    POL1009: "number-not-provisioned",
  };
  const game = await order();
  for (const [code, reason] of Object.entries(reasons)) {
    await bank.script({ operation: "payment", behaviour: "decline", code, times: 1 });
    const { status, body } = await pay(game);
    assert.deepEqual([status, body.state, body.declined], [402, "open", reason]);
  }
  await bank.subscriber({ status: "suspended" });
  assert.equal((await pay(game)).body.declined, "number-inactive");
  await bank.subscriber({ status: "active" });
  assert.equal((await pay(game)).status, 200);
  const strange = await order("alien-invaders", "94770000000");
  assert.equal((await pay(strange)).body.declined, "number-unknown");

  const dear = await order("deep-dungeons");
  assert.equal((await pay(dear)).body.declined, "insufficient-funds");
  await bank.topUp("1500.00");
  assert.equal((await pay(dear)).status, 200);
  assert.equal(await bank.balance(), "400.00");
  assert.deepEqual(fulfilled, [game.id, dear.id]);
});

test("does not charge twice when a reply is lost", async (t) => {
  const { bank, order, pay } = await open(t);
  await bank.script({ operation: "payment", behaviour: "loseReply", times: 1 });
  assert.equal((await pay(await order())).status, 200);
  assert.equal(await bank.balance(), "900.00");
  assert.equal((await bank.transactions("payment")).length, 1);
});

test("knows nothing in an outage, and goes on after it without charging twice", async (t) => {
  const { bank, fulfilled, look, order, pay } = await open(t);
  const game = await order();
  // Three attempts are made: nothing is done at two of them, and at the third it is, unheard.
  await bank.script({ operation: "payment", behaviour: "loseReply", times: 1 });
  await bank.script({ operation: "payment", behaviour: "failBeforeCommit", times: 2 });
  const unknown = await pay(game);
  assert.deepEqual([unknown.status, unknown.body.reason], [503, "not-known-yet"]);
  assert.equal(await bank.balance(), "900.00");
  assert.deepEqual(fulfilled, []);
  assert.equal((await look(game)).state, "paid");
  assert.equal((await pay(game)).status, 200);
  assert.equal(await bank.balance(), "900.00");
  assert.deepEqual(fulfilled, [game.id]);
});

test("charges a double click once", async (t) => {
  const { bank, fulfilled, order, pay } = await open(t);
  const game = await order();
  const clicks = await Promise.all([pay(game), pay(game), pay(game)]);
  assert.deepEqual(clicks.map(({ status }) => status), [200, 200, 200]);
  assert.equal(await bank.balance(), "900.00");
  assert.equal((await bank.transactions("payment")).length, 1);
  assert.deepEqual(fulfilled, [game.id]);
});

test("gives back parts, each once and together no more than was paid", async (t) => {
  const { bank, look, order, pay, refund } = await open(t);
  const game = await order();
  await pay(game);
  assert.equal((await refund(game, { id: "scratched", amount: "33.33" })).status, 201);
  assert.equal(await bank.balance(), "933.33");
  // The reply is lost, and whoever gave the refund clicks again.
  await bank.script({ operation: "refund", behaviour: "loseReply", times: 1 });
  assert.equal((await refund(game, { id: "late", amount: "33.33" })).status, 201);
  assert.equal((await refund(game, { id: "late", amount: "33.33" })).body.refunded, "66.66");
  const other = await refund(game, { id: "late", amount: "33.34" });
  assert.deepEqual([other.status, other.body.reason], [409, "other-amount"]);
  const above = await refund(game, { id: "too-much", amount: "33.35" });
  assert.deepEqual([above.status, above.body.reason], [409, "more-than-remains"]);
  assert.deepEqual(above.body.variables, ["33.34"]);
  assert.equal((await refund(game, { id: "rest", amount: "33.34" })).status, 201);
  assert.equal((await look(game)).refunded, PRICE);
  assert.equal(await bank.balance(), "1000.00");
});

test("hands out what a notification says is paid, once", async (t) => {
  const { bank, fulfilled, order, pay } = await open(t);
  await bank.script({ operation: "payment", behaviour: "delay", delayMs: 1_000 });
  await bank.script({ operation: "notification", behaviour: "duplicate" });
  const game = await order();
  const pending = await pay(game);
  assert.deepEqual([pending.status, pending.body.state], [202, "pending"]);
  await bank.advance(1_000);
  await until(() => fulfilled.length > 0);
  await until(async () => (await bank.notifications()).every(({ acknowledged }) => acknowledged));
  assert.deepEqual(fulfilled, [game.id]);
  assert.equal(await bank.balance(), "900.00");
});

test("does not wait for a notification that is late, nor believe one that is false", async (t) => {
  const { bank, fulfilled, look, notify, order, pay } = await open(t);
  await bank.script({ operation: "payment", behaviour: "delay", delayMs: 1_000 });
  await bank.script({ operation: "notification", behaviour: "delay", delayMs: 60_000 });
  const game = await order();
  await pay(game);
  const said = { referenceCode: game.id, transactionOperationStatus: "Charged" };
  assert.equal((await notify({ makePayment: said })).status, 204);
  assert.equal((await notify({ makePayment: { ...said, referenceCode: "other" } })).status, 404);
  assert.equal((await look(game)).state, "pending");
  assert.deepEqual(fulfilled, []);

  await bank.advance(1_000);
  assert.equal((await look(game)).state, "paid");
  await bank.advance(60_000);
  await until(async () => (await bank.notifications()).every(({ acknowledged }) => acknowledged));
  assert.equal((await look(game)).state, "paid");
  assert.deepEqual(fulfilled, [game.id]);
});

test("debits whoever consents by the token of the message", async (t) => {
  const { bank, fulfilled, look, order, pay } = await open(t);
  const game = await order();
  assert.equal((await pay(game, "debit")).status, 202);
  assert.equal((await pay(game, "debit")).status, 202);
  const messages = await bank.messages();
  assert.equal(messages.length, 1, "a second click asks nobody again");
  assert.equal((await bank.reply(messages[0], "000000")).reason, "wrong-token");
  assert.equal((await look(game)).state, "pending");
  await bank.advance(59_999);
  await bank.reply(messages[0]);
  assert.equal((await look(game)).state, "paid");
  // The price, with the taxes that debits bear.
  assert.equal(await bank.balance(), "850.33");
  assert.deepEqual(fulfilled, [game.id]);
});

test("asks anew for a consent that has expired", async (t) => {
  const { bank, fulfilled, look, order, pay } = await open(t);
  const game = await order();
  await pay(game, "debit");
  const [late] = await bank.messages();
  await bank.advance(60_000);
  assert.equal((await bank.reply(late)).reason, "no-pending-consent");
  const { state, declined } = await look(game);
  assert.deepEqual([state, declined], ["open", "no-consent"]);
  assert.equal(await bank.balance(), "1000.00");

  assert.equal((await pay(game, "debit")).status, 202);
  const [, message] = await bank.messages();
  await bank.reply(message);
  assert.equal((await look(game)).state, "paid");
  assert.equal(await bank.balance(), "850.33");
  assert.deepEqual(fulfilled, [game.id]);
});
