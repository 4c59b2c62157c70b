// What Node starts first: the part of the module of tariffs that compiles and charges. Whatever it
// lacks is done by the whole, and nobody sees where the one ends and the other begins.

import assert from "node:assert/strict";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import * as whole from "../../pkg/index.js";
import { packed } from "./support.mjs";
import * as traps from "./traps.mjs";

const require = createRequire(import.meta.url);
const NODE = packed("node.cjs");

/** The exports of each instance that was made, in their order. */
const made = [];
traps.watch();
const Watched = WebAssembly.Instance;
WebAssembly.Instance = class extends Watched {
  constructor(...given) {
    super(...given);
    made.push(Object.keys(this.exports));
  }
};

/** The API in a state in which nothing has been started. */
function fresh(file = NODE) {
  delete require.cache[file];
  return require(file);
}

/** What a call gives, be it an answer or a refusal. */
function told(call) {
  try {
    return { answer: call() };
  } catch (error) {
    assert.equal(error.name, "ReckonerError", error.stack);
    const { code, message, diagnostics, problems } = error;
    return { code, message, diagnostics, problems };
  }
}

const isPart = (names) => names.includes("rawtariff_compile") && !names.includes("check");
const FORMULA = "A<1000C|5C|2.5P*A|>30C|<2000C";
const TIERS = [{ upTo: 250, flat: 10 }, { upTo: "500", flat: "20" }, { upTo: null, flat: "30" }];

const AMOUNTS = ["1250", "0", "0.01", 99.99, "999999999.99"];

/** Calls of everything that a program can ask of a tariff that it has, or without one. */
const CALLS = {
  source: (api, tariff) => tariff.source,
  currency: (api, tariff) => tariff.currency,
  exactCurve: (api, tariff) => tariff.exactCurve,
  chargeOfMoreDecimals: (api, tariff) => tariff.charge("1500.005"),
  chargeOfFarAmount: (api, tariff) => tariff.charge("123456789012345678901"),
  chargeOfBigInt: (api, tariff) => tariff.charge(1500n),
  chargeOfText: (api, tariff) => tariff.charge("x"),
  chargeMany: (api, tariff) => [...tariff.chargeMany(Float64Array.of(100, 150_000))],
  explain: (api, tariff) => tariff.explain("1500"),
  curve: (api, tariff) => tariff.curve(),
  solve: (api, tariff) => tariff.solve({ net: "1500" }),
  lint: (api, tariff) => tariff.lint(),
  free: (api, tariff) => [tariff.free(), told(() => tariff.charge("1"))],
  another: (api) => api.compile("4P*A+20C").charge("1250"),
  refused: (api) => api.compile("4P*B"),
  refusedRule: (api) => api.compile({ percentage: "x", flat: -1 }),
  foreignText: (api) => api.compile("4P*A+“20C”"),
  check: (api) => api.check("4P*B"),
  format: (api) => api.format("4p * a"),
  allocate: (api) => api.allocate("100", [1, 1, 1]),
  sum: (api) => api.sum(["1", "2.50"]),
  round: (api) => api.round("2.345"),
  clamp: (api) => api.clamp("5", { minimum: "10" }),
};

test("the first charges start the part alone", async () => {
  const rules = [
    "4P*A+20C", FORMULA, { percentage: 2.5, minimum: 5 }, { flat: "1.50" }, { graduated: TIERS },
    { volume: TIERS },
  ];
  const expected = rules.map((rule) => AMOUNTS.map((amount) => whole.compile(rule).charge(amount)));
  const modules = ["node", "bundled"].flatMap((name) => {
    return ["", "-tariffs"].map((half) => import(packed(`${name}${half}.js`)));
  });
  for (const api of [fresh(), fresh(packed("node-tariffs.cjs")), ...(await Promise.all(modules))]) {
    made.length = 0;
    const tariffs = rules.map((rule) => api.compile(rule));
    assert.deepEqual(tariffs.map((tariff) => AMOUNTS.map((at) => tariff.charge(at))), expected);
    for (const tariff of tariffs) tariff.free();
    assert.deepEqual(made.map(isPart), [true]);
  }
});

test("the part is read from code where its file is missing", async () => {
  const folder = mkdtempSync(join(tmpdir(), "part-"));
  try {
    writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
    for (const name of ["node.js", "node.cjs", "ready_reckoner_tariffs_part_bytes.cjs"]) {
      copyFileSync(packed(name), join(folder, name));
    }
    for (const api of [require(join(folder, "node.cjs")), await import(join(folder, "node.js"))]) {
      made.length = 0;
      assert.equal(api.compile(FORMULA).charge("1500.00"), "37.50");
      assert.deepEqual(made.map(isPart), [true]);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("what the part lacks is answered by the whole, and tariffs go on in it", () => {
  for (const [name, call] of Object.entries(CALLS)) {
    const api = fresh();
    const [kept, tariff] = [api.compile({ graduated: TIERS }), api.compile(FORMULA)];
    assert.equal(tariff.charge("1500.00"), "37.50");
    const expected = told(() => call(whole, whole.compile(FORMULA)));
    for (const place of ["first", "again"]) {
      if (name === "free" && place === "again") continue;
      assert.deepEqual(told(() => call(api, tariff)), expected, `${name}, ${place}`);
      assert.equal(kept.charge("1000"), "60.00", `${name}, ${place}`);
    }
    assert.equal(api.compile(FORMULA).charge("1500.00"), "37.50");
    // A handle of the part frees nothing of the whole.
    kept.free();
    assert.equal(api.compile({ graduated: TIERS }).charge("1000"), "60.00");
  }
});

test("every rule is compiled and charged alike, whatever of it the part has", () => {
  const rows = readFileSync(new URL("../data/price-rules.jsonl", import.meta.url), "utf8");
  const rules = rows.split("\n").filter((row) => row !== "").map((row) => JSON.parse(row).rule);
  let parts = 0;
  for (let at = 0; at < rules.length; at += Math.ceil(rules.length / 150)) {
    const rule = rules[at];
    const charges = (api) => {
      const tariff = told(() => api.compile(rule));
      if (tariff.code !== undefined) return tariff;
      return ["0", "7", "1234.56", "50000"].map((amount) => {
        return told(() => tariff.answer.charge(amount));
      });
    };
    const expected = charges(whole);
    made.length = 0;
    assert.deepEqual(charges(fresh()), expected, JSON.stringify(rule));
    parts += made.every(isPart);
  }
  assert.ok(parts >= 5, `${parts} rules were charged by the part`);
});

test("a call that traps in the part is answered by the whole", () => {
  let count = 0;
  const charge = (api) => api.compile(FORMULA).charge("1500.00");
  for (let at = 1; at < 60; at += 1) {
    const api = fresh();
    api.compile("5C");
    let answer;
    const thrown = traps.trapped(() => {
      answer = charge(api);
    }, at);
    if (thrown === undefined) break;
    // Where the whole is being started, too.
    if (thrown !== "an answer") assert.equal(thrown.code, "internal", thrown.stack);
    else assert.equal(answer, "37.50");
    count += thrown === "an answer";
    assert.equal(charge(api), "37.50");
    assert.equal(api.compile(FORMULA).explain("1500").charge, "37.50");
  }
  assert.ok(count > 10, `${count} calls were answered`);
});

test("a quick charge that traps in the part is answered by the whole", () => {
  const api = fresh();
  const [tariff, other] = [api.compile(FORMULA), api.compile("4P*A+20C")];
  made.length = 0;
  let answer;
  assert.equal(traps.trapped(() => (answer = tariff.charge("1500.00")), 1), "an answer");
  assert.equal(answer, "37.50");
  assert.equal(other.charge("1250"), "70.00");
  assert.deepEqual(made.map(isPart), [false]);
});

test("a module that trapped before it read a text goes on", () => {
  for (const file of [NODE, packed("index.cjs")]) {
    const api = fresh(file);
    traps.trapped(() => api.round("1"), 1);
    assert.equal(api.round("2.345"), "2.35", file);
    assert.equal(api.format("4p * a"), whole.format("4p * a"), file);
  }
});

test("a lack of stack is no end of the part", () => {
  const api = fresh();
  const charge = () => assert.equal(api.compile(FORMULA).charge("1500.00"), "37.50");
  const codes = traps.atEndOfStack(charge);
  assert.ok(codes.every((code) => ["none", "stack", "internal"].includes(code)), codes.join());
  assert.ok(codes.includes("none"));
  charge();
});
