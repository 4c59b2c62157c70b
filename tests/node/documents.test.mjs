import assert from "node:assert/strict";
import { test } from "node:test";
import { readJson, readXml, writeXml } from "../../pkg/ledger/text.js";
import { ReckonerError } from "../../pkg/node.js";

test("a document is the same data in both formats", () => {
  const line = '{"chargeCode":"A1","chargeCriteriaValue":1500.5}';
  const json = `{"txnDetails":[{"priceMethods":[${line}]}]}`;
  const request = JSON.parse(json);
  assert.deepEqual(readJson(json), request);
  assert.deepEqual(readXml(writeXml(request, "ChargeCalculationRequestDto")), request);
});

test("no digit is lost on the way to JavaScript", () => {
  const digits = "0.12345678901234567890";
  assert.deepEqual(readJson(`[${digits},12.50,1e999]`), [digits, 12.5, "1e+999"]);
  const xml = `<r><exchangeRate>${digits}</exchangeRate></r>`;
  assert.deepEqual(readXml(xml), { exchangeRate: digits });
});

test("a field named `__proto__` is a field", () => {
  const data = readJson('{"__proto__":{"charge":1}}');
  assert.deepEqual(Object.keys(data), ["__proto__"]);
  assert.equal(data.charge, undefined);
});

test("what is refused is a `ReckonerError` of the package", () => {
  const code = (code) => (error) => error instanceof ReckonerError && error.code === code;
  assert.throws(() => readJson('{"a":1,"a":2}'), code("json-duplicate-field"));
  assert.throws(() => readXml("<!DOCTYPE a><a/>"), code("xml-doctype"));
});
