// Figures of the package, decimals or `n/d`: as numbers to draw them, and exactly to compare them.

import Fraction from "fraction.js";

// What has no end is cut after so many digits, and says so.
const PLACES = 6;

/** A figure as a number: for a place on the screen, never for an amount that is read. */
export function toNumber(figure) {
  const [numerator, denominator = "1"] = figure.split("/");
  return Number(numerator) / Number(denominator);
}

/** @returns {Fraction} the figure exactly */
export function exact(figure) {
  const [numerator, denominator = "1"] = figure.split("/");
  return new Fraction(numerator).div(denominator);
}

/** A fraction for reading: its decimal, or where that has no end the beginning and `n/d`. */
export function readable(fraction) {
  const text = fraction.toFraction();
  const decimal = fraction.toString(PLACES);
  if (!decimal.includes("(") && fraction.equals(decimal)) return decimal;
  return `${fraction.round(PLACES).toString()}… (${text})`;
}

/** The rate of a charge in percent of its amount, to three places; `null` of nothing. */
export function rateOf(charge, amount) {
  const base = new Fraction(amount);
  if (base.equals(0)) return null;
  return new Fraction(charge).div(base).mul(100).round(3).toString();
}
