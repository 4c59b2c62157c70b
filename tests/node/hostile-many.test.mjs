// Arrays that lie: `chargeMany` reads them by what they are, and runs no code of theirs.

import assert from "node:assert/strict";
import { test } from "node:test";
import { runInNewContext } from "node:vm";
import { compile } from "../../pkg/node.js";
import { seeded } from "../support/random.mjs";

/** Longer than a block, so that an array is read in parts. */
const LENGTHS = [0, 1, 7, 8, 9, 16_384, 16_385, 40_000];

const KINDS = [
  [Float64Array, Number],
  [BigInt64Array, BigInt],
];

const TWICE = compile("2C*A");
/** Without lanes and kernel: the calculator charges each. */
const SQUARE = compile("A*A*0.01C");

/** Every way in which an array can run code of its own: each only counts. */
function lying(Kind, ran) {
  const told = (name) => () => void ran.push(name);
  class Liar extends Kind {
    static get [Symbol.species]() {
      ran.push("species");
      return Array;
    }
  }
  const names = [
    "length", "byteLength", "byteOffset", "buffer", "constructor", "subarray", "slice", "set", "at",
    "keys", "values", "entries", "fill", "map", "toString", "valueOf", "toJSON", "toLocaleString",
    "BYTES_PER_ELEMENT", Symbol.iterator, Symbol.toStringTag, Symbol.toPrimitive,
  ];
  for (const name of names) {
    Object.defineProperty(Liar.prototype, name, { configurable: true, get: told(String(name)) });
  }
  return Liar;
}

test("no code of a subclass runs, whatever it defines", () => {
  for (const [Kind, number] of KINDS) {
    for (const length of LENGTHS) {
      for (const tariff of [TWICE, SQUARE]) {
        const ran = [];
        const Liar = lying(Kind, ran);
        const fill = Kind.prototype.fill;
        const amounts = fill.call(new Liar(length), number(100));
        const out = new Liar(length);
        // An own property goes before every other.
        for (const array of [amounts, out]) {
          Object.defineProperty(array, "length", { get: () => void ran.push("own length") });
          Object.defineProperty(array, "subarray", { value: () => ran.push("own subarray") });
        }
        ran.length = 0;
        assert.equal(tariff.chargeMany(amounts, out), out);
        const charges = tariff.chargeMany(amounts);
        assert.deepEqual(ran, []);
        const expected = new Kind(length).fill(number(tariff === TWICE ? 200 : 1));
        assert.deepEqual(charges, expected);
        assert.deepEqual(Kind.prototype.slice.call(new Kind(charges)), expected);
        for (let index = 0; index < length; index += 1) {
          if (out[index] !== expected[index]) assert.fail(`${out[index]} at ${index}`);
        }
      }
    }
  }
});

test("prototypes that were exchanged, and proxies", () => {
  for (const prototype of [null, {}, Array.prototype, BigInt64Array.prototype]) {
    const amounts = Object.setPrototypeOf(new Float64Array(20_000).fill(3), prototype);
    const charges = TWICE.chargeMany(amounts);
    assert.ok(charges instanceof Float64Array);
    assert.deepEqual([charges.length, charges[0], charges[19_999]], [20_000, 6, 6]);
  }
  const ran = [];
  const traps = new Proxy({}, { get: (_, name) => () => ran.push(name) });
  for (const proxy of [
    new Proxy(new Float64Array(2), traps),
    new Proxy(Float64Array.prototype, traps),
    Proxy.revocable(new Float64Array(2), {}).proxy,
  ]) {
    assert.throws(() => TWICE.chargeMany(proxy), { code: "wrong-type" });
    assert.throws(() => TWICE.chargeMany(new Float64Array(2), proxy), { code: "wrong-type" });
  }
  assert.deepEqual(ran, []);
});

/** A buffer that can change its length. Older compilers do not know the second parameter. */
const resizable = (bytes, most, Kind = ArrayBuffer) =>
  Reflect.construct(Kind, [bytes, { maxByteLength: most }]);
const resize = (buffer, bytes) =>
  Reflect.apply(Object.getPrototypeOf(buffer).resize, buffer, [bytes]);

const refusedFor = (path, words) => ({
  name: "ReckonerError",
  code: "wrong-type",
  message: `${path}: the buffer of the array is ${words}`,
});

test("an array whose buffer has shrunk is refused, and charged when it has grown again", () => {
  for (const [Kind, number] of KINDS) {
    const buffer = resizable(320_000, 320_000);
    const [fixed, tail] = [new Kind(buffer, 8, 39_000), new Kind(buffer, 160_000)];
    const [all, plain] = [new Kind(buffer), new Kind(39_000)];
    resize(buffer, 80);
    for (const gone of [fixed, tail]) {
      assert.equal(gone.length, 0);
      const shrunk = "no longer long enough for it";
      assert.throws(() => TWICE.chargeMany(gone), refusedFor("/amounts", shrunk));
      assert.throws(() => TWICE.chargeMany(plain, gone), refusedFor("/out", shrunk));
      assert.throws(() => TWICE.chargeMany(new Kind(0), gone), refusedFor("/out", shrunk));
    }
    assert.equal(TWICE.chargeMany(all.fill(number(4))).length, 10);
    resize(buffer, 320_000);
    all.fill(number(5));
    assert.deepEqual(TWICE.chargeMany(fixed), new Kind(39_000).fill(number(10)));
    assert.equal(TWICE.chargeMany(tail, tail), tail);
    assert.deepEqual([all[19_999], all[20_000], all[39_999]], [number(5), number(10), number(10)]);
  }
});

test("a buffer that was given away is refused, whatever the array says of itself", () => {
  for (const [Kind] of KINDS) {
    const gone = new Kind(20_000);
    structuredClone(gone.buffer, { transfer: [gone.buffer] });
    Object.defineProperty(gone, "length", { value: 20_000 });
    Object.defineProperty(gone, "buffer", { value: new ArrayBuffer(160_000) });
    Object.defineProperty(gone, "subarray", { value: () => new Kind(20_000) });
    assert.throws(() => TWICE.chargeMany(gone), refusedFor("/amounts", "detached"));
    assert.throws(() => TWICE.chargeMany(new Kind(20_000), gone), refusedFor("/out", "detached"));
  }
});

test("shared memory, fixed and growing, and arrays of other realms", () => {
  for (const [Kind, number] of KINDS) {
    const growing = resizable(8 * 100, 8 * 40_000, SharedArrayBuffer);
    const tracking = new Kind(growing);
    Reflect.apply(SharedArrayBuffer.prototype["grow"], growing, [8 * 40_000]);
    tracking.fill(number(7));
    assert.equal(TWICE.chargeMany(tracking, tracking), tracking);
    assert.deepEqual(new Kind(tracking), new Kind(40_000).fill(number(14)));
    const foreign = runInNewContext(`new ${Kind.name}(20_000)`);
    foreign.subarray = () => assert.fail("it was called");
    Object.setPrototypeOf(foreign, null);
    assert.deepEqual(TWICE.chargeMany(foreign), new Kind(20_000));
  }
});

test("amounts and charges that share memory do not disturb each other", () => {
  const random = seeded(11);
  for (let round = 0; round < 60; round += 1) {
    const length = LENGTHS[Math.floor(random() * LENGTHS.length)];
    const shift = Math.floor(random() * 20);
    const memory = Float64Array.from({ length: length + shift }, () => Math.floor(random() * 1e6));
    const forward = random() < 0.5;
    const amounts = memory.subarray(forward ? 0 : shift, forward ? length : length + shift);
    const out = memory.subarray(forward ? shift : 0, forward ? length + shift : length);
    const expected = amounts.map((amount) => 2 * amount);
    assert.equal(TWICE.chargeMany(amounts, out), out);
    assert.deepEqual(out, expected);
  }
});

test("a refusal leaves a lying array as it was", () => {
  const ran = [];
  const Liar = lying(Float64Array, ran);
  const amounts = Float64Array.prototype.fill.call(new Liar(20_000), 5);
  amounts[19_999] = -1;
  const before = new Float64Array(amounts);
  ran.length = 0;
  assert.throws(() => TWICE.chargeMany(amounts, amounts), {
    code: "amount-negative",
    message: /^\/19999: /,
  });
  assert.deepEqual(ran, []);
  assert.deepEqual(new Float64Array(amounts), before);
  assert.deepEqual(TWICE.chargeMany(new Float64Array([1, 2])), new Float64Array([2, 4]));
});
