// How far a long run is, shown on a terminal while nothing else is written there.

import { fstatSync } from "node:fs";
import { SingleBar } from "cli-progress";

const SHOW_AFTER_MS = 500;

const BAR = {
  barCompleteChar: "█",
  barIncompleteChar: "░",
  barsize: 20,
  clearOnComplete: true,
  fps: 5,
  // The library would otherwise switch off line wrapping and take over SIGINT to switch it back on.
  gracefulExit: false,
  linewrap: true,
  stream: process.stderr,
};
const KNOWN = "{bar} {percentage}% | {count} {what} | {rate} {what}/s | {eta_formatted} left";
const UNKNOWN = "{count} {what} | {rate} {what}/s";

/** Whether there is a bar on the terminal. */
let shown = false;

/** Makes room for a message. The display is of figures only: nothing of the input is in it. */
export function clear() {
  if (shown) process.stderr.write("\r\u001b[K");
}

/** A progress display that stays silent unless standard error is a terminal and the run is long. */
export function createProgress(input) {
  if (!process.stderr.isTTY || process.stdout.isTTY) return { clear() {}, stop() {}, update() {} };
  const size = inputSize(input);
  const bar = createBar("lines", size);
  return {
    clear,
    stop: () => bar.stop(),
    update: (lines) => bar.update(input.bytesRead, lines),
  };
}

/** A bar that comes when a run has lasted: `total` is how long it gets, where that is known. */
function createBar(what, total) {
  const began = performance.now();
  let bar;
  return {
    stop() {
      bar?.stop();
      shown = false;
    },
    /** @param {number} done of the total @param {number} count of the things that are named */
    update(done, count) {
      const elapsed = performance.now() - began;
      if (elapsed < SHOW_AFTER_MS) return;
      const figures = { count: grouped(count), rate: grouped((1_000 * count) / elapsed), what };
      if (bar === undefined) {
        bar = new SingleBar({ ...BAR, format: total === undefined ? UNKNOWN : KNOWN });
        shown = true;
        bar.start(total ?? 0, done, figures);
      }
      bar.update(done, figures);
    },
  };
}

/** How often a job tells how far it is where nobody watches. */
const LINE_EVERY_MS = 60_000;
const LOOK_EVERY_MS = 200;

/**
 * Watches a job that goes through rows: by a bar on a terminal, by a line a minute elsewhere.
 *
 * @param {() => number} rowsDone
 * @param {number | undefined} total how many rows there are, where that is known
 * @returns what ends it
 */
export function watchRows(rowsDone, total) {
  if (process.stderr.isTTY) {
    const bar = createBar("rows", total);
    const timer = setInterval(() => bar.update(rowsDone(), rowsDone()), LOOK_EVERY_MS);
    return () => {
      clearInterval(timer);
      bar.stop();
    };
  }
  const began = performance.now();
  const timer = setInterval(() => {
    const rate = grouped((1_000 * rowsDone()) / (performance.now() - began));
    const all = total === undefined ? "" : ` of ${grouped(total)}`;
    process.stderr.write(`${grouped(rowsDone())}${all} rows, ${rate} rows/s\n`);
  }, LINE_EVERY_MS);
  return () => clearInterval(timer);
}

/** How many bytes will come, which only a file tells. */
function inputSize(input) {
  if (input.fd === undefined) return undefined;
  const status = fstatSync(input.fd);
  return status.isFile() ? status.size : undefined;
}

function grouped(count) {
  return Math.round(count).toLocaleString("en");
}
