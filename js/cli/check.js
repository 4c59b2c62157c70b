import { check as checkFormula, compile, format } from "../index.js";
import { UsageError } from "./arguments.js";
import { renderDiagnostic, renderWarning } from "./diagnostic.js";
import { painter, print, safeJson } from "./print.js";
import { DocumentError, readTariff } from "./rule.js";

/** `ready-reckoner check '<formula>'`: prints what is wrong, true if it is nothing. */
export async function check(request) {
  const { operands, options } = request;
  if (options.rule !== undefined) return checkRule(request);
  if (operands.length !== 1) {
    throw new UsageError(
      `\`check\` takes one formula, found ${operands.length}: put the formula in quotes`,
    );
  }
  const [formula] = operands;
  const diagnostics = checkFormula(formula, request.tariff);
  const paint = painter(process.stdout);
  await print(
    process.stdout,
    diagnostics.map((diagnostic) => renderDiagnostic(diagnostic, formula, paint)).join("\n"),
  );
  const valid = diagnostics.every(({ severity }) => severity !== "error");
  if (valid) await approve(format(formula), compile(formula, request.tariff), { formula });
  return valid;
}

/** The same for a price rule, whose canonical spelling is JSON. */
async function checkRule(request) {
  if (request.operands.length > 0) {
    throw new UsageError("`check` takes a formula or `--rule`, not both");
  }
  try {
    const { source, tariff } = await readTariff(request, process.stdout);
    await approve(safeJson(tariff.source), tariff, source);
    return true;
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    await print(process.stdout, error.message);
    return false;
  }
}

/**
 * The canonical spelling, and what is odd although it is valid.
 *
 * @param {string} spelling
 * @param {import("../index.js").Tariff} tariff
 * @param {{ formula?: string, name?: string }} source
 */
async function approve(spelling, tariff, source) {
  await print(process.stdout, `valid: ${spelling}\n`);
  const paint = painter(process.stdout);
  for (const warning of tariff.lint()) {
    await print(process.stdout, `\n${renderWarning(warning, source, paint)}`);
  }
}
