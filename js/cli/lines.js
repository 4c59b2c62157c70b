// Lines in, answers out, as a stream: memory does not grow with the input.

import { chunksOf, STANDARD_INPUT } from "./input.js";
import { isClosed, print } from "./print.js";

// No amount is that long. What is longer is cut, and refused for its length like any other.
const LINE_MAX = 1_024;

/**
 * Calls `answer` with each line and its number, and writes what it returns to `output`; what
 * `answer` reports through `messages` goes to `errors`. It ends where nobody reads the answers any
 * more.
 */
export async function answerLines({ answer, errors, input, messages, output, progress }) {
  let number = 0;
  let rest = "";
  let isFirst = true;
  input.setEncoding("utf8");

  const flush = async (answers) => {
    if (messages.length > 0) {
      progress.clear();
      await print(errors, messages.splice(0).join(""));
    }
    await print(output, answers);
    progress.update(number);
  };

  for await (const chunk of chunksOf(input, STANDARD_INPUT)) {
    // Programs of Windows put a mark before the first line, which is none of its characters.
    const text = rest + (isFirst ? chunk.replace(/^\ufeff/, "") : chunk);
    isFirst = false;
    let answers = "";
    let start = 0;
    for (let end = text.indexOf("\n"); end !== -1; end = text.indexOf("\n", start)) {
      number += 1;
      answers += answer(withoutReturn(text.slice(start, end)), number);
      start = end + 1;
    }
    rest = text.slice(start, start + LINE_MAX);
    await flush(answers);
    if (isClosed(output)) return;
  }
  if (rest !== "") {
    number += 1;
    await flush(answer(withoutReturn(rest), number));
  }
}

function withoutReturn(line) {
  return line.endsWith("\r") ? line.slice(0, -1) : line;
}
