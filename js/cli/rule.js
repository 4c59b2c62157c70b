// What a command prices with: a formula on the command line, or a price rule in a file.

import { compile } from "../index.js";
import { optionName, UsageError } from "./arguments.js";
import { renderDiagnostic } from "./diagnostic.js";
import { readInput } from "./input.js";
import { painter, printable } from "./print.js";
import { isRefusal, renderProblem } from "./problems.js";

/** A document with problems, which are told in the message. */
export class DocumentError extends Error {}

/**
 * The tariff of a command, the formula or rule with its name for readers, and the operands behind
 * the formula.
 */
export async function readTariff({ command, operands, options, tariff: tariffOptions }, stream) {
  if (options.rule !== undefined) {
    const source = await readRule(options.rule, painter(stream));
    const tariff = compileRule(source, tariffOptions, painter(stream));
    return { operands, source, tariff };
  }
  const [formula, ...rest] = operands;
  if (formula === undefined) {
    throw new UsageError(`\`${command}\` needs a formula, such as \`4P*A+20C\`, or \`--rule\``);
  }
  return {
    operands: rest,
    source: { formula, label: "formula", name: formula },
    tariff: compile(formula, tariffOptions),
  };
}

/** The rule of a file. */
async function readRule(path, paint) {
  const input = await readInput(path);
  const { readJson } = await import("../ledger/text.js");
  let rule;
  try {
    rule = readJson(input.text);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    throw refusal(error.problems, input, paint);
  }
  if (typeof rule !== "object" || rule === null || Array.isArray(rule)) {
    const help = 'give a price rule, such as `{ "percentage": "2.9", "flat": "0.30" }`';
    const message = "expected an object";
    throw refusal([{ code: "wrong-type", path: "", message, help }], input, paint);
  }
  return { formula: rule.formula, input, label: "rule", name: input.name, rule };
}

function compileRule({ input, rule }, options, paint) {
  // Problems of the options have the same paths as those of the rule, so they are looked for first.
  const { currency, rounding } = options;
  compile("0C", { currency, rounding });
  const isOption = ({ code, path }) =>
    Object.hasOwn(options, path.slice(1)) &&
    (code.startsWith("option-") || !Object.hasOwn(rule, path.slice(1)));
  try {
    return compile(rule, options);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const problems = /** @type {import("../types.js").Problem[]} */ (error.problems);
    const wrong = problems.find(isOption);
    if (wrong !== undefined) {
      const cure = wrong.help === undefined ? "" : `; ${wrong.help}`;
      throw new UsageError(
        `option \`${optionName(wrong.path.slice(1))}\`: ${wrong.message}${cure}`,
      );
    }
    const diagnostics = /** @type {import("../types.js").Diagnostic[]} */ (error.diagnostics);
    const places = diagnostics.map((each) => renderDiagnostic(each, rule.formula, paint));
    if (places.length === 0) throw refusal(problems, input, paint);
    throw new DocumentError(`${printable(input.name)}: /formula\n${places.join("\n")}`);
  }
}

function refusal(problems, input, paint) {
  const rendered = problems.map((problem) => renderProblem(problem, input, paint));
  return new DocumentError(rendered.join(""));
}
