// What says which part of a list is wanted, in copies of what callers give.

import { isPlainObject } from "../declared.js";

/** How many entries of a list the module writes at once. */
const PAGE = 1_000;

/** The limit in a copy of what says which part of a list is wanted. */
function limitOf(wanted) {
  try {
    return Object.hasOwn(wanted, "limit") ? wanted.limit : undefined;
  } catch {
    // A copy of what throws, which the module refuses.
    return undefined;
  }
}

/** The same with the limit of a page, if it has none of its own. */
export function limited(wanted = {}) {
  if (!isPlainObject(wanted) || limitOf(wanted) !== undefined) return wanted;
  try {
    return { ...wanted, limit: PAGE };
  } catch {
    return wanted;
  }
}

/**
 * The entries of a list, of which the module writes so few at once that its memory stays small. It
 * judges what is asked for first: a list that is too long is refused before any is written.
 *
 * @param {(given: any[]) => any[]} listed lists the entries of a page
 * @param {any} wanted the page that is asked for
 * @param {any} first what the module is asked for first
 */
export function* pagesOf(listed, wanted, first) {
  let entries = listed([first, PAGE]);
  let left = limitOf(wanted) ?? Infinity;
  for (;;) {
    yield* entries;
    left -= entries.length;
    if (entries.length < PAGE || left <= 0) return;
    const after = entries.at(-1).id;
    entries = listed([{ ...wanted, after, limit: Math.min(PAGE, left) }]);
  }
}
