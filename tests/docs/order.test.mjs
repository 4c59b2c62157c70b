// Whether the documents hang together: links, codes, versions, and blocks that something runs.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { blocks, DOCUMENTS, read, ROOT } from "./support.mjs";

/** Headings as GitHub makes anchors of them. */
const anchors = (name) =>
  [...read(name).matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
    heading.toLowerCase().replaceAll(/[^\w\- ]/g, "").replaceAll(" ", "-"),
  );

test("every link leads somewhere", () => {
  for (const document of DOCUMENTS) {
    const prose = read(document).replaceAll(/```[^]*?```/g, "");
    for (const [, target] of prose.matchAll(/\]\(([^)]*)\)/g)) {
      assert.doesNotMatch(target, /^\w+:/, `${document}: an address outside, ${target}`);
      const [path, anchor] = target.split("#");
      const name = path === "" ? document : join(dirname(document), path);
      assert.ok(existsSync(join(ROOT, name)), `${document}: ${target}`);
      if (anchor !== undefined) assert.ok(anchors(name).includes(anchor), `${document}: ${target}`);
    }
  }
});

/** What a check runs of a document; the guide to tables has one of its own, in Python. */
const languages = (document) =>
  document === "docs/tables.md"
    ? ["console", "json", "python"]
    : ["html", "java", "js", "php", "python", "sh", "text", "ts"];

test("every block is run, or is a text that nothing could run", () => {
  for (const document of DOCUMENTS) {
    for (const { language, line } of blocks(document)) {
      const isKnown = languages(document).includes(language);
      assert.ok(isKnown, `${document}:${line} ${language}`);
    }
  }
});

/**
 * No example can give these: it takes servers and policies of pages, bugs of ours, and Rust, where
 * alone an operation is called by its name.
 */
const UNSEEN = [
  "module-missing",
  "wasm-blocked",
  "wasm-unsupported",
  "books-unbalanced",
  "settlement-failed",
  "internal",
  "ledger-lost",
  "out-of-memory",
  "server-unsupported",
  "unknown-operation",
];

test("every diagnostic has an example that gives it", () => {
  const examples = blocks("docs/diagnostics.md");
  const headings = [...read("docs/diagnostics.md").matchAll(/^### `(.*)`$/gm)];
  assert.ok(headings.length > 60);
  for (const [, code] of headings) {
    if (UNSEEN.includes(code)) continue;
    const own = examples.filter(({ heading }) => heading === `\`${code}\``);
    const given = [`[${code}]`, `// throws ${code}`, `// → ["${code}"]`];
    const gives = ({ text }) => given.some((one) => text.includes(one));
    assert.ok(own.some(gives), code);
  }
});

test("the change log begins with what is to come and knows the version", () => {
  const log = read("CHANGELOG.md");
  const headings = [...log.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading);
  const [, version] = /^version = "(.+)"$/m.exec(read("Cargo.toml"));
  assert.match(headings[0], /^\[Unreleased\]/);
  assert.ok(log.includes(version), `the change log does not mention ${version}`);
});
