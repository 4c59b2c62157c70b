// Resolves `ready-reckoner` to the tarball that would be published, unpacked: the site is the first
// stranger that installs the package, so a file that its manifest forgets is missing here as well.

import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

const NAME = "ready-reckoner";

/** Where the package of the project in `root` is unpacked. */
export function unpackedFolder(root) {
  return join(root, ".cache/www/node_modules", NAME);
}

export function packedPackage(root) {
  return {
    name: "packed-package",
    enforce: "pre",

    // The optimiser of the development server would look for the package among the installed ones.
    config: () => ({ optimizeDeps: { exclude: [NAME] } }),

    buildStart() {
      unpack(root);
    },

    resolveId(source) {
      if (source !== NAME && !source.startsWith(`${NAME}/`)) return null;
      // From there, Vite reads the package's own `exports` as for every installed package.
      const importer = join(root, ".cache/www/site.js");
      return this.resolve(source, importer, { skipSelf: true });
    },
  };
}

function unpack(root) {
  const manifest = join(root, "pkg/package.json");
  const tarball = () => {
    const { version } = JSON.parse(readFileSync(manifest, "utf8"));
    return join(root, `.cache/${NAME}-${version}.tgz`);
  };
  if (!existsSync(manifest) || !existsSync(tarball())) {
    throw new Error("the packed package is missing: run `./reckon build`");
  }
  const folder = unpackedFolder(root);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  execFileSync("tar", ["-xzf", tarball(), "-C", folder, "--strip-components=1"]);
}
