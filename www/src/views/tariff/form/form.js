// The form of a rule: a field for each part of a price rule, and a table for its tiers.

import "./form.css";
import { coded, element, markup } from "../../../parts/element.js";
import { CHOICES } from "./fields.js";
import page from "./form.html?raw";
import { createTiers } from "./tiers.js";

const SAYS = {
  price: "The parts that are filled in are added.",
  graduated: "Each tier prices the part of the amount that falls in it.",
  volume: "The tier that the amount reaches prices the whole amount.",
  formula: "For what the other forms cannot say.",
};

/**
 * @param {HTMLElement} root
 * @param {() => void} onChange
 */
export function createForm(root, onChange) {
  root.append(markup(page));
  const field = (name) => root.querySelector(`#rule-${name}`);
  const radios = [...root.querySelectorAll("[name=rule-kind]")];
  const tiers = createTiers(root.querySelector(".tiers"), onChange);
  const ends = root.querySelector("#rule-ends");
  for (const [name, words] of Object.entries(CHOICES)) {
    const options = Object.entries(words);
    field(name).append(...options.map(([value, text]) => element("option", { value }, text)));
  }
  const named = [...root.querySelectorAll(".field > [id^=rule-]:is(input, select)")].filter(
    (it) => it !== ends,
  );
  let rest = {};

  const kindOf = () => radios.find(({ checked }) => checked).value;

  function showKind(kind) {
    root.querySelector(".kind-says").textContent = SAYS[kind];
    for (const part of root.querySelectorAll("div[data-kind]")) {
      part.hidden = !part.dataset.kind.split(" ").includes(kind);
    }
  }

  /** Says beside each heading what is filled in below it. */
  function summarise() {
    for (const terms of root.querySelectorAll(".terms")) {
      const filled = [...terms.querySelectorAll("input, select")].filter((it) =>
        it.type === "checkbox" ? it.checked : it.value.trim() !== "",
      );
      terms.querySelector(".summary").textContent = filled.map(summary).join(", ");
    }
  }

  function changed() {
    summarise();
    onChange();
  }

  root.addEventListener("input", (event) => {
    // The form of the page has no part in this.
    event.stopPropagation();
    const { target } = event;
    if (target.closest(".pasting")) return;
    if (radios.includes(target)) showKind(target.value);
    if (radios.includes(target) || target === ends) {
      const filled = read();
      if (/^(graduated|volume)$/.test(filled.kind) && filled.tiers.length === 0) {
        filled.tiers = [{}, {}];
      }
      tiers.write(filled.tiers, filled);
    }
    changed();
  });

  function read() {
    return {
      kind: kindOf(),
      fields: Object.fromEntries(named.map((it) => [it.id.slice("rule-".length), it.value])),
      chargeOnZero: field("chargeOnZero").checked,
      below: ends.value === "below",
      tiers: tiers.read(),
      rest,
    };
  }

  return {
    /** @returns {import("./fields.js").Filled} */
    read,

    /** @param {import("./fields.js").Filled} filled */
    write(filled) {
      for (const radio of radios) radio.checked = radio.value === filled.kind;
      for (const it of named) it.value = filled.fields[it.id.slice("rule-".length)] ?? "";
      field("chargeOnZero").checked = filled.chargeOnZero;
      ends.value = filled.below ? "below" : "upTo";
      rest = filled.rest;
      tiers.write(filled.tiers, filled);
      showKind(filled.kind);
      summarise();
      const kept = root.querySelector(".rest");
      const names = Object.keys(rest).map((name) => `\`${name}\``);
      kept.hidden = names.length === 0;
      kept.replaceChildren(...coded(`Kept as it is written: ${names.join(", ")}.`));
      for (const terms of root.querySelectorAll(".terms")) {
        terms.open = terms.querySelector(".summary").textContent !== "";
      }
    },

    /** A sentence about how the rule came here; none hides it. */
    say(text = "") {
      const said = root.querySelector(".said");
      said.hidden = text === "";
      said.textContent = text;
    },

    /** Marks the fields that problems name by their paths. */
    mark(diagnostics) {
      const paths = new Set(diagnostics.map(({ path }) => path));
      for (const it of root.querySelectorAll("[data-path]")) {
        const wrong = pathsOf(it).some((path) => paths.has(path));
        it.setAttribute("aria-invalid", wrong);
        if (wrong) it.setAttribute("aria-describedby", "formula-problems");
        else it.removeAttribute("aria-describedby");
      }
    },

    /** Takes the user to the field of a path; whether there is one. */
    focus(path) {
      const found = [...root.querySelectorAll("[data-path]")].find(
        (it) => pathsOf(it).includes(path) && it.closest("[hidden]") === null,
      );
      const folded = found?.closest("details");
      if (folded) folded.open = true;
      found?.focus();
      return found !== undefined;
    },
  };
}

/** The places of a rule that a field shows. */
function pathsOf(control) {
  return control.dataset.path.split(" ");
}

function summary(control) {
  const label = control.labels[0].textContent.trim().toLowerCase();
  if (control.type === "checkbox") return label;
  const { selectedOptions: [chosen] = [] } = control;
  return `${label} ${chosen?.text ?? control.value.trim()}`;
}
