// Plays the stories of tests/data/ledger; tests/ledger/scenarios.rs has their grammar.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";

const FOLDER = new URL("../data/ledger/", import.meta.url);
const WRAPPERS = ["makePayment", "refundTransaction", "amountReservationTransaction"];

/** The stories of every file: `{ file, it, config, define, lines }`. */
export function stories() {
  return readdirSync(FOLDER).flatMap((file) => {
    const told = [];
    let define = {};
    readFileSync(new URL(file, FOLDER), "utf8")
      .split("\n")
      .forEach((text, index) => {
        if (text === "" || text.startsWith("#")) return;
        const line = JSON.parse(text);
        if (line.define) define = line.define;
        else if (line.it) told.push({ file, it: line.it, config: line.config, define, lines: [] });
        else told.at(-1).lines.push({ ...line, number: index + 1 });
      });
    return told;
  });
}

/** Calls a ledger by the name of an operation. */
export function call(ledger, operation, args) {
  return operation === "now" ? ledger.now : ledger[operation](...args);
}

/** What an answer of a flow is recognised by. */
export function outcome(body) {
  const exception = body.requestError?.serviceException ?? body.requestError?.policyException;
  const wrapped = WRAPPERS.map((name) => body[name]?.transactionOperationStatus).find(Boolean);
  const code = exception?.messageId ?? body.fault?.code ?? body.statusCode ?? wrapped;
  return code ?? String(body.resCode ?? "");
}

/** Sets the field of that name wherever it stands; whether it stands anywhere. */
function put(body, name, value) {
  if (typeof body !== "object" || body === null) return false;
  if (Object.hasOwn(body, name)) {
    if (value === "$absent") delete body[name];
    else body[name] = value;
    return true;
  }
  return Object.values(body).some((field) => put(field, name, value));
}

/** Plays a story against a new ledger. */
export function play(story, ledger) {
  const named = new Map();
  const find = (text) => {
    const [name, ...path] = text.slice(1).split(".");
    const found = path.reduce((value, key) => value[key], named.get(name));
    assert.notEqual(found, undefined, `${text} names nothing`);
    return found;
  };
  const fill = (value) => {
    if (typeof value === "string") {
      return value.startsWith("$") && value !== "$absent" ? find(value) : value;
    }
    if (Array.isArray(value)) return value.map(fill);
    if (typeof value !== "object" || value === null) return value;
    const { $from, ...fields } = value;
    const filled = Object.entries(fields).map(([name, field]) => [name, fill(field)]);
    if ($from === undefined) return Object.fromEntries(filled);
    const body = fill(story.define[$from]);
    for (const [name, field] of filled) {
      if (put(body, name, field)) continue;
      const inner = Object.values(body);
      const wrapper = inner.length === 1 && typeof inner[0] === "object" ? inner[0] : body;
      wrapper[name] = field;
    }
    return body;
  };
  const holds = (expected, found, where) => {
    const differs = `${where}: expected ${JSON.stringify(expected)}, not ${JSON.stringify(found)}`;
    if (typeof expected === "string" && expected.startsWith("$")) {
      if (expected === "$any") assert.ok((found ?? null) !== null, differs);
      else if (expected === "$absent") assert.equal(found, undefined, differs);
      else if (expected.startsWith("$contains:")) {
        assert.ok(JSON.stringify(found).includes(expected.slice(10)), differs);
      } else if (expected.startsWith("$above:")) {
        assert.ok(found > Number(expected.slice(7)), differs);
      } else assert.deepEqual(found, find(expected), differs);
    } else if (Array.isArray(expected)) {
      assert.equal(found?.length, expected.length, differs);
      expected.forEach((item, index) => holds(item, found[index], `${where}/${index}`));
    } else if (expected?.$some) {
      for (const one of expected.$some) {
        const fits = (each) => {
          try {
            holds(one, each, where);
            return true;
          } catch {
            return false;
          }
        };
        assert.ok(found.some(fits), `${where}: ${JSON.stringify(one)} is not there`);
      }
    } else if (typeof expected === "object" && expected !== null) {
      assert.equal(typeof found, "object", differs);
      assert.ok(found !== null, differs);
      for (const [name, field] of Object.entries(expected)) {
        holds(field, found[name], `${where}/${name}`);
      }
    } else assert.deepEqual(found ?? null, expected, differs);
  };

  for (const line of story.lines) {
    const place = `${story.file}:${line.number}`;
    const args = fill(line.args);
    if (line.refuses) {
      assert.throws(() => call(ledger, line.call, args), `${place}: accepted`);
      continue;
    }
    const answer = call(ledger, line.call, args) ?? null;
    if (line.same) {
      const first = { ...named.get(line.same), replayed: true };
      assert.deepEqual({ ...answer }, first, place);
    }
    if (line.expect !== undefined) {
      const flow = typeof answer?.status === "number" && answer.body !== undefined;
      const seen = flow ? { ...answer, code: outcome(answer.body) } : answer;
      holds(line.expect, seen, place);
    }
    if (line.as) named.set(line.as, answer);
  }
}
