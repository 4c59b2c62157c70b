// A request in XML as the value that the same request has in JSON, with the place of every part, as
// `readJson` gives them.

import schema from "ready-reckoner/request.schema.json";
import { readXmlTree } from "./xml-tree.js";

/** The fields that are lists, even if there is only one. */
const LISTS = listsOf(schema, new Set());

/** @typedef {import("./xml-tree.js").Node} Node */

/**
 * @param {string} text
 * @returns {ReturnType<typeof import("../../parts/json.js").readJson>}
 */
export function readXml(text) {
  const { root, mistake } = readXmlTree(text);
  if (mistake) return { mistake };
  const places = new Map();
  const read = readNode(root) ?? { fields: new Map(), node: root };
  return { value: valueOf(read, "", places), places };
}

/**
 * What an element says: nothing, a text, fields, or the items of a list.
 *
 * @typedef {{ node: Node, text?: string, fields?: Map<string, Read>, items?: Read[] }} Read
 *
 * @param {Node} node
 * @returns {Read | undefined} nothing for an element without content
 */
function readNode(node) {
  if (node.nil) return { node };
  if (node.children.length === 0) {
    return node.text === "" ? undefined : { node, text: node.text };
  }
  const fields = new Map();
  for (const [name, nodes] of grouped(node.children)) {
    const field = readField(name, nodes);
    if (field !== undefined) fields.set(name, field);
  }
  return { node, fields };
}

/** All elements of one name that stand inside one element. */
function readField(name, nodes) {
  const [first, ...others] = nodes;
  if (others.length > 0) {
    // An item without content keeps its place, so that others keep theirs.
    return { node: first, items: nodes.map((node) => readNode(node) ?? { node }) };
  }
  const read = readNode(first);
  if (read === undefined || isNull(read) || !LISTS.has(name)) return read;
  if (!isWrapper(name, read)) return { node: first, items: [read] };
  const [inside] = read.fields.values();
  return { node: first, items: inside.items ?? [inside] };
}

/** Whether an element holds the items of its list instead of being one. */
function isWrapper(name, { fields }) {
  if (fields?.size !== 1) return false;
  const [[inside, read]] = fields;
  if (inside === name) return true;
  if (LISTS.has(inside)) return false;
  return read.items?.every((item) => item.fields || isNull(item)) ?? read.fields !== undefined;
}

const isNull = ({ text, fields, items }) =>
  text === undefined && fields === undefined && items === undefined;

function valueOf({ node, text, fields, items }, pointer, places) {
  places.set(pointer, { start: node.start, end: node.end });
  if (text !== undefined) return text;
  if (items) return items.map((item, at) => valueOf(item, `${pointer}/${at}`, places));
  if (!fields) return null;
  const entries = [...fields].map(([name, read]) => {
    return [name, valueOf(read, `${pointer}/${name}`, places)];
  });
  return Object.fromEntries(entries);
}

function grouped(nodes) {
  const groups = new Map();
  for (const node of nodes) {
    const group = groups.get(node.name);
    if (group) group.push(node);
    else groups.set(node.name, [node]);
  }
  return groups;
}

/** The names of all lists in a schema of JSON. */
function listsOf(part, lists) {
  for (const [name, inside] of Object.entries(part.properties ?? {})) {
    // What may be a text as well is a list only where there are several.
    if (inside.items !== undefined && !inside.type.includes("string")) lists.add(name);
  }
  for (const inside of Object.values(part)) {
    if (typeof inside === "object" && inside !== null) listsOf(inside, lists);
  }
  return lists;
}
