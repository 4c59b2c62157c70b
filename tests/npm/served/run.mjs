// The same calls to everything that serves a ledger: each must answer the same.

import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { basename, resolve } from "node:path";
import { build } from "esbuild";
import { Miniflare } from "miniflare";
import { setupServer } from "msw/node";
import { MockLedger } from "ready-reckoner/ledger";
import { handlers } from "ready-reckoner/msw";
import { listen } from "ready-reckoner/server";
import { showFolder } from "../support/browser.mjs";
import { play } from "./play.js";

const EXPECTED = "201 lost 200 200 200 994.00 1000.00 2";

const places = { node, serve, msw, workerd, deno, bun, service };
for (const [name, place] of Object.entries(places)) {
  const told = await place();
  console.log(`${name}: ${told}`);
  if (told !== EXPECTED) throw new Error(`${name} answers otherwise: ${told}`);
}
console.log("all the same");

async function node() {
  const server = await listen(new MockLedger());
  const told = await play((path, init) => fetch(server.url + path, init));
  await server.close();
  return told;
}

async function serve() {
  const { start } = await import("./command.mjs");
  const server = await start();
  const told = await play((path, init) => fetch(server.url + path, init));
  await server.end();
  return told;
}

async function msw() {
  const server = setupServer(...handlers(new MockLedger()));
  server.listen();
  const told = await play((path, init) => fetch(`https://site${path}`, init));
  server.close();
  return told;
}

async function workerd() {
  const files = [];
  const setup = ({ onResolve }) => {
    onResolve({ filter: /\.wasm$/ }, ({ path, resolveDir }) => {
      const file = resolve(resolveDir, path);
      files.push({ type: "CompiledWasm", path: basename(file), contents: readFileSync(file) });
      return { external: true, path: `./${basename(file)}` };
    });
  };
  const { outputFiles } = await build({
    bundle: true,
    conditions: ["workerd", "worker", "browser"],
    entryPoints: ["worker.js"],
    format: "esm",
    plugins: [{ name: "wasm", setup }],
    write: false,
  });
  const [{ text }] = outputFiles;
  const worker = new Miniflare({
    compatibilityDate: "2026-01-01",
    modules: [{ type: "ESModule", path: "main.js", contents: text }, ...files],
    modulesRoot: ".",
  });
  const url = await worker.ready;
  const told = await play((path, init) => fetch(new URL(path, url), init));
  await worker.dispose();
  return told;
}

function deno() {
  const program = resolve("../../../node_modules/.bin/deno");
  const words = ["run", "--no-remote", "--no-lock", "--allow-read=.", "--allow-net=127.0.0.1"];
  const env = { ...process.env, DENO_DIR: resolve("deno-cache"), DENO_NO_UPDATE_CHECK: "1" };
  return execFileSync(program, [...words, "deno.mjs"], { encoding: "utf8", env }).trim();
}

function bun() {
  const programs = resolve("../../../node_modules/@oven");
  const program = resolve(programs, readdirSync(programs)[0], "bin/bun");
  const env = { ...process.env, DO_NOT_TRACK: "1" };
  const words = ["run", "--no-install", "bun.mjs"];
  return execFileSync(program, words, { encoding: "utf8", env }).trim();
}

async function service() {
  mkdirSync("site", { recursive: true });
  await build({ bundle: true, entryPoints: ["service.js"], format: "iife", outdir: "site" });
  copyFileSync("play.js", "site/play.js");
  copyFileSync("page.html", "site/index.html");
  const [told] = await showFolder("site");
  return told;
}
