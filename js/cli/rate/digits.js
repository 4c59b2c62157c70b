// Whole numbers of the last decimal, and the decimals that they stand for.

/** The decimal text of a whole number of units, of which 10^places make one. */
export function textOfUnits(units, places) {
  const sign = units < 0n ? "-" : "";
  const digits = String(units < 0n ? -units : units).padStart(places + 1, "0");
  if (places === 0) return sign + digits;
  return `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

/** How many decimals a text has. */
export function placesOf(text) {
  const point = text.indexOf(".");
  return point === -1 ? 0 : text.length - point - 1;
}

/** The units of a decimal text, counted in those of its last decimal. */
export function unitsOfText(text) {
  return BigInt(text.replace(".", ""));
}
