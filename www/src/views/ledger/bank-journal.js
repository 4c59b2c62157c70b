// The journal: every step with what went over the wire, the newest first.

import { element } from "../../parts/element.js";

// Nobody reads past that.
const SHOWN = 50;

/**
 * @param {HTMLElement} panel
 */
export function createJournal(panel) {
  const list = panel.querySelector("ol");

  const text = (label, content) => [
    element("p", { class: "wire" }, label),
    element("pre", {}, content),
  ];

  return {
    clear() {
      list.replaceChildren();
      panel.hidden = true;
    },

    /**
     * @param {import("./bank-step.js").Step} step
     * @param {import("./bank-verdict.js").Verdict} verdict
     */
    add({ title, call, answer, refusal }, { kind, badge }, number) {
      const stamps = answer?.replayed ? ["replayed", badge] : [badge];
      const summary = element(
        "summary",
        {},
        element("span", { class: "number" }, String(number)),
        element("span", { class: "title" }, title),
        ...stamps.map((stamp) => element("span", { class: "stamp", "data-kind": kind }, stamp)),
      );
      const sent = call.body ? `${call.line}\n\n${json(call.body)}` : call.line;
      const got = refusal ? `${refusal.name}: ${refusal.message}` : answered(answer);
      const wire = [...text(`Request ${number}`, sent), ...text(`Answer ${number}`, got)];
      list.prepend(element("li", {}, element("details", {}, summary, ...wire)));
      if (list.children.length > SHOWN) list.lastElementChild.remove();
      panel.hidden = false;
    },
  };
}

function answered(answer) {
  if (answer === undefined) return "undefined";
  return `HTTP ${answer.status}\n\n${json(answer.body)}`;
}

function json(value) {
  return JSON.stringify(value, null, 2);
}
