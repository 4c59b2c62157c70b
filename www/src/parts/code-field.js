// A text field with numbered lines. Lines are not wrapped, so a number stands beside its line, and
// the lines with problems have theirs marked.

import { element } from "./element.js";
import { linesOf } from "./json.js";
import { retype } from "./retype.js";

/** The width of a character of the typeface, as a part of its size. */
const ADVANCE = 0.6;

/** @param {HTMLTextAreaElement} field */
export function createCodeField(field) {
  const numbers = element("div", { class: "numbers", "aria-hidden": "true" });
  field.before(numbers);
  field.addEventListener("scroll", () => (numbers.scrollTop = field.scrollTop));

  function reveal(start) {
    const { line, column } = linesOf(field.value)(start);
    const { lineHeight, fontSize } = getComputedStyle(field);
    field.scrollTop = line * parseFloat(lineHeight) - field.clientHeight / 2;
    field.scrollLeft = column * parseFloat(fontSize) * ADVANCE - field.clientWidth / 2;
    field.scrollIntoView({ block: "nearest" });
  }

  return {
    read: () => field.value,

    write(text) {
      // Writing the same text again would move the caret.
      if (field.value !== text) field.value = text;
    },

    retype: (text) => retype(field, text),

    /** Marks the lines of problems. */
    mark(problems) {
      const severities = new Map();
      for (const { line, severity } of problems) {
        if (severities.get(line) !== "error") severities.set(line, severity);
      }
      const count = field.value.split("\n").length;
      const nodes = [];
      let plain = "";
      for (let line = 1; line <= count; line += 1) {
        const severity = severities.get(line);
        if (severity === undefined) {
          plain += `${line}\n`;
          continue;
        }
        nodes.push(plain, element("span", { class: severity }, String(line)));
        plain = "\n";
      }
      numbers.replaceChildren(...nodes, plain);
      numbers.scrollTop = field.scrollTop;
      field.setAttribute("aria-invalid", [...severities.values()].includes("error"));
    },

    /** Takes the user to a place. */
    select({ start, end }) {
      field.focus({ preventScroll: true });
      field.setSelectionRange(start, end);
      reveal(start);
    },
  };
}
