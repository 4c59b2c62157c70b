// What `rate` refuses as a whole, what strangers' names can do, and what an ended job leaves.

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { PACKAGE } from "./support.mjs";
import {
  CLI, ENV, file, manifestOf, query, quoted, rated, refused, run, scratch, table,
} from "./rate-tables.mjs";

const RULES = { fee: { percentage: 2, minimum: 1 } };
file("book.json", RULES);
const BOOK = ["--book", "book.json"];
const BY_ID = [...BOOK, "--amount", "amount", "--rule-id", "fee"];

const COLUMNS = `
  5.00::DECIMAL(9, 2) AS amount, 5.0::DOUBLE AS float, 5::FLOAT AS single, 5::BIGINT AS whole,
  DATE '2026-01-01' AS day, 'fee' AS rule, 7 AS number, [1.5] AS list
`;

before(() => table("tx.parquet", `SELECT ${COLUMNS}`));

test("columns that cannot be charged refuse the job", () => {
  const by = (amount, ...more) => refused(["tx.parquet", ...BOOK, "--amount", amount, ...more]);
  const id = ["--rule-id", "fee"];
  assert.equal(
    by("amuont", ...id),
    "the tables have no column `amuont`, but `amount`, `float`, `single`, `whole`, `day`, `rule`, "
      + "`number`, `list`",
  );
  for (const [name, type] of [["float", "DOUBLE"], ["single", "FLOAT"]]) {
    const what = "whose binary fractions are no exact amounts: cast it to decimal";
    const sentence = `the column \`${name}\` is ${type}, ${what}`;
    assert.equal(by(name, ...id), sentence);
    assert.equal(by(name, ...id, "--minor-units"), sentence);
    assert.equal(by("amount", ...id, "--prior", name), sentence);
  }
  assert.match(by("whole", ...id), /^the column `whole` is BIGINT: give `--minor-units` if /);
  assert.match(by("amount", ...id, "--minor-units"), /DECIMAL\(9,2\), and `--minor-units` is /);
  assert.match(by("day", ...id), /^the column `day` is DATE: amounts are decimals, cast it$/);
  assert.match(by("list", ...id), /^the column `list` is DECIMAL\(2,1\)\[\]: amounts are decimals/);
  assert.match(by("rule", ...id, "--minor-units"), /is VARCHAR, and `--minor-units` is for/);
  assert.match(by("amount", "--rule", "number"), /^the column `number` is INTEGER: rules are/);
  assert.match(by("amount", "--rule", "none"), /^the tables have no column `none`/);
  assert.match(by("amount", "--rule-id", "none"), /^book\.json: the book has no rule `none`$/);
  assert.ok(!existsSync(join(scratch, "never.parquet")));
});

test("a file that is named twice is not charged twice", () => {
  for (const other of ["tx.parquet", "t*.parquet", "./tx.parquet"]) {
    const sentence = refused(["tx.parquet", other, ...BY_ID]);
    assert.match(sentence, /tx\.parquet` is named twice: name it once, or its rows are charged/);
  }
});

test("a table that is rated already is not rated into the same columns", async () => {
  for (const name of ["charge", "Refused", "CHARGE"]) {
    await table("taken.parquet", `SELECT 5.00::DECIMAL(9, 2) AS amount, 1 AS "${name}"`);
    const sentence = refused(["taken.parquet", ...BY_ID]);
    assert.match(sentence, new RegExp(`have a column \`${name}\` already`));
  }
});

test("files that do not fit together refuse the job", async () => {
  await table("fit-1.parquet", "SELECT 5.00::DECIMAL(9, 2) AS amount, 1 AS id");
  await table("fit-2.parquet", "SELECT 5.25::DOUBLE AS amount, 2 AS id");
  await table("fit-3.parquet", "SELECT 2 AS id");
  await table("fit-4.parquet", "SELECT 5.00::DECIMAL(9, 2) AS amount, 'x' AS id");
  await table("fit-5.parquet", "SELECT 5.005::DECIMAL(9, 3) AS amount, 1 AS id");
  const by = (number) => refused(["fit-1.parquet", `fit-${number}.parquet`, ...BY_ID]);
  assert.match(by(2), /^the column `amount` is DOUBLE, whose binary fractions/);
  assert.equal(by(3), "`fit-3.parquet` has no column `amount`, which others have");
  assert.match(by(4), /^the column `id` is INTEGER in `fit-1.parquet` and VARCHAR in `fit-4/);
  assert.match(by(5), /^the column `amount` is DECIMAL\(9,2\) in .* and DECIMAL\(9,3\) in /);
  file("fit.csv", "amount\n5\n");
  assert.match(refused(["fit-1.parquet", "fit.csv", ...BY_ID]), /^the tables are of two kinds/);
});

test("what is no table, or is not there", () => {
  file("broken.parquet", "PAR1 this is none PAR1");
  assert.match(refused(["broken.parquet", ...BY_ID]), /broken\.parquet/);
  assert.match(refused(["none-*.parquet", ...BY_ID]), /No files found that match/);
  file("blank.csv", "");
  assert.match(refused(["blank.csv", ...BY_ID]), /no column `amount`/);
});

test("a book with problems is refused with all of them", () => {
  file("bad.json", { rules: { a: { percentage: "2,5" }, b: { flat: -1, colour: "red" } } });
  const words = ["tx.parquet", "--amount", "amount", "--rule", "rule", "--book"];
  const lines = refused([...words, "bad.json"]).split("\n");
  assert.match(lines[0], /^bad\.json: \/rules\/a\/percentage: .* \[amount-comma\]$/);
  assert.ok(lines.some((line) => /\/rules\/b\/colour: .* \[unknown-field\]$/.test(line)));
  file("torn.json", '{ "rules": {');
  assert.match(refused([...words, "torn.json"]), /^torn\.json: line 1, column 12: .*\[json/);
  file("list.json", "[]");
  assert.match(refused([...words, "list.json"]), /^list\.json: /);
  assert.match(refused([...words, "none.json"], 2), /^cannot read `none\.json`: there is no /);
});

test("a command line that lacks something, or has too much", () => {
  const says = (words, pattern) => assert.match(refused(words, 2), pattern);
  assert.match(run([]).stderr, /^`rate` needs tables, such as `'tx\/\*\.parquet'`; see /);
  says(["tx.parquet", "--amount", "amount"], /^`rate` needs a book of price rules/);
  says(["tx.parquet", ...BOOK], /^`rate` needs the column of the amounts/);
  says(["tx.parquet", ...BOOK, "--amount", "amount"], /needs either `--rule`, .* or `--rule-id`/);
  says(["tx.parquet", ...BY_ID, "--rule", "rule"], /needs either `--rule`/);
  assert.match(run(["tx.parquet", ...BY_ID]).stderr, /^`rate` needs a file to write/);
  for (const count of ["many", "1.5", "100000", ""]) {
    const words = ["tx.parquet", ...BY_ID, `--explain-sample=${count}`];
    says(words, /^option `--explain-sample`: expected/);
  }
  says(["tx.parquet", ...BY_ID, "--currency", "USD"], /^option `--currency` is for /);
});

test("what is there stays, without `--overwrite`", async () => {
  const words = ["tx.parquet", ...BY_ID];
  const { manifest } = await rated([...words, "--explain-sample", "1"], "kept.parquet");
  const again = [...words, "--to", "kept.parquet"];
  const there = "it is there already; `--overwrite` replaces it";
  assert.equal(refused(again), `cannot write \`kept.parquet\`: ${there}`);
  rmSync(join(scratch, "kept.parquet"));
  assert.equal(refused(again), `cannot write \`kept.parquet.manifest.json\`: ${there}`);
  const other = await rated([...words, "--overwrite"], "kept.parquet");
  assert.deepEqual(other.manifest, manifest);
  // The steps of the earlier job are not those of this one.
  assert.ok(!existsSync(join(scratch, "kept.parquet.explained.jsonl")));
  assert.match(refused([...words, "--to", "no/where.parquet"]), /: its folder is not there$/);
  mkdirSync(join(scratch, "folder"));
  assert.match(refused([...words, "--to", "folder", "--overwrite"]), /: it is a folder$/);
  const own = ["tx.parquet", ...BY_ID, "--to", "tx.parquet", "--overwrite"];
  assert.match(refused(own), /: it is one of the tables that are read$/);
});

test("a job that is refused takes nothing away that was done", async () => {
  const words = ["tx.parquet", ...BOOK, "--rule-id", "fee", "--overwrite"];
  const { manifest } = await rated([...words, "--amount", "amount"], "done.parquet");
  refused([...words, "--amount", "float", "--to", "done.parquet"]);
  assert.deepEqual(manifestOf("done.parquet"), manifest);
});

test("names of strangers are names, whatever is in them", async () => {
  const column = `a"b'c; DROP TABLE x; --`;
  const [rule, other] = [`it's "fee"; --`, "né\u0000e\\ 💶"];
  const rules = { [rule]: { flat: 1 }, [other]: { flat: 2 }, "": { flat: 3 }, more: { flat: 4 } };
  file("names.json", { rules });
  const name = "we're [a-z]*? \"all\".parquet";
  const texts = [rule, "né", "", "FEE", "it's"];
  const rows = [...texts.map(quoted), "concat('né', chr(0), 'e\\ 💶')"];
  const amount = `5.00::DECIMAL(9, 2) AS "${column.replaceAll('"', '""')}"`;
  const others = `'kept' AS answer, 'too' AS "Answer_"`;
  const sql = `SELECT ${amount}, unnest([${rows}]) AS rule, ${others}`;
  await table(name, sql);
  await table("we're a123 \"all\".parquet", "SELECT 1 AS other");
  const words = [name, "--book", "names.json", "--amount", column, "--rule", "rule"];
  const to = `out 'of' "it".parquet`;
  const { rows: out, manifest } = await rated(words, to);
  assert.deepEqual(
    out.map(({ charge, refused: code }) => charge ?? code),
    ["1.00", "unknown-price-rule", "3.00", "unknown-price-rule", "unknown-price-rule", "2.00"],
  );
  for (const row of out) assert.deepEqual([row.answer, row.Answer_], ["kept", "too"]);
  assert.deepEqual(Object.keys(manifest.totals).sort(), ["", rule, other].sort());
});

test("what a message quotes cannot move the cursor of a terminal", async () => {
  await table("esc.parquet", 'SELECT 5.00::DECIMAL(9, 2) AS "a\u001b[31mb"');
  assert.doesNotMatch(refused(["esc.parquet", ...BY_ID]), /\u001b/);
  assert.doesNotMatch(refused(["\u001b[31m.parquet", ...BY_ID]), /\u001b/);
});

test("without the peer, one sentence says what to install", () => {
  const folder = mkdtempSync(join(tmpdir(), "ready-reckoner-peerless-"));
  after(() => rmSync(folder, { recursive: true }));
  cpSync(fileURLToPath(PACKAGE), join(folder, "pkg"), { recursive: true });
  const words = ["rate", "tx.parquet", ...BY_ID, "--to", "out.parquet"];
  const command = [join(folder, "pkg/cli.js"), ...words];
  const options = { cwd: folder, encoding: "utf8", env: ENV };
  const { status, stderr } = spawnSync(process.execPath, command, options);
  assert.equal(
    stderr,
    "`rate` needs the package `@duckdb/node-api`, which is not here: install it by "
      + "`npm install @duckdb/node-api`\n",
  );
  assert.equal(status, 2);
});

/** Starts a long job, and ends it by a signal as soon as it writes. */
async function killed(to, signal) {
  const words = ["rate", "long.parquet", ...BY_ID, "--to", to, "--overwrite"];
  const options = { cwd: scratch, env: ENV, stdio: "ignore" };
  const child = spawn(process.execPath, [CLI, ...words], options);
  const exit = once(child, "exit");
  while (!existsSync(join(scratch, `${to}.part`)) && child.exitCode === null) await wait(2);
  child.kill(signal);
  return (await exit)[1];
}

test("a job that is ended leaves no table and no manifest, and is repeated cleanly", async () => {
  const columns = "(i % 1000000)::DECIMAL(12, 2) AS amount, hash(i) AS other";
  await table("long.parquet", `SELECT ${columns} FROM range(3000000) AS t(i)`);
  for (const signal of ["SIGKILL", "SIGINT"]) {
    const to = `ended-${signal}.parquet`;
    assert.equal(await killed(to, signal), signal);
    const left = readdirSync(scratch).filter((name) => name.startsWith(to));
    const parts = [`${to}.part`, `${to}.part.lock`];
    assert.deepEqual(left.sort(), signal === "SIGKILL" ? parts : []);
  }
  const { manifest } = await rated(["long.parquet", ...BY_ID], "ended-SIGKILL.parquet");
  assert.equal(manifest.charged, 3_000_000);
  const left = readdirSync(scratch).filter((name) => name.startsWith("ended-SIGKILL"));
  assert.deepEqual(left.sort(), ["ended-SIGKILL.parquet", "ended-SIGKILL.parquet.manifest.json"]);
  const file = quoted(join(scratch, "ended-SIGKILL.parquet"));
  const [{ charge }] = await query(`SELECT sum(charge) AS charge FROM ${file}`);
  assert.equal(charge, manifest.totals.fee.charge);
  // A job that replaces another one is not done either, until it is.
  assert.equal(await killed("ended-SIGKILL.parquet", "SIGKILL"), "SIGKILL");
  assert.ok(!existsSync(join(scratch, "ended-SIGKILL.parquet.manifest.json")));
  const bytes = readFileSync(join(scratch, "ended-SIGKILL.parquet"));
  assert.equal(bytes.subarray(-4).toString(), "PAR1");
});
