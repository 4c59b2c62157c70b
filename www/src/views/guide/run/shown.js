// Values as a reader of JavaScript writes them, cut where nobody reads on.

import inspect from "object-inspect";

const LONGEST = 4000;
const DEEPEST = 12;

const isTypedArray = (value) => ArrayBuffer.isView(value) && !(value instanceof DataView);

/** A value, as the documents write it behind `// →`. */
export function shownValue(value) {
  if (isTypedArray(value)) return cut(`${value.constructor.name}.of(${itemsOf(value)})`);
  return cut(inspect(value, { depth: DEEPEST, quoteStyle: "double" }));
}

/** What `console.log` prints of its arguments. */
export function shownLine(words) {
  return cut(words.map(printed).join(" "));
}

function printed(word) {
  if (typeof word === "string") return word;
  if (!isTypedArray(word)) return shownValue(word);
  return `${word.constructor.name}(${word.length}) [ ${itemsOf(word)} ]`;
}

const itemsOf = (array) => Array.from(array, (item) => inspect(item)).join(", ");

/** An error: one of the package by its code. */
export function shownError(error) {
  if (!(error instanceof Error)) return cut(shownValue(error));
  return cut(`${error.code ?? error.name}: ${error.message}`);
}

function cut(text) {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}…`;
}
