// What a runtime has against WebAssembly, in words that tell the cure.

import { ReckonerError } from "./error.js";

/** How Chromium, Firefox, WebKit and V8 elsewhere say that a policy forbids it. */
const FORBIDDEN = /unsafe-eval|content security policy|\bCSP\b|disallowed by embedder/i;

const MISSING = {
  code: "wasm-unsupported",
  message:
    "this runtime has no `WebAssembly`, which `ready-reckoner` is made of: call it where there " +
    "is some, such as on a server",
};

const BLOCKED = {
  code: "wasm-blocked",
  message:
    "the page's content security policy forbids WebAssembly: add `'wasm-unsafe-eval'` to its " +
    "`script-src`, which allows no other code",
};

// The bytes are ours, unless a slim entry was given others.
const NOT_COMPILED = {
  code: "wasm-unsupported",
  message:
    "the WebAssembly module cannot be compiled: the runtime is too old for it, or a slim entry " +
    "was given something else",
};

/** The error for what was thrown when a module was compiled; what is no refusal, as it is. */
export function refusedByRuntime(cause) {
  const error = (refusal) => Object.assign(new ReckonerError(refusal), { cause });
  if (typeof WebAssembly === "undefined") return error(MISSING);
  if (FORBIDDEN.test(cause?.message)) return error(BLOCKED);
  return cause instanceof WebAssembly.CompileError ? error(NOT_COMPILED) : cause;
}
