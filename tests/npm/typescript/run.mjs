import { execFileSync } from "node:child_process";
import { resolve } from "node:path";

const tsc = resolve("../../../node_modules/.bin/tsc");
for (const project of ["node16.json", "bundler.json", "dom.json", "intl.json"]) {
  execFileSync(tsc, ["--project", project], { stdio: "inherit" });
}
// The compiled samples run, too.
await import("./node16/samples.js");
