// Which documents the guide has: the README and every one that it leads to, by its links and
// theirs.

import { existsSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { slugOfDocument } from "./slugs.js";

const FIRST = "README.md";

/** Its chapter that lists the documents, in the order to read them in. */
const LIST = "\n## Documentation\n";
const LINK = /\]\(([^)#\s]+)(?:#[^)]*)?\)/g;

/**
 * @param {string} root of the project
 * @returns {Map<string, { slug: string, path: string, text: string }>} by their paths from the root
 */
export function readDocuments(root) {
  const documents = new Map();
  const waiting = [FIRST];
  for (const path of waiting) {
    if (documents.has(path) || !existsSync(join(root, path))) continue;
    const text = readFileSync(join(root, path), "utf8");
    documents.set(path, { slug: slugOfDocument(path), path, text });
    const [before, listed = ""] = text.split(LIST);
    for (const [, target] of (listed + before).matchAll(LINK)) {
      if (target.endsWith(".md")) waiting.push(posix.join(dirname(path), target));
    }
  }
  return documents;
}
