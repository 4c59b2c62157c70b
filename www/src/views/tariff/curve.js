// The curve beside the tariff. Its code comes after the first charge, and it is drawn once the
// charge of a key is painted.

import { LOOK } from "../../parts/curve/look.js";
import { oncePainted } from "../../parts/element.js";
import { formatAddress } from "../../router.js";
import { toQuery } from "./state.js";

/**
 * @param {HTMLElement} section
 * @param {{ onLook: () => void } & Pick<import("../../stage.js").Context, "bug" | "suggest">}
 *   actions
 */
export function createCurve(section, { onLook, bug, suggest }) {
  const alone = section.querySelector("a");
  const none = section.querySelector(".none");
  let look = { ...LOOK };
  let opening;
  let chart;
  /** What waits for the chart's code; its tariff is freed if something else comes first. */
  let next;
  /** The last amount that is one: the curve stays where it is while another is typed. */
  let amount = "0";

  async function open() {
    const { createChart } = await import("../../parts/curve/chart.js");
    chart = createChart(section.querySelector("div"), {
      onLook(chosen) {
        look = chosen;
        onLook();
      },
      onFault: (error, amount) => bug.show(error, { amount, ...look }),
    });
    chart.look(look);
    show(next);
    next = undefined;
  }

  function show(line) {
    none.hidden = line !== undefined;
    chart.show(line === undefined ? [] : [{ name: "Tariff", ...line }], amount);
  }

  const lead = oncePainted((state) => {
    const { formula, ...others } = toQuery({ ...state, ...look });
    const query = { ...others, rule: formula };
    alone.href = formatAddress("curve", query);
    suggest("curve", query);
  });

  return {
    look: () => look,

    write(wanted) {
      look = wanted;
      chart?.look(look);
    },

    /** Takes a tariff over; `state` is what stands in the fields. */
    show({ line, problems }, state) {
      lead(state);
      if (problems.amount === undefined) amount = state.amount.trim();
      if (chart !== undefined) {
        show(line);
        return;
      }
      next?.tariff.free();
      next = line;
      opening ??= open().catch(() => (section.hidden = true));
    },
  };
}
