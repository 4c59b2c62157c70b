// The command `serve` as tests run it.

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { clientOf, until } from "./serve-site.mjs";
import { packed } from "./support.mjs";

const CLI = packed("cli.js");
const ENV = { ...process.env, NO_COLOR: "1" };

/** A folder for the files of a test. */
export function newFolder() {
  const folder = mkdtempSync(join(tmpdir(), "ready-reckoner-serve-"));
  after(() => rmSync(folder, { force: true, recursive: true }));
  return folder;
}

/** Runs the command to its end. */
export function run(words, options = {}) {
  const settings = { encoding: "utf8", env: ENV, timeout: 120_000, ...options };
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...words], settings);
  return { status, stdout, stderr };
}

/** A server of its own process, once it listens. */
export async function start(words = [], { cwd, env = {} } = {}) {
  const port = words.includes("--port") ? [] : ["--port", "0"];
  const all = [CLI, "serve", ...port, ...words];
  const child = spawn(process.execPath, all, { cwd, env: { ...ENV, ...env } });
  const output = { stdout: "", stderr: "" };
  child.stdout.on("data", (chunk) => (output.stdout += chunk));
  child.stderr.on("data", (chunk) => (output.stderr += chunk));
  const ended = new Promise((resolve) => {
    child.on("close", (status, signal) => resolve({ status, signal, ...output }));
  });
  after(() => child.kill("SIGKILL"));
  const look = () => {
    assert.equal(child.exitCode, null, output.stderr);
    return /^listening +(http:\S+),/m.exec(output.stdout + output.stderr)?.[1];
  };
  const url = await until(look);
  const end = (signal = "SIGTERM") => {
    child.kill(signal);
    return ended;
  };
  return { child, end, ended, output, url, ...clientOf(url) };
}
