// What the user has entered, and its place in the address: a link to the page shows what its sender
// saw.

import { formatAddress } from "../../router.js";

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

/** The state as the query of an address; what is as at first is left out. */
export function toQuery(state) {
  const query = { formula: state.formula, amount: state.amount };
  for (const [name, value] of Object.entries(state)) {
    if (value !== DEFAULTS[name]) query[name] = value;
  }
  return query;
}

/** The state that an address asks for. */
export function fromQuery(query) {
  const state = { ...DEFAULTS };
  for (const [name, value] of query) if (Object.hasOwn(DEFAULTS, name)) state[name] = value;
  return state;
}

/** The address of a state. */
export function toHash(state) {
  return formatAddress("tariff", toQuery(state));
}
