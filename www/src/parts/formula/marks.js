// Which pieces of a formula look how: pure functions of text and places. Places are UTF-16 code
// units, as the package gives them and as a text field counts.

/** The parts of the language of formulas, each by its name. */
export const TOKEN = /(?<number>[\d.]+)|(?<letter>[APC])|(?<comparator>[<>]=?)|(?<bar>\|)/giu;

// What is longer is refused whole, so its parts have no meaning to show.
const LONGEST_COLOURED = 4096;

/** The parts of the language in a text, as named places. */
export function tokens(text) {
  if (text.length > LONGEST_COLOURED) return [];
  return Array.from(text.matchAll(TOKEN), ({ index, 0: found, groups }) => ({
    start: index,
    end: index + found.length,
    name: Object.keys(groups).find((name) => groups[name] !== undefined),
  }));
}

/** Whether a rule with these diagnostics cannot charge. */
export function isRefused(diagnostics) {
  return diagnostics.some(({ severity }) => severity === "error");
}

/** A place that can be seen: an empty one takes in the character after it, or the one before. */
export function visible({ start, end }, length) {
  if (end > start) return { start, end };
  if (start < length) return { start, end: start + 1 };
  return { start: Math.max(0, length - 1), end: length };
}

/**
 * Cuts a text wherever a place begins or ends.
 *
 * @param {string} text
 * @param {{ start: number, end: number, name: string }[]} places
 * @returns {{ text: string, names: string[] }[]} the pieces in order, each with the names of the
 *   places that cover it
 */
export function pieces(text, places) {
  const waiting = places.filter(({ start, end }) => end > start).sort((a, b) => a.start - b.start);
  const borders = new Set([0, text.length]);
  for (const { start, end } of waiting) borders.add(start).add(end);
  const cuts = [...borders].filter((at) => at <= text.length).sort((a, b) => a - b);

  const cut = [];
  let open = [];
  let next = 0;
  for (let index = 1; index < cuts.length; index += 1) {
    const [from, to] = [cuts[index - 1], cuts[index]];
    open = open.filter(({ end }) => end > from);
    while (next < waiting.length && waiting[next].start <= from) open.push(waiting[next++]);
    cut.push({ text: text.slice(from, to), names: [...new Set(open.map(({ name }) => name))] });
  }
  return cut;
}
