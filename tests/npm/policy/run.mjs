// Where WebAssembly is forbidden, or is not there, the first call says so, and nothing else fails.

import { execFileSync } from "node:child_process";
import { showFolder } from "../support/browser.mjs";

const PAGES = ["/", "/slim.html"];
const policy = (script) => ({ "content-security-policy": `script-src 'self'${script}` });

const blocked = await showFolder(".", PAGES, policy(""));
expect(blocked, ["wasm-blocked wasm-blocked wasm-blocked wasm-blocked",
  "wasm-blocked wasm-blocked wasm-blocked"]);
const allowed = await showFolder(".", PAGES, policy(" 'wasm-unsafe-eval'"));
expect(allowed, ["good good good good", "good good good"]);

// Without a compiler, V8 has no WebAssembly, as Hermes has none.
const none = execFileSync(process.execPath, ["--jitless", "none.mjs"], { encoding: "utf8" });
expect([none.trim()], ["wasm-unsupported wasm-unsupported wasm-unsupported"]);
console.log("60.00 several-points 200 998.00 ledger-freed");

function expect(found, wanted) {
  if (String(found) !== String(wanted)) throw new Error(`${found} instead of ${wanted}`);
}
