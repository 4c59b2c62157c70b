// The text of a body, laid out to be read. Its digits stay as they came: JSON that is read and
// written again would lose the last zero of `37.50`.

import { applyEdits, format } from "jsonc-parser";

/** Longer bodies are shown up to here, and can be copied whole. */
const SHOWN_MAX = 20_000;

export function pretty(text) {
  if (!/^\s*[[{]/.test(text)) return text;
  return applyEdits(text, format(text, undefined, { insertSpaces: true, tabSize: 2 }));
}

/** The same, as far as it is of use on a screen. */
export function readable(text) {
  const whole = pretty(text.slice(0, SHOWN_MAX));
  return text.length > SHOWN_MAX ? `${whole}\n… ${text.length - SHOWN_MAX} more characters` : whole;
}
