// The stories of the mock ledger, through every entry of the package that Node can load.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";
import { packed } from "./support.mjs";
import { play, stories } from "./ledger-stories.mjs";

const require = createRequire(import.meta.url);
const { exports } = require(packed("package.json"));
const entry = exports["./ledger"].node ?? exports["./ledger"];
const file = (condition) => {
  const found = entry[condition];
  return packed(typeof found === "string" ? found : found.default);
};
const entries = {
  import: await import(file("import")),
  require: require(file("require")),
};

test("stories are told", () => assert.ok(stories().length > 40));

for (const story of stories()) {
  test(`${story.file}: it ${story.it}`, () => {
    for (const { MockLedger } of Object.values(entries)) {
      const ledger = new MockLedger(story.config);
      play(story, ledger);
      ledger.verify();
      ledger.free();
    }
  });
}
