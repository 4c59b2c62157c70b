// The module's file beside an entry of Node.

import { ReckonerError } from "./error.js";

/** The module in a file of the package's own folder. */
export function readModule(file) {
  return new WebAssembly.Module(read(file));
}

function read(file) {
  try {
    // An import of `node:fs` would start its promises too: 1.5 ms of 10 before the first charge.
    return process.getBuiltinModule("node:fs").readFileSync(file);
  } catch (cause) {
    const error = new ReckonerError({
      code: "module-missing",
      message:
        `\`${file.pathname}\` cannot be read: when bundling for Node, keep \`ready-reckoner\` ` +
        "external, or import its slim entry and give the bytes to `initSync`",
    });
    error.cause = cause;
    throw error;
  }
}
