// A piece of a curve in words.

/** The amounts of a piece, as `1000 <= A < 1200`. */
export function renderRange({ from, fromOpen, to, toOpen }) {
  if (from === to) return `A = ${from}`;
  const end = to === null ? "" : ` ${toOpen ? "<" : "<="} ${to}`;
  return `${from} ${fromOpen ? "<" : "<="} A${end}`;
}

/** What a piece charges, as `0.3 + 0.029 * A`, or `0.3 + 2 * ceil(A / 10)` for started units. */
export function renderLine(piece) {
  const { cap, floor, period, unit } = piece;
  if (period === undefined) return renderSum(piece, "A");
  const amount = unit === undefined ? "A" : `${unit} * ceil(A / ${quotient(unit)})`;
  const line = renderSum(piece, amount);
  const steps = renderProduct(piece.step, renderUnits(piece, amount));
  const sum = line === "0" ? steps : joined(line, steps);
  const least = floor === undefined ? sum : `max(${sum}, ${renderSum(floor, amount)})`;
  return cap === undefined ? least : `min(${least}, ${renderSum(cap, amount)})`;
}

/** How many units an amount has started. */
function renderUnits({ origin, period }, amount) {
  const counted = origin === "0" ? amount : `(${amount} - ${origin})`;
  return `ceil(${counted} / ${quotient(period)})`;
}

function renderSum({ base, rate }, amount) {
  if (rate === "0") return base;
  const product = renderProduct(rate, amount);
  return base === "0" ? product : joined(base, product);
}

function renderProduct(factor, amount) {
  if (factor === "1") return amount;
  return factor === "-1" ? `-${amount}` : `${factor} * ${amount}`;
}

function joined(one, two) {
  return two.startsWith("-") ? `${one} - ${two.slice(1)}` : `${one} + ${two}`;
}

/** A fraction as a divisor. */
function quotient(figure) {
  return figure.includes("/") ? `(${figure})` : figure;
}
