// Tables for the tests of `rate`: written and read by DuckDB, rated by the packed command.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { DuckDBInstance } from "@duckdb/node-api";
import { packed } from "./support.mjs";

export const CLI = packed("cli.js");
export const ENV = { ...process.env, NO_COLOR: "1" };

export const scratch = mkdtempSync(join(tmpdir(), "ready-reckoner-rate-"));
after(() => rmSync(scratch, { recursive: true }));

const instance = await DuckDBInstance.create(":memory:");
const connection = await instance.connect();
after(() => {
  connection.closeSync();
  instance.closeSync();
});

export const quoted = (text) => `'${text.replaceAll("'", "''")}'`;

/** Rows of an answer as objects of texts. */
export async function query(sql) {
  const answer = await connection.run(`SELECT CAST(COLUMNS(*) AS VARCHAR) FROM (${sql})`);
  return answer.getRowObjectsJson();
}

/** Writes a Parquet file of what a query answers. */
export async function table(name, sql) {
  await connection.run(`COPY (${sql}) TO ${quoted(join(scratch, name))} (FORMAT parquet)`);
  return name;
}

/** A query for rows of literals in SQL, with the names of their columns. */
export function values(names, rows) {
  const columns = names.map((name) => `"${name.replaceAll('"', '""')}"`);
  const lines = rows.map((row) => `(${row.join(", ")})`);
  return `SELECT * FROM (VALUES ${lines.join(", ")}) AS t(${columns})`;
}

/** Amounts as literals of a type; `null` is none. */
export const decimals = (texts, type) =>
  texts.map((text) => `CAST(${text === null ? "NULL" : quoted(text)} AS ${type})`);

export function file(name, content) {
  const text = typeof content === "string" ? content : JSON.stringify(content);
  writeFileSync(join(scratch, name), text);
  return name;
}

/** Runs `rate` in the folder of the tables. */
export function run(words, options = {}) {
  const { status, stderr, stdout } = spawnSync(process.execPath, [CLI, "rate", ...words], {
    cwd: scratch,
    encoding: "utf8",
    env: ENV,
    timeout: 600_000,
    ...options,
  });
  return { status, stderr, stdout };
}

/** The rows and the manifest of a good run; the output is named by its number. */
export async function rated(words, to = `rated-${(count += 1)}.parquet`) {
  const { status, stderr, stdout } = run([...words, "--to", to]);
  assert.equal(stderr, "");
  assert.equal(status, 0);
  const rows = await query(`SELECT * FROM ${quoted(join(scratch, to))}`);
  return { rows, manifest: manifestOf(to), stdout, to };
}
let count = 0;

export function manifestOf(to) {
  return JSON.parse(readFileSync(join(scratch, `${to}.manifest.json`), "utf8"));
}

/** Runs what is to be refused with one sentence; the sentence. */
export function refused(words, status = 1) {
  const given = words.includes("--to") ? words : [...words, "--to", "never.parquet"];
  const answer = run(given);
  assert.equal(answer.stdout, "");
  assert.equal(answer.status, status, answer.stderr);
  assert.doesNotMatch(answer.stderr, /defect/);
  return answer.stderr.trimEnd();
}

/** The SHA-256 of a file of the package. */
export function packedHash(name) {
  return createHash("sha256").update(readFileSync(packed(name))).digest("hex");
}
