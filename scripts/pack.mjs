// Makes the npm package in pkg/, and its tarball in .cache/, from the modules that `scripts/wasm`
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

/**
 * Each WebAssembly module: where it is built, with which cargo features, and which folder of the
 * package, and of the sources, gets its files.
 */
const CALCULATORS = { built: ".cache/wasm", features: "", folder: "." };
const LEDGER = { built: ".cache/wasm-ledger", features: "ledger", folder: "ledger" };

/** Where the sources meet the glue that they import. */
const STAGE = join(ROOT, ".cache/pack");
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

for (const folder of [PACKAGE, STAGE]) rmSync(folder, { recursive: true, force: true });
cpSync(join(ROOT, "js"), STAGE, { recursive: true });
for (const module of [CALCULATORS, LEDGER]) packModule(module);
await packCalculators();
await packLedger();
await packCommand();
copyTexts();
const version = writeManifest();
console.log(`pkg/ and ${packTarball(version)}`);

function packModule({ built, features, folder }) {
  const from = join(ROOT, built);
  if (!existsSync(join(from, MODULE))) {
    throw new Error(`${built}/${MODULE} is missing: run scripts/wasm ${built} ${features}`.trim());
  }
  const target = join(PACKAGE, folder);
  mkdirSync(target, { recursive: true });
  for (const name of [GLUE, GLUE_TYPES]) {
    copyFileSync(join(from, name), join(STAGE, folder, name));
  }
  copyFileSync(join(from, MODULE), join(target, MODULE));
}

async function packCalculators() {
  const bytes = readFileSync(join(PACKAGE, MODULE));
  writeFileSync(join(STAGE, "bytes.js"), bytesModule(encode(bytes)));
  copyFileSync(join(STAGE, GLUE), join(PACKAGE, GLUE));
  await packEsm();
  await packCjs();
  copyTypes();
}

/** The ledger's module has no entry of its own yet: only the command reads documents with it. */
async function packLedger() {
  await build({
    ...COMMON,
    entryPoints: [join(STAGE, "ledger/text.js")],
    format: "esm",
    outfile: join(PACKAGE, "ledger/text.js"),
    platform: "node",
    plugins: [keep("..", "node.js")],
  });
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

/** Leaves imports of these files as imports, from the folder that they have beside the output. */
function keep(folder, ...names) {
  const filter = new RegExp(`/(${names.join("|").replaceAll(".", "\\.")})$`);
  return {
    name: "keep",
    setup({ onResolve }) {
      onResolve({ filter }, ({ path }) => ({
        external: true,
        path: `${folder}/${filter.exec(path)[1]}`,
      }));
    },
  };
}

async function packEsm() {
  // These entries share the API and the glue, so that a page that uses two of them has one module.
  await build({
    ...COMMON,
    chunkNames: "api",
    entryPoints: ["index", "slim", "workerd"].map((name) => join(STAGE, `${name}.js`)),
    format: "esm",
    outdir: PACKAGE,
    platform: "neutral",
    plugins: [keep(".", GLUE, MODULE)],
    splitting: true,
  });
  // Node opens one file faster than four.
  await build({
    ...COMMON,
    entryPoints: [join(STAGE, "node.js")],
    format: "esm",
    outfile: join(PACKAGE, "node.js"),
    platform: "node",
  });
}

async function packCjs() {
  for (const [name, head] of Object.entries(CJS_HEADS)) {
    await build({
      ...COMMON,
      banner: { js: head.join("\n") },
      define: { "import.meta.url": "moduleUrl" },
      entryPoints: [join(STAGE, `${name}.js`)],
      format: "cjs",
      outfile: join(PACKAGE, `${name}.cjs`),
      platform: name === "node" ? "node" : "neutral",
    });
  }
}

/** The command shares the modules of the other files and carries the libraries it needs. */
async function packCommand() {
  const { metafile } = await build({
    ...COMMON,
    entryPoints: [join(STAGE, "cli.js")],
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
    plugins: [keep(".", "ledger/text.js", "node.js")],
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
function copyTypes() {
  for (const name of ["curve", "types"]) {
    copyFileSync(join(ROOT, `src/wasm/${name}.d.ts`), join(STAGE, `${name}.d.ts`));
  }
  copyFileSync(join(STAGE, "wasm-file.d.ts"), join(STAGE, `${MODULE}.d.ts`));
  for (const name of ["curve", "index", "slim", "types", MODULE]) {
    const text = readFileSync(join(STAGE, `${name}.d.ts`), "utf8");
    writeFileSync(join(PACKAGE, `${name}.d.ts`), text);
    writeFileSync(join(PACKAGE, `${name}.d.cts`), text.replaceAll(/("\.\/\w+)\.js"/g, '$1.cjs"'));
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
