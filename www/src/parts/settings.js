// What a rule leaves out: currency, rounding, what the bare letters of a formula stand for; and what
// is charged besides the amount: the days, and what came before.

import { compile } from "ready-reckoner/tariffs";
import { CIRCUMSTANCES, ROUNDING_MODES } from "./defaults.js";
import { element, markup } from "./element.js";
import { byField, problemsOf } from "./refusal.js";
import page from "./settings.html?raw";

const ROUNDING = ["currency", "rounding", "increment"];
const LETTERS = ["percentage", "constant"];

/** A rule that has a use for days and for what came before, and one for days of started periods. */
const GRADUAL = { graduated: [{ flat: "0" }], annualBasis: "1" };

/** Puts the amount, its currency and the settings into the place that is kept for them. */
export function placeSettings(root) {
  const settings = markup(page);
  const modes = Object.entries(ROUNDING_MODES);
  const options = modes.map(([value, text]) => element("option", { value }, text));
  settings.querySelector("#rounding").append(...options);
  root.querySelector("[data-settings]").replaceWith(settings);
}

/**
 * The options for the compiler, with what is wrong in the settings, by field. A letter whose value
 * is mistyped counts as given, so that the rule is not blamed as well.
 *
 * @param {Record<string, string>} state
 */
export function optionsOf(state) {
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
  return byField(problemsOf(() => chargeNothing(amount)));
}

function chargeNothing(amount) {
  const tariff = compile("0C");
  try {
    tariff.explain(amount);
  } finally {
    tariff.free();
  }
}

/** The options of these names that are filled in. */
function filled(state, names) {
  const options = names.map((name) => [name, state[name].trim()]);
  return Object.fromEntries(options.filter(([, value]) => value !== ""));
}
