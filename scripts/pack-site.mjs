// Puts the built site into the package, which `serve` hands it out from, and packs it again. The
// site is built from the package as it was packed before, so that it is the first stranger to use
// it.

import { cpSync, existsSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { PACKAGE, ROOT } from "./pack/modules.mjs";
import { packTarball } from "./pack/tarball.mjs";

const BUILT = join(ROOT, "www/dist");

if (!existsSync(join(BUILT, "index.html"))) {
  throw new Error("www/dist is missing: run node_modules/.bin/vite build www");
}
rmSync(join(PACKAGE, "site"), { force: true, recursive: true });
cpSync(BUILT, join(PACKAGE, "site"), { recursive: true });
const { version } = JSON.parse(readFileSync(join(PACKAGE, "package.json"), "utf8"));
const tarball = packTarball(version);
console.log(`pkg/site/ and ${tarball}, ${statSync(join(ROOT, tarball)).size} bytes`);
