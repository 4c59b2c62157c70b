// The same calls give the same bytes in the module and natively.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { MockLedger } from "../../pkg/ledger/node.js";
import { wander } from "./ledger-calls.mjs";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
// As `cargo test` builds it, so that nothing is compiled twice; while the checks beside this one
// compile, cargo waits.
const PLAY = ["run", "--quiet", "--locked", "--all-features", "--example", "play"];
const CALLS = 1500;

/** FNV-1a of 64 bits. */
function hash(bytes) {
  let found = 0xcbf29ce484222325n;
  for (const byte of bytes) found = BigInt.asUintN(64, (found ^ BigInt(byte)) * 0x100000001b3n);
  return found.toString(16).padStart(16, "0");
}

/** What the native ledger answers to the same calls. */
function natively(config, lines) {
  const input = [{ config }, ...lines].map((line) => JSON.stringify(line)).join("\n");
  const options = { cwd: ROOT, input, encoding: "utf8", maxBuffer: 1 << 28 };
  const output = execFileSync("cargo", PLAY, options);
  return output.trimEnd().split("\n");
}

const CONFIGS = [
  undefined,
  { seed: 7, retryDeclines: true, consent: { hold: false } },
  {
    applications: [
      {
        id: "APP_000001",
        password: "password",
        serviceCharge: "33.33",
        aggregatorShare: "12.34",
        taxType: 2,
        maxTps: 3,
        maxTpd: 200,
        asynchronous: true,
        notificationUrl: "http://localhost/charged",
      },
    ],
    taxes: { table: "LK-2024", mode: "joint" },
  },
];

for (const [index, config] of CONFIGS.entries()) {
  test(`world ${index} answers the same natively, to the last byte`, () => {
    const ledger = new MockLedger(config);
    const { lines, answers } = wander(ledger, index + 1, CALLS);
    const printed = natively(config, lines);
    const last = JSON.parse(printed.pop());
    assert.equal(printed.length, answers.length);
    for (const [at, text] of printed.entries()) {
      assert.equal(JSON.stringify(answers[at]), text, JSON.stringify(lines[at]));
    }
    const bytes = ledger.snapshot();
    assert.deepEqual({ bytes: bytes.length, hash: hash(bytes) }, last);
  });

  test(`world ${index} goes on the same after a snapshot`, () => {
    const ledger = new MockLedger(config);
    wander(ledger, index + 11, CALLS / 2);
    const restored = MockLedger.restore(ledger.snapshot());
    assert.equal(hash(restored.snapshot()), hash(ledger.snapshot()));
    // The same wanderer goes on in both: it reads what they answer.
    const [one, other] = [restored, ledger].map((each) => wander(each, index + 21, CALLS / 2));
    assert.deepEqual(one, other);
    assert.equal(hash(restored.snapshot()), hash(ledger.snapshot()));
  });
}
