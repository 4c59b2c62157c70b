import assert from "node:assert/strict";
import { test } from "node:test";
import {
  formatMinorUnits, parseAmount, parseMinorUnits, places,
} from "../../js/minor-units.js";
import { seeded } from "../support/random.mjs";

/** Every number of minor units that a currency may have. */
const MINOR_UNITS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

/** The same text by integers of any size. */
function reference(count, minorUnits) {
  const digits = String(count < 0 ? -BigInt(count) : BigInt(count)).padStart(minorUnits + 1, "0");
  const place = digits.length - minorUnits;
  const sign = count < 0 ? "-" : "";
  return minorUnits === 0
    ? sign + digits
    : `${sign}${digits.slice(0, place)}.${digits.slice(place)}`;
}

function* counts() {
  for (let power = 0; power <= 53; power += 1) {
    for (const step of [-2, -1, 0, 1, 2]) yield 2 ** power + step;
  }
  for (let power = 0; power <= 15; power += 1) {
    for (const step of [-2, -1, 0, 1, 2]) yield 10 ** power + step;
  }
  for (let count = 0; count < 20_000; count += 1) yield count;
  const random = seeded(1);
  for (let round = 0; round < 100_000; round += 1) {
    yield Math.floor(2 ** (53 * random()));
    // Quotients closest to the next integer are the ones that could round up to it.
    yield Math.floor(9e12 * random()) * 1_000 + 999;
  }
}

test("counts of minor units are written exactly, either sign", () => {
  for (const count of counts()) {
    if (Math.abs(count) > Number.MAX_SAFE_INTEGER) continue;
    for (const minorUnits of MINOR_UNITS) {
      assert.equal(formatMinorUnits(count, minorUnits), reference(count, minorUnits));
      assert.equal(formatMinorUnits(-count, minorUnits), reference(-count, minorUnits));
    }
  }
});

test("nothing is written as minus zero", () => {
  assert.equal(formatMinorUnits(-0, 2), "0.00");
  assert.equal(formatMinorUnits(-1, 2), "-0.01");
  assert.equal(formatMinorUnits(-1_100, 2), "-11.00");
});

test("plain amounts are read back exactly, or not at all", () => {
  let read = 0;
  for (const count of counts()) {
    if (count < 0 || count > Number.MAX_SAFE_INTEGER) continue;
    for (const minorUnits of MINOR_UNITS) {
      const text = reference(count, minorUnits);
      const found = parseMinorUnits(text, minorUnits);
      if (found === -1) {
        assert.ok(text.split(".")[0].length + minorUnits > 15, text);
      } else {
        assert.equal(found, count);
        read += 1;
      }
    }
  }
  assert.ok(read > 100_000);
});

test("fewer decimals and leading zeros are plain", () => {
  const cases = [
    ["0", 2, 0],
    ["7", 2, 700],
    ["7.5", 2, 750],
    ["007.50", 2, 750],
    ["7", 0, 7],
    ["1.2345", 4, 12_345],
    ["9999999999999", 2, 999_999_999_999_900],
  ];
  for (const [text, minorUnits, count] of cases) {
    assert.equal(parseMinorUnits(text, minorUnits), count, text);
  }
});

test("whatever is not plain is left to the module", () => {
  const texts = ["", ".", "1.", ".5", "1.234", "1.2.3", "-1", "+1", "1e3", "١", " 1", "1 ", "1,5"];
  for (const text of [...texts, "1\0", "0x1", "1_0", "99999999999999", "9".repeat(400)]) {
    assert.equal(parseMinorUnits(text, 2), -1, JSON.stringify(text));
  }
  assert.equal(parseMinorUnits("1.0", 0), -1);
});

test("more decimals than the currency has are counted in the last of them", () => {
  const cases = [
    ["1.234", 2, 1_234, 3],
    ["0.10", 1, 10, 2],
    ["7.5", 0, 75, 1],
    ["1.23", 2, 123, 2],
    ["7", 2, 700, 2],
    ["0.00000000000001", 2, 1, 14],
    ["99999999.9999999", 2, 999_999_999_999_999, 7],
  ];
  for (const [text, minorUnits, count, decimals] of cases) {
    assert.equal(parseAmount(text, minorUnits), count, text);
    assert.equal(places, decimals, text);
  }
  for (const text of ["1.", ".125", "1.2.3", "-1.234", "1.234e1", "1,234", "1234567890.1234567"]) {
    assert.equal(parseAmount(text, 2), -1, text);
  }
});

/** What is plain, as the documentation says it; the count is made of integers of any size. */
function plainly(text, minorUnits) {
  const [all, whole, decimals = ""] = /^([0-9]+)(?:\.([0-9]+))?$/.exec(text) ?? [];
  if (all === undefined || text.length > 16 || whole.length + minorUnits > 15) return { count: -1 };
  const counted = Math.max(decimals.length, minorUnits);
  return { count: Number(BigInt(whole + decimals.padEnd(counted, "0"))), counted };
}

/** Texts that are amounts, or almost: digits with a point, in which one character is another. */
function* oddTexts() {
  const odd = [..."-+.,eE /:09\0\n١０", "\uffff"];
  const random = seeded(2);
  const below = (end) => Math.floor(end * random());
  const digits = (length) => Array.from({ length }, () => below(10)).join("");
  for (let round = 0; round < 200_000; round += 1) {
    const decimals = below(3) === 0 ? "" : `.${digits(below(5))}`;
    const text = digits(below(below(6) === 0 ? 18 : 8)) + decimals;
    yield text;
    const place = below(text.length + 1);
    const character = odd[below(odd.length)];
    yield text.slice(0, place) + character + text.slice(place);
    yield text.slice(0, place) + character + text.slice(place + 1);
  }
}

test("odd texts are read as the plain way says, or not at all", () => {
  const seen = { read: 0, finer: 0, left: 0 };
  for (const text of oddTexts()) {
    for (const minorUnits of [0, 1, 2, 3, 4]) {
      const { count, counted } = plainly(text, minorUnits);
      const shown = `${JSON.stringify(text)} with ${minorUnits} decimals`;
      assert.equal(parseAmount(text, minorUnits), count, shown);
      if (count !== -1) assert.equal(places, counted, shown);
      assert.equal(parseMinorUnits(text, minorUnits), counted === minorUnits ? count : -1, shown);
      seen[count === -1 ? "left" : counted === minorUnits ? "read" : "finer"] += 1;
    }
  }
  for (const [kind, times] of Object.entries(seen)) assert.ok(times > 100_000, kind);
});
