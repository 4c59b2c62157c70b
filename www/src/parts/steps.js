// The way from amount to charge, step by step. A step that belongs to a piece of the formula is a
// button: pointing at it lights the piece up, pressing it selects the piece.

import { coded, element } from "./element.js";

/** A word for each kind of step; kinds that come later go without. */
const LABELS = {
  chargeUnit: "unit",
  condition: "if",
  criterion: "value",
  exchange: "rate",
  external: "host",
  flat: "flat",
  free: "free",
  given: "given",
  parent: "base",
  percentage: "%",
  perUnit: "each",
  product: "×",
  rounding: "round",
  rule: "rule",
  sharing: "share",
  sum: "+",
  tenor: "tenor",
  tier: "tier",
  value: "=",
  zero: "zero",
};

/**
 * @param {HTMLElement} list
 * @param {object} [actions] without them, no step is a button
 * @param {(place?: { start: number, end: number }) => void} actions.point
 * @param {(place: { start: number, end: number }) => void} actions.select
 */
export function createSteps(list, actions) {
  const item = (step) => {
    const parts = [
      element("span", { class: "label", "aria-hidden": "true" }, label(step)),
      ...(step.expression ? [element("code", {}, step.expression), " "] : []),
      element("span", { class: "worked" }, ...coded(worked(step))),
    ];
    const attributes = { class: "step", "data-kind": step.kind, "data-outcome": outcome(step) };
    if (!actions || step.start === undefined || step.end === undefined) {
      return element("li", {}, element("div", attributes, ...parts));
    }
    const { point, select } = actions;
    const place = { start: step.start, end: step.end };
    const listeners = {
      onmouseenter: () => point(place),
      onmouseleave: () => point(),
      onfocus: () => point(place),
      onblur: () => point(),
      onclick: () => select(place),
    };
    const button = { type: "button", ...attributes, ...listeners };
    return element("li", {}, element("button", button, ...parts));
  };

  /** The steps that are shown, as texts. */
  let shown = [];

  return {
    /** @param {{ steps: import("ready-reckoner").Step[] }} [explanation] */
    show(explanation) {
      const steps = explanation?.steps ?? [];
      const texts = steps.map((step) => JSON.stringify(step));
      list.closest("section").hidden = explanation === undefined;
      // A step that is as it was keeps its button, and the focus that may be on it.
      const kept = [...list.children];
      steps.forEach((step, index) => {
        if (texts[index] === shown[index]) return;
        if (index < kept.length) kept[index].replaceWith(item(step));
        else list.append(item(step));
      });
      for (const one of kept.slice(steps.length)) one.remove();
      shown = texts;
    },
  };
}

function label({ kind, text }) {
  if (kind === "bound") return text.includes("at least") ? "floor" : "cap";
  return LABELS[kind] ?? "";
}

/** Whether the step decided something: a condition that holds, a bound that moved the charge. */
function outcome({ holds, applied }) {
  const decided = holds ?? applied;
  return decided === undefined ? undefined : decided ? "yes" : "no";
}

/** The sentence after the expression that begins it and stands beside it already. */
function worked({ text, expression }) {
  const rest = expression && text.startsWith(expression) ? text.slice(expression.length) : text;
  return rest.replace(/^[:\s]+/u, "");
}
