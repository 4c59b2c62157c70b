// The fetch handler in workerd, bundled as Cloudflare's own bundler does.

import { readFileSync } from "node:fs";
import { basename, resolve } from "node:path";
import { build } from "esbuild";
import { Miniflare } from "miniflare";

export async function workerd() {
  const files = [];
  const setup = ({ onResolve }) => {
    onResolve({ filter: /\.wasm$/ }, ({ path, resolveDir }) => {
      const file = resolve(resolveDir, path);
      files.push({ type: "CompiledWasm", path: basename(file), contents: readFileSync(file) });
      return { external: true, path: `./${basename(file)}` };
    });
  };
  const { outputFiles } = await build({
    bundle: true,
    conditions: ["workerd", "worker", "browser"],
    entryPoints: ["worker.js"],
    format: "esm",
    plugins: [{ name: "wasm", setup }],
    write: false,
  });
  const [{ text }] = outputFiles;
  const worker = new Miniflare({
    compatibilityDate: "2026-01-01",
    modules: [{ type: "ESModule", path: "main.js", contents: text }, ...files],
    modulesRoot: ".",
  });
  const { origin } = await worker.ready;
  return { url: origin, end: () => worker.dispose() };
}
