// The licences of everything that the built site contains, as `licences.txt` beside the page: the
// package, the typefaces, and every library whose code the build has taken in.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { unpackedFolder } from "./packed-package.js";

const INSTALLED = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/;

export function licences(root) {
  const modules = join(root, "node_modules");
  const fixed = () => [
    ["Ready Reckoner (MIT OR Apache-2.0)", join(unpackedFolder(root), "LICENSE-MIT")],
    ["The libraries in Ready Reckoner", join(unpackedFolder(root), "LICENSE-THIRD-PARTY")],
    ["The typeface Source Serif 4", join(modules, "@fontsource/source-serif-4/LICENSE")],
    ["The typeface IBM Plex Mono", join(modules, "@fontsource/ibm-plex-mono/LICENSE")],
  ];
  return {
    name: "licences",
    apply: "build",
    generateBundle(_options, bundle) {
      const ids = Object.values(bundle).flatMap(({ moduleIds = [] }) => moduleIds);
      const folders = ids
        .map((id) => INSTALLED.exec(id.replaceAll("\\", "/"))?.[0])
        .filter((folder) => folder !== undefined && folder !== unpackedFolder(root));
      const libraries = [...new Set(folders)].sort().map((folder) => libraryIn(folder));
      const source = [...fixed(), ...libraries]
        .map(([title, path]) => `${title}\n\n${readFileSync(path, "utf8").trim()}\n`)
        .join(`\n${"-".repeat(80)}\n\n`);
      this.emitFile({ type: "asset", fileName: "licences.txt", source });
    },
  };
}

function libraryIn(folder) {
  const { name, version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  if (!file) throw new Error(`${name} has no licence file: its text must be on the site`);
  return [`${name} ${version}`, join(folder, file)];
}
