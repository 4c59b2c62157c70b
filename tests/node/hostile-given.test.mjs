// What tariffs are given: objects that answer otherwise each time, that call or free what reads
// them, and texts, numbers and lists that are far too long.

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  allocate, check, clamp, compile, format, ReckonerError, round, sum,
} from "../../pkg/node.js";
import { MockLedger } from "../../pkg/ledger/node.js";
import { seeded } from "../support/random.mjs";
import { changing } from "./hostile.mjs";

/** What a call answers or refuses, as text. */
function outcome(call) {
  try {
    const answer = call();
    const isTariff = typeof answer?.lint === "function";
    return JSON.stringify(isTariff ? [answer.source, answer.currency] : answer);
  } catch (error) {
    assert.ok(error instanceof ReckonerError, error?.stack);
    return JSON.stringify([error.code, error.message, error.diagnostics, error.problems]);
  }
}

const RULES = [
  { flat: "1", percentage: "2.5", minimum: "3", currency: "USD" },
  { flat: 1 },
  { perUnit: "0.5", per: "10" },
  { formula: "4P*A+20C", percentage: 1 },
  { graduated: [{ upTo: 250, flat: 10 }, { upTo: null, percentage: "1.5" }] },
  { volume: [{ upTo: "500", flat: "20" }, { upTo: null, flat: 30n }], maximum: 7 },
  { flat: "x", unknown: { deep: [1] } },
  [1, 2],
];
const OPTIONS = [
  undefined,
  {},
  { currency: "JPY" },
  { rounding: "down", increment: "5" },
  { mode: "x" },
];

test("everything is read once: what changes when it is read again is what it was", () => {
  const random = seeded(11);
  const values = [undefined, "9", -1, {}, [], "JPY", Symbol("x"), () => 1];
  const strange = () => random.pick(values);
  const tariff = compile({ flat: "1", percentage: "2" });
  const calls = [
    (rule, options) => compile(rule, options),
    (rule, options) => check("P*A+5C", options),
    (rule, options) => round("2.345", options),
    (rule) => clamp("2", rule),
    (rule) => tariff.solve(rule),
    (rule) => tariff.curve(rule),
    (rule) => tariff.charge(rule),
    (rule) => tariff.explain(rule),
  ];
  for (let index = 0; index < 4_000; index += 1) {
    const rule = random.pick([...RULES, { net: "50" }, { from: 1, to: "7" }]);
    const options = random.pick(OPTIONS);
    const call = random.pick(calls);
    const expected = outcome(() => call(rule, options));
    const [given, chosen] = [rule, options].map((data) => changing(data, random, strange));
    assert.equal(outcome(() => call(given, chosen)), expected);
  }
});

test("ratios and options of an allocation are read once, cold and warm", () => {
  const random = seeded(12);
  const strange = () => random.pick(["9", 0, undefined, {}, "JPY", "firstInOrder"]);
  const lists = [[1, 1, 1], ["3", 7], ["1", "x"], [2n, 1], [], [1, 1]];
  const options = [undefined, {}, { currency: "JPY" }, { mode: "firstInOrder" }, { x: 1 }];
  for (let index = 0; index < 4_000; index += 1) {
    const [ratios, chosen] = [random.pick(lists), random.pick(options)];
    const amount = random.pick(["100", "7", "0.01", 5]);
    const expected = outcome(() => allocate(amount, ratios, chosen));
    if (random() < 0.5) allocate("1", [random.below(9) + 1, 1]);
    const given = [ratios, chosen].map((data) => changing(data, random, strange));
    assert.equal(outcome(() => allocate(amount, ...given)), expected);
    assert.equal(outcome(() => allocate(amount, ratios, chosen)), expected, "after it");
  }
});

test("options and ratios that are broken are refused in the same words, quickly or not", () => {
  const broken = new Proxy([], { get: () => assert.fail(), ownKeys: () => assert.fail() });
  const throwing = { get mode() { return assert.fail(); } };
  for (const options of [[], broken, throwing, new Proxy({}, { ownKeys: () => assert.fail() })]) {
    // A number is always read by the module, a text by the quick way if it can be.
    const expected = outcome(() => allocate(10, [1, 1], options));
    assert.match(expected, /^\["wrong-type"/);
    assert.equal(outcome(() => allocate("10", [1, 1], options)), expected);
  }
  assert.equal(outcome(() => allocate("10", broken)), outcome(() => allocate(10, broken)));
});

test("a list of ratios or amounts that is too long is refused by its length, unread", () => {
  let reads = 0;
  const get = (list, key) => {
    reads += key === "length" ? 0 : 1;
    return list[key];
  };
  const long = new Proxy(new Array(1_000_001).fill(1), { get });
  const calls = { ratios: () => allocate("100", long), amounts: () => sum(long) };
  for (const [name, call] of Object.entries(calls)) {
    const expected = `expected an array of ${name}, found a value that is too large`;
    assert.throws(call, { code: "wrong-type", message: `/${name}: ${expected}` });
  }
  assert.equal(reads, 0);
  assert.equal(allocate("1", [1, 1])[0], "0.50");
});

test("who frees or calls the tariff that reads him is answered by a code, or rightly", () => {
  const uses = [
    (tariff, trick) => tariff.solve({ get net() { return trick(); } }),
    (tariff, trick) => tariff.curve({ get from() { return trick(); } }),
    (tariff, trick) => tariff.explain(new Proxy({}, { ownKeys: () => (trick(), []) })),
    (tariff, trick) => tariff.charge({ [Symbol.toPrimitive]: trick, valueOf: trick }),
    (tariff, trick) => compile({ get flat() { return trick(); } }, { get currency() { trick(); } }),
    (tariff, trick) => allocate("10", [1, { valueOf: trick, get x() { return trick(); } }]),
    (tariff, trick) => allocate("1", new Proxy([1, 1], { get: (of, key) => (trick(), of[key]) })),
  ];
  for (const use of uses) {
    const freed = compile("4P*A+20C");
    const frees = () => (freed.free(), "1");
    assert.notEqual(outcome(() => use(freed, frees)), undefined);
    const tariff = compile("4P*A+20C");
    let depth = 0;
    const calls = () => {
      depth += 1;
      if (depth < 20) outcome(() => use(tariff, calls));
      return tariff.charge("1");
    };
    assert.doesNotMatch(outcome(() => use(tariff, calls)), /^\["internal/);
    assert.equal(tariff.charge("1"), "20.04");
    assert.equal(compile("5C").charge("1"), "5.00");
  }
});

/** Milliseconds of the processor and bytes of memory that a call takes. */
function cost(call) {
  const before = process.memoryUsage();
  const start = process.cpuUsage();
  const answer = outcome(call);
  const { user, system } = process.cpuUsage(start);
  const ms = (user + system) / 1_000;
  const after = process.memoryUsage();
  return { answer, bytes: after.rss - before.rss, ms };
}

test("what is far too long is refused before it is looked into", () => {
  const huge = "A".repeat(400e6);
  const digits = 1n << (1n << 22n);
  const many = new Array(1e7).fill(1);
  const wide = Object.fromEntries(Array.from({ length: 1e5 }, (_, index) => [`f${index}`, index]));
  const named = { flat: 1, ["B".repeat(400e6)]: 1 };
  const endless = new Proxy([], { get: (_, key) => (key === "length" ? Infinity : endless) });
  const bush = new Proxy({}, {
    get: () => bush,
    getOwnPropertyDescriptor: () => ({ configurable: true, enumerable: true, value: 1 }),
    ownKeys: () => ["a", "b", "c", "d"],
  });
  const tariff = compile("4P*A+20C");
  const rubbish = new Uint8Array(100e6).fill(7);
  const refused = {
    "formula-too-long": [
      () => compile(huge),
      () => format(huge),
      () => check(huge),
      () => compile({ formula: huge }),
    ],
    "amount-too-long": [
      () => tariff.charge(huge),
      () => tariff.explain(digits),
      () => tariff.explain(-digits),
      () => tariff.solve({ net: huge }),
      () => round(huge),
      () => allocate("1", [huge]),
      () => compile({ flat: digits }),
    ],
    "unknown-currency": [
      () => compile("5C", { currency: huge }),
      () => check("5C", { currency: huge }),
    ],
    "tier-count": [() => compile({ volume: many }), () => compile({ graduated: endless })],
    "unknown-field": [() => compile(wide), () => compile(named), () => compile(bush)],
    "amount-type": [() => tariff.charge(bush), () => tariff.charge(endless)],
    "snapshot-damaged": [() => MockLedger.restore(rubbish)],
  };
  for (const [code, calls] of Object.entries(refused)) {
    for (const call of calls) {
      const { answer, bytes, ms } = cost(call);
      assert.match(answer, new RegExp(`"${code}"`), String(call));
      // Fifty of each, and what a busy machine takes.
      assert.ok(ms < 500, `${call}: ${ms} ms`);
      assert.ok(bytes < 50e6, `${call}: ${bytes} bytes`);
    }
  }
});

test("a formula that is not looked into is refused in the words of the module", () => {
  const long = (length) => "A".repeat(length);
  const said = (call, length) => outcome(() => call(long(length))).replaceAll(String(length), "#");
  for (const call of [compile, check, format, (formula) => compile({ formula })]) {
    assert.equal(said(call, 100_000), said(call, 5_000));
  }
});
