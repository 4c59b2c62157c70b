// What says which part of a list is wanted, in copies of what callers give.

import { isPlainObject } from "../declared.js";

/** How many entries of a list the module writes at once. */
export const PAGE = 1_000;

/** The limit in a copy of what says which part of a list is wanted. */
export function limitOf(wanted) {
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
