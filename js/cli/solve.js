import { UsageError } from "./arguments.js";
import { print, printable } from "./print.js";
import { readTariff } from "./rule.js";

const FIGURES = ["charge", "gross", "net"];

/** `ready-reckoner solve '<formula>' --net …`: prints the amounts, true if there are any. */
export async function solve(request) {
  const figure = figureOf(request.options);
  const { operands, tariff } = await readTariff(request, process.stderr);
  if (operands.length > 0) {
    throw new UsageError(`\`solve\` takes no amounts, found \`${operands[0]}\``);
  }
  const wanted = request.options[figure];
  const target = /** @type {import("../curve.js").SolveTarget} */ ({ [figure]: wanted });
  const { amounts, above, below } = tariff.solve(target);
  await print(process.stdout, amounts.map((range) => `${renderRange(range)}\n`).join(""));
  if (amounts.length > 0) return true;
  await print(process.stderr, `no amount has the ${figure} ${printable(wanted)}; the nearest:\n`);
  await print(process.stderr, renderNearest({ below, above }));
  return false;
}

function figureOf(options) {
  const [figure, ...others] = FIGURES.filter((name) => options[name] !== undefined);
  if (figure !== undefined && others.length === 0) return figure;
  throw new UsageError("`solve` needs one of `--net`, `--gross` and `--charge`, as `--net 100`");
}

/**
 * One amount, or two with all between them, or every so many of these.
 *
 * @param {import("../curve.js").AmountRange} range
 */
function renderRange({ from, step, to }) {
  const steps = step === undefined ? "" : ` step ${step}`;
  return from === to ? from : `${from}..${to ?? ""}${steps}`;
}

/** What the amounts on either side come to, figure under figure. */
function renderNearest(sides) {
  const rows = Object.entries(sides).filter(([, nearest]) => nearest !== undefined);
  const names = ["amount", "charge", "net", "gross"];
  const widths = names.map((name) =>
    Math.max(name.length, ...rows.map(([, nearest]) => nearest[name].length)),
  );
  const line = (side, cells) =>
    `${side.padEnd(5)}  ${cells.map((cell, index) => cell.padStart(widths[index])).join("  ")}\n`;
  const lines = rows.map(([side, nearest]) => line(side, names.map((name) => nearest[name])));
  return line("", names) + lines.join("");
}
