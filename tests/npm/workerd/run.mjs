import { readFileSync } from "node:fs";
import { basename, resolve } from "node:path";
import { build } from "esbuild";
import { Miniflare } from "miniflare";

// As Cloudflare's own bundler does: JavaScript in one file, WebAssembly beside it.
const files = [];
await build({
  bundle: true,
  conditions: ["workerd", "worker", "browser"],
  entryPoints: ["main.js"],
  format: "esm",
  outfile: "dist/main.js",
  plugins: [{ name: "wasm", setup: collect }],
});

function collect({ onResolve }) {
  onResolve({ filter: /\.wasm$/ }, ({ path, resolveDir }) => {
    const file = resolve(resolveDir, path);
    const name = `${files.length}-${basename(file)}`;
    files.push({ type: "CompiledWasm", path: name, contents: readFileSync(file) });
    return { external: true, path: `./${name}` };
  });
}

const worker = new Miniflare({
  compatibilityDate: "2026-01-01",
  modules: [
    { type: "ESModule", path: "main.js", contents: readFileSync("dist/main.js", "utf8") },
    ...files,
  ],
  modulesRoot: ".",
});
const response = await worker.dispatchFetch("http://127.0.0.1/");
console.log(await response.text());
await worker.dispose();
