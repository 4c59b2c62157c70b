// The page's JSON: read as the browser reads it, with the place of each value and mistake.

import assert from "node:assert/strict";
import { test } from "node:test";
import { EXAMPLE } from "../../www/src/views/request/example.js";
import { linesOf, placeOf, readJson } from "../../www/src/parts/json.js";

test("JSON is read as the browser reads it, with every place", () => {
  const read = [
    EXAMPLE.book,
    "0",
    "-1.50e+3",
    ' [ "\\u00e9\\n\\"", null, true, {} ] ',
    '{"":[[]],"__proto__":{"a":1}}',
  ];
  for (const text of read) {
    assert.deepEqual(readJson(text).value, JSON.parse(text), text);
  }
  const text = '{ "a/b": [1, { "c~": "é" }] }';
  const { places } = readJson(text);
  const at = (pointer) => {
    const { start, end } = placeOf(places, pointer);
    return text.slice(start, end);
  };
  assert.deepEqual(["", "/a~1b", "/a~1b/0", "/a~1b/1", "/a~1b/1/c~0"].map(at), [
    "{",
    '"a/b": [',
    "1",
    "{",
    '"c~": "é"',
  ]);
  assert.equal(at("/a~1b/1/missing/deeper"), "{");
  assert.deepEqual(linesOf("a\nbc\n")(3), { line: 2, column: 2 });
});

test("what the browser refuses is refused, in its place", () => {
  const mistakes = [
    ["", 0, /found the end of the text/],
    ["[1, 2", 5, /expected `,` or `]`/],
    ["[1 2]", 3, /found `2`/],
    ["[1,]", 2, /after the comma/],
    ["[1,}", 3, /expected a value, found `}`/],
    ["[", 1, /expected a value, found the end/],
    [" {\n", 3, /expected a name in `"`, found the end/],
    ["{,", 1, /expected a name in `"`, found `,`/],
    ["truefalse", 0, /no JSON value/],
    ['{"a":1,}', 6, /after the comma/],
    ["{a:1}", 1, /`a` is no JSON value/],
    ["{'a':1}", 1, /not in `'`/],
    ['{"a" 1}', 5, /expected `:`/],
    ["[01]", 2, /found `1`/],
    ["[.5]", 1, /no JSON value/],
    ["[1.]", 2, /no JSON value/],
    ["[NaN]", 1, /`NaN`/],
    ['["a]', 1, /closing/],
    ['["a\nb"]', 1, /closing/],
    ['["\\x"]', 1, /escape/],
    ["1 // one", 2, /comments/],
    ["{} {}", 3, /expected nothing more/],
    ["\ufeff{}", 0, /no JSON value/],
  ];
  for (const [text, start, message] of mistakes) {
    assert.throws(() => JSON.parse(text), SyntaxError, text);
    const { mistake } = readJson(text);
    assert.equal(mistake?.start, start, text);
    assert.match(mistake.message, message, text);
  }
  // The browser takes the last of two members without a word.
  assert.match(readJson('{"a":1,"b":{"a":2},"a":3}').mistake.message, /`a` stands here twice/);
  assert.match(readJson("[".repeat(100_000)).mistake.message, /100 deep/);
});
