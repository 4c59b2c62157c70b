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

/** The nodes of a file of markup that belongs to the page. */
export function markup(text) {
  const made = document.createElement("template");
  made.innerHTML = text;
  return made.content;
}

/** A text of the package as nodes: what stands in backticks is code. */
export function coded(text) {
  const parts = text.split("`");
  // An odd number of backticks means that the input itself has one: then nothing is code.
  if (parts.length % 2 === 0) return [text];
  return parts
    .map((part, index) => (index % 2 === 0 ? part : element("code", {}, part)))
    .filter((node) => node !== "");
}

/** A message of the package as nodes, the first letter large. */
export function sentence(message) {
  return coded(message.charAt(0).toUpperCase() + message.slice(1));
}

/** "1 problem", "2 problems". */
export function counted(count, noun) {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** Writes a text where another one stands: the browser lays out anew whatever is written. */
export function put(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/** Calls a function once what was done so far has been painted. */
export function afterPaint(action) {
  requestAnimationFrame(() => setTimeout(action));
}

/**
 * What a key need not wait for: done once the page is painted, of all calls until then the last.
 *
 * @template {unknown[]} Given
 * @param {(...given: Given) => void} action
 * @returns {(...given: Given) => void}
 */
export function oncePainted(action) {
  let waiting;
  return (...given) => {
    const first = waiting === undefined;
    waiting = given;
    if (!first) return;
    afterPaint(() => {
      const last = waiting;
      waiting = undefined;
      action(...last);
    });
  };
}
