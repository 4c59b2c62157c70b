// The picture of curves as SVG. Colours are named by the page's own variables, in attributes, so
// that the picture follows the theme on the page and can be saved with their values put in.

import { tickText } from "./scale.js";

const SPACE = "http://www.w3.org/2000/svg";
const RADIUS = 3.5;

/** The colours of the curves, in their order. */
export const COLOURS = ["var(--curve-1)", "var(--curve-2)"];

/** Dashes tell the second curve apart where colours do not. */
const DASHES = [undefined, "7 4"];

/**
 * @typedef {object} Picture
 * @property {number} width in pixels
 * @property {number} height
 * @property {{ left: number, right: number, top: number, bottom: number }} plot
 * @property {import("./scale.js").Scale} x amounts
 * @property {import("./scale.js").Scale} y the quantity
 * @property {string} unit what stands at the upright axis
 * @property {{ drawn: import("./shape.js").Stretch[], ends: object[] }[]} curves
 * @property {{ amount: number, value: number, number: number }[]} findings of the linter
 * @property {number[]} crossings amounts where another tariff becomes the cheaper one
 * @property {{ from: number, to: number }[]} solved amounts that lead to the wanted figure
 */

/** An element of SVG with its attributes, numbers to a hundredth; `undefined` is left out. */
export function svg(tag, attributes = {}, ...children) {
  const made = document.createElementNS(SPACE, tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined) continue;
    made.setAttribute(name, typeof value === "number" ? Math.round(value * 100) / 100 : value);
  }
  made.append(...children);
  return made;
}

/** @param {Picture} picture */
export function draw(picture) {
  const { curves, findings } = picture;
  return [
    ...grid(picture),
    ...solutions(picture),
    ...crossings(picture),
    inside(picture, curves.flatMap((curve, index) => line(picture, curve, index))),
    ...findings.map((finding) => flag(picture, finding)),
  ];
}

/** Cut off at the edges of the plot; a dot on an edge has room. */
function inside({ plot: { left, right, top, bottom } }, nodes) {
  const [x, y] = [left - RADIUS * 2, top - RADIUS * 2];
  const [width, height] = [right - left + RADIUS * 4, bottom - top + RADIUS * 4];
  return svg("svg", { x, y, width, height, viewBox: `${x} ${y} ${width} ${height}` }, ...nodes);
}

function grid({ plot, x, y, unit }) {
  const across = y.ticks.map((tick) => {
    const at = y.at(tick);
    const stroke = tick === 0 ? "var(--edge)" : "var(--line)";
    return svg("g", {},
      svg("line", { x1: plot.left, x2: plot.right, y1: at, y2: at, stroke }),
      svg("text", { x: plot.left - 8, y: at + 4, "text-anchor": "end" }, tickText(tick)),
    );
  });
  const up = x.ticks.map((tick) => {
    const at = x.at(tick);
    const [y1, y2] = [plot.bottom, plot.bottom + 5];
    return svg("g", {},
      svg("line", { x1: at, x2: at, y1, y2, stroke: "var(--edge)" }),
      svg("text", { x: at, y: plot.bottom + 19, "text-anchor": "middle" }, tickText(tick)),
    );
  });
  const { left, right, bottom, top } = plot;
  return [
    svg("g", { fill: "var(--soft)", "font-size": 12 },
      ...across,
      ...up,
      svg("text", { x: left, y: top - 12 }, unit),
      svg("text", { x: right, y: bottom + 36, "text-anchor": "end" }, "Amount"),
    ),
    svg("line", { x1: left, x2: right, y1: bottom, y2: bottom, stroke: "var(--edge)" }),
  ];
}

function line({ x, y }, { drawn, ends }, index) {
  const place = ([amount, value]) => `${x.at(amount).toFixed(2)} ${y.at(value).toFixed(2)}`;
  let last;
  const path = drawn
    .map(({ points }) => {
      const places = points.map(place);
      // Pieces that meet are one line, so that its dashes run on.
      const drawnOn = places[0] === last;
      last = places.at(-1);
      return `${drawnOn ? "L" : "M"}${places.join("L")}`;
    })
    .join("");
  const stroke = COLOURS[index];
  const dashed = { "stroke-dasharray": DASHES[index] };
  const dots = ends.map(({ amount, value, open }) =>
    svg("circle", {
      class: open ? "end open" : "end",
      cx: x.at(amount),
      cy: y.at(value),
      r: RADIUS,
      fill: open ? "var(--paper)" : stroke,
      stroke,
      "stroke-width": 1.5,
    }),
  );
  const round = { "stroke-linejoin": "round", "stroke-linecap": "butt" };
  const drawnLine = { d: path, fill: "none", stroke, "stroke-width": 2, ...round, ...dashed };
  return [svg("path", { class: "curve", ...drawnLine }), ...dots];
}

/** A flag with its number at the place of a finding. */
function flag({ plot, x, y }, { amount, value, number }) {
  const [at, foot] = [x.at(amount), y.at(value)];
  const top = Math.max(plot.top + 8, foot - 26);
  return svg("g", { class: "finding", fill: "var(--warning)" },
    svg("line", { x1: at, x2: at, y1: foot, y2: top, stroke: "var(--warning)" }),
    svg("circle", { cx: at, cy: top, r: 8.5 }),
    svg("text", {
      x: at, y: top + 4, "text-anchor": "middle", "font-size": 12, fill: "var(--paper)",
    }, String(number)),
  );
}

function crossings({ plot, x, crossings: amounts }) {
  return amounts.map((amount) => {
    const at = x.at(amount);
    const dashes = { stroke: "var(--soft)", "stroke-dasharray": "2 4" };
    return svg("line", {
      class: "crossing", x1: at, x2: at, y1: plot.top, y2: plot.bottom, ...dashes,
    });
  });
}

/** The amounts that lead to a wanted figure, as a band, at least as wide as a line. */
function solutions({ plot, x, solved }) {
  return solved.map(({ from, to }) => {
    const start = Math.max(plot.left, Math.min(x.at(from), plot.right));
    const width = Math.max(2, Math.min(x.at(to), plot.right) - start);
    const { top, bottom } = plot;
    return svg("rect", {
      class: "solved", x: start - 1, y: top, width, height: bottom - top,
      fill: "var(--curve-3)", "fill-opacity": width > 4 ? 0.16 : 0.7,
    });
  });
}
