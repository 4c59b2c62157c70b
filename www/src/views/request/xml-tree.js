// XML as a tree of elements with their places, or its first mistake with the place of that.

import { SaxesParser } from "saxes";

// The library refuses deeper requests anyway.
const DEEPEST = 100;

const FREE_ATTRIBUTE = /^(?:xmlns(?::|$)|xsi:)/;
const WHERE = /^\d+:\d+: /;
const UTF8 = /^(?:utf-?8|(?:us-)?ascii)$/i;

/**
 * @typedef {object} Node
 * @property {string} name without its prefix
 * @property {number} start in UTF-16 code units, of the bracket that opens the element
 * @property {number} end behind the bracket that closes it
 * @property {boolean} nil whether it says that it is nothing
 * @property {string} text
 * @property {Node[]} children
 *
 * @param {string} text
 * @returns {{ root: Node } | { mistake: { message: string, start: number, end: number } }}
 */
export function readXmlTree(text) {
  const walk = new Walk(text);
  const parser = new SaxesParser({ position: true, xmlns: false });
  const refuse = (message, start = walk.behind) => {
    throw new Refusal(message, Math.min(start, text.length), Math.min(start + 1, text.length));
  };
  walk.refuse = refuse;
  parser.on("xmldecl", ({ encoding }) => {
    if (encoding !== undefined && !UTF8.test(encoding)) {
      refuse(`the encoding \`${encoding}\` is not UTF-8, which a text in a page is`, 0);
    }
  });
  parser.on("doctype", () => refuse("a document type may stand for other text: it is refused"));
  parser.on("opentagstart", () => walk.at(parser.position));
  parser.on("opentag", (tag) => walk.open(tag));
  parser.on("text", (words) => walk.take(words));
  parser.on("cdata", (words) => walk.take(words));
  parser.on("closetag", () => walk.close(parser.position));
  parser.on("error", ({ message }) => {
    refuse(message.replace(WHERE, "").replace(/\.$/, ""), parser.position - 1);
  });
  try {
    parser.write(text).close();
  } catch (error) {
    if (error instanceof Refusal) return { mistake: error };
    throw error;
  }
  return { root: walk.root };
}

/** Ends the walk at the first mistake. */
class Refusal extends Error {
  constructor(message, start, end) {
    super(message);
    this.start = Math.max(0, start);
    this.end = end;
  }
}

class Walk {
  root;
  refuse;
  /** Where the reader stands. */
  behind = 0;
  #open = [];
  #start = 0;
  #text;

  constructor(text) {
    this.#text = text;
  }

  at(position) {
    this.behind = position;
    this.#start = this.#text.lastIndexOf("<", position - 1);
  }

  open({ name, attributes }) {
    const start = this.#start;
    if (this.#open.length === DEEPEST) this.refuse(`nested more than ${DEEPEST} deep`, start);
    const other = Object.keys(attributes).find((one) => !FREE_ATTRIBUTE.test(one));
    if (other !== undefined) {
      this.refuse(`the attribute \`${other}\` has no meaning here: a value is an element`, start);
    }
    const nil = ["1", "true"].includes(attributes["xsi:nil"]?.trim());
    const local = name.slice(name.indexOf(":") + 1);
    this.#open.push({ name: local, start, end: start, nil, text: "", children: [] });
  }

  take(words) {
    const element = this.#open.at(-1);
    if (element) element.text += words;
  }

  close(position) {
    this.behind = position;
    const element = this.#open.pop();
    element.end = position;
    const hasText = element.text.trim() !== "";
    if (hasText && element.children.length > 0) {
      const message = `\`${element.name}\` holds both text and elements: it can be one of them`;
      this.refuse(message, element.start);
    }
    if (element.nil && (hasText || element.children.length > 0)) {
      this.refuse(`\`${element.name}\` says that it is nothing, and holds something`, element.start);
    }
    const parent = this.#open.at(-1);
    if (parent) parent.children.push(element);
    else this.root = element;
  }
}
