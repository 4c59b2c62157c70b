// What a rule leaves out: currency, rounding, what the bare letters of a formula stand for; and
// what is charged besides the amount: the days, and what came before.

import { compile } from "ready-reckoner/tariffs";
import amounts from "./amount-field.html?raw";
import { CIRCUMSTANCES, ROUNDING_MODES, SETTINGS } from "./defaults.js";
import { element, markup } from "./element.js";
import { byField, problemsOf } from "./refusal.js";
import page from "./settings.html?raw";

const ROUNDING = ["currency", "rounding", "increment"];
const LETTERS = ["percentage", "constant"];

/** A rule that has a use for days and for what came before, and one for days of started periods. */
const GRADUAL = { graduated: [{ flat: "0" }], annualBasis: "1" };

/** Puts the amount with its currency, and the settings, into the places that are kept for them. */
export function placeSettings(root) {
  const settings = markup(page);
  const modes = Object.entries(ROUNDING_MODES);
  const options = modes.map(([value, text]) => element("option", { value }, text));
  settings.querySelector("#rounding").append(...options);
  root.querySelector("[data-amount]").replaceWith(markup(amounts));
  root.querySelector("[data-settings]").replaceWith(settings);
}

/**
 * The options for the compiler, with what is wrong in the settings, by field. A letter whose value
 * is mistyped counts as given, so that the rule is not blamed as well.
 *
 * @param {Record<string, string>} state
 */
export function optionsOf(state) {
  const key = JSON.stringify(Object.keys(SETTINGS).map((name) => state[name]));
  if (key !== read?.key) read = { key, ...readOptions(state) };
  return { options: { ...read.options }, problems: read.problems };
}

/** What the settings said last: they stay while rule and amount are typed. */
let read;

function readOptions(state) {
  const problems = byField([
    ...problemsOf(() => compile("0C", filled(state, ROUNDING)).free()),
    ...problemsOf(() => compile("0C", filled(state, LETTERS)).free()),
    ...problemsOf(() => compile(GRADUAL, filled(state, ["tenor", "prior"])).free()),
    ...problemsOf(() => compile("0C", filled(state, ["slidingScaleTenor"])).free()),
  ]);
  const options = filled(state, [...ROUNDING, ...LETTERS, ...CIRCUMSTANCES]);
  for (const name of Object.keys(problems)) {
    if (LETTERS.includes(name)) options[name] = "1";
    else delete options[name];
  }
  return { options, problems };
}

/** What is wrong with an amount, as that of a field. */
export function amountProblems(amount) {
  free ??= compile("0C");
  return byField(problemsOf(() => free.explain(amount)));
}

/** A tariff that charges nothing, so that what it refuses is the amount. */
let free;

/** The options of these names that are filled in. */
function filled(state, names) {
  const options = names.map((name) => [name, state[name].trim()]);
  return Object.fromEntries(options.filter(([, value]) => value !== ""));
}
