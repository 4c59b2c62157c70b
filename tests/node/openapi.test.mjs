// The OpenAPI document that the package ships: every example fits the schema that it stands beside,
// and the document is the one that is served.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import Ajv from "ajv/dist/2020.js";
import { loadEntries, packed } from "./support.mjs";

const text = readFileSync(packed("openapi.json"), "utf8");
const document = JSON.parse(text);
const { MockLedger } = (await loadEntries("ledger/"))["node.js"];

/** Every operation with its method and path. */
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ method, path, operation })),
);

/** The responses of an operation by their status, wherever they stand. */
const responsesOf = ({ responses }) =>
  Object.entries(responses).map(([status, response]) => {
    const name = response.$ref?.slice("#/components/responses/".length);
    return [status, name === undefined ? response : document.components.responses[name]];
  });

const ajv = new Ajv({ strict: false, validateFormats: false });
ajv.addSchema({ $id: "openapi", components: document.components });
const validate = (schema) =>
  ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"openapi#/')));

test("the document is served, and can be imported", () => {
  const ledger = new MockLedger();
  assert.equal(ledger.handle({ method: "GET", url: "/openapi.json" }).body, text);
  assert.deepEqual(createRequire(import.meta.url)(packed("openapi.json")), document);
  assert.ok(operations.length > 30);
});

test("every operation has a name of its own, and answers and refusals with examples", () => {
  const names = operations.map(({ operation }) => operation.operationId);
  assert.equal(new Set(names).size, names.length);
  for (const { operation } of operations) {
    const statuses = Object.keys(operation.responses);
    assert.ok(statuses.some((status) => status >= 400), operation.operationId);
    for (const [status, { content }] of responsesOf(operation)) {
      const isBare = content === undefined || operation.operationId === "openapi";
      const isShown = ([media, { examples }]) => media === "text/xml" || examples;
      const shown = isBare || Object.entries(content).every(isShown);
      assert.ok(shown, `${operation.operationId} ${status}`);
    }
  }
});

test("what is shown in JSON of answers and of good requests fits the schemas", () => {
  let count = 0;
  const check = (content, isMeant, place) => {
    for (const [media, { schema, examples = {} }] of Object.entries(content ?? {})) {
      // Other examples are texts.
      if (!media.endsWith("json")) continue;
      const fits = validate(schema);
      for (const [name, { value }] of Object.entries(examples)) {
        if (!isMeant(name)) continue;
        count += 1;
        assert.ok(fits(value), `${place} ${media} ${name}: ${ajv.errorsText(fits.errors)}`);
      }
    }
  };
  for (const { operation } of operations) {
    const { operationId, requestBody } = operation;
    const good = new Set();
    for (const [status, { content }] of responsesOf(operation)) {
      check(content, () => true, `${operationId} ${status}`);
      if (status < 400) for (const { examples = {} } of Object.values(content ?? {})) {
        for (const name of Object.keys(examples)) good.add(name);
      }
    }
    check(requestBody?.content, (name) => good.has(name), `${operationId} request`);
  }
  assert.ok(count > 150, `${count} examples`);
});
