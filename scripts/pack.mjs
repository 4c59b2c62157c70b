// Makes the npm package in pkg/, and its tarball in .cache/, from the modules that `scripts/wasm`
// has built, js/, pkg.json and the version in Cargo.toml.

import { cpSync, existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { encode } from "./encode.mjs";
import { bundleApi, bundleBytes, bundleCommand, bundleDocuments } from "./pack/bundle.mjs";
import { bundleLedger, bundleServer } from "./pack/bundle.mjs";
import { mended } from "./pack/glue.mjs";
import {
  base64Of, BOTH, bytesOf, compressedOf, glueOf, hashedOf, LEDGER, PACKAGE, PART, REQUESTS, ROOT,
  STAGE, STARTING, TARIFFS, wasmOf,
} from "./pack/modules.mjs";
import { HALVES, SOURCES } from "./pack/source.mjs";
import { packTarball } from "./pack/tarball.mjs";
import { partOf } from "./part/part.mjs";

/** The types in each folder of the package, besides that of its module's file. */
const TYPES = {
  ".": ["curve", "index", "slim", "tariffs", "types"],
  ledger: ["answers", "bodies", "codes", "config", "index", "slim"],
};

/** The types of the entries that have no module. */
const SERVER_TYPES = ["msw", "server/index"];

/**
 * What editors, validators of JSON Schema and readers of OpenAPI read; tests/schemas.rs and
 * tests/served hold them to the readers and the routes.
 */
const SCHEMAS = [
  "book.schema.json",
  "openapi.json",
  "request.schema.json",
];

/** The schema of a world, whose price rules are those of a book. */
const WORLD_SCHEMA = "world.schema.json";

for (const folder of [PACKAGE, STAGE]) rmSync(folder, { recursive: true, force: true });
cpSync(join(ROOT, "js"), STAGE, { recursive: true });
for (const name of ["curve", "types"]) {
  copyFileSync(join(ROOT, `src/wasm/${name}.d.ts`), join(STAGE, `${name}.d.ts`));
}
for (const module of [TARIFFS, REQUESTS, BOTH, LEDGER]) placeModule(module);
placeSources();
await placePart();
await bundleApi();
await bundleLedger();
await bundleBytes();
await bundleServer();
await bundleDocuments();
for (const module of [BOTH, LEDGER]) copyTypes(module);
for (const name of SERVER_TYPES) copyTypesOf(name);
writeFileSync(join(PACKAGE, "LICENSE-THIRD-PARTY"), licences(await bundleCommand()));
for (const name of SCHEMAS) copyFileSync(join(STAGE, name), join(PACKAGE, name));
writeWorldSchema();
copyTexts();
const version = writeManifest();
console.log(`pkg/ and ${packTarball(version)}`);

/** The module's files beside the sources that import them, and in the package. */
function placeModule(module) {
  const { built, builtForNode } = module;
  const from = join(ROOT, built);
  requireBuilt(module, built);
  const glue = readFileSync(join(from, glueOf(module)), "utf8");
  if (builtForNode !== undefined) {
    requireBuilt(module, builtForNode, " 'for speed'");
    const other = readFileSync(join(ROOT, builtForNode, glueOf(module)), "utf8");
    if (other !== glue) throw new Error(`${builtForNode} has other glue: run scripts/build`);
  }
  writeFileSync(join(STAGE, module.folder, glueOf(module)), mended(glue));
  const types = `${module.name}.d.ts`;
  copyFileSync(join(from, types), join(STAGE, module.folder, types));
  mkdirSync(join(PACKAGE, module.folder), { recursive: true });
  const bytes = readFileSync(join(from, wasmOf(module)));
  writeFileSync(join(PACKAGE, module.folder, wasmOf(module)), bytes);
}

function requireBuilt(module, folder, purpose = "") {
  if (existsSync(join(ROOT, folder, wasmOf(module)))) return;
  const command = `scripts/wasm ${folder} ${module.features} ${module.name}${purpose}`;
  throw new Error(`${folder}/${wasmOf(module)} is missing: run ${command}`);
}

/** What the types of the sources are checked with: their packed text is another in each entry. */
function placeSources() {
  mkdirSync(join(STAGE, "source"));
  for (const [name, module] of Object.entries(STARTING)) {
    const bytes = readFileSync(join(ROOT, module.built, wasmOf(module)));
    writeFileSync(join(STAGE, module.folder, bytesOf(module)), bytesModule(encode(bytes)));
    const ofNode = join(ROOT, module.builtForNode ?? module.built, wasmOf(module));
    const forNode = readFileSync(ofNode);
    writeFileSync(join(STAGE, module.folder, base64Of(module)), base64Module("decode", forNode));
    const compressed = base64Module("decompress", brotliCompressSync(forNode));
    writeFileSync(join(STAGE, module.folder, compressedOf(module)), compressed);
    writeFileSync(join(STAGE, `source/${name}.js`), SOURCES.inline(module));
  }
  writeFileSync(join(STAGE, "source/half.js"), HALVES.inline);
}

/** What Node starts first. */
async function placePart() {
  const glue = await import(pathToFileURL(join(STAGE, glueOf(TARIFFS))).href);
  const part = partOf(readFileSync(join(ROOT, TARIFFS.built, wasmOf(TARIFFS))), glue);
  writeFileSync(join(STAGE, base64Of(PART)), base64Module("decode", part));
  writeFileSync(join(STAGE, wasmOf(PART)), part);
  writeFileSync(join(PACKAGE, hashedOf(PART)), part);
}

function bytesModule({ text, order, length }) {
  return [
    `import { decode } from ${JSON.stringify(join(STAGE, "inline.js"))};`,
    `const TEXT = ${JSON.stringify(text)};`,
    `const ORDER = "${order}";`,
    `export const bytes = () => decode(TEXT, ORDER, ${length});`,
    "",
  ].join("\n");
}

/**
 * Bytes as base64, which a function of `js/base64.js` makes bytes again. An engine passes over the
 * text of a function until it is called; at the start it would keep it.
 */
function base64Module(name, bytes) {
  return [
    `import { ${name} } from ${JSON.stringify(join(STAGE, "base64.js"))};`,
    `export const bytes = () => ${name}("${bytes.toString("base64")}");`,
    "",
  ].join("\n");
}

/** CommonJS has types of its own: from there, TypeScript may not read those of an ES module. */
function copyTypes({ folder, name: module }) {
  const wasm = `${module}_bg.wasm`;
  copyFileSync(join(STAGE, "wasm-file.d.ts"), join(STAGE, folder, `${wasm}.d.ts`));
  for (const name of [...TYPES[folder], wasm]) copyTypesOf(join(folder, name));
}

function copyTypesOf(name) {
  const text = readFileSync(join(STAGE, `${name}.d.ts`), "utf8");
  const target = join(PACKAGE, name);
  writeFileSync(`${target}.d.ts`, text);
  writeFileSync(`${target}.d.cts`, text.replaceAll(/("\.{1,2}\/[\w/]+)\.js"/g, '$1.cjs"'));
}

function writeWorldSchema() {
  const [world, book] = [WORLD_SCHEMA, "book.schema.json"].map((name) =>
    JSON.parse(readFileSync(join(STAGE, name), "utf8")),
  );
  const whole = JSON.stringify({ ...world, $defs: book.$defs }, null, 2);
  writeFileSync(join(PACKAGE, WORLD_SCHEMA), `${whole}\n`);
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

/**
 * The licences and the README, with all that it leads to by its links and theirs: who has the
 * package has the guides of its version. A missing text is for tests/node/contract.test.mjs to
 * find: a build goes on without it.
 */
function copyTexts() {
  const names = new Set(["LICENSE-APACHE", "LICENSE-MIT", "README.md"]);
  // What is added while the set is gone through is gone through, too.
  for (const name of names) {
    const text = join(ROOT, name);
    if (!existsSync(text)) continue;
    mkdirSync(join(PACKAGE, dirname(name)), { recursive: true });
    copyFileSync(text, join(PACKAGE, name));
    if (!name.endsWith(".md")) continue;
    const links = readFileSync(text, "utf8").matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g);
    for (const [, target] of links) names.add(join(dirname(name), target));
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
