// The formula's field. A text field cannot show colours or underlines, so an exact mirror of its
// text lies behind it and shows them, while the field itself shows only caret and selection:
// typing, undo, screen readers and touch keyboards remain the browser's.

import "./editor.css";
import { element } from "../element.js";
import { retype } from "../retype.js";
import { isObject } from "../rule.js";
import { pieces, tokens, visible } from "./marks.js";

/**
 * @param {HTMLTextAreaElement} field
 * @param {HTMLElement} mirror
 */
export function createEditor(field, mirror) {
  let problems = [];
  let pointed = [];

  function render() {
    const text = field.value;
    const places = [...(isObject(text) ? [] : tokens(text)), ...problems, ...pointed];
    const spans = pieces(text, places).map(({ text: piece, names }) =>
      names.length > 0 ? element("span", { class: names.join(" ") }, piece) : piece,
    );
    // A last empty line has a height only if something stands in it.
    mirror.replaceChildren(...spans, "\u200b");
  }

  return {
    /** Underlines the places of diagnostics. */
    underline(diagnostics) {
      problems = diagnostics.flatMap(({ severity, start, end, related = [] }) => [
        { ...visible({ start, end }, field.value.length), name: severity },
        ...related.map((place) => ({ ...visible(place, field.value.length), name: "related" })),
      ]);
      pointed = [];
      render();
    },

    /** Lights up a place, or none. */
    point(place) {
      pointed = place ? [{ start: place.start, end: place.end, name: "pointed" }] : [];
      render();
    },

    /** Takes the user to a place. */
    select({ start, end }) {
      field.focus();
      field.setSelectionRange(start, end);
    },

    /** Writes another formula. */
    replace: (text) => retype(field, text),
  };
}
