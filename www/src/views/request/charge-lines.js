// The charges of a request as a table whose rows can be chosen, and what each party pays.

import { amount } from "../../parts/amount.js";
import { counted, element } from "../../parts/element.js";
import { partyOf } from "./reckon-request.js";

// A request may have thousands of lines, which no page shows well.
const SHOWN = 200;

/**
 * @param {HTMLTableElement} table
 * @param {HTMLElement} more says how many lines are not shown
 * @param {(line: import("./reckon-request.js").Line) => void} choose
 */
export function createLines(table, more, choose) {
  const body = table.tBodies[0];
  let lines = [];
  // The choice outlives what is typed, and the mistakes on the way.
  let chosen;

  body.addEventListener("change", ({ target }) => {
    chosen = target.value;
    choose(lines.find(({ path }) => path === chosen));
  });

  // The whole row chooses its line, unless somebody selects the text in it.
  body.addEventListener("click", ({ target }) => {
    if (target.closest("label") || !getSelection().isCollapsed) return;
    target.closest("tr")?.querySelector("input").click();
  });

  const row = ({ path, detail, steps }) => {
    const { chargeCode, chargeCcy, charge, priceMethod } = detail;
    const checked = path === chosen;
    const radio = element("input", { type: "radio", name: "line", value: path, checked });
    const cell = (name, ...content) => element("td", { role: "cell", class: name }, ...content);
    const isChild = steps.some(({ kind }) => kind === "parent");
    return element(
      "tr",
      { role: "row", class: isChild && "child" },
      element(
        "th",
        { role: "rowheader", scope: "row" },
        element("label", {}, radio, element("code", {}, ...breakable(chargeCode))),
        ...originOf(steps),
      ),
      cell("party", partyOf(detail) ?? ""),
      cell("method", element("code", {}, ...breakable(priceMethod ?? ""))),
      cell("charged", ...amount(chargeCcy, charge)),
      cell("bit", bound(detail)),
    );
  };

  return {
    /** @param {import("./reckon-request.js").Line[]} all */
    show(all) {
      lines = all.slice(0, SHOWN);
      const gone = !lines.some(({ path }) => path === chosen);
      if (gone && lines.length > 0) chosen = lines[0].path;
      table.hidden = lines.length === 0;
      more.hidden = all.length === lines.length;
      more.textContent = `And ${counted(all.length - lines.length, "line")} more.`;
      body.replaceChildren(...lines.map(row));
      choose(lines.find(({ path }) => path === chosen));
    },
  };
}

/** The headline of the panel, and what each party pays: announced when it changes. */
export function totalsOrNone({ charged, wrong }) {
  if (!charged) return answer("none", "No charges", element("p", { class: "note" }, wrong));
  const { lines, totals } = charged;
  const pays = totals.slice(0, SHOWN).map(({ party, currency, amount: total }) =>
    element(
      "div",
      {},
      element("dt", {}, party ?? "No party named"),
      element("dd", {}, ...amount(currency, total)),
    ),
  );
  return answer("charges", counted(lines.length, "charge"), element("dl", {}, ...pays));
}

function answer(kind, headline, content) {
  return { kind, nodes: [element("p", { class: "count" }, headline), content] };
}

/** What a line is a part of: the charges that it is on, and the charge that it is a share of. */
function originOf(steps) {
  const parents = steps.filter(({ kind }) => kind === "parent").map((step) => step.chargeCode);
  const shares = steps.filter(({ kind }) => kind === "sharing");
  const words = [
    ...(parents.length > 0 ? [`on ${[...new Set(parents)].join(", ")}`] : []),
    ...shares.map(({ rate, of }) => `${rate}% of ${of}`),
  ];
  return words.length === 0 ? [] : [element("span", { class: "origin" }, words.join(", "))];
}

/** Names of several words may go on in the next line after a word. */
function breakable(name) {
  return name.split(/(?<=_)/).flatMap((word) => [word, element("wbr")]);
}

function bound({ applied, minChgAmount, minChgPct, maxChgAmount, maxChgPct }) {
  if (!applied) return "";
  const [given, percentage] =
    applied === "minimum" ? [minChgAmount, minChgPct] : [maxChgAmount, maxChgPct];
  return `${applied} ${given ?? `${percentage}%`}`;
}
