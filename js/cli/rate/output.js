// The file that is written, and what says that it is whole.
//
// It is written under another name and gets its own when it is done; the manifest comes last.
// Without a manifest there is no answer, whatever else is there. While a job writes, a lock keeps
// all others off: they would write the same files, and each would vouch for what another wrote.

import {
  closeSync, existsSync, fsyncSync, lstatSync, openSync, realpathSync, renameSync, rmSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";
import { lock } from "../../server/journal/lock.js";
import { printable } from "../print.js";
import { DocumentError } from "../rule.js";

const REASONS = {
  EACCES: "writing it is not permitted",
  EDQUOT: "there is no space left",
  EFBIG: "it would be too large",
  ENOSPC: "there is no space left",
  ENOTDIR: "its folder is not there",
  EPERM: "writing it is not permitted",
  EROFS: "the file system can only be read",
};

/** What may be there and is not to be replaced, by the question that tells; and what to do. */
const OTHERS = [
  ["isDirectory", "it is a folder"],
  ["isSymbolicLink", "it is a symbolic link: give the name of the file itself"],
  ["isFIFO", "it is a pipe: give the name of a file"],
  ["isSocket", "it is a socket: give the name of a file"],
  ["isBlockDevice", "it is a device: give the name of a file"],
  ["isCharacterDevice", "it is a device: give the name of a file"],
];

export class Output {
  path;
  isCsv;

  /** What is written until it is whole. */
  part;

  manifest;
  explained;

  /** Gives the place back to other jobs, once it was taken. @type {(() => void) | undefined} */
  #release;

  constructor(path) {
    this.path = path;
    this.isCsv = /\.csv$/i.test(path);
    this.part = `${path}.part`;
    this.manifest = `${path}.manifest.json`;
    this.explained = `${path}.explained.jsonl`;
  }

  /** The names under which the files are written. */
  get #parts() {
    return [this.part, `${this.manifest}.part`, `${this.explained}.part`];
  }

  /** Refuses a place where it cannot be, or where something is that is to stay. */
  check({ overwrite }) {
    if (!existsSync(dirname(this.path))) refuse(this.path, "its folder is not there");
    for (const path of this.#parts) isFile(path);
    for (const path of [this.path, this.manifest, this.explained]) {
      if (isFile(path) && !overwrite) {
        refuse(path, "it is there already; `--overwrite` replaces it");
      }
    }
  }

  /** Refuses to take the place of a table that is read. */
  checkAgainst(files) {
    const read = new Set(files.filter((file) => existsSync(file)).map((file) => realpathSync(file)));
    for (const path of [this.path, this.manifest, this.explained, ...this.#parts]) {
      if (!existsSync(path) || !read.has(realpathSync(path))) continue;
      refuse(path, "it is one of the tables that are read");
    }
  }

  /**
   * Takes the place for this job, and takes away what says that an earlier one is done, before
   * anything else.
   */
  async begin(order) {
    try {
      this.#release = await lock(this.part);
    } catch (error) {
      refuseFor(this.path, error);
    }
    // Another job may have ended since.
    this.check(order);
    attempt(this.path, () => {
      for (const path of [this.manifest, this.explained, this.part]) rmSync(path, { force: true });
    });
  }

  /** The table is whole. */
  keep() {
    attempt(this.path, () => {
      const file = openSync(this.part, "r+");
      fsyncSync(file);
      closeSync(file);
      renameSync(this.part, this.path);
    });
  }

  /** Writes another file: all of it, or nothing. */
  write(path, text) {
    const part = `${path}.part`;
    attempt(path, () => {
      const file = openSync(part, "w");
      try {
        writeSync(file, text);
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
      renameSync(part, path);
    });
  }

  /** Leaves nothing of a table that will not be whole. */
  drop() {
    if (this.#release === undefined) return;
    for (const path of this.#parts) rmSync(path, { force: true });
    this.#release();
    this.#release = undefined;
  }
}

/** Whether a file is there; whatever else is there is refused, for it would be gone for good. */
function isFile(path) {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found === undefined || found.isFile()) return found !== undefined;
  const [, reason] = OTHERS.find(([is]) => found[is]()) ?? [];
  return refuse(path, reason ?? "it is no file");
}

function attempt(path, action) {
  try {
    action();
  } catch (error) {
    refuseFor(path, error);
  }
}

/** @returns {never} */
function refuseFor(path, error) {
  const { code = "", message } = /** @type {NodeJS.ErrnoException} */ (error);
  return refuse(path, REASONS[code] ?? message);
}

/** @returns {never} */
function refuse(path, reason) {
  throw new DocumentError(`${printable(`cannot write \`${path}\`: ${reason}`)}\n`);
}
