// Starts the server that a framework has built, and asks it.

import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { setTimeout } from "node:timers/promises";

const PATIENCE_MS = 120_000;
const PAUSE_MS = 100;

/**
 * Runs the server while `ask` has its address; the words of the command get its port.
 *
 * @template T
 * @param {(port: string) => string[]} words
 * @param {(origin: string) => Promise<T>} ask
 * @returns {Promise<T>}
 */
export async function withServer(words, ask) {
  const port = String(await freePort());
  const server = spawn(process.execPath, words(port), {
    env: { ...process.env, HOST: "127.0.0.1", PORT: port },
    stdio: ["ignore", "inherit", "inherit"],
  });
  const ended = new Promise((_, reject) => {
    server.on("error", reject);
    server.on("exit", (code, signal) => reject(new Error(`the server ended: ${code ?? signal}`)));
  });
  const origin = `http://127.0.0.1:${port}`;
  try {
    return await Promise.race([ended, answering(origin).then(() => ask(origin))]);
  } finally {
    ended.catch(() => {});
    server.kill();
  }
}

/** The text of each path; an answer that is no success is an error. */
export async function texts(origin, paths) {
  const found = [];
  for (const path of paths) {
    const response = await fetch(origin + path);
    const text = await response.text();
    if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`);
    // Of a page, what stands in its element `output`.
    found.push(/<output[^>]*>([^<]*)</.exec(text)?.[1] ?? text);
  }
  return found;
}

async function answering(origin) {
  const late = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      await fetch(origin);
      return;
    } catch (error) {
      if (Date.now() > late) throw error;
      await setTimeout(PAUSE_MS);
    }
  }
}

async function freePort() {
  const probe = createServer();
  await new Promise((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const { port } = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
