// Where `rate` writes: nothing but files is replaced, and one job at a time writes a file.

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  existsSync, lstatSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { before, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import {
  CLI, ENV, file, manifestOf, query, quoted, rated, refused, run, scratch, table,
} from "./rate-tables.mjs";

file("book.json", { fee: { percentage: 2, minimum: 1 } });
const BY_ID = ["--book", "book.json", "--amount", "amount", "--rule-id", "fee"];
const WORDS = ["tx.parquet", ...BY_ID];
const OTHER = ["long.parquet", ...BY_ID];

const inScratch = (name) => join(scratch, name);
const left = (start) => readdirSync(scratch).filter((name) => name.startsWith(start)).sort();

before(async () => {
  await table("tx.parquet", "SELECT 5.00::DECIMAL(9, 2) AS amount");
  const columns = "(i % 1000000)::DECIMAL(12, 2) AS amount, hash(i) AS other";
  await table("long.parquet", `SELECT ${columns} FROM range(3000000) AS t(i)`);
});

test("what is no file is never replaced", async (t) => {
  assert.equal(spawnSync("mkfifo", [inScratch("pipe")]).status, 0);
  writeFileSync(inScratch("true.parquet"), "kept");
  symlinkSync("true.parquet", inScratch("link"));
  symlinkSync("nowhere.parquet", inScratch("dangling"));
  const socket = createServer().listen(inScratch("socket"));
  await once(socket, "listening");
  t.after(() => socket.close());
  const link = "it is a symbolic link: give the name of the file itself";
  const kinds = {
    pipe: ["isFIFO", "it is a pipe: give the name of a file"],
    socket: ["isSocket", "it is a socket: give the name of a file"],
    link: ["isSymbolicLink", link],
    dangling: ["isSymbolicLink", link],
  };
  for (const [name, [is, reason]] of Object.entries(kinds)) {
    for (const more of [[], ["--overwrite"]]) {
      const sentence = refused([...WORDS, "--to", name, ...more]);
      assert.equal(sentence, `cannot write \`${name}\`: ${reason}`);
      assert.ok(lstatSync(inScratch(name))[is](), name);
    }
    assert.deepEqual(left(`${name}.`), [], "nothing is left beside it");
  }
  assert.equal(readFileSync(inScratch("true.parquet"), "utf8"), "kept");
  assert.ok(!existsSync(inScratch("nowhere.parquet")));
});

test("nor what stands where something is written on the way", () => {
  for (const ending of [".part", ".part.lock", ".manifest.json", ".manifest.json.part"]) {
    const name = `way.parquet${ending}`;
    assert.equal(spawnSync("mkfifo", [inScratch(name)]).status, 0);
    const words = [...WORDS, "--to", "way.parquet", "--overwrite", "--explain-sample", "1"];
    assert.match(refused(words), /^cannot write `way\.parquet.* is (a pipe|no file): /, ending);
    assert.ok(lstatSync(inScratch(name)).isFIFO(), ending);
    rmSync(inScratch(name));
    assert.deepEqual(left("way."), []);
  }
});

test("a table that is read stays, whatever else of the job has its name", async () => {
  for (const ending of [".part", ".explained.jsonl"]) {
    const name = await table(`own.parquet${ending}`, "SELECT 5.00::DECIMAL(9, 2) AS amount");
    const sentence = refused([name, ...BY_ID, "--to", "own.parquet", "--overwrite"]);
    assert.equal(sentence, `cannot write \`${name}\`: it is one of the tables that are read`);
    assert.ok(existsSync(inScratch(name)));
  }
});

test("a folder may be read into itself: what is read is what was there", async () => {
  const { manifest } = await rated(["own.parquet.*", ...BY_ID], "own.parquet.all");
  assert.equal(manifest.rows, 2);
});

/** Starts the long job, and waits until it writes. */
async function started(to) {
  const options = { cwd: scratch, env: ENV, stdio: ["ignore", "ignore", "pipe"] };
  const child = spawn(process.execPath, [CLI, "rate", ...OTHER, "--to", to], options);
  let errors = "";
  child.stderr.on("data", (chunk) => (errors += chunk));
  const exit = once(child, "exit").then(([code]) => ({ code, errors }));
  while (!existsSync(inScratch(`${to}.part`)) && child.exitCode === null) await wait(2);
  return { child, exit };
}

test("a file that another job writes is refused, and that job ends well", async () => {
  const { child, exit } = await started("shared.parquet");
  child.kill("SIGSTOP");
  const sentences = [[], ["--overwrite"]].map((more) => {
    return refused([...WORDS, "--to", "shared.parquet", ...more]);
  });
  for (const sentence of sentences) {
    assert.equal(
      sentence,
      `cannot write \`shared.parquet\`: process ${child.pid} has it: stop that one, or give the `
        + "name of another file; the lock is `shared.parquet.part.lock`",
    );
  }
  child.kill("SIGCONT");
  assert.deepEqual(await exit, { code: 0, errors: "" });
  assert.deepEqual(left("shared."), ["shared.parquet", "shared.parquet.manifest.json"]);
  const path = quoted(inScratch("shared.parquet"));
  const [{ rows }] = await query(`SELECT count(*) AS rows FROM ${path}`);
  assert.equal(rows, String(manifestOf("shared.parquet").rows));
});

test("a job that was killed keeps no other off", async () => {
  const { child, exit } = await started("killed.parquet");
  child.kill("SIGKILL");
  await exit;
  assert.deepEqual(left("killed."), ["killed.parquet.part", "killed.parquet.part.lock"]);
  const { status, stderr } = run([...WORDS, "--to", "killed.parquet"]);
  assert.deepEqual([status, stderr], [0, ""]);
  assert.deepEqual(left("killed."), ["killed.parquet", "killed.parquet.manifest.json"]);
});
