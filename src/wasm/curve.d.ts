import type { AmountLike, DecimalString, Diagnostic } from "./types.js";

/**
 * Which part of a curve is wanted: from one amount to another, both included. Of started units, a
 * range shows each step as a piece of its own, of which it may have 10,000.
 */
export interface CurveRange {
  /** Zero by default. */
  from?: AmountLike;
  /** Without end by default. */
  to?: AmountLike;
}

/** The exact charge before rounding. */
export interface Curve {
  /** In order; between two there may be a gap without a price. */
  pieces: Piece[];
  /** The amounts where the value or the slope changes, in order. */
  breakpoints: Breakpoint[];
}

/**
 * Why a piece begins: a tier or a price (also behind what is free), a guard of a formula, a floor,
 * a cap or a started unit.
 */
export type PieceKind = "tier" | "guard" | "floor" | "cap" | "step";

/** `base + rate × amount`. */
export interface CurveLine {
  base: string;
  rate: string;
}

/**
 * `base + rate × amount` between two amounts. Figures are decimals, or `n/d` in lowest terms.
 *
 * Without a range, started units are one piece, with a `period`: there
 * `step × ⌈(amount − origin) / period⌉` is added.
 */
export interface Piece extends CurveLine {
  from: string;
  /** Whether `from` itself lies outside. */
  fromOpen: boolean;
  /** Null where the piece has no end. */
  to: string | null;
  toOpen: boolean;
  kind: PieceKind;
  /** The size of a unit, where started units are counted. */
  period?: string;
  /** The amount from which units are counted. */
  origin?: string;
  /** What each started unit adds. */
  step?: string;
  /** What amounts are rounded up to a multiple of first, where they are. */
  unit?: string;
  /** What the charge is not less than, where it crosses that again and again. */
  floor?: CurveLine;
  /** What the charge is not more than, where it crosses that again and again. */
  cap?: CurveLine;
}

/** A place where the value or the slope changes; null where there is no price. */
export interface Breakpoint {
  amount: string;
  /** What begins there; `"end"` where nothing does. */
  kind: PieceKind | "end";
  /** What the charge tends to from below. */
  before: string | null;
  /** The charge there. */
  at: string | null;
  /** What the charge tends to from above. */
  after: string | null;
}

/** Exactly one figure, a whole number of minor units. */
export type SolveTarget =
  | { charge: AmountLike; net?: undefined; gross?: undefined }
  | { charge?: undefined; net: AmountLike; gross?: undefined }
  | { charge?: undefined; net?: undefined; gross: AmountLike };

/** All amounts that lead to a figure; where there are none, the nearest ones. */
export interface Solution {
  amounts: AmountRange[];
  /** The amount with the largest figure below the wanted one. */
  below?: NearestAmount;
  /** The amount with the smallest figure above the wanted one. */
  above?: NearestAmount;
}

/** Amounts from one to another, both included. */
export interface AmountRange {
  from: DecimalString;
  /** Null where there is no end. */
  to: DecimalString | null;
  /** Where not every minor unit in between belongs to it: the distance of those that do. */
  step?: DecimalString;
}

/** The same by the short name, which browsers have for a range in a document. */
export type { AmountRange as Range };

/** An amount and what it comes to. */
export interface NearestAmount {
  amount: DecimalString;
  charge: DecimalString;
  /** Amount less charge. */
  net: DecimalString;
  /** Amount and charge. */
  gross: DecimalString;
}

/** Something odd in a valid rule. */
export interface LintWarning extends Diagnostic {
  severity: "warning";
  /** The place in a rule that is an object, as a JSON pointer. */
  path: string;
  /** The amounts concerned. */
  amounts: DecimalString[];
  /** Their charges. */
  charges: DecimalString[];
}
