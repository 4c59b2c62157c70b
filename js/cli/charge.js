import { UsageError } from "./arguments.js";
import { renderExplanation } from "./explanation.js";
import { STANDARD_INPUT } from "./input.js";
import { answerLines } from "./lines.js";
import { isClosed, print, printable } from "./print.js";
import { isRefusal } from "./problems.js";
import { createProgress } from "./progress.js";
import { readTariff } from "./rule.js";

/** `ready-reckoner charge '<formula>' [amount…]`: prints the charges, true if all were good. */
export async function charge(request) {
  if (request.options.rule === STANDARD_INPUT && request.operands.length === 0) {
    throw new UsageError("standard input cannot have both the rule and the amounts");
  }
  const { operands: amounts, source, tariff } = await readTariff(request, process.stderr);
  const clerk = createClerk(tariff, source, request.options.explain);
  if (amounts.length > 0) {
    for (const [index, amount] of amounts.entries()) {
      if (isClosed(process.stdout)) break;
      await print(process.stdout, clerk.answer(amount, `amount ${index + 1}`));
      await print(process.stderr, clerk.messages.splice(0).join(""));
    }
  } else {
    await chargeInput(clerk);
  }
  return clerk.allGood();
}

async function chargeInput(clerk) {
  const input = process.stdin;
  if (input.isTTY) await print(process.stderr, "reading amounts, one a line; end with control-D\n");
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
function createClerk(tariff, source, explain) {
  const messages = [];
  let good = true;
  const heading = () => {
    const name = source.rule === undefined ? tariff.source : source.name;
    return printable(`${source.label.padEnd(9)}${name}`);
  };
  const respond = explain
    ? (amount) => renderExplanation(tariff.explain(amount), heading())
    : (amount) => `${tariff.charge(amount)}\n`;
  return {
    messages,
    allGood: () => good,
    answer(amount, place) {
      try {
        return respond(amount);
      } catch (error) {
        if (!isRefusal(error)) throw error;
        good = false;
        messages.push(`${printable(`${place}: ${error.message}`)}\n`);
        return "\n";
      }
    },
  };
}
