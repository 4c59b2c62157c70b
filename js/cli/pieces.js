// A piece of a curve in words.

/** The amounts of a piece, as `1000 <= A < 1200`. */
export function renderRange({ from, fromOpen, to, toOpen }) {
  if (from === to) return `A = ${from}`;
  const end = to === null ? "" : ` ${toOpen ? "<" : "<="} ${to}`;
  return `${from} ${fromOpen ? "<" : "<="} A${end}`;
}

/** The line of a piece, as `0.3 + 0.029 * A`. */
export function renderLine({ base, rate }) {
  const product = rate === "1" ? "A" : rate === "-1" ? "-A" : `${rate} * A`;
  if (rate === "0") return base;
  if (base === "0") return product;
  return product.startsWith("-") ? `${base} - ${product.slice(1)}` : `${base} + ${product}`;
}
