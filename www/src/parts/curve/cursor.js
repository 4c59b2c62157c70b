// Reading a curve: a line that follows the pointer and the arrow keys, as a slider whose text says
// the exact charge.

import { COLOURS, svg } from "./draw.js";

/** A pointer this near to a breakpoint, in pixels, means the breakpoint. */
const NEAR = 5;

/** How far an arrow key goes, in pixels; `Shift` goes ten times as far. */
const STEP = 2;

/**
 * @param {HTMLElement} reader the slider over the plot
 * @param {SVGGElement} layer
 * @param {(amount: string) => { text: string, values: (number | undefined)[] }} read what there is
 *   to be said of an amount, and where the curves are there
 */
export function createCursor(reader, layer, read) {
  /** @type {import("./draw.js").Picture & {
   *   window: { from: string, to: string }, breaks: string[], decimals: number }} */
  let picture;
  let amount;

  /** The amount of a pixel, as round as the screen is coarse. */
  function amountAt(pixel, snap = true) {
    const { plot, x, breaks, decimals } = picture;
    const inside = Math.min(Math.max(pixel, plot.left), plot.right);
    const near = snap && breaks.find((it) => Math.abs(x.at(Number(it)) - inside) < NEAR);
    if (near) return near;
    const figure = x.back(inside);
    const coarse = Math.abs(x.back(inside + 1) - figure) || 1;
    const grid = Math.max(10 ** Math.floor(Math.log10(coarse)), 10 ** -decimals);
    const round = Math.round(figure / grid) * grid;
    return Math.max(round, 0).toFixed(decimals);
  }

  function move(to) {
    amount = to;
    const { text, values } = read(amount);
    const { plot, x, y } = picture;
    const at = x.at(Number(amount));
    reader.setAttribute("aria-valuenow", Number(amount));
    reader.setAttribute("aria-valuetext", text);
    const inside = at >= plot.left - 1 && at <= plot.right + 1;
    const dots = values.flatMap((value, index) =>
      value === undefined || !Number.isFinite(value)
        ? []
        : [svg("circle", { cx: at, cy: y.at(value), r: 4.5, fill: COLOURS[index] })],
    );
    const bar = { x1: at, x2: at, y1: plot.top, y2: plot.bottom, stroke: "var(--ink)" };
    layer.replaceChildren(...(inside ? [svg("line", bar), ...dots] : []));
  }

  /** The next breakpoint to the right or to the left, or the end of the window. */
  function jump(direction) {
    const { breaks, plot } = picture;
    const here = Number(amount);
    const ahead = direction > 0
      ? breaks.find((it) => Number(it) > here)
      : breaks.findLast((it) => Number(it) < here);
    return ahead ?? amountAt(direction > 0 ? plot.right : plot.left, false);
  }

  /** An arrow goes at least one amount further, however coarse the screen is. */
  function step(pixels) {
    const { x } = picture;
    const from = x.at(Number(amount));
    let to = amount;
    for (let reach = pixels; to === amount && Math.abs(reach) < 64; reach *= 2) {
      to = amountAt(from + reach, false);
    }
    return to;
  }

  const keys = {
    ArrowLeft: (far) => step(-far),
    ArrowDown: (far) => step(-far),
    ArrowRight: (far) => step(far),
    ArrowUp: (far) => step(far),
    PageDown: () => jump(-1),
    PageUp: () => jump(1),
    Home: () => amountAt(picture.plot.left, false),
    End: () => amountAt(picture.plot.right, false),
  };
  reader.addEventListener("keydown", (event) => {
    const key = keys[event.key];
    if (key === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    move(key(event.shiftKey ? STEP * 10 : STEP));
  });
  const follow = (event) => {
    move(amountAt(event.clientX - reader.parentNode.getBoundingClientRect().left));
  };
  reader.addEventListener("pointermove", follow);
  reader.addEventListener("pointerdown", follow);

  return {
    /** Takes another picture, and an amount to stand at unless one was read before. */
    show(drawn, first) {
      const { plot } = drawn;
      picture = drawn;
      // Parts of the picture, which the browser scales until it is drawn anew.
      const part = (length, whole) => `${(length / whole) * 100}%`;
      Object.assign(reader.style, {
        insetInlineStart: part(plot.left, drawn.width),
        insetBlockStart: part(plot.top, drawn.height),
        width: part(plot.right - plot.left, drawn.width),
        height: part(plot.bottom - plot.top, drawn.height),
      });
      reader.setAttribute("aria-valuemin", drawn.window.from);
      reader.setAttribute("aria-valuemax", drawn.window.to);
      move(first ?? amount ?? amountAt((plot.left + plot.right) / 2));
    },
  };
}
