// What the user has entered, and its place in the address: the page has no other memory, so a link
// to it shows what its sender saw.

import { EXAMPLE } from "./charges-example.js";

/** Every field of the form by its name, with what it holds at first. */
export const DEFAULTS = Object.freeze({
  formula: "A<1000C|5C|2.5P*A|>30C|<2000C",
  amount: "1200",
  currency: "LKR",
  rounding: "halfUp",
  increment: "",
  percentage: "",
  constant: "",
});

const AT_FIRST = { ...DEFAULTS, ...EXAMPLE };

// Browsers and chat programs cut longer addresses; a formula has at most 4,096 characters.
const LONGEST_HASH = 16_384;

/**
 * The state as the last part of an address; fields as they are at first are left out, and so are
 * the texts of a request where they are too long.
 */
export function toHash(state) {
  const { book, request, ...fields } = state;
  return hashOf(state) || hashOf(fields);
}

function hashOf(state) {
  const fields = new URLSearchParams({ formula: state.formula, amount: state.amount });
  for (const [name, value] of Object.entries(state)) {
    if (!fields.has(name) && value !== AT_FIRST[name]) fields.set(name, value);
  }
  const hash = `#${fields}`;
  return hash.length <= LONGEST_HASH ? hash : "";
}

/** The state that an address asks for, with the texts of a request only where it names one. */
export function fromHash(hash) {
  const state = { ...DEFAULTS };
  for (const [name, value] of new URLSearchParams(hash.replace(/^#/, ""))) {
    if (Object.hasOwn(AT_FIRST, name)) state[name] = value;
  }
  const named = Object.keys(EXAMPLE).some((name) => Object.hasOwn(state, name));
  return named ? { ...EXAMPLE, ...state } : state;
}
