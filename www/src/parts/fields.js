// The form around a rule: every field by its name, and what is wrong with it beneath it.

import { CIRCUMSTANCES } from "./defaults.js";
import { element, put, sentence } from "./element.js";

const FOLDED = ["rounding", "increment", "percentage", "constant", ...CIRCUMSTANCES];

/**
 * @param {HTMLFormElement} form
 * @param {import("ready-reckoner").CurrencyInfo[]} currencies
 * @param {Record<string, string>} defaults every field with what it holds at first
 */
export function createFields(form, currencies, defaults) {
  // Found once: forms look for their fields anew after every change of the page.
  const byName = (find) =>
    Object.fromEntries(Object.keys(defaults).map((name) => [name, find(name)]));
  const controls = byName((name) => form.elements.namedItem(name));
  const notes = byName((name) => form.querySelector(`#${name}-problems.wrong`));
  const field = (name) => controls[name];
  const settings = form.querySelector("details");
  field("currency").append(
    ...currencies.map(({ code, name }) => element("option", { value: code }, `${code} · ${name}`)),
  );
  // Nothing is sent anywhere: the answer is there already.
  form.addEventListener("submit", (event) => event.preventDefault());

  function summarise() {
    const changed = FOLDED.filter((name) => field(name).value !== defaults[name]);
    const texts = changed.map((name) => summary(field(name)));
    put(settings.querySelector(".summary"), texts.join(", "));
  }

  return {
    read: () => byName((name) => field(name).value),

    write(state) {
      for (const name of Object.keys(defaults)) {
        const control = field(name);
        const value = state[name];
        // Writing the same value again would move the caret.
        if (control.value === value) continue;
        control.value = value;
        // A list that has no such entry would show nothing.
        if (control.value === "" && control.localName === "select") control.value = defaults[name];
      }
    },

    /** Shows what is wrong in each field that has a place for it. */
    show(problems) {
      for (const name of Object.keys(defaults)) {
        const note = notes[name];
        if (note === null) continue;
        const wrong = problems[name] ?? [];
        const invalid = String(wrong.length > 0);
        if (field(name).getAttribute("aria-invalid") !== invalid) {
          field(name).setAttribute("aria-invalid", invalid);
        }
        if (wrong.length > 0 || note.hasChildNodes()) note.replaceChildren(...wrong.map(problem));
      }
      if (FOLDED.some((name) => problems[name])) settings.open = true;
      summarise();
    },

    /** Takes the user to a field. */
    focus(name) {
      if (FOLDED.includes(name)) settings.open = true;
      field(name).focus();
    },
  };
}

function problem({ message, help }) {
  return element("p", {}, ...sentence(help ? `${message}; ${help}` : message));
}

function summary(control) {
  if (control.localName === "select") return control.selectedOptions[0].text.toLowerCase();
  const { short, unit = "" } = control.dataset;
  return `${short} ${control.value} ${unit}`.trim();
}
