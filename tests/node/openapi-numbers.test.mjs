// Every number that the OpenAPI document bounds is taken up to its bounds and not beyond: each
// field of each body is sent with numbers, and texts of numbers, around all bounds that there are,
// and the ledger takes exactly those that fit the schema.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import Ajv from "ajv/dist/2020.js";
import { loadEntries, packed } from "./support.mjs";

const document = JSON.parse(readFileSync(packed("openapi.json"), "utf8"));
const { MockLedger } = (await loadEntries("ledger/"))["node.js"];

/** The world of the document's examples. */
const WORLD = {
  applications: [
    { id: "APP_000001", password: "password", token: "example-token", serviceCharge: "30" },
    { id: "APP_000002", token: "other-token", serviceCharge: "30" },
  ],
  apiKeys: { "example-key": "example-token" },
};
const HEADERS = {
  authorization: "Bearer example-token",
  apikey: "example-key",
  "content-type": "application/json",
};

/** A subscriber whom an example has changed. */
const POSTPAID = { msisdn: "94777000001", kind: "postpaid", creditLimit: "100.00" };

/** Bounds that JavaScript has, that two decimals have, and that 64 bits have. */
const EDGES = [
  "9007199254740991", "9007199254740992", "9007199254740993", "9007199254741000",
  "9999999999999.99", "10000000000000.01", "100000000000000.1", "9999999999999990",
  "9999999999999991", "10000000000000000", "10000000000000010", "92233720368547700",
  "92233720368547740", "92233720368547758", "92233720368547800", "1e20", "1.5", "0.01", "100.0001",
  "0", "-1", "1", "2",
];

/** What only amounts are judged by: the digits that binary arithmetic leaves, and the sign of 0. */
const AMOUNTS = ["0.30000000000000004", "0.005", "-0", "0.00", "007.50"];

/** What is said of a value that is wrong in itself, where the status may mean anything. */
const FORMS = new Set([
  "amount-format", "amount-not-positive", "amount-too-large", "malformed-body", "number-format",
  "wrong-type",
]);

const resolved = (schema) => {
  const name = schema.$ref?.slice("#/components/schemas/".length);
  return name === undefined ? schema : document.components.schemas[name];
};

/** Every bound that a schema has for numbers, in all that it may be. */
function boundsOf(schema) {
  const own = ["minimum", "exclusiveMinimum", "maximum"].map((name) => schema[name]);
  const { allOf = [], anyOf = [], oneOf = [] } = schema;
  const inner = [...allOf, ...anyOf, ...oneOf].map(resolved);
  const isLeaf = inner.every((one) => one.properties === undefined && one.items === undefined);
  const others = isLeaf ? inner.flatMap(boundsOf) : [];
  return [...own.filter((bound) => bound !== undefined), ...others];
}

/** The fields with bounds in a body's schema: the names on the way to each, and its bounds. */
function* bounded(given, path = []) {
  const schema = resolved(given);
  const bounds = boundsOf(schema);
  if (bounds.length > 0) yield { path, bounds, schema };
  else for (const one of [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])]) {
    yield* bounded(one, path);
  }
  for (const [name, field] of Object.entries(schema.properties ?? {})) {
    yield* bounded(field, [...path, name]);
  }
}

/** Numbers as they are written, next to each bound and elsewhere. */
function valuesFor(bounds, isAmount) {
  const next = bounds.flatMap((bound) =>
    [bound - 1, bound - 0.01, bound, bound + 0.01, bound + 1].map(String),
  );
  return new Set([...next, ...EDGES, ...(isAmount ? AMOUNTS : [])]);
}

/** A body with something else in one place; nothing where it has no such place. */
function changed(body, [name, ...rest], text) {
  if (name === undefined) return text;
  const inner = rest.length === 0 ? text : changed(body[name] ?? {}, rest, text);
  const fields = Object.entries(body).filter(([other]) => other !== name);
  const written = fields.map(([other, value]) => [other, JSON.stringify(value)]);
  return `{${[...written, [name, inner]].map(([key, value]) => `"${key}":${value}`).join()}}`;
}

const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ method, path, operation })),
);
const ajv = new Ajv({ strict: false, validateFormats: false, allowUnionTypes: true });
ajv.addSchema({ $id: "openapi", components: document.components });
const validator = (schema) =>
  ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"openapi#/')));

/** What a response that several operations have has in it. */
const shared = (ref) => document.components.responses[ref.split("/").at(-1)].content;

/** The bodies of the examples that were answered well. */
function goodOf({ operationId, responses }, { examples = {} }) {
  const bad = Object.entries(responses).filter(([status]) => status >= 400);
  const contents = bad.flatMap(([, { $ref, content = {} }]) =>
    Object.values($ref === undefined ? content : shared($ref)),
  );
  const names = new Set(contents.flatMap((one) => Object.keys(one.examples ?? {})));
  const good = Object.entries(examples).filter(([name]) => !names.has(name));
  return [...good.map(([, { value }]) => value), ...(OTHERS[operationId] ?? [])];
}

/** Bodies with fields that no example has, as they mean nothing in those. */
const OTHERS = {
  setApplication: [{ taxType: 1 }, { taxType: 5, tax: "1" }],
  addSubscriber: [{ ...POSTPAID, msisdn: "94777000009" }],
  addScript: [
    { operation: "payment", behaviour: "delay", delayMs: 1 },
    { operation: "payment", behaviour: "loseReply", retries: 1 },
  ],
};

/** A path about something that has to be there. */
const ABOUT = /\/mock\/\w+\//;

/** A path with the parts that the examples are about. */
const filled = (path, { parameters = [] }) =>
  path.replaceAll(/\{(\w+)\}/g, (_, name) =>
    encodeURIComponent(parameters.find((one) => one.name === name)?.example ?? "APP_000001"),
  );

/** Whether a ledger takes a value, whatever it then says of what it is about. */
function isTaken(method, url, body) {
  const ledger = new MockLedger(WORLD);
  if (url.endsWith(POSTPAID.msisdn)) ledger.addSubscriber(POSTPAID);
  const request = { method: method.toUpperCase(), url, headers: HEADERS, body };
  const { status, headers } = ledger.handle(request);
  ledger.free();
  if (url.startsWith("/mock")) return status !== 400 && (status !== 404 || !ABOUT.test(url));
  return !FORMS.has(headers["x-mock-reason"]);
}

test("numbers in bodies are taken as far as the document says, and no farther", () => {
  const wrong = [];
  let count = 0;
  for (const { method, path, operation } of operations) {
    const content = operation.requestBody?.content["application/json"];
    if (content === undefined) continue;
    const examples = goodOf(operation, content);
    const fits = validator(content.schema);
    for (const { path: names, bounds, schema } of bounded(content.schema)) {
      // Of texts, those of amounts alone are said in full; others have their bounds as numbers.
      const isSaid = "anyOf" in schema;
      const isOpen = !isSaid && !("maximum" in schema);
      // An example with the field, else any that is good.
      const has = (value) => names.reduce((at, name) => at?.[name], value) !== undefined;
      const base = examples.find(has) ?? examples[0];
      if (base === undefined) continue;
      const url = filled(path, operation);
      // What is not there would hide what is wrong.
      if (path.includes("{")) assert.ok(isTaken(method, url, JSON.stringify(base)), url);
      for (const text of valuesFor(bounds, isSaid)) {
        // Where the document says no largest, somebody else does: what is computed with it.
        if (isOpen && Math.abs(Number(text)) > 1e6) continue;
        for (const written of isSaid ? [text, `"${text}"`] : [text]) {
          // Texts of JSON may begin with 0, its numbers may not.
          if (/^0\d/.test(written)) continue;
          const body = changed(base, names, written);
          const expected = fits(JSON.parse(body));
          count += 1;
          if (isTaken(method, url, body) === expected) continue;
          wrong.push(`${operation.operationId} ${names.join("/")} ${written}: ${expected}`);
        }
      }
    }
  }
  assert.equal(wrong.join('\n'), '');
  assert.ok(count > 1_000, `${count} values`);
});

test("numbers in queries are taken as far as the document says, and no farther", () => {
  let count = 0;
  for (const { method, path, operation } of operations) {
    for (const { in: place, name, schema } of operation.parameters ?? []) {
      const bounds = boundsOf(schema);
      if (place !== "query" || bounds.length === 0) continue;
      const fits = validator(schema);
      for (const text of valuesFor(bounds, false)) {
        const url = `${path}?${name}=${text}`;
        assert.equal(isTaken(method, url), fits(Number(text)), url);
        count += 1;
      }
    }
  }
  assert.ok(count > 100, `${count} values`);
});
