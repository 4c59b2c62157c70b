// A schema as a table of its fields; what is inside a field opens beneath it.

import { coded, element } from "../../parts/element.js";
import { nameOf, resolved } from "./document.js";

/** Deeper schemas are not shown: they refer to themselves. */
const DEPTH_MAX = 8;

/** @param {any} node a schema or a reference to one */
export function schemaView(node, depth = 0) {
  const schema = resolved(node) ?? {};
  const inner = schema.type === "array" ? resolved(schema.items) : schema;
  const fields = Object.entries(inner?.properties ?? {});
  const required = inner?.required ?? [];
  const choices = [...(schema.oneOf ?? []), ...(schema.anyOf ?? []), ...(schema.allOf ?? [])];
  return [
    ...(fields.length === 0
      ? []
      : [
          element(
            "dl",
            { class: "fields" },
            ...fields.map(([name, field]) =>
              fieldView(name, field, required.includes(name), depth),
            ),
          ),
        ]),
    ...(fields.length === 0 && depth < DEPTH_MAX
      ? choices.flatMap((choice) => schemaView(choice, depth + 1))
      : []),
  ];
}

function fieldView(name, node, isRequired, depth) {
  const schema = resolved(node) ?? {};
  const key = element("code", {}, name);
  const marks = [typeText(node), isRequired ? "required" : "", limitsOf(schema)].filter(Boolean);
  const inside = depth < DEPTH_MAX ? schemaView(node, depth + 1) : [];
  return element(
    "div",
    {},
    element("dt", {}, key, element("span", { class: "type" }, marks.join(", "))),
    element(
      "dd",
      {},
      ...coded(schema.description ?? ""),
      ...(inside.length === 0
        ? []
        : [element("details", {}, element("summary", {}, "Its fields"), ...inside)]),
    ),
  );
}

/** What a value is, in a few words. */
export function typeText(node) {
  const schema = resolved(node) ?? {};
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) return schema.enum.map((it) => JSON.stringify(it)).join(" | ");
  if (schema.type === "array") return `list of ${typeText(schema.items)}`;
  const choices = schema.oneOf ?? schema.anyOf;
  if (choices !== undefined) return [...new Set(choices.map(typeText))].join(" | ");
  return [schema.type ?? nameOf(node) ?? "any"].flat().join(" or ");
}

const LIMITS = {
  format: (it) => it,
  pattern: (it) => it,
  minLength: (it) => `at least ${it} characters`,
  maxLength: (it) => `at most ${it} characters`,
  minimum: (it) => `at least ${it}`,
  maximum: (it) => `at most ${it}`,
  exclusiveMinimum: (it) => `above ${it}`,
};

function limitsOf(schema) {
  return Object.entries(LIMITS)
    .filter(([name]) => schema[name] !== undefined)
    .map(([name, word]) => word(schema[name]))
    .join(", ");
}
