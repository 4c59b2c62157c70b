/** An amount or percentage: text such as `"1250.50"`, a number of up to 15 digits or a bigint. */
export type AmountLike = string | number | bigint;

/** A decimal with exactly the digits of the currency's minor unit: `"31.25"`, in yen `"31"`. */
export type DecimalString = string;

/** Where a value between two steps goes; `half…` says where a value exactly in the middle goes. */
export type RoundingMode =
  | "halfUp"
  | "halfEven"
  | "halfDown"
  | "up"
  | "down"
  | "ceiling"
  | "floor";

/** What a rule leaves out. */
export interface TariffOptions {
  /** The ISO 4217 code of the currency, `"LKR"` by default. */
  currency?: string;
  /** The rounding mode, `"halfUp"` (half away from zero) by default. */
  rounding?: RoundingMode;
  /** The step to round to, such as `"0.05"`; the currency's minor unit by default. */
  increment?: AmountLike;
  /** What a bare `P` stands for, in percent. */
  percentage?: AmountLike;
  /** What a bare `C` stands for. */
  constant?: AmountLike;
}

/** Something wrong, or doubtful, in a text. Places are UTF-16 code units, as in `text.slice`. */
export interface Diagnostic {
  /** A stable name in kebab case. */
  code: string;
  severity: "error" | "warning";
  /** One line. */
  message: string;
  /** What to write instead. */
  help?: string;
  start: number;
  end: number;
  /** Other places that belong to the problem. */
  related?: RelatedPlace[];
  /** The whole text, corrected: one entry for each reading of what was meant. */
  corrections?: string[];
}

/** A second place that a diagnostic speaks of. */
export interface RelatedPlace {
  message: string;
  start: number;
  end: number;
}

/** Something wrong in an object that was given. */
export interface Problem {
  /** A stable name in kebab case. */
  code: string;
  /** The place, as a JSON pointer such as `/increment`. */
  path: string;
  /** One line. */
  message: string;
  /** What to give instead. */
  help?: string;
}

/** The way from an amount to its charge. */
export interface Explanation {
  amount: string;
  /** The charge before rounding. */
  exact: string;
  charge: DecimalString;
  currency: string;
  steps: Step[];
}

/** One step of an explanation: `text` is a sentence, the other fields are its parts. */
export interface Step {
  /** `"condition"`, `"value"`, `"product"`, `"sum"`, `"bound"` or `"rounding"`; more may come. */
  kind: string;
  text: string;
  /** The piece of the rule, in canonical spelling. */
  expression?: string;
  /** The exact value after the step. */
  value?: string;
  /** Of a condition: whether it holds. */
  holds?: boolean;
  /** Of a bound: whether it changed the charge. */
  applied?: boolean;
  /** The place of the piece in the formula, in UTF-16 code units. */
  start?: number;
  end?: number;
}

/** Who gets the minor units that a division leaves over. */
export type AllocationMode = "largestRemainder" | "firstInOrder" | "largestShare";

export interface AllocateOptions {
  /** The ISO 4217 code of the currency, `"LKR"` by default. */
  currency?: string;
  /** `"largestRemainder"` by default. */
  mode?: AllocationMode;
}

export interface RoundOptions {
  /** The ISO 4217 code of the currency, `"LKR"` by default. */
  currency?: string;
  /** `"halfUp"` by default. */
  rounding?: RoundingMode;
  /** The step to round to; the currency's minor unit by default. */
  increment?: AmountLike;
}

export interface ClampOptions {
  /** The ISO 4217 code of the currency, `"LKR"` by default: its digits are those of the answer. */
  currency?: string;
  minimum?: AmountLike;
  maximum?: AmountLike;
}

export interface Clamped {
  amount: DecimalString;
  /** Which bound the amount was moved to, if any. */
  applied: "minimum" | "maximum" | null;
}

export interface CurrencyInfo {
  /** The ISO 4217 code, such as `"LKR"`. */
  code: string;
  /** How many decimals an amount has. */
  minorUnits: number;
  name: string;
}
