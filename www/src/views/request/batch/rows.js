// The rows of a file with separated values, piece by piece: memory does not grow with the file.

import Papa from "papaparse";

/** A row this long has a quote that nothing closes. In UTF-16 code units. */
const LONGEST_ROW = 1 << 20;

/** How much of a file tells what separates its values, in bytes. */
const SAMPLE = 1 << 16;
const SAMPLED = 20;

const DELIMITERS = [",", ";", "\t", "|"];

/** What in a file ends the reading of it: the person who made it can mend it. */
export class UnreadableFile extends Error {}

/**
 * @param {Blob} file
 * @returns {Promise<{ delimiter: string, rows: string[][] }>} what separates its values, and its
 *   first rows
 */
export async function sampleOf(file) {
  const isCut = file.size > SAMPLE;
  const text = decoded(await file.slice(0, SAMPLE).arrayBuffer(), isCut).replaceAll(/\r\n?/g, "\n");
  const read = (delimiter) => {
    const parser = new Papa.Parser({ delimiter, newline: "\n", preview: SAMPLED });
    const { data } = parser.parse(text, 0, isCut);
    return { delimiter, rows: data.filter((row) => !isEmpty(row)) };
  };
  // The one that makes the most of the first row.
  return DELIMITERS.map(read).reduce((best, one) =>
    (one.rows[0]?.length ?? 0) > (best.rows[0]?.length ?? 0) ? one : best,
  );
}

/**
 * @param {Blob} file
 * @param {string} delimiter
 * @returns {AsyncGenerator<{ rows: { cells: string[], line: number }[], bytes: number }>} each with
 *   its line, counted from 1, and how many bytes have been read
 */
export async function* rowsOf(file, delimiter) {
  const parser = new Papa.Parser({ delimiter, newline: "\n" });
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let bytes = 0;
  let line = 1;
  let rest = "";

  function take(text, isLast) {
    const { data, meta } = parser.parse(text, 0, !isLast);
    rest = text.slice(meta.cursor);
    const rows = [];
    for (const cells of data) {
      if (!isEmpty(cells)) rows.push({ cells, line });
      line += 1;
      for (const cell of cells) line += newlines(cell);
    }
    if (rest.length > LONGEST_ROW) {
      const message = `line ${line} is longer than a million characters: a quote may be left open`;
      throw new UnreadableFile(message);
    }
    return { rows, bytes };
  }

  for await (const chunk of chunksOf(file)) {
    bytes += chunk.length;
    yield take(oneNewline(rest, read(decoder, line, chunk)), false);
  }
  yield take(oneNewline(rest, read(decoder, line)), true);
}

/** Not every browser's stream can be walked through. */
async function* chunksOf(file) {
  const reader = file.stream().getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value;
  }
}

function read(decoder, line, chunk) {
  try {
    return decoder.decode(chunk, { stream: chunk !== undefined });
  } catch {
    const message = `behind line ${line} the file is not UTF-8: save it as “CSV UTF-8”`;
    throw new UnreadableFile(message);
  }
}

/** The text with one kind of line end, whichever the file has. */
function oneNewline(rest, text) {
  // The first half of a line end may have come with the piece before.
  return (rest + text).replaceAll("\r\n", "\n").replaceAll(/\r(?!$)/g, "\n");
}

function decoded(bytes, isCut) {
  try {
    // A cut may go through a character.
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: isCut });
  } catch {
    throw new UnreadableFile("the file is not UTF-8: save it as “CSV UTF-8”");
  }
}

function newlines(cell) {
  let count = 0;
  for (let at = cell.indexOf("\n"); at >= 0; at = cell.indexOf("\n", at + 1)) count += 1;
  return count;
}

const isEmpty = (cells) => cells.length === 1 && cells[0].trim() === "";
