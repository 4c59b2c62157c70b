// Splitting and adding amounts, as callers see them.

import assert from "node:assert/strict";
import { test } from "node:test";
import { allocate, compile, sum } from "../../pkg/node.js";

/** The code and the path of each problem of a refusal. */
function refused(action) {
  try {
    action();
  } catch (error) {
    return error.problems.map(({ code, path }) => `${code} ${path}`);
  }
  return [];
}

test("parts are multiples of an increment", () => {
  const options = { currency: "CHF", increment: "0.05" };
  assert.deepEqual(allocate("1.15", [1, 1, 1], options), ["0.40", "0.40", "0.35"]);
  assert.deepEqual(allocate("-1.15", [1, 1, 1], options), ["-0.40", "-0.40", "-0.35"]);
  assert.deepEqual(
    refused(() => allocate("1.13", [1, 1], options)),
    ["amount-not-a-multiple /amount"],
  );
  assert.deepEqual(
    refused(() => allocate("1.13", [1, 1], { increment: "0.001" })),
    ["increment-not-on-grid /options/increment"],
  );
});

test("one party takes the rest", () => {
  assert.deepEqual(allocate("6.45", [70, 30], { mode: "rest", rest: 0 }), ["4.51", "1.94"]);
  assert.deepEqual(allocate("6.45", [70, 30], { mode: "rest" }), ["4.52", "1.93"]);
  for (const rest of [2, -1, 0.5]) {
    assert.deepEqual(
      refused(() => allocate("5", [1, 1], { mode: "rest", rest })),
      ["rest-unknown /options/rest"],
    );
  }
  assert.deepEqual(
    refused(() => allocate("5", [1, 1], { rest: 0 })),
    ["rest-unused /options/rest"],
  );
});

test("ratios may be fractions, and each wrong one is named", () => {
  const thirds = ["100/3", "100/3", "100/3"];
  assert.deepEqual(allocate("1000000", thirds), ["333333.34", "333333.33", "333333.33"]);
  assert.deepEqual(
    refused(() => allocate("5", [1, "1/0", "1/x"])),
    ["amount-divides-by-zero /ratios/1", "amount-character /ratios/2"],
  );
  assert.deepEqual(
    refused(() => allocate("5", [1, "-1/3"])),
    ["ratio-negative /ratios/1"],
  );
});

test("the quick way and the exact way split alike in up to nine digits", () => {
  for (let minorUnits = 0; minorUnits <= 9; minorUnits += 1) {
    const options = { currency: { code: "POINTS", minorUnits } };
    const parts = allocate("12345", [1, 1, 1], options);
    for (const part of parts) assert.equal((part.split(".")[1] ?? "").length, minorUnits);
    assert.equal(sum(parts, options), Number(12345).toFixed(minorUnits));
    assert.equal(compile("2P*A", options).charge("100"), (2).toFixed(minorUnits));
  }
});

test("sums are exact", () => {
  assert.equal(sum([]), "0.00");
  assert.equal(sum(["0.1", 0.2, 3n, "-1.30"]), "2.00");
  assert.equal(sum(["99999999999999999999.99", "0.01"]), "100000000000000000000.00");
  assert.deepEqual(
    refused(() => sum(["1", "1.005", "x"])),
    ["amount-character /amounts/2"],
  );
  assert.deepEqual(
    refused(() => sum(["1", "1.005"])),
    ["amount-too-many-decimals /amounts/1"],
  );
  assert.deepEqual(
    refused(() => sum(["99999999999999999999999999.99", "0.01"])),
    ["result-overflow /amounts"],
  );
  assert.deepEqual(
    refused(() => sum("1+1")),
    ["wrong-type /amounts"],
  );
});

test("an object that stands for a decimal is told to give its text", () => {
  const decimal = { s: 1, e: 0, d: [5], toString: () => "5" };
  for (const action of [() => sum([decimal]), () => compile("A").charge(decimal)]) {
    assert.throws(action, { code: "amount-type", message: /String\(value\)/ });
  }
});
