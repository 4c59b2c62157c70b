// The JavaScript of the documents is TypeScript, too, under `strict`: what a guide shows compiles
// for who copies it. A statement that the document says to throw may be one that the types forbid.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { blocks, createProject, DOCUMENTS, fileOf, PRELUDE, ROOT } from "./support.mjs";

const project = createProject();
after(project.remove);

const OPTIONS = {
  lib: ["es2024", "dom", "esnext.disposable"],
  module: "nodenext",
  moduleDetection: "force",
  noEmit: true,
  skipLibCheck: true,
  strict: true,
  target: "es2022",
  typeRoots: [join(ROOT, "node_modules/@types")],
  types: ["node"],
};

/** What the recipes use that brings no types of its own. */
const UNTYPED = ["express", "react", "react-dom/server"]
  .map((name) => `declare module "${name}";\n`)
  .join("");

/** Whether the statement that an error stands in is one that is said to throw. */
function isToThrow(lines, line) {
  const end = lines.slice(line - 1).find((text) => /;\s*(\/\/.*)?$/.test(text)) ?? "";
  return /\/\/ throws /.test(end);
}

/** What the compiler finds in scripts, by their names; lines count from that of the script. */
function errorsOf(scripts) {
  for (const [name, text] of Object.entries(scripts)) {
    const isWhole = fileOf(text) !== undefined || text.includes('from "ready-reckoner');
    const file = join(project.folder, `${name}.ts`);
    mkdirSync(dirname(file), { recursive: true });
    // On the first line, so that the others are those of the block.
    writeFileSync(file, `${isWhole ? "" : PRELUDE}${text}\n`);
  }
  writeFileSync(join(project.folder, "package.json"), '{ "type": "module" }');
  writeFileSync(join(project.folder, "untyped.d.ts"), UNTYPED);
  const files = ["untyped.d.ts", ...Object.keys(scripts).map((name) => `${name}.ts`)];
  const config = { compilerOptions: OPTIONS, files };
  writeFileSync(join(project.folder, "tsconfig.json"), JSON.stringify(config));
  const command = join(ROOT, "node_modules/.bin/tsc");
  const run = spawnSync(command, ["-p", "."], { cwd: project.folder, encoding: "utf8" });
  const found = [...run.stdout.matchAll(/^(\S+)\.ts\((\d+),\d+\): error (.*)$/gm)];
  assert.ok(run.status === 0 || found.length > 0, run.stdout + run.stderr);
  return found
    .map(([, name, line, message]) => ({ name, line: Number(line), message }))
    .filter(({ name, line }) => !isToThrow(scripts[name].split("\n"), line));
}

test("every script of the documents is good TypeScript", () => {
  const scripts = {};
  const places = {};
  for (const document of DOCUMENTS) {
    for (const { language, line, text } of blocks(document)) {
      if (!["js", "ts"].includes(language)) continue;
      const folder = document.replaceAll(/\W/g, "-");
      // Files of a project import each other by their names.
      const name = `${folder}/${fileOf(text)?.replace(/\.js$/, "") ?? line}`;
      scripts[name] = text;
      places[name] = { document, line };
    }
  }
  assert.ok(Object.keys(scripts).length > 200);
  const told = errorsOf(scripts).map(({ name, line, message }) => {
    const { document, line: first } = places[name];
    return `${document}:${first + line - 1} ${message}`;
  });
  assert.equal(told.length, 0, told.join("\n"));
});

test("a script with a mistake is found, unless it is to throw", () => {
  const imports = 'import { MockLedger } from "ready-reckoner/ledger";\n';
  const found = errorsOf({
    "unknown-method": `${imports}new MockLedger().charge();`,
    "unknown-body": `${imports}new MockLedger().payment({}).body.makePayment;`,
    "implicit-any": "const twice = (amount) => amount + amount; // → 4",
    "to-throw": `${imports}new MockLedger({\n  seed: "x",\n}); // throws wrong-type`,
    good: `${imports}const answer = new MockLedger().payment({});\n` +
      "if (answer.status === 200) answer.body.makePayment.serverReferenceCode;",
  });
  const names = [...new Set(found.map(({ name }) => name))].sort();
  assert.deepEqual(names, ["implicit-any", "unknown-body", "unknown-method"]);
});
