// CSV files: how they are read, and what is wrong with one in words.

/** Names of CSV files, packed or not. */
export const CSV = /\.(csv|tsv)(\.gz|\.zst)?$/i;

/**
 * What separates columns is found out; nothing else is guessed. A guess that `#` begins a remark
 * would leave out rows whose first text begins with it, and one that quotes are no quotes would
 * leave them in the texts.
 */
export const CSV_OPTIONS = [
  "all_varchar = true", "comment = ''", `escape = '"'`, "ignore_errors = false",
  "null_padding = false", `quote = '"'`, "skip = 0", "strict_mode = true",
].join(", ");

const DIALECT = "in a CSV file, texts stand between `\"`, in which a `\"` is doubled";

/** What DuckDB says of a CSV file, in one line; of all else it is the first that counts. */
export function csvReason(message) {
  const [, unknown] = /Error when sniffing file "(.*)"\./.exec(message) ?? [];
  if (unknown !== undefined) return `\`${unknown}\` cannot be told apart into columns: ${DIALECT}`;
  const [, line] = /CSV Error on Line: (\d+)/.exec(message) ?? [];
  if (line === undefined) return undefined;
  const [, file] = /^\s*file = (.*)$/m.exec(message) ?? [];
  const [, ...lines] = message.split("\n");
  const reason = lines.find((each) => each.trim() !== "" && !each.startsWith("Original Line:"));
  return `\`${file}\`, line ${line}: ${reason?.trim()}`;
}
