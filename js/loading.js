// How the slim entries get their module.

import { ReckonerError } from "./error.js";
import { refusedByRuntime } from "./runtime.js";

let starting;

/** Hands `start` the module that is loaded from whatever a module can be loaded from. */
export function startFrom(source, start) {
  // Calls share one loading; a failed one may be tried again.
  starting ??= load(source).then(start, (error) => {
    starting = undefined;
    throw refusedByRuntime(error);
  });
  return starting;
}

async function load(given) {
  const source = await given;
  if (source instanceof WebAssembly.Module) return source;
  if (typeof source === "string" || source instanceof URL) return fetchModule(source);
  if (isInstance(source, "Request")) return fetchModule(source);
  if (isInstance(source, "Response")) return compileResponse(source);
  return WebAssembly.compile(source);
}

async function fetchModule(source) {
  // Node's fetch knows no files. Asking for the built-in by name keeps bundlers out of it.
  const files = globalThis.process?.getBuiltinModule?.("node:fs/promises");
  if (files && String(source).startsWith("file:")) {
    return WebAssembly.compile(await files.readFile(new URL(source)));
  }
  return compileResponse(await fetch(source));
}

function compileResponse(response) {
  if (!response.ok) {
    throw new ReckonerError({
      code: "module-missing",
      message:
        `\`${response.url}\` answered ${response.status} instead of the WebAssembly module: ` +
        "give `init` the address under which `ready_reckoner_bg.wasm` is served",
    });
  }
  // Streaming needs the right content type, which not every static server sends.
  return response.headers.get("content-type") === "application/wasm"
    ? WebAssembly.compileStreaming(response)
    : response.arrayBuffer().then((bytes) => WebAssembly.compile(bytes));
}

function isInstance(value, name) {
  return typeof globalThis[name] === "function" && value instanceof globalThis[name];
}
