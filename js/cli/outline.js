// What is to be seen of a curve: its lines, and dots where they break off.

/** Figures of a curve, decimals or `n/d`, as exact fractions. */
function fraction(text) {
  const [numerator, denominator] = text.split("/");
  if (denominator !== undefined) return { n: BigInt(numerator), d: BigInt(denominator) };
  const [whole, decimals = ""] = text.split(".");
  return { n: BigInt(whole + decimals), d: 10n ** BigInt(decimals.length) };
}

function compare(a, b) {
  const difference = a.n * b.d - b.n * a.d;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

function valueAt({ base, rate }, amount) {
  const [b, r] = [fraction(base), fraction(rate)];
  return { n: b.n * r.d * amount.d + r.n * amount.n * b.d, d: b.d * r.d * amount.d };
}

/** Digits enough for every pixel, without a way through numbers that are too large. */
const SCALE = 10n ** 12n;

/** Where to draw a fraction. */
function toNumber({ n, d }) {
  return Number((n * SCALE) / d) / Number(SCALE);
}

/**
 * The lines of a curve that has an end, and its dots: closed where a value stands apart from a line
 * beside it, open where a line tends to a value that is not there. Equality is exact; only what is
 * then drawn is a number.
 */
export function outline(pieces) {
  const ends = pieces.map((piece) => {
    const [from, to] = [fraction(piece.from), fraction(piece.to)];
    return { from, to, start: valueAt(piece, from), end: valueAt(piece, to), piece };
  });
  const places = ends.flatMap(({ from, start, to, end, piece }) => [
    { amount: from, value: start, closed: !piece.fromOpen, piece },
    { amount: to, value: end, closed: !piece.toOpen, piece },
  ]);
  const edges = [places[0], places.at(-1)];
  const dots = [];
  for (const place of places) {
    const beside = places.filter(({ amount }) => compare(amount, place.amount) === 0);
    const same = ({ value }) => compare(value, place.value) === 0;
    const met = beside.some((other) => other.closed && same(other));
    // Where a line goes on from another one there is nothing to show, nor at the picture's edges.
    const isEdge = edges.includes(place) && place.piece.from !== place.piece.to;
    const goesOn = beside.some(({ piece }) => piece !== place.piece) || isEdge;
    if (met && goesOn && beside.every(same)) continue;
    if (!dots.some((dot) => isSame(dot, place))) dots.push({ ...place, closed: met });
  }
  return {
    dots: dots.map(({ amount, closed, value }) => ({
      closed,
      x: toNumber(amount),
      y: toNumber(value),
    })),
    lines: ends.map(({ end, from, piece, start, to }) => ({
      from: { x: toNumber(from), y: toNumber(start) },
      piece,
      to: { x: toNumber(to), y: toNumber(end) },
    })),
  };
}

function isSame(a, b) {
  return compare(a.amount, b.amount) === 0 && compare(a.value, b.value) === 0;
}

const DECIMALS = 4n;

/** How many started units are shown of those without end. */
const STEPS = 8n;

/** Where to end the picture of a curve that has no end: behind its last change or a few steps. */
export function plottedEnd(pieces) {
  const last = pieces.at(-1);
  if (last.to !== null) return undefined;
  const [start, change] = [fraction(pieces[0].from), fraction(last.from)];
  const least = compare(start, change) === 0 && last.period === undefined ? 100n : 0n;
  const steps = last.period === undefined ? { n: 0n, d: 1n } : fraction(last.period);
  const units = (change.n * 10n ** DECIMALS) / change.d
    + (STEPS * steps.n * 10n ** DECIMALS) / steps.d;
  const more = units + units / 4n + least * 10n ** DECIMALS;
  const unit = 10n ** BigInt(Math.max(0, String(more).length - 2));
  const digits = String((more / unit + 1n) * unit).padStart(Number(DECIMALS) + 1, "0");
  return `${digits.slice(0, -Number(DECIMALS))}.${digits.slice(-Number(DECIMALS))}`;
}
