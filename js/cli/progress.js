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
const KNOWN = "{bar} {percentage}% | {lines} lines | {rate} lines/s | {eta_formatted} left";
const UNKNOWN = "{lines} lines | {rate} lines/s";

/** Whether there is a bar on the terminal. */
let shown = false;

/** Makes room for a message. The display is of figures only: nothing of the input is in it. */
export function clear() {
  if (shown) process.stderr.write("\r\u001b[K");
}

/** A progress display that stays silent unless standard error is a terminal and the run is long. */
export function createProgress(input) {
  if (!process.stderr.isTTY || process.stdout.isTTY) return { clear() {}, stop() {}, update() {} };
  const began = performance.now();
  const size = inputSize(input);
  let bar;
  return {
    clear,
    stop() {
      bar?.stop();
      shown = false;
    },
    update(lines) {
      const elapsed = performance.now() - began;
      if (elapsed < SHOW_AFTER_MS) return;
      const figures = { lines: grouped(lines), rate: grouped((1_000 * lines) / elapsed) };
      if (bar === undefined) {
        bar = new SingleBar({ ...BAR, format: size === undefined ? UNKNOWN : KNOWN });
        shown = true;
        bar.start(size ?? 0, input.bytesRead, figures);
      }
      bar.update(input.bytesRead, figures);
    },
  };
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
