// Loaded before a server: tells what its memory is made of, whenever it is asked.

import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc");
const memories = [];
const { Instance } = WebAssembly;

WebAssembly.Instance = class extends Instance {
  constructor(module, imports) {
    super(module, imports);
    const { memory } = this.exports;
    if (memory !== undefined) memories.push(memory);
  }
};

// Bytes: of the modules, in which ledgers keep their records; of all else that is in use; and those
// of the process that the system counts, garbage that is not collected yet included.
process.on("message", () => {
  const { rss } = process.memoryUsage();
  collect();
  const modules = memories.reduce((sum, { buffer }) => sum + buffer.byteLength, 0);
  const { external, heapUsed } = process.memoryUsage();
  process.send({ rss, modules, rest: heapUsed + external - modules });
});
// Nobody waits for questions.
process.channel?.unref();
