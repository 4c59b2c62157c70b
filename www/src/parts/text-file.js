// Files that are opened with a button or dropped on a place of the page.

import { element } from "./element.js";

/**
 * @param {HTMLElement} place where files may be dropped
 * @param {HTMLButtonElement} button
 * @param {object} options
 * @param {string} options.accept what is asked for, as of `<input type="file">`
 * @param {(file: File) => void} options.onFile
 */
export function createOpener(place, button, { accept, onFile }) {
  // Not in the document: the button is what is seen, named and focused.
  const input = element("input", { type: "file", accept });
  button.addEventListener("click", () => input.click());
  input.addEventListener("change", () => {
    const [file] = input.files;
    // The same file can be opened again.
    input.value = "";
    if (file) onFile(file);
  });
  const isFile = ({ dataTransfer }) => [...(dataTransfer?.types ?? [])].includes("Files");
  place.addEventListener("dragover", (event) => {
    if (!isFile(event)) return;
    event.preventDefault();
    place.classList.add("dropping");
  });
  place.addEventListener("dragleave", () => place.classList.remove("dropping"));
  place.addEventListener("drop", (event) => {
    place.classList.remove("dropping");
    if (!isFile(event)) return;
    event.preventDefault();
    const [file] = event.dataTransfer.files;
    if (file) onFile(file);
  });
}

/**
 * The text of a file.
 *
 * @param {File} file
 * @param {number} most bytes that it may have
 * @returns {Promise<{ text: string } | { wrong: string }>} a sentence, where it has none
 */
export async function readText(file, most) {
  if (file.size > most) {
    const megabytes = Math.floor(most / (1 << 20));
    return { wrong: `${file.name} is larger than ${megabytes} MB: too much for a text here.` };
  }
  try {
    const bytes = await file.arrayBuffer();
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    if (!text.includes("\0")) return { text };
  } catch (error) {
    // A folder that is dropped looks like a file until it is read.
    if (!(error instanceof TypeError)) return { wrong: `${file.name} could not be read.` };
  }
  return { wrong: `${file.name} is no text in UTF-8: save it as one, then open it again.` };
}
