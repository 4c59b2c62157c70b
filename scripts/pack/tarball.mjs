// The tarball that would be published, of what lies in pkg/.

import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { PACKAGE, ROOT } from "./modules.mjs";

/** Writes it to .cache/, and gives its path from the project's root. */
export function packTarball(version) {
  const options = ["--ignore-scripts", "--silent", "--pack-destination", join(ROOT, ".cache")];
  execFileSync("npm", ["pack", ...options], {
    cwd: PACKAGE,
    stdio: ["ignore", "ignore", "inherit"],
  });
  return `.cache/ready-reckoner-${version}.tgz`;
}
