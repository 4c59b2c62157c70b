// The guide says what a loop costs that never waits and gives no handle back: the collector's
// findings are acted on between two tasks only. `using`, or `free`, keeps the memory as it is.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { packed } from "./support.mjs";

/** Bytes that a module has grown by, in a process of its own. */
function grown(made, back) {
  const script = `
    let memory;
    const { Instance } = WebAssembly;
    WebAssembly.Instance = class extends Instance {
      constructor(module, imports) {
        super(module, imports);
        memory = this.exports.memory;
      }
    };
    const { compile } = await import(${JSON.stringify(packed("node.js"))});
    const { MockLedger } = await import(${JSON.stringify(packed("ledger/node.js"))});
    const make = () => ${made};
    make().free();
    const before = memory.buffer.byteLength;
    for (let count = 0; count < 20_000; count += 1) {
      const handle = make();
      ${back}
      if (count % 2_000 === 0) gc();
    }
    console.log(memory.buffer.byteLength - before);
  `;
  const options = ["--expose-gc", "--input-type=module", "-e", script];
  return Number(execFileSync(process.execPath, options, { encoding: "utf8" }));
}

for (const made of ['compile("4P*A+20C")', "new MockLedger()"]) {
  test(`a loop without a pause keeps what it does not give back: ${made}`, () => {
    // Should it ever be less, the guide says too much.
    assert.ok(grown(made, "") > 10e6);
    assert.ok(grown(made, "handle.free();") < 1e6);
    assert.ok(grown(made, "handle[Symbol.dispose]();") < 1e6);
  });
}
