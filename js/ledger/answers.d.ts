import type * as bodies from "./bodies.js";
import type { Reason } from "./codes.js";

/** What the flows answer: the wire's status and body, whether good or bad. */
export interface FlowAnswer<Body = object, Status extends number = number> {
  /** The HTTP status, which says what the body is. */
  status: Status;
  body: Body;
  /** Whether it is the stored answer to an earlier request with the same key. */
  replayed: boolean;
  /** Whether a script has lost the true answer: turn it into a network error. */
  lost: boolean;
  /** Why it is not a good answer; null if it is one. */
  reason: Reason | null;
}

/** A good answer. */
export interface GoodAnswer<Body, Status extends number = 200> extends FlowAnswer<Body, Status> {
  reason: null;
}

/** An answer that says no. */
export interface BadAnswer<Body, Status extends number> extends FlowAnswer<Body, Status> {
  reason: Reason;
}

/** The answer of the wallet: what was asked for, or a refusal in the gateway's words. */
export type WalletAnswer<Body> =
  | GoodAnswer<Body>
  | BadAnswer<bodies.ServiceError | bodies.PolicyError, 400>
  | BadAnswer<bodies.PolicyError, 403 | 404>
  | BadAnswer<bodies.ServiceError, 409>
  | BadAnswer<bodies.ServiceError | bodies.ThrottledError, 503>;

export type PaymentAnswer = WalletAnswer<bodies.PaymentResponse>;
export type RefundAnswer = WalletAnswer<bodies.RefundResponse>;
export type ReservationAnswer = WalletAnswer<bodies.ReservationResponse>;

/** A debit that was made. */
export interface DebitedAnswer extends GoodAnswer<bodies.DebitResponse<201>, 201> {
  /** Of a debit that came without one: the TRID that it was given. */
  trid?: string;
}

/** A debit that waits for its customer's consent. */
export interface WaitingDebit extends GoodAnswer<bodies.DebitResponse<202>, 202> {
  /** What `confirmDebit`, `refuseDebit` and `cancelDebit` are called with. */
  trid: string;
  biller: string;
}

/** A debit that was refused, is not found, or cannot be made. */
export interface RefusedDebit<Status extends 401 | 402 | 409 | 500>
  extends BadAnswer<bodies.DebitResponse<Status>, Status> {
  trid?: string;
}

/** The answer about a debit. */
export type DebitAnswer =
  | DebitedAnswer
  | WaitingDebit
  | RefusedDebit<401>
  | RefusedDebit<402>
  | RefusedDebit<409>
  | RefusedDebit<500>;

/** A debit that waits for its customer's consent, as its biller is answered. */
export interface PendingDebit extends WaitingDebit {
  /**
   * The final answer, as soon as the debit is confirmed, refused, cancelled or late. It is never
   * rejected: a ledger that is freed first answers with the pending state. Not enumerable, so that
   * an answer can be cloned.
   */
  readonly outcome: Promise<DebitAnswer>;
}

/** The answer of Charging as a Service, whose `statusCode` says what happened. */
export type CaasAnswer<Body> = FlowAnswer<Body, 200>;

/** The answer to the creation of a charge. */
export type ChargeCreationAnswer =
  | GoodAnswer<bodies.ChargeCreationResponse>
  | BadAnswer<bodies.ChargeCreationRefusal, 400 | 401>;

/** The answer of whichever API something was settled in. */
export type FlowResult =
  | PaymentAnswer
  | RefundAnswer
  | DebitAnswer
  | CaasAnswer<bodies.CaasDebitResponse>;
