/// <reference lib="esnext.disposable" />

import type * as answers from "./answers.js";
import type * as bodies from "./bodies.js";
import type { Reason, RefusalCode } from "./codes.js";
import type {
  ApplicationChanges,
  BillerChanges,
  LedgerConfig,
  ScriptBehaviourName,
  ScriptOperation,
  ScriptRule,
  SubscriberChanges,
  SubscriberConfig,
} from "./config.js";
import type { AmountLike, DecimalString } from "../types.js";

export type * from "./answers.js";
export type * from "./bodies.js";
export type * from "./codes.js";
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

/** Whose debit is meant, where several billers have one with the same TRID. */
export interface DebitOptions {
  biller?: string;
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

  /** Charges a subscriber; the body is a `PaymentRequest`. */
  payment(body: unknown, options?: FlowOptions): answers.PaymentAnswer;
  /** Gives a payment back, whole or in parts, with its tax and shares: a `RefundRequest`. */
  refund(body: unknown, options?: FlowOptions): answers.RefundAnswer;
  /** Holds an amount, or more of it, for later charges: a `ReservationRequest`. */
  reserve(body: unknown, options?: FlowOptions): answers.ReservationAnswer;
  /** Charges a part of a reservation, or all of it: a `ReservationRequest`. */
  chargeReservation(body: unknown, options?: FlowOptions): answers.ReservationAnswer;
  /** Gives up what is left of a reservation: a `ReservationRequest`. */
  releaseReservation(body: unknown, options?: FlowOptions): answers.ReservationAnswer;

  /** Debits an account, at once or when its customer has consented: a `DebitRequest`. */
  debit(
    account: string,
    body: unknown,
    options?: FlowOptions,
  ): Exclude<answers.DebitAnswer, answers.WaitingDebit> | answers.PendingDebit;
  /** The customer consents, with the token of the message. */
  confirmDebit(trid: string, token: string, options?: DebitOptions): answers.DebitAnswer;
  /** The customer refuses. */
  refuseDebit(trid: string, options?: DebitOptions): answers.DebitAnswer;
  /** The biller withdraws the debit. */
  cancelDebit(trid: string, options?: DebitOptions): answers.DebitAnswer;
  /** How a debit stands: its final answer, or 202 while it waits. */
  debitStatus(trid: string, options?: DebitOptions): answers.DebitAnswer;
  /**
   * Sends a second message with another token. The token before is good no more, and its minute
   * goes on.
   */
  resendToken(trid: string, options?: DebitOptions): void;

  /** Charges a subscriber in the dialect of Charging as a Service: a `CaasDebitRequest`. */
  caasDebit(body: unknown, options?: FlowOptions): answers.CaasAnswer<bodies.CaasDebitResponse>;
  /** What a subscriber could be charged: a `BalanceQueryRequest`. */
  balanceQuery(
    body: unknown,
    options?: FlowOptions,
  ): answers.CaasAnswer<bodies.BalanceQueryResponse>;
  /** Registers a subscriber with an application, or takes that back: a `SubscriptionRequest`. */
  subscribe(body: unknown, options?: FlowOptions): answers.CaasAnswer<bodies.SubscriptionResponse>;
  /** Whether a subscriber is registered with an application: a `SubscriptionStatusRequest`. */
  subscriptionStatus(
    body: unknown,
    options?: FlowOptions,
  ): answers.CaasAnswer<bodies.SubscriptionResponse>;

  /**
   * Creates a charge by formula, which later payments of its kind are priced with: a
   * `ChargeCreationRequest`.
   */
  createCharge(body: unknown, headers?: Record<string, string>): answers.ChargeCreationAnswer;

  /**
   * Ends what is pending now: a payment, refund or direct debit that is Processing, a debit that
   * waits for its customer. `"charged"` ends it well, unless a script declines it by now.
   *
   * @param reference its `referenceCode`, `serverReferenceCode`, TRID or `externalTrxId`
   * @returns what its API answers then
   * @throws {ReckonerError} `not-pending`, `unknown-reference`, `unknown-code`
   */
  settle(
    reference: string,
    outcome: "charged" | { declined: RefusalCode },
    options?: DebitOptions,
  ): answers.FlowResult;

  /** Has a subscriber join the others, with an opening balance from cash. */
  addSubscriber(subscriber: SubscriberConfig): void;
  /** Changes a subscriber from the next call on. */
  setSubscriber(msisdn: string, changes: SubscriberChanges): void;
  /**
   * Changes an application from the next call on; `null` takes a limit or a text away. What was
   * charged keeps its shares and taxes.
   */
  setApplication(id: string, changes: ApplicationChanges): void;
  /** Changes a biller from the next call on. */
  setBiller(id: string, changes: BillerChanges): void;

  /**
   * Answers a request over HTTP as the served APIs do, whatever it says; `docs/serve.md` has their
   * paths.
   *
   * @throws {ReckonerError} for what is no request
   */
  handle(request: HttpRequest, options?: HandleOptions): HttpResponse;

  /** A ledger that begins with the same configuration, but for the seed. */
  another(seed: number): MockLedger;

  /**
   * Has every path that is told, such as a `resourceURL`, begin with another one, such as `/w/red`:
   * that below which a host serves this ledger among others. A snapshot does not hold it.
   */
  mountAt(path: string): void;

  /** Adds to a prepaid balance. */
  topUp(msisdn: string, amount: AmountLike): void;
  /**
   * Pays a part of what a postpaid account owes, or all of it; more only if it may stand to the
   * subscriber's credit.
   *
   * @throws {ReckonerError} `bill-overpaid`
   */
  payBill(msisdn: string, amount: AmountLike, options?: { credit?: boolean }): void;
  /** Moves to cash what the provider of an application is owed. */
  payout(application: string, amount: AmountLike): void;
  /** Moves to cash what the state is owed of a tax. */
  remit(component: TaxName, amount: AmountLike): void;
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
  /**
   * The deliveries that fell due by now, in the order in which they are sent: of each notification
   * one at once, then after 1, 5, 25 and 125 seconds and every ten minutes for a day, until it is
   * acknowledged.
   */
  deliveries(filter?: DeliveryFilter): Delivery[];
  /**
   * Records how the oldest delivery of a notification went that is due.
   *
   * @throws {ReckonerError} `nothing-due`
   */
  deliver(id: string, outcome: { ok: boolean }): void;
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

  /**
   * Adds a rule of behaviour; the newest that fits a call acts.
   *
   * @returns its id, for `removeScript`
   * @throws {ReckonerError} for a rule that can never act, with the reason
   */
  script(rule: ScriptRule): string;
  /** The rules that still act, the oldest first. */
  scripts(): ActiveRule[];
  /** Takes a rule of behaviour away. */
  removeScript(id: string): void;
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
  /** Whether a script has it lost on its way: turn it into a network error. */
  lost?: true;
}

export interface HandleOptions {
  /** Whether what is below `/mock` is served; by default it is. */
  admin?: boolean;
  /**
   * Whether the request is refused with 503, as by what is out of order; nothing changes then. If
   * it is not said, that is so where the memory has no room for what the ledger would keep.
   */
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

/** A message to an application: what has become of a payment, a refund or a direct debit. */
export interface Notification {
  id: string;
  url: string;
  body: bodies.PaymentResponse | bodies.RefundResponse | bodies.ChargingNotification;
  /** Milliseconds since 1970. */
  createdAt: number;
  /** How often it was sent. */
  attempts: number;
  acknowledged: boolean;
}

/** One time that a notification is sent. */
export interface Delivery {
  /** The notification's id. */
  notification: string;
  /** From 1. */
  attempt: number;
  /** When, in milliseconds since 1970. */
  at: number;
  url: string;
  /** As it was recorded; `"dropped"` of one that a script has lost. */
  outcome?: "ok" | "failed" | "dropped";
  /** In which API's form it is posted, and its receiver acknowledges it. */
  api: "caas" | "wallet";
  /** What is posted. */
  body: string;
  /** The header `X-Signature`, where the application has a `notificationSecret`. */
  signature?: string;
  /** Its host, if that is one of the configuration's `notificationHosts`. */
  listed?: string;
}

/** Which deliveries are listed. */
export interface DeliveryFilter {
  /** Whether they are to be sent now, or not. */
  due?: boolean;
  /** The notification's id. */
  id?: string;
}

/** A rule of behaviour that still acts. */
export interface ActiveRule {
  id: string;
  operation?: ScriptOperation;
  subscriber?: string;
  amount?: DecimalString;
  application?: string;
  behaviour: ScriptBehaviourName[];
  code?: RefusalCode;
  delayMs?: number;
  /** How many retries under the same key lose their answers as well. */
  retries?: number;
  /** How often it still acts. */
  times?: number;
  rate?: DecimalString;
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
  | "opening" | "topUp" | "billPayment" | "payout" | "remittance"
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
  /** What the subscriber pays or gets, tax included, or would have if it was declined. */
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
  /** Of a payment or the charge of a reservation: what was given back of its amount. */
  refunded?: DecimalString;
  /** The same: what could still be given back. */
  remaining?: DecimalString;
  /** Whether something is not final. */
  pending: boolean;
  /** Why it was declined. */
  reason?: Reason;
  /** What another request under the same key must have alike to be the same one. */
  compared?: ComparedFields;
  /** Debits and credits of the same sum; none of what was declined. */
  postings: Posting[];
  /** What is still pending. */
  held: Posting[];
}

/** What keys compare, by the kind of operation. */
export interface ComparedFields {
  operation: TransactionKind;
  subscriber: string;
  amount?: DecimalString;
  currency?: string;
  referenceCode?: string;
  originalReferenceCode?: string;
  originalServerReferenceCode?: string;
  referenceSequence?: number;
  serverReferenceCode?: string;
  AUTHFLAG?: number;
  RC?: number;
  TAXTYPE?: number;
  TAX?: string;
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
  | "amount" | "provider" | "aggregator" | "operator" | "serviceCharge" | TaxName;

/** A tax that is owed and posted on its own. */
export type TaxName = "cess" | "levy" | "nbt" | "vat" | "insurance" | "other";

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
  /** Of debits only. */
  biller?: string;
  clientCorrelator?: string;
  referenceCode?: string;
  serverReferenceCode?: string;
}
