// The view of a running server, against a real `serve` process that hands out the page.

import assert from "node:assert/strict";
import { test } from "node:test";
import { start } from "../node/serve-command.mjs";
import { until } from "../node/serve-site.mjs";
import { useBrowser } from "./support/served.mjs";
import { soon } from "./support/patience.mjs";

const withAddress = useBrowser();

const MSISDN = "94777123456";
const AUTHORIZED = { authorization: "Bearer any", "content-type": "application/json" };
const USER = encodeURIComponent(`tel:+${MSISDN}`);

const walletBody = (reference, amount, more = {}) => ({
  clientCorrelator: `C-${reference}`,
  endUserId: `tel:+${MSISDN}`,
  paymentAmount: { chargingInformation: { amount, currency: "LKR", description: "A game" } },
  referenceCode: reference,
  ...more,
});

/** A shop, which knows nothing of the page. */
function shopOf(server) {
  const post = (path, body, headers) => server.post(path, body, { ...AUTHORIZED, ...headers });
  return {
    pay: (reference, amount, headers) => {
      const body = { makePayment: walletBody(reference, amount) };
      return post(`/wallet/v1/transaction/${USER}/payment`, body, headers);
    },
    refund: (payment, reference, amount) => {
      const { referenceCode, serverReferenceCode } = payment.makePayment;
      const more = {
        originalReferenceCode: referenceCode,
        originalServerReferenceCode: serverReferenceCode,
      };
      const body = { refundTransaction: walletBody(reference, amount, more) };
      return post(`/wallet/v1/transaction/${USER}/refund`, body);
    },
    debit: (TRID) => {
      const body = { BILLERID: "BILLER-1", AUTHFLAG: 3, AMOUNT: 100, RC: 1, TRID };
      return post(`/accountdebit/v1/${MSISDN}`, body);
    },
  };
}

function viewOf(page) {
  const root = page.locator('.view[data-view="server"]');
  const rows = root.locator("[data-part=steps] > li");
  return {
    root,
    state: root.locator("[data-part=state]"),
    press: (name) => root.getByRole("button", { name, exact: true }).click(),
    notice: root.locator("[data-part=notice]"),
    /** The calls, the newest first: what they were, and how they were answered. */
    calls: () =>
      rows.evaluateAll((items) =>
        items.map((item) => {
          const texts = [...item.querySelectorAll(".title, .stamp")].map((it) => it.innerText);
          return texts.join(" ");
        }),
      ),
    /** Opens the newest call, and gives what is in it. */
    newest: async () => {
      const first = rows.first();
      await first.locator("summary").click();
      // What is in it comes once it is open.
      await first.locator("pre").nth(1).waitFor();
      const [request, response] = await first.locator("pre").allTextContents();
      const postings = await first.locator(".postings tbody tr").allInnerTexts();
      const reason = await first.locator(".reason").textContent();
      return { request, response, postings, reason };
    },
    balance: () => root.locator("[data-part=balance] .figure").textContent(),
  };
}

test("a payment, its refund and a debit with consent are seen as they come", async () => {
  const server = await start(["--log", "none"]);
  const shop = shopOf(server);
  await withAddress(`${server.url}/#/server`, async (page) => {
    const { state, calls, newest, press, balance, root } = viewOf(page);
    await state.getByText(`Watching ${server.url}.`).waitFor();
    await soon.match(() => root.locator("[data-part=curl]").innerText(), /^curl 'http.*\/payment'/);
    await soon.equal(balance, "1000.00");

    const paid = await (await shop.pay("R-1", "100.50")).json();
    await until(async () => (await calls()).length === 1);
    await soon.deepEqual(calls, ["payment 200"]);
    const { request, response, postings } = await newest();
    assert.match(request, /^POST \/wallet/);
    assert.match(request, /^authorization: [*]{3}$/m);
    assert.match(request, /"amount": "100.50"/);
    assert.match(response, /^HTTP 200\n[^]*"Charged"/);
    assert.equal(postings.length, 3);
    await soon.equal(balance, "899.50");

    await shop.refund(paid, "R-2", "40");
    await shop.refund(paid, "R-3", "60.51");
    await until(async () => (await calls()).length === 3);
    await soon.equal(async () => (await calls())[0], "refund 403 amount-above-remainder");
    assert.match((await newest()).reason, /amount-above-remainder/);

    assert.equal((await shop.debit("T-1")).status, 202);
    await root.getByText("TRID T-1").waitFor();
    await root.locator(".minute").waitFor();
    await press("Consent");
    await root.locator(".messages .state", { hasText: "debited" }).waitFor();
    const status = await server.send(`/accountdebit/v1/${MSISDN}/T-1`, { headers: AUTHORIZED });
    assert.equal(status.status, 201);
    await soon.equal(balance, "789.83");
    const books = root.locator('[data-account="tax:vat"] tfoot .figure');
    await books.getByText("19.52").waitFor();
  });
  await server.end();
});

test("the tester steers: rules, the clock, the customer who refuses", async () => {
  const server = await start(["--log", "none", "--clock", "manual"]);
  const shop = shopOf(server);
  await withAddress(`${server.url}/#/server`, async (page) => {
    const { calls, press, notice, root, state } = viewOf(page);
    await state.getByText("Watching").waitFor();
    await root.getByLabel("With the code").fill("POL1001");
    await press("Have it so");
    await root.getByText("payment: decline with POL1001 (once)").waitFor();
    assert.equal((await shop.pay("R-1", "10")).status, 403);
    await until(async () => (await calls())[0] === "payment 403 scripted");
    const rule = root.getByText("payment: decline with POL1001 (once)");
    await rule.waitFor({ state: "detached" });

    await shop.debit("T-1");
    await root.getByText("1 min left").waitFor();
    await press("59.999 s");
    await root.getByText("0.001 s left").waitFor();
    await press("Refuse");
    await root.locator(".messages .state", { hasText: "rejected" }).waitFor();
    await soon.match(() => root.locator(".clock .mode").innerText(), /standing/);
    await press("Let it run");
    await root.locator(".clock .mode", { hasText: "running" }).waitFor();
    await soon.equal(async () => (await server.json("/mock/clock")).mode, "live");
    await root.getByLabel("Seconds to pass").fill("-1");
    await press("Advance");
    await notice.getByText(/is no whole number/).waitFor();
  });
  await server.end();
});

test("a lost reply and its retry are told apart, and another world is another bank", async () => {
  const server = await start(["--log", "none"]);
  const shop = shopOf(server);
  await shop.pay("R-1", "10", { "x-mock-world": "second" });
  await withAddress(`${server.url}/#/server`, async (page) => {
    const { calls, root, state, press, balance } = viewOf(page);
    await state.getByText("Watching").waitFor();
    await root.getByRole("combobox", { name: "How" }).selectOption("loseReply");
    await press("Have it so");
    await root.getByText("lose the answer (once)").waitFor();
    await assert.rejects(shop.pay("R-2", "10"));
    await shop.pay("R-2", "10");
    await until(async () => (await calls()).length === 2);
    await soon.deepEqual(calls, ["payment replayed 200", "payment lost reply-lost"]);
    await soon.equal(balance, "990.00");

    await root.getByLabel("World").fill("second");
    await press("Watch");
    await until(async () => (await calls()).join() === "payment 200");
    await until(() => page.url().includes("world=second"));
    await root.getByLabel("World").fill("no world!");
    await press("Watch");
    await state.getByText("A world is named by letters").waitFor();
  });
  await server.end();
});

test("it says when the server is gone, and goes on when it is back", async () => {
  const server = await start(["--log", "none"]);
  const { port } = new URL(server.url);
  await withAddress(`${server.url}/#/server`, async (page) => {
    const { state, calls, root } = viewOf(page);
    await state.getByText("Watching").waitFor();
    await shopOf(server).pay("R-1", "10");
    await until(async () => (await calls()).length === 1);
    await server.end("SIGKILL");
    await state.getByText(/No answer from .* looked for again/).waitFor();
    await soon.ok(() => root.locator("[data-part=world]").evaluate(({ inert }) => inert));
    const again = await start(["--log", "none", "--port", port]);
    await state.getByText("Watching").waitFor();
    await until(async () => (await calls()).length === 0);
    await shopOf(again).pay("R-9", "10");
    await until(async () => (await calls()).join() === "payment 200");
    await again.end();
  });
});

test("another server of this machine can be watched, and no other machine's", async () => {
  const server = await start(["--log", "none"]);
  const other = await start(["--log", "none"]);
  await shopOf(other).pay("R-1", "10");
  await withAddress(`${server.url}/#/server`, async (page) => {
    const { state, calls, root, press } = viewOf(page);
    await state.getByText("Watching").waitFor();
    await root.getByLabel("Address").fill(new URL(other.url).host);
    await press("Watch");
    await until(async () => (await calls()).join() === "payment 200");
    const at = () => new URLSearchParams(page.url().split("?")[1]).get("at");
    await until(() => at() === other.url);
    for (const [typed, words] of [
      ["", "This is no address"],
      ["http:", "This is no address"],
      ["https://site.example/x", "the server itself hands out: https://site.example/#/server"],
    ]) {
      await root.getByLabel("Address").fill(typed);
      await press("Watch");
      await state.getByText(words).waitFor();
    }
  });
  for (const { end } of [server, other]) await end();
});

test("many calls are shown up to a point, and the books still add up", async () => {
  const server = await start(["--log", "none"]);
  const shop = shopOf(server);
  const numbers = Array.from({ length: 220 }, (_, at) => at);
  for (const number of numbers) await shop.pay(`R-${number}`, "1");
  await withAddress(`${server.url}/#/server`, async (page) => {
    const { state, calls, root } = viewOf(page);
    await state.getByText("Watching").waitFor();
    await soon.equal(async () => (await calls()).length, 200);
    const account = root.locator(`[data-account="subscriber:${MSISDN}"]`);
    await soon.deepEqual(() => account.locator("tfoot td").allInnerTexts(), ["", "780.00"]);
    await soon.match(() => account.locator("tbody td.before").innerText(), /before\s+786\.00/);
    await shop.pay("R-last", "1");
    await account.getByText("779.00").waitFor();
  });
  await server.end();
});

test("to be watched changes nothing in a world: it says the same as without", async () => {
  const story = async (server) => {
    const shop = shopOf(server);
    const paid = await shop.pay("R-1", "10");
    const { serverReferenceCode } = (await paid.json()).makePayment;
    const debited = await shop.debit("T-1");
    const [sms] = await server.json("/mock/messages");
    const ids = [paid, debited].map(({ headers }) => headers.get("x-request-id"));
    return { ids, serverReferenceCode, sms: sms.id, token: sms.token };
  };
  const options = ["--log", "none", "--clock", "manual", "--seed", "5"];
  const alone = await start(options);
  const watched = await start(options);
  await withAddress(`${watched.url}/#/server`, async (page) => {
    const { state, calls } = viewOf(page);
    await state.getByText("Watching").waitFor();
    const told = await story(watched);
    await until(async () => (await calls()).length === 2);
    assert.deepEqual(told, await story(alone));
  });
  for (const { end } of [alone, watched]) await end();
});

test("a server without /mock is told of in a sentence", async () => {
  const server = await start(["--log", "none", "--no-admin"]);
  await withAddress(`${server.url}/#/server`, async (page) => {
    const { state } = viewOf(page);
    await until(async () => (await state.getAttribute("data-state")) === "refused");
    assert.ok((await state.innerText()).length > 10);
  });
  await server.end();
});
