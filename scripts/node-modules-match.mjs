// Exits with 0 when node_modules holds exactly what package-lock.json asks for, otherwise with 1:
// `node scripts/node-modules-match.mjs <folder with the lock> <folder with node_modules>`.
// npm keeps what it installed in node_modules/.package-lock.json; packages for other platforms are
// in the lock file only.

import { readFileSync } from "node:fs";
import { join } from "node:path";

const [locked, holding] = process.argv.slice(2);

/** @param {string} file */
function packages(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8")).packages;
  } catch {
    return undefined;
  }
}

const wanted = packages(join(locked, "package-lock.json"));
const installed = packages(join(holding, "node_modules/.package-lock.json"));

function match() {
  if (!wanted || !installed) return false;
  const present = Object.entries(installed);
  const absent = Object.keys(wanted).filter((path) => path !== "" && !(path in installed));
  return (
    present.every(([path, { version }]) => wanted[path]?.version === version) &&
    absent.every((path) => wanted[path].optional || wanted[path].devOptional || wanted[path].peer)
  );
}

process.exit(match() ? 0 : 1);
