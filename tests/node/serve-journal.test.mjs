// The journal's file by itself: what was written is there, whatever happens to the process, the
// file and the disk.

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readFileSync } from "node:fs";
import { rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { crc32c } from "../../js/server/journal/crc32c.js";
import { HEADER_LENGTH } from "../../js/server/journal/format.js";
import { Journal, JournalError } from "../../js/server/journal/journal.js";

const FOLDER = mkdtempSync(join(tmpdir(), "ready-reckoner-journal-"));
after(() => rmSync(FOLDER, { force: true, recursive: true }));

let count = 0;
const newPath = () => join(FOLDER, `${(count += 1)}.journal`);
const digestOf = (text) => createHash("sha256").update(text).digest();

/** A journal of a world that is the list of all that was said to it. */
async function open(path, { configuration = "one", version = "1.0.0", ...others } = {}) {
  const said = [];
  const notices = [];
  const journal = await Journal.open({
    path,
    digest: digestOf(configuration),
    version,
    apply(entry, bytes) {
      if (entry.kind === "world") said.splice(0, Infinity, ...JSON.parse(bytes.toString()));
      else said.push(entry.word);
      return said.length;
    },
    snapshots: () => [[{ kind: "world" }, Buffer.from(JSON.stringify(said))]],
    notice: (text) => notices.push(text),
    ...others,
  });
  return { journal, notices, said };
}

const say = (journal, word) => journal.commit({ kind: "call", word });

/** A journal with these words, each in a record of its own. */
async function written(words) {
  const path = newPath();
  const { journal } = await open(path);
  const ends = [statSync(path).size];
  for (const word of words) {
    await say(journal, word);
    ends.push(statSync(path).size);
  }
  await journal.close();
  return { path, ends };
}

async function reread(path, options) {
  const { journal, notices, said } = await open(path, options);
  await journal.close();
  return { notices, said };
}

const refusedWith = (pattern) => (error) => {
  assert.ok(error instanceof JournalError, String(error));
  assert.match(error.message, pattern);
  assert.doesNotMatch(error.message, /\n/);
  return true;
};

test("the check is CRC-32C", () => {
  // From RFC 3720, B.4, and the usual check value.
  assert.equal(crc32c(Buffer.from("123456789")), 0xe3069283);
  assert.equal(crc32c(Buffer.alloc(32)), 0x8a9136aa);
  assert.equal(crc32c(Buffer.alloc(32, 0xff)), 0x62a8ab43);
  assert.equal(crc32c(Buffer.alloc(0)), 0);
});

test("changes are made in their order, and made once more when the file is opened", async () => {
  const path = newPath();
  const { journal, said } = await open(path);
  assert.equal(journal.hasBegun, false);
  const words = Array.from({ length: 200 }, (_, index) => `word ${index}, ☂`);
  const answers = await Promise.all(words.map((word) => say(journal, word)));
  assert.deepEqual(answers, words.map((_, index) => index + 1));
  assert.deepEqual(said, words);
  await journal.close();
  assert.deepEqual(await reread(path), { notices: [], said: words });
  const again = await open(path);
  assert.equal(again.journal.hasBegun, true);
  await say(again.journal, "more");
  await again.journal.close();
  assert.deepEqual((await reread(path)).said, [...words, "more"]);
});

test("a change that is not on disk is not made", async () => {
  const { journal, said } = await open(newPath());
  const promise = say(journal, "first");
  assert.deepEqual(said, []);
  await promise;
  assert.deepEqual(said, ["first"]);
  await journal.close();
});

test("a change that cannot be made is refused to its caller alone", async () => {
  const made = [];
  const { journal } = await open(newPath(), {
    apply({ word }) {
      if (word === "bad") throw new TypeError("no");
      made.push(word);
    },
  });
  const results = await Promise.allSettled(["a", "bad", "b"].map((word) => say(journal, word)));
  assert.deepEqual(results.map(({ status }) => status), ["fulfilled", "rejected", "fulfilled"]);
  assert.deepEqual(made, ["a", "b"]);
  await journal.close();
});

test("a file that ends inside its last record loses that record only", async () => {
  const { path, ends } = await written(["one", "two", "three"]);
  const bytes = readFileSync(path);
  for (let length = ends[2]; length <= ends[3]; length += 1) {
    const cut = newPath();
    writeFileSync(cut, bytes.subarray(0, length));
    const { notices, said } = await reread(cut);
    const isWhole = length === ends[3];
    assert.deepEqual(said, isWhole ? ["one", "two", "three"] : ["one", "two"], `${length} bytes`);
    const isCut = length > ends[2] && !isWhole;
    assert.equal(notices.length, isCut ? 1 : 0, `${length} bytes`);
    assert.equal(statSync(cut).size, isWhole ? length : ends[2]);
    // It goes on from there.
    const { journal } = await open(cut);
    await say(journal, "four");
    await journal.close();
    assert.deepEqual((await reread(cut)).said, [...said, "four"]);
  }
});

test("a file that ends inside its header was never begun", async () => {
  const { path } = await written([]);
  const bytes = readFileSync(path);
  assert.equal(bytes.length, HEADER_LENGTH);
  for (let length = 0; length < bytes.length; length += 1) {
    writeFileSync(path, bytes.subarray(0, length));
    assert.deepEqual((await reread(path)).said, []);
    assert.deepEqual(readFileSync(path), bytes);
  }
});

test("zeros behind the last record are what a file system has not written", async () => {
  const { path, ends } = await written(["one", "two"]);
  for (const length of [1, 15, 16, 17, 4_096, 200_000]) {
    writeFileSync(path, Buffer.concat([readFileSync(path), Buffer.alloc(length)]));
    const { notices, said } = await reread(path);
    assert.deepEqual([said, notices.length, statSync(path).size], [["one", "two"], 1, ends[2]]);
  }
});

test("a flipped bit anywhere is refused, with its place", async () => {
  const { path, ends } = await written(["one", "two", "three"]);
  const bytes = readFileSync(path);
  for (let at = 0; at < bytes.length; at += 1) {
    const flipped = Buffer.from(bytes);
    flipped[at] ^= 1 << (at % 8);
    writeFileSync(path, flipped);
    const begin = ends.findLast((end) => end <= at) ?? 0;
    // What a header says otherwise is another header only if its own check agrees.
    const pattern = at < 8 ? /no journal/ : new RegExp(` at byte ${begin},`);
    await assert.rejects(reread(path), refusedWith(pattern), `byte ${at}`);
    assert.deepEqual(readFileSync(path), flipped, "a file that is refused is left as it is");
  }
});

test("a record that is missing, doubled or of another place is refused", async () => {
  const { path, ends } = await written(["one", "two", "three"]);
  const bytes = readFileSync(path);
  const [head, one, two, three] = [0, ...ends].slice(0, 4).map((begin, index) =>
    bytes.subarray(begin, ends[index]),
  );
  const orders = [
    [head, two, three],
    [head, one, three],
    [head, one, one, two],
    [head, one, two, one],
  ];
  for (const order of orders) {
    writeFileSync(path, Buffer.concat(order));
    await assert.rejects(reread(path), refusedWith(/order of the records/));
  }
});

test("what is no journal of ours is refused and left alone", async () => {
  const { path } = await written(["one"]);
  const bytes = readFileSync(path);
  await assert.rejects(reread(path, { version: "1.0.1" }), refusedWith(/version 1\.0\.0.*1\.0\.1/));
  await assert.rejects(reread(path, { configuration: "two" }), refusedWith(/configuration/));
  assert.deepEqual(readFileSync(path), bytes);
  for (const text of ["{}", "x".repeat(5), "x".repeat(500)]) {
    writeFileSync(path, text);
    await assert.rejects(reread(path), refusedWith(/it is no journal/));
    assert.equal(readFileSync(path, "utf8"), text);
  }
  const folder = newPath();
  mkdirSync(folder);
  await assert.rejects(open(folder), refusedWith(/folder/));
  await assert.rejects(open(join(folder, "none", "file")), refusedWith(/folder is not there/));
  assert.ok(!existsSync(`${folder}.lock`));
});

test("a snapshot takes the place of the records", async () => {
  const { path } = await written(["one", "two"]);
  const { journal } = await open(path);
  const before = statSync(path).size;
  await journal.compact();
  assert.notEqual(statSync(path).size, before);
  await say(journal, "three");
  await journal.close();
  assert.ok(!existsSync(`${path}.new`));
  assert.deepEqual((await reread(path)).said, ["one", "two", "three"]);
});

test("a file that has grown too long is made short by itself", async () => {
  const path = newPath();
  const recordsMax = 20_000;
  const { journal } = await open(path, {
    apply: () => {},
    recordsMax,
    snapshots: () => [[{ kind: "world" }, Buffer.from('["all"]')]],
  });
  for (let turn = 0; turn < 300; turn += 1) {
    await say(journal, "x".repeat(500));
    assert.ok(statSync(path).size < recordsMax + 1_000);
  }
  await journal.close();
  const [first, ...others] = (await reread(path)).said;
  assert.equal(first, "all");
  assert.ok(others.length < 40);
});

test("a snapshot that cannot be written leaves the file as it was", async () => {
  const { path } = await written(["one"]);
  const { journal, notices } = await open(path, {
    recordsMax: 100,
    snapshots() {
      throw new JournalError("no snapshot today");
    },
  });
  await assert.rejects(journal.compact(), refusedWith(/no snapshot today/));
  for (let turn = 0; turn < 10; turn += 1) await say(journal, "more and more and more");
  assert.match(notices[0], /stays as long as it is: no snapshot today/);
  await journal.close();
  assert.ok(!existsSync(`${path}.new`));
  assert.equal((await reread(path)).said.length, 11);
});

test("a file begun anew is of another configuration", async () => {
  const { path } = await written(["one"]);
  let isForGood;
  const end = (is) => (isForGood = is);
  const { journal } = await open(path, { snapshots: () => [] });
  await journal.restart(digestOf("two"), () => end);
  assert.equal(isForGood, true);
  await say(journal, "two");
  await journal.close();
  await assert.rejects(reread(path), refusedWith(/configuration/));
  assert.deepEqual((await reread(path, { configuration: "two" })).said, ["two"]);
});

test("a file is held by one process at a time", async () => {
  const path = newPath();
  const { journal } = await open(path);
  await assert.rejects(open(path), refusedWith(new RegExp(`process ${process.pid} has it`)));
  await journal.close();
  assert.ok(!existsSync(`${path}.lock`));
  // A process that is gone, one that never was, and one whose number has another now.
  const { pid } = spawnSync(process.execPath, ["--version"]);
  for (const left of [`${pid} 1 x\n`, "99999999 1 x\n", `${process.pid} 1 x\n`, "", "what?\n"]) {
    writeFileSync(`${path}.lock`, left);
    await reread(path);
    assert.ok(!existsSync(`${path}.lock`), left);
  }
});

test("a lock that was left behind is taken over by one of many", async () => {
  const path = newPath();
  writeFileSync(`${path}.lock`, "99999999 1 x\n");
  const all = await Promise.allSettled(Array.from({ length: 8 }, () => open(path)));
  const won = all.filter(({ status }) => status === "fulfilled");
  assert.equal(won.length, 1);
  await won[0].value.journal.close();
});

/** A file system with so little room, where one may be mounted. */
function smallDisk(t) {
  const folder = newPath();
  mkdirSync(folder);
  const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", folder]);
  if (mounted.status !== 0) return undefined;
  t.after(() => spawnSync("umount", [folder]));
  return folder;
}

test("on a full disk nothing changes, and the next change is tried again", async (t) => {
  const folder = smallDisk(t);
  if (folder === undefined) return t.skip("no file system may be mounted here");
  const path = join(folder, "journal");
  const { journal, said } = await open(path);
  const words = [];
  let refusals = 0;
  for (let turn = 0; turn < 200; turn += 1) {
    const word = `${turn} ${"x".repeat(1_000)}`;
    try {
      await say(journal, word);
      words.push(word);
    } catch (error) {
      refusedWith(/no space left/)(error);
      refusals += 1;
    }
    assert.deepEqual(said, words);
  }
  assert.ok(refusals > 100 && words.length > 20, `${refusals} of 200 refused`);
  // Something small still fits.
  await say(journal, "small");
  await journal.close();
  assert.deepEqual((await reread(path)).said, [...words, "small"]);
});

/** Says the words of its input to a journal, and prints each that was answered. */
const WRITER = `
  import { createHash } from "node:crypto";
  import { Journal } from "${new URL("../../js/server/journal/journal.js", import.meta.url)}";
  const journal = await Journal.open({
    path: process.argv[1],
    digest: createHash("sha256").update("one").digest(),
    version: "1.0.0",
    apply() {}, snapshots: () => [], notice() {},
  });
  for (let word = 0; ; word += 1) {
    journal.commit({ kind: "call", word }).then(() => process.stdout.write(word + "\\n"));
    if (word % 3 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
`;

test("after a kill, all that was answered is there, once and in order", async () => {
  const rounds = Number(process.env.KILL_ROUNDS ?? 5);
  for (let round = 0; round < rounds; round += 1) {
    const path = newPath();
    const child = spawn(process.execPath, ["--input-type=module", "-e", WRITER, path]);
    let answered = "";
    let trouble = "";
    child.stdout.on("data", (chunk) => (answered += chunk));
    child.stderr.on("data", (chunk) => (trouble += chunk));
    await once(child.stdout, "data");
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 100));
    child.kill("SIGKILL");
    await once(child, "close");
    assert.equal(trouble, "");
    const { said } = await reread(path);
    assert.deepEqual(said, said.map((_, index) => index));
    // The last line may have been cut.
    const last = Number(answered.split("\n").at(-2));
    assert.ok(said.length > last, `${last} was answered, ${said.length} are there`);
    rmSync(path);
  }
});
