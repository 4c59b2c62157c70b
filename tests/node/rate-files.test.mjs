// The files that `rate` reads: no row of them is left out, and no column takes another's place.

import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { file, rated, refused, scratch, table } from "./rate-tables.mjs";

file("book.json", { fee: { percentage: 2, minimum: 1 } });
const BY_ID = ["--book", "book.json", "--amount", "amount", "--rule-id", "fee"];

/** Columns of one name, which DuckDB would not write: another of as many letters is renamed. */
async function twins(name, from, to) {
  const sql = `SELECT 5.00::DECIMAL(9, 2) AS amount, 7 AS ${from}`;
  const path = join(scratch, await table(name, sql));
  const bytes = readFileSync(path, "latin1").replaceAll(from, to);
  writeFileSync(path, bytes, "latin1");
  return name;
}

test("what begins with a `#` is a row like all others", async () => {
  file("marks.csv", "id,amount\n#1,100.00\n2,200.00\n#3,300.00\n");
  const { rows } = await rated(["marks.csv", ...BY_ID]);
  assert.deepEqual(rows.map(({ id, charge }) => [id, charge]), [
    ["#1", "2.00"], ["2", "4.00"], ["#3", "6.00"],
  ]);
  file("remark.csv", "amount,note\n1.00,a\n# a remark\n2.00,b\n");
  refused(["remark.csv", ...BY_ID]);
});

test("quotes are quotes, whatever other rows have", async () => {
  for (const [at, notes] of [["'a'", "'b, c'"], ['"x ""y"" \\"', '"it\'s, z"']].entries()) {
    file(`quotes-${at}.csv`, `amount,note\n${notes.map((note) => `100.00,${note}\n`).join("")}`);
  }
  refused(["quotes-0.csv", ...BY_ID]);
  const { rows } = await rated(["quotes-1.csv", ...BY_ID]);
  assert.deepEqual(rows.map(({ note }) => note), ['x "y" \\', "it's, z"]);
  file("single.csv", "amount,note\n100.00,'a'\n100.00,'b'\n");
  const single = await rated(["single.csv", ...BY_ID]);
  assert.deepEqual(single.rows.map(({ note }) => note), ["'a'", "'b'"]);
});

test("a CSV file that cannot be read is named, with the line and the reason", () => {
  file("escaped.csv", 'amount,note\n"100.00","a"\n100.00,"a\\"b"\n');
  assert.match(refused(["escaped.csv", ...BY_ID]), /^`escaped\.csv` cannot be told apart into col/);
  const many = `amount,note\n${"100.00,a\n".repeat(30_000)}`;
  file("long.csv", `${many}100.00,a,b\n`);
  assert.equal(
    refused(["long.csv", ...BY_ID]),
    "`long.csv`, line 30002: Expected Number of Columns: 2 Found: 3",
  );
  writeFileSync(join(scratch, "latin.csv"), "amount,note\n1.00,caf\u00e9\n", "latin1");
  assert.match(refused(["latin.csv", ...BY_ID]), /^`latin\.csv`, line 2: Invalid unicode/);
});

test("columns of one name, or of one but for its case, refuse the job", async () => {
  file("one.csv", "amount,amount\n1.00,2.00\n");
  file("case.csv", "amount,note,NOTE\n1.00,a,b\n");
  assert.match(refused(["one.csv", ...BY_ID]), /^`one\.csv` has two columns `amount`, or two that/);
  assert.match(refused(["case.csv", ...BY_ID]), /^`case\.csv` has two columns `NOTE`, or two that/);
  const same = await twins("same.parquet", "amounu", "amount");
  assert.match(refused([same, ...BY_ID]), /^`same\.parquet` has two columns `amount`, or two that/);
  await table("good.parquet", "SELECT 1.00::DECIMAL(9, 2) AS amount");
  const other = await twins("other.parquet", "amounu", "Amount");
  assert.match(refused(["good.parquet", other, ...BY_ID]), /^`other\.parquet` has two columns `Am/);
});

test("what is inside of a column is no column, and blank names are no twins", async () => {
  const inner = "{ 'amount': 1, 'b': { 'note': [2] } } AS parts, 'x' AS note";
  await table("inner.parquet", `SELECT 50.00::DECIMAL(9, 2) AS amount, ${inner}`);
  assert.equal((await rated(["inner.parquet", ...BY_ID])).rows[0].charge, "1.00");
  file("blank.csv", ",amount,\n0,50.00,a\n");
  assert.deepEqual((await rated(["blank.csv", ...BY_ID])).rows, [
    { column0: "0", amount: "50.00", column2: "a", charge: "1.00", refused: null },
  ]);
});

test("a column is named by folders or by files, and not by both", async () => {
  for (const [folder, columns] of [["a", ""], ["b", ", 'x' AS month"]]) {
    mkdirSync(join(scratch, folder, "month=2026-07"), { recursive: true });
    const sql = `SELECT 5.00::DECIMAL(9, 2) AS amount${columns}`;
    await table(`${folder}/month=2026-07/tx.parquet`, sql);
  }
  const { rows } = await rated(["a/*/*.parquet", ...BY_ID]);
  assert.deepEqual(rows.map(({ month, charge }) => [month, charge]), [["2026-07", "1.00"]]);
  assert.match(refused(["b/*/*.parquet", ...BY_ID]), /tx\.parquet` has two columns `month`, or/);
});

test("folders are not read, nor is what can be read only once", () => {
  mkdirSync(join(scratch, "folder"));
  assert.equal(
    refused(["folder", ...BY_ID]),
    "`folder` is a folder: give a pattern for its files, such as 'folder/*.parquet'",
  );
  assert.equal(
    refused(["/dev/null", ...BY_ID]),
    "`/dev/null` is no file: write what it gives to one",
  );
});

test("a name that promises what is not written is refused", async () => {
  await table("tx.parquet", "SELECT 5.00::DECIMAL(9, 2) AS amount");
  for (const to of ["out.csv.gz", "out.TSV"]) {
    const sentence = refused(["tx.parquet", ...BY_ID, "--to", to], 2);
    assert.match(sentence, /^option `--to`: expected a name that ends in `\.csv`, or one of/);
  }
  assert.match(refused(["tx.parquet", ...BY_ID, "--to", ""], 2), /^`rate` needs a file to write/);
  file("tx.csv", "amount\n5.00\n");
  const { to } = await rated(["tx.csv", ...BY_ID], "out.csv");
  assert.equal(readFileSync(join(scratch, to), "utf8"), "amount,charge,refused\n5.00,1.00,\n");
});
