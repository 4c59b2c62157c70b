// A call that is broken off takes every ledger with it, and the server answers the next one.

import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { payment, until } from "./serve-site.mjs";
import { newFolder, start } from "./serve-command.mjs";

const FOLDER = newFolder();
const TRAPS = fileURLToPath(new URL("trap-serve.mjs", import.meta.url));
const WORDS = ["--clock", "manual", "--log", "none"];

/** A server whose next call can be broken off. */
async function startTrapped(words) {
  const env = { NODE_OPTIONS: `--import ${TRAPS}` };
  const server = await start([...WORDS, ...words], { env });
  const pay = async (reference) => (await server.send(...payment(reference))).status;
  const broken = async (reference) => {
    const armed = () => server.output.stdout.split("armed").length;
    const before = armed();
    server.child.kill("SIGUSR2");
    // The signal comes before the call.
    await until(() => armed() > before);
    const response = await server.send(...payment(reference));
    assert.equal(response.status, 500);
    assert.match((await response.json()).detail, /was broken off/);
  };
  return { ...server, broken, pay };
}

async function references(server, prefix = "") {
  const list = await server.json(`${prefix}/mock/transactions?kind=payment`);
  return list.map(({ referenceCode }) => referenceCode);
}

test("without a journal every world begins anew, and that is said", async () => {
  const server = await startTrapped([]);
  const [path, init] = payment("A-1");
  assert.equal(await server.pay("A-1"), 200);
  assert.equal((await server.send(`/w/other${path}`, init)).status, 200);
  const events = await server.send("/mock/events", { signal: AbortSignal.timeout(120_000) });
  await server.broken("A-2");
  await events.text();
  assert.equal(await server.pay("A-3"), 200);
  assert.deepEqual(await references(server), ["A-3"]);
  assert.deepEqual(await references(server, "/w/other"), []);
  await until(() => /every world begins anew/.test(server.output.stderr));
  assert.equal((await server.end()).status, 0);
});

test("with a journal the worlds are made again, without the call that broke them", async () => {
  const words = ["--journal", join(FOLDER, "broken")];
  const first = await startTrapped(words);
  const [path, init] = payment("B-1");
  assert.equal(await first.pay("B-1"), 200);
  assert.equal((await first.send(`/w/other${path}`, init)).status, 200);
  await first.broken("B-2");
  assert.equal(await first.pay("B-3"), 200);
  await first.broken("B-4");
  assert.deepEqual(await references(first), ["B-1", "B-3"]);
  assert.deepEqual(await references(first, "/w/other"), ["B-1"]);
  assert.match(first.output.stderr, /made again from the journal, without that call/);
  await first.end("SIGKILL");
  const second = await start([...WORDS, ...words]);
  assert.equal(second.output.stderr, "");
  assert.deepEqual(await references(second), ["B-1", "B-3"]);
  assert.deepEqual(await references(second, "/w/other"), ["B-1"]);
  assert.equal((await second.send(...payment("B-2"))).status, 200, "it was not charged");
  await second.end();
});
