import { ReckonerError } from "../index.js";
import { UsageError } from "./arguments.js";
import { WIDTH, wrapped } from "./explanation.js";
import { plottedEnd } from "./outline.js";
import { renderLine, renderRange } from "./pieces.js";
import { renderPlot } from "./plot.js";
import { painter, print, printable } from "./print.js";
import { readTariff } from "./rule.js";

/** `ready-reckoner curve '<formula>'`: prints the charge piece by piece, or a picture of it. */
export async function curve(request) {
  const { from, svg, to } = request.options;
  const { operands, source, tariff } = await readTariff(request, process.stderr);
  if (operands.length > 0) {
    const cure = "a range is `--from` and `--to`";
    throw new UsageError(`\`curve\` takes one formula, found \`${operands[0]}\` too: ${cure}`);
  }
  const whole = tariff.curve({ from, to });
  if (whole.pieces.length === 0) {
    throw new ReckonerError({
      code: "amount-not-covered",
      message: "no amount between these has a price: leave out `--from` or `--to`",
    });
  }
  const title = { currency: tariff.currency, label: source.label, name: printable(source.name) };
  if (svg) {
    const end = to ?? plottedEnd(whole.pieces);
    await print(process.stdout, renderPlot(tariff.curve({ from, to: end }), title));
  } else {
    await print(process.stdout, renderTables(whole, title, painter(process.stdout)));
  }
  return true;
}

function renderTables({ breakpoints, pieces }, { currency, label, name }, paint) {
  const unit = currency === null ? "" : `in ${currency}, `;
  const heading = [
    ...wrapped(`${label.padEnd(8)} ${name}`, WIDTH),
    `charge   ${unit}exact, before it is rounded`,
  ];
  const blocks = [heading.map((line) => `${line}\n`).join("")];
  const shape = pieces.map((piece) => [renderRange(piece), renderLine(piece), piece.kind]);
  blocks.push(table(["amounts", "charge", "kind"], shape, paint));
  if (breakpoints.length > 0) {
    const changes = breakpoints.map(({ amount, kind, before, at, after }) =>
      [amount, kind, ...[before, at, after].map((value) => value ?? "none")],
    );
    blocks.push(table(["breakpoint", "kind", "before", "at", "after"], changes, paint));
  }
  return blocks.join("\n");
}

/** Rows under their heads, or where they are too wide, each figure on a line of its own. */
function table(heads, rows, paint) {
  const all = [heads, ...rows];
  const widths = heads.map((_, column) => Math.max(...all.map((row) => row[column].length)));
  const width = widths.reduce((sum, each) => sum + each + 2, -2);
  if (width > WIDTH) return records(heads, rows, paint);
  const line = (cells) =>
    cells.map((cell, column) => cell.padEnd(widths[column])).join("  ").trimEnd();
  return [paint("heading", line(heads)), ...rows.map(line)].map((text) => `${text}\n`).join("");
}

function records(heads, rows, paint) {
  const margin = Math.max(...heads.map((head) => head.length)) + 2;
  const blocks = rows.map((cells) =>
    cells.flatMap((cell, column) => {
      const [first, ...rest] = wrapped(cell, WIDTH - margin);
      const head = paint("heading", heads[column]) + " ".repeat(margin - heads[column].length);
      return [head + first, ...rest.map((line) => " ".repeat(margin) + line)];
    }),
  );
  return blocks.map((lines) => lines.map((line) => `${line}\n`).join("")).join("\n");
}
