import assert from "node:assert/strict";
import { test } from "node:test";
import { loadEntries, readTable } from "./support.mjs";

const rows = readTable("formula.tsv");

test("the table has the examples of the specification", () => {
  assert.ok(rows.length >= 30, `only ${rows.length} rows`);
});

for (const [name, { check, compile, format }] of Object.entries(await loadEntries())) {
  test(`${name} charges every row of the table`, () => {
    for (const [formula, amount, exact, charge] of rows) {
      const place = `${formula} of ${amount}`;
      const tariff = compile(formula);
      assert.equal(tariff.charge(amount), charge, place);
      assert.equal(tariff.charge(Number(amount)), charge, place);
      const explanation = tariff.explain(amount);
      assert.equal(explanation.exact, exact, place);
      assert.equal(explanation.charge, charge, place);
      assert.deepEqual(check(formula), [], place);
      const canonical = format(formula);
      assert.equal(format(canonical), canonical, place);
      assert.equal(compile(canonical).charge(amount), charge, place);
      tariff.free();
    }
  });

  test(`${name} answers the document's malformed example with both corrections`, () => {
    const [diagnostic, ...more] = check("2.5.6P*10C");
    assert.deepEqual(more, []);
    assert.equal(diagnostic.severity, "error");
    assert.equal(diagnostic.start, 0);
    assert.deepEqual(diagnostic.corrections, ["2.5P*10C", "5.6P*10C"]);
    assert.match(diagnostic.help, /`2\.5P\*10C`.*`5\.6P\*10C`/);
  });

  test(`${name} checks what compile refuses, with the options too`, () => {
    for (const options of [
      { prior: 5 }, { prior: -5 }, { increment: "0.005" }, { increment: -1 }, { tenor: 3 },
      { currency: "UDS" }, { rounding: "sideways" }, { percentage: "x" },
    ]) {
      const place = JSON.stringify(options);
      const codes = (problems) => problems.map(({ code }) => code);
      const refused = (error) => {
        assert.deepEqual(codes(check("A", options)), codes(error.problems), place);
        return true;
      };
      assert.throws(() => compile("A", options), refused, place);
    }
  });
}
