// What a runtime has against WebAssembly, in words that tell the cure.

import { ReckonerError } from "./error.js";

/** How Chromium, Firefox, WebKit and V8 elsewhere say that a policy forbids it. */
const FORBIDDEN = /unsafe-eval|content security policy|\bCSP\b|disallowed by embedder/i;

/** The error for what was thrown when a module was compiled; what is no refusal, as it is. */
export function refusedByRuntime(thrown) {
  if (typeof WebAssembly === "undefined") {
    return because(
      thrown,
      "wasm-unsupported",
      "this runtime has no `WebAssembly`, which `ready-reckoner` is made of: " +
        "call it where there is some, such as on a server",
    );
  }
  if (FORBIDDEN.test(thrown?.message)) {
    return because(
      thrown,
      "wasm-blocked",
      "the page's content security policy forbids WebAssembly: add `'wasm-unsafe-eval'` to its " +
        "`script-src`, which allows no other code",
    );
  }
  // The bytes are ours, unless a slim entry was given others.
  if (thrown instanceof WebAssembly.CompileError) {
    return because(
      thrown,
      "wasm-unsupported",
      "the WebAssembly module cannot be compiled: the runtime is too old for it, or a slim " +
        "entry was given something else",
    );
  }
  return thrown;
}

function because(cause, code, message) {
  const error = new ReckonerError({ code, message });
  error.cause = cause;
  return error;
}
