// A curve as a picture: SVG of the text's own colour, for light and dark pages alike.

import { inCurrency } from "./explanation.js";
import { outline } from "./outline.js";
import { renderLine, renderRange } from "./pieces.js";

const [WIDTH, HEIGHT] = [640, 400];
const [TOP, RIGHT, BOTTOM] = [40, 24, 48];

const TICKS_X = 6;
const TICKS_Y = 5;

const FONT_SIZE = 12;
/** A digit of most fonts is a little more than half as wide as the font is high. */
const DIGIT_WIDTH = 7;

const DOT_RADIUS = 4;

/** A self-contained SVG document of a curve that has an end. */
export function renderPlot({ pieces }, { currency, label, name }) {
  const { dots, lines } = outline(pieces);
  const points = lines.flatMap(({ from, to }) => [from, to]);
  const xAxis = lowerAxis(points.map(({ x }) => x));
  const yAxis = axis([0, ...points.map(({ y }) => y)], TICKS_Y);
  const left = 20 + Math.max(...yAxis.ticks.map((tick) => widthOf(tick.text)));
  const place = ({ x, y }) => ({
    x: scale(x, xAxis, left, WIDTH - RIGHT),
    y: scale(y, yAxis, HEIGHT - BOTTOM, TOP),
  });
  const title = `The charge${inCurrency(currency)} by ${label} ${name}`;
  const shape = pieces.map((piece) => `${renderRange(piece)}: ${renderLine(piece)}`);
  const elements = [
    `<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 ${WIDTH} ${HEIGHT}"` +
      ` width="${WIDTH}" height="${HEIGHT}" font-family="system-ui, sans-serif"` +
      ` font-size="${FONT_SIZE}" fill="currentColor">`,
    `<title>${escape(title)}</title>`,
    `<desc>The exact charge for an amount A. ${escape(shape.join("; "))}</desc>`,
    ...renderAxes(xAxis, yAxis, left, place),
    text(left, TOP - 20, "start", `charge${inCurrency(currency)}`),
    text(WIDTH - RIGHT, HEIGHT - 8, "end", "amount"),
    `<g fill="none" stroke="currentColor" stroke-width="2">`,
    ...lines.map((line) => renderSegment(line, dots, place)).filter(Boolean),
    ...dots.map((dot) => renderDot(dot, place(dot))),
    "</g>",
    "</svg>",
  ];
  return `${elements.join("\n")}\n`;
}

/** The ends of an axis, and figures on it at distances of 1, 2 or 5 times a power of ten. */
function axis(values, count) {
  const low = Math.min(...values);
  const most = Math.max(...values);
  const high = most > low ? most : low + (Math.abs(low) || 1);
  const least = (high - low) / count;
  const exponent = Math.floor(Math.log10(least));
  const digit = [1, 2, 5].find((each) => each >= least / 10 ** exponent) ?? 10;
  const step = digit * 10 ** exponent;
  const ticks = [];
  for (let index = Math.ceil(low / step); index * step <= high; index += 1) {
    ticks.push({ text: figure(index * digit, exponent), value: index * step });
  }
  return { low, high, ticks };
}

/** Figures for the lower axis, fewer of them where they are long. */
function lowerAxis(values) {
  const full = axis(values, TICKS_X);
  const width = full.ticks.reduce((sum, tick) => sum + widthOf(tick.text) + DIGIT_WIDTH, 0);
  return width < WIDTH ? full : axis(values, 2);
}

function widthOf(words) {
  return DIGIT_WIDTH * words.length;
}

/** A multiple of a power of ten with all of its digits, which a large number would not show. */
function figure(count, exponent) {
  if (exponent >= 0) return count === 0 ? "0" : count + "0".repeat(exponent);
  return (count / 10 ** -exponent).toFixed(-exponent);
}

function scale(value, { low, high }, first, last) {
  return first + ((value - low) / (high - low)) * (last - first);
}

/** Lines and figures for both axes; the line where the charge is zero is the stronger one. */
function renderAxes(xAxis, yAxis, left, place) {
  const [right, bottom] = [WIDTH - RIGHT, HEIGHT - BOTTOM];
  const rules = [
    ...yAxis.ticks.map(({ value }) => {
      const { y } = place({ x: xAxis.low, y: value });
      const strength = value === 0 ? "0.6" : "0.15";
      return `<path stroke-opacity="${strength}" d="M${left} ${digits(y)}H${right}"/>`;
    }),
    ...xAxis.ticks.map(({ value }) => {
      const { x } = place({ x: value, y: yAxis.low });
      return `<path stroke-opacity="0.15" d="M${digits(x)} ${TOP}V${bottom + 4}"/>`;
    }),
  ];
  return [
    `<g fill="none" stroke="currentColor">`,
    ...rules,
    `<path stroke-opacity="0.6" d="M${left} ${TOP}V${bottom}"/>`,
    "</g>",
    ...yAxis.ticks.map((tick) =>
      text(left - 8, place({ x: xAxis.low, y: tick.value }).y + FONT_SIZE / 3, "end", tick.text),
    ),
    ...xAxis.ticks.map((tick) => {
      const { x } = place({ x: tick.value, y: yAxis.low });
      // Near the picture's edge, a long figure would be cut off.
      const most = WIDTH - 4 - widthOf(tick.text) / 2;
      return text(Math.min(x, most), bottom + 20, "middle", tick.text);
    }),
  ];
}

/** A piece as a line, which stops at the rim of an open dot. */
function renderSegment({ from, piece, to }, dots, place) {
  const [a, b] = [place(from), place(to)];
  const length = Math.hypot(b.x - a.x, b.y - a.y);
  const isOpen = (end) => dots.some(({ closed, x, y }) => !closed && x === end.x && y === end.y);
  const cuts = [from, to].map((end) => (isOpen(end) ? DOT_RADIUS : 0));
  if (length <= cuts[0] + cuts[1]) return "";
  const at = (distance) => {
    const part = distance / length;
    return `${digits(a.x + part * (b.x - a.x))} ${digits(a.y + part * (b.y - a.y))}`;
  };
  const description = escape(`${renderRange(piece)}: ${renderLine(piece)}`);
  const path = `M${at(cuts[0])}L${at(length - cuts[1])}`;
  return `<path d="${path}"><title>${description}</title></path>`;
}

function renderDot({ closed }, { x, y }) {
  const fill = closed ? ` fill="currentColor"` : "";
  return `<circle cx="${digits(x)}" cy="${digits(y)}" r="${DOT_RADIUS}"${fill}/>`;
}

function text(x, y, anchor, words) {
  return `<text x="${digits(x)}" y="${digits(y)}" text-anchor="${anchor}">${escape(words)}</text>`;
}

function digits(value) {
  return String(Math.round(100 * value) / 100);
}

function escape(words) {
  return words.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
