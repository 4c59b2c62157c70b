// A file belongs to one process at a time: beside it lies a lock with that process's number.

import { randomUUID } from "node:crypto";
import { lstatSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { JournalError } from "./format.js";

/** Whoever takes over a lock that was left behind looks once more whether another did so, too. */
const SETTLING_MS = 100;

/** What a lock says: the number of a process, when it was started, and which lock this is. */
const MARK = /^[0-9]+ \S+ \S+\n$/;

/**
 * Takes a file for this process.
 *
 * @param {string} path the file's
 * @returns {Promise<() => void>} gives it back
 */
export async function lock(path) {
  const file = `${path}.lock`;
  const mark = `${process.pid} ${startOf(process.pid)} ${randomUUID()}\n`;
  if (!create(file, mark)) {
    const held = await wholeOf(file);
    if (held !== undefined && isAlive(held)) throw refusal(file, held);
    rmSync(file, { force: true });
    if (!create(file, mark)) throw refusal(file, contentOf(file) ?? "");
    await wait(SETTLING_MS);
    const now = contentOf(file);
    if (now !== mark) throw refusal(file, now ?? "");
  }
  return () => {
    if (contentOf(file) === mark) rmSync(file, { force: true });
  };
}

function create(file, mark) {
  try {
    writeFileSync(file, mark, { flag: "wx" });
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === "EEXIST") return false;
    throw error;
  }
}

/** What a lock says, once whoever has just made it has written it. */
async function wholeOf(file) {
  if (lstatSync(file, { throwIfNoEntry: false })?.isFile() === false) {
    throw new JournalError(`\`${file}\` is no file: take it away, or give another name`);
  }
  const held = contentOf(file);
  if (held === undefined || MARK.test(held)) return held;
  await wait(SETTLING_MS);
  return contentOf(file);
}

function contentOf(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

/** Whether the process that wrote a lock is still there, and not another of the same number. */
function isAlive(held) {
  const [pid, start] = held.split(" ");
  if (!/^[0-9]+$/.test(pid)) return false;
  try {
    process.kill(Number(pid), 0);
  } catch (error) {
    // Whose processes may not be asked lives, too.
    return /** @type {NodeJS.ErrnoException} */ (error).code === "EPERM";
  }
  return startOf(Number(pid)) === start;
}

/** When a process was started, where the system tells; a number is given to others later. */
function startOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name, which comes second, may have anything in it.
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
  } catch {
    return "-";
  }
}

function refusal(file, held) {
  const [pid] = held.split(" ");
  return new JournalError(
    `process ${pid || "unknown"} has it: stop that one, or give the name of another file; ` +
      `the lock is \`${file}\``,
  );
}
