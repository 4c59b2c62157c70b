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
  /** The place of each button; the list listens for all of them, as steps come with every key. */
  const places = new WeakMap();
  if (actions) listen(list, ({ target }) => places.get(target.closest("button")), actions);

  const item = (step, place) => {
    const parts = [
      element("span", { class: "label", "aria-hidden": "true" }, label(step)),
      ...(step.expression ? [element("code", {}, step.expression), " "] : []),
      element("span", { class: "worked" }, ...coded(worked(step))),
    ];
    const attributes = { class: "step", "data-kind": step.kind, "data-outcome": outcome(step) };
    if (!actions || step.start === undefined || step.end === undefined) {
      return element("li", {}, element("div", attributes, ...parts));
    }
    const button = element("button", { type: "button", ...attributes }, ...parts);
    places.set(button, place);
    return element("li", {}, button);
  };

  /** What is shown: each step but for its place as a text, and the place, which typing moves. */
  let shown = [];

  return {
    /** @param {{ steps: import("ready-reckoner").Step[] }} [explanation] */
    show(explanation) {
      const steps = explanation?.steps ?? [];
      list.closest("section").hidden = explanation === undefined;
      // A step that is as it was keeps its button, and the focus that may be on it.
      const before = [...list.children];
      const next = steps.map((step, index) => {
        const { start, end, ...rest } = step;
        const text = JSON.stringify([rest, start === undefined]);
        const old = shown[index];
        if (old?.text === text) {
          Object.assign(old.place, { start, end });
          return old;
        }
        const place = { start, end };
        if (index < before.length) before[index].replaceWith(item(step, place));
        else list.append(item(step, place));
        return { text, place };
      });
      for (const one of before.slice(steps.length)) one.remove();
      shown = next;
    },
  };
}

/** Lights up the place of what is pointed at or focused, and selects that of what is pressed. */
function listen(list, placeOf, { point, select }) {
  let pointed;
  const light = (place) => {
    if (place === pointed) return;
    pointed = place;
    point(place);
  };
  for (const come of ["mouseover", "focusin"]) {
    list.addEventListener(come, (event) => light(placeOf(event)));
  }
  for (const go of ["mouseleave", "focusout"]) list.addEventListener(go, () => light());
  list.addEventListener("click", (event) => {
    const place = placeOf(event);
    if (place !== undefined) select(place);
  });
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
