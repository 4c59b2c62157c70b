import assert from "node:assert/strict";
import { test } from "node:test";
import { formatMinorUnits, parseMinorUnits } from "../../js/minor-units.js";
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
