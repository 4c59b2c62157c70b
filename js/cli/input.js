// Files and standard input, as texts.

import { createReadStream, fstatSync } from "node:fs";
import { UsageError } from "./arguments.js";
import { print } from "./print.js";

export const STANDARD_INPUT = "-";
const STANDARD_INPUT_FD = 0;

// Longer documents are refused by their readers, who need no more than this to see it.
const BYTES_ENOUGH = (1 << 20) + 8;

const REASONS = {
  EACCES: "reading it is not permitted",
  EISDIR: "it is a folder",
  ENOENT: "there is no such file",
  ENOTDIR: "there is no such file",
};

/** What a file or standard input is called in messages. */
const nameOf = (path) => (path === STANDARD_INPUT ? "standard input" : path);

/** The text of a file, or of standard input, and the name to call it by. */
export async function readInput(path) {
  const name = nameOf(path);
  if (path === STANDARD_INPUT && process.stdin.isTTY) {
    await print(process.stderr, "reading the document; end with control-D\n");
  }
  const stream = path === STANDARD_INPUT ? process.stdin : createReadStream(path);
  const bytes = await readBytes(chunksOf(stream, path));
  try {
    // Where reading has stopped early, it may have been inside a character.
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes, {
      stream: bytes.length > BYTES_ENOUGH,
    });
    return { name, path, text };
  } catch {
    throw unreadable(path, "it is not in UTF-8, save it in that encoding");
  }
}

/** What comes through a stream, bit by bit; that it cannot be read is wrong usage. */
export async function* chunksOf(stream, path) {
  // As standard input a folder would look empty.
  if (path === STANDARD_INPUT && fstatSync(STANDARD_INPUT_FD).isDirectory()) {
    throw unreadable(path, REASONS.EISDIR);
  }
  try {
    yield* stream;
  } catch (thrown) {
    const error = /** @type {NodeJS.ErrnoException} */ (thrown);
    throw unreadable(path, REASONS[error.code ?? ""] ?? error.message);
  }
}

function unreadable(path, reason) {
  return new UsageError(`cannot read \`${nameOf(path)}\`: ${reason}`);
}

async function readBytes(input) {
  const chunks = [];
  let length = 0;
  for await (const chunk of input) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > BYTES_ENOUGH) break;
  }
  return Buffer.concat(chunks);
}
