// The tariff: a rule and an amount, the charge with every step to it, and the curve beside them.

import "./view.css";
import { currencies } from "ready-reckoner/tariffs";
import { LOOK } from "../../parts/curve/look.js";
import { afterPaint, markup, oncePainted } from "../../parts/element.js";
import { createFields } from "../../parts/fields.js";
import { createEditor } from "../../parts/formula/editor.js";
import { createProblems } from "../../parts/formula/problems.js";
import { judge, nameOf } from "../../parts/rule.js";
import { optionsOf, placeSettings } from "../../parts/settings.js";
import { createSteps } from "../../parts/steps.js";
import { tariff } from "../../parts/tariff.js";
import { createAnswer } from "./answer.js";
import { createCode } from "./code.js";
import { createCurve } from "./curve.js";
import { createExamples } from "./examples.js";
import { reckon } from "./reckon.js";
import { createRuleViews } from "./rule.js";
import { DEFAULTS, fromQuery, toQuery } from "./state.js";
import page from "./view.html?raw";

/**
 * @param {HTMLElement} root
 * @param {import("../../stage.js").Context} context
 */
export function mount(root, { follow, suggest, bug }) {
  root.append(markup(page));
  placeSettings(root);
  const part = (id) => root.querySelector(`#${id}`);
  const known = currencies();
  const form = part("preview");
  const { formula: first, ...others } = DEFAULTS;
  const fields = createFields(form, known, others);
  const editor = createEditor(root.querySelector(".editor"), {
    onInput: typed,
    judge: (text) => judge(text, optionsOf(fields.read()).options),
    steps: () => outcome.explanation?.steps ?? [],
  });
  let outcome = { diagnostics: [], problems: {} };
  const rule = createRuleViews(root.querySelector(".formula"), {
    editor,
    options: () => optionsOf(fields.read()).options,
    onChange: typed,
    onView: write,
  });
  const code = createCode(part("code"));
  const problems = createProblems(part("formula-problems"), {
    jump: select,
    correct: editor.replace,
    supply: fields.focus,
  });
  const answer = createAnswer(part("answer"), new Map(known.map(({ code, name }) => [code, name])));
  const steps = createSteps(part("steps"), { point: editor.point, select });
  const examples = createExamples(part("examples"));
  const read = () => ({ formula: editor.read(), ...fields.read() });
  const curve = createCurve(part("curve"), { onLook: write, bug, suggest });
  const showCode = oncePainted(code.show);

  function update() {
    const state = read();
    examples.show(state);
    outcome = { diagnostics: [], problems: {} };
    try {
      outcome = reckon(state);
      const { amount: _, ...others } = outcome.problems;
      tariff.shown = { text: state.formula, options: outcome.options, problems: others };
      bug.hide();
      // The editor first: it asks the browser for places, which lays out what was written before.
      editor.underline(outcome.diagnostics);
      answer.show(outcome, nameOf(state.formula));
    } catch (error) {
      bug.show(error, state);
      answer.showBug();
    }
    fields.show(outcome.problems);
    problems.show(outcome.diagnostics, nameOf(state.formula));
    steps.show(outcome.explanation);
    rule.update(outcome.diagnostics);
    curve.show(outcome, state);
    showCode(state, outcome.options, outcome.explanation);
  }

  /** Takes the user to a place of the rule: a field of the form, or a piece of the text. */
  async function select(place) {
    if (rule.focus(place)) return;
    await rule.show("text");
    editor.select(place);
  }

  function write() {
    follow(toQuery({ ...read(), ...curve.look(), as: rule.view() }));
  }

  function typed() {
    update();
    write();
  }

  form.addEventListener("input", ({ target }) => {
    // The editor tells of itself.
    if (!target.closest(".editor")) typed();
  });

  return {
    visit(query) {
      const state = fromQuery(query);
      editor.write(state.formula);
      fields.write(state);
      curve.write(Object.fromEntries(Object.keys(LOOK).map((name) => [name, state[name]])));
      update();
      rule.show(state.as);
      // An example far down the page is of no use if its answer is out of sight.
      part("preview").scrollIntoView({ block: "nearest" });
      afterPaint(editor.upgrade);
    },
  };
}
