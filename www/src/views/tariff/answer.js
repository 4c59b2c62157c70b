// The one answer: the charge, or why there is none. It is announced when it changes.

import { counted, element } from "../../parts/element.js";

/** Fields whose names in the package are no words. */
const WORDS = { tenor: "days", slidingScaleTenor: "days of a period", prior: "earlier value" };

/**
 * @param {HTMLOutputElement} output
 * @param {Map<string, string>} names of currencies by code
 */
export function createAnswer(output, names) {
  const write = (kind, headline, note) => {
    output.dataset.kind = kind;
    const nodes = [element("span", { class: "headline" }, ...headline)];
    output.replaceChildren(...nodes, element("span", { class: "note" }, note));
  };

  function charge({ charge: charged, currency, amount, exact }) {
    const headline = [
      element("abbr", { class: "currency", title: names.get(currency) ?? currency }, currency),
      " ",
      element("span", { class: "charge" }, charged),
    ];
    const rebate = charged.startsWith("-") ? "A rebate. " : "";
    write("charge", headline, `${rebate}On ${amount} the exact charge is ${exact}.`);
  }

  return {
    /**
     * @param {import("./reckon.js").Outcome} outcome
     * @param {string} name of what the diagnostics are of
     */
    show({ explanation, diagnostics, problems }, name) {
      if (explanation) {
        charge(explanation);
        return;
      }
      const errors = diagnostics.filter(({ severity }) => severity === "error").length;
      const wrong = [
        ...(errors > 0 ? [`${counted(errors, "problem")} in the ${name}`] : []),
        ...Object.entries(problems).map(
          ([field, { length }]) => `${counted(length, "problem")} in the ${WORDS[field] ?? field}`,
        ),
      ];
      write("none", ["No charge"], `${wrong.join(", ")}.`);
    },

    showBug() {
      write("none", ["No charge"], "This is a bug in Ready Reckoner, not a mistake of yours.");
    },
  };
}
