// The problems of a JSON text, each a button to its place, with its pointer and its line.

import { counted, element, sentence } from "./element.js";

// Nobody reads past that.
const SHOWN = 100;

/**
 * @param {HTMLElement} panel
 * @param {string} name of the text
 * @param {(place: { start: number, end: number }) => void} jump
 */
export function createTextProblems(panel, name, jump) {
  const item = ({ severity, message, help, pointer, start, end, line, column }) => {
    const open = { type: "button", class: "jump first", onclick: () => jump({ start, end }) };
    const where = [`line ${line}, column ${column}`];
    if (pointer) where.unshift(element("code", {}, pointer), ", ");
    return element(
      "li",
      { class: severity },
      element("button", open, ...sentence(message)),
      element("p", { class: "where" }, ...where),
      ...(help ? [element("p", { class: "help" }, ...sentence(help))] : []),
    );
  };

  return {
    /** @param {import("../views/request/reckon-request.js").Problem[]} problems */
    show(problems) {
      panel.hidden = problems.length === 0;
      panel.dataset.kind = kindOf(problems);
      const more = problems.length - SHOWN;
      panel.replaceChildren(
        element("h2", {}, summary(problems, name)),
        element("ol", {}, ...problems.slice(0, SHOWN).map(item)),
        ...(more > 0 ? [element("p", { class: "help" }, `And ${more} more.`)] : []),
      );
    },
  };
}

/** "2 problems in the price book". Warnings alone are called so. */
export function summary(problems, name) {
  const noun = kindOf(problems) === "error" ? "problem" : "warning";
  return `${counted(problems.length, noun)} in the ${name}`;
}

function kindOf(problems) {
  return problems.some(({ severity }) => severity === "error") ? "error" : "warning";
}
