// What a runtime has against WebAssembly, in words that tell the cure.

import { ReckonerError } from "./error.js";

/** How Chromium, Firefox, WebKit and V8 elsewhere say that a policy forbids it. */
const FORBIDDEN = /unsafe-eval|content security policy|\bCSP\b|disallowed by embedder/i;

/** The error for what was thrown when a module was compiled; what is no refusal, as it is. */
export function refusedByRuntime(thrown) {
  if (typeof WebAssembly === "undefined") return missing(thrown);
  if (FORBIDDEN.test(thrown?.message)) return blocked(thrown);
  return thrown instanceof WebAssembly.CompileError ? unsupported(thrown) : thrown;
}

function missing(cause) {
  const error = new ReckonerError({
    code: "wasm-unsupported",
    message:
      "this runtime has no `WebAssembly`, which `ready-reckoner` is made of: call it where there " +
      "is some, such as on a server",
  });
  return Object.assign(error, { cause });
}

function blocked(cause) {
  const error = new ReckonerError({
    code: "wasm-blocked",
    message:
      "the page's content security policy forbids WebAssembly: add `'wasm-unsafe-eval'` to its " +
      "`script-src`, which allows no other code",
  });
  return Object.assign(error, { cause });
}

/** The bytes are ours, unless a slim entry was given others. */
function unsupported(cause) {
  const error = new ReckonerError({
    code: "wasm-unsupported",
    message:
      "the WebAssembly module cannot be compiled: the runtime is too old for it, or a slim entry " +
      "was given something else",
  });
  return Object.assign(error, { cause });
}
