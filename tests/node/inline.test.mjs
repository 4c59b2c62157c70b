import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { decode } from "../../js/inline.js";
import { encode } from "../../scripts/encode.mjs";
import { seeded } from "../support/random.mjs";
import { packed } from "./support.mjs";

function roundTrip(bytes) {
  const { text, order, length } = encode(bytes);
  assert.match(text, /^[ !#%&'()*+,\-./0-9:;=>?@A-Z[\]^_a-z{|}~]*$/);
  assert.deepEqual(Buffer.from(decode(text, order, length)), Buffer.from(bytes));
  return text;
}

test("any bytes survive the inlined text", () => {
  const random = seeded(4);
  roundTrip(Buffer.alloc(0));
  roundTrip(Buffer.from([255]));
  roundTrip(Buffer.from(Array.from({ length: 256 }, (_, value) => value)));
  roundTrip(Buffer.from(Array.from({ length: 10_000 }, () => random.below(256))));
});

test("the text of a module is at most 2 percent larger than the module, both gzipped", () => {
  const modules = ["ready_reckoner_tariffs", "ready_reckoner_requests", "ledger/ready_reckoner"];
  for (const name of modules) {
    const bytes = readFileSync(packed(`${name}_bg.wasm`));
    const ratio = gzipSync(roundTrip(bytes)).length / gzipSync(bytes).length;
    assert.ok(ratio < 1.02, `${name}: ${ratio}`);
  }
});
