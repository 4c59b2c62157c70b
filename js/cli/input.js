// Files and standard input, as texts.

import { createReadStream } from "node:fs";
import { UsageError } from "./arguments.js";

export const STANDARD_INPUT = "-";

// Longer documents are refused by their readers, who need no more than this to see it.
const BYTES_ENOUGH = (1 << 20) + 8;

const REASONS = {
  EACCES: "reading it is not permitted",
  EISDIR: "it is a folder",
  ENOENT: "there is no such file",
  ENOTDIR: "there is no such file",
};

/** The text of a file, or of standard input, and the name to call it by. */
export async function readInput(path) {
  const name = path === STANDARD_INPUT ? "standard input" : path;
  if (path === STANDARD_INPUT && process.stdin.isTTY) {
    process.stderr.write("reading the document; end with control-D\n");
  }
  const bytes = await readBytes(path, name);
  try {
    // Where reading has stopped early, it may have been inside a character.
    const stream = bytes.length > BYTES_ENOUGH;
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream });
    return { name, path, text };
  } catch {
    throw new UsageError(`cannot read \`${name}\`: it is not in UTF-8, save it in that encoding`);
  }
}

async function readBytes(path, name) {
  const chunks = [];
  let length = 0;
  try {
    const stream = path === STANDARD_INPUT ? process.stdin : createReadStream(path);
    for await (const chunk of stream) {
      chunks.push(chunk);
      length += chunk.length;
      if (length > BYTES_ENOUGH) break;
    }
  } catch (thrown) {
    const error = /** @type {NodeJS.ErrnoException} */ (thrown);
    const reason = REASONS[error.code ?? ""] ?? error.message;
    throw new UsageError(`cannot read \`${name}\`: ${reason}`);
  }
  return Buffer.concat(chunks);
}
