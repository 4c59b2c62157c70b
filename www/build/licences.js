// The licences of everything that the built site contains, as `licences.txt` beside the page.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { unpackedFolder } from "./packed-package.js";

export function licences(root) {
  const font = (name) => join(root, "node_modules/@fontsource", name, "LICENSE");
  const library = (path) => join(root, "node_modules", path);
  const texts = () => [
    ["Ready Reckoner (MIT OR Apache-2.0)", join(unpackedFolder(root), "LICENSE-MIT")],
    ["The libraries in Ready Reckoner", join(unpackedFolder(root), "LICENSE-THIRD-PARTY")],
    ["The reader of JSON, jsonc-parser", library("jsonc-parser/LICENSE.md")],
    ["The editor CodeMirror", library("@codemirror/view/LICENSE")],
    ["The reader of events, eventsource-parser", library("eventsource-parser/LICENSE")],
    ["The keeper of states, idb-keyval", library("idb-keyval/LICENCE")],
    ["The fractions of fraction.js", library("fraction.js/LICENSE")],
    ["The typeface Source Serif 4", font("source-serif-4")],
    ["The typeface IBM Plex Mono", font("ibm-plex-mono")],
  ];
  return {
    name: "licences",
    apply: "build",
    generateBundle() {
      const source = texts()
        .map(([title, path]) => `${title}\n\n${readFileSync(path, "utf8").trim()}\n`)
        .join(`\n${"-".repeat(80)}\n\n`);
      this.emitFile({ type: "asset", fileName: "licences.txt", source });
    },
  };
}
