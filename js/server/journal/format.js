// How the journal's file is made: a header, then records, one behind the other. Numbers are
// unsigned and little-endian.
//
//   header: "RRJOURNL", format (4), SHA-256 of the configuration (32), version of the package (32,
//           filled up with zeros), CRC-32C of all that (4)
//   record: length of the payload (4), number of the record from 0 (4), CRC-32C of these two (4),
//           CRC-32C of the payload (4), payload
//   payload: length of the text (4), text in JSON, bytes if the text is about some
//
// The length has a check of its own: else a flipped bit in it would look like a file that ends
// inside its last record, and all behind it would be cut off in good faith.

import { crc32c } from "./crc32c.js";

const MAGIC = Buffer.from("RRJOURNL");
const FORMAT = 1;
const VERSION_LENGTH = 32;
const DIGEST_LENGTH = 32;
export const HEADER_LENGTH = MAGIC.length + 4 + DIGEST_LENGTH + VERSION_LENGTH + 4;
export const RECORD_HEAD_LENGTH = 16;

/** A file that cannot be gone on with, said in one sentence. */
export class JournalError extends Error {
  // A getter keeps the name when the class is renamed.
  get name() {
    return "JournalError";
  }
}

/**
 * The header of a journal.
 *
 * @param {{ digest: Buffer, version: string }} about the configuration and the package
 */
export function header({ digest, version }) {
  const bytes = Buffer.alloc(HEADER_LENGTH);
  MAGIC.copy(bytes);
  bytes.writeUInt32LE(FORMAT, MAGIC.length);
  digest.copy(bytes, MAGIC.length + 4);
  bytes.write(version, MAGIC.length + 4 + DIGEST_LENGTH, VERSION_LENGTH);
  const checked = HEADER_LENGTH - 4;
  bytes.writeUInt32LE(crc32c(bytes.subarray(0, checked)), checked);
  return bytes;
}

/**
 * Refuses the header of another journal.
 *
 * @param {Buffer} bytes as many as a header has, if the file has so many
 * @param {{ digest: Buffer, version: string }} about
 */
export function checkHeader(bytes, about) {
  if (!bytes.subarray(0, MAGIC.length).equals(MAGIC)) {
    throw new JournalError("it is no journal: give the name of one, or of a new file");
  }
  if (bytes.length < HEADER_LENGTH) throw damaged(0, "its header");
  const checked = HEADER_LENGTH - 4;
  if (bytes.readUInt32LE(checked) !== crc32c(bytes.subarray(0, checked))) {
    throw damaged(0, "its header");
  }
  const format = bytes.readUInt32LE(MAGIC.length);
  const digestAt = MAGIC.length + 4;
  const versionAt = digestAt + DIGEST_LENGTH;
  const version = bytes.toString("utf8", versionAt, checked).replace(/\0+$/, "");
  if (format !== FORMAT || version !== about.version) {
    throw new JournalError(
      `it is of version ${version}, and this is ${about.version}, which may answer otherwise: ` +
        "go on with that version, or give the name of a new file",
    );
  }
  if (!bytes.subarray(digestAt, versionAt).equals(about.digest)) {
    throw new JournalError(
      "it was begun with another configuration, or another seed, clock or number of worlds: " +
        "start with those, or give the name of a new file",
    );
  }
}

/** What a record says, before the bytes that it may have. */
export function payload(text) {
  const json = Buffer.from(JSON.stringify(text));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(json.length);
  return Buffer.concat([length, json]);
}

export function readPayload(bytes) {
  const end = 4 + bytes.readUInt32LE(0);
  return { entry: JSON.parse(bytes.toString("utf8", 4, end)), bytes: bytes.subarray(end) };
}

/** Whether a payload has bytes besides its text. */
export const hasBytes = (bytes) => bytes.length > 4 + bytes.readUInt32LE(0);

/** What a payload begins with whose record says that another one is not to be made again. */
const VOID = Buffer.from('{"kind":"void",');

/** The number of the record that is not to be made again, if a payload says so of one. */
export function voidOf(bytes) {
  if (!bytes.subarray(4, 4 + VOID.length).equals(VOID)) return undefined;
  return readPayload(bytes).entry.number;
}

/** A record around its payload. */
export function record(number, content) {
  return Buffer.concat([head(number, [content]), content]);
}

/**
 * What a record has before the parts of its payload.
 *
 * @param {number} number
 * @param {Uint8Array[]} parts
 */
export function head(number, parts) {
  const bytes = Buffer.alloc(RECORD_HEAD_LENGTH);
  bytes.writeUInt32LE(parts.reduce((sum, part) => sum + part.length, 0), 0);
  bytes.writeUInt32LE(number, 4);
  bytes.writeUInt32LE(crc32c(bytes.subarray(0, 8)), 8);
  bytes.writeUInt32LE(parts.reduce((check, part) => crc32c(part, check), 0), 12);
  return bytes;
}

/**
 * The records of a file behind its header. What the file ends inside of is no record.
 *
 * @param {(offset: number, length: number) => Buffer} read gives fewer bytes at the file's end only
 * @param {number} size the file's
 * @returns {Generator<{ payload: Buffer, end: number }, void, undefined>}
 */
export function* records(read, size) {
  let offset = HEADER_LENGTH;
  for (let number = 0; offset < size; number += 1) {
    const head = read(offset, RECORD_HEAD_LENGTH);
    // A file system may have made the file longer, and not have come to write what is in it.
    if (isZero(head) && isZeroFrom(read, offset, size)) return;
    if (head.length < RECORD_HEAD_LENGTH) return;
    if (head.readUInt32LE(8) !== crc32c(head.subarray(0, 8))) throw damaged(offset, "a record");
    if (head.readUInt32LE(4) !== number) throw damaged(offset, "the order of the records");
    const length = head.readUInt32LE(0);
    const content = read(offset + RECORD_HEAD_LENGTH, length);
    if (content.length < length) return;
    if (head.readUInt32LE(12) !== crc32c(content)) throw damaged(offset, "a record");
    offset += RECORD_HEAD_LENGTH + length;
    yield { payload: content, end: offset };
  }
}

function isZero(bytes) {
  return bytes.every((byte) => byte === 0);
}

function isZeroFrom(read, offset, size) {
  const step = 1 << 16;
  for (let at = offset; at < size; at += step) if (!isZero(read(at, step))) return false;
  return true;
}

/** What is said of a file that was changed behind our back. */
export function damaged(offset, what) {
  return new JournalError(
    `${what} is damaged at byte ${offset}, and nothing from there on can be trusted: ` +
      "restore the file from a copy, or give the name of a new file",
  );
}
