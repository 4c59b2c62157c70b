// Writes the service worker beside the built page: with a list of all files, and a version that is
// another one as soon as a byte of them is.

import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative, sep } from "node:path";

const NAME = "service-worker.js";

export function offline() {
  let root;
  return {
    name: "offline",
    apply: "build",

    configResolved(config) {
      root = config.root;
    },

    writeBundle({ dir }) {
      const files = filesIn(dir).filter((file) => file !== NAME);
      const code = readFileSync(join(root, "src/offline/service-worker.js"), "utf8");
      const hash = createHash("sha256").update(code);
      for (const file of files) hash.update(`${file}\0`).update(readFileSync(join(dir, file)));
      const version = hash.digest("hex").slice(0, 16);
      const head = `const VERSION = "${version}";\nconst FILES = ${JSON.stringify(files)};\n`;
      writeFileSync(join(dir, NAME), head + code);
    },
  };
}

/** All files of a folder by their addresses from it, in one order everywhere. */
function filesIn(dir) {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(dir, join(entry.parentPath ?? entry.path, entry.name)))
    .map((path) => path.split(sep).join("/"))
    .sort();
}
