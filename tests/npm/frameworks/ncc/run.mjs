// One file by ncc, from ES modules and from CommonJS, run where the package is not installed.

import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { agree } from "../support/browser.mjs";

const NCC = "../../node_modules/.bin/ncc";

for (const entry of ["main.mjs", "main.cjs"]) {
  execFileSync(NCC, ["build", entry, "--no-cache", "--quiet", "--out", `out/${entry}`], {
    stdio: "inherit",
  });
}
rmSync("node_modules", { recursive: true });
agree(
  ["out/main.mjs/index.mjs", "out/main.cjs/index.cjs"].map((file) =>
    execFileSync(process.execPath, [file], { encoding: "utf8" }).trim(),
  ),
);
