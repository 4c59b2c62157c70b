import { check as checkFormula, format } from "../node.js";
import { UsageError } from "./arguments.js";
import { painter, renderDiagnostic } from "./diagnostic.js";
import { write } from "./lines.js";

/** `ready-reckoner check '<formula>'`: prints what is wrong, true if it is nothing. */
export async function check({ operands, tariff }) {
  if (operands.length !== 1) {
    throw new UsageError(
      `\`check\` takes one formula, found ${operands.length}: put the formula in quotes`,
    );
  }
  const [formula] = operands;
  const diagnostics = checkFormula(formula, tariff);
  const paint = painter(process.stdout);
  await write(
    process.stdout,
    diagnostics.map((diagnostic) => renderDiagnostic(diagnostic, formula, paint)).join("\n"),
  );
  const valid = diagnostics.every(({ severity }) => severity !== "error");
  if (valid) await write(process.stdout, `valid: ${format(formula)}\n`);
  return valid;
}
