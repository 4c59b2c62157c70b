// The last act of `./reckon demo`: real calls to a server, and a page that stays.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { until } from "./serve-site.mjs";

const SCRIPT = fileURLToPath(new URL("../../scripts/demo-server.mjs", import.meta.url));

test("it calls a server as a shop would, and leaves it running beside the page", async () => {
  const child = spawn(process.execPath, [SCRIPT], { env: { ...process.env, PORT: "0" } });
  after(() => child.kill());
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk) => (output += chunk));
  }
  const ended = new Promise((resolve) => child.on("close", (code) => resolve(code)));
  await until(() => output.includes("#/api"), 20_000);
  const call = /^ {2}> POST \S+\n {2}> \{.*\}\n {2}< (\d+)\n {2}< \{.*\}$/gm;
  const statuses = [...output.matchAll(call)].map(([, status]) => status);
  assert.deepEqual(statuses, ["200", "200", "202", "201"]);
  assert.match(output, /"transactionOperationStatus":"Charged"/);
  assert.match(output, /"transactionOperationStatus":"Refunded"/);
  assert.match(output, /^ {2}SMS {2}Your token for LKR 74\.84/m);
  const [, url] = /^ {2}the page +(http:\S+)\/$/m.exec(output);
  assert.match(await (await fetch(url)).text(), /<main id="view">/);
  assert.equal((await (await fetch(`${url}/mock/log`)).json()).length, 4);
  await until(() => / GET +\/mock\/log 200 /.test(output), 20_000);
  child.kill("SIGINT");
  assert.equal(await ended, 0);
});

test("a port that is taken is told of, and it ends", async () => {
  const other = spawn(process.execPath, [SCRIPT], { env: { ...process.env, PORT: "0" } });
  after(() => other.kill());
  let output = "";
  other.stdout.on("data", (chunk) => (output += chunk));
  await until(() => /^ {2}the page/m.test(output), 20_000);
  const [, port] = /^ {2}the page +http:\S+:(\d+)\/$/m.exec(output);
  const child = spawn(process.execPath, [SCRIPT], { env: { ...process.env, PORT: port } });
  let errors = "";
  child.stderr.on("data", (chunk) => (errors += chunk));
  assert.equal(await new Promise((resolve) => child.on("close", resolve)), 2);
  assert.match(errors, /something listens there already/);
});
