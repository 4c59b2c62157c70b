// XML as a tree of elements with their places, or its first mistake with the place of that.

import { parseXml, XmlError } from "@rgrove/parse-xml";

// The library refuses deeper requests anyway.
const DEEPEST = 100;

const FREE_ATTRIBUTE = /^(?:xmlns(?::|$)|xsi:)/;
const UTF8 = /^(?:utf-?8|(?:us-)?ascii)$/i;

const OPTIONS = {
  includeOffsets: true,
  preserveDocumentType: true,
  preserveXmlDeclaration: true,
};

/** What the reader adds to its sentence: the place, and the line with a mark. */
const PLACE = / \(line \d+, column \d+\)\n[^]*$/;

/**
 * @typedef {object} Node
 * @property {string} name without its prefix
 * @property {number} start in UTF-16 code units
 * @property {number} end
 * @property {boolean} nil whether it says that it is nothing
 * @property {string} text without the space around it
 * @property {Node[]} children
 *
 * @param {string} text
 * @returns {{ root: Node } | { mistake: { message: string, start: number, end: number } }}
 */
export function readXmlTree(text) {
  try {
    const document = parseXml(text, OPTIONS);
    for (const node of document.children) checkProlog(node);
    return { root: nodeOf(document.root, 1) };
  } catch (error) {
    if (error instanceof Refusal) return { mistake: error };
    if (error instanceof XmlError) return { mistake: mistakeOf(error, text) };
    // The reader goes as deep as the text does.
    if (error instanceof RangeError) return { mistake: tooDeep({ start: 0, end: text.length }) };
    throw error;
  }
}

class Refusal extends Error {
  constructor(message, { start, end }) {
    super(message);
    this.start = start;
    this.end = end;
  }
}

/** What may stand before the root element. */
function checkProlog(node) {
  if (node.type === "doctype") {
    throw new Refusal("a document type may stand for other text, so it is refused", node);
  }
  const { encoding } = node;
  if (typeof encoding === "string" && !UTF8.test(encoding)) {
    throw new Refusal(`the text calls itself \`${encoding}\`, and is UTF-8 here`, node);
  }
}

function nodeOf(element, depth) {
  if (depth > DEEPEST) throw tooDeep(element);
  const { name, attributes, start, end } = element;
  const local = name.slice(name.indexOf(":") + 1);
  const other = Object.keys(attributes).find((one) => !FREE_ATTRIBUTE.test(one));
  if (other !== undefined) {
    throw new Refusal(`the attribute \`${other}\` has no meaning: values are elements`, element);
  }
  const elements = element.children.filter(({ type }) => type === "element");
  const text = element.children.map((child) => child.type === "element" ? "" : child.text ?? "");
  const words = text.join("").trim();
  if (words !== "" && elements.length > 0) {
    throw new Refusal(`\`${local}\` holds both text and elements: it can be one of them`, element);
  }
  const nil = ["1", "true"].includes(attributes["xsi:nil"]?.trim());
  if (nil && (words !== "" || elements.length > 0)) {
    throw new Refusal(`\`${local}\` says that it is nothing, and holds something`, element);
  }
  const children = elements.map((child) => nodeOf(child, depth + 1));
  return { name: local, start, end, nil, text: words, children };
}

function tooDeep(place) {
  return new Refusal(`nested more than ${DEEPEST} deep`, place);
}

function mistakeOf({ message, pos }, text) {
  const sentence = message.replace(PLACE, "");
  // The reader counts characters.
  const before = Array.from(text.slice(0, pos * 2)).slice(0, pos).join("").length;
  const start = Math.min(before, text.length);
  const small = sentence.charAt(0).toLowerCase() + sentence.slice(1);
  return { message: small, start, end: Math.min(start + 1, text.length) };
}
