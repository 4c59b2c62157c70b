// The documents, their blocks of code, and a folder in which the packed package is installed.

import {
  chmodSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** Every document that is for users, by its path from the root. */
export const DOCUMENTS = [
  "README.md",
  "CHANGELOG.md",
  "SECURITY.md",
  ...readdirSync(join(ROOT, "docs"))
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`),
];

/** What a script without an import of its own is about. */
const NAMES = [
  "allocate", "calculateCharges", "check", "clamp", "compile", "currencies", "explainCharges",
  "format", "ReckonerError", "round", "sum", "validateBalanceQuery", "validateBook",
  "validateCaasDebit", "validateChargeCalculation", "validateChargeCreation", "validateDebit",
  "validatePayment", "validateRefund", "validateSubscription",
];
export const PRELUDE = `import { ${NAMES.join()} } from "ready-reckoner";`;

export const read = (name) => readFileSync(join(ROOT, name), "utf8");

/**
 * The fenced blocks of a document: language, text, the line on which the text begins, and the
 * nearest heading above.
 *
 * @returns {{ document: string, heading: string, language: string, line: number, text: string }[]}
 */
export function blocks(document) {
  const found = [];
  let heading = "";
  let open;
  for (const [index, line] of read(document).split("\n").entries()) {
    const fence = /^```(.*)$/.exec(line);
    if (open === undefined && fence) {
      open = { document, heading, language: fence[1], line: index + 2, lines: [] };
    } else if (fence) {
      const { lines, ...rest } = open;
      found.push({ ...rest, text: lines.join("\n") });
      open = undefined;
    } else if (open) {
      open.lines.push(line);
    } else if (line.startsWith("#")) {
      heading = line.replace(/^#+ /, "");
    }
  }
  if (open) throw new Error(`${document}:${open.line} opens a block that nothing closes`);
  return found;
}

/**
 * The name of the file that a block is, which its first line says: it is part of a project, and run
 * with the others of its document.
 */
export const fileOf = (text) => /^\/\/ ([\w.-]+\.js)\n/.exec(text)?.[1];

/** The cells of every table row of a document, with the cells of the table's head. */
export function tableRows(document) {
  const rows = [];
  let head;
  let heading = "";
  for (const [index, line] of read(document).split("\n").entries()) {
    if (line.startsWith("#")) heading = line.replace(/^#+ /, "");
    if (!line.startsWith("|")) {
      head = undefined;
      continue;
    }
    // A bar inside a cell is written `\|`.
    const cells = line.split(/(?<!\\)\|/).slice(1, -1);
    const texts = cells.map((cell) => cell.trim().replaceAll("\\|", "|"));
    if (head === undefined) head = texts;
    else if (!/^[-:| ]+$/.test(line)) rows.push({ cells: texts, head, heading, line: index + 1 });
  }
  return rows;
}

/** The text in the backticks of a cell. */
export const code = (cell) => /^`(.*)`$/.exec(cell)?.[1] ?? cell;

const BESIDE = [
  "@jest/globals", "express", "fastify", "jest", "msw", "react", "react-dom", "vitest",
];

/** A project with the package installed, and a `bin` whose `npx` runs its command. */
export function createProject() {
  const folder = mkdtempSync(join(tmpdir(), "ready-reckoner-docs-"));
  const [modules, bin] = [join(folder, "node_modules"), join(folder, "bin")];
  mkdirSync(modules);
  mkdirSync(bin);
  symlinkSync(join(ROOT, "pkg"), join(modules, "ready-reckoner"), "dir");
  // What the documents use beside it.
  mkdirSync(join(modules, "@jest"));
  for (const name of BESIDE) {
    symlinkSync(join(ROOT, "node_modules", name), join(modules, name), "dir");
  }
  const command = join(ROOT, "pkg/cli.js");
  const npx = `#!/bin/sh\nshift\nexec "${process.execPath}" "${command}" "$@"\n`;
  writeFileSync(join(bin, "npx"), npx);
  chmodSync(join(bin, "npx"), 0o755);
  return { folder, bin, remove: () => rmSync(folder, { recursive: true }) };
}
