// Draws the figures of `cost.mjs`: a picture for each thing that grows, beside the file of figures.

import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { requirePackage } from "./harness.mjs";

requirePackage({ peers: ["@observablehq/plot", "jsdom"] });
const Plot = await import("@observablehq/plot");
const { JSDOM } = await import("jsdom");
const [, , path] = process.argv;
const figures = JSON.parse(readFileSync(path, "utf8"));
const { document } = new JSDOM("").window;

const AXIS = { grid: true, ticks: 6, tickFormat: "~s" };

/** Rows of figures, along what they are named by. */
const over = (name, type = "log") => ({ rows: figures[name], x: { name, type } });

/** Each picture: which rows, along what, and which of their figures are drawn. */
const PICTURES = {
  "charge-by-tiers": {
    ...over("tiers"),
    y: { label: "nanoseconds", type: "log" },
    lines: ["charge, ns", "chargeMany, ns an amount"],
  },
  "compile-by-tiers": {
    ...over("tiers"),
    y: { label: "microseconds", type: "log" },
    lines: ["compile, µs", "explain, µs"],
  },
  "charge-many-by-amounts": {
    ...over("amounts"),
    y: { label: "nanoseconds an amount", type: "log" },
    lines: ["ns an amount"],
  },
  "request-by-lines": {
    ...over("lines"),
    y: { label: "microseconds a line", type: "linear" },
    lines: ["µs a line"],
  },
  "payments-by-held": {
    ...over("held", "linear"),
    y: { label: "payments a second", type: "linear" },
    lines: ["payments a second"],
  },
  "verify-by-held": {
    ...over("held", "linear"),
    y: { label: "milliseconds and megabytes", type: "linear" },
    lines: ["verify, ms", "snapshot, MB"],
  },
};

for (const [name, picture] of Object.entries(PICTURES)) {
  const file = join(dirname(path), `${name}.svg`);
  writeFileSync(file, `${draw(picture)}\n`);
  console.log(file);
}

function draw({ rows, x, y, lines }) {
  const points = lines.flatMap((name) =>
    rows.map((row) => ({ what: name, x: row[x.name], y: row[name] })),
  );
  const last = lines.map((name) => points.findLast(({ what }) => what === name));
  const svg = Plot.plot({
    document,
    width: 720,
    height: 320,
    marginLeft: 64,
    marginRight: 150,
    // Pages are dark, too.
    style: { background: "white", color: "black" },
    color: { domain: lines, range: ["#1f5f8b", "#b5541c"] },
    x: { ...AXIS, label: x.name, type: x.type },
    y: { ...AXIS, label: y.label, type: y.type, zero: y.type === "linear" },
    marks: [
      Plot.lineY(points, { x: "x", y: "y", stroke: "what", strokeWidth: 2 }),
      Plot.dot(points, { x: "x", y: "y", fill: "what" }),
      Plot.text(last, { x: "x", y: "y", text: "what", fill: "what", textAnchor: "start", dx: 8 }),
    ],
  });
  svg.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", `${lines.join(" and ")} by ${x.name}`);
  return svg.outerHTML;
}
