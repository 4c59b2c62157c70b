// The oracle's cases, read line by line: tables in tests/data, and what its generators print.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const file = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

/** The lines that a generator of the oracle prints; the same seed prints the same ones. */
export async function* generated(program, seed, count) {
  const args = ["-B", file(`oracle/${program}`), "--seed", String(seed), "--count", String(count)];
  const python = spawn("python3", args, { stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise((done, failed) => {
    python.on("error", failed);
    python.on("close", done);
  });
  try {
    yield* createInterface({ input: python.stdout });
    assert.equal(await ended, 0, `${program} --seed ${seed} failed`);
  } finally {
    python.kill();
  }
}

/** The lines of a table. */
export const written = (name) => createInterface({ input: createReadStream(file(`data/${name}`)) });

/** The book of a case, with a price source where it has external prices. */
export function bookOf({ book, externalPrices }) {
  if (externalPrices === undefined) return book;
  return { ...book, externalPrice: ({ line }) => externalPrices[line.chargeCode] };
}

/** Runs a check on every line, and shows the line that fails whole, to be repeated. */
export async function hold(lines, least, name, check) {
  let count = 0;
  for await (const line of lines) {
    count += 1;
    try {
      check(JSON.parse(line), count);
    } catch (error) {
      error.message = `line ${count} of ${name}: ${line}\n${error.message}`;
      throw error;
    }
  }
  assert.ok(count >= least, `only ${count} lines of ${name}`);
}
