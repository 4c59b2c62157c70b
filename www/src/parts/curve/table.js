// The curves in words: a table of their pieces, and the same as CSV.

import { element } from "../element.js";
import { exact, readable } from "./figures.js";

/** Rows beyond these are for the file. */
const SHOWN = 200;

/**
 * @typedef {object} Row
 * @property {string} name of the tariff
 * @property {string} from
 * @property {boolean} fromOpen
 * @property {string | null} to
 * @property {boolean} toOpen
 * @property {import("ready-reckoner").Piece} piece
 */

/** Every piece of every curve inside the window. */
export function rowsOf(lines, samples) {
  return lines.flatMap(({ name }, index) =>
    samples[index].kind === "points"
      ? []
      : samples[index].pieces.map((piece) => ({ name, ...piece, piece })),
  );
}

/** @param {Row[]} rows */
export function tableRows(rows) {
  const shown = rows.slice(0, SHOWN).map(({ name, piece }) =>
    element("tr", {},
      element("th", { scope: "row" }, span(piece)),
      element("td", {}, name),
      element("td", {}, priceOf(piece)),
      element("td", { class: "number" }, chargeAt(piece, piece.from)),
      element("td", { class: "number" }, piece.to === null ? "" : chargeAt(piece, piece.to)),
    ),
  );
  const more = rows.length - shown.length;
  if (more <= 0) return shown;
  const words = `And ${more} pieces more, in the CSV.`;
  return [...shown, element("tr", {}, element("td", { colspan: 5 }, words))];
}

/** "from 1000, below 1200". */
function span({ from, fromOpen, to, toOpen }) {
  if (from === to) return `${from}`;
  const start = `${fromOpen ? "above" : "from"} ${from}`;
  if (to === null) return `${start} on`;
  return `${start}${toOpen ? ", below" : " to"} ${to}`;
}

/** "5 + 2.5% of the amount, at least 30". */
function priceOf({ base, rate, period, step, unit, floor, cap }) {
  const percent = percentOf(rate);
  const rated = unit === undefined ? "the amount" : `the amount in started units of ${unit}`;
  const parts = [
    ...(base === "0" ? [] : [base]),
    ...(percent === "0" ? [] : [`${percent}% of ${rated}`]),
    ...(period === undefined ? [] : [`${step} for each started ${period}`]),
  ];
  const bounds = [
    ...(floor === undefined ? [] : [`, at least ${lineOf(floor)}`]),
    ...(cap === undefined ? [] : [`, at most ${lineOf(cap)}`]),
  ];
  return (parts.join(" + ") || "0") + bounds.join("");
}

function lineOf({ base, rate }) {
  const percent = percentOf(rate);
  return percent === "0" ? base : `${base} + ${percent}% of the amount`;
}

function percentOf(rate) {
  return readable(exact(rate).mul(100));
}

/** What the piece tends to at one of its ends; of a staircase, which has none, nothing. */
function chargeAt(piece, amount) {
  if (isStair(piece)) return "";
  return readable(exact(piece.rate).mul(exact(amount)).add(exact(piece.base)));
}

function isStair({ period, unit, floor, cap }) {
  return [period, unit, floor, cap].some((it) => it !== undefined);
}

const COLUMNS = [
  "tariff", "from", "from_included", "to", "to_included", "base", "rate", "charge_at_from",
  "charge_at_to", "started_unit", "charge_of_started_unit",
];

/** @param {Row[]} rows */
export function csvOf(rows) {
  const lines = rows.map(({ name, piece }) => {
    const { from, fromOpen, to, toOpen, base, rate, period = "", step = "" } = piece;
    const at = (amount) => (isStair(piece) ? "" : fraction(piece, amount));
    const ends = [at(from), to === null ? "" : at(to)];
    return [name, from, !fromOpen, to ?? "", !toOpen, base, rate, ...ends, period, step].join(",");
  });
  return `${[COLUMNS.join(","), ...lines].join("\r\n")}\r\n`;
}

/** As the package writes it: a decimal, or `n/d` where that has no end. */
function fraction(piece, amount) {
  const value = exact(piece.rate).mul(exact(amount)).add(exact(piece.base));
  const decimal = value.toString();
  return decimal.includes("(") ? value.toFraction() : decimal;
}
