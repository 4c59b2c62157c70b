// Node's own modules, asked for by name when a server is started: what answers requests elsewhere,
// such as in a service worker, has no import that its bundler could stumble on.

import { ReckonerError } from "../error.js";

/**
 * A module of Node.
 *
 * @param {string} name
 * @returns {any}
 */
export function builtin(name) {
  const module = globalThis.process?.getBuiltinModule?.(name);
  if (module !== undefined) return module;
  throw new ReckonerError({
    code: "server-unsupported",
    message:
      "this runtime has none of Node's modules, which `listen` needs: answer requests with " +
      "`fetchHandler` in its place",
  });
}
