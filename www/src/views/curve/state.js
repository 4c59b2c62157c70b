// The rules whose curves are shown, how they are looked at, and their place in the address.

import { LOOK } from "../../parts/curve/look.js";
import { FORMULA, SETTINGS } from "../../parts/defaults.js";

/** Every field by its name, with what it holds at first; a rule is a formula or JSON. */
export const DEFAULTS = Object.freeze({
  rule: FORMULA,
  second: "",
  amount: "1200",
  ...SETTINGS,
});

const AT_FIRST = { ...DEFAULTS, ...LOOK };

/** The state as the query of an address; what is as at first is left out. */
export function toQuery(state) {
  const changed = Object.entries(state).filter(([name, value]) => value !== AT_FIRST[name]);
  return { rule: state.rule, ...Object.fromEntries(changed) };
}

/** The state that an address asks for. */
export function fromQuery(query) {
  const asked = [...query].filter(([name]) => Object.hasOwn(AT_FIRST, name));
  return { ...AT_FIRST, ...Object.fromEntries(asked) };
}
