// The piece of a section in which something was found.

const BEFORE = 40;
const LENGTH = 140;

/**
 * @param {string} words
 * @param {string[]} terms what was found, in small letters
 * @returns {{ text: string, isFound: boolean }[]} a piece of the words, cut where terms are
 */
export function excerptOf(words, terms) {
  const small = words.toLowerCase();
  const places = terms.map((term) => small.indexOf(term)).filter((at) => at >= 0);
  const first = places.length === 0 ? 0 : Math.min(...places);
  const from = first <= BEFORE ? 0 : words.indexOf(" ", first - BEFORE) + 1;
  const start = from > first ? first : from;
  const excerpt = words.slice(start, start + LENGTH);
  const cut = start + LENGTH < words.length ? "…" : "";
  const pieces = marked(excerpt, terms);
  if (start > 0) pieces.unshift({ text: "…", isFound: false });
  return cut === "" ? pieces : [...pieces, { text: cut, isFound: false }];
}

function marked(text, terms) {
  if (terms.length === 0) return [{ text, isFound: false }];
  const longestFirst = [...terms].sort((a, b) => b.length - a.length);
  const escaped = longestFirst.map((term) => term.replaceAll(/[$()*+.?[\\\]^{|}]/g, "\\$&"));
  return text
    .split(new RegExp(`(${escaped.join("|")})`, "gi"))
    .map((piece, at) => ({ text: piece, isFound: at % 2 === 1 }))
    .filter(({ text: piece }) => piece !== "");
}
