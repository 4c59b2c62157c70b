// Runs the commands of the documents: lines after `$`, and what they print. `UPDATE_DOCS=1` writes
// what is printed now into the documents, to be read before it is kept.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { blocks, createProject, DOCUMENTS, read, ROOT } from "./support.mjs";

const project = createProject();
after(project.remove);

function execute(command) {
  const options = {
    cwd: project.folder,
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1", PATH: `${project.bin}:${process.env.PATH}` },
    timeout: 300_000,
  };
  return spawnSync("bash", ["-c", `exec 2>&1; ${command}`], options).stdout;
}

/** The block as a terminal would show it. */
function replay(text) {
  const commands = text.split("\n").filter((line) => line.startsWith("$ "));
  const shown = commands.map((line) => `${line}\n${execute(line.slice(2))}`);
  return shown.join("").trimEnd();
}

for (const document of DOCUMENTS) {
  const shells = blocks(document).filter(({ language }) => language === "sh");
  for (const { line, text } of shells.filter(({ text }) => text.startsWith("$ "))) {
    test(`${document}:${line}`, () => {
      const shown = replay(text);
      if (process.env.UPDATE_DOCS && shown !== text) {
        const before = `\`\`\`sh\n${text}\n\`\`\``;
        const whole = read(document).replace(before, () => `\`\`\`sh\n${shown}\n\`\`\``);
        writeFileSync(join(ROOT, document), whole);
      } else {
        assert.equal(shown, text);
      }
    });
  }
  for (const { line, text } of shells.filter(({ text }) => !text.startsWith("$ "))) {
    test(`${document}:${line} names commands that exist`, () => {
      for (const command of text.split("\n")) {
        const [, name, word] = /^(\.\/reckon|npm install) ([\w-]+)/.exec(command) ?? [];
        assert.ok(name, `a command without its output is ours or npm's: ${command}`);
        const names = name === "./reckon" ? /^ {2}(\w+)/gm : /^ {2}"name": "(.*)"/gm;
        const source = read(name === "./reckon" ? "reckon" : "pkg.json");
        assert.ok([...source.matchAll(names)].some(([, known]) => known === word), command);
      }
    });
  }
}

test("a command that prints something else is found", () => {
  const text = "$ npx ready-reckoner charge 4P*A 100\n4.00";
  assert.equal(replay(text), text);
  assert.notEqual(replay(text.replace("4.00", "5.00")), text.replace("4.00", "5.00"));
});
