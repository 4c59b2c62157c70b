// The tariff: a rule and an amount, the charge with every step to it, and the curve beside them.

import "./view.css";
import { currencies } from "ready-reckoner/tariffs";
import { LOOK } from "../../parts/curve/look.js";
import { markup } from "../../parts/element.js";
import { createFields } from "../../parts/fields.js";
import { createEditor } from "../../parts/formula/editor.js";
import { createProblems } from "../../parts/formula/problems.js";
import { isObject } from "../../parts/rule.js";
import { placeSettings } from "../../parts/settings.js";
import { createSteps } from "../../parts/steps.js";
import { tariff } from "../../parts/tariff.js";
import { createAnswer } from "./answer.js";
import { createCurve } from "./curve.js";
import { createExamples } from "./examples.js";
import { reckon } from "./reckon.js";
import { DEFAULTS, fromQuery, toQuery } from "./state.js";
import page from "./view.html?raw";

/**
 * @param {HTMLElement} root
 * @param {import("../../stage.js").Context} context
 */
export function mount(root, { follow, bug }) {
  root.append(markup(page));
  placeSettings(root);
  const part = (id) => root.querySelector(`#${id}`);
  const known = currencies();
  const form = part("preview");
  const fields = createFields(form, known, DEFAULTS);
  const editor = createEditor(part("formula"), root.querySelector(".mirror"));
  const problems = createProblems(part("formula-problems"), {
    jump: editor.select,
    correct: editor.replace,
    supply: fields.focus,
  });
  const answer = createAnswer(part("answer"), new Map(known.map(({ code, name }) => [code, name])));
  const steps = createSteps(part("steps"), { point: editor.point, select: editor.select });
  const examples = createExamples(part("examples"));
  const write = () => follow(toQuery({ ...fields.read(), ...curve.look() }));
  const curve = createCurve(part("curve"), { onLook: write, bug });

  function update() {
    const state = fields.read();
    if (!isObject(state.formula)) tariff.formula = state.formula;
    examples.show(state);
    let outcome = { diagnostics: [], problems: {} };
    try {
      outcome = reckon(state);
      bug.hide();
      answer.show(outcome);
    } catch (error) {
      bug.show(error, state);
      answer.showBug();
    }
    const refused = outcome.diagnostics.some(({ severity }) => severity === "error");
    part("formula").setAttribute("aria-invalid", refused);
    editor.underline(outcome.diagnostics);
    fields.show(outcome.problems);
    problems.show(outcome.diagnostics);
    steps.show(outcome.explanation);
    curve.show(outcome.line, state);
  }

  form.addEventListener("input", () => {
    update();
    write();
  });

  return {
    visit(query) {
      const state = fromQuery(query);
      fields.write(state);
      curve.write(Object.fromEntries(Object.keys(LOOK).map((name) => [name, state[name]])));
      update();
      // An example far down the page is of no use if its answer is out of sight.
      part("formula").scrollIntoView({ block: "nearest" });
    },
  };
}
