// The tests of the checkout in examples/, on everything that serves a ledger: only where the wallet
// is differs.

import { execFile } from "node:child_process";
import { cpSync, readdirSync } from "node:fs";
import { resolve } from "node:path";
import { promisify } from "node:util";
import { start } from "./command.mjs";
import { service } from "./service.mjs";
import { workerd } from "./workerd.mjs";

const run = promisify(execFile);
const ROOT = resolve("../../..");
const PASSED = /^(#|ℹ) pass 10$/m;
const PATIENCE_MS = 300_000;

cpSync(resolve(ROOT, "examples/checkout"), "checkout", { recursive: true });

const places = { listen, serve, msw, workerd, deno, bun, service };
const [, , ...wanted] = process.argv;
for (const [name, place] of Object.entries(places)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const began = performance.now();
  const { url, script = "test", end = () => 0 } = await place();
  try {
    await checkOut(url, script);
  } catch (error) {
    throw new Error(`the checkout fails with ${name}: ${error.message}\n${error.stdout ?? ""}`);
  } finally {
    await end();
  }
  console.log(`${name}: ${((performance.now() - began) / 1_000).toFixed(1)} s`);
}
console.log("all the same");

/** Runs the tests on the wallet at a URL, by a script of their package. */
async function checkOut(url, script) {
  const { WALLET_URL: _, ...env } = process.env;
  if (url !== undefined) env.WALLET_URL = url;
  const options = { cwd: "checkout", env, timeout: PATIENCE_MS };
  const { stdout } = await run("npm", ["run", script], options);
  if (!PASSED.test(stdout)) throw Object.assign(new Error("too few passed"), { stdout });
}

/** The tests serve it themselves. */
function listen() {
  return { url: undefined };
}

/** `npx ready-reckoner serve`, as anybody starts it. */
async function serve() {
  const words = ["node_modules/.bin/ready-reckoner", "serve", "--port", "0", "--log", "none"];
  const server = await start(process.execPath, words);
  const end = async () => {
    const status = await server.end();
    if (status !== 0) throw new Error(`serve ended with ${status}`);
  };
  return { url: server.url, end };
}

function msw() {
  return { url: undefined, script: "test:msw" };
}

// `.bin` has programs that start others, which would go on when these are ended: npm has put the
// programs themselves beside them.

function deno() {
  const words = ["run", "--no-remote", "--no-lock", "--allow-read=.", "--allow-net=127.0.0.1"];
  const env = { DENO_DIR: resolve("deno-cache"), DENO_NO_UPDATE_CHECK: "1" };
  return start(only("@deno", "deno"), [...words, "deno.mjs"], env);
}

function bun() {
  return start(only("@oven", "bin/bun"), ["run", "--no-install", "bun.mjs"], { DO_NOT_TRACK: "1" });
}

/** The program of the one package that a scope has on this machine. */
function only(scope, path) {
  const packages = resolve(ROOT, "node_modules", scope);
  return resolve(packages, readdirSync(packages)[0], path);
}
