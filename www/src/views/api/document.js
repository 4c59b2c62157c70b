// The OpenAPI document of the package, read for people.

import openapi from "ready-reckoner/openapi.json";

/**
 * @typedef {object} Parameter
 * @property {string} name
 * @property {"path" | "query" | "header"} in
 * @property {boolean} [required]
 * @property {string} [example]
 * @property {any} schema
 *
 * @typedef {object} Example
 * @property {string} id
 * @property {string} [summary]
 * @property {any} value
 *
 * @typedef {object} Operation
 * @property {string} id
 * @property {string} method
 * @property {string} path
 * @property {string} summary
 * @property {string} tag
 * @property {Parameter[]} parameters
 * @property {string[]} security the names of the schemes
 * @property {{ type: string, schema: any, examples: Example[] }[]} bodies by media type
 * @property {Answer[]} answers
 *
 * @typedef {object} Answer
 * @property {string} status
 * @property {string} description
 * @property {string} [type] the first of its media types
 * @property {any} schema
 * @property {Example[]} examples
 */

/** What a reference leads to. */
export function resolved(node) {
  if (node?.$ref === undefined) return node;
  return node.$ref
    .split("/")
    .slice(1)
    .reduce((place, name) => place?.[name.replaceAll("~1", "/").replaceAll("~0", "~")], openapi);
}

/** The name of a schema that is referred to. */
export const nameOf = (node) => node?.$ref?.split("/").at(-1);

/** @type {Operation[]} */
export const OPERATIONS = Object.entries(openapi.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => operationOf(path, method, operation)),
);

/** The tags with their operations, in the order of the document. */
export const TAGS = openapi.tags.map(({ name, description }) => ({
  name,
  description,
  operations: OPERATIONS.filter(({ tag }) => tag === name),
}));

function operationOf(path, method, operation) {
  const { operationId, summary, tags, security = [], parameters = [] } = operation;
  return {
    id: operationId,
    method: method.toUpperCase(),
    path,
    summary,
    tag: tags[0],
    parameters: parameters.map(resolved),
    security: security.flatMap((scheme) => Object.keys(scheme)),
    bodies: contentsOf(operation.requestBody),
    answers: Object.entries(operation.responses).map(([status, node]) => {
      const answer = resolved(node);
      const [content] = contentsOf(answer);
      const { type, schema, examples = [] } = content ?? {};
      return { status, description: answer.description, type, schema, examples };
    }),
  };
}

function contentsOf(node) {
  return Object.entries(resolved(node)?.content ?? {}).map(([type, { schema, examples = {} }]) => ({
    type,
    schema,
    examples: Object.entries(examples).map(([id, example]) => ({ id, ...resolved(example) })),
  }));
}

/** The text of an example's value: of JSON laid out, of XML as it is. */
export function textOf({ value }) {
  return typeof value === "string" ? value : JSON.stringify(value, null, 2);
}
