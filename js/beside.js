// What lies beside the entries of Node: CommonJS with a module's bytes, and a file of them.

import { ReckonerError } from "./error.js";

/**
 * What a file of CommonJS exports, which is read when it is first asked for.
 *
 * @param {() => any} followed the same, where a bundler has followed the file
 * @param {() => URL} address the file's address
 */
export function codeAt(followed, address) {
  const found = followed();
  return found ? found : required(address);
}

/**
 * The bytes of a file; none where code was bundled without it, or where reading needs a permission.
 *
 * @param {() => string} path
 */
export function fileAt(path) {
  // Deno would ask its user for one.
  if ("Deno" in globalThis) return undefined;
  try {
    return process.getBuiltinModule("node:fs").readFileSync(path());
  } catch {
    return undefined;
  }
}

function required(address) {
  try {
    const file = process.getBuiltinModule("node:url").fileURLToPath(address());
    return process.getBuiltinModule("node:module").createRequire(file)(file);
  } catch (error) {
    // There was no room or no stack for it.
    if (error instanceof RangeError) throw error;
    throw missing(error);
  }
}

function missing(cause) {
  const error = new ReckonerError({
    code: "module-missing",
    message:
      "the code of `ready-reckoner` for Node was moved away from what lies beside it: give your " +
      "bundler the condition `module`, or leave the package out of the bundle",
  });
  return Object.assign(error, { cause });
}
