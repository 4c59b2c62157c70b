/** An amount or percentage: text such as `"1250.50"`, a number of up to 15 digits or a bigint. */
export type AmountLike = string | number | bigint;

/** A number that divides or multiplies: an amount, or a fraction such as `"1/3"`, exactly. */
export type RatioLike = AmountLike | `${number}/${number}`;

/** A decimal with exactly the digits of the currency's minor unit: `"31.25"`, in yen `"31"`. */
export type DecimalString = `${number}`;

/** Where a value between two steps goes; `half…` says where a value exactly in the middle goes. */
export type RoundingMode =
  "halfUp" | "halfEven" | "halfDown" | "up" | "down" | "ceiling" | "floor";

/** What a rule leaves out, and the period that is charged. */
export interface TariffOptions {
  /** What amounts are in; hundredths without a name by default. */
  currency?: Currency;
  /** The rounding mode, `"halfUp"` (half away from zero) by default. */
  rounding?: RoundingMode;
  /** The step to round to, such as `"0.05"`; the currency's minor unit by default. */
  increment?: AmountLike;
  /** What a bare `P` stands for, in percent. */
  percentage?: RatioLike;
  /** What a bare `C` stands for. */
  constant?: AmountLike;
  /** The days for which the charge is due. A rule with an `annualBasis` needs it. */
  tenor?: AmountLike;
  /** The days of a period: the charge is due once for every started one in `tenor`. */
  slidingScaleTenor?: AmountLike;
  /** The value that was charged earlier in the period: `graduated` tiers are entered there. */
  prior?: AmountLike;
}

/** What a value is charged: the parts that are given, added. */
export type Price = PriceParts & UnitPrice;

interface PriceParts {
  /** Due once, in the currency of the rule. */
  flat?: RatioLike;
  /** Percent of the value: `"2.9"` is 0.029 times the value. */
  percentage?: RatioLike;
}

/** A unit has a size only where it has a price. */
type UnitPrice =
  | {
      /** Due for each unit of the value: pro rata, or for every started one if `unit` is given. */
      perUnit: RatioLike;
      /** The size of a unit, above zero. */
      unit?: AmountLike;
    }
  | { perUnit?: RatioLike; unit?: undefined };

/** A price for the values from the end of the tier before to its own end. */
export type Tier = Price & TierEnd & TierTerms;

/** A tier has one end. A rule ends its tiers in one way only. */
type TierEnd =
  | {
      /** The upper end, which belongs to the tier; absent or `null` in a last tier that is open. */
      upTo?: AmountLike | null;
      below?: undefined;
    }
  | {
      upTo?: undefined;
      /** The upper end, which belongs to the next tier. */
      below?: AmountLike | null;
    };

interface TierTerms {
  /**
   * The first value of the first tier, 0 by default. Of any other tier: the end of the one before,
   * one above it where both are whole numbers, or one more in the last digit that both have.
   */
  from?: AmountLike;
  /** What the tier charges is not less. */
  minimum?: AmountLike;
  /** What the tier charges is not more. */
  maximum?: AmountLike;
}

/**
 * What amounts are in: the ISO 4217 code of a currency, or a code and digits of your own, for what
 * the standard does not list, or for more digits than it lists.
 */
export type Currency = string | CustomCurrency;

/** A currency of your own, such as `{ code: "USDT", minorUnits: 6 }`. */
export interface CustomCurrency {
  /** 1 to 20 letters, digits, dots, hyphens or underscores. */
  code: string;
  /** How many decimals an amount has, from 0 to 9. */
  minorUnits: number;
}

/** Fields that are not there. */
type Without<Names extends string> = { [Name in Names]?: undefined };

/** A price with a part: without any, nothing could be charged. */
type PriceWithPart =
  Price & ({ flat: RatioLike } | { percentage: RatioLike } | { perUnit: RatioLike });

/** No price of its own: the method says how the tiers of each request are meant. */
interface TiersOfRequests {
  priceMethod: Exclude<PriceMethod, "FIXED_AMOUNT" | "FIXED_PERCENTAGE" | "FORMULA">;
}

/** The forms of a price rule, of which it has exactly one. */
type PriceForm = TieredForm
  | (PriceWithPart & Without<"graduated" | "volume" | "formula" | "constant">)
  | (TiersOfRequests & Without<keyof Price | "graduated" | "volume" | "formula" | "constant">);

/** As a JSON file has them, where a method is any string to the compiler. */
type PriceFormInput = TieredForm
  | (Price & Without<"graduated" | "volume" | "formula" | "constant">);

type TieredForm =
  | ({ graduated: Tier[] } & Without<keyof Price | "volume" | "formula" | "constant">)
  | ({ volume: Tier[] } & Without<keyof Price | "graduated" | "formula" | "constant">)
  | (FormulaForm & Without<"flat" | "perUnit" | "unit" | "graduated" | "volume">);

/** A formula, with what its bare letters stand for. */
interface FormulaForm {
  formula: string;
  /** What a bare `P` stands for, in percent. */
  percentage?: RatioLike | undefined;
  /** What a bare `C` stands for. */
  constant?: AmountLike | undefined;
}

/** A bound is an amount or a percentage of the value as rounded to `chargeUnit`. */
type PriceBounds =
  & (
    | { minimum?: AmountLike | undefined; minimumPercentage?: undefined }
    | { minimum?: undefined; minimumPercentage?: AmountLike | undefined }
  )
  & (
    | { maximum?: AmountLike | undefined; maximumPercentage?: undefined }
    | { maximum?: undefined; maximumPercentage?: AmountLike | undefined }
  );

/** What every rule may have, whatever its form. */
interface PriceTerms<Mode, Method, Base> {
  /** What the charge is in; by default, hundredths without a name; of a child, its parent's. */
  currency?: Currency | undefined;
  /** Of a child charge: what its party pays of the parents, by default, or all of them. */
  base?: Base | undefined;
  /** Taken off the value before it is priced, zero or more; 0 by default. */
  free?: AmountLike | undefined;
  /** The value is rounded up to a multiple of this first; above zero. */
  chargeUnit?: AmountLike | undefined;
  /** Whether the flat part and the bounds apply where nothing is left to price; not by default. */
  chargeOnZero?: boolean | undefined;
  /** The price is for a year of so many days, such as 360: a `tenor` is needed; above zero. */
  annualBasis?: AmountLike | undefined;
  /** Of requests: whether to charge in `txnCcy`. By default, if the request names one. */
  chargeInTxnCcy?: boolean | undefined;
  /** The rounding mode, `"halfUp"` (half away from zero) by default. */
  rounding?: Mode | undefined;
  /** The step to round to; the minor unit of the charge's currency by default. */
  increment?: AmountLike | undefined;
  /** The name of the method on the wire. Held to the form of the rule; by default, it follows. */
  priceMethod?: Method | undefined;
}

/**
 * How a charge is computed: one price for the whole value; `graduated`, where each tier prices the
 * part of the value inside it; `volume`, where the tier that the value reaches prices the whole
 * value; or a formula. A price with no part at all needs a tiered `priceMethod`: the tiers then
 * come with each request.
 */
export type PriceRule =
  PriceForm & PriceBounds & PriceTerms<RoundingMode, PriceMethod, "share" | "total">;

/** A price rule as a JSON file has it, where every name is any string to the compiler. */
export type PriceRuleInput = PriceFormInput & PriceBounds & PriceTerms<string, string, string>;

/** `SLAB_…` is `graduated`, `VARIABLE_…` is `volume`; `…_PERCENTAGE` has any percentage in it. */
export type PriceMethod =
  | "FIXED_AMOUNT" | "FIXED_PERCENTAGE"
  | "SLAB_AMOUNT" | "SLAB_PERCENTAGE"
  | "VARIABLE_AMOUNT" | "VARIABLE_PERCENTAGE"
  | "FORMULA";

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
  /** What may have been meant, each as the whole value. */
  corrections?: string[];
  /** Whose fault it is: that of the request or call, of the price book, of the price source. */
  fault: "request" | "book" | "host";
  /** `"warning"` for an unknown field that a validator was told to look for. */
  severity?: "warning";
}

/** The way from an amount to its charge. */
export interface Explanation {
  amount: string;
  /** The charge before rounding: a decimal, or `n/d` where that has no end or over 28 decimals. */
  exact: string;
  charge: DecimalString;
  /** `null` where the currency has no name. */
  currency: string | null;
  steps: Step[];
}

/** What a step does: to the value, as a rule, as a formula, to the charge. */
export type StepKind =
  | "parent" | "criterion" | "chargeUnit" | "free" | "zero"
  | "rule" | "given" | "external" | "tier" | "flat" | "percentage" | "perUnit" | "line"
  | "condition" | "value" | "product" | "sum"
  | "tenor" | "bound" | "exchange" | "rounding" | "roundingBound" | "sharing";

/**
 * One step of an explanation: `text` is a sentence, the other fields are its parts, so that a page
 * can word and translate it. Figures are exact: decimals, or `n/d` where those have no end or more
 * than 28 decimals.
 */
export interface Step {
  /** More kinds may come: pass over those that you do not know. */
  kind: StepKind | (string & {});
  text: string;
  /** The piece of a formula, in canonical spelling. */
  expression?: string;
  /** The exact value after the step. */
  value?: string;
  /** What the step is applied to: a value, a charge, a number of units. */
  of?: string;
  /** Of a percentage, a price for each unit, a tenor, an exchange, a line or a share. */
  rate?: string;
  /** Of a flat price. */
  amount?: string;
  /** Of what is free. */
  free?: string;
  /** Of a line: the charge of nothing. */
  base?: string;
  /** Of a charge unit or a rounding: what the value becomes a multiple of. */
  step?: string;
  /** Of a rounding: its mode; of a share: the mode of the allocation. */
  mode?: RoundingMode | AllocationMode;
  /** Of a rounding: the currency. */
  currency?: string;
  /** Of a bound: which one it is, and what it holds the charge to. */
  bound?: "minimum" | "maximum";
  limit?: string;
  /** Of a tier: where it begins and ends. */
  from?: string;
  upTo?: string;
  below?: string;
  /** Of a product or a sum: the factors, or what is added. */
  terms?: string[];
  /** Of a condition: its two sides and what is between them. */
  left?: string;
  comparator?: "<" | "<=" | ">" | ">=";
  right?: string;
  /** Of a share: who pays it, and how many odd minor units are in it. */
  party?: string;
  oddUnits?: string;
  /** Of a request's line: what is charged, the parent's charge, the rule and its method. */
  criterion?: string;
  chargeCode?: string;
  rule?: string;
  method?: PriceMethod;
  /** Of a condition: whether it holds. */
  holds?: boolean;
  /** Of a bound, a line or a rounding: whether it changed the charge. */
  applied?: boolean;
  /** The place of the piece in the formula, in UTF-16 code units. */
  start?: number;
  end?: number;
}

/**
 * Who gets the minor units that a division leaves over. With `"rest"`, every party but one has its
 * share rounded half away from zero by itself, and that one takes what remains.
 */
export type AllocationMode = "largestRemainder" | "firstInOrder" | "largestShare" | "rest";

export interface AllocateOptions {
  /** What amounts are in; hundredths without a name by default. */
  currency?: Currency;
  /** The parts are multiples of it, as the amount must be; the currency's minor unit by default. */
  increment?: AmountLike;
  /** `"largestRemainder"` by default. */
  mode?: AllocationMode;
  /** With the mode `"rest"`, the index of the party that takes what remains; else the last. */
  rest?: number;
}

export interface SumOptions {
  /** What amounts are in; hundredths without a name by default. */
  currency?: Currency;
}

export interface RoundOptions {
  /** What amounts are in; hundredths without a name by default. */
  currency?: Currency;
  /** `"halfUp"` by default. */
  rounding?: RoundingMode;
  /** The step to round to; the currency's minor unit by default. */
  increment?: AmountLike;
}

export interface ClampOptions {
  /** What amounts are in; hundredths without a name by default. */
  currency?: Currency;
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

/**
 * A request for charges: transactions in `txnDetails`, or one transaction as the body itself. In
 * all of it, `null` is the same as absent; in texts, though not in amounts, an empty one is, too.
 */
export type ChargeCalculationRequest = TransactionListRequest | BareTransactionRequest;

/** A body with a list of transactions. */
export interface TransactionListRequest extends RequestOrigin {
  txnDetails: TransactionDetailsRequest[];
  priceMethods?: null | undefined;
}

/** A body that is one transaction. */
export interface BareTransactionRequest extends RequestOrigin, TransactionDetailsRequest {
  txnDetails?: null | undefined;
}

/** Who asks; the host's price source is told. */
export interface RequestOrigin {
  applicationCode?: string | null | undefined;
  extPrcConsumerService?: string | null | undefined;
}

/** The charges of a transaction. Transactions with the same reference count as one. */
export interface TransactionDetailsRequest {
  txnRefNo?: string | null | undefined;
  /** For the host's price source; not read otherwise. */
  txnAttributes?: unknown[] | null | undefined;
  /** One line for each charge and party. */
  priceMethods: ChargeCalculationDetails[];
}

/** Yes or no. */
export type Flag = "Y" | "N";

/** A charge to be calculated, for one party. */
export interface ChargeCalculationDetails {
  chargeCode: string;
  /** The rule's name in the book. Needed unless the charge is given or external. */
  priceRuleId?: string | null | undefined;
  /** What is charged, such as `FINANCE_AMOUNT`, `INVOICE_COUNT` or `PARENT_CHARGE_CODE`. */
  chargeCriteria?: string | null | undefined;
  /** How much of it there is, zero or more. Needed unless given or external; no child has one. */
  chargeCriteriaValue?: AmountLike | null | undefined;
  /** `Tax`, or a name of one as `VAT`, makes a line with a `parentChargeCode` a child. */
  chargeCategory?: string | null | undefined;
  /** Of several parents, a list: the base is their sum. */
  parentChargeCode?: string | string[] | null | undefined;
  partyId?: string | null | undefined;
  /** The party's role; also its identity where there is no `partyId`. */
  partyToCharge?: string | null | undefined;
  /** Whether the lines with this charge code share one charge; `"N"` by default. */
  chargeSharing?: Flag | null | undefined;
  /** The percentage that this party pays; those of a charge total 100. */
  chargeSharingPct?: RatioLike | null | undefined;
  /** Whether `charge` is the raw charge; `"N"` by default. */
  isChargeCalculated?: Flag | null | undefined;
  charge?: AmountLike | null | undefined;
  /** Whether the book's `externalPrice` has the raw charge; `"N"` by default. */
  externalPricingApplicable?: Flag | null | undefined;
  externalPricingConsumerService?: string | null | undefined;
  externalPricingSystem?: string | null | undefined;
  /** The transaction's currency: the charge is in it, if the rule agrees. */
  txnCcy?: Currency | null | undefined;
  /** Units of `txnCcy` for one unit of the rule's currency; above zero. */
  exchangeRate?: RatioLike | null | undefined;
  /** Ours: the value that was charged earlier in the period; a `graduated` rule goes on there. */
  priorCriteriaValue?: AmountLike | null | undefined;
  /** The days for which the charge is due, zero or more. */
  tenor?: AmountLike | null | undefined;
  /** The days of a period: the charge is due once for every started one in `tenor`. */
  slidingScaleTenor?: AmountLike | null | undefined;
  /** Tiers in the place of those of a graduated or volume rule; an empty list says nothing. */
  slabDetails?: SlabDetails[] | null | undefined;
  /** Ours: the method that the rule is expected to have. */
  priceMethod?: PriceMethod | null | undefined;
  chargeCodeDesc?: string | null | undefined;
  chargeGroup?: string | null | undefined;
  chargeType?: string | null | undefined;
}

/** A tier of a request: either an amount or a percentage, above `fromSlab` up to `toSlab`. */
export interface SlabDetails {
  fromSlab?: AmountLike | null | undefined;
  /** Absent in the last slab if that is open. */
  toSlab?: AmountLike | null | undefined;
  /** A flat amount; with `unit`, due for each unit. */
  amount?: RatioLike | null | undefined;
  /** Percent of the value. */
  percentage?: RatioLike | null | undefined;
  /** The size of a unit: every started one counts, but a unit of 1 is charged pro rata. */
  unit?: AmountLike | null | undefined;
}

/** What requests are charged by. */
export interface PriceBook {
  /** The price rules by their `priceRuleId`. */
  rules: Record<string, PriceRule>;
  /** The host's price source: the raw price of an external line, asked once for a charge. */
  externalPrice?: (query: ExternalPriceQuery) => AmountLike;
  /**
   * Who gets the odd minor units of a shared charge; `"largestRemainder"` by default. With
   * `"rest"`, it is the last party of the charge that takes what remains.
   */
  allocation?: AllocationMode;
  /** With `"rest"`: the party that takes what remains, by its position in the charge. */
  rest?: number;
  /** The currency of what names none. */
  currency?: Currency;
}

/** A price book as a JSON file has it. */
export interface PriceBookInput {
  /** The address of `ready-reckoner/book.schema.json`, for editors. */
  $schema?: string | undefined;
  rules: Record<string, PriceRuleInput>;
  externalPrice?: ((query: ExternalPriceQuery) => AmountLike) | undefined;
  allocation?: string | undefined;
  rest?: number | undefined;
  currency?: Currency | undefined;
}

/** What the host's price source is told: fields of the request, and the line as it was given. */
export interface ExternalPriceQuery extends RequestOrigin {
  txnRefNo?: string | null | undefined;
  txnAttributes?: unknown[] | null | undefined;
  line: ChargeCalculationDetails;
}

/**
 * The answer to a request of either shape. The charges of a request with only one transaction are
 * on the top, whatever its shape; `txnDetails` is there for a list of transactions.
 */
export interface ChargeCalculationResponse extends Partial<TransactionDetailsResponse> {
  /** What is suspicious in the request, where anything is. */
  warnings?: Problem[];
  txnDetails?: TransactionDetailsResponse[];
}

/** The answer to a list of transactions; if there is only one, its fields are on the top, too. */
export interface TransactionListResponse extends Partial<TransactionDetailsResponse> {
  /** What is suspicious in the request, where anything is. */
  warnings?: Problem[];
  txnDetails: TransactionDetailsResponse[];
}

/** The charges of a transaction, one for each line of the request, in its order. */
export interface TransactionDetailsResponse {
  txnRefNo?: string;
  chargeDetails: ChargesDetails[];
}

/** The answer to a bare transaction. */
export interface BareTransactionResponse extends TransactionDetailsResponse {
  /** What is suspicious in the request, where anything is. */
  warnings?: Problem[];
}

/** What a party pays. */
export interface ChargesDetails {
  charge: DecimalString;
  /** Absent where nothing names a currency. */
  chargeCcy?: string;
  chargeCode: string;
  chargeSharing: Flag;
  /** Whether the host's price source had the raw price. */
  externalCharge: Flag;
  /** Where the charge is in the transaction's currency: the rate, `"1"` where it is the same. */
  exchangeRate?: string;
  /** Where the rule has bounds: whether all of them are percentages. */
  minMaxValidationCriteria?: "AMOUNT" | "PERCENTAGE";
  minChgAmount?: string;
  maxChgAmount?: string;
  minChgPct?: string;
  maxChgPct?: string;
  /** The bound that decided the charge, if any did. */
  applied?: "minimum" | "maximum";
  partyId?: string;
  partyToCharge?: string;
  /** Of the rule. */
  priceMethod?: PriceMethod;
  priceRuleId?: string;
}

/** A response, and how each of its charges came about. */
export interface ExplainedCharges<Response> {
  response: Response;
  /** One for each line of the request, in its order. */
  explanations: ChargeExplanation[];
  totals: CurrencyTotal[];
}

/** The way from a line of a request to what its party pays. */
export interface ChargeExplanation {
  /** The line, as a JSON pointer into the request. */
  path: string;
  chargeCode: string;
  partyId?: string;
  partyToCharge?: string;
  /** The charge before rounding and sharing: a decimal, or `n/d` as in `Explanation`. */
  exact: string;
  charge: DecimalString;
  /** `null` where the currency has no name. */
  currency: string | null;
  steps: Step[];
}

/** What the charges in one currency come to. */
export interface CurrencyTotal extends ChargeSums {
  /** `null` where the currency has no name. */
  currency: string | null;
  parties: PartyTotal[];
}

/** What one party pays in a currency. */
export interface PartyTotal extends ChargeSums {
  /** The identity, or else the role; absent where the lines name neither. */
  partyId?: string;
}

export interface ChargeSums {
  /** All lines that are no taxes. */
  charges: DecimalString;
  taxes: DecimalString;
  total: DecimalString;
}

/** The body that creates a payment charge. */
export interface ChargeCreationRequest {
  tenantId: string;
  productType: string;
  paymentMethod: string;
  /** A formula. */
  chargeFormula: string;
}

/** A payment from a subscriber's account. */
export interface PaymentRequest {
  makePayment: PaymentFields;
}

export interface PaymentFields extends WalletFields {
  /** Where the application is told of the outcome. */
  notifyURL?: string | null | undefined;
}

/** The return of a payment, or of a part of it. */
export interface RefundRequest {
  refundTransaction: RefundFields;
}

export interface RefundFields extends WalletFields {
  /** The `referenceCode` of the payment. */
  originalReferenceCode: string;
  /** The `serverReferenceCode` of the payment. */
  originalServerReferenceCode: string;
  /** Ours: where the application is told of the outcome. */
  notifyURL?: string | null | undefined;
}

/** What payments and refunds have in common. */
export interface WalletFields {
  /** The idempotency key: a retry with the same one is the same request. */
  clientCorrelator?: string | null | undefined;
  /** The number, such as `tel:+94777123456`. */
  endUserId: string;
  paymentAmount: PaymentAmount;
  /** The caller's own reference, of which each request has its own. */
  referenceCode: string;
}

export interface PaymentAmount {
  chargingInformation: ChargingInformation;
  chargingMetaData?: ChargingMetaData | null | undefined;
}

export interface ChargingInformation {
  /** Above zero, in the major unit, with as many decimals at most as the currency has. */
  amount: string | number;
  /** The ISO 4217 code. */
  currency: string;
  /** The text on the subscriber's bill. */
  description: string;
}

export interface ChargingMetaData {
  onBehalfOf?: string | null | undefined;
  purchaseCategoryCode?: string | null | undefined;
  /** Any text; under `strict`, `Wap`, `Web` or `SMS`, in letters of either case. */
  channel?: string | null | undefined;
}

/** A debit from any account of the operator. Whole numbers may be texts of digits. */
export interface DebitRequest {
  BILLERID: string;
  /** 1 charge, 2 charge and notify, 3 ask the customer first. */
  AUTHFLAG: 1 | 2 | 3 | "1" | "2" | "3";
  /** Rupees before tax, a whole number from 1 up. */
  AMOUNT: number | string;
  /** The reason code, a whole number. */
  RC: number | string;
  /** 1 levy and cess; 2, the default, also VAT and NBT; 3 VAT and NBT; 4 insurance; 5 `TAX`. */
  TAXTYPE?: 1 | 2 | 3 | 4 | 5 | "1" | "2" | "3" | "4" | "5" | null | undefined;
  /** A percentage, with a TAXTYPE of 5 only. */
  TAX?: AmountLike | null | undefined;
  /** The idempotency key. */
  TRID?: string | null | undefined;
}

/** Who asks in the dialect of Charging as a Service, and about whom. */
export interface CaasFields {
  applicationId: string;
  password: string;
  /** The number, with or without `tel:` and `+`. */
  subscriberId: string;
}

export interface CaasDebitRequest extends CaasFields {
  /** The idempotency key, 1 to 32 characters. */
  externalTrxId: string;
  /** Above zero, in the major unit: whole, or with one or two decimals. */
  amount: string | number;
  /** The ISO 4217 code. */
  currency?: string | null | undefined;
  accountId?: string | null | undefined;
  /** `Mobile Account`. */
  paymentInstrumentName?: string | null | undefined;
}

export interface BalanceQueryRequest extends CaasFields {
  accountId?: string | null | undefined;
  currency?: string | null | undefined;
}

export interface SubscriptionRequest extends CaasFields {
  /** 1 to subscribe, 0 to leave. */
  action: 0 | 1 | "0" | "1";
  version?: string | null | undefined;
}

export interface ValidateOptions {
  /** Whether unknown fields, and channels of a wallet, are problems, too; not by default. */
  strict?: boolean;
}

/** What is judged of a book. */
export interface ValidateBookOptions {
  /** Whether what is odd about the rules is told as warnings; not by default. */
  lint?: boolean;
}

/** A body that is good, as plain data, or all that is wrong with it; and what is suspicious. */
export type Validation<T> =
  | { valid: true; value: T; problems?: undefined; warnings: Problem[] }
  | { valid: false; problems: Problem[]; warnings: Problem[] };
