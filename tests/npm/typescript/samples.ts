// A sample of every type: the compiler holds it against the types, the run against what the package
// answers. So neither can change alone.

import {
  allocate,
  check,
  clamp,
  compile,
  currencies,
  format,
  ReckonerError,
  round,
  Tariff,
} from "ready-reckoner";
import type * as types from "ready-reckoner";
import { alike, refusal, same } from "./alike.js";
import "./charges.js";
import "./curve.js";
import { result } from "./ledger.js";
import "./validators.js";

declare const console: { log(...values: unknown[]): void };

const amounts = ["1000", 1000, 1000n] satisfies types.AmountLike[];
const modes = [
  "halfUp",
  "halfEven",
  "halfDown",
  "up",
  "down",
  "ceiling",
  "floor",
] satisfies types.RoundingMode[];

// Every member is there, so that one more or one less shows.
modes satisfies Exclude<types.RoundingMode, (typeof modes)[number]> extends never ? unknown : never;

const options = {
  currency: "LKR",
  rounding: "halfEven",
  increment: "0.05",
  percentage: 4,
  constant: 20n,
  tenor: 90,
  slidingScaleTenor: "90",
} satisfies Omit<Required<types.TariffOptions>, "prior">;

const tariff: Tariff = compile("P*A+C", options);
for (const amount of amounts) same(tariff.charge(amount) satisfies types.DecimalString, "60.00");
for (const rounding of modes) same(compile("5C", { rounding }).charge(1), "5.00");
same([tariff.source, tariff.currency, tariff.exactCurve], ["P*A+C", "LKR", true]);
tariff.free();

alike(compile("A<10C|1C|2C|>3C", { currency: "LKR" }).explain("10"), {
  amount: "10",
  exact: "3",
  charge: "3.00",
  currency: "LKR",
  steps: [
    {
      kind: "condition",
      text: "A<10C: 10 < 10 does not hold",
      left: "10",
      comparator: "<",
      right: "10",
      expression: "A<10C",
      holds: false,
      start: 0,
      end: 5,
    },
    { kind: "value", text: "2C = 2", expression: "2C", value: "2", start: 9, end: 11 },
    {
      kind: "bound",
      text: ">3C: at least 3, 2 becomes 3",
      of: "2",
      bound: "minimum",
      limit: "3",
      expression: ">3C",
      value: "3",
      applied: true,
      start: 12,
      end: 15,
    },
    {
      kind: "rounding",
      text: "3 rounded half away from zero to a multiple of 0.01 is LKR 3.00",
      of: "3",
      mode: "halfUp",
      step: "0.01",
      currency: "LKR",
      value: "3.00",
      applied: false,
    },
  ],
} satisfies types.Explanation);

alike(check("2.5.6P*10C"), [
  {
    code: "several-points",
    severity: "error",
    message: "`2.5.6` has more than one decimal point",
    help: "a number has at most one decimal point: write `2.5P*10C` or `5.6P*10C`",
    start: 0,
    end: 6,
    corrections: ["2.5P*10C", "5.6P*10C"],
  },
] satisfies types.Diagnostic[]);

const [unreachable] = check("5C|2P*A");
alike(unreachable?.related?.[0], {
  message: "this price has no condition",
  start: 0,
  end: 2,
} satisfies types.RelatedPlace);

same(format(" 4p * a + 20 c "), "4P*A+20C");

const allocateOptions = {
  currency: "JPY",
  increment: 1,
  mode: "rest",
  rest: 2,
} satisfies Required<types.AllocateOptions>;
same(allocate(100, [1, "1", 1n], allocateOptions), ["33", "33", "34"]);
const allocations = ["largestRemainder", "firstInOrder", "largestShare", "rest"] as const;
allocations satisfies readonly types.AllocationMode[];

const roundOptions = {
  currency: "LKR",
  rounding: "down",
  increment: "0.05",
} satisfies Required<types.RoundOptions>;
same(round("1.09", roundOptions), "1.05");

const bounds = {
  minimum: "10",
  maximum: 2000,
  currency: "LKR",
} satisfies Required<types.ClampOptions>;
same(clamp(5, bounds), { amount: "10.00", applied: "minimum" } satisfies types.Clamped);
same(clamp(50, bounds), { amount: "50.00", applied: null } satisfies types.Clamped);

const rupee = currencies().find(({ code }) => code === "LKR");
same(rupee, { code: "LKR", minorUnits: 2, name: "Sri Lanka Rupee" } satisfies types.CurrencyInfo);

const problem = {
  code: "amount-exponent",
  path: "/amount",
  message: "no exponent",
  help: "write it out",
  corrections: ["1000"],
  fault: "request",
  severity: "warning",
} satisfies Required<types.Problem>;
const own = new ReckonerError({ code: "own", message: "own", problems: [problem] });
same(own.problems, [problem]);
same(
  [own.name satisfies "ReckonerError", own.diagnostics, own instanceof Error],
  ["ReckonerError", [], true],
);

// @ts-expect-error a tariff comes from `compile`
const construct = () => new Tariff();
// @ts-expect-error there is no such mode
const misname = () => compile("5C", { rounding: "bankers" });
// @ts-expect-error an amount is needed
const forget = () => compile("5C").charge();
same(refusal(construct), "tariff-constructor");
for (const mistake of [misname, forget]) same(refusal(mistake) === "none", false);

const malformed = refusal(() => compile("2.5.6P*10C"));
console.log("60.00", malformed, result);
