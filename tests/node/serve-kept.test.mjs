// A server with a journal: what it has answered is there after any end, once, in the same bytes.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { newFolder, run, start } from "./serve-command.mjs";
import { AUTHORIZED, MSISDN, payment, sleep } from "./serve-site.mjs";

const FOLDER = newFolder();
const CONFIG = join(FOLDER, "shop.json");
const SHOP = { id: "SHOP", token: "shop-token", serviceCharge: "30", taxType: 2 };
const RICH = { msisdn: MSISDN, kind: "prepaid", balance: "100000000" };
const BILL = { id: "BILL", minimumAuthorization: 3, accountTypes: ["GSM"] };
const WORLD = { applications: [SHOP], subscribers: [RICH], billers: [BILL] };
writeFileSync(CONFIG, JSON.stringify(WORLD));

/** How often a server is killed; the rest of a thousand times is for who wants to wait. */
const ROUNDS = Number(process.env.KILL_ROUNDS ?? 3);

let count = 0;
const newJournal = () => join(FOLDER, `${(count += 1)}.journal`);
const words = (journal, ...others) => {
  return ["--config", CONFIG, "--journal", journal, "--log", "none", ...others];
};

/** All that a world says of itself, but for how late it is. */
async function told(server, prefix = "") {
  const paths = ["transactions", "accounts", "messages", "notifications", "log"];
  const lists = paths.map((path) => server.json(`${prefix}/mock/${path}?limit=1000`));
  return Promise.all(lists);
}

test("all that happened is there after a restart, in every world, and goes on", async () => {
  const journal = newJournal();
  const first = await start(words(journal));
  assert.match(first.output.stdout, new RegExp(`journal ${journal}$`, "m"));
  await first.send(...payment("K-1"));
  await first.send(...payment("K-1"));
  await first.send(...payment("K-2", "99999999999"));
  await first.send("/nothing");
  const debit = { BILLERID: "BILL", AUTHFLAG: 3, AMOUNT: 5, RC: 1, TRID: "T-1" };
  assert.equal((await first.post(`/w/a/accountdebit/v1/${MSISDN}`, debit, AUTHORIZED)).status, 202);
  const rule = { behaviour: "decline", code: "POL1000", operation: "payment" };
  await first.post("/w/a/mock/scripts", rule);
  await first.post("/w/gone/mock/clock", { advance: 5 });
  await first.send("/mock/worlds/gone", { method: "DELETE" });
  await first.post("/mock/clock", { live: false, advance: 86_400_000 });
  const before = [await told(first), await told(first, "/w/a"), await first.json("/mock/clock")];
  first.child.kill("SIGKILL");
  await first.ended;

  const second = await start(words(journal));
  assert.equal(second.output.stderr, "");
  const after = [await told(second), await told(second, "/w/a"), await second.json("/mock/clock")];
  assert.deepEqual(after, before);
  const names = (await second.json("/mock/worlds")).map(({ name }) => name);
  assert.deepEqual(names, ["", "a"]);
  assert.equal((await second.send(...payment("K-3"))).status, 200);
  const scripted = payment("K-4");
  assert.equal((await second.send(`/w/a${scripted[0]}`, scripted[1])).status, 403);
  const retried = await second.send(...payment("K-1"));
  assert.equal(retried.status, 200);
  assert.equal((await second.json("/mock/transactions?referenceCode=K-1")).length, 1);
  assert.equal((await second.end()).status, 0);
  assert.ok(!existsSync(`${journal}.lock`));
});

test("time goes on from the last stamp, whatever the host's clock says meanwhile", async () => {
  const journal = newJournal();
  const first = await start(words(journal, "--clock", "1000x"));
  await sleep(300);
  const started = performance.now();
  const before = await first.json("/mock/clock");
  const inWorld = await first.json("/w/a/mock/clock");
  await first.end("SIGKILL");
  const ended = performance.now();
  await sleep(2_000);
  const begun = performance.now();
  const second = await start(words(journal, "--clock", "1000x"));
  const after = await second.json("/mock/clock");
  // At the most, as long as there was a server at all.
  const alive = ended - started + (performance.now() - begun);
  assert.ok(after.now >= before.now, `${after.now - before.now} ms`);
  assert.ok((await second.json("/w/a/mock/clock")).now >= inWorld.now);
  const passed = after.now - before.now;
  assert.ok(passed < 1_000 * (alive + 1_000), "it did not pass while nobody was there");
  assert.equal(after.seed, before.seed);
  await second.end();
});

test("what it was begun with, it goes on with", async () => {
  const journal = newJournal();
  await (await start(words(journal))).end();
  const other = join(FOLDER, "other.json");
  writeFileSync(other, JSON.stringify({ ...WORLD, currency: "USD" }));
  for (const changed of [
    ["--config", other, "--journal", journal],
    ["--config", CONFIG, "--journal", journal, "--seed", "99"],
    ["--config", CONFIG, "--journal", journal, "--clock", "manual"],
    ["--config", CONFIG, "--journal", journal, "--clock", "60x"],
    ["--config", CONFIG, "--journal", journal, "--worlds", "3"],
    ["--journal", journal],
  ]) {
    const { status, stderr } = run(["serve", "--port", "0", ...changed]);
    assert.match(stderr, /cannot use the journal .*another configuration/);
    assert.equal(status, 2);
  }
  // In another order it is the same configuration.
  const same = join(FOLDER, "same.yaml");
  const { applications, ...rest } = WORLD;
  writeFileSync(same, JSON.stringify({ ...rest, applications }));
  const server = await start(["--config", same, "--journal", journal]);
  assert.equal((await server.end()).status, 0);
});

test("a file is one server's, and free when that is gone, however it went", async () => {
  const journal = newJournal();
  const first = await start(words(journal));
  const { status, stderr } = run(["serve", "--port", "0", ...words(journal)]);
  assert.match(stderr, new RegExp(`process ${first.child.pid} has it`));
  assert.equal(status, 2);
  assert.equal((await first.send(...payment("L-1"))).status, 200);
  await first.end("SIGKILL");
  assert.ok(existsSync(`${journal}.lock`));
  const second = await start(words(journal));
  assert.equal((await second.json("/mock/transactions?referenceCode=L-1")).length, 1);
  await second.end();
});

test("a snapshot takes the place of the records, and more is made on top", async () => {
  const journal = newJournal();
  const first = await start(words(journal));
  for (let turn = 0; turn < 200; turn += 1) await first.send(...payment(`C-${turn}`));
  const moved = await first.post("/w/a/mock/clock", { live: 7 });
  assert.equal(moved.status, 200);
  const [transactions, accounts] = await told(first);
  await first.end();
  const long = statSync(journal).size;
  const second = await start(words(journal, "--compact"));
  const short = statSync(journal).size;
  assert.ok(short < long / 2, `${long} bytes became ${short}`);
  await second.send(...payment("C-more"));
  await second.end("SIGKILL");
  const third = await start(words(journal));
  const [later, balances] = await told(third);
  assert.deepEqual(later.slice(0, -1), transactions);
  assert.equal(later.at(-1).referenceCode, "C-more");
  assert.notDeepEqual(balances, accounts);
  assert.equal((await third.json("/w/a/mock/clock")).rate, 7);
  await third.end();
});

test("a damaged file is refused with its place, and left alone", async () => {
  const journal = newJournal();
  const first = await start(words(journal));
  await first.send(...payment("D-1"));
  await first.end();
  const bytes = readFileSync(journal);
  bytes[bytes.length - 5] ^= 1;
  writeFileSync(journal, bytes);
  const { status, stderr } = run(["serve", "--port", "0", ...words(journal)]);
  assert.match(stderr, /is damaged at byte \d+, .*: restore the file from a copy/);
  assert.equal(status, 2);
  assert.deepEqual(readFileSync(journal), bytes);
  writeFileSync(journal, bytes.subarray(0, -5));
  const second = await start(words(journal));
  assert.match(second.output.stderr, /ended inside a record/);
  assert.deepEqual(await second.json("/mock/transactions?referenceCode=D-1"), []);
  await second.end();
});

test("on a full disk a call is refused by its API, and the world stays as it was", async (t) => {
  const folder = join(FOLDER, "small");
  mkdirSync(folder);
  const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=256k", "tmpfs", folder]);
  if (mounted.status !== 0) return t.skip("no file system may be mounted here");
  t.after(() => spawnSync("umount", [folder]));
  const journal = join(folder, "journal");
  const first = await start(words(journal, "--clock", "manual"));
  const pay = async (reference) => (await first.send(...payment(reference))).status;
  let good = 0;
  while ((await pay(`F-${good}`)) === 200) good += 1;
  assert.ok(good > 50, `${good} payments`);
  const refused = await first.send(...payment("F-no"));
  assert.equal(refused.status, 503);
  assert.ok((await refused.json()).requestError.serviceException.messageId);
  const caas = await first.post("/caas/direct/debit", { applicationId: "SHOP" });
  assert.equal(caas.status, 503);
  assert.ok((await caas.json()).statusCode);
  const xml = { "content-type": "application/xml", appId: "A", branchCode: "B", userId: "C" };
  const asked = { method: "POST", headers: xml, body: "<a/>" };
  const charges = await first.send("/service/v1/charges", asked);
  assert.equal(charges.status, 503);
  assert.match(charges.headers.get("content-type"), /xml/);
  // Reading is a call, too: it moves the clock, and is counted.
  assert.equal((await first.send("/mock/verify")).status, 503);
  // There is room again, and the next call is tried.
  spawnSync("mount", ["-o", "remount,size=4m", folder]);
  assert.equal(await pay("F-more"), 200);
  const list = async (server) => {
    const all = await server.json("/mock/transactions?kind=payment&limit=1000");
    return all.map(({ referenceCode }) => referenceCode);
  };
  const expected = [...Array(good).keys()].map((turn) => `F-${turn}`);
  assert.deepEqual(await list(first), [...expected, "F-more"]);
  await first.end("SIGKILL");
  const second = await start(words(journal, "--clock", "manual"));
  assert.deepEqual(await list(second), [...expected, "F-more"]);
  assert.equal((await second.send("/mock/verify")).status, 204);
  await second.end();
});

const cents = (amount) => BigInt(Number(amount).toFixed(2).replace(".", ""));

/** Pays in several lines until the server is gone; gives what was answered. */
async function load(server, lines) {
  const answered = [];
  const line = async (number) => {
    for (let turn = 0; ; turn += 1) {
      const reference = `${number}-${turn}`;
      const response = await server.send(...payment(reference, "1"));
      const { makePayment } = await response.json();
      answered.push([reference, makePayment.serverReferenceCode]);
    }
  };
  await Promise.allSettled([...Array(lines).keys()].map(line));
  return answered;
}

test("after kill -9 all that was answered is there, once, and the books balance", async (t) => {
  let payments = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const journal = newJournal();
    const first = await start(words(journal));
    const loading = load(first, 16);
    await sleep(Math.random() * 300);
    await first.end("SIGKILL");
    const answered = await loading;
    payments += answered.length;
    const second = await start(words(journal));
    const known = new Map();
    let paid = 0n;
    for (let path = "/mock/transactions?kind=payment&limit=1000"; path; ) {
      const response = await second.send(path);
      for (const { referenceCode, serverReferenceCode, total } of await response.json()) {
        assert.ok(!known.has(referenceCode), `${referenceCode} is there twice`);
        known.set(referenceCode, serverReferenceCode);
        paid += cents(total);
      }
      path = /<([^>]*)>; rel="next"/.exec(response.headers.get("link") ?? "")?.[1];
    }
    for (const [reference, code] of answered) assert.equal(known.get(reference), code);
    assert.equal((await second.send("/mock/verify")).status, 204);
    const { balance } = await second.json(`/mock/accounts/${MSISDN}`);
    assert.equal(cents(RICH.balance) - paid, cents(balance));
    await second.end("SIGKILL");
  }
  t.diagnostic(`${ROUNDS} kills, ${payments} payments answered`);
});
