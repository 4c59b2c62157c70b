// Code for servers in one file, as deployments have it: each is run alone, in a folder of its own,
// where nothing of the package lies beside it.

import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { promisify } from "node:util";
import { nodeResolve } from "@rollup/plugin-node-resolve";
import { build as esbuild } from "esbuild";
import { inject } from "postject";
import { rollup } from "rollup";
import { build as vite } from "vite";
import webpack from "webpack";

const TOOLS = resolve("../../../node_modules");
const DENO = join(TOOLS, ".bin/deno");
const BUN = join(TOOLS, "@oven", readdirSync(join(TOOLS, "@oven"))[0], "bin/bun");
const ENVIRONMENT = {
  ...process.env,
  DENO_DIR: resolve("deno-cache"),
  DENO_NO_UPDATE_CHECK: "1",
  DO_NOT_TRACK: "1",
};
const OUT = resolve("out");

/** What Node looks for in itself. */
const FUSE = "NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2";

/** Each way to bundle: makes a file, which is then run by a command. */
const WAYS = {
  "esbuild, ESM": async () => {
    await esbuild({ ...bundled, format: "esm", outfile: join(OUT, "esbuild.mjs") });
    return [process.execPath, "esbuild.mjs"];
  },
  "esbuild, CommonJS": async () => {
    await esbuild({ ...bundled, entryPoints: ["main.cjs"], outfile: join(OUT, "esbuild.cjs") });
    return [process.execPath, "esbuild.cjs"];
  },
  "esbuild, with conditions of one's own": async () => {
    const conditions = ["of-our-own"];
    await esbuild({ ...bundled, conditions, format: "esm", outfile: join(OUT, "own.mjs") });
    return [process.execPath, "own.mjs"];
  },
  Rollup: async () => {
    const plugins = [nodeResolve({ exportConditions: ["node"], preferBuiltins: true })];
    const bundle = await rollup({ input: "main.mjs", onwarn: refuse, plugins });
    await bundle.write({ file: join(OUT, "rollup.mjs"), format: "es" });
    return [process.execPath, "rollup.mjs"];
  },
  webpack: async () => {
    const stats = await promisify(webpack)({
      context: import.meta.dirname,
      entry: "./main.mjs",
      mode: "production",
      output: { filename: "webpack.cjs", path: OUT },
      performance: false,
      target: "node20",
    });
    if (stats.hasErrors() || stats.hasWarnings()) throw new Error(stats.toString());
    return [process.execPath, "webpack.cjs"];
  },
  "Vite, for a server": async () => {
    await vite({
      build: { emptyOutDir: false, outDir: OUT, ssr: "main.mjs" },
      logLevel: "warn",
      ssr: { noExternal: true },
    });
    return [process.execPath, "main.mjs"];
  },
  "bun build": async () => {
    bun("build", "main.mjs", "--target=node", `--outfile=${join(OUT, "bun.mjs")}`);
    return [process.execPath, "bun.mjs"];
  },
  "bun build --compile": async () => {
    bun("build", "main.mjs", "--compile", `--outfile=${join(OUT, "bun-program")}`);
    return [join(OUT, "bun-program")];
  },
  "a single executable of Node": async () => {
    const blob = join(OUT, "node-program.blob");
    const settings = { main: join(OUT, "esbuild-all.cjs"), output: blob };
    await esbuild({ ...bundled, outfile: settings.main });
    writeFileSync(join(OUT, "sea.json"), JSON.stringify(settings));
    execute(process.execPath, "--experimental-sea-config", join(OUT, "sea.json"));
    const program = join(OUT, "node-program");
    copyFileSync(process.execPath, program);
    await inject(program, "NODE_SEA_BLOB", readFileSync(blob), { sentinelFuse: FUSE });
    return [program];
  },
  "deno bundle": async () => {
    const file = join(OUT, "deno.mjs");
    execute(DENO, "bundle", "--no-remote", "--no-lock", "--quiet", "-o", file, "main.mjs");
    // Without a permission.
    return [DENO, "run", "--no-remote", "deno.mjs"];
  },
};

const bundled = {
  bundle: true,
  entryPoints: ["main.mjs"],
  logLevel: "warning",
  platform: "node",
};

rmSync(OUT, { force: true, recursive: true });
mkdirSync(OUT);
const printed = [];
for (const [name, make] of Object.entries(WAYS)) {
  const output = alone(await make());
  console.log(`${name}: ${output}`);
  printed.push(output);
}
if (new Set(printed).size !== 1) throw new Error("they differ");
console.log(printed[0]);

/** What the command prints where only its own file is. */
function alone([program, ...words]) {
  const folder = mkdtempSync(join(tmpdir(), "alone-"));
  try {
    const file = words.at(-1) ?? basename(program);
    copyFileSync(join(OUT, file), join(folder, file));
    const command = words.length === 0 ? join(folder, file) : program;
    return execFileSync(command, words, { cwd: folder, encoding: "utf8", env: ENVIRONMENT }).trim();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function bun(...words) {
  execute(BUN, ...words);
}

function execute(program, ...words) {
  execFileSync(program, words, { env: ENVIRONMENT, stdio: ["ignore", "pipe", "inherit"] });
}

function refuse(warning) {
  throw new Error(warning.message);
}
