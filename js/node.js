// The entry of Node, which reads the module from the package's own folder.

import { ReckonerError } from "./error.js";
import { start } from "./start.js";

export * from "./api.js";

// An import of `node:fs` would start its promises too: 1.5 ms of 10 before the first charge.
const { readFileSync } = process.getBuiltinModule("node:fs");

start(new WebAssembly.Module(read(new URL("./ready_reckoner_bg.wasm", import.meta.url))));

function read(file) {
  try {
    return readFileSync(file);
  } catch (cause) {
    const error = new ReckonerError({
      code: "module-missing",
      message:
        `\`${file.pathname}\` cannot be read: when bundling for Node, keep \`ready-reckoner\` ` +
        "external, or import `ready-reckoner/slim` and give the bytes to `initSync`",
    });
    error.cause = cause;
    throw error;
  }
}
