// What a rule leaves out: currency, rounding, and what the bare letters of a formula stand for.

import { compile } from "ready-reckoner/tariffs";
import { markup } from "./element.js";
import { problemsOf } from "./refusal.js";
import page from "./settings.html?raw";

const ROUNDING = ["currency", "rounding", "increment"];
const LETTERS = ["percentage", "constant"];

/** Puts the fields of the settings, but for the currency, into the place that is kept for them. */
export function placeSettings(root) {
  root.querySelector("[data-settings]").replaceWith(markup(page));
}

/**
 * The options for the compiler, with what is wrong in the settings, by field. A letter whose value
 * is mistyped counts as given, so that the rule is not blamed as well.
 *
 * @param {Record<string, string>} state
 */
export function optionsOf(state) {
  const key = JSON.stringify([...ROUNDING, ...LETTERS].map((name) => state[name]));
  if (key !== read?.key) read = { key, ...readOptions(state) };
  return { options: { ...read.options }, problems: read.problems };
}

/** What the settings said last: they stay while rule and amount are typed. */
let read;

function readOptions(state) {
  const problems = byField([
    ...problemsOf(() => compile("0C", filled(state, ROUNDING)).free()),
    ...problemsOf(() => compile("0C", filled(state, LETTERS)).free()),
  ]);
  const options = { ...filled(state, ROUNDING), ...filled(state, LETTERS) };
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

/** Problems by the field that their path names; one without a path is of the amount. */
export function byField(problems) {
  const fields = {};
  for (const problem of problems) (fields[problem.path.slice(1) || "amount"] ??= []).push(problem);
  return fields;
}
