// The editor of a rule: a text field at first, which is there and charges at once, and CodeMirror
// when its code has come.

import "./editor.css";
import { markup } from "../element.js";
import { isObject } from "../rule.js";
import page from "./editor.html?raw";
import { createPlain } from "./plain.js";

/**
 * @typedef {object} Actions
 * @property {() => void} onInput
 * @property {(text: string) => import("ready-reckoner").Diagnostic[]} judge what is wrong in a
 *   text, which is marked as it is typed; what `underline` says after that counts
 * @property {() => import("ready-reckoner").Step[]} [steps] of the charge that is shown
 */

/**
 * @param {HTMLElement} box for the text field, which gets the name in its `data-editor`; what is
 *   wrong with the rule stands in the element of that name and `-problems`
 * @param {Actions} actions
 */
export function createEditor(box, { onInput, judge, steps = () => [] }) {
  const { editor: name } = box.dataset;
  box.append(markup(page));
  const names = { id: name, name, "aria-describedby": `${name}-problems` };
  for (const [attribute, value] of Object.entries(names)) {
    box.querySelector("textarea").setAttribute(attribute, value);
  }
  let surface = createPlain(box, onInput);
  let told = [];
  let better;

  async function upgrade() {
    const { createRich } = await import("./rich.js");
    const taken = await surface.handOver();
    surface = createRich(box, taken, { onInput, judge, steps });
    surface.mark(told);
  }

  return {
    read: () => surface.read(),

    /** Writes another rule, without a word to the listener. */
    write: (text) => surface.write(text),

    /** Underlines the places of diagnostics. */
    underline(diagnostics) {
      box.classList.toggle("json", isObject(surface.read()));
      told = diagnostics;
      surface.mark(told);
    },

    /** Lights up a place, or none. */
    point: (place) => surface.point(place),

    /** Takes the user to a place. */
    select: (place) => surface.select(place),

    /** Writes another rule as if it had been typed: undo brings the old one back. */
    replace: (text) => surface.replace(text),

    /** Brings the better editor; where its code does not come, the text field stays. */
    upgrade() {
      better ??= upgrade().catch((error) => console.info("The text field stays:", error));
    },
  };
}
