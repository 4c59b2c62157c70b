// The list of calls, the newest first: each opens to show all of it.

import { element } from "../element.js";
import { timeText } from "./names.js";
import { stepView } from "./step.js";
import { judge } from "./verdict.js";

/** Nobody reads past that. */
const SHOWN_MAX = 200;

/** @param {HTMLOListElement} list */
export function createSteps(list) {
  /** @type {Map<string, { item: HTMLElement, step: import("./step.js").Step }>} */
  const shown = new Map();

  function item(step, zoneMs) {
    const { id, title, at, request } = step;
    const { kind, badge } = judge(step);
    const stamps = [step.replayed && "replayed", badge, step.reason].filter(Boolean);
    const summary = element(
      "summary",
      {},
      element("span", { class: "number" }, id),
      element("time", {}, timeText(at, zoneMs)),
      element("span", { class: "title" }, title),
      element("code", { class: "path" }, `${request.method} ${request.path}`),
      ...stamps.map((stamp) => element("span", { class: "stamp", "data-kind": kind }, stamp)),
    );
    const details = element("details", {}, summary);
    // Most are never opened.
    details.addEventListener("toggle", () => {
      if (details.open && details.childElementCount === 1) details.append(...stepView(step));
    });
    return element("li", {}, details);
  }

  return {
    clear() {
      shown.clear();
      list.replaceChildren();
    },

    /**
     * Adds a step, or shows anew what has become of one.
     *
     * @param {import("./step.js").Step} step
     */
    show(step, zoneMs) {
      const before = shown.get(step.id);
      const made = item(step, zoneMs);
      shown.set(step.id, { item: made, step });
      if (before === undefined) {
        list.prepend(made);
      } else {
        const wasOpen = before.item.firstElementChild.open;
        before.item.replaceWith(made);
        made.firstElementChild.open = wasOpen;
      }
      if (shown.size <= SHOWN_MAX) return;
      const [oldest] = shown.keys();
      shown.get(oldest).item.remove();
      shown.delete(oldest);
    },

    get size() {
      return shown.size;
    },
  };
}
