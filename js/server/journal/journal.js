// The journal: what changes the worlds, on disk before it is done. A change is written first and
// made then, so that the worlds are always what the file says, and a change that cannot be written
// has never come.

import { closeSync, constants, fdatasync, fdatasyncSync, fstatSync, fsyncSync } from "node:fs";
import { ftruncate, ftruncateSync, openSync, readSync, renameSync, rmSync } from "node:fs";
import { write, writeSync } from "node:fs";
import { dirname } from "node:path";
import { promisify } from "node:util";
import * as format from "./format.js";
import { JournalError } from "./format.js";
import { lock } from "./lock.js";

export { JournalError };

/** How many changes may break the worlds, one after the other, before the file is given up. */
const BROKEN_MAX = 16;

/** Beyond so many bytes of records, a snapshot takes their place. */
const RECORDS_MAX = 64 << 20;

const REASONS = {
  EACCES: "that is not permitted",
  EDQUOT: "there is no space left",
  EISDIR: "it is a folder",
  ENOENT: "its folder is not there",
  ENOSPC: "there is no space left",
  ENOTDIR: "its folder is not there",
  EROFS: "the file system can only be read",
};

const sync = promisify(fdatasync);
const truncate = promisify(ftruncate);
const writeAt = promisify(write);

/**
 * @typedef {object} JournalOptions
 * @property {string} path
 * @property {Buffer} digest the SHA-256 of what the worlds are made from
 * @property {string} version the package's
 * @property {(entry: any, bytes?: Buffer) => any} apply makes a change, and gives its answer
 * @property {() => Iterable<[object, Uint8Array]>} snapshots entries that lead to the present state
 * @property {(text: string) => void} notice tells the user something
 * @property {number} [recordsMax]
 * @property {(error: any) => Loss | undefined} [lossOf] what an error of `apply` means
 * @property {() => void} [renew] makes the worlds anew, as they were before the first record
 * @property {() => void} [renewed] is called when they are again as they are to be
 *
 * @typedef {"worlds" | "before" | "nothing"} Loss the change broke all worlds; they had been broken
 *   before it; it was refused, as it will be whenever it is made again
 */

export class Journal {
  /** @type {JournalOptions} */
  #options;
  #fd = -1;
  #unlock = () => {};
  #number = 0;

  /** Where the next record goes: behind it, the file may have what could not be written whole. */
  #end = 0;

  /** The numbers of the records whose changes broke the worlds: they are not made again. */
  #voids = new Set();

  /** Where the records begin that came behind the last snapshot. */
  #snapshotEnd = 0;

  /** A file that is cut to its good part before it is written to again. */
  #isTorn = false;

  /** @type {{ entry: object, resolve: (answer: any) => void, reject: (error: any) => void }[]} */
  #waiting = [];

  /** @type {Promise<void> | undefined} */
  #writing;

  /** @param {JournalOptions} options */
  constructor(options) {
    this.#options = options;
  }

  /**
   * Opens the file, and makes all changes in it once more; or begins it.
   *
   * @param {JournalOptions} options
   */
  static async open(options) {
    const journal = new Journal(options);
    try {
      journal.#unlock = await lock(options.path);
      journal.#fd = openSync(options.path, constants.O_RDWR | constants.O_CREAT, 0o600);
      journal.#replay();
    } catch (error) {
      journal.#release();
      throw refused(error);
    }
    return journal;
  }

  /** Whether the file had something in it when it was opened. */
  get hasBegun() {
    return this.#number > 0;
  }

  /**
   * Writes a change to the disk, then makes it. Changes are made in the order of these calls.
   *
   * @template T
   * @param {object} entry
   * @returns {Promise<T>} what `apply` gives
   * @throws {JournalError} nothing is written, and nothing is changed
   */
  commit(entry) {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ entry, resolve, reject });
      this.#writing ??= this.#drain();
    });
  }

  /** Puts a snapshot in the place of all records. */
  async compact() {
    // Nothing is under way then, and nothing can begin before the file is whole again.
    while (this.#writing !== undefined) await this.#writing;
    this.#compact(this.#options);
  }

  /**
   * Begins the file anew, for worlds that are made from something else: `begin` makes them, and
   * gives what is called when that is for good, or not.
   *
   * @param {Buffer} digest
   * @param {() => (isForGood: boolean) => void} begin
   */
  async restart(digest, begin) {
    while (this.#writing !== undefined) await this.#writing;
    const options = { ...this.#options, digest };
    const end = begin();
    try {
      this.#compact(options);
    } catch (error) {
      end(false);
      throw error;
    }
    end(true);
    this.#options = options;
  }

  /** Writes what is under way, and gives the file to others. */
  async close() {
    await this.#writing;
    this.#release();
  }

  #release() {
    if (this.#fd !== -1) closeSync(this.#fd);
    this.#fd = -1;
    this.#unlock();
  }

  #replay() {
    const { digest, notice, path, version } = this.#options;
    const { size } = fstatSync(this.#fd);
    const read = (offset, length) => readFrom(this.#fd, offset, Math.min(length, size - offset));
    const head = read(0, format.HEADER_LENGTH);
    const own = format.header({ digest, version });
    // A process may have ended before it had written the header.
    if (head.length < own.length && own.subarray(0, head.length).equals(head)) {
      ftruncateSync(this.#fd, 0);
      this.#end = writeWhole(this.#fd, own, 0);
      fdatasyncSync(this.#fd);
      syncFolder(path);
      this.#snapshotEnd = this.#end;
      return;
    }
    format.checkHeader(head, { digest, version });
    this.#end = own.length;
    this.#snapshotEnd = own.length;
    for (const { payload, end } of format.records(read, size)) {
      if (format.hasBytes(payload)) this.#snapshotEnd = end;
      const broken = format.voidOf(payload);
      if (broken !== undefined) this.#voids.add(broken);
      this.#end = end;
      this.#number += 1;
    }
    const rest = size - this.#end;
    // All is known to be good before anything of it happens.
    this.#redo(this.#number);
    if (rest === 0) return;
    notice(
      `the journal ended inside a record, which nobody was answered: ${rest} bytes from byte ` +
        `${size - rest} on were cut off`,
    );
    ftruncateSync(this.#fd, this.#end);
    fdatasyncSync(this.#fd);
  }

  /**
   * Makes all changes before a record once more, in worlds that are as they began. One that breaks
   * the worlds is left out from then on, and all is begun anew.
   */
  #redo(until) {
    for (let turn = 0; turn <= BROKEN_MAX; turn += 1) {
      const broken = this.#firstBroken(until);
      if (broken === undefined) return;
      this.#leaveOut(broken);
      this.#options.renew?.();
    }
    throw new JournalError("its changes break the worlds, whichever are left out");
  }

  /** Makes changes until one breaks the worlds, and gives its number. */
  #firstBroken(until) {
    const { apply, lossOf } = this.#options;
    const end = this.#end;
    const read = (offset, length) => readFrom(this.#fd, offset, Math.min(length, end - offset));
    let number = -1;
    for (const { payload } of format.records(read, end)) {
      number += 1;
      if (number >= until) return undefined;
      if (this.#voids.has(number) || format.voidOf(payload) !== undefined) continue;
      const { entry, bytes } = format.readPayload(payload);
      try {
        apply(entry, bytes);
      } catch (error) {
        const loss = lossOf?.(error);
        if (loss === undefined) throw error;
        if (loss !== "nothing") return number;
      }
    }
    return undefined;
  }

  /** Notes that a change broke the worlds. */
  #leaveOut(number) {
    this.#voids.add(number);
    const text = format.payload({ kind: "void", number });
    try {
      this.#end = writeWhole(this.#fd, format.record(this.#number, text), this.#end);
      this.#number += 1;
      fdatasyncSync(this.#fd);
    } catch {
      // Whoever opens the file comes upon it again.
      this.#isTorn = true;
    }
  }

  /** Makes a change that is on disk; of worlds that are broken, all before it is made again. */
  #make(entry, number) {
    const { apply, lossOf, renew, renewed } = this.#options;
    try {
      return apply(entry);
    } catch (error) {
      const loss = lossOf?.(error);
      if (loss !== "worlds" && loss !== "before") throw error;
      if (loss === "worlds") this.#leaveOut(number);
      renew?.();
      this.#redo(number);
      renewed?.();
      if (loss === "worlds") throw error;
      return apply(entry);
    }
  }

  async #drain() {
    // What comes in this turn goes into one batch.
    await undefined;
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      await this.#write(batch);
      this.#compactIfLong();
    }
    // Not later: what is committed before that would wait for nobody.
    this.#writing = undefined;
  }

  /** Several changes by one write and one sync. */
  async #write(batch) {
    const records = batch.map(({ entry }, index) =>
      format.record(this.#number + index, format.payload(entry)),
    );
    const bytes = Buffer.concat(records);
    try {
      await this.#mend();
      for (let done = 0; done < bytes.length; ) {
        this.#isTorn = true;
        const rest = bytes.subarray(done);
        const { bytesWritten } = await writeAt(this.#fd, rest, 0, rest.length, this.#end + done);
        done += bytesWritten;
      }
      await sync(this.#fd);
      this.#isTorn = false;
    } catch (error) {
      // The next batch tries that again if it fails.
      await this.#mend().catch(() => {});
      for (const { reject } of batch) reject(refused(error));
      return;
    }
    this.#end += bytes.length;
    this.#number += batch.length;
    const first = this.#number - batch.length;
    for (const [index, { entry, resolve, reject }] of batch.entries()) {
      try {
        resolve(this.#make(entry, first + index));
      } catch (error) {
        reject(error);
      }
    }
  }

  /** Cuts off what of a batch has come to the file. */
  async #mend() {
    if (!this.#isTorn) return;
    await truncate(this.#fd, this.#end);
    await sync(this.#fd);
    this.#isTorn = false;
  }

  #compactIfLong() {
    const { notice, recordsMax = RECORDS_MAX } = this.#options;
    if (this.#end - this.#snapshotEnd <= recordsMax) return;
    try {
      this.#compact(this.#options);
    } catch (error) {
      notice(`the journal stays as long as it is: ${/** @type {Error} */ (error).message}`);
      // It is tried again when as much has come on top.
      this.#snapshotEnd = this.#end;
    }
  }

  /** Writes a file with the present state, and lets it take the place of ours when it is whole. */
  #compact({ digest, path, snapshots, version }) {
    const fresh = `${path}.new`;
    let fd = -1;
    let number = 0;
    try {
      fd = openSync(fresh, "w+", 0o600);
      let end = writeWhole(fd, format.header({ digest, version }), 0);
      for (const [entry, bytes] of snapshots()) {
        // A snapshot may be large: it is not copied into one piece with what is before it.
        const parts = [format.payload(entry), bytes];
        for (const part of [format.head(number, parts), ...parts]) end = writeWhole(fd, part, end);
        number += 1;
      }
      fdatasyncSync(fd);
      renameSync(fresh, path);
      closeSync(this.#fd);
      this.#fd = fd;
      this.#end = end;
    } catch (error) {
      if (fd !== -1) closeSync(fd);
      rmSync(fresh, { force: true });
      throw refused(error);
    }
    this.#snapshotEnd = this.#end;
    this.#number = number;
    this.#voids.clear();
    this.#isTorn = false;
    syncFolder(path);
  }
}

function readFrom(fd, offset, length) {
  const bytes = Buffer.alloc(Math.max(0, length));
  let done = 0;
  while (done < bytes.length) {
    const count = readSync(fd, bytes, done, bytes.length - done, offset + done);
    if (count === 0) break;
    done += count;
  }
  return bytes.subarray(0, done);
}

function writeWhole(fd, bytes, offset) {
  for (let done = 0; done < bytes.length; ) {
    done += writeSync(fd, bytes, done, bytes.length - done, offset + done);
  }
  return offset + bytes.length;
}

/** A new name is on disk when its folder is. */
function syncFolder(path) {
  // Windows knows no folders that are open.
  if (process.platform === "win32") return;
  const fd = openSync(dirname(path), "r");
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

/** What the system says, in our words. */
function refused(error) {
  if (error instanceof JournalError || typeof error?.code !== "string") return error;
  return new JournalError(REASONS[error.code] ?? error.message, { cause: error });
}
