import { compile, ReckonerError } from "../node.js";
import { UsageError } from "./arguments.js";
import { renderExplanation } from "./explanation.js";
import { answerLines, write } from "./lines.js";
import { createProgress } from "./progress.js";

/** `ready-reckoner charge '<formula>' [amount…]`: prints the charges, true if all were good. */
export async function charge({ operands, options, tariff: tariffOptions }) {
  const [formula, ...amounts] = operands;
  if (formula === undefined) throw new UsageError("`charge` needs a formula, such as `4P*A+20C`");
  const tariff = compile(formula, tariffOptions);
  const clerk = createClerk(tariff, options.explain);
  if (amounts.length > 0) {
    for (const [index, amount] of amounts.entries()) {
      await write(process.stdout, clerk.answer(amount, `amount ${index + 1}`));
      await write(process.stderr, clerk.messages.splice(0).join(""));
    }
  } else {
    await chargeInput(clerk);
  }
  return clerk.allGood();
}

async function chargeInput(clerk) {
  const input = process.stdin;
  if (input.isTTY) process.stderr.write("reading amounts, one a line; end with control-D\n");
  const progress = createProgress(input);
  try {
    await answerLines({
      answer: (line, number) => clerk.answer(line, `line ${number}`),
      errors: process.stderr,
      input,
      messages: clerk.messages,
      output: process.stdout,
      progress,
    });
  } finally {
    progress.stop();
  }
}

/** Answers amounts one by one, a bad one with an empty line, so that lines stay aligned. */
function createClerk(tariff, explain) {
  const messages = [];
  let good = true;
  const respond = explain
    ? (amount) => renderExplanation(tariff.explain(amount), tariff.source)
    : (amount) => `${tariff.charge(amount)}\n`;
  return {
    messages,
    allGood: () => good,
    answer(amount, place) {
      try {
        return respond(amount);
      } catch (error) {
        if (!(error instanceof ReckonerError)) throw error;
        good = false;
        process.exitCode = 1;
        messages.push(`${place}: ${error.message}\n`);
        return "\n";
      }
    },
  };
}
