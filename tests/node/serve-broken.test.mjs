// Changes that break the worlds, and what a journal makes of them.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { test } from "node:test";
import { Journal } from "../../js/server/journal/journal.js";
import { newFolder } from "./serve-command.mjs";

const PATH = join(newFolder(), "broken.journal");
const say = (journal, word) => journal.commit({ kind: "call", word });

test("a change that breaks the worlds is left out, now and when the file is opened", async () => {
  let said = [];
  let isGone = false;
  let broken = new Set(["bad"]);
  const notices = [];
  const options = {
    path: PATH,
    digest: createHash("sha256").digest(),
    version: "1.0.0",
    snapshots: () => [[{ kind: "world" }, Buffer.from(JSON.stringify(said))]],
    notice: (text) => notices.push(text),
    apply: ({ kind, word }, bytes) => {
      if (kind === "world") return void (said = JSON.parse(bytes.toString()));
      if (isGone) throw new Error("before");
      if (word === "no") throw new Error("nothing");
      isGone = broken.has(word);
      if (isGone) throw new Error("worlds");
      return said.push(word);
    },
    lossOf: ({ message }) => message,
    renew() {
      said = [];
      isGone = false;
    },
  };
  const journal = await Journal.open(options);
  const words = ["a", "bad", "b", "no", "c"];
  const all = await Promise.allSettled(words.map((word) => say(journal, word)));
  const answers = all.map(({ value, reason }) => value ?? reason.message);
  assert.deepEqual(answers, [1, "worlds", 2, "nothing", 3]);
  // Something else has lost them.
  isGone = true;
  assert.equal(await say(journal, "d"), 4);
  assert.deepEqual(said, ["a", "b", "c", "d"]);
  await journal.close();
  const reopen = async (expected) => {
    options.renew();
    const again = await Journal.open(options);
    assert.deepEqual([said, notices], [expected, []]);
    await again.close();
  };
  broken = new Set();
  await reopen(["a", "b", "c", "d"]);
  // It breaks only when it is made again: it is left out from then on.
  broken = new Set(["b"]);
  await reopen(["a", "c", "d"]);
  broken = new Set();
  await reopen(["a", "c", "d"]);
  // Records that come behind a snapshot have numbers of those that were left out.
  options.renew();
  const short = await Journal.open(options);
  await short.compact();
  for (const word of ["e", "f", "g", "h"]) await say(short, word);
  isGone = true;
  await say(short, "i");
  assert.deepEqual(said, ["a", "c", "d", "e", "f", "g", "h", "i"]);
  await short.close();
});
