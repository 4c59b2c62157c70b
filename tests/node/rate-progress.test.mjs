// How far a job is, where no terminal shows a bar: a line a minute.

import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { watchRows } from "../../js/cli/progress.js";

test("a line a minute says how far a job is, until it ends", () => {
  const written = [];
  const { isTTY } = process.stderr;
  process.stderr.isTTY = false;
  mock.method(process.stderr, "write", (text) => written.push(text));
  mock.timers.enable({ apis: ["setInterval"] });
  try {
    let rows = 5_000_000;
    const stop = watchRows(() => rows, 20_000_000);
    mock.timers.tick(59_999);
    assert.deepEqual(written, []);
    mock.timers.tick(1);
    assert.equal(written.length, 1);
    assert.match(written[0], /^5,000,000 of 20,000,000 rows, [\d,]+ rows\/s\n$/);
    rows = 7_500_000;
    mock.timers.tick(60_000);
    assert.match(written[1], /^7,500,000 of /);
    stop();
    mock.timers.tick(120_000);
    assert.equal(written.length, 2);
    const other = watchRows(() => 1, undefined);
    mock.timers.tick(60_000);
    assert.match(written[2], /^1 rows, /);
    other();
  } finally {
    mock.reset();
    mock.timers.reset();
    process.stderr.isTTY = isTTY;
  }
});
