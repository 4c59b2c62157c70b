// The tariff: a formula and an amount, and the charge with every step to it.

import "./view.css";
import { currencies } from "ready-reckoner/tariffs";
import { markup } from "../../parts/element.js";
import { createSteps } from "../../parts/steps.js";
import { tariff } from "../../parts/tariff.js";
import { createAnswer } from "./answer.js";
import { createEditor } from "./editor.js";
import { createExamples } from "./examples.js";
import { createFields } from "./fields.js";
import { createProblems } from "./problems.js";
import { reckon } from "./reckon.js";
import { fromQuery, toQuery } from "./state.js";
import page from "./view.html?raw";

/**
 * @param {HTMLElement} root
 * @param {import("../../stage.js").Context} context
 */
export function mount(root, { follow, bug }) {
  root.append(markup(page));
  const part = (id) => root.querySelector(`#${id}`);
  const known = currencies();
  const form = part("preview");
  const fields = createFields(form, known);
  const editor = createEditor(part("formula"), part("mirror"));
  const problems = createProblems(part("formula-problems"), {
    jump: editor.select,
    correct: editor.replace,
    supply: fields.focus,
  });
  const answer = createAnswer(part("answer"), new Map(known.map(({ code, name }) => [code, name])));
  const steps = createSteps(part("steps"), { point: editor.point, select: editor.select });
  const examples = createExamples(part("examples"));

  function update() {
    const state = fields.read();
    tariff.formula = state.formula;
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
    editor.underline(outcome.diagnostics);
    fields.show(outcome);
    problems.show(outcome.diagnostics);
    steps.show(outcome.explanation);
  }

  form.addEventListener("input", () => {
    update();
    follow(toQuery(fields.read()));
  });

  return {
    visit(query) {
      fields.write(fromQuery(query));
      update();
      // An example far down the page is of no use if its answer is out of sight.
      part("formula").scrollIntoView({ block: "nearest" });
    },
  };
}
