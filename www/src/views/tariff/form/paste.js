// Tiers from a spreadsheet or a printed tariff: rows of cells, with tabs, semicolons or commas
// between them, with or without headings.

/** The columns of a tier, in the order of the table. */
export const COLUMNS = [
  "from", "upTo", "flat", "percentage", "perUnit", "unit", "minimum", "maximum",
];

/** What the headings of spreadsheets call the columns. */
const HEADINGS = [
  ["from", /^(from|above|over|start|lower|min(imum)? (amount|value))/i],
  ["upTo", /^(up ?to|to|below|under|until|end|upper|max(imum)? (amount|value))\b/i],
  ["percentage", /(%|percent|rate)/i],
  ["perUnit", /per ?unit|each|for each/i],
  ["unit", /^unit( size)?$|^size/i],
  ["minimum", /^min/i],
  ["maximum", /^(max|cap)/i],
  ["flat", /flat|fixed|fee|charge|price|amount/i],
];

/** What a last tier without an end has in the place of its end. */
const OPEN = /^(|-|–|—|\*|∞|inf(inity)?|and (above|more|over)|(and )?up(wards)?|no limit|max)$/i;

/**
 * The tiers of a pasted text, as texts by column.
 *
 * @param {string} text
 * @returns {Record<string, string>[] | undefined} nothing where the text is no table of tiers
 */
export function pastedTiers(text) {
  const rows = text.split(/\r\n|\r|\n/).filter((line) => line.trim() !== "").map(cells);
  if (rows.length === 0) return undefined;
  const headed = !rows[0].some((cell) => /\d/.test(cell));
  const [heading, ...others] = rows;
  const body = headed ? others : rows;
  const names = headed ? heading.map(columnOf) : guessed(body);
  if (body.length === 0 || !names.includes("upTo")) return undefined;
  return body.map((row) => tierOf(row, names));
}

/** Spreadsheets copy with tabs; files have semicolons, or commas. */
function cells(line) {
  const mark = line.includes("\t") ? "\t" : line.includes(";") ? ";" : ",";
  // A range such as `0–250` is two cells.
  return line.split(mark).flatMap((cell) => {
    const text = cell.trim().replace(/^"(.*)"$/, "$1").trim();
    const range = /^([\d.,' ]+)\s*(?:–|—|-|to|\.\.)\s*([\d.,' ]+)$/.exec(text);
    const over = /^(?:>|over|above)\s*([\d.,' ]+)$/i.exec(text);
    if (range) return [range[1], range[2]];
    return over ? [over[1], ""] : [text];
  });
}

function columnOf(heading) {
  return HEADINGS.find(([, expression]) => expression.test(heading.trim()))?.[0];
}

/** Without headings: from, to and a price, a price with a `%` being a percentage. */
function guessed(rows) {
  const width = Math.max(...rows.map((row) => row.length));
  if (width < 2) return [];
  const price = rows.some((row) => row.at(-1).includes("%")) ? "percentage" : "flat";
  if (width === 2) return ["upTo", price];
  return ["from", "upTo", price, ...(width > 3 ? COLUMNS.slice(3, width) : [])];
}

function tierOf(row, names) {
  const tier = {};
  for (const [index, name] of names.entries()) {
    if (name === undefined) continue;
    const text = (row[index] ?? "").trim();
    if (name === "upTo" && OPEN.test(text)) continue;
    const figure = plain(text);
    if (figure !== "") tier[name] = figure;
  }
  return tier;
}

/** A figure without the signs of a spreadsheet: `1,250.00`, `2.5 %`, `1 000`, `LKR 5`. */
function plain(text) {
  const bare = text.replace(/%|^[A-Z]{3}\b|[$€£¥₨]|(?<=\d)[ '\u00a0\u202f](?=\d{3})/gu, "").trim();
  return /^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(bare) ? bare.replaceAll(",", "") : bare;
}
