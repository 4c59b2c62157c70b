// Loaded into the command's process by `--import`: at its end it writes the peak of its resident
// memory, in bytes, and the seconds of its processors to descriptor 3.

import { readFileSync, writeSync } from "node:fs";

const REPORT = 3;

process.on("exit", () => {
  const { user, system } = process.cpuUsage();
  writeSync(REPORT, `${peakKibibytes() * 1_024} ${(user + system) / 1e6}`);
});

// On Linux the peak in `resourceUsage` begins with that of the process that started this one.
function peakKibibytes() {
  if (process.platform !== "linux") return process.resourceUsage().maxRSS;
  const [, peak] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8"));
  return Number(peak);
}
