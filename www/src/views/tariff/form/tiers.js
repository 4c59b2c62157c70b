// The table of tiers: a row for each, edited in place, with rows pasted from a spreadsheet.

import { element } from "../../../parts/element.js";
import { COLUMNS, pastedTiers } from "./paste.js";

const HEADINGS = {
  from: "From",
  upTo: "Up to",
  flat: "Flat",
  percentage: "Percent",
  perUnit: "For each unit",
  unit: "Unit",
  minimum: "At least",
  maximum: "At most",
};

/**
 * @param {HTMLElement} panel
 * @param {() => void} onChange
 */
export function createTiers(panel, onChange) {
  const head = panel.querySelector("thead tr");
  const body = panel.querySelector("tbody");
  const pasting = panel.querySelector(".pasting");
  const pasted = panel.querySelector("textarea");
  const wrong = panel.querySelector(".pasting .wrong");
  let kind = "graduated";
  let ends = "upTo";

  head.append(
    ...COLUMNS.map((name) => element("th", { scope: "col" }, HEADINGS[name])),
    element("th", {}, element("span", { class: "unseen" }, "Remove")),
  );

  function row(tier, index) {
    const cell = (name) => {
      // Problems name the field as it is in the rule.
      const field = name === "upTo" ? ends : name;
      const input = element("input", {
        inputmode: "decimal",
        autocomplete: "off",
        size: 7,
        value: tier[name] ?? "",
        placeholder: name === "upTo" ? "open" : undefined,
        "aria-label": `${headingOf(name)} of tier ${index + 1}`,
        "data-column": name,
        "data-path": `/${kind}/${index}/${field}`,
      });
      return element("td", {}, input);
    };
    const remove = element(
      "button",
      { type: "button", class: "remove", "aria-label": `Remove tier ${index + 1}` },
      "×",
    );
    remove.addEventListener("click", () => {
      const tiers = read();
      tiers.splice(index, 1);
      write(tiers);
      onChange();
      const next = body.rows[Math.min(index, tiers.length - 1)] ?? panel;
      next.querySelector("input, button").focus();
    });
    return element("tr", {}, ...COLUMNS.map(cell), element("td", {}, remove));
  }

  function headingOf(name) {
    return name === "upTo" && ends === "below" ? "Below" : HEADINGS[name];
  }

  function read() {
    return [...body.rows].map((tr) =>
      Object.fromEntries(
        [...tr.querySelectorAll("input")].map(({ dataset, value }) => [dataset.column, value]),
      ),
    );
  }

  function write(tiers) {
    head.cells[1].textContent = headingOf("upTo");
    body.replaceChildren(...tiers.map(row));
  }

  /** A new tier begins where the last one ends, which has an end then. */
  function add() {
    const tiers = read();
    write([...tiers, {}]);
    onChange();
    const open = tiers.length > 0 && tiers.at(-1).upTo === "";
    body.rows[tiers.length - (open ? 1 : 0)].querySelector('[data-column="upTo"]').focus();
  }

  function take(text) {
    const tiers = pastedTiers(text);
    if (tiers === undefined) return false;
    write(tiers);
    onChange();
    return true;
  }

  const acts = {
    add,
    paste() {
      pasting.hidden = false;
      pasted.focus();
    },
    take() {
      const taken = take(pasted.value);
      wrong.textContent = taken
        ? ""
        : "These are no tiers: each row needs where the tier ends and a price.";
      if (!taken) return;
      acts.close();
      body.querySelector("input")?.focus();
    },
    close() {
      pasting.hidden = true;
      pasted.value = "";
      wrong.textContent = "";
    },
  };
  for (const button of panel.querySelectorAll("[data-act]")) {
    button.addEventListener("click", () => acts[button.dataset.act]());
  }
  body.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text/plain");
    // A single figure goes into its cell.
    if (!/[\t\n;]/.test(text.trim()) || !take(text)) return;
    event.preventDefault();
  });

  return {
    read,

    write(tiers, of) {
      [kind, ends] = [of.kind, of.below ? "below" : "upTo"];
      write(tiers);
    },
  };
}
