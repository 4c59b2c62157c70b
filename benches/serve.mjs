// Payments over HTTP, with and without a journal, beside Node's own server that answers nothing,
// and beside one that always answers as a payment is answered. The client is autocannon, 64
// connections, on the same machine. What is compiled as it is called has been when it is measured.
// With `--minutes 5` both servers are loaded at once for so long, at a steady rate, and it is their
// memory that is looked at: a ledger keeps each payment, so that its module grows by as many bytes;
// all else stays as it was.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  count, median, printGoal, printMachine, printTable, ratio, requirePackage,
} from "./harness.mjs";

const CLI = fileURLToPath(new URL("../pkg/cli.js", import.meta.url));
const EMPTY = fileURLToPath(new URL("serve/empty.mjs", import.meta.url));
const MEMORY = new URL("serve/memory.mjs", import.meta.url).href;
const MSISDN = "94777123456";
const CONNECTIONS = 64;
const WARM_UP = 20_000;
const MINUTES = Number(valueOf("--minutes") ?? 0);
const ROUNDS = Number(valueOf("--rounds") ?? 3);
const SECONDS = Number(valueOf("--seconds") ?? 8);
/** Payments a second while memory is looked at: twelve millions would fill a module. */
const STEADY = 5_000;

requirePackage();
// Where it is missing, that was the sentence which says so.
const { default: autocannon } = await import("autocannon");
if (!existsSync(CLI)) throw new Error("pkg/cli.js is missing: run `./reckon build` first");
printMachine(`wallet payments over HTTP, ${CONNECTIONS} connections, each payment a new one`);

const folder = mkdtempSync(join(tmpdir(), "ready-reckoner-bench-"));
const config = join(folder, "world.json");
const application = { id: "SHOP", token: "shop-token", serviceCharge: "30" };
const subscriber = { msisdn: MSISDN, kind: "prepaid", balance: "900000000.00" };
writeFileSync(config, JSON.stringify({ applications: [application], subscribers: [subscriber] }));

const serve = [CLI, "serve", "--port", "0", "--log", "none", "--config", config];
const peers = [
  { name: "empty server", words: [EMPTY] },
  { name: "one fixed answer", words: [EMPTY, "answer"] },
];
const servers = [
  { name: "serve", words: serve },
  { name: "serve, with a journal", words: [...serve, "--journal", join(folder, "journal")] },
];
const contestants = MINUTES > 0 ? servers : [...peers, ...servers];
for (const one of contestants) Object.assign(one, await started(one.words), { rounds: [] });
for (const one of contestants) await load(one, { amount: WARM_UP });
if (MINUTES > 0) {
  const steady = { duration: MINUTES * 60, overallRate: STEADY };
  await Promise.all(servers.map(async (one) => one.rounds.push(await load(one, steady))));
} else {
  // One after the other in each round: the client needs a core of its own.
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const one of contestants) one.rounds.push(await load(one, { duration: SECONDS }));
  }
}
for (const { child } of contestants) child.kill();
await Promise.all(contestants.map(({ ended }) => ended));
rmSync(folder, { force: true, recursive: true });
if (MINUTES === 0) printRates();
printMemory();

function printRates() {
  const of = ({ rounds }, name) => median(rounds.map((round) => round[name]));
  const [empty, fixed, bare, kept] = contestants;
  printTable(
    ["", "payments/s", "× of empty", "× of fixed", "p50 ms", "p99 ms"],
    contestants.map((one) => [
      one.name,
      count(of(one, "rate")),
      ratio(of(one, "rate") / of(empty, "rate")),
      ratio(of(one, "rate") / of(fixed, "rate")),
      ratio(of(one, "p50")),
      ratio(of(one, "p99")),
    ]),
  );
  console.log(`${ROUNDS} rounds of ${SECONDS} s, medians; every answer was 200\n`);
  const share = of(bare, "rate") / of(empty, "rate");
  printGoal("at least 60 % of the empty server's rate", `${ratio(100 * share)} %`, share >= 0.6);
  printGoal("at least 10,000 payments a second", count(of(bare, "rate")), of(bare, "rate") >= 1e4);
  const durable = of(kept, "rate");
  printGoal("at least 5,000 a second with a journal", count(durable), durable >= 5e3);
  for (const one of [bare, kept]) {
    const p99 = of(one, "p99");
    printGoal(`p99 below 25 ms: ${one.name}`, `${ratio(p99)} ms`, p99 < 25);
  }
}

function printMemory() {
  printTable(
    ["memory, MB", "payments", "module", "a payment", "all else", "a payment", "process"],
    contestants.map(({ name, rounds }) => {
      const [{ before }, { after }] = [rounds[0], rounds.at(-1)];
      const payments = rounds.reduce((sum, round) => sum + round.payments, 0);
      const each = (part) => `${Math.round((after[part] - before[part]) / payments)} B`;
      const both = (part) => `${megabytes(before[part])} to ${megabytes(after[part])}`;
      const [modules, rest] = ["modules", "rest"].map((part) => [both(part), each(part)]);
      return [name, count(payments), ...modules, ...rest, both("rss")];
    }),
  );
}

function megabytes(bytes) {
  return count(bytes / 2 ** 20);
}

function valueOf(name) {
  const at = process.argv.indexOf(name);
  return at === -1 ? undefined : process.argv[at + 1];
}

/** A server of its own process, once it listens. */
async function started(words) {
  const stdio = ["ignore", "pipe", "inherit", "ipc"];
  const child = spawn(process.execPath, ["--import", MEMORY, ...words], { stdio });
  const ended = once(child, "close");
  let output = "";
  for await (const chunk of child.stdout.iterator({ destroyOnReturn: false })) {
    output += chunk;
    const [, url] = /^listening +(\S+),/m.exec(output) ?? [];
    if (url !== undefined) return { child, ended, url };
  }
  throw new Error(`it does not listen: ${output}`);
}

/** Pays, for so long or so often: payments a second, milliseconds, the server's memory in bytes. */
async function load({ child, url }, extent) {
  const before = await memoryOf(child);
  const user = encodeURIComponent(`tel:+${MSISDN}`);
  const { "2xx": good, errors, latency, requests, non2xx } = await autocannon({
    url: `${url}/wallet/v1/transaction/${user}/payment`,
    connections: CONNECTIONS,
    ...extent,
    method: "POST",
    headers: { authorization: "Bearer shop-token", "content-type": "application/json" },
    // `[<id>]` is another in each request.
    idReplacement: true,
    body: JSON.stringify({
      makePayment: {
        clientCorrelator: "C-[<id>]",
        endUserId: `tel:+${MSISDN}`,
        paymentAmount: {
          chargingInformation: { amount: "2", currency: "LKR", description: "Alien Invaders" },
        },
        referenceCode: "R-[<id>]",
      },
    }),
  });
  const bad = errors + non2xx;
  if (bad > 0 || good === 0) throw new Error(`${bad} of ${bad + good} were not answered 200`);
  const { p50, p99 } = latency;
  const after = await memoryOf(child);
  return { rate: requests.average, payments: good, p50, p99, before, after };
}

/** What the memory of a server is made of, in bytes. */
async function memoryOf(child) {
  child.send("memory");
  const [told] = await once(child, "message");
  return told;
}
