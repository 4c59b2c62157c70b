import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";

const TOOLS = resolve("../../../node_modules");

// The other is the least version that the README names; it knows of no texts for `Intl`.
const PROJECTS = {
  typescript: ["node16.json", "bundler.json", "dom.json", "intl.json"],
  "typescript-least": ["node16.json", "bundler.json", "dom.json"],
};

for (const [compiler, projects] of Object.entries(PROJECTS)) {
  for (const project of projects) {
    const words = [resolve(TOOLS, compiler, "bin/tsc"), "--project", project];
    execFileSync(process.execPath, words, { stdio: "inherit" });
  }
}
const { version } = JSON.parse(readFileSync(resolve(TOOLS, "typescript-least/package.json")));
const readme = readFileSync("node_modules/ready-reckoner/README.md", "utf8");
const [, least] = /\bTypeScript (\d+\.\d+)\b/.exec(readme) ?? [];
if (!version.startsWith(`${least}.`)) {
  throw new Error(`the README says TypeScript ${least}, and ${version} has been tried`);
}
// The compiled samples run, too.
await import("./node16/samples.js");
