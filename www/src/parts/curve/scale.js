// Scales between figures and pixels, linear and logarithmic, and where their ticks stand.

/**
 * @typedef {object} Scale
 * @property {(figure: number) => number} at the pixel of a figure
 * @property {(pixel: number) => number} back the figure of a pixel
 * @property {number[]} ticks
 * @property {boolean} straight whether equal distances of figures are equal on the screen
 */

/**
 * @param {[number, number]} figures
 * @param {[number, number]} pixels
 * @param {number} count of ticks, about
 * @returns {Scale}
 */
export function linear([from, to], [start, end], count) {
  const width = to - from || 1;
  return {
    at: (figure) => start + ((figure - from) / width) * (end - start),
    back: (pixel) => from + ((pixel - start) / (end - start)) * width,
    ticks: linearTicks(from, to, count),
    straight: true,
  };
}

/** The same, where each factor has its distance; both figures are above zero. @returns {Scale} */
export function logarithmic([from, to], pixels, count) {
  const exponents = linear([Math.log(from), Math.log(to)], pixels, count);
  return {
    at: (figure) => exponents.at(Math.log(Math.max(figure, from / 10))),
    back: (pixel) => Math.exp(exponents.back(pixel)),
    ticks: logarithmicTicks(from, to, count),
    straight: false,
  };
}

function linearTicks(from, to, count) {
  const rough = (to - from) / count;
  if (!(rough > 0)) return [from];
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].find((factor) => factor * power >= rough) * power;
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  // Multiples of the step, so that no sum of steps drifts.
  return Array.from({ length: last - first + 1 }, (_, index) => rounded((first + index) * step));
}

function logarithmicTicks(from, to, count) {
  const decades = Math.log10(to / from);
  const factors = decades * 3 <= count ? [1, 2, 5] : [1];
  const every = Math.max(1, Math.ceil(decades / count));
  const ticks = [];
  for (let power = Math.floor(Math.log10(from)); power <= Math.log10(to); power += 1) {
    if (power % every !== 0) continue;
    ticks.push(...factors.map((factor) => rounded(factor * 10 ** power)));
  }
  return ticks.filter((tick) => tick >= from * (1 - 1e-9) && tick <= to * (1 + 1e-9));
}

function rounded(figure) {
  return Number(figure.toPrecision(12));
}

const PLAIN = new Intl.NumberFormat("en", { maximumFractionDigits: 9 });
const SHORT = new Intl.NumberFormat("en", { notation: "compact", maximumSignificantDigits: 4 });

/** What stands at a tick. */
export function tickText(figure) {
  return (Math.abs(figure) >= 1_000_000 ? SHORT : PLAIN).format(figure);
}
