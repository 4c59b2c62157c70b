import type { CaasCode, WalletCode } from "./codes.js";
import type {
  CaasFields,
  DecimalString,
  PaymentAmount,
  PaymentFields,
  RefundFields,
  WalletFields,
} from "../types.js";

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

/**
 * The fields of a request in its answer: as they were given, amounts as texts, and without those
 * that were `null`.
 */
export type Echoed<Given> = Given extends object
  ? { [Name in keyof Given]: Echoed<NonNullable<Given[Name]>> }
  : Given extends string | number
    ? string
    : Given;

/** What the ledger adds to the fields of a request in its answer. */
export interface WalletResult<Status extends string> {
  serverReferenceCode: string;
  resourceURL: string;
  transactionOperationStatus: Status;
}

export interface PaymentResponse {
  makePayment: Echoed<PaymentFields> &
    WalletResult<"Charged" | "Denied" | "Refused" | "Processing">;
}

export interface RefundResponse {
  refundTransaction: Echoed<RefundFields> & WalletResult<"Refunded" | "Denied" | "Processing">;
}

export interface ReservationResponse {
  amountReservationTransaction: Echoed<
    Omit<ReservationFields, "paymentAmount" | "referenceSequence" | keyof WalletResult<string>>
  > &
    WalletResult<"Reserved" | "Charged" | "Released"> & {
      paymentAmount: Partial<Echoed<PaymentAmount>> & {
        /** What is still held, before tax. */
        amountReserved: DecimalString;
        /** What was charged so far, before tax. */
        totalAmountCharged: DecimalString;
      };
      referenceSequence: number;
    };
}

/** A refusal in the dialect of the wallet: of the service, by policy, or by the gateway. */
export type WalletError = ServiceError | PolicyError | ThrottledError;

export interface ServiceError {
  requestError: { serviceException: WalletException; policyException?: undefined };
  fault?: undefined;
}

export interface PolicyError {
  requestError: { policyException: WalletException; serviceException?: undefined };
  fault?: undefined;
}

/** Too many requests. */
export interface ThrottledError {
  fault: { code: "900800"; message: string; description: string };
  requestError?: undefined;
}

export interface WalletException {
  messageId: WalletCode;
  /** The sentence, with `%1` for the first of the variables. */
  text: string;
  variables: string[];
}

export interface DebitResponse<Status extends number = number> {
  /** The same as the HTTP status. */
  resCode: Status;
  resDesc: string;
}

/** The question whether a subscriber is registered. */
export interface SubscriptionStatusRequest extends CaasFields {
  version?: string | null | undefined;
}

/** What every answer of Charging as a Service has; its HTTP status is always 200. */
export interface CaasResponse {
  /** `S1000`, or an error such as `E1378`. */
  statusCode: CaasCode;
  statusDetail: string;
}

export interface CaasDebitResponse extends CaasResponse {
  timeStamp: string;
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
  version: string;
  /** Of a subscription that has begun or ended. */
  requestId?: string;
  subscriptionStatus?: "REGISTERED" | "UNREGISTERED" | "PENDING" | "PENDING CHARGE";
}

/** What an application is told of a direct debit without being asked. */
export interface ChargingNotification extends CaasResponse {
  timeStamp: string;
  version: string;
  externalTrxId: string;
  internalTrxId: string;
  referenceId: string;
  currency: string;
  totalAmount: DecimalString;
  paidAmount: DecimalString;
  balanceDue: DecimalString;
}

/** The answer to the creation of a charge. */
export interface ChargeCreationResponse {
  status: true;
  statusCode: 0;
  message: string;
  data: {
    tenantId: string;
    productType: string;
    paymentMethod: string;
    chargeFormula: string;
    id: string;
  };
  errors: [];
}

/** The answer to a charge that is not created. */
export interface ChargeCreationRefusal {
  status: false;
  statusCode: 400 | 401;
  message: string;
  data: null;
  errors: { message: string; descriptiveMessage: string }[];
}
