import { copyFileSync, readFileSync } from "node:fs";
import { build } from "esbuild";
import { Miniflare } from "miniflare";

// As Cloudflare's own bundler does: JavaScript in one file, WebAssembly beside it.
const WASM = "ready_reckoner_bg.wasm";
await build({
  bundle: true,
  conditions: ["workerd", "worker", "browser"],
  entryPoints: ["main.js"],
  external: ["*.wasm"],
  format: "esm",
  outfile: "dist/main.js",
});
copyFileSync(`node_modules/ready-reckoner/${WASM}`, `dist/${WASM}`);

const worker = new Miniflare({
  compatibilityDate: "2026-01-01",
  modules: [
    { type: "ESModule", path: "main.js", contents: readFileSync("dist/main.js", "utf8") },
    { type: "CompiledWasm", path: WASM, contents: readFileSync(`dist/${WASM}`) },
  ],
  modulesRoot: ".",
});
const response = await worker.dispatchFetch("http://127.0.0.1/");
console.log(await response.text());
await worker.dispose();
