// The commands `curve` and `solve`, price rules from files, and the warnings of `check`.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { packed } from "./support.mjs";

const CLI = packed("cli.js");
const FOLDER = mkdtempSync(join(tmpdir(), "ready-reckoner-curve-"));
after(() => rmSync(FOLDER, { recursive: true }));

const CARD = "A<1000C|5C|2.5P*A|>30C|<2000C";

function run(words, input = "") {
  const env = { ...process.env, NO_COLOR: "1" };
  const options = { cwd: FOLDER, encoding: "utf8", env, input, timeout: 300_000 };
  const { status, stderr, stdout } = spawnSync(process.execPath, [CLI, ...words], options);
  return { status, stderr, stdout };
}

const good = (...lines) => ({ status: 0, stderr: "", stdout: lines.map((l) => `${l}\n`).join("") });

/** A file with the JSON of a rule, or with a text. */
function file(name, content) {
  const text = typeof content === "string" ? content : JSON.stringify(content);
  writeFileSync(join(FOLDER, name), text);
  return name;
}

test("a curve is a table of pieces and one of changes", () => {
  assert.deepEqual(
    run(["curve", CARD]),
    good(
      `formula  ${CARD}`,
      "charge   exact, before it is rounded",
      "",
      "amounts            charge     kind",
      "0 <= A < 1000      5          guard",
      "1000 <= A < 1200   30         guard",
      "1200 <= A < 80000  0.025 * A  floor",
      "80000 <= A         2000       cap",
      "",
      "breakpoint  kind   before  at    after",
      "1000        guard  5       30    30",
      "1200        floor  30      30    30",
      "80000       cap    2000    2000  2000",
    ),
  );
});

test("lines, points and gaps have their words", () => {
  const rows = (words) => run(["curve", ...words]).stdout.split("\n");
  assert.equal(rows(["39C-A"])[4], "0 <= A   39 - A  guard");
  assert.equal(rows(["A+1C"])[4], "0 <= A   1 + A   guard");
  assert.equal(rows(["0C-2C*A"])[4], "0 <= A   -2 * A  guard");
  assert.ok(rows(["A<=10C|1C|A<=10C|4C|A"]).every((row) => !row.includes("A = ")));
  assert.match(rows(["3P*A|>1C"]).join("\n"), /^0 <= A < 100\/3 {2}1 /m);
  const rule = file("gap.json", {
    volume: [{ from: 10, upTo: 20, flat: 5 }],
    chargeOnZero: true,
    minimum: 2,
  });
  const gap = rows(["--rule", rule]);
  assert.deepEqual(gap.slice(0, 6), [
    "rule     gap.json",
    "charge   exact, before it is rounded",
    "",
    "amounts        charge  kind",
    gap[4],
    "10 <= A <= 20  5       tier",
  ]);
  assert.match(gap[4], /^A = 0 {10}[25] +tier$/);
  assert.ok(gap.some((row) => /^10 +tier +none +5 +5$/.test(row)));
});

test("a range is cut out, and without a price there is no curve", () => {
  const { stdout } = run(["curve", CARD, "--from", "1000", "--to=1100"]);
  assert.match(stdout, /^1000 <= A <= 1100 {2}30 +guard$/m);
  assert.doesNotMatch(stdout, /80000/);
  const rule = file("closed.json", { volume: [{ upTo: 20, flat: 5 }] });
  for (const svg of [[], ["--svg"]]) {
    const beyond = run(["curve", "--rule", rule, "--from", "21", ...svg]);
    assert.deepEqual([beyond.status, beyond.stdout], [1, ""]);
    assert.match(beyond.stderr, /has a price/);
  }
});

test("figures that are too long for a table stand one below the other, in 80 columns", () => {
  const formula = "A<1.2345678901234567890123456C|1.1111111111111111111111C|2C";
  const options = ["--from", "0.1234567890123456789", "--to", "12.3456789012345678901234567"];
  const { status, stdout } = run(["curve", formula, ...options]);
  assert.equal(status, 0);
  assert.match(stdout, /^amounts {2}/m);
  assert.match(stdout, /^charge {3}1\.1111111111111111111111$/m);
  assert.ok(stdout.split("\n").slice(2).every((line) => line.length <= 80), stdout);
});

/** The elements of a document, after a check that every tag is closed in its place. */
function parse(svg) {
  const open = [];
  const elements = [];
  const token = /<(\/?)(\w+)((?: [\w-]+="[^"<&]*")*)(\/?)>|([^<>&]|&(?:amp|lt|gt);)+|(.)/gsu;
  for (const [text, close, name, list, empty, , stray] of svg.matchAll(token)) {
    assert.equal(stray, undefined, `what is well formed has no ${stray}`);
    if (name === undefined) {
      if (open.length > 0) open.at(-1).text += text;
      else assert.equal(text.trim(), "");
    } else if (close) {
      assert.equal(open.pop()?.name, name);
    } else {
      const pairs = [...list.matchAll(/ ([\w-]+)="([^"]*)"/g)].map((found) => found.slice(1));
      const attributes = Object.fromEntries(pairs);
      assert.equal(Object.keys(attributes).length, pairs.length, `${name} has one twice`);
      elements.push({ attributes, name, text: "" });
      if (!empty) open.push(elements.at(-1));
    }
  }
  assert.deepEqual(open, []);
  return elements;
}

function plot(...words) {
  const { status, stderr, stdout } = run(["curve", ...words, "--svg"]);
  assert.deepEqual([status, stderr], [0, ""]);
  const elements = parse(stdout);
  const named = (name) => elements.filter((element) => element.name === name);
  const dots = named("circle").map(({ attributes: { cx, cy, fill } }) => ({
    closed: fill === "currentColor",
    x: Number(cx),
    y: Number(cy),
  }));
  const lines = named("path").filter(({ attributes }) => /L/.test(attributes.d));
  const figures = named("text").map(({ attributes, text }) => ({ ...attributes, text }));
  return { dots, elements, figures, lines, named, svg: stdout };
}

test("a picture is an SVG document of the text's colour, with a title and a description", () => {
  const { elements, named, svg } = plot(CARD);
  assert.equal(elements[0].name, "svg");
  assert.equal(elements[0].attributes.role, "img");
  assert.equal(elements[1].name, "title");
  assert.match(elements[1].text, /^The charge by formula A&lt;1000C\|5C/);
  assert.equal(elements[2].name, "desc");
  assert.match(elements[2].text, /1200 &lt;= A &lt; 80000: 0\.025 \* A/);
  for (const { attributes } of elements) {
    for (const paint of [attributes.fill, attributes.stroke]) {
      assert.ok([undefined, "none", "currentColor"].includes(paint), paint);
    }
  }
  assert.doesNotMatch(svg, /href|<style|<script|url\(|NaN|Infinity/);
  assert.ok(svg.length < 8_000);
  assert.equal(named("svg").length, 1);
});

test("a jump has an open and a closed dot, on the heights of the two limits", () => {
  const { dots, figures, lines } = plot(CARD, "--to", "2000");
  const height = (text) => Number(figures.find((f) => f.text === text && f.y)?.y) - 4;
  const zero = height("0");
  const unit = (zero - height("50")) / 50;
  const [closed] = dots.filter((dot) => dot.closed);
  const [open] = dots.filter((dot) => !dot.closed);
  assert.equal(dots.length, 2);
  assert.ok(Math.abs(zero - 5 * unit - open.y) < 0.1);
  assert.ok(Math.abs(zero - 30 * unit - closed.y) < 0.1);
  const across = Number(figures.find(({ text }) => text === "1000").x);
  assert.deepEqual([open.x, closed.x], [across, across]);
  // Three pieces are three lines: none is a row of samples.
  assert.equal(lines.length, 3);
  for (const { attributes } of lines) assert.match(attributes.d, /^M[\d.]+ [\d.]+L[\d.]+ [\d.]+$/);
  const [first, second] = lines.map(({ attributes: { d } }) => d.match(/[\d.]+/g).map(Number));
  assert.deepEqual([first[2], first[3]], [open.x - 4, open.y], "a line stops at the rim");
  assert.deepEqual([second[0], second[1]], [closed.x, closed.y]);
});

test("dots: none where lines meet, one for a point, one at either side of a gap", () => {
  const shape = (...words) => plot(...words).dots.map(({ closed }) => (closed ? "closed" : "open"));
  assert.deepEqual(shape("5C"), []);
  assert.deepEqual(shape("2P*A|>30C"), []);
  assert.deepEqual(shape("39C-A"), []);
  assert.deepEqual(shape("A<=10C|1C|2C"), ["closed", "open"]);
  assert.deepEqual(shape("A<10C|1C|A<=10C|9C|2C").sort(), ["closed", "open", "open"]);
  const card = file("card.json", { percentage: "2.9", flat: "0.30" });
  assert.deepEqual(shape("--rule", card).sort(), ["closed", "open"]);
  const gap = file("open.json", {
    volume: [{ from: 10, upTo: 20, flat: 5 }, { flat: 5 }],
    chargeOnZero: true,
    minimum: 5,
  });
  // The first `from` is in its tier.
  assert.deepEqual(shape("--rule", gap).sort(), ["closed", "closed"]);
});

test("pictures of all sizes have figures on both axes", () => {
  for (const words of [
    ["0C"], ["0.00001P*A"], ["0C-5C"], ["1000000000000000C*A"], ["5C", "--to", "0"],
    ["A<0.001C|1C|2C"], ["A<100000000000000000000C|1C|2C"], ["5C", "--from", "7", "--to", "7"],
    ["5C", "--from", "1000000000000"], ["A<100000000000000000000000C|1C|2C"],
  ]) {
    const { figures, svg } = plot(...words);
    assert.ok(figures.length >= 5 && figures.length < 25, `${words}: ${figures.length}`);
    const below = figures.filter(({ y }) => y === "372").map(({ x, text }) => {
      const half = (7 * text.length) / 2;
      return [Number(x) - half, Number(x) + half];
    });
    for (const [index, [start, end]] of below.entries()) {
      assert.ok(end <= 640 && start >= (below[index - 1]?.[1] ?? -640), `${words}: overlap`);
    }
    assert.doesNotMatch(svg, /NaN|Infinity|e[+-]\d/);
  }
});

test("solve prints an amount or a range a line", () => {
  assert.deepEqual(run(["solve", "2.9P*A+0.30C", "--net", "100"]), good("103.30"));
  assert.deepEqual(run(["solve", CARD, "--net=970"]), good("975.00", "1000.00"));
  assert.deepEqual(run(["solve", CARD, "--charge", "5"]), good("0.00..999.99"));
  assert.deepEqual(run(["solve", CARD, "--charge", "2000"]), good("79999.80.."));
  assert.deepEqual(run(["solve", "5C", "--net", "-4"]), good("1.00"));
  assert.deepEqual(run(["solve", "A", "--gross", "99", "--currency", "JPY"]).status, 1);
  assert.deepEqual(
    run(["solve", "A", "--net", "0", "--increment", "0.05"]),
    good("0.00.. step 0.05"),
  );
  const card = file("card.json", { percentage: "2.9", flat: "0.30", currency: "USD" });
  assert.deepEqual(run(["solve", "--rule", card, "--net", "100"]), good("103.30"));
});

test("without an answer solve names the nearest amounts, and ends with 1", () => {
  const lines = [
    "no amount has the charge 6; the nearest:",
    "        amount  charge     net    gross",
    "below     0.00    5.00   -5.00     5.00",
    "above  1000.00   30.00  970.00  1030.00",
  ];
  const stderr = lines.map((line) => `${line}\n`).join("");
  assert.deepEqual(run(["solve", CARD, "--charge", "6"]), { status: 1, stderr, stdout: "" });
  const below = run(["solve", "5C", "--charge", "6"]).stderr.split("\n");
  assert.deepEqual([below.length, below[2].slice(0, 5)], [4, "below"]);
});

test("check warns of what is odd, and is content", () => {
  assert.deepEqual(run(["check", "4P*A"]), good("valid: 4P*A"));
  const { status, stderr, stdout } = run(["check", ` ${CARD}`]);
  assert.deepEqual([status, stderr], [0, ""]);
  const [valid, empty, warning, place, marks, help] = stdout.split("\n");
  assert.deepEqual([valid, empty], [`valid: ${CARD}`, ""]);
  assert.match(warning, /^warning: .*`999\.99`.*`1000\.00` \[cliff\]$/);
  assert.deepEqual([place, marks], [`   ${CARD}`, "   ^^^^^^^"]);
  assert.match(help, /^help: /);
  const percentage = run(["check", "4P*A", "--percentage", "5"]).stdout;
  assert.match(percentage, /^valid: 4P\*A\n\nwarning: .*\[unused-percentage\]\n/);
});

test("check says of a rule where the problems are", () => {
  const rule = { volume: [{ upTo: 250, percentage: 10 }, { percentage: 5 }] };
  const odd = run(["check", "--rule", file("odd.json", rule)]);
  assert.equal(odd.status, 0);
  assert.match(odd.stdout, /^valid: \{"volume":\[\{"upTo":"250","percentage":"10"\},/);
  assert.match(odd.stdout, /\nwarning: .*\[inversion\]\n {2}odd\.json: \/volume\/1\nhelp: .*\n$/);
  const inner = run(["check", "--rule", file("inner.json", { formula: "39C-A" })]).stdout;
  assert.match(inner, /\n {2}inner\.json: \/formula\n {2}39C-A\n {2}\^+\n/);

  const wrong = (name, content, pattern) => {
    const found = run(["check", "--rule", file(name, content)]);
    assert.match(found.stdout, pattern);
    assert.deepEqual([found.status, found.stderr], [1, ""]);
    const refused = run(["charge", "--rule", name, "5"]);
    assert.deepEqual([refused.status, refused.stdout], [1, ""]);
    assert.equal(refused.stderr, found.stdout);
  };
  const both = /^wrong\.json: \/flat: .*\nwrong\.json: \/fee: .*\n$/;
  wrong("wrong.json", { flat: "1,0", fee: 1 }, both);
  wrong("text.json", '"5C"', /^text\.json: expected an object; .* \[wrong-type\]\n$/);
  wrong("twice.json", '{"flat":1,\n"flat":2}', /line 2, column .*\[json-duplicate-field\]\n/);
  wrong(
    "formula.json",
    { formula: "5C+4A" },
    /^formula\.json: \/formula\nerror: .*\[coefficient-on-amount\]\n {2}5C\+4A\n {5}\^\^\n/,
  );
});

test("a rule takes the place of the formula in every command", () => {
  const rule = file("rule.json", { graduated: [{ upTo: 100, flat: 1.10 }, { percentage: 2 }] });
  assert.deepEqual(run(["charge", "--rule", rule, "50", "200"]), good("1.10", "3.10"));
  assert.deepEqual(run(["charge", "--rule", rule], "50\n"), good("1.10"));
  assert.deepEqual(run(["charge", "--rule", "-", "50"], '{"flat":0.30}'), good("0.30"));
  const explained = run(["charge", "--rule", rule, "200", "--explain"]).stdout;
  assert.match(explained, /^rule {5}rule\.json\namount {3}200\n[^]*\ncharge {3}3\.10\n\n$/);
  const year = file("year.json", { percentage: 12, annualBasis: 360 });
  assert.deepEqual(run(["charge", "--rule", year, "100", "--tenor", "90"]), good("3.00"));
  const periods = ["--tenor", "100", "--sliding-scale-tenor", "30"];
  const fee = file("fee.json", { flat: 25 });
  assert.deepEqual(run(["charge", "--rule", fee, "1", ...periods]), good("100.00"));
  assert.deepEqual(
    run(["charge", "--rule", fee, "1", "--currency", "JPY"]),
    good("25"),
  );
});

test("started units are one row, step by step in a range, and a few steps in a picture", () => {
  const units = file("steps.json", { flat: 3, perUnit: 2, unit: 10 });
  const whole = run(["curve", "--rule", units]);
  assert.match(whole.stdout, /^0 < A    3 \+ 2 \* ceil\(A \/ 10\)  tier$/m);
  const range = run(["curve", "--rule", units, "--from", "15", "--to", "25"]);
  assert.match(range.stdout, /^15 <= A <= 20  7       tier$/m);
  assert.match(range.stdout, /^20 < A <= 25   9       step$/m);
  assert.match(run(["curve", "--rule", units, "--svg"]).stdout, /80 &lt; A &lt;= 90: 21/);
});

test("wrong usage ends with 2 and says why, what has no curve with 1", () => {
  const rule = file("yen.json", { flat: 25, currency: "JPY" });
  const units = file("units.json", { perUnit: 1, unit: 10 });
  const cases = [
    [["curve"], 2, /`curve` needs a formula, .* or `--rule`/],
    [["curve", "5C", "7"], 2, /`curve` takes one formula, found `7` too/],
    [["curve", "5C", "--net", "5"], 2, /`--net` is for `solve`, not for `curve`/],
    [["curve", "5C", "--from", "1,000"], 2, /^option `--from`: .*comma/],
    [["curve", "5C", "--from", "2", "--to", "1"], 2, /^option `--to`: .*ends before it begins/],
    [["curve", "5C", "--svg=1"], 2, /takes no value/],
    [["curve", "A*A"], 1, /not linear in the amount/],
    [["curve", "--rule", units, "--to", "200000"], 1, /ask for .*to: "99990"/],
    [["curve", "5C+"], 1, /^error: /],
    [["solve", "5C"], 2, /`solve` needs one of `--net`, `--gross` and `--charge`/],
    [["solve", "5C", "--net", "1", "--gross", "1"], 2, /`solve` needs one of/],
    [["solve", "--net", "1"], 2, /`solve` needs a formula/],
    [["solve", "5C", "7", "--net", "1"], 2, /`solve` takes no amounts, found `7`/],
    [["solve", "5C", "--net", "1.005"], 2, /^option `--net`: /],
    [["solve", "A*A", "--net", "1"], 1, /not linear in the amount/],
    [["charge", "--rule", "none.json"], 2, /cannot read `none\.json`: there is no such file/],
    [["charge", "--rule=-"], 2, /standard input cannot have both/],
    [["charge", "--rule", rule, "1", "--increment", "0.05"], 2, /^option `--increment`: .*`JPY`/],
    [["charge", "--rule", rule, "1", "--currency", "XYZ"], 2, /^option `--currency`: .*`XYZ`/],
    [["charge", "5C", "1", "--tenor", "x"], 2, /^option `--tenor`: /],
    [["charge", "5C", "1", "--sliding-scale-tenor", "x"], 2, /^option `--sliding-scale-tenor`: /],
    [["check", "5C", "--rule", rule], 2, /a formula or `--rule`, not both/],
    [["calculate", "x", "--rule", rule], 2, /`--rule` is for .* and `solve`, not for `calculate`/],
    [["price"], 2, /`calculate`, `charge`, `check`, `curve`, `init`, `rate`, `serve` or `solve`/],
  ];
  for (const [words, code, message] of cases) {
    const { status, stderr, stdout } = run(words);
    assert.match(stderr, message);
    assert.deepEqual([status, stdout], [code, ""], words.join(" "));
  }
});
