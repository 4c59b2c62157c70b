// The files of the tables: which ones they are, and whether each of their columns has a name.

import { existsSync, realpathSync, statSync } from "node:fs";
import { printable } from "../print.js";
import { DocumentError } from "../rule.js";
import { CSV, CSV_OPTIONS } from "./csv.js";
import { list, literal } from "./sql.js";

/** Columns are found by their names in every file; the names of folders stay texts. */
const OPTIONS = "union_by_name = true, hive_types_autocast = false";

/** What reads the files. */
export function source(tables) {
  const isCsv = tables.map((path) => CSV.test(path));
  if (new Set(isCsv).size > 1) refuse("the tables are of two kinds: give Parquet or CSV files");
  const paths = list(tables.map(pattern));
  if (isCsv[0]) return `read_csv(${paths}, ${OPTIONS}, ${CSV_OPTIONS}, header = true)`;
  return `read_parquet(${paths}, ${OPTIONS})`;
}

/** The name of a file that is there stands for this file, whatever characters are in it. */
function pattern(path) {
  return existsSync(path) ? path.replace(/[*?[]/g, "[$&]") : path;
}

/** The files that the names and patterns stand for. */
export async function filesOf(database, tables) {
  for (const path of tables) refuseOther(path);
  const rows = await database.query(`SELECT file FROM glob(${list(tables.map(pattern))})`);
  const files = rows.map(([file]) => file);
  for (const file of files) refuseOther(file);
  refuseTwice(files);
  return files;
}

/** Files are read more than once, which pipes cannot be: a reader may wait for ever. */
function refuseOther(path) {
  const found = statOf(path);
  if (found === undefined || found.isFile()) return;
  if (!found.isDirectory()) refuse(`\`${path}\` is no file: write what it gives to one`);
  refuse(`\`${path}\` is a folder: give a pattern for its files, such as '${path}/*.parquet'`);
}

function statOf(path) {
  try {
    return statSync(path);
  } catch {
    // A pattern, an address, or what DuckDB says is not to be had.
    return undefined;
  }
}

/** Patterns may overlap, and the rows of a file that is read twice would be charged twice. */
function refuseTwice(files) {
  const seen = new Set();
  for (const file of files) {
    const real = existsSync(file) ? realpathSync(file) : file;
    if (seen.has(real)) {
      refuse(`\`${file}\` is named twice: name it once, or its rows are charged twice`);
    }
    seen.add(real);
  }
}

/**
 * Refuses columns of one name. DuckDB would call the second `amount_1`, and put what a folder's
 * name says, as in `month=2026-07`, in the place of the file's own column.
 */
export async function refuseAlike(database, files) {
  for (const file of files) {
    const seen = new Set();
    const own = CSV.test(file) ? await headOf(database, file) : await fieldsOf(database, file);
    const ofFolders = [...file.matchAll(/([^/\\=]+)=[^/\\]*(?=[/\\])/g)].map(([, name]) => name);
    for (const name of [...own, ...ofFolders]) {
      if (seen.has(name.toLowerCase())) {
        const alike = "or two that differ only in case: give them different names";
        refuse(`\`${file}\` has two columns \`${name}\`, ${alike}`);
      }
      seen.add(name.toLowerCase());
    }
  }
}

/** The first line of a CSV file. What has no name in it, gets one of its own. */
async function headOf(database, file) {
  const from = `read_csv(${list([pattern(file)])}, ${CSV_OPTIONS}, header = false)`;
  const [names = []] = await database.query(`SELECT * FROM ${from} LIMIT 1`);
  return names.filter((name) => name !== null);
}

/** The columns of a Parquet file; what is inside of them is listed behind each. */
async function fieldsOf(database, file) {
  const from = `parquet_schema(${literal(pattern(file))})`;
  const [, ...fields] = await database.query(`SELECT name, num_children FROM ${from}`);
  const names = [];
  let inside = 0;
  for (const [name, children] of fields) {
    if (inside > 0) inside -= 1;
    else names.push(name);
    inside += Number(children ?? 0);
  }
  return names;
}

/** @returns {never} */
export function refuse(message) {
  throw new DocumentError(`${printable(message)}\n`);
}
