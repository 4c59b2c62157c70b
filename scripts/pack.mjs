// Makes the npm package in pkg/, and its tarball in .cache/, from the modules that `scripts/wasm`
// has built, js/, pkg.json and the version in Cargo.toml.

import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { encode } from "./encode.mjs";
import { bundleCommand, bundleDocuments, bundleEntries } from "./pack/bundle.mjs";
import {
  CALCULATORS, GLUE, GLUE_TYPES, LEDGER, MODULE, PACKAGE, ROOT, STAGE,
} from "./pack/modules.mjs";

for (const folder of [PACKAGE, STAGE]) rmSync(folder, { recursive: true, force: true });
cpSync(join(ROOT, "js"), STAGE, { recursive: true });
for (const name of CALCULATORS.types) {
  copyFileSync(join(ROOT, `src/wasm/${name}.d.ts`), join(STAGE, `${name}.d.ts`));
}
for (const module of [CALCULATORS, LEDGER]) {
  placeModule(module);
  await bundleEntries(module);
  copyTypes(module);
}
await bundleDocuments(LEDGER);
writeFileSync(join(PACKAGE, "LICENSE-THIRD-PARTY"), licences(await bundleCommand()));
copyTexts();
const version = writeManifest();
console.log(`pkg/ and ${packTarball(version)}`);

/** The module's files beside the sources that import them, and in the package. */
function placeModule({ built, features, folder, top }) {
  const from = join(ROOT, built);
  if (!existsSync(join(from, MODULE))) {
    throw new Error(`${built}/${MODULE} is missing: run scripts/wasm ${built} ${features}`);
  }
  const target = join(PACKAGE, folder);
  mkdirSync(target, { recursive: true });
  for (const name of [GLUE, GLUE_TYPES]) {
    copyFileSync(join(from, name), join(STAGE, folder, name));
  }
  const bytes = readFileSync(join(from, MODULE));
  writeFileSync(join(target, MODULE), bytes);
  writeFileSync(join(STAGE, folder, "bytes.js"), bytesModule(encode(bytes), top));
  copyFileSync(join(from, GLUE), join(target, GLUE));
}

function bytesModule({ text, order, length }, top) {
  return [
    `import { decode } from "${top}/inline.js";`,
    `const TEXT = ${JSON.stringify(text)};`,
    `const ORDER = "${order}";`,
    `export const bytes = () => decode(TEXT, ORDER, ${length});`,
    "",
  ].join("\n");
}

/** CommonJS has types of its own: from there, TypeScript may not read those of an ES module. */
function copyTypes({ folder, types }) {
  copyFileSync(join(STAGE, "wasm-file.d.ts"), join(STAGE, folder, `${MODULE}.d.ts`));
  for (const name of [...types, "index", "slim", MODULE]) {
    const text = readFileSync(join(STAGE, folder, `${name}.d.ts`), "utf8");
    const target = join(PACKAGE, folder, name);
    writeFileSync(`${target}.d.ts`, text);
    writeFileSync(`${target}.d.cts`, text.replaceAll(/("\.{1,2}\/\w+)\.js"/g, '$1.cjs"'));
  }
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
