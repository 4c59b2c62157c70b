// The commands `serve` and `init`: what they say, what they refuse, and how they end.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { connect } from "node:net";
import { join } from "node:path";
import { after, test } from "node:test";
import { newFolder, run, start } from "./serve-command.mjs";
import { MSISDN, payment, sleep, until } from "./serve-site.mjs";

const FOLDER = newFolder();
const CONFIG = join(FOLDER, "shop.json");
const SHOP = { id: "SHOP", token: "shop-token", password: "shop-password", serviceCharge: "30" };
writeFileSync(CONFIG, JSON.stringify({ applications: [SHOP], seed: 7 }));

test("it says where it is and what is in it, and answers", async () => {
  const server = await start(["--config", CONFIG]);
  const { stdout } = server.output;
  assert.match(stdout, /^listening +http:\/\/127\.0\.0\.1:\d+, seed 7, clock live$/m);
  assert.match(stdout, /^subscribers +94777123456 1000\.00, .* and 2 more$/m);
  assert.match(stdout, /^applications +SHOP \(token shop-token, password shop-password\)$/m);
  assert.match(stdout, /^billers +BILLER-1$/m);
  assert.match(stdout, /^OpenAPI +http:.*\/openapi\.json$/m);
  assert.ok(stdout.trimEnd().split("\n").length <= 12);
  assert.equal((await server.send(...payment("C-1"))).status, 200);
  const clock = await server.json("/mock/clock");
  assert.deepEqual([clock.mode, clock.rate, clock.seed], ["live", 1, 7]);
  assert.ok(Math.abs(clock.now - Date.now()) < 600_000, "it begins now where no time is named");
  const line = /^[\d:.]{12} POST .*\/payment 200 - [\d.]+ ms$/m;
  await until(() => line.test(server.output.stdout));
  const ended = await server.end();
  assert.deepEqual([ended.status, ended.signal, ended.stderr], [0, null, ""]);
});

test("the first call that it prints works as it stands", async () => {
  for (const words of [[], ["--config", CONFIG]]) {
    const server = await start(words);
    const [, command] = /^try +(curl .*)$/m.exec(server.output.stdout);
    const shell = ["-c", `${command} --silent --show-error`];
    const answer = execFileSync("bash", shell, { encoding: "utf8" });
    assert.equal(JSON.parse(answer).makePayment.transactionOperationStatus, "Charged");
    await server.end();
  }
});

test("that nobody is asked for credentials is said at the start", async () => {
  const path = join(newFolder(), "open.json");
  for (const [config, said] of [
    [{ auth: "off" }, /^credentials +OFF: whoever calls is the first application$/m],
    [{}, /^credentials +asked for$/m],
  ]) {
    writeFileSync(path, JSON.stringify(config));
    const server = await start(["--config", path]);
    assert.match(server.output.stdout, said);
    await server.end();
  }
});

test("a server for others says what they can do", async () => {
  for (const [words, what] of [
    [[], "charge the subscribers, and steer by /mock"],
    [["--no-admin"], "charge the subscribers"],
  ]) {
    const server = await start(["--host", "0.0.0.0", "--allow-remote", ...words]);
    const { port } = new URL(server.url);
    const { stderr } = await server.end();
    assert.equal(stderr, `anybody who reaches 0.0.0.0:${port} can ${what}\n`);
  }
});

test("signals end it well, with what is under way answered", async () => {
  for (const signal of ["SIGTERM", "SIGINT"]) {
    const server = await start(["--log", "none"]);
    const { port } = new URL(server.url);
    const [path, { body, headers }] = payment("E-1");
    const socket = connect(Number(port), "127.0.0.1");
    let received = "";
    socket.on("data", (chunk) => (received += chunk));
    // That it is under way is seen by the server's leave to go on.
    const fields = { ...headers, "content-length": body.length, expect: "100-continue" };
    const lines = Object.entries({ ...fields, host: "localhost" });
    const head = [`POST ${path} HTTP/1.1`, ...lines.map(([name, value]) => `${name}: ${value}`)];
    socket.write(`${head.join("\r\n")}\r\n\r\n${body.slice(0, 5)}`);
    const leave = /^HTTP\/1\.1 100 Continue\r\n\r\n/;
    await until(() => leave.test(received));
    const ended = server.end(signal);
    await sleep(100);
    socket.write(body.slice(5));
    const { status, signal: by } = await ended;
    assert.deepEqual([status, by], [0, null], signal);
    assert.match(received.replace(leave, ""), /^HTTP\/1\.1 200 /);
    await assert.rejects(fetch(server.url));
  }
});

test("one sentence, and 2, for what cannot be begun", async () => {
  const busy = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => busy.once("listening", resolve));
  after(() => busy.close());
  const { port } = busy.address();
  const none = join(FOLDER, "none.json");
  const text = join(FOLDER, "text.journal");
  writeFileSync(text, "hello");
  const cases = [
    [["--port", `${port}`], /cannot listen on 127\.0\.0\.1:\d+: .*--port/],
    [["--config", none], /cannot read `.*none\.json`: there is no such file/],
    [["--config", FOLDER], /it is a folder/],
    [["--journal", text], /cannot use the journal `.*text\.journal`: /],
    [["--journal", join(FOLDER, "no", "file")], /cannot use the journal .*folder is not there/],
    [["--port", "x"], /`--port` is a whole number from 0 to 65535, not `x`/],
    [["--port", "65536"], /`--port`/],
    [["--port=-1"], /`--port`/],
    [["--seed", "1.5"], /`--seed`/],
    [["--seed", "99999999999999999999"], /`--seed`/],
    [["--worlds", "many"], /`--worlds`/],
    [["--worlds", "0"], /`--worlds` is a whole number from 1 to 100000/],
    [["--clock", "fast"], /`--clock` is live, manual, or such as 60x/],
    [["--log", "xml"], /`--log` is text, json or none, not `xml`/],
    [["--host", "0.0.0.0"], /`--allow-remote`/],
    [["--host", "192.0.2.1"], /`--allow-remote`/],
    [["--host", "192.0.2.1", "--allow-remote", "--port", "0"], /no such address/],
    [["--compact"], /`--journal`/],
    [["--watch"], /`--config`/],
    [["--rules", "x"], /`--rules` is for `calculate` and `check`, not for `serve`/],
    [["world.json"], /takes no operands/],
  ];
  for (const [words, pattern] of cases) {
    const { status, stdout, stderr } = run(["serve", ...words]);
    assert.match(stderr, pattern, words.join(" "));
    assert.equal(stderr.trimEnd().split("\n").length, 1, stderr);
    assert.deepEqual([status, stdout], [2, ""], words.join(" "));
  }
});

test("a configuration with problems is told with their places", () => {
  const bad = join(FOLDER, "bad");
  const ten = (name) => `[${Array(10).fill(name)}]`;
  const bomb = `a: &a ${ten(1)}\nb: &b ${ten("*a")}\nc: &c ${ten("*b")}\nd: ${ten("*c")}\n`;
  const several = '{ "seed": -1, "subscribers": [{ "msisdn": "1" }] }';
  const cases = [
    [".json", several, /bad\.json: \/seed: .*\n.*bad\.json: \/subscribers/],
    [".json", '{ "seed": 1, "seed": 2 }', /bad\.json: line 1, column 1\d: /],
    [".json", "[]", /bad\.json: expected an object; /],
    [".yaml", "seed: 1\nseed: 2\n", /bad\.yaml: line 2, column 1: /],
    [".yaml", "seed: [1\n", /bad\.yaml: line \d, column \d: /],
    [".yaml", bomb, /bad\.yaml: .*alias/i],
    [".yaml", "a: &x [*x]", /bad\.yaml: its aliases nest the document too deeply; .*-too-deep\]/],
    [".yaml", "a: &x { b: *x, c: *x }", /bad\.yaml: its aliases nest .*\[document-too-deep\]/],
    [".yaml", `a: ${"[".repeat(63)}0${"]".repeat(63)}`, /bad\.yaml: \/a: .*\[unknown-field\]/],
    [".yaml", `a: ${"[".repeat(64)}0${"]".repeat(64)}`, /line 1, column 67: .*-too-deep\]/],
    ...["[", "- ", "? ", "{ a: "].map((level) => {
      return [".yaml", level.repeat(5_000), /: line 1, .* at most 64 levels \[document-too-deep\]/];
    }),
    [".yaml", "seed: 1\n---\nseed: 2\n", /bad\.yaml: line 2, column 1: another document begins, /],
    [".yaml", "applications:\n  - id: A\n", /bad\.yaml: \/applications\/0\/serviceCharge: /],
    [".yml", "hello", /bad\.yml: expected an object; /],
  ];
  for (const [ending, text, pattern] of cases) {
    writeFileSync(bad + ending, text);
    const { status, stdout, stderr } = run(["serve", "--config", bad + ending]);
    assert.match(stderr, pattern, text);
    assert.deepEqual([status, stdout], [1, ""]);
  }
});

test("options go before the configuration: seed, clock, admin", async () => {
  const options = ["--seed", "9", "--clock", "manual", "--no-admin"];
  const server = await start(["--config", CONFIG, ...options]);
  assert.match(server.output.stdout, /seed 9, clock manual$/m);
  for (const path of ["/mock/clock", "/mock/worlds", "/mock/events", "/mock/notifications"]) {
    assert.equal((await server.send(path)).status, 404, path);
  }
  const response = await server.send(...payment("O-1", "100000"));
  assert.equal(response.headers.get("x-mock-reason"), null);
  await server.end();
});

test("worlds are at most as many as it was told", async () => {
  const server = await start(["--worlds", "2", "--log", "none"]);
  for (const name of ["a", "b", "a", "c"]) await server.send(`/w/${name}/mock/clock`);
  const names = (await server.json("/mock/worlds")).map(({ name }) => name);
  assert.deepEqual(names, ["", "a", "c"], "the longest unused went");
  await server.end();
});

test("the log for machines is JSON, a line a call, without secrets", async () => {
  const server = await start(["--config", CONFIG, "--log", "json"]);
  const [path, init] = payment("J-1", "100000");
  const named = { ...init.headers, "x-mock-world": "w" };
  await server.send(`${path}?token=hidden`, { ...init, headers: named });
  // Whole URLs, as proxies get them, may name who asks.
  const { port } = new URL(server.url);
  const socket = connect(Number(port), "127.0.0.1");
  socket.end("GET http://site:hidden@x/mock/clock?a=hidden HTTP/1.1\r\nhost: localhost\r\n\r\n");
  await until(() => server.output.stdout.split("\n").length > 2);
  await server.send("/caas/direct/debit", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ applicationId: "SHOP", password: "wrong-password" }),
  });
  await until(() => server.output.stdout.split("\n").length > 3);
  const lines = server.output.stdout.trimEnd().split("\n");
  const [first, whole, second] = lines.map((line) => JSON.parse(line));
  assert.equal(whole.path, "/mock/clock");
  const { method, status, code, world } = first;
  assert.deepEqual([method, status, code, world], ["POST", 403, "POL1000", "w"]);
  assert.equal(second.code, "E1312");
  assert.match(server.output.stderr, /^listening/);
  const { stdout, stderr } = await server.end();
  assert.doesNotMatch(stdout, /shop-token|hidden|wrong-password/);
  assert.doesNotMatch(stderr, /wrong-password|hidden/);
});

test("--watch begins anew with what is good, and keeps what is not", async () => {
  const path = join(newFolder(), "watched.yaml");
  const write = (config) => writeFileSync(path, JSON.stringify(config));
  const of = (balance) => ({
    applications: [SHOP],
    subscribers: [{ msisdn: MSISDN, kind: "prepaid", balance }],
  });
  write(of("10"));
  const server = await start(["--config", path, "--watch", "--log", "none"]);
  const balance = async () => (await server.json(`/mock/accounts/${MSISDN}`)).balance;
  assert.equal(await balance(), "10.00");
  write(of("20"));
  await until(async () => (await balance()) === "20.00");
  write({ ...of("30"), what: 1 });
  await until(() => /\/what: .*\n.*the world stays as it was/.test(server.output.stderr));
  assert.equal(await balance(), "20.00");
  writeFileSync(path, "{");
  await until(() => server.output.stderr.match(/stays as it was/g).length === 2);
  writeFileSync(path, "a: &x [*x]");
  await until(() => server.output.stderr.match(/stays as it was/g).length === 3);
  assert.match(server.output.stderr, /its aliases nest the document too deeply/);
  write(of("40"));
  await until(async () => (await balance()) === "40.00");
  assert.equal((await server.end()).status, 0);
});

test("init writes a world that is served, and overwrites none", async () => {
  for (const name of ["world.json", "other.yaml", "third.yml"]) {
    const cwd = newFolder();
    const words = name === "world.json" ? ["init"] : ["init", name];
    const made = run(words, { cwd });
    assert.deepEqual([made.status, made.stderr], [0, ""]);
    assert.deepEqual(readdirSync(cwd).sort(), [name, "world.schema.json"].sort());
    const text = readFileSync(join(cwd, name), "utf8");
    assert.match(text, /world\.schema\.json/);
    const again = run(words, { cwd });
    assert.equal(again.status, 2);
    assert.match(again.stderr, /it is there already/);
    assert.equal(readFileSync(join(cwd, name), "utf8"), text);
    const server = await start(["--config", name], { cwd });
    assert.equal((await server.send(...payment("I-1"))).status, 200);
    const declined = await server.send(...payment("I-2", "13.13"));
    assert.equal(declined.status, 403);
    await server.end();
  }
  for (const words of [["a.txt"], ["a.json", "b.json"], ["no/such/folder/a.json"]]) {
    assert.equal(run(["init", ...words], { cwd: FOLDER }).status, 2);
  }
});
