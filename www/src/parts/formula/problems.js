// The problems of a rule, each a button to its place, with its corrections as buttons.

import { counted, element, sentence } from "../element.js";

/** The fields that supply what a formula asks for. */
const SUPPLIERS = { "missing-percentage": "percentage", "missing-constant": "constant" };

/**
 * @param {HTMLElement} panel
 * @param {object} actions
 * @param {(place: { start: number, end: number }) => void} actions.jump
 * @param {(formula: string) => void} actions.correct
 * @param {(field: string) => void} actions.supply
 */
export function createProblems(panel, { jump, correct, supply }) {
  const place = (message, { start, end, path }, kind) =>
    element(
      "button",
      { type: "button", class: `jump ${kind}`, onclick: () => jump({ start, end, path }) },
      ...sentence(message),
    );

  const cures = ({ code, corrections = [] }) => {
    const buttons = corrections.map((formula) =>
      element(
        "button",
        { type: "button", class: "cure", onclick: () => correct(formula) },
        "Use ",
        element("code", {}, formula),
      ),
    );
    const field = SUPPLIERS[code];
    if (field) {
      const open = { type: "button", class: "cure", onclick: () => supply(field) };
      buttons.push(element("button", open, `Supply the ${field}`));
    }
    return buttons.length > 0 ? [element("div", { class: "cures" }, ...buttons)] : [];
  };

  const item = (diagnostic) =>
    element(
      "li",
      { class: diagnostic.severity },
      place(diagnostic.message, diagnostic, "first"),
      ...(diagnostic.related ?? []).map((other) => place(other.message, other, "second")),
      ...(diagnostic.help ? [element("p", { class: "help" }, ...sentence(diagnostic.help))] : []),
      ...cures(diagnostic),
    );

  let shown;

  return {
    /**
     * @param {import("ready-reckoner").Diagnostic[]} diagnostics
     * @param {string} name of the text
     */
    show(diagnostics, name) {
      // The same problems keep their buttons, and the user's place among them.
      const text = JSON.stringify([name, ...diagnostics]);
      if (text === shown) return;
      shown = text;
      panel.hidden = diagnostics.length === 0;
      if (panel.hidden) {
        panel.replaceChildren();
        return;
      }
      const sorted = [...diagnostics].sort((a, b) => a.start - b.start);
      panel.replaceChildren(
        element("h2", {}, `${counted(diagnostics.length, "problem")} in the ${name}`),
        element("ol", {}, ...sorted.map(item)),
      );
    },
  };
}
