/// <reference lib="esnext.disposable" />

import type * as bodies from "./bodies.js";
import type { LedgerConfig, ScriptRule } from "./config.js";
import type * as requests from "../types.js";
import type { AmountLike, DecimalString } from "../types.js";

export type * from "./bodies.js";
export type * from "./config.js";
export type {
  AmountLike,
  BalanceQueryRequest,
  CaasDebitRequest,
  CaasFields,
  ChargeCreationRequest,
  ChargingInformation,
  ChargingMetaData,
  DebitRequest,
  DecimalString,
  Diagnostic,
  PaymentAmount,
  PaymentFields,
  PaymentRequest,
  PriceRule,
  Problem,
  RefundFields,
  RefundRequest,
  SubscriptionRequest,
  WalletFields,
} from "../types.js";
export { ReckonerError } from "../index.js";

/** Which application calls; by default, the first. */
export interface FlowOptions {
  application?: string;
}

/**
 * A charging back end with its subscribers, on a clock of its own: a handle to memory that `free`,
 * `using` or the garbage collector releases.
 *
 * The flows answer as the wire would, whether good or bad. They throw only for misuse of the API
 * itself, such as an unknown application, and so do the other methods.
 *
 * ```js
 * using ledger = new MockLedger();
 * ledger.payment({
 *   makePayment: {
 *     endUserId: "tel:+94777123456",
 *     paymentAmount: {
 *       chargingInformation: { amount: "2", currency: "LKR", description: "A game" },
 *     },
 *     referenceCode: "REF-12345",
 *   },
 * }).status; // 200
 * ```
 */
export class MockLedger {
  /**
   * A world as configured; without a configuration, a small one with two operators' subscribers, an
   * application and a biller.
   *
   * @throws {ReckonerError} with all `problems` of the configuration
   */
  constructor(config?: LedgerConfig);

  /**
   * The ledger of a snapshot, which continues exactly as that one would.
   *
   * @throws {ReckonerError} for bytes that are no snapshot
   */
  static restore(bytes: Uint8Array): MockLedger;

  /** Charges a subscriber. */
  payment(
    body: requests.PaymentRequest,
    options?: FlowOptions,
  ): bodies.FlowAnswer<bodies.PaymentResponse | bodies.WalletError>;
  /** Gives a payment back, whole or in parts, with its tax and shares. */
  refund(
    body: requests.RefundRequest,
    options?: FlowOptions,
  ): bodies.FlowAnswer<bodies.RefundResponse | bodies.WalletError>;
  /** Holds an amount, or more of it, for later charges. */
  reserve(
    body: bodies.ReservationRequest,
    options?: FlowOptions,
  ): bodies.FlowAnswer<bodies.ReservationResponse | bodies.WalletError>;
  /** Charges a part of a reservation, or all of it. */
  chargeReservation(
    body: bodies.ReservationRequest,
    options?: FlowOptions,
  ): bodies.FlowAnswer<bodies.ReservationResponse | bodies.WalletError>;
  /** Gives up what is left of a reservation. */
  releaseReservation(
    body: bodies.ReservationRequest,
    options?: FlowOptions,
  ): bodies.FlowAnswer<bodies.ReservationResponse | bodies.WalletError>;

  /** Debits an account, at once or when its customer has consented. */
  debit(
    account: string,
    body: requests.DebitRequest,
    options?: FlowOptions,
  ): bodies.DebitAnswer | bodies.PendingDebit;
  /** The customer consents, with the token of the message. */
  confirmDebit(trid: string, token: string): bodies.DebitAnswer;
  /** The customer refuses. */
  refuseDebit(trid: string): bodies.DebitAnswer;
  /** The biller withdraws the debit. */
  cancelDebit(trid: string): bodies.DebitAnswer;
  /** How a debit stands: its final answer, or 202 while it waits. */
  debitStatus(trid: string): bodies.DebitAnswer;

  /** Charges a subscriber in the dialect of Charging as a Service. */
  caasDebit(
    body: requests.CaasDebitRequest,
    options?: FlowOptions,
  ): bodies.FlowAnswer<bodies.CaasDebitResponse>;
  /** What a subscriber could be charged. */
  balanceQuery(
    body: requests.BalanceQueryRequest,
    options?: FlowOptions,
  ): bodies.FlowAnswer<bodies.BalanceQueryResponse>;
  /** Registers a subscriber with an application, or takes that back. */
  subscribe(
    body: requests.SubscriptionRequest,
    options?: FlowOptions,
  ): bodies.FlowAnswer<bodies.SubscriptionResponse>;
  /** Whether a subscriber is registered with an application. */
  subscriptionStatus(
    body: bodies.SubscriptionStatusRequest,
    options?: FlowOptions,
  ): bodies.FlowAnswer<bodies.SubscriptionResponse>;

  /** Creates a charge by formula, which later payments of its kind are priced with. */
  createCharge(
    body: requests.ChargeCreationRequest,
    headers?: Record<string, string>,
  ): bodies.FlowAnswer<bodies.ChargeCreationResponse>;

  /**
   * Answers a request over HTTP as the served APIs do, whatever it says; `docs/serve.md` has their
   * paths.
   *
   * @throws {ReckonerError} for what is no request
   */
  handle(request: HttpRequest, options?: HandleOptions): HttpResponse;

  /** A ledger that begins with the same configuration, but for the seed. */
  another(seed: number): MockLedger;

  /** Adds to a prepaid balance. */
  topUp(msisdn: string, amount: AmountLike): void;
  /** Pays a part of what a postpaid account owes, or all of it. */
  payBill(msisdn: string, amount: AmountLike): void;
  /** How a subscriber's account stands. */
  account(msisdn: string): SubscriberBalance;

  /** The time of the ledger's clock, in milliseconds since 1970. Nothing else moves it. */
  readonly now: number;
  /**
   * When something happens next without a call, if the clock is moved so far: a payment ends, a
   * token expires, a notification is to be sent. Null if nothing does.
   */
  readonly nextDue: number | null;
  /** Moves the clock by so many milliseconds; what falls due meanwhile happens, in order. */
  advance(ms: number): void;
  /** Moves the clock to a later time. */
  setTime(ms: number): void;

  /** The messages sent to subscribers, oldest first. */
  messages(page?: Page): Sms[];
  /** The notifications sent to applications, oldest first. */
  notifications(page?: Page): Notification[];
  /** The application has received a notification: it is not sent again. */
  acknowledge(id: string): void;

  /** Every account with its balance, or a page of them. */
  accounts(page?: Page): Account[];
  /**
   * What has happened, oldest first: all of it, or what matches every field of the filter.
   *
   * @throws {ReckonerError} `too-many-entries` for more than 100,000 without a `limit`
   */
  transactions(filter?: TransactionFilter): Transaction[];
  /** The same one after the other, however many there are; those that are added on the way, too. */
  eachTransaction(filter?: TransactionFilter): Generator<Transaction, void, undefined>;
  /** A payment by its `referenceCode` or `serverReferenceCode`. */
  paymentRecord(reference: string): Transaction | null;

  /** Adds a rule of behaviour. */
  script(rule: ScriptRule): void;
  /** Takes all rules of behaviour away. */
  clearScript(): void;

  /** The whole state, for `restore`. */
  snapshot(): Uint8Array;
  /**
   * Checks the books.
   *
   * @throws {ReckonerError} `books-unbalanced`, naming what does not hold
   */
  verify(): void;

  /** Releases the memory; any later use throws a `ReckonerError`. */
  free(): void;
  [Symbol.dispose](): void;
}

/** A request over HTTP. */
export interface HttpRequest {
  method: string;
  /** A path with its query, or a whole URL. */
  url: string;
  /** By name, whose case does not matter. */
  headers?: Record<string, string | undefined>;
  body?: string | null | undefined;
}

/** Its answer. */
export interface HttpResponse {
  status: number;
  /** By name, in small letters. */
  headers: Record<string, string>;
  body: string;
  /** Whether a script has lost it on its way: turn it into a network error. */
  lost?: true;
}

export interface HandleOptions {
  /** Whether what is below `/mock` is served; by default it is. */
  admin?: boolean;
  /** Whether the request is refused with 503, as by what is out of order; nothing changes then. */
  outage?: boolean;
}

/** A subscriber's money, in the major unit. */
export interface SubscriberBalance {
  /** Of a prepaid account, what it has; of a postpaid one, what it owes. */
  balance: DecimalString;
  /** What could be charged now. */
  available: DecimalString;
  /** What pending debits hold. */
  held: DecimalString;
  /** Of a postpaid account. */
  creditLimit?: DecimalString;
}

/** A message to a subscriber. Times are milliseconds since 1970. */
export interface Sms {
  id: string;
  /** The number. */
  to: string;
  text: string;
  sentAt: number;
  /** Of a consent: the debit that it is about. */
  trid?: string;
  /** Of a consent: what `confirmDebit` is called with. */
  token?: string;
  /** Of a consent: from when on it is too late. */
  expiresAt?: number;
}

/** A message to an application. */
export interface Notification {
  id: string;
  url: string;
  body: object;
  /** Milliseconds since 1970. */
  createdAt: number;
  /** How often it was sent. */
  attempts: number;
  acknowledged: boolean;
}

/** An account of the books. */
export interface Account {
  /** Such as `subscriber:94777123456`, `provider:APP_000001`, `tax:vat` or `cash`. */
  id: string;
  kind: "subscriber" | "provider" | "aggregator" | "operator" | "tax" | "cash";
  /** Whose it is: the number or the id. */
  owner?: string;
  currency: string;
  /** On the account's normal side: of postpaid subscribers and cash the debit side. */
  balance: DecimalString;
  /** What is pending: debits of subscribers, credits of others. */
  held: DecimalString;
}

export type TransactionKind =
  | "opening" | "topUp" | "billPayment"
  | "payment" | "refund" | "debit" | "caasDebit"
  | "reservation" | "reservationMore" | "reservationCharge" | "reservationRelease";

export type TransactionStatus =
  | "Charged" | "Refunded" | "Denied" | "Refused" | "Processing"
  | "Reserved" | "Released" | "Expired"
  | "Debited" | "ConsentPending" | "Rejected" | "Cancelled"
  | "Posted";

/** Something that has happened, or was declined. Amounts are in the major unit. */
export interface Transaction {
  id: string;
  kind: TransactionKind;
  status: TransactionStatus;
  application?: string;
  biller?: string;
  /** The number, in digits. */
  subscriber?: string;
  /** Before tax. */
  amount: DecimalString;
  /** What the subscriber pays or gets. */
  total: DecimalString;
  currency: string;
  /** Milliseconds since 1970. */
  createdAt: number;
  /** The idempotency key, whatever its dialect calls it. */
  clientCorrelator?: string;
  referenceCode?: string;
  /** The ledger's own reference. */
  serverReferenceCode?: string;
  /** Of a refund: the payment's id. */
  original?: string;
  /** Of a payment: what was given back of its amount. */
  refunded?: DecimalString;
  /** Of a payment: what could still be given back. */
  remaining?: DecimalString;
  /** Whether something is not final. */
  pending: boolean;
  /** Debits and credits of the same sum; none of what was declined. */
  postings: Posting[];
  /** What is still pending. */
  held: Posting[];
}

/** One side of a transfer. */
export interface Posting {
  /** The account's id. */
  account: string;
  side: "debit" | "credit";
  amount: DecimalString;
  /** What it is: the amount, a share or a tax. */
  component: PostingComponent | (string & {});
}

export type PostingComponent =
  | "amount" | "provider" | "aggregator" | "operator" | "serviceCharge"
  | "cess" | "levy" | "nbt" | "vat" | "insurance" | "other";

/** A part of a list. Without a `limit`, a list of more than 100,000 is refused. */
export interface Page {
  /** The most that are listed, 100,000 at most. */
  limit?: number;
  /** The `id` of the last entry of the page before. */
  after?: string;
}

/** What a transaction must have to be listed. */
export interface TransactionFilter extends Page {
  kind?: TransactionKind;
  status?: TransactionStatus;
  /** The number. */
  subscriber?: string;
  application?: string;
  clientCorrelator?: string;
  referenceCode?: string;
  serverReferenceCode?: string;
}
