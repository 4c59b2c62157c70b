// Runs the JavaScript of the documents. A line may say what it gives:
//
//   round("2.345");       // → "2.35"              the value, as JavaScript writes it
//   console.log(charge);  // → 30.00               the line that is printed
//   round("1e3");         // throws amount-exponent
//
// A comment of its own is the next line printed. What is printed and not announced is a failure.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { pathToFileURL } from "node:url";
import { format } from "node:util";
import { transform } from "esbuild";
import { blocks, code, createProject, DOCUMENTS, fileOf, PRELUDE, tableRows } from "./support.mjs";

const MARK = /^(.*?)\s*\/\/ (→|throws) (.+)$/;
const project = createProject();
after(project.remove);

/** The script with its remarks as calls of `documented`, and the lines that it is to print. */
function instrument(text) {
  const printed = [];
  let remarks = 0;
  const lines = text.split("\n").map((line) => {
    const [, source, kind, remark] = MARK.exec(line) ?? [];
    if (kind === undefined) return line;
    remarks += 1;
    if (kind === "→" && (source === "" || source.includes("console.log("))) {
      printed.push(remark);
      return source;
    }
    const [, name, expression] = /^(?:const (\w+) = )?(.*);$/.exec(source) ?? [];
    assert.ok(expression, `a statement and its remark are on one line: ${line}`);
    if (kind === "throws") return `documented.throws(() => ${expression}, "${remark}");`;
    const declaration = name === undefined ? "" : `const ${name} = ${expression};`;
    return `${declaration} documented.equal(${name ?? expression}, (${remark}));`;
  });
  // All on the first line, so that the lines of an error are those of the block.
  const prelude = text.includes('from "ready-reckoner') ? "" : PRELUDE;
  const script = `${prelude}const { console } = documented; ${lines.join("\n")}`;
  return { printed, remarks, script };
}

/** Node has `using` from 24 on, and types not in every version. */
async function forThisNode(script, loader) {
  if (loader === "js" && !/^\s*using /m.test(script)) return script;
  return (await transform(script, { loader, target: `node${process.versions.node}` })).code;
}

async function run(text, name, language = "js") {
  const { printed, remarks, script } = instrument(text);
  assert.ok(remarks > 0, "an example says what it gives");
  const lines = [];
  globalThis.documented = {
    console: { log: (...words) => lines.push(...format(...words).split("\n")) },
    equal: (actual, expected) => assert.deepEqual(actual, expected),
    throws: (action, expected) => assert.throws(action, { name: "ReckonerError", code: expected }),
  };
  const file = join(project.folder, name);
  writeFileSync(file, await forThisNode(script, language));
  await import(pathToFileURL(file));
  assert.deepEqual(lines, printed);
}

for (const document of DOCUMENTS) {
  const scripts = blocks(document).filter(({ language }) => ["js", "ts"].includes(language));
  for (const { language, line, text } of scripts) {
    // Those that are files of a project are run in it, by runners.test.mjs.
    if (fileOf(text) !== undefined) continue;
    const name = `${document.replaceAll(/\W/g, "-")}-${line}.mjs`;
    test(`${document}:${line}`, () => run(text, name, language));
  }
  const charges = tableRows(document).filter(
    ({ head }) => ["formula", "amount", "charge"].every((name) => head.includes(name)),
  );
  for (const { cells, head, line } of charges) {
    const [formula, amount, charge] = ["formula", "amount", "charge"]
      .map((name) => code(cells[head.indexOf(name)]));
    test(`${document}:${line}`, async () => {
      const { compile } = await import("../../pkg/node.js");
      assert.equal(compile(formula).charge(amount), charge);
    });
  }
}

test("tables of postings say what the example above them prints", () => {
  let tables = 0;
  for (const document of DOCUMENTS) {
    const rows = tableRows(document).filter(({ head }) => head.join() === "account,debit,credit");
    for (const { line, text } of blocks(document)) {
      const next = blocks(document).find((block) => block.line > line)?.line ?? Infinity;
      const told = rows.filter((row) => row.line > line && row.line < next);
      if (told.length === 0) continue;
      tables += 1;
      const postings = told.map(({ cells: [account, debit, credit] }) =>
        debit === "" ? `credit ${account} ${credit}` : `debit ${account} ${debit}`,
      );
      const printed = [...text.matchAll(/^\/\/ → ((?:debit|credit) .*)$/gm)].map(([, row]) => row);
      assert.deepEqual(postings, printed, `${document}:${line}`);
    }
  }
  assert.ok(tables >= 4);
});

test("an example that is wrong is found", async () => {
  await assert.rejects(run('round("2.345"); // → "2.34"', "wrong-value.mjs"));
  await assert.rejects(run('console.log(round("2.345")); // → 2.34', "wrong-line.mjs"));
  await assert.rejects(run('round("2.345"); // throws amount-empty', "wrong-code.mjs"));
  await assert.rejects(run('console.log(1);\nround("1"); // → "1.00"', "silent.mjs"));
  await assert.rejects(run('round("2.345");', "no-remark.mjs"));
});
