// The licences of everything that the built site contains, as `licences.txt` beside the page.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { unpackedFolder } from "./packed-package.js";

export function licences(root) {
  const font = (name) => join(root, "node_modules/@fontsource", name, "LICENSE");
  const reader = join(root, "node_modules/jsonc-parser/LICENSE.md");
  const events = join(root, "node_modules/eventsource-parser/LICENSE");
  const keeper = join(root, "node_modules/idb-keyval/LICENCE");
  const texts = () => [
    ["Ready Reckoner (MIT OR Apache-2.0)", join(unpackedFolder(root), "LICENSE-MIT")],
    ["The libraries in Ready Reckoner", join(unpackedFolder(root), "LICENSE-THIRD-PARTY")],
    ["The reader of JSON, jsonc-parser", reader],
    ["The reader of streams of events, eventsource-parser", events],
    ["The keeper of small things, idb-keyval", keeper],
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
