/**
 * An element with attributes, properties, listeners and children, in one call.
 *
 * @param {string} tag
 * @param {Record<string, unknown>} attributes `on…` are listeners; what is `undefined` or `false`
 *   is left out
 * @param {...(Node | string)} children
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== undefined && value !== false) made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

/** A message of the package as nodes: what stands in backticks is code, the first letter large. */
export function sentence(message) {
  const parts = message.split("`");
  // An odd number of backticks means that the input itself has one: then nothing is code.
  if (parts.length % 2 === 0) return [capitalised(message)];
  return parts
    .map((part, index) => (index % 2 === 0 ? capitalised(part, index) : element("code", {}, part)))
    .filter((node) => node !== "");
}

function capitalised(text, index = 0) {
  return index === 0 ? text.charAt(0).toUpperCase() + text.slice(1) : text;
}

/** "1 problem", "2 problems". */
export function counted(count, noun) {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
