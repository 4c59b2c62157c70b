// The curve beside the tariff. Its code comes after the first charge, and it is drawn when the keys
// pause for a frame: what is typed is charged at once in any case.

import { LOOK } from "../../parts/curve/look.js";
import { formatAddress } from "../../router.js";
import { toQuery } from "./state.js";

/**
 * @param {HTMLElement} section
 * @param {{ onLook: () => void, bug: import("../../stage.js").Context["bug"] }} actions
 */
export function createCurve(section, { onLook, bug }) {
  const alone = section.querySelector("a");
  const none = section.querySelector(".none");
  let look = { ...LOOK };
  let opening;
  let chart;
  let frame;
  /** What is to be drawn next; its tariff is freed if something else comes first. */
  let next;

  async function open() {
    const { createChart } = await import("../../parts/curve/chart.js");
    chart = createChart(section.querySelector("div"), {
      onLook(chosen) {
        look = chosen;
        onLook();
      },
    });
    chart.look(look);
    draw();
  }

  function draw() {
    frame = undefined;
    const { line, state } = next;
    next = undefined;
    none.hidden = line !== undefined;
    try {
      chart.show(line === undefined ? [] : [{ name: "Tariff", ...line }], state.amount.trim());
    } catch (error) {
      bug.show(error, state);
    }
  }

  return {
    look: () => look,

    write(wanted) {
      look = wanted;
      chart?.look(look);
    },

    /** Takes a tariff over. */
    show(line, state) {
      next?.line?.tariff.free();
      next = { line, state };
      const { formula, ...others } = toQuery({ ...state, ...look });
      alone.href = formatAddress("curve", { ...others, rule: formula });
      opening ??= open().catch(() => (section.hidden = true));
      if (chart !== undefined) frame ??= requestAnimationFrame(draw);
    },
  };
}
