// Problems of documents as lines of text: the file, the place in it, the message, help, the code.

import { ReckonerError } from "../index.js";
import { renderPlace } from "./diagnostic.js";
import { printable } from "./print.js";

const OTHERS = ["internal", "wasm-blocked", "wasm-unsupported"];

/**
 * Whether an error is about what was given, and neither about us nor about the runtime.
 *
 * @returns {error is ReckonerError}
 */
export function isRefusal(error) {
  return error instanceof ReckonerError && !OTHERS.includes(error.code);
}

/**
 * @param {{ code: string, path: string, message: string, help?: string }} problem
 * @param {{ name: string, text: string }} input the document
 * @param {(style: "error" | "warning" | "help" | "heading", text: string) => string} paint
 */
export function renderProblem({ code, path, message, help }, { name, text }, paint) {
  const place = path === "" ? "" : `${path}: `;
  const cure = help === undefined ? "" : `; ${help}`;
  const lines = [printable(`${name}: ${place}${message}${cure} [${code}]`)];
  // What cannot be read has a line and a column in place of a path.
  const [, line, column] = /^line (\d+), column (\d+): /.exec(message) ?? [];
  if (path === "" && line !== undefined && text.trim() !== "") {
    const start = offsetOf(text, Number(line), Number(column));
    // In a text from Windows the end of a line is two characters, and none of them is to be seen.
    const shown = text.replaceAll("\r", " ");
    lines.push(...renderPlace({ start, end: start + 1 }, shown, (marks) => paint("error", marks)));
  }
  return `${lines.join("\n")}\n`;
}

/** Where the character of a column is, which counts characters, not the code units of strings. */
function offsetOf(text, line, column) {
  let offset = 0;
  for (let number = 1; number < line; number += 1) offset = text.indexOf("\n", offset) + 1;
  for (let number = 1; number < column && offset < text.length; number += 1) {
    offset += text.codePointAt(offset) > 0xffff ? 2 : 1;
  }
  return offset;
}
