import type {
  CaasFields,
  DecimalString,
  PaymentAmount,
  PaymentFields,
  RefundFields,
  WalletFields,
} from "../types.js";

/** What the flows answer: the wire's status and body, whether good or bad. */
export interface FlowAnswer<Body = object> {
  /** The HTTP status. */
  status: number;
  body: Body;
  /** Whether it is the stored answer to an earlier request with the same key. */
  replayed: boolean;
}

/** The answer to a debit. */
export interface DebitAnswer extends FlowAnswer<DebitResponse> {
  /** Of a debit that came without one: the TRID that it was given. */
  trid?: string;
}

/** A debit that waits for its customer's consent. */
export interface PendingDebit extends DebitAnswer {
  status: 202;
  /** What `confirmDebit`, `refuseDebit` and `cancelDebit` are called with. */
  trid: string;
  /**
   * The final answer, as soon as the debit is confirmed, refused, cancelled or late. It is never
   * rejected: a ledger that is freed first answers with the pending state. Not enumerable, so that
   * an answer can be cloned.
   */
  readonly outcome: Promise<DebitAnswer>;
}

/** A reservation, a charge of a part of it, or its release. */
export interface ReservationRequest {
  amountReservationTransaction: ReservationFields;
}

export interface ReservationFields extends Omit<WalletFields, "paymentAmount"> {
  /** A release has none. */
  paymentAmount?: PaymentAmount | null | undefined;
  /** From 1, rising with every request about the reservation. */
  referenceSequence: number | string;
  /** The reservation's, in every request but the first. */
  serverReferenceCode?: string | null | undefined;
  transactionOperationStatus?: "Reserved" | "Charged" | "Released" | null | undefined;
  notifyURL?: string | null | undefined;
}

/** What the ledger adds to the fields of a request in its answer. */
export interface WalletResult<Status extends string> {
  serverReferenceCode: string;
  resourceURL: string;
  transactionOperationStatus: Status;
}

export interface PaymentResponse {
  makePayment: PaymentFields & WalletResult<"Charged" | "Denied" | "Refused" | "Processing">;
}

export interface RefundResponse {
  refundTransaction: RefundFields & WalletResult<"Refunded" | "Denied" | "Processing">;
}

export interface ReservationResponse {
  amountReservationTransaction: ReservationFields &
    WalletResult<"Reserved" | "Charged" | "Released"> & {
      /** What is still held, and what was charged so far, both before tax. */
      paymentAmount: { amountReserved: DecimalString; totalAmountCharged: DecimalString };
    };
}

/** A refusal in the dialect of the wallet: of the service, by policy, or by the gateway. */
export type WalletError =
  | { requestError: { serviceException: WalletException } }
  | { requestError: { policyException: WalletException } }
  | { fault: { code: string; message: string; description: string } };

export interface WalletException {
  /** Such as `SVC0002` or `POL1000`. */
  messageId: string;
  /** The sentence, with `%1` for the first of the variables. */
  text: string;
  variables: string[];
}

export interface DebitResponse {
  /** The same as the HTTP status. */
  resCode: number;
  resDesc: string;
}

/** The question whether a subscriber is registered. */
export interface SubscriptionStatusRequest extends CaasFields {}

/** What every answer of Charging as a Service has; its HTTP status is always 200. */
export interface CaasResponse {
  /** `S1000`, or an error such as `E1378`. */
  statusCode: string;
  statusDetail: string;
}

export interface CaasDebitResponse extends CaasResponse {
  timeStamp?: string;
  externalTrxId?: string;
  internalTrxId?: string;
  referenceId?: string;
}

export interface BalanceQueryResponse extends CaasResponse {
  /** Of a postpaid account, what is left of its credit limit. */
  chargeableBalance?: DecimalString;
  accountStatus?: string;
  accountType?: "Pre Paid" | "Post Paid";
}

export interface SubscriptionResponse extends CaasResponse {
  version?: string;
  /** Of a subscription that has begun or ended. */
  requestId?: string;
  subscriptionStatus?: "REGISTERED" | "UNREGISTERED" | "PENDING" | "PENDING CHARGE";
}

/** The answer to the creation of a charge. */
export interface ChargeCreationResponse {
  status: boolean;
  statusCode: number;
  message: string;
  data: object | null;
  errors: { message: string; descriptiveMessage: string }[];
}
