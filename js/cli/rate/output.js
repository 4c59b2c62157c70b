// The file that is written, and what says that it is whole.
//
// It is written under another name and gets its own when it is done; the manifest comes last.
// Without a manifest there is no answer, whatever else is there.

import {
  closeSync, existsSync, fsyncSync, openSync, realpathSync, renameSync, rmSync, statSync, writeSync,
} from "node:fs";
import { dirname } from "node:path";
import { printable } from "../print.js";
import { DocumentError } from "../rule.js";

const REASONS = {
  EACCES: "writing it is not permitted",
  EDQUOT: "there is no space left",
  EFBIG: "it would be too large",
  ENOSPC: "there is no space left",
  EPERM: "writing it is not permitted",
  EROFS: "the file system can only be read",
};

export class Output {
  path;
  isCsv;

  /** What is written until it is whole. */
  part;

  manifest;
  explained;

  constructor(path) {
    this.path = path;
    this.isCsv = /\.csv$/i.test(path);
    this.part = `${path}.part`;
    this.manifest = `${path}.manifest.json`;
    this.explained = `${path}.explained.jsonl`;
  }

  /** Refuses a place where it cannot be, or where something is that is to stay. */
  check({ overwrite }) {
    if (!existsSync(dirname(this.path))) refuse(this.path, "its folder is not there");
    for (const path of [this.path, this.manifest, this.explained]) {
      if (!existsSync(path)) continue;
      if (statSync(path).isDirectory()) refuse(path, "it is a folder");
      if (!overwrite) refuse(path, "it is there already; `--overwrite` replaces it");
    }
  }

  /** Refuses to take the place of a table that is read. */
  checkAgainst(files) {
    if (!existsSync(this.path)) return;
    const own = realpathSync(this.path);
    const isOwn = (file) => existsSync(file) && realpathSync(file) === own;
    if (files.some(isOwn)) refuse(this.path, "it is one of the tables that are read");
  }

  /** Takes away what says that an earlier job is done, before anything else. */
  begin() {
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
    for (const path of [this.part, `${this.manifest}.part`, `${this.explained}.part`]) {
      rmSync(path, { force: true });
    }
  }
}

function attempt(path, action) {
  try {
    action();
  } catch (error) {
    const { code = "", message } = /** @type {NodeJS.ErrnoException} */ (error);
    refuse(path, REASONS[code] ?? message);
  }
}

/** @returns {never} */
function refuse(path, reason) {
  throw new DocumentError(`${printable(`cannot write \`${path}\`: ${reason}`)}\n`);
}
