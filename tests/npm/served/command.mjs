// Programs that serve, and say where in their first line as `npx ready-reckoner serve` does.

import { spawn } from "node:child_process";
import { once } from "node:events";

/**
 * Starts one.
 *
 * @param {string} program
 * @param {string[]} words
 * @param {Record<string, string>} [env]
 */
export async function start(program, words, env) {
  const child = spawn(program, words, { env: { ...process.env, ...env } });
  child.stderr.pipe(process.stderr);
  let output = "";
  for await (const chunk of child.stdout.iterator({ destroyOnReturn: false })) {
    output += chunk;
    const [, url] = /^listening +(\S+),/m.exec(output) ?? [];
    if (url !== undefined) return { url, end: () => end(child) };
  }
  throw new Error(`${program} did not listen: ${output}`);
}

/** Ends a program; the status that it ends with. */
async function end(child) {
  const ended = once(child, "close");
  child.stdout.resume();
  child.kill("SIGTERM");
  const [status] = await ended;
  return status;
}
