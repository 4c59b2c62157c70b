// The reader of YAML, which is loaded when a file is in it.

import { parseDocument, Parser } from "yaml";

export { parseDocument };

/**
 * Where a text is first nested more than so many levels deep; undefined where it is not. The reader
 * calls itself for each level, and an engine that runs out of room for that may end the process.
 *
 * @param {string} text
 * @param {number} most
 * @returns {{ line: number, column: number } | undefined}
 */
export function tooDeepAt(text, most) {
  for (const document of new Parser().parse(text)) {
    if (document.type !== "document") continue;
    const offset = deepOffset(document.value, most);
    if (offset !== undefined) return placeOf(text, offset);
  }
  return undefined;
}

/**
 * Where the first part of a document is that stands on one level too many.
 *
 * @param {any} value
 * @param {number} most
 * @returns {number | undefined}
 */
function deepOffset(value, most) {
  let level = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    const lists = level.filter((each) => each?.items !== undefined);
    if (depth === most) return lists[0]?.offset;
    level = lists.flatMap(({ items }) => items.flatMap(({ key, value }) => [key, value]));
  }
  return undefined;
}

function placeOf(text, offset) {
  const before = text.slice(0, offset).split("\n");
  return { line: before.length, column: [...(before.at(-1) ?? "")].length + 1 };
}
