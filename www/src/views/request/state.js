// The texts of a request and their place in the address.

import { EXAMPLE } from "./example.js";

/** The texts as the query of an address; what is as in the example is left out. */
export function toQuery(texts) {
  const changed = Object.entries(texts).filter(([name, text]) => text !== EXAMPLE[name]);
  return Object.fromEntries(changed);
}

/**
 * The texts that an address asks for: none where it names none, so that what stands there stays;
 * those of the example for the others where it names one.
 */
export function fromQuery(query) {
  const named = [...query].filter(([name]) => Object.hasOwn(EXAMPLE, name));
  return named.length > 0 ? { ...EXAMPLE, ...Object.fromEntries(named) } : {};
}
