// `chargeMany` is `charge`, many times: on both kinds of arrays, in all of its ways, or not at all.

import assert from "node:assert/strict";
import { test } from "node:test";
import { runInNewContext } from "node:vm";
import { compile, ReckonerError } from "../../pkg/node.js";
import { attempt, MODES, placesOf, SAFE, sample, tariffs, toText, toUnits } from "./rules.mjs";
import { seeded } from "../support/random.mjs";

const CARD = "A<1000C|5C|2.5P*A|>30C|<2000C";
const FIVE_TIERS = {
  graduated: [
    { upTo: "1000", percentage: "2.5", flat: "1" },
    { upTo: "5000", percentage: "2" },
    { upTo: "20000", percentage: "1.5" },
    { upTo: "100000", percentage: "1" },
    { percentage: "0.5" },
  ],
  minimum: "5",
  maximum: "2500",
};

const TOO_LARGE = "result-overflow";

/**
 * What `charge` says to integers of minor units: charges, or the code of a refusal. Charges that
 * 64 bits cannot hold are too large for an array, though not for a text.
 */
function oneByOne(tariff, places, amounts) {
  return amounts.map((units) => {
    const { code, value } = attempt(() => tariff.charge(toText(units, places)));
    if (code !== undefined) return { code, units };
    const charge = toUnits(value, places);
    return BigInt.asIntN(64, charge) === charge ? { charge, units } : { code: TOO_LARGE, units };
  });
}

const doubles = (units) => Float64Array.from(units, Number);
const integers = (units) => BigInt64Array.from(units);

/** Checks both kinds of arrays, with everything that can be charged, and each refusal. */
function compare(tariff, places, amounts, name) {
  const answers = oneByOne(tariff, places, amounts);
  const good = answers.filter(({ code }) => code === undefined);
  const safe = good.filter(({ charge }) => charge <= SAFE && charge >= -SAFE);
  const safeUnits = safe.map(({ units }) => units);
  // All at once, and few: one great amount leaves its whole block to the calculator.
  for (const size of [Infinity, 8]) {
    for (const [make, all] of [[integers, good], [doubles, safe]]) {
      for (let start = 0; start < all.length || start === 0; start += size) {
        const part = all.slice(start, start + size);
        const charges = tariff.chargeMany(make(part.map(({ units }) => units)));
        assert.deepEqual(charges, make(part.map(({ charge }) => charge)), name);
      }
    }
  }
  for (const { code, units } of answers.filter(({ code }) => code !== undefined)) {
    for (const make of [doubles, integers]) {
      assertRefused(tariff, make([...safeUnits, units]), safeUnits.length, code);
    }
  }
  return good.length;
}

/** Refused for one of the codes at the index, with nothing written. */
function assertRefused(tariff, amounts, index, ...codes) {
  const out = amounts.slice().fill(amounts instanceof BigInt64Array ? -7n : -7);
  const before = out.slice();
  assert.throws(
    () => tariff.chargeMany(amounts, out),
    (error) => {
      assert.ok(error instanceof ReckonerError, String(error));
      assert.ok(codes.includes(error.code), `${error.code} is none of ${codes}`);
      assert.deepEqual(
        error.problems.map(({ path }) => path),
        [`/${index}`],
      );
      return error.message.startsWith(`/${index}: `);
    },
  );
  assert.deepEqual(out, before);
}

test("every generated rule, around its borders, at random and at the ends", () => {
  const random = seeded(41);
  let charged = 0;
  let withoutCurve = 0;
  for (const { name, places, rule, tariff } of tariffs()) {
    charged += compare(tariff, places, sample(rule, places, random), name);
    if (!tariff.exactCurve) withoutCurve += 1;
    tariff.free();
  }
  assert.ok(charged > 20_000 && withoutCurve > 20, `${charged} charges, ${withoutCurve} falls`);
});

test("every rounding mode, increments, and currencies of every length", () => {
  const random = seeded(42);
  const rules = [
    { volume: [{ upTo: "3", flat: "0.01" }, { percentage: "100" }], chargeOnZero: true },
    CARD, "39C-A", "2.5P*A", "0.333C*A+0.005C", "A-0.015C", "A*0.5C", "1.005C*A", "A<10C|A*A|5C",
    "0.0001P*A", "200P*A", "A*A*0.01C",
  ];
  const increments = { JPY: ["1", "5"], LKR: ["0.01", "0.49"], KWD: ["0.25"], CLF: ["0.0007"] };
  for (const [currency, own] of Object.entries(increments)) {
    const places = placesOf(currency);
    const half = Array.from({ length: 50 }, (_, index) => BigInt(index * 10));
    const amounts = [...sample(FIVE_TIERS, places, random), ...half];
    for (const rounding of MODES) {
      for (const increment of own) {
        for (const rule of [...rules, FIVE_TIERS, { perUnit: "0.15", unit: "7" }]) {
          const options = { currency, increment, rounding };
          compare(compile(rule, options), places, amounts, JSON.stringify([rule, options]));
        }
      }
    }
  }
});

/** Tiers, bounds and what is free, with small figures: all borders lie within 30.00. */
function smallRule(random) {
  const figure = (most, least = 0) => (least + random() * (most - least)).toFixed(2);
  const maybe = (part, value) => (random() < part ? value : undefined);
  let end = 0;
  const tiers = Array.from({ length: 1 + random.below(5) }, () => {
    end += 0.01 + random() * 4;
    const percentage = figure(30, random() < 0.1 ? -30 : 0);
    return { upTo: end.toFixed(2), percentage, flat: maybe(0.5, figure(2)) };
  });
  delete tiers.at(-1).upTo;
  return JSON.parse(JSON.stringify({
    [random() < 0.5 ? "graduated" : "volume"]: tiers,
    minimum: maybe(0.6, figure(3)),
    maximum: maybe(0.6, figure(8, 3)),
    free: maybe(0.3, figure(3)),
    chargeOnZero: maybe(0.2, true),
    rounding: random.pick(MODES),
    increment: maybe(0.2, "0.05"),
  }));
}

test("every amount of a grid, for rules whose bounds meet their tiers anywhere", () => {
  const random = seeded(43);
  const amounts = Array.from({ length: 3_001 }, (_, index) => BigInt(index));
  for (const rule of Array.from({ length: 80 }, () => smallRule(random))) {
    compare(compile(rule), 2, amounts, JSON.stringify(rule));
  }
});

test("quotients next to a whole number, as far as figures of a double are exact", () => {
  const random = seeded(44);
  for (const percentage of ["0.0001", "0.03", "0.7", "2.9", "33.333", "99.9999", "12345.67"]) {
    for (const rounding of MODES) {
      const amounts = [];
      const part = BigInt(Math.round(Number(percentage) * 10_000));
      for (let count = 0; count < 460; count += 1) {
        // About what is charged so many minor units, or so many and a half.
        const end = BigInt(Math.floor(2 ** (8 + (count % 46)) * (1 - random() / 1_000)));
        const amount = (((end * part * 2n) / 1_000_000n) * 1_000_000n) / (part * 2n);
        amounts.push(amount - 1n, amount, amount + 1n, amount + 2n, end - (end % 500_000n));
      }
      const inside = amounts.filter((units) => units >= 0n && units <= SAFE);
      const rule = { percentage, minimum: "0.02", rounding };
      compare(compile(rule), 2, inside, JSON.stringify(rule));
    }
  }
});

test("charges that no double can hold are exact integers, and refused as doubles", () => {
  const tariff = compile("1000C*A", { currency: "JPY", increment: "1000" });
  const units = 2n ** 50n + 12_345n;
  assert.deepEqual(tariff.chargeMany(integers([units])), integers([units * 1_000n]));
  assertRefused(tariff, doubles([1n, units]), 1, "amount-inexact");
});

test("arrays of every length around those of a block", () => {
  const tariff = compile(FIVE_TIERS);
  const slow = compile({ perUnit: "0.15", unit: "7" });
  for (const length of [0, 1, 2, 7, 8, 9, 16_383, 16_384, 16_385, 50_000]) {
    for (const each of length > 1_000 ? [tariff] : [tariff, slow]) {
      const units = Array.from({ length }, (_, index) => BigInt(index * 997) % 30_000_000n);
      const charges = units.map((units) => toUnits(each.charge(toText(units, 2)), 2));
      assert.deepEqual(each.chargeMany(integers(units)), integers(charges), `${length}`);
      assert.deepEqual(each.chargeMany(doubles(units)), doubles(charges), `${length}`);
    }
  }
});

test("`out` is what is given back, be it the amounts themselves or a part of an array", () => {
  const tariff = compile(CARD);
  for (const [make, kind] of [[doubles, Float64Array], [integers, BigInt64Array]]) {
    for (const length of [0, 3, 40_000]) {
      const units = Array.from({ length }, (_, index) => BigInt(index * 331));
      const amounts = make(units);
      const expected = tariff.chargeMany(amounts);
      assert.notEqual(expected, amounts);
      assert.deepEqual(amounts, make(units));
      const out = new kind(length);
      assert.equal(tariff.chargeMany(amounts, out), out);
      assert.deepEqual(out, expected);

      const whole = new kind(length + 10).fill(make([9n])[0]);
      const part = whole.subarray(4, 4 + length);
      assert.equal(tariff.chargeMany(amounts, part), part);
      assert.deepEqual(part, expected);
      const rest = [...whole.subarray(0, 4), ...whole.subarray(4 + length)];
      assert.deepEqual(rest.map(Number), Array(10).fill(9));
      part.set(amounts);
      // Both lie in one buffer, one element apart.
      const shifted = whole.subarray(5, 5 + length);
      assert.deepEqual(tariff.chargeMany(part, shifted), expected);
      assert.equal(tariff.chargeMany(amounts, amounts), amounts);
      assert.deepEqual(amounts, expected);
    }
  }
});

test("a later, longer or shorter call changes no earlier result", () => {
  const tariff = compile("2C*A");
  const long = tariff.chargeMany(Float64Array.from({ length: 40_000 }, (_, index) => index));
  const copy = long.slice();
  tariff.chargeMany(new Float64Array(40_000).fill(5));
  tariff.chargeMany(new Float64Array(3).fill(5), new Float64Array(3));
  tariff.chargeMany(new Float64Array(40_000).fill(6), new Float64Array(40_000));
  assert.deepEqual(long, copy);
  assert.deepEqual([long[1], long[39_999]], [2, 79_998]);
});

const BAD_DOUBLES = [
  [NaN, "amount-not-whole"],
  [Infinity, "amount-not-whole", "amount-inexact"],
  [-Infinity, "amount-not-whole", "amount-inexact", "amount-negative"],
  [1.5, "amount-not-whole"],
  [-0.5, "amount-not-whole"],
  [Number.MIN_VALUE, "amount-not-whole"],
  [2 ** 51 + 0.5, "amount-not-whole"],
  [-1, "amount-negative"],
  [Number.MIN_SAFE_INTEGER, "amount-negative"],
  [2 ** 53, "amount-inexact"],
  [2 ** 60, "amount-inexact"],
  [2 ** 63, "amount-inexact", "amount-not-whole"],
  [2 ** 64, "amount-inexact", "amount-not-whole"],
  [-(2 ** 63), "amount-inexact", "amount-negative"],
  [Number.MAX_VALUE, "amount-inexact", "amount-not-whole"],
];
const BAD_INTEGERS = [
  [-1n, "amount-negative"],
  [-(2n ** 63n), "amount-negative"],
];

test("more amounts than have room at once", () => {
  const length = 2 ** 20 + 5;
  const tariff = compile(FIVE_TIERS);
  const amounts = Float64Array.from({ length }, (_, index) => index * 13);
  const expected = (index) => toUnits(tariff.charge(toText(BigInt(index * 13), 2)), 2);
  const charges = tariff.chargeMany(amounts);
  const out = new BigInt64Array(length);
  assert.equal(tariff.chargeMany(BigInt64Array.from(amounts, BigInt), out), out);
  for (let index = 0; index < length; index += index < 1_048_500 ? 4_999 : 1) {
    assert.deepEqual([BigInt(charges[index]), out[index]], Array(2).fill(expected(index)));
  }
  amounts[length - 1] = 1.5;
  assertRefused(tariff, amounts, length - 1, "amount-not-whole");
});

test("a bad value anywhere is named with its index, and nothing is written", () => {
  for (const rule of [CARD, FIVE_TIERS, "39C-A", "A*A", { perUnit: "1", unit: "10" }]) {
    const tariff = compile(rule);
    for (const length of [1, 2, 7, 8, 9, 16_384, 16_385, 40_000]) {
      const indices = new Set([0, length >> 1, length - 1]);
      for (const index of indices) {
        for (const [kind, bad] of [[Float64Array, BAD_DOUBLES], [BigInt64Array, BAD_INTEGERS]]) {
          // The long arrays take time, and every value was tried in a short one.
          for (const [value, ...codes] of length > 100 ? [bad[index % bad.length]] : bad) {
            const amounts = new kind(length).fill(kind === Float64Array ? 1_000 : 1_000n);
            amounts[index] = value;
            assertRefused(tariff, amounts, index, ...codes);
          }
        }
      }
    }
    tariff.free();
  }
});

test("the first bad value is the one that is named", () => {
  const tariff = compile(CARD);
  for (const length of [10, 40_000]) {
    const amounts = new Float64Array(length).fill(5);
    amounts[length - 1] = NaN;
    amounts[length - 3] = -1;
    assertRefused(tariff, amounts, length - 3, "amount-negative");
  }
});

test("integers of 64 bits have their charges, and those beyond them are refused", () => {
  const greatest = 2n ** 63n - 1n;
  assert.deepEqual(
    compile("A").chargeMany(integers([greatest, 0n])),
    integers([greatest, 0n]),
  );
  assertRefused(compile("2C*A"), integers([5n, greatest]), 1, "result-overflow");
  assertRefused(compile("A*A"), integers([5n, greatest]), 1, "too-many-digits");
  // Charged exactly, but no double can hold it.
  assertRefused(compile("2C*A"), doubles([5n, SAFE]), 1, "amount-inexact", "result-overflow");
  const rebate = compile("0C-2C*A");
  assertRefused(rebate, doubles([5n, SAFE]), 1, "amount-inexact", "result-overflow");
  assert.deepEqual(compile("39C-A").chargeMany(integers([greatest])), integers([3900n - greatest]));
});

test("zero is zero, without a sign", () => {
  for (const rule of ["2.5P*A", "0C-0.1P*A", { percentage: "1" }, "A*A", "0C*A"]) {
    const charges = compile(rule).chargeMany(new Float64Array([-0, 0, 1]));
    assert.deepEqual([...charges].map((charge) => Object.is(charge, -0)), [false, false, false]);
  }
});

test("only the two kinds of arrays are taken, and only pairs of a kind", () => {
  const tariff = compile(CARD);
  const fake = new DataView(new ArrayBuffer(16));
  Object.defineProperty(fake, Symbol.toStringTag, { value: "Float64Array" });
  const strangers = [
    undefined, null, 5, "5", {}, [1, 2], new Float32Array(2), new Int32Array(2),
    new BigUint64Array(2), new DataView(new ArrayBuffer(16)), new ArrayBuffer(16),
    { length: 2, 0: 1, 1: 2, [Symbol.toStringTag]: "Float64Array" },
    Object.create(Float64Array.prototype), fake,
  ];
  const refused = (action, path) =>
    assert.throws(
      action,
      ({ code, message, name, problems }) =>
        name === "ReckonerError" &&
        code === "wrong-type" &&
        message.startsWith(`${path}: expected a `) &&
        problems.length === 1 &&
        problems[0].path === path,
    );
  for (const stranger of strangers) {
    refused(() => tariff.chargeMany(stranger), "/amounts");
    if (stranger === undefined) continue;
    refused(() => tariff.chargeMany(new Float64Array(2), stranger), "/out");
  }
  refused(() => tariff.chargeMany(new Float64Array(2), new Float64Array(3)), "/out");
  refused(() => tariff.chargeMany(new Float64Array(2), new Float64Array(1)), "/out");
  refused(() => tariff.chargeMany(new Float64Array(2), new BigInt64Array(2)), "/out");
  refused(() => tariff.chargeMany(new BigInt64Array(2), new Float64Array(2)), "/out");
});

test("arrays of other realms, of subclasses, frozen, shared and of changing length", () => {
  const tariff = compile("2C*A");
  const foreign = runInNewContext("new Float64Array([1, 2])");
  assert.deepEqual([...tariff.chargeMany(foreign)], [2, 4]);
  assert.equal(tariff.chargeMany(foreign, foreign), foreign);
  assert.deepEqual([...foreign], [2, 4]);

  class Amounts extends BigInt64Array {}
  assert.deepEqual([...tariff.chargeMany(Amounts.of(1n, 2n))], [2n, 4n]);
  const closed = Object.preventExtensions(new Float64Array([1, 2]));
  assert.deepEqual([...tariff.chargeMany(closed, closed)], [2, 4]);
  assert.equal(tariff.chargeMany(Object.freeze(new Float64Array(0))).length, 0);

  for (const length of [2, 40_000]) {
    const shared = new Float64Array(new SharedArrayBuffer(8 * length)).fill(3);
    const out = new Float64Array(new SharedArrayBuffer(8 * length));
    assert.equal(tariff.chargeMany(shared, out), out);
    assert.deepEqual([out[0], out[length - 1]], [6, 6]);
  }

  // Older compilers do not know the second parameter.
  const buffer = Reflect.construct(ArrayBuffer, [32, { maxByteLength: 80 }]);
  const growing = new Float64Array(buffer);
  Reflect.apply(ArrayBuffer.prototype["resize"], buffer, [64]);
  growing.fill(4);
  assert.deepEqual([...tariff.chargeMany(growing)], Array(8).fill(8));
});

const DETACHED = "the buffer of the array is detached";

test("an array whose buffer has gone is refused", () => {
  const tariff = compile("2C*A");
  const gone = new Float64Array([1, 2]);
  structuredClone(gone.buffer, { transfer: [gone.buffer] });
  const refused = (path) => ({ code: "wrong-type", message: `${path}: ${DETACHED}` });
  assert.throws(() => tariff.chargeMany(gone), refused("/amounts"));
  assert.throws(() => tariff.chargeMany(new Float64Array(2), gone), refused("/out"));
  assert.throws(() => tariff.chargeMany(new Float64Array(0), gone), refused("/out"));
  assert.deepEqual([...tariff.chargeMany(new Float64Array([1, 2]))], [2, 4]);
});

test("tariffs take turns, refusals in between change nothing, and a freed one is refused", () => {
  const [twice, thrice] = [compile("2C*A"), compile("3C*A", { currency: "JPY" })];
  const amounts = Float64Array.from({ length: 20_000 }, (_, index) => index);
  for (let turn = 0; turn < 3; turn += 1) {
    assert.equal(twice.chargeMany(amounts)[19_999], 39_998);
    assert.throws(() => twice.chargeMany(new Float64Array([1, NaN])));
    assert.equal(thrice.chargeMany(amounts)[19_999], 59_997);
  }
  twice.free();
  assert.throws(() => twice.chargeMany(amounts), { code: "tariff-freed" });
  assert.equal(thrice.chargeMany(amounts)[1], 3);
});
