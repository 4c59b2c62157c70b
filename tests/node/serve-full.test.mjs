// When the module's memory has no room for more, what would have a ledger keep more is refused; all
// that is there stays, can be looked at, and is there after a restart.

import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { fill } from "./full-memory.mjs";
import { newFolder, start } from "./serve-command.mjs";
import { MSISDN, payment, until } from "./serve-site.mjs";
import { packed } from "./support.mjs";

const FILLING = fileURLToPath(new URL("full-memory.mjs", import.meta.url));
const WORDS = ["--clock", "manual", "--log", "none"];

const { MockLedger } = await import(packed("ledger/node.js"));

async function references(server) {
  const list = await server.json("/mock/transactions?kind=payment");
  return list.map(({ referenceCode }) => referenceCode);
}

test("a server refuses more, goes on, and has lost nothing when it begins again", async () => {
  const words = [...WORDS, "--journal", join(newFolder(), "full")];
  const server = await start(words, { env: { NODE_OPTIONS: `--import ${FILLING}` } });
  assert.equal((await server.send(...payment("A-1"))).status, 200);
  const before = await server.json(`/mock/accounts/${MSISDN}`);
  server.child.kill("SIGUSR2");
  // The signal may come behind some of the next calls, which are then still answered well.
  let count = 1;
  const refused = await until(async () => {
    const response = await server.send(...payment(`A-${count + 1}`));
    if (response.status !== 200) return response;
    await response.text();
    count += 1;
    return undefined;
  });
  assert.equal(refused.status, 503);
  assert.equal(refused.headers.get("x-mock-reason"), "out-of-memory");
  assert.match(await refused.text(), /requestError|fault/, "in the words of its API");
  const json = { "content-type": "application/json" };
  const topUp = { method: "POST", headers: json, body: `{"msisdn":"${MSISDN}","amount":"1"}` };
  const steered = await server.send("/mock/top-ups", topUp);
  assert.equal(steered.status, 503);
  assert.match((await steered.json()).detail, /nothing was done/);
  const made = Array.from({ length: count }, (_, index) => `A-${index + 1}`);
  assert.deepEqual(await references(server), made);
  await server.end("SIGKILL");
  const again = await start(words);
  assert.deepEqual(await references(again), made);
  const { balance } = await again.json(`/mock/accounts/${MSISDN}`);
  assert.equal(Number(before.balance) - Number(balance), 2 * (count - 1));
  assert.equal((await again.send(...payment("B-1"))).status, 200);
  await again.end();
});

test("the ledger's own methods refuse with a code, and what is there can be looked at", () => {
  const ledger = new MockLedger();
  const [url, { method, headers, body }] = payment("C-1");
  const pay = (reference) => JSON.parse(body.replaceAll("C-1", reference));
  assert.equal(ledger.payment(pay("C-1")).status, 200);
  fill();
  for (const call of [
    () => ledger.payment(pay("C-2")),
    () => ledger.topUp(MSISDN, "1"),
    () => ledger.script({ behaviour: "loseReply" }),
  ]) assert.throws(call, { name: "ReckonerError", code: "out-of-memory" });
  const request = { method, url, headers, body: body.replaceAll("C-1", "C-3") };
  const { status, headers: told } = ledger.handle(request);
  assert.deepEqual([status, told["x-mock-reason"]], [503, "out-of-memory"]);
  const hidden = ledger.handle(request, { admin: false });
  assert.deepEqual([hidden.status, "x-mock-reason" in hidden.headers], [503, false]);
  const records = ledger.transactions({ kind: "payment" });
  assert.deepEqual(records.map(({ referenceCode }) => referenceCode), ["C-1"]);
  ledger.verify();
  ledger.advance(1_000);
  const reset = ledger.handle({ method: "POST", url: "/mock/reset" });
  assert.ok(reset.status < 300, "whoever begins anew gives the memory back");
  assert.equal(ledger.transactions({ kind: "payment" }).length, 0);
});
