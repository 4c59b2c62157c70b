// A text field for a rule, there from the first paint. A text field cannot show colours or
// underlines, so an exact mirror of its text lies behind it and shows them, while the field itself
// shows only caret and selection.

import { element } from "../element.js";
import { retype } from "../retype.js";
import { isObject } from "../rule.js";
import { isRefused, pieces, tokens, visible } from "./marks.js";

/**
 * @param {HTMLElement} box with the field and its mirror
 * @param {() => void} onInput
 */
export function createPlain(box, onInput) {
  const field = box.querySelector("textarea");
  const mirror = box.querySelector(".mirror");
  let problems = [];
  let pointed = [];
  let composed = Promise.resolve();
  field.addEventListener("input", onInput);
  field.addEventListener("compositionstart", () => {
    composed = new Promise((resolve) => {
      field.addEventListener("compositionend", resolve, { once: true });
    });
  });

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
    read: () => field.value,

    write(text) {
      // Writing the same text again would move the caret.
      if (field.value !== text) field.value = text;
    },

    /** Underlines the places of diagnostics. */
    mark(diagnostics) {
      field.setAttribute("aria-invalid", isRefused(diagnostics));
      problems = diagnostics.flatMap(({ severity, start, end, related = [] }) => [
        { ...visible({ start, end }, field.value.length), name: severity },
        ...related.map((place) => ({ ...visible(place, field.value.length), name: "related" })),
      ]);
      pointed = [];
      render();
    },

    point(place) {
      pointed = place ? [{ start: place.start, end: place.end, name: "pointed" }] : [];
      render();
    },

    select({ start, end }) {
      field.focus();
      field.setSelectionRange(start, end);
    },

    replace: (text) => retype(field, text),

    /** What the next surface has to take over, once no word is being composed any more. */
    async handOver() {
      await composed;
      const { selectionStart: start, selectionEnd: end } = field;
      return { field, focused: document.activeElement === field, start, end };
    },
  };
}
