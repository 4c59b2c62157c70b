// A request as code to copy: for a terminal, for JavaScript, for Python. Each needs nothing that
// does not come with its language.

/** @typedef {import("./request.js").ApiRequest} ApiRequest */

/** @typedef {(base: string, request: ApiRequest) => string} Writer */

/** @type {Record<string, { name: string, write: Writer }>} */
export const SAMPLES = {
  curl: { name: "curl", write: curl },
  fetch: { name: "fetch", write: script },
  python: { name: "Python", write: python },
};

function curl(base, { method, path, headers, body }) {
  const usual = body === undefined ? "GET" : "POST";
  const lines = [
    `curl ${shell(base + path)}`,
    ...(method === usual ? [] : [`-X ${method}`]),
    ...Object.entries(headers).map(([name, value]) => `-H ${shell(`${name}: ${value}`)}`),
    ...(body === undefined ? [] : [`--data-binary ${shell(body)}`]),
  ];
  return lines.join(" \\\n  ");
}

/** As one word of a shell. */
function shell(text) {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function script(base, { method, path, headers, body }) {
  const value = jsonOf(body);
  const content = value === undefined ? JSON.stringify(body) : `JSON.stringify(${laid(value, 2)})`;
  return [
    `const response = await fetch(${JSON.stringify(base + path)}, {`,
    `  method: ${JSON.stringify(method)},`,
    `  headers: ${laid(headers, 2)},`,
    ...(body === undefined ? [] : [`  body: ${content},`]),
    "});",
    "console.log(response.status, await response.text());",
  ].join("\n");
}

function python(base, { method, path, headers, body }) {
  const value = jsonOf(body);
  const data =
    value === undefined
      ? `${JSON.stringify(body)}.encode()`
      : `json.dumps(${pythonic(value, "    ")}).encode()`;
  return [
    ...(body === undefined || value === undefined ? [] : ["import json"]),
    "import urllib.request",
    "",
    "request = urllib.request.Request(",
    `    ${JSON.stringify(base + path)},`,
    `    method=${JSON.stringify(method)},`,
    `    headers=${pythonic(headers, "    ")},`,
    ...(body === undefined ? [] : [`    data=${data},`]),
    ")",
    "with urllib.request.urlopen(request) as response:",
    "    print(response.status, response.read().decode())",
  ].join("\n");
}

/**
 * The value of a body, where writing it anew says the same: numbers would lose digits that the
 * languages do not keep.
 */
function jsonOf(body) {
  if (body === undefined) return undefined;
  try {
    const value = JSON.parse(body);
    const isSame = JSON.stringify(value) === body.replaceAll(/("(?:[^"\\]|\\.)*")|\s+/g, "$1");
    return isSame && typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

function laid(value, indent) {
  return JSON.stringify(value, null, 2).replaceAll("\n", `\n${" ".repeat(indent)}`);
}

/** A value as Python writes it. */
function pythonic(value, indent) {
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value !== "object") return JSON.stringify(value);
  const isList = Array.isArray(value);
  const [open, close] = isList ? "[]" : "{}";
  const inner = `${indent}    `;
  const lines = Object.entries(value).map(([name, field]) => {
    const text = pythonic(field, inner);
    return `${inner}${isList ? "" : `${JSON.stringify(name)}: `}${text},\n`;
  });
  return lines.length === 0 ? open + close : `${open}\n${lines.join("")}${indent}${close}`;
}
