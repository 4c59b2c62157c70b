import assert from "node:assert/strict";
import { test } from "node:test";
import { allocate, check, clamp, compile, format, ReckonerError, round } from "../../pkg/node.js";
import { seeded } from "../support/random.mjs";

const cyclic = {};
cyclic.self = cyclic;

const revoked = Proxy.revocable({}, {});
revoked.revoke();

/** What is no amount, no formula, no list and no options. */
const STRANGE = [
  undefined,
  null,
  true,
  NaN,
  Infinity,
  -Infinity,
  1e300,
  5e-324,
  -1,
  -0.01,
  0.1 + 0.2,
  10n ** 60n,
  "",
  " ",
  "1e3",
  "1,000",
  "0x10",
  "١٢",
  "-1",
  "--1",
  "9".repeat(1_000),
  "1".repeat(1_000_000),
  "\0",
  "\ud800",
  "😀".repeat(100),
  Symbol("x"),
  () => 1,
  [],
  [[]],
  [1, 2],
  {},
  cyclic,
  revoked.proxy,
  new Date(0),
  new Map(),
  new String("1"),
  Object.create(null),
  { valueOf: () => 1 },
  {
    get currency() {
      throw new TypeError("a getter that throws");
    },
  },
  {
    toString() {
      throw new TypeError("no text");
    },
  },
  new Proxy(
    {},
    {
      ownKeys() {
        throw new TypeError("no keys");
      },
    },
  ),
];

const label = (value) => {
  try {
    return String(value).slice(0, 40);
  } catch {
    return typeof value;
  }
};

/** A call may answer or refuse, but only with the package's own error. */
function mayRefuse(call, place) {
  try {
    return call();
  } catch (error) {
    assert.ok(error instanceof ReckonerError, `${place}: ${error?.stack ?? error}`);
    assert.match(error.code, /^[a-z0-9]+(-[a-z0-9]+)*$/, place);
    assert.ok(error.message.length > 0 && error.message.length < 2_000, place);
    assert.ok(!error.message.includes("\n"), place);
    return error;
  }
}

const tariff = compile("4P*A+20C");

test("strange amounts are refused by name", () => {
  for (const value of STRANGE) {
    const place = label(value);
    const answer = mayRefuse(() => tariff.charge(value), place);
    mayRefuse(() => tariff.explain(value), place);
    mayRefuse(() => round(value, {}), place);
    mayRefuse(() => clamp(value, { minimum: value, maximum: value }), place);
    mayRefuse(() => allocate(value, [1, 1]), place);
    assert.ok(answer instanceof ReckonerError, `${place} was charged ${label(answer)}`);
  }
  assert.equal(tariff.charge("1"), "20.04");
  // What was thrown in the middle of a call must not have left the tariff borrowed.
  tariff.free();
});

test("strange formulas are refused by name, and check never throws", () => {
  for (const value of STRANGE) {
    const place = label(value);
    assert.ok(mayRefuse(() => compile(value), place) instanceof ReckonerError, place);
    assert.ok(mayRefuse(() => format(value), place) instanceof ReckonerError, place);
    const diagnostics = check(value);
    assert.ok(diagnostics.length > 0, place);
    for (const { start, end } of diagnostics) assert.ok(start >= 0 && end >= start, place);
  }
});

test("strange options are refused by name", () => {
  const names = ["currency", "rounding", "increment", "percentage", "constant"];
  for (const value of STRANGE) {
    const place = label(value);
    mayRefuse(() => compile("5C", value), place);
    mayRefuse(() => round(1, value), place);
    mayRefuse(() => clamp(1, value), place);
    mayRefuse(() => allocate(1, value, value), place);
    for (const name of names) mayRefuse(() => compile("P*A+C", { [name]: value }), place);
    assert.ok(Array.isArray(check("5C", value)), place);
  }
});

test("ten thousand hostile formulas: a diagnostic or a tariff, in bounded time", () => {
  const random = seeded(3);
  const pieces = [
    "A",
    "P",
    "C",
    "5C",
    "2.5P",
    "(",
    ")",
    "*",
    "+",
    "-",
    "<",
    ">",
    "=",
    "|",
    " ",
    ".",
  ];
  const rare = [
    "\0",
    "\ud800",
    "\udc00",
    "😀",
    "é",
    "\u202e",
    "%",
    "/",
    ",",
    "9".repeat(30),
    "\n",
    "`",
  ];
  const { pick } = random;
  const began = process.cpuUsage();
  for (let round = 0; round < 10_000; round += 1) {
    const length = random.below(40);
    const formula = Array.from({ length }, () => pick(random() < 0.1 ? rare : pieces)).join("");
    const diagnostics = check(formula);
    const compiled = mayRefuse(() => compile(formula), formula);
    assert.equal(compiled instanceof ReckonerError, diagnostics.length > 0, formula);
    if (!(compiled instanceof ReckonerError)) {
      mayRefuse(() => compiled.charge("12.34"), formula);
      compiled.free();
    }
    for (const { message, help, start, end } of diagnostics) {
      assert.ok(start >= 0 && start <= end && end <= formula.length, formula);
      assert.ok(!`${message}${help}`.includes("\n"), formula);
    }
  }
  for (const text of ["(", "A+", "A|", "😀", "9", "A<A|", "-", " "]) {
    const formula = text.repeat(1_000_000 / text.length);
    assert.ok(check(formula).length > 0);
    assert.ok(mayRefuse(() => compile(formula), text) instanceof ReckonerError);
  }
  const { user, system } = process.cpuUsage(began);
  assert.ok(user + system < 60e6, "it took more than a minute of the processor");
});
