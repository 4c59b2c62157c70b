/// <reference lib="esnext.disposable" />

import type { Curve, CurveRange, LintWarning, Solution, SolveTarget } from "./curve.js";
import type {
  AllocateOptions,
  AmountLike,
  BalanceQueryRequest,
  BareTransactionRequest,
  BareTransactionResponse,
  CaasDebitRequest,
  ChargeCalculationRequest,
  ChargeCalculationResponse,
  ChargeCreationRequest,
  Clamped,
  ClampOptions,
  CurrencyInfo,
  DebitRequest,
  DecimalString,
  Diagnostic,
  ExplainedCharges,
  Explanation,
  PaymentRequest,
  PriceBook,
  PriceBookInput,
  PriceRule,
  Problem,
  RatioLike,
  RefundRequest,
  RoundOptions,
  SumOptions,
  SubscriptionRequest,
  TariffOptions,
  TransactionListRequest,
  TransactionListResponse,
  ValidateBookOptions,
  ValidateOptions,
  Validation,
} from "./types.js";

export type * from "./curve.js";
export type * from "./types.js";

/**
 * Compiles a charge formula or a price rule; the options fill what the rule leaves out.
 *
 * ```js
 * using tariff = compile("4P*A + 20C", { currency: "LKR" });
 * tariff.charge("1000"); // "60.00"
 * using card = compile({ percentage: "2.9", flat: "0.30", currency: "USD" });
 * card.charge("100"); // "3.20"
 * ```
 *
 * @throws {ReckonerError} with all `diagnostics` of the formula, or all `problems` of the rule or
 * the options
 */
export function compile(rule: string | PriceRule, options?: TariffOptions): Tariff;

/** Every problem of a formula; an empty list means that it is valid. Never throws. */
export function check(formula: string, options?: TariffOptions): Diagnostic[];

/**
 * The canonical spelling of a formula.
 *
 * @throws {ReckonerError} if the formula is not valid
 */
export function format(formula: string): string;

/** A compiled charge: a handle to memory that `free`, `using` or the garbage collector releases. */
export class Tariff {
  private constructor();
  /** The canonical text of the rule: a formula, or a price rule as JSON. */
  readonly source: string;
  /** The code of the currency; `null` where nothing names one. */
  readonly currency: string | null;
  /** Whether the charge is an exact piecewise-linear function of the amount. */
  readonly exactCurve: boolean;
  /** The charge for an amount, exact and then rounded once. */
  charge(amount: AmountLike): DecimalString;
  /**
   * The charges for integers of minor units, in minor units too and in an array of the same kind:
   * `out`, or a new one. It is all or nothing: a value that is no whole number of minor units, is
   * negative, or whose charge does not fit is refused with its index, and nothing is written.
   */
  chargeMany<T extends Float64Array | BigInt64Array>(minorUnits: T, out?: T): T;
  /** The charge with every step that leads to it. */
  explain(amount: AmountLike): Explanation;
  /**
   * The exact charge before rounding, piece by piece, with the places where its value or slope
   * changes: all of it, or between two amounts.
   *
   * @throws {ReckonerError} `not-piecewise-linear` where `exactCurve` is false, `too-many-steps`
   */
  curve(range?: CurveRange): Curve;
  /**
   * The amounts whose charge, net (amount − charge) or gross (amount + charge) is a given figure
   * after rounding.
   *
   * @throws {ReckonerError} `not-piecewise-linear` where `exactCurve` is false, `too-many-steps`
   */
  solve(target: SolveTarget): Solution;
  /** What is odd about the rule, though it has a meaning: cliffs, inversions, dead parts. */
  lint(): LintWarning[];
  /** Releases the memory; any later use throws a `ReckonerError`. */
  free(): void;
  [Symbol.dispose](): void;
}

/**
 * Calculates every charge of a request, shares it and charges its children, such as taxes.
 *
 * @throws {ReckonerError} with all `problems` of the request or of the book
 */
export function calculateCharges(
  request: BareTransactionRequest,
  book: PriceBook | PriceBookInput,
): BareTransactionResponse;
export function calculateCharges(
  request: TransactionListRequest,
  book: PriceBook | PriceBookInput,
): TransactionListResponse;
export function calculateCharges(
  request: ChargeCalculationRequest,
  book: PriceBook | PriceBookInput,
): ChargeCalculationResponse;

/**
 * Calculates as `calculateCharges` does, and tells the steps to each charge.
 *
 * @throws {ReckonerError} with all `problems` of the request or of the book
 */
export function explainCharges(
  request: BareTransactionRequest,
  book: PriceBook | PriceBookInput,
): ExplainedCharges<BareTransactionResponse>;
export function explainCharges(
  request: TransactionListRequest,
  book: PriceBook | PriceBookInput,
): ExplainedCharges<TransactionListResponse>;
export function explainCharges(
  request: ChargeCalculationRequest,
  book: PriceBook | PriceBookInput,
): ExplainedCharges<ChargeCalculationResponse>;

/** Judges a request for charges, as far as that takes no book. Never throws. */
export function validateChargeCalculation(
  body: unknown,
  options?: ValidateOptions,
): Validation<ChargeCalculationRequest>;

/** Judges a book: every rule as `compile` would, and what stands beside them. Never throws. */
export function validateBook(
  book: unknown,
  options?: ValidateBookOptions,
): Validation<PriceBook>;

/** Judges the body that creates a payment charge, with its formula. Never throws. */
export function validateChargeCreation(
  body: unknown,
  options?: ValidateOptions,
): Validation<ChargeCreationRequest>;

/** Judges a wallet payment. Never throws. */
export function validatePayment(
  body: unknown,
  options?: ValidateOptions,
): Validation<PaymentRequest>;

/** Judges a refund of a wallet payment, as far as that takes no ledger. Never throws. */
export function validateRefund(
  body: unknown,
  options?: ValidateOptions,
): Validation<RefundRequest>;

/** Judges a debit from an account. Never throws. */
export function validateDebit(
  body: unknown,
  options?: ValidateOptions,
): Validation<DebitRequest>;

/** Judges a direct debit of Charging as a Service. Never throws. */
export function validateCaasDebit(
  body: unknown,
  options?: ValidateOptions,
): Validation<CaasDebitRequest>;

/** Judges a question for a balance. Never throws. */
export function validateBalanceQuery(
  body: unknown,
  options?: ValidateOptions,
): Validation<BalanceQueryRequest>;

/** Judges the beginning or the end of a subscription. Never throws. */
export function validateSubscription(
  body: unknown,
  options?: ValidateOptions,
): Validation<SubscriptionRequest>;

/** Splits an amount by ratios into parts that add up to it to the last minor unit or increment. */
export function allocate(
  amount: AmountLike,
  ratios: RatioLike[],
  options?: AllocateOptions,
): DecimalString[];

/** Adds amounts exactly; those below zero are taken off. What is no whole minor unit is refused. */
export function sum(amounts: AmountLike[], options?: SumOptions): DecimalString;

/** Rounds to the currency's minor unit or to an increment. */
export function round(amount: AmountLike, options?: RoundOptions): DecimalString;

/** Moves an amount into bounds, and tells which one it met. */
export function clamp(amount: AmountLike, options: ClampOptions): Clamped;

/** The currencies of ISO 4217, by code. */
export function currencies(): CurrencyInfo[];

/** What the functions throw for input that they refuse. */
export class ReckonerError extends Error {
  constructor(refusal: {
    code: string;
    message: string;
    diagnostics?: Diagnostic[];
    problems?: Problem[];
  });
  readonly name: "ReckonerError";
  /** A stable name in kebab case. */
  readonly code: string;
  /** What is wrong in a formula, with places. */
  readonly diagnostics: Diagnostic[];
  /** What is wrong in an object, with JSON pointers. */
  readonly problems: Problem[];
}
