// Formulas to begin with. Each is a link to its own state, so it can be opened, copied and gone
// back from like any other.

import { element } from "../../parts/element.js";
import { DEFAULTS, toHash } from "./state.js";
import { asJson } from "./written.js";

const EXAMPLES = [
  {
    title: "One price",
    entries: [
      { says: "a flat 5", formula: "5C", amounts: ["250"] },
      { says: "4 percent", formula: "4P*A", amounts: ["250"] },
      { says: "5.6 percent", formula: "5.6P*A", amounts: ["250"] },
      { says: "4 percent of a constant", formula: "4P*10C", amounts: ["250"] },
      { says: "39 for each", formula: "39C*A", amounts: ["2"] },
      { says: "20 on top", formula: "20C+A", amounts: ["250"] },
      { says: "a rebate above 39", formula: "39C-A", amounts: ["50"] },
      { says: "all three", formula: "5C+2P*A-1C", amounts: ["100"] },
      {
        says: "P and C supplied",
        formula: "P*A+C",
        amounts: ["1250"],
        percentage: "1.75",
        constant: "20",
      },
    ],
  },
  {
    title: "Conditions and bounds",
    entries: [
      {
        says: "5 below 1000, then 2.5 percent, 30 to 2000",
        formula: "A<1000C|5C|2.5P*A|>30C|<2000C",
        amounts: ["999.99", "1000", "1200", "2000000"],
      },
      {
        says: "1 between 100 and 500, else 2",
        formula: "A>100C|A<500C|1C|2C",
        amounts: ["100", "101", "500"],
      },
    ],
  },
  {
    title: "Price rules",
    entries: [
      {
        says: "5 percent up to 1000, 2 percent of what is above",
        label: "Graduated tiers",
        formula: asJson({
          graduated: [{ upTo: "1000", percentage: "5" }, { percentage: "2" }],
        }),
        amounts: ["1000", "1200"],
      },
      {
        says: "10, 20 or 30 by the size of the whole amount",
        label: "Volume tiers",
        formula: asJson({
          volume: [{ upTo: "250", flat: "10" }, { upTo: "500", flat: "20" }, { flat: "30" }],
        }),
        amounts: ["250", "500", "1000"],
      },
      {
        says: "2 for each started 10, 5 to 40",
        label: "Started units",
        formula: asJson({ perUnit: "2", unit: "10", minimum: "5", maximum: "40" }),
        amounts: ["10", "85", "1000"],
      },
      {
        says: "10 percent a year of 360 days, for 30 days",
        label: "Time",
        formula: asJson({ percentage: "10", annualBasis: "360" }),
        amounts: ["1200"],
        tenor: "30",
      },
      {
        says: "12.5 percent up to 1000, 8.5 above, of which 900 are charged already",
        label: "Going on",
        formula: asJson({
          graduated: [{ upTo: "1000", percentage: "12.5" }, { percentage: "8.5" }],
        }),
        amounts: ["200"],
        prior: "900",
      },
    ],
  },
  {
    title: "A mistake, and its corrections",
    entries: [{ says: "two points in a number", formula: "2.5.6P*10C", amounts: ["250"] }],
  },
];

/** @param {HTMLElement} panel */
export function createExamples(panel) {
  const links = [];

  const link = (entry, amount, ...children) => {
    const { says, label: title, amounts, ...fields } = entry;
    const href = toHash({ ...DEFAULTS, ...fields, amount });
    // A bare amount would mean nothing in a list of links.
    const label = children[0] === amount ? `${title ?? entry.formula} on ${amount}` : undefined;
    const made = element("a", { href, "aria-label": label }, ...children);
    links.push(made);
    return made;
  };

  const item = (entry) => {
    const [first, ...others] = entry.amounts;
    const name = element(entry.label ? "b" : "code", {}, entry.label ?? entry.formula);
    const text = [name, element("span", {}, entry.says)];
    if (others.length === 0) return element("li", {}, link(entry, first, ...text));
    const amounts = entry.amounts.map((amount) => link(entry, amount, amount));
    const words = element("p", {}, ...text);
    return element("li", {}, words, element("p", { class: "amounts" }, ...amounts));
  };

  panel.append(
    ...EXAMPLES.flatMap(({ title, entries }) => [
      element("h3", {}, title),
      element("ul", {}, ...entries.map(item)),
    ]),
  );

  const byHash = new Map(links.map((made) => [made.getAttribute("href"), made]));
  let current;

  return {
    /** Marks the example that is shown. */
    show(state) {
      const shown = byHash.get(toHash(state));
      if (shown === current) return;
      current?.removeAttribute("aria-current");
      shown?.setAttribute("aria-current", "true");
      current = shown;
    },
  };
}
