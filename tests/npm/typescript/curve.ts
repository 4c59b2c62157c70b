// Many amounts at once, curves, targets and warnings.

import { compile } from "ready-reckoner";
import type * as types from "ready-reckoner";
import { alike, refusal, same } from "./alike.js";

type All<Union extends string, List extends readonly string[]> =
  Exclude<Union, List[number]> extends never ? unknown : never;

const kinds = ["tier", "guard", "floor", "cap", "step"] as const;
kinds satisfies readonly types.PieceKind[];
kinds satisfies All<types.PieceKind, typeof kinds>;

const solved: types.Range[] = compile("2P*A").solve({ charge: 1 }).amounts;
same(solved[0]?.from, "49.75");

const card = compile({ percentage: "2.9", flat: "0.30", currency: "USD" });

const doubles: Float64Array = card.chargeMany(Float64Array.of(10_000, 20_000));
const out = new BigInt64Array(2);
const integers: BigInt64Array = card.chargeMany(BigInt64Array.of(10_000n, 20_000n), out);
same([...doubles], [320, 610]);
same([...integers].map(Number), [320, 610]);
same(integers === out, true);

const range = { from: "1", to: 500n } satisfies Required<types.CurveRange>;
alike(compile("A<=10C|1C|2C").curve(range), {
  pieces: [
    {
      from: "1", fromOpen: false, to: "10", toOpen: false, base: "1", rate: "0", kind: "guard",
    } satisfies types.Piece,
    {
      from: "10", fromOpen: true, to: "500", toOpen: false, base: "2", rate: "0", kind: "guard",
    },
  ],
  breakpoints: [
    { amount: "10", kind: "guard", before: "1", at: "1", after: "2" } satisfies types.Breakpoint,
  ],
} satisfies types.Curve);
const [piece] = card.curve().pieces;
same(piece?.to satisfies string | null | undefined, "0");

alike(card.solve({ net: "100.00" }), {
  amounts: [{ from: "103.30", to: "103.30" } satisfies types.AmountRange],
} satisfies types.Solution);
alike(compile("A", { increment: "0.05" }).solve({ net: 0 }), {
  amounts: [{ from: "0.00", to: null, step: "0.05" } satisfies Required<types.AmountRange>],
} satisfies types.Solution);
const nearest = {
  amount: "0.00",
  charge: "5.00",
  net: "-5.00",
  gross: "5.00",
} satisfies types.NearestAmount;
alike(compile("A<1000C|5C|30C").solve({ charge: 6 }), {
  amounts: [],
  below: nearest,
  above: nearest,
} satisfies Required<types.Solution>);
[{ charge: 1 }, { net: "1" }, { gross: 1n }] satisfies types.SolveTarget[];

alike(compile("A<1000C|5C|30C").lint(), [
  {
    code: "cliff",
    severity: "warning",
    message: "the charge jumps",
    help: "let the prices agree",
    path: "",
    start: 0,
    end: 7,
    amounts: ["999.99", "1000.00"],
    charges: ["5.00", "30.00"],
  },
] satisfies types.LintWarning[]);

const mistakes = [
  // @ts-expect-error an array of numbers would have to be copied
  () => card.chargeMany([10_000]),
  // @ts-expect-error both arrays are of a kind
  () => card.chargeMany(doubles, integers),
  // @ts-expect-error a range has no such field
  () => card.curve({ form: 1 }),
  // @ts-expect-error a target is one figure
  () => card.solve({}),
  // @ts-expect-error and not two
  () => card.solve({ net: 1, gross: 1 }),
];
for (const mistake of mistakes) same(refusal(mistake) === "none", false);
