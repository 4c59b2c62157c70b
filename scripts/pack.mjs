// Makes the npm package in pkg/, and its tarball in .cache/, from what `scripts/wasm .cache/wasm`
// has built, js/, pkg.json and the version in Cargo.toml.

import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { encode } from "./encode.mjs";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..");
const MODULE = "ready_reckoner_bg.wasm";
const GLUE = "ready_reckoner.js";
const GLUE_TYPES = "ready_reckoner.d.ts";

/** Where each WebAssembly module comes from, and which folder of the package gets its files. */
const MODULES = [{ built: ".cache/wasm", stage: ".cache/pack", folder: "." }];

const PACKAGE = join(ROOT, "pkg");

const COMMON = {
  bundle: true,
  charset: "ascii",
  legalComments: "inline",
  logLevel: "warning",
  target: "es2022",
};

// Jest's jsdom has no TextDecoder, and neither import.meta nor a bundler-proof `require` exists in
// CommonJS, so the built-in modules are asked for by a name that bundlers do not follow.
const ENCODERS = "const { TextDecoder, TextEncoder } =";
const BUILT_IN = "const builtIn = globalThis.process?.getBuiltinModule;";
const CJS_HEADS = {
  node: [
    `${ENCODERS} require("node:util");`,
    'const moduleUrl = require("node:url").pathToFileURL(__filename).href;',
  ],
  index: [BUILT_IN, `${ENCODERS} globalThis.TextDecoder ? globalThis : builtIn("node:util");`],
  slim: [
    BUILT_IN,
    `${ENCODERS} globalThis.TextDecoder ? globalThis : builtIn("node:util");`,
    'const moduleUrl = builtIn?.("node:url").pathToFileURL(__filename).href;',
  ],
};

rmSync(PACKAGE, { recursive: true, force: true });
for (const module of MODULES) await packModule(module);
await packCommand(join(ROOT, ".cache/pack"));
copyTexts();
const version = writeManifest();
console.log(`pkg/ and ${packTarball(version)}`);

async function packModule({ built, stage, folder }) {
  const from = join(ROOT, built);
  if (!existsSync(join(from, MODULE))) {
    throw new Error(`${built}/${MODULE} is missing: run scripts/wasm ${built}`);
  }
  // The sources meet the glue that they import.
  const source = join(ROOT, stage);
  const target = join(PACKAGE, folder);
  rmSync(source, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  cpSync(join(ROOT, "js"), source, { recursive: true });
  for (const name of [GLUE, GLUE_TYPES]) copyFileSync(join(from, name), join(source, name));
  const bytes = readFileSync(join(from, MODULE));
  writeFileSync(join(source, "bytes.js"), bytesModule(encode(bytes)));

  copyFileSync(join(from, MODULE), join(target, MODULE));
  copyFileSync(join(from, GLUE), join(target, GLUE));
  await packEsm(source, target);
  await packCjs(source, target);
  copyTypes(source, target);
}

function bytesModule({ text, order, length }) {
  return [
    'import { decode } from "./inline.js";',
    `const TEXT = ${JSON.stringify(text)};`,
    `const ORDER = "${order}";`,
    `export const bytes = () => decode(TEXT, ORDER, ${length});`,
    "",
  ].join("\n");
}

/** Leaves imports of these files as they are, beside the output. */
function keep(...names) {
  const filter = new RegExp(`/(${names.join("|").replaceAll(".", "\\.")})$`);
  return {
    name: "keep",
    setup({ onResolve }) {
      onResolve({ filter }, ({ path }) => ({
        external: true,
        path: path.replace(/^.*\//, "./"),
      }));
    },
  };
}

async function packEsm(source, target) {
  // These entries share the API and the glue, so that a page that uses two of them has one module.
  await build({
    ...COMMON,
    chunkNames: "api",
    entryPoints: ["index", "slim", "workerd"].map((name) => join(source, `${name}.js`)),
    format: "esm",
    outdir: target,
    platform: "neutral",
    plugins: [keep(GLUE, MODULE)],
    splitting: true,
  });
  // Node opens one file faster than four.
  await build({
    ...COMMON,
    entryPoints: [join(source, "node.js")],
    format: "esm",
    outfile: join(target, "node.js"),
    platform: "node",
  });
}

async function packCjs(source, target) {
  for (const [name, head] of Object.entries(CJS_HEADS)) {
    await build({
      ...COMMON,
      banner: { js: head.join("\n") },
      define: { "import.meta.url": "moduleUrl" },
      entryPoints: [join(source, `${name}.js`)],
      format: "cjs",
      outfile: join(target, `${name}.cjs`),
      platform: name === "node" ? "node" : "neutral",
    });
  }
}

/** The command shares the module of the Node entry and carries the libraries it needs. */
async function packCommand(source) {
  const { metafile } = await build({
    ...COMMON,
    entryPoints: [join(source, "cli.js")],
    format: "esm",
    // A CommonJS library inside an ES module still asks for Node's own modules by `require`.
    banner: {
      js: [
        'import { createRequire } from "node:module";',
        "const require = createRequire(import.meta.url);",
      ].join("\n"),
    },
    metafile: true,
    outfile: join(PACKAGE, "cli.js"),
    platform: "node",
    plugins: [keep("node.js")],
  });
  writeFileSync(join(PACKAGE, "LICENSE-THIRD-PARTY"), licences(Object.keys(metafile.inputs)));
}

/** The licence texts of the packages whose files were bundled. */
function licences(inputs) {
  const names = inputs.map((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0]);
  const folders = [...new Set(names.filter(Boolean))].sort();
  const texts = folders.map((folder) => {
    const path = join(ROOT, folder);
    const { name, version } = JSON.parse(readFileSync(join(path, "package.json"), "utf8"));
    const file = readdirSync(path).find((entry) => /^licen[cs]e/i.test(entry));
    if (!file) throw new Error(`${name} has no licence file: its text must be in the package`);
    return `${name} ${version}\n\n${readFileSync(join(path, file), "utf8").trim()}\n`;
  });
  const title = "cli.js contains code of these packages, under their licences:";
  return [title, ...texts].join(`\n\n${"-".repeat(80)}\n\n`);
}

/** CommonJS has types of its own: from there, TypeScript may not read those of an ES module. */
function copyTypes(source, target) {
  copyFileSync(join(ROOT, "src/wasm/types.d.ts"), join(source, "types.d.ts"));
  copyFileSync(join(source, "wasm-file.d.ts"), join(source, `${MODULE}.d.ts`));
  for (const name of ["index", "slim", "types", MODULE]) {
    const text = readFileSync(join(source, `${name}.d.ts`), "utf8");
    writeFileSync(join(target, `${name}.d.ts`), text);
    writeFileSync(join(target, `${name}.d.cts`), text.replaceAll(/("\.\/\w+)\.js"/g, '$1.cjs"'));
  }
}

/** A missing text is for tests/node/contract.test.mjs to find: a build goes on without it. */
function copyTexts() {
  for (const name of ["LICENSE-APACHE", "LICENSE-MIT", "README.md"]) {
    const text = join(ROOT, name);
    if (existsSync(text)) copyFileSync(text, join(PACKAGE, name));
  }
}

function writeManifest() {
  const manifest = JSON.parse(readFileSync(join(ROOT, "pkg.json"), "utf8"));
  const cargo = readFileSync(join(ROOT, "Cargo.toml"), "utf8");
  const found = /^version = "(.+)"$/m.exec(cargo)?.[1];
  if (!found) throw new Error("Cargo.toml has no version");
  const { name, ...rest } = manifest;
  const text = JSON.stringify({ name, version: found, ...rest }, null, 2);
  writeFileSync(join(PACKAGE, "package.json"), `${text}\n`);
  return found;
}

function packTarball(packed) {
  const options = ["--ignore-scripts", "--silent", "--pack-destination", join(ROOT, ".cache")];
  execFileSync("npm", ["pack", ...options], {
    cwd: PACKAGE,
    stdio: ["ignore", "ignore", "inherit"],
  });
  return `.cache/ready-reckoner-${packed}.tgz`;
}
