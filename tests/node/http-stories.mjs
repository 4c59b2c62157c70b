// Plays the stories of tests/data/http; tests/served/play.rs has their grammar.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";

const FOLDER = new URL("../data/http/", import.meta.url);

/** The stories of every file: `{ file, it, config, define, headers, lines }`. */
export function httpStories() {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith(".jsonl"));
  return files.sort().flatMap((file) => {
    const told = [];
    let above = {};
    for (const [index, text] of readFileSync(new URL(file, FOLDER), "utf8").split("\n").entries()) {
      if (text === "" || text.startsWith("#")) continue;
      const line = JSON.parse(text);
      if (line.it) {
        const config = line.config && JSON.parse(JSON.stringify(line.config, sorted));
        told.push({ file, ...above, it: line.it, config, lines: [] });
      } else if (line.send) told.at(-1).lines.push({ ...line, number: index + 1 });
      else above = line;
    }
    return told;
  });
}

/** The checksum that Rust has of everything that a story is answered. */
export function checksums() {
  const rows = readFileSync(new URL("bytes.tsv", FOLDER), "utf8").split("\n");
  const cells = rows.filter((row) => row !== "" && !row.startsWith("#"));
  return new Map(cells.map((row) => row.split("\t")).map(([file, it, sum]) => [file + it, sum]));
}

/** FNV-1a of 64 bits. */
export function checksum(text) {
  let sum = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text)) {
    sum = BigInt.asUintN(64, (sum ^ BigInt(byte)) * 0x100000001b3n);
  }
  return sum.toString(16).padStart(16, "0");
}

/** Sets the field of that name wherever it stands first; whether it stands anywhere. */
function put(body, name, value) {
  if (typeof body !== "object" || body === null) return false;
  if (!Array.isArray(body) && Object.hasOwn(body, name)) {
    if (value === "$absent") delete body[name];
    else body[name] = value;
    return true;
  }
  return Object.values(body).some((field) => put(field, name, value));
}

/** The fields of an object in the order in which Rust's tests send them. */
function sorted(_, value) {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort());
}

/** Plays a story with a function that answers requests: all that it was answered, as text. */
export function playHttp(story, handle) {
  const named = new Map();
  const fillText = (text) =>
    text.replaceAll(/\$\{(\w+)(?:@([\w-]+)|((?:\.\w+)*))\}/g, (_, name, header, path) => {
      const { body, headers } = named.get(name);
      if (header !== undefined) return headers[header];
      const found = path.split(".").slice(1).reduce((value, key) => value[key], body);
      assert.notEqual(found, undefined, `${name}${path} names nothing`);
      return typeof found === "string" ? found : JSON.stringify(found);
    });
  const fill = (value) => {
    if (typeof value === "string") return fillText(value);
    if (Array.isArray(value)) return value.map(fill);
    if (typeof value !== "object" || value === null) return value;
    const { $from, ...fields } = value;
    const filled = Object.entries(fields).map(([name, field]) => [name, fill(field)]);
    if ($from === undefined) return Object.fromEntries(filled);
    const body = fill(structuredClone(story.define[$from]));
    for (const [name, field] of filled) assert.ok(put(body, name, field), `${name} is nowhere`);
    return body;
  };
  const holds = (expected, found, place) => {
    if (expected === "$any") assert.notEqual(found ?? null, null, place);
    else if (expected === "$absent") assert.equal(found ?? null, null, place);
    else if (typeof expected === "string" && expected.startsWith("$contains:")) {
      const text = JSON.stringify(found).replaceAll('\\"', '"');
      assert.ok(text.includes(expected.slice("$contains:".length)), `${place}: ${text}`);
    } else if (typeof expected === "string") assert.equal(found, fillText(expected), place);
    else if (Array.isArray(expected)) {
      assert.equal(found?.length, expected.length, place);
      expected.forEach((item, index) => holds(item, found[index], `${place}/${index}`));
    } else if (typeof expected === "object" && expected !== null) {
      for (const [name, field] of Object.entries(expected)) {
        holds(field, found?.[name], `${place}/${name}`);
      }
    } else assert.equal(found ?? null, expected, place);
  };
  let transcript = "";
  for (const line of story.lines) {
    const [method, ...url] = fillText(line.send).split(" ");
    const headers = { ...story.headers };
    for (const [name, value] of Object.entries(line.headers ?? {})) {
      delete headers[name];
      if (value !== null) headers[name] = fillText(value);
    }
    const body =
      line.body === undefined || typeof line.body === "string"
        ? line.body && fillText(line.body)
        : JSON.stringify(fill(line.body), sorted);
    const request = { method, url: url.join(" "), headers: sorted("", headers), body };
    const response = handle(request, { admin: line.hidden !== true });
    const place = `${story.file}:${line.number} ${line.send} ${JSON.stringify(response)}`;
    // The OpenAPI document is compared elsewhere: it shows other stories.
    if (response.body.length < 1 << 16) transcript += `${JSON.stringify(response)}\n`;
    assert.equal(response.status, line.status, place);
    for (const [name, value] of Object.entries(line.with ?? {})) {
      holds(value, response.headers[name], `${place} ${name}`);
    }
    const isJson = response.headers["content-type"]?.includes("json") && response.body !== "";
    const found = isJson ? JSON.parse(response.body) : response.body;
    if (line.says !== undefined) holds(line.says, found, place);
    if (line.as) named.set(line.as, { body: found, headers: response.headers });
  }
  return transcript;
}
