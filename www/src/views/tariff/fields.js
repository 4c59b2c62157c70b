// The form around the formula: every field by its name, and what is wrong with it beneath it.

import { element, sentence } from "../../parts/element.js";
import { DEFAULTS } from "./state.js";

const SETTINGS = ["rounding", "increment", "percentage", "constant"];

/**
 * @param {HTMLFormElement} form
 * @param {import("ready-reckoner").Currency[]} currencies
 */
export function createFields(form, currencies) {
  const field = (name) => form.elements.namedItem(name);
  const settings = form.querySelector("details");
  field("currency").append(
    ...currencies.map(({ code, name }) => element("option", { value: code }, `${code} · ${name}`)),
  );
  // Nothing is sent anywhere: the answer is there already.
  form.addEventListener("submit", (event) => event.preventDefault());

  function summarise() {
    const changed = SETTINGS.filter((name) => field(name).value !== DEFAULTS[name]);
    const texts = changed.map((name) => summary(field(name)));
    settings.querySelector(".summary").textContent = texts.join(", ");
  }

  return {
    read() {
      return Object.fromEntries(Object.keys(DEFAULTS).map((name) => [name, field(name).value]));
    },

    write(state) {
      for (const name of Object.keys(DEFAULTS)) {
        const control = field(name);
        const value = state[name];
        // Writing the same value again would move the caret.
        if (control.value === value) continue;
        control.value = value;
        // A list that has no such entry would show nothing.
        if (control.value === "" && control.localName === "select") control.value = DEFAULTS[name];
      }
    },

    /** Shows what is wrong in each field. */
    show({ diagnostics, problems }) {
      const refused = diagnostics.some(({ severity }) => severity === "error");
      field("formula").setAttribute("aria-invalid", refused);
      for (const name of Object.keys(DEFAULTS)) {
        const note = document.getElementById(`${name}-problems`);
        if (name === "formula" || note === null) continue;
        const found = problems[name] ?? [];
        field(name).setAttribute("aria-invalid", found.length > 0);
        note.replaceChildren(...found.map(problem));
      }
      if (SETTINGS.some((name) => problems[name])) settings.open = true;
      summarise();
    },

    /** Takes the user to a field. */
    focus(name) {
      if (SETTINGS.includes(name)) settings.open = true;
      field(name).focus();
    },
  };
}

function problem({ message, help }) {
  return element("p", {}, ...sentence(help ? `${message}; ${help}` : message));
}

function summary(control) {
  if (control.localName === "select") return control.selectedOptions[0].text.toLowerCase();
  return `${control.dataset.short} ${control.value}`;
}
