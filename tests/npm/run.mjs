// Installs the packed tarball in every project of this folder, as a stranger would, and runs it
// there. `node tests/npm/run.mjs vite deno` runs only those; with `--frameworks`, the projects are
// those of frameworks/, which take minutes and packages that scripts/setup installs apart.

import { execFile } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const HERE = fileURLToPath(new URL(".", import.meta.url));
const CACHE = join(HERE, "../../.cache");
const SIDE_BY_SIDE = 2;
const TIMEOUT_MS = 300_000;
const ARE_FRAMEWORKS = process.argv.includes("--frameworks");

const SUPPORT = join(HERE, "support");
const PROJECTS = ARE_FRAMEWORKS ? join(HERE, "frameworks") : HERE;
// Below node_modules, of this project or of the frameworks, where the copies find their tools.
const COPIES = join(CACHE, ARE_FRAMEWORKS ? "frameworks/projects" : "consumers");

/** What each project prints last, as support/use.js does; these two do something else. */
const CHARGED = "60.00 several-points";
const PAID = "200 998.00 ledger-freed";
const OTHERS = { npx: CHARGED, served: "all the same" };
const expected = (name) => OTHERS[name] ?? `${CHARGED} ${PAID}`;

const { version } = JSON.parse(readFileSync(join(HERE, "../../pkg/package.json"), "utf8"));
const tarball = join(CACHE, `ready-reckoner-${version}.tgz`);

const wanted = process.argv.slice(2).filter((word) => word !== "--frameworks");
const names = readdirSync(PROJECTS, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .filter((name) => existsSync(join(PROJECTS, name, "run.mjs")))
  .filter((name) => wanted.length === 0 || wanted.includes(name));

if (ARE_FRAMEWORKS && !existsSync(join(CACHE, "frameworks/node_modules"))) {
  console.error("the frameworks are not installed: `scripts/setup` does it");
  process.exit(1);
}
rmSync(COPIES, { recursive: true, force: true });
mkdirSync(COPIES, { recursive: true });
cpSync(SUPPORT, join(COPIES, "support"), { recursive: true });
// An ES module unless a project says otherwise.
writeFileSync(join(COPIES, "package.json"), '{ "private": true, "type": "module" }\n');

let failed = 0;
const queue = names.values();
await Promise.all(Array.from({ length: SIDE_BY_SIDE }, work));
console.log(`${names.length - failed} passed, ${failed} failed`);
process.exitCode = failed > 0 || names.length === 0 ? 1 : 0;

async function work() {
  // Both workers take from one queue.
  for (const name of queue) {
    const began = performance.now();
    const problem = await consume(name).then(
      () => undefined,
      (error) => [error.message, error.stdout, error.stderr].filter(Boolean).join("\n"),
    );
    const seconds = ((performance.now() - began) / 1_000).toFixed(1);
    console.log(`${name}: ${problem === undefined ? "good" : "FAILED"} (${seconds} s)`);
    if (problem === undefined) continue;
    failed += 1;
    console.log(problem.replace(/^/gm, "  "));
  }
}

async function consume(name) {
  const copy = join(COPIES, name);
  cpSync(join(PROJECTS, name), copy, { recursive: true });
  const quiet = ["--offline", "--no-save", "--no-package-lock", "--ignore-scripts", "--no-audit"];
  await run("npm", ["install", ...quiet, tarball], { cwd: copy, timeout: TIMEOUT_MS });
  const { stdout, stderr } = await run(process.execPath, ["run.mjs"], {
    cwd: copy,
    env: { ...process.env, TARBALL: tarball },
    maxBuffer: 1 << 24,
    timeout: TIMEOUT_MS,
  });
  const last = stdout.trimEnd().split("\n").at(-1);
  if (last !== expected(name)) {
    const error = new Error(`expected \`${expected(name)}\` as the last line`);
    throw Object.assign(error, { stdout, stderr });
  }
}
