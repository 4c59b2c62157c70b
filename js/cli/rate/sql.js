// Names and texts of strangers in the language of DuckDB.

/** A name, such as a column's: nothing in it ends the quotation. */
export function identifier(name) {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A text. SQL itself ends at a NUL, so that one is put in by a call. */
export function literal(text) {
  const parts = text.split("\0").map((part) => `'${part.replaceAll("'", "''")}'`);
  return parts.length === 1 ? parts[0] : `concat(${parts.join(", chr(0), ")})`;
}

export function list(texts) {
  return `[${texts.map(literal).join(", ")}]`;
}
