import { check as checkFormula, compile, format } from "../index.js";
import { UsageError } from "./arguments.js";
import { judgeBook } from "./book.js";
import { renderDiagnostic, renderWarning } from "./diagnostic.js";
import { painter, print, safeJson } from "./print.js";
import { renderProblem } from "./problems.js";
import { DocumentError, readTariff } from "./rule.js";

/** `ready-reckoner check '<formula>'`: prints what is wrong, true if it is nothing. */
export async function check(request) {
  const { operands, options } = request;
  if (options.rules !== undefined) return checkBook(request);
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

/** The same for a book, or a map of rules by their identities. */
async function checkBook({ operands, options: { rules, rule, ...others } }) {
  if (operands.length > 0 || rule !== undefined || Object.keys(others).length > 0) {
    throw new UsageError("`check --rules` takes a book, and nothing else");
  }
  const { book, input, problems, warnings } = await judgeBook(rules, { lint: true });
  const paint = painter(process.stdout);
  const tell = (problem, severity) =>
    print(process.stdout, `${severity}: ${renderProblem(problem, input, paint)}`);
  for (const problem of problems) await tell(problem, "error");
  for (const warning of warnings) await tell(warning, "warning");
  if (problems.length === 0) {
    const count = Object.keys(/** @type {any} */ (book).rules).length;
    await print(process.stdout, `valid: ${count} ${count === 1 ? "rule" : "rules"}\n`);
  }
  return problems.length === 0;
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
