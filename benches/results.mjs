// The figures of programs as tables of a document, between markers that name the programs.

const MARKED = /<!-- results of ([\w-]+) -->\n[^]*?<!-- end of results -->/g;

/** The programs whose figures a document has. */
export function resultsIn(text) {
  return [...text.matchAll(MARKED)].map(([, name]) => name);
}

/** The document with new figures; what has none keeps those it has. */
export function withResults(text, results) {
  return text.replace(MARKED, (old, name) => {
    if (!Object.hasOwn(results, name)) return old;
    const parts = [...results[name].tables.map(tableOf), footOf(results[name])];
    return `<!-- results of ${name} -->\n\n${parts.join("\n\n")}\n\n<!-- end of results -->`;
  });
}

/** The last column is for remarks, and left out where there are none. */
function tableOf({ head, rows }) {
  const remarks = head.at(-1) === "" && rows.every((row) => String(row.at(-1)) === "");
  const cut = (row) => (remarks ? row.slice(0, -1) : row).map(String);
  const line = (cells) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  const names = cut(head);
  const rule = names.map((name, column) => {
    return column === 0 || (name === "" && column === names.length - 1) ? "---" : "---:";
  });
  return [line(names), line(rule), ...rows.map((row) => line(cut(row)))].join("\n");
}

function footOf({ goals, machine }) {
  const lines = goals.map(({ text, reached, isMet }) => {
    return `- ${isMet ? "met" : "not met"}: ${text}, reached ${reached}`;
  });
  return [...lines, "", `Measured on ${machine.join("; ")}.`].join("\n").trimStart();
}
