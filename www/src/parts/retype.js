/**
 * Writes another text into a field as if it had been typed, so that undo brings the old one back.
 *
 * @param {HTMLTextAreaElement} field
 * @param {string} text
 */
export function retype(field, text) {
  field.focus();
  field.select();
  // Deprecated, but nothing else adds to the undo history of a field.
  if (document.execCommand("insertText", false, text)) return;
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
