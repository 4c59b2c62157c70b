// What can be written at a place of a rule, and what stands there means.

import schema from "ready-reckoner/book.schema.json";
import { isObject } from "../rule.js";

const LETTERS = [
  { label: "A", detail: "the amount" },
  { label: "C", detail: "the constant supplied beside the formula" },
  { label: "P", detail: "the percentage supplied beside the formula" },
];

const PHRASES = [
  { label: "2.5P*A", detail: "2.5 percent of the amount" },
  { label: "5C", detail: "the constant 5" },
  { label: "A<1000C|", detail: "a condition: below 1000" },
  { label: "A>=1000C|", detail: "a condition: from 1000 on" },
  { label: "|>30C", detail: "a bound: at least 30" },
  { label: "|<2000C", detail: "a bound: at most 2000" },
];

const rule = schema.$defs.PriceRule.anyOf;
const tier = rule.find(({ properties }) => properties.graduated).properties.graduated.items;

/** The fields of price rules and of their tiers, with what the schema says of each. */
const FIELDS = new Map(
  [...rule, tier].flatMap(({ properties }) =>
    Object.entries(properties).map(([name, { description }]) => [name, description]),
  ),
);

/**
 * The source of completions. They come when they are asked for, by `Ctrl+Space`, and inside the
 * name of a field of JSON by themselves.
 *
 * @param {import("@codemirror/autocomplete").CompletionContext} context
 */
export function complete(context) {
  const text = context.state.doc.toString();
  if (isObject(text)) return completeField(context);
  if (!context.explicit) return null;
  const before = context.matchBefore(/[A-Za-z]/);
  const options = [
    ...LETTERS.map((it) => ({ ...it, type: "variable" })),
    ...PHRASES.map((it) => ({ ...it, type: "text" })),
  ];
  return { from: before?.from ?? context.pos, options, filter: before !== null };
}

function completeField(context) {
  const name = context.matchBefore(/[{,]\s*"\w*/);
  if (name === null) return null;
  const from = name.to - name.text.match(/\w*$/)[0].length;
  const closed = context.state.sliceDoc(context.pos, context.pos + 1) === '"';
  const options = [...FIELDS].map(([label, info]) => ({
    label,
    info,
    type: "property",
    apply: closed ? label : `${label}": `,
  }));
  return { from, options, validFor: /^\w*$/ };
}

const MEANINGS = [
  [/^\d+(\.\d+)?P$/iu, (part) => `${part.slice(0, -1)} percent`],
  [/^\d+(\.\d+)?C$/iu, (part) => `the constant ${part.slice(0, -1)}`],
  [/^A$/iu, () => "the amount"],
  [/^P$/iu, () => "the percentage supplied beside the formula"],
  [/^C$/iu, () => "the constant supplied beside the formula"],
  [/^\|$/u, () => "parts conditions, prices and bounds"],
  [/^<=$/u, () => "at most"],
  [/^>=$/u, () => "at least"],
  [/^<$/u, () => "below, or as a bound: at most"],
  [/^>$/u, () => "above, or as a bound: at least"],
];
const PARTS = /[\d.]+[PC]?|[APC]|[<>]=?|\|/giu;

/**
 * What stands at a place, in sentences, and where it begins and ends: the part of the language, and
 * the step of the charge that the place belongs to.
 *
 * @param {string} text
 * @param {number} at
 * @param {import("ready-reckoner").Step[]} steps
 */
export function meaning(text, at, steps) {
  if (isObject(text)) return meaningOfField(text, at);
  const part = [...text.matchAll(PARTS)].find(
    ({ index, 0: found }) => index <= at && at < index + found.length,
  );
  if (part === undefined) return undefined;
  const said = MEANINGS.find(([expression]) => expression.test(part[0]))?.[1](part[0]);
  const around = steps
    .filter(({ start, end }) => start !== undefined && start <= at && at < end)
    .sort((one, other) => one.end - one.start - (other.end - other.start))[0];
  const sentences = [
    ...(said === undefined ? [] : [`${part[0]}: ${said}`]),
    ...(around === undefined ? [] : [around.text]),
  ];
  if (sentences.length === 0) return undefined;
  return { start: part.index, end: part.index + part[0].length, sentences };
}

function meaningOfField(text, at) {
  const names = [...text.matchAll(/"(\w+)"(?=\s*:)/gu)];
  const name = names.find(({ index, 0: found }) => index <= at && at < index + found.length);
  const said = name === undefined ? undefined : FIELDS.get(name[1]);
  if (said === undefined) return undefined;
  return { start: name.index, end: name.index + name[0].length, sentences: [said] };
}
