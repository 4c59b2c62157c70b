// What the user has entered, and its place in the address: a link to the page shows what its sender
// saw.

import { LOOK } from "../../parts/curve/look.js";
import { FORMULA, SETTINGS } from "../../parts/defaults.js";
import { formatAddress } from "../../router.js";

/** Every field of the form by its name, with what it holds at first; the formula may be JSON. */
export const DEFAULTS = Object.freeze({
  formula: FORMULA,
  amount: "1200",
  ...SETTINGS,
});

const AT_FIRST = { ...DEFAULTS, ...LOOK, as: "text" };

/** The state as the query of an address; what is as at first is left out. */
export function toQuery(state) {
  const query = { formula: state.formula, amount: state.amount };
  for (const [name, value] of Object.entries(state)) {
    if (value !== AT_FIRST[name]) query[name] = value;
  }
  return query;
}

/** The state that an address asks for, with how the rule and the curve are looked at. */
export function fromQuery(query) {
  const state = { ...AT_FIRST };
  for (const [name, value] of query) if (Object.hasOwn(AT_FIRST, name)) state[name] = value;
  return state;
}

/** The address of a state. */
export function toHash(state) {
  return formatAddress("tariff", toQuery(state));
}
