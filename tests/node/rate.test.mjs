// `rate` gives each row what `Tariff.charge` gives the text of its amount: a charge, or the code.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { compile } from "../../pkg/node.js";
import { attempt, toText, toUnits } from "./rules.mjs";
import {
  decimals, file, packedHash, query, quoted, rated, scratch, table, values,
} from "./rate-tables.mjs";
import { seeded } from "../support/random.mjs";

const RULES = {
  one: { percentage: "2.5", flat: "0.30" },
  tiers: {
    graduated: [
      { upTo: "1000", percentage: 2, flat: 1 },
      { upTo: "5000", percentage: "1.5" },
      { percentage: "0.8" },
    ],
    minimum: 10,
    maximum: 900,
  },
  closed: { graduated: [{ upTo: 100, percentage: 30 }, { upTo: 1000, percentage: "12.5" }] },
  printed: { volume: [{ from: 50, upTo: 100, flat: 10 }, { from: 101, upTo: 500, flat: 27 }] },
  rebate: { formula: "39C-A" },
  square: { formula: "A*A" },
  gap: { formula: "A<10C|1C|A<=10C|4C|9C" },
  units: { perUnit: "1/3", unit: 10, minimumPercentage: "0.2" },
  even: { percentage: "2.35", rounding: "halfEven", increment: "0.05" },
  yearly: { percentage: 12, annualBasis: 365 },
  yen: { percentage: "1.1", currency: "JPY" },
  dinar: { percentage: "1.1", currency: "KWD" },
  fine: { percentage: "0.01", currency: { code: "USDT", minorUnits: 6 } },
  10: { flat: 10 },
  9: { flat: 9 },
};
const PLACES = 6;

file("book.json", { rules: RULES });
const BOOK = ["--book", "book.json", "--amount", "amount"];
const tariffs = Object.fromEntries(Object.entries(RULES).map(([id, rule]) => [id, compile(rule)]));

/** What `charge` says, with the digits of the table. */
function answerFor(id, amount, prior = null) {
  if (!Object.hasOwn(RULES, id ?? "")) return { charge: null, refused: "unknown-price-rule" };
  if (amount === null) return { charge: null, refused: "value-missing" };
  const { code, value } = attempt(() =>
    prior === null ? tariffs[id].charge(amount) : compile(RULES[id], { prior }).charge(amount),
  );
  if (code !== undefined) return { charge: null, refused: code };
  return { charge: toText(toUnits(value, PLACES), PLACES), refused: null };
}

/** Amounts with so many decimals: around figures of the rules, at random, of each length. */
function amountsOf(random, width, scale) {
  const most = 10n ** BigInt(width) - 1n;
  const step = 10n ** BigInt(Math.max(0, scale));
  const near = [0n, 10n, 50n, 100n, 101n, 500n, 1000n, 5000n].flatMap((figure) =>
    [-1n, 0n, 1n].map((more) => figure * step + more),
  );
  const lengths = Array.from({ length: width }, (_, digits) => 10n ** BigInt(digits));
  const some = Array.from({ length: 60 }, () => {
    const digits = 1 + random.below(width);
    return BigInt(Array.from({ length: digits }, () => random.below(10)).join(""));
  });
  const ends = [most, -most, 2n ** 52n, 2n ** 53n, 2n ** 53n + 1n, 2n ** 63n - 1n, 2n ** 63n];
  const all = [...near, ...lengths, ...some, ...ends];
  const inside = all.filter((each) => each <= most && each >= -most);
  return [null, ...inside.map((units) => toText(units, scale))];
}

/** Checks rows of `amount`, `rule` and, where it is a column, `prior`; how many were charged. */
function check({ rows, manifest }, name) {
  const totals = new Map();
  const counts = {};
  for (const { amount, charge, prior = null, refused, rule } of rows) {
    const expected = answerFor(rule, amount, prior);
    assert.deepEqual({ charge, refused }, expected, `${name}: ${rule} of ${amount} after ${prior}`);
    if (refused !== null) {
      counts[refused] = (counts[refused] ?? 0) + 1;
      continue;
    }
    const total = totals.get(rule) ?? { rows: 0, sum: 0n };
    totals.set(rule, { rows: total.rows + 1, sum: total.sum + toUnits(charge, PLACES) });
  }
  const charged = rows.filter(({ refused }) => refused === null).length;
  assert.deepEqual(manifest.refused, counts);
  assert.deepEqual(
    { rows: manifest.rows, charged: manifest.charged },
    { rows: rows.length, charged },
  );
  const sums = Object.entries(manifest.totals).map(([id, { rows: own, charge }]) => {
    return [id, { rows: own, sum: toUnits(charge, PLACES) }];
  });
  assert.deepEqual(new Map(sums.sort()), new Map([...totals].sort()));
  return charged;
}

const TYPES = [
  [4, 1], [9, 0], [9, 2], [18, 2], [18, 4], [18, 9], [38, 0], [38, 2], [38, 10], [38, 30],
];

test("every rule, for decimals of every width, and every code", async () => {
  const random = seeded(61);
  const codes = new Set();
  for (const [width, scale] of TYPES) {
    const type = `DECIMAL(${width}, ${scale})`;
    const rows = [...Object.keys(RULES), "nobody", null].flatMap((rule) =>
      decimals(amountsOf(random, width, scale), type).map((amount) => [
        amount,
        rule === null ? "NULL::VARCHAR" : quoted(rule),
      ]),
    );
    const tx = await table("every.parquet", values(["amount", "rule"], rows));
    const answer = await rated([tx, ...BOOK, "--rule", "rule"]);
    assert.equal(answer.rows.length, rows.length);
    assert.ok(check(answer, type) > 100, type);
    for (const code of Object.keys(answer.manifest.refused)) codes.add(code);
  }
  const least = [
    "amount-negative", "amount-too-large", "result-overflow", "tenor-missing", "too-many-digits",
    "unknown-price-rule", "value-above-tiers", "value-below-tiers", "value-missing",
  ];
  assert.deepEqual(least.filter((code) => !codes.has(code)), []);
});

test("many parts, several files, one rule: against integers, without the package", async () => {
  const tables = [];
  for (const part of [0, 1, 2]) {
    const amount = "CAST((i * 7919) % 20000000 AS DECIMAL(18, 2)) / 100";
    const columns = `i AS id, CAST(${amount} AS DECIMAL(12, 2)) AS amount, 'n' || i AS note`;
    const from = `range(${part * 50_000}, ${part * 50_000 + 50_000}) AS t(i)`;
    tables.push(await table(`many-${part}.parquet`, `SELECT ${columns} FROM ${from}`));
  }
  assert.equal(tables.length, 3);
  const { rows, manifest } = await rated(["many-*.parquet", ...BOOK, "--rule-id", "tiers"]);
  assert.equal(rows.length, 150_000);
  const tiers = [[100_000n, 200n, 100n], [500_000n, 150n, 0n], [undefined, 80n, 0n]];
  let sum = 0n;
  for (const [index, { id, amount, charge, note, refused }] of rows.entries()) {
    // In the order of the files, with all that the rows have besides.
    assert.deepEqual([id, note, refused], [String(index), `n${index}`, null]);
    const units = (BigInt(index) * 7919n) % 20_000_000n;
    assert.equal(amount, toText(units, 2));
    let lower = 0n;
    let exact = 0n;
    for (const [upper, rate, flat] of tiers) {
      if (units <= lower) break;
      const end = upper === undefined || units < upper ? units : upper;
      exact += (end - lower) * rate + flat * 10_000n;
      lower = end;
    }
    const rounded = (exact + 5_000n) / 10_000n;
    const bounded = rounded < 1_000n ? 1_000n : rounded > 90_000n ? 90_000n : rounded;
    const expected = units === 0n ? 0n : bounded;
    assert.equal(charge, toText(expected * 10_000n, PLACES));
    sum += expected;
  }
  assert.deepEqual(manifest.totals, { tiers: { rows: 150_000, charge: toText(sum, 2) } });
});

test("amounts that are all the same, and columns that are constants", async () => {
  const sql = "SELECT 12.50::DECIMAL(9, 2) AS amount, 'one' AS rule FROM range(10000)";
  const tx = await table("same.parquet", sql);
  assert.equal(check(await rated([tx, ...BOOK, "--rule", "rule"]), "same"), 10_000);
});

test("minor units: integers of every size, each counted in those of its rule", async () => {
  const rules = ["one", "yen", "fine", "closed"];
  for (const [type, ends] of [
    ["TINYINT", [-128n, 127n]],
    ["INTEGER", [-(2n ** 31n), 2n ** 31n - 1n]],
    ["UINTEGER", [0n, 2n ** 32n - 1n]],
    ["BIGINT", [-(2n ** 63n), 2n ** 63n - 1n, 2n ** 53n, 2n ** 53n + 1n]],
    ["UBIGINT", [2n ** 63n, 2n ** 64n - 1n]],
  ]) {
    const units = [0n, 1n, 50n, 99n, ...ends, null];
    const texts = units.map((each) => (each === null ? null : String(each)));
    const rows = rules.flatMap((rule) =>
      decimals(texts, type).map((amount) => [amount, quoted(rule)]),
    );
    const tx = await table("minor.parquet", values(["amount", "rule"], rows));
    const answer = await rated([tx, ...BOOK, "--rule", "rule", "--minor-units"]);
    const places = { one: 2, yen: 0, fine: 6, closed: 2 };
    const inUnits = answer.rows.map(({ amount, ...row }) => {
      return { ...row, amount: amount === null ? null : toText(BigInt(amount), places[row.rule]) };
    });
    check({ ...answer, rows: inUnits }, type);
  }
});

test("an earlier value in the period, as a column", async () => {
  const rows = ["closed", "tiers", "one"].flatMap((rule) =>
    [["200.00", "900.00"], ["200.00", "0.00"], ["200.00", null], ["5.00", "-1.00"], [null, "7.00"],
      ["-1.00", "7.00"], ["101.00", "899.99"], ["0.00", "2000.00"]].map(([amount, prior]) => [
      ...decimals([amount, prior], "DECIMAL(12, 2)"), quoted(rule),
    ]),
  );
  const tx = await table("prior.parquet", values(["amount", "prior", "rule"], rows));
  const answer = await rated([tx, ...BOOK, "--rule", "rule", "--prior", "prior"]);
  assert.ok(check(answer, "prior") >= 8);
  assert.ok("prior-unused" in answer.manifest.refused);
  // More earlier values than tariffs are kept.
  const many = "SELECT 5.00::DECIMAL(9, 2) AS amount, (i % 1500)::DECIMAL(9, 2) AS prior,"
    + " 'tiers' AS rule FROM range(3000) AS t(i)";
  const more = await table("priors.parquet", many);
  const words = [more, ...BOOK, "--rule", "rule", "--prior", "prior"];
  assert.equal(check(await rated(words), "many"), 3_000);
});

test("texts of a CSV file are read as they are written, and so are all others", async () => {
  const amounts = [
    "12.50", "12.5", "0012.50", "1e3", "", "5.005", "1,000", "-1", "x", "12345678901234.5",
  ];
  const lines = amounts.map((amount, index) => `00${index},"${amount}",one,"a ""b"", c"`);
  file("texts.csv", `id,amount,rule,note\n${lines.join("\n")}\n`);
  const answer = await rated(["texts.csv", ...BOOK, "--rule", "rule"]);
  assert.deepEqual(answer.rows.map(({ id }) => id), amounts.map((_, index) => `00${index}`));
  assert.deepEqual(new Set(answer.rows.map(({ note }) => note)), new Set(['a "b", c']));
  assert.ok(check(answer, "csv") >= 5);
  assert.ok("amount-exponent" in answer.manifest.refused);
  const csv = await rated(["texts.csv", ...BOOK, "--rule", "rule"], "rated.csv");
  assert.deepEqual(csv.manifest.totals, answer.manifest.totals);
  const [head, first] = readFileSync(join(scratch, "rated.csv"), "utf8").split("\n");
  assert.equal(head, "id,amount,rule,note,charge,refused");
  assert.equal(first, '000,12.50,one,"a ""b"", c",0.610000,');
});

test("tables without a row", async () => {
  const sql = "SELECT 1::DECIMAL(9, 2) AS amount, 'one' AS rule WHERE false";
  await table("none-1.parquet", sql);
  await table("none-2.parquet", "SELECT 1::DECIMAL(9, 2) AS amount, 'one' AS rule");
  const none = await rated(["none-1.parquet", ...BOOK, "--rule", "rule"]);
  assert.deepEqual([none.rows, none.manifest.rows, none.manifest.totals], [[], 0, {}]);
  const both = await rated(["none-*.parquet", ...BOOK, "--rule", "rule"]);
  assert.equal(both.manifest.charged, 1);
  file("none.csv", "amount,rule\n");
  assert.equal((await rated(["none.csv", ...BOOK, "--rule", "rule"])).manifest.rows, 0);
});

test("columns are found by their names, and are empty in files that lack them", async () => {
  await table("older.parquet", "SELECT 1.00::DECIMAL(9, 2) AS amount, 'one' AS rule");
  await table("newer.parquet", "SELECT 'one' AS rule, 7 AS shop, 2.00::DECIMAL(9, 2) AS amount");
  const { rows } = await rated(["older.parquet", "newer.parquet", ...BOOK, "--rule", "rule"]);
  assert.deepEqual(rows.map(({ amount, shop }) => [amount, shop]), [["1.00", null], ["2.00", "7"]]);
});

test("columns of every type stay as they are", async () => {
  const others = [
    "[1, NULL] AS list", "{ 'a': 1, 'b': [1.5::DECIMAL(5, 1)] } AS parts", "MAP { 'k': 2 } AS map",
    "TIMESTAMPTZ '2026-01-01 00:00:00+00' AS zoned", "TIMESTAMP '2026-01-01 01:02:03.123456' AS at",
    "TIME '01:02:03' AS hour", "INTERVAL 3 MONTH AS span", "'\\xFF\\x00'::BLOB AS bytes",
    "'00000000-0000-0000-0000-00000000002a'::UUID AS id", "18446744073709551615::UBIGINT AS whole",
    "12345678901234567890.12345678901234::DECIMAL(38, 14) AS long", "true AS flag",
    "NULL::INTEGER AS nothing", "'NaN'::DOUBLE AS float", "'na\u00efve \u{1f4b6}' AS text",
  ];
  const tx = await table("types.parquet", `SELECT 5.00::DECIMAL(9, 2) AS amount, ${others}`);
  const { to } = await rated([tx, ...BOOK, "--rule-id", "one"]);
  const [before, after] = [tx, to].map((name) => quoted(join(scratch, name)));
  const describe = (columns, path) => query(`SELECT ${columns} FROM ${path}`);
  for (const what of ["*", "typeof(COLUMNS(*))"]) {
    const kept = what.replace("*", "* EXCLUDE (charge, refused)");
    assert.deepEqual(await describe(kept, after), await describe(what, before));
  }
});

test("the manifest says which book and which code, in an order of its own", async () => {
  const ids = ["9", "10", "one"];
  const rows = ids.map((id) => ["5.00::DECIMAL(9, 2)", quoted(id)]);
  const tx = await table("ids.parquet", values(["amount", "rule"], rows));
  const { manifest, to } = await rated([tx, ...BOOK, "--rule", "rule"]);
  const text = readFileSync(join(scratch, `${to}.manifest.json`), "utf8");
  const order = [...text.matchAll(/^ {4}"(\w+)": \{/gm)].map(([, id]) => id);
  assert.deepEqual(order, ["10", "9", "one"]);
  assert.deepEqual(Object.keys(manifest), [
    "book", "module", "versions", "rows", "charged", "refused", "totals",
  ]);
  assert.equal(manifest.module, packedHash("ready_reckoner_tariffs_bg.wasm"));
  const sources = Object.keys(RULES).sort().map((id) => `"${id}":${tariffs[id].source}`);
  const canonical = `{"rules":{${sources.join(",")}}}`;
  assert.equal(manifest.book, createHash("sha256").update(canonical).digest("hex"));
  assert.deepEqual(Object.keys(manifest.versions), ["ready-reckoner", "node", "duckdb"]);
});

test("a book has the currency of rules that name none, and any order and spelling", async () => {
  const rules = { a: { percentage: 5, flat: "0" }, b: { flat: 2, currency: "USD" } };
  file("whole.json", { currency: "JPY", rules });
  file("turned.json", { rules: { b: rules.b, a: { ...rules.a, currency: "JPY" } } });
  const tx = await table("yen.parquet", "SELECT 130.00::DECIMAL(9, 2) AS amount, 'a' AS rule");
  const words = [tx, "--amount", "amount", "--rule", "rule", "--book"];
  const whole = await rated([...words, "whole.json"]);
  const turned = await rated([...words, "turned.json"]);
  assert.deepEqual(whole.rows.map(({ charge }) => charge), ["7.00"]);
  assert.deepEqual(whole.manifest.totals, { a: { rows: 1, charge: "7" } });
  assert.deepEqual(turned.manifest, whole.manifest);
  file("yen.json", { a: { percentage: 5, currency: "JPY" } });
  const yen = await rated([...words, "yen.json"]);
  assert.deepEqual(yen.rows.map(({ charge }) => charge), ["7"]);
});

test("the steps to some charges of each rule", async () => {
  const rule = "['one', 'closed', 'who'][1 + i % 3] AS rule";
  const sql = `SELECT CAST(i AS DECIMAL(9, 2)) AS amount, ${rule} FROM range(6000) AS t(i)`;
  const tx = await table("explained.parquet", sql);
  const { to } = await rated([tx, ...BOOK, "--rule", "rule", "--explain-sample", "2"]);
  const lines = readFileSync(join(scratch, `${to}.explained.jsonl`), "utf8").trimEnd().split("\n");
  const told = lines.map((line) => JSON.parse(line));
  assert.deepEqual(told.map(({ rule }) => rule).sort(), ["closed", "closed", "one", "one"]);
  for (const { rule, amount, charge, refused, steps } of told) {
    const { value, code } = attempt(() => tariffs[rule].explain(amount));
    assert.deepEqual({ charge, refused, steps }, {
      charge: value?.charge, refused: code, steps: value?.steps ?? [],
    });
  }
});

test("the charges are of a type with all digits", async () => {
  const tx = await table("type.parquet", "SELECT 5.00::DECIMAL(9, 2) AS amount");
  const { to } = await rated([tx, ...BOOK, "--rule-id", "one"]);
  const types = await query(`SELECT typeof(COLUMNS(*)) FROM ${quoted(join(scratch, to))}`);
  assert.deepEqual(Object.values(types[0]), ["DECIMAL(9,2)", "DECIMAL(38,6)", "VARCHAR"]);
});
