// What was played, as a test to copy: the same calls to the same world, and what came of them. What
// the ledger has made up, such as tokens and references, is taken from the answers before.

import { WORLD } from "./world.js";

/** What is made up looks so. */
const MADE_UP = /"((?:[A-Z]+_)+[0-9A-F]{16})"/g;

/** How long a value in one line may be, and what stands before the lines of a test. */
const LINE_MAX = 76;
const INDENT = "  ";

const HEAD = `import assert from "node:assert/strict";
import { test } from "node:test";
import { MockLedger } from "ready-reckoner/ledger";
import { listen } from "ready-reckoner/server";
`;

const HELPERS = `  const send = async (method, path, body, headers = {}) => {
    const type = { "content-type": "application/json" };
    const init = { method, headers: { ...type, ...headers }, body: JSON.stringify(body) };
    const response = await fetch(server.url + path, init);
    const text = await response.text();
    return { status: response.status, body: text === "" ? undefined : JSON.parse(text) };
  };
`;

/**
 * @typedef {import("./session.js").PlayedStep} PlayedStep
 * @typedef {Map<string, string>} Known the expression for each text that is made up
 */

/** @param {{ steps: PlayedStep[], books: import("../../parts/world/books.js").Books }} session */
export function codeOf({ steps, books }) {
  /** @type {Known} */
  const known = new Map();
  const scenes = steps.flatMap((step, at) => {
    const later = steps.slice(at + 1).map(({ request }) => request.path + request.text);
    return [...message(step, books, known), ...scene(step, later.join(""), known), ""];
  });
  return [
    HEAD,
    `const WORLD = ${literal(WORLD)};`,
    "",
    'test("a story that was played", async (t) => {',
    "  const server = await listen(new MockLedger(WORLD));",
    "  t.after(() => server.close());",
    HELPERS,
    ...scenes,
    ...ends(steps, books),
    "});",
    "",
  ].join("\n");
}

/** The message that a step answers. */
function message({ id, request }, { messages }, known) {
  const sms = messages.find((it) => request.path.includes(it.id) && it.trid !== undefined);
  if (sms === undefined || known.has(sms.id)) return [];
  const name = `sms${id}`;
  known.set(sms.id, `${name}.id`).set(sms.token, `${name}.token`);
  return [
    `  const messages${id} = await send("GET", "/mock/messages?to=${sms.to}");`,
    `  const ${name} = messages${id}.body.find(({ trid }) => trid === "${sms.trid}");`,
  ];
}

/** The lines of a step. */
function scene({ id, title, request, response, lost }, later, known) {
  const sent = sending(request, known);
  const remark = `  // ${id}. ${title}`;
  if (lost) return [remark, `  await assert.rejects(${sent});`];
  const name = `answer${id}`;
  for (const [, value] of response.text.matchAll(MADE_UP)) {
    const isUsed = later.includes(value) && !known.has(value);
    if (isUsed) known.set(value, `${name}.body${pathTo(response.body, value)}`);
  }
  return [
    remark,
    `  const ${name} = await ${sent};`,
    `  assert.equal(${name}.status, ${response.status});`,
  ];
}

/** Where a text is in a body. */
function pathTo(body, value) {
  for (const [name, field] of Object.entries(body)) {
    if (field === value) return `.${name}`;
    if (typeof field !== "object" || field === null) continue;
    const rest = pathTo(field, value);
    if (rest !== undefined) return `.${name}${rest}`;
  }
  return undefined;
}

function sending({ method, path, headers, text }, known) {
  const { "content-type": _, ...credentials } = headers;
  const isCalled = Object.keys(credentials).length > 0;
  const body = text === "" ? "undefined" : literal(JSON.parse(text), known, INDENT);
  const parts = [`"${method}"`, addressed(path, known)];
  if (text !== "" || isCalled) parts.push(body);
  if (isCalled) parts.push(literal(credentials, known, INDENT));
  return `send(${parts.join(", ")})`;
}

/** A path as a text of JavaScript. */
function addressed(path, known) {
  for (const [value, expression] of known) {
    if (path.includes(value)) return `\`${path.replace(value, `\${${expression}}`)}\``;
  }
  return `"${path}"`;
}

/** A value as JavaScript writes it: in one line where it fits. */
function literal(value, known = new Map(), indent = "") {
  if (typeof value === "string") return known.get(value) ?? JSON.stringify(value);
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const isList = Array.isArray(value);
  const parts = (inner) =>
    Object.entries(value).map(([name, field]) => {
      const text = literal(field, known, inner);
      const key = /^[A-Za-z_]\w*$/.test(name) ? name : JSON.stringify(name);
      return isList ? text : `${key}: ${text}`;
    });
  const line = parts(indent).join(", ");
  const isShort = line.length <= LINE_MAX - indent.length && !line.includes("\n");
  if (isShort) return isList ? `[${line}]` : `{ ${line} }`;
  const inner = `${indent}  `;
  const lines = parts(inner).map((part) => `${inner}${part},\n`);
  return `${isList ? "[" : "{"}\n${lines.join("")}${indent}${isList ? "]" : "}"}`;
}

/** What the subscribers have at the end, of those whose balance has changed. */
function ends(steps, { accounts }) {
  const moved = new Set(steps.flatMap(({ moves }) => Object.keys(moves)));
  return accounts
    .filter(({ id, kind }) => kind === "subscriber" && moved.has(id))
    .flatMap(({ owner, balance }) => [
      `  const account${owner} = await send("GET", "/mock/accounts/${owner}");`,
      `  assert.equal(account${owner}.body.balance, "${balance}");`,
    ]);
}
