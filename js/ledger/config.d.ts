import type { RefusalCode } from "./codes.js";
import type { AmountLike, PriceRule } from "../types.js";

/** A world. What a field leaves out comes from the default world; a list takes its place whole. */
export interface LedgerConfig {
  /** What identifiers and tokens are made from: the same seed and calls give the same bytes. */
  seed?: number;
  /** Milliseconds since 1970, or an ISO 8601 time with its offset. */
  startTime?: number | string;
  /** The ISO 4217 code of the one currency, `"LKR"` by default. */
  currency?: string;
  /** Where days begin, for the limits of a day: minutes or `"+05:30"`, which is the default. */
  timeZone?: number | string;
  operators?: OperatorConfig[];
  subscribers?: SubscriberConfig[];
  applications?: ApplicationConfig[];
  billers?: BillerConfig[];
  taxes?: TaxConfig;
  consent?: ConsentConfig;
  /** Whether unknown fields and channels of requests are refused; not by default. */
  strict?: boolean;
  /** Whether a retry of a declined request is tried anew; by default it gets the same answer. */
  retryDeclines?: boolean;
  /** The bearer token for each API key of `POST /charges`; absent: any. */
  apiKeys?: Record<string, string>;
  /** Whether tokens, keys and passwords are asked for; `"on"` by default. */
  auth?: "on" | "off";
  /** Whose pages may call over HTTP besides this machine's: origins such as `"https://site"`. */
  origins?: string[];
  /** The hosts besides this machine that servers may post notifications to. */
  notificationHosts?: string[];
  /** The price rules of `POST /service/v1/charges`. */
  rules?: Record<string, PriceRule>;
  /** What payments are taken to say where they say nothing, to find the charge created for them. */
  chargeDefaults?: { onBehalfOf?: string; purchaseCategoryCode?: string; channel?: string };
  /** Behaviour scripted from the beginning. */
  scripts?: ScriptRule[];
}

export interface OperatorConfig {
  id: string;
  /** The digits that its numbers begin with, such as `"9477"`; the longest decides. */
  prefixes: string[];
  /** Whether balances can be asked for; by default they can. */
  balanceQuery?: boolean;
}

/** What kind of line an account is for. */
export type AccountType = "GSM" | "CDMA" | "LTE" | "DTV";

export interface SubscriberConfig {
  /** The number, with its country code. */
  msisdn: string;
  /** By default, the one with the longest prefix that the number has, or else the first. */
  operator?: string;
  kind: "prepaid" | "postpaid";
  /** `"GSM"` by default. */
  accountType?: AccountType;
  /** Of a prepaid account, what it holds; of a postpaid one, what it owes. 0 by default. */
  balance?: AmountLike;
  /** Of a postpaid account: the most that it may owe. */
  creditLimit?: AmountLike;
  /** Where the messages of an LTE or DTV account go. */
  notifyNumber?: string;
  /** `"active"` by default. */
  status?: "active" | "suspended" | "terminated";
}

export interface ApplicationConfig {
  id: string;
  /** Of Charging as a Service. */
  password?: string;
  /** The bearer token of the wallet. */
  token?: string;
  /** The operator's percentage of amounts before tax; the provider has the rest. */
  serviceCharge: AmountLike;
  /** The aggregator's percentage; none by default. */
  aggregatorShare?: AmountLike;
  /** Whether debits are enabled. */
  debit?: boolean;
  /** Whether mobile accounts may be charged. */
  mobileAccount?: boolean;
  /** Whether balances may be asked for. */
  balanceQuery?: boolean;
  /** Whether payments may be refunded. */
  refunds?: boolean;
  /** Whether only subscribers who have opted in may be charged. */
  subscriptionRequired?: boolean;
  /** The most charging requests in a second of the ledger's clock. */
  maxTps?: number;
  /** The most charging requests in a day of the ledger's clock. */
  maxTpd?: number;
  minAmount?: AmountLike;
  maxAmount?: AmountLike;
  /** The taxes on wallet and CaaS charges, numbered as a debit's TAXTYPE; none by default. */
  taxType?: 1 | 2 | 3 | 4 | 5 | null;
  /** The percentage for a `taxType` of 5; 0 by default. */
  tax?: AmountLike;
  /** Where charging notifications go. */
  notificationUrl?: string;
  /** What deliveries of notifications are signed with, in the header `X-Signature`. */
  notificationSecret?: string;
  /** Whether payments with a `notifyURL` are answered before they are made. */
  asynchronous?: boolean;
  /** How long such a payment takes, in milliseconds; 1,000 by default. */
  processingMs?: number;
}

export interface BillerConfig {
  id: string;
  /** The least AUTHFLAG of its debits. */
  minimumAuthorization: 1 | 2 | 3;
  /** The accounts that it may debit. */
  accountTypes: AccountType[];
  /** The application that shares its revenue; the first by default. */
  application?: string;
}

/** Published tax tables of Sri Lanka, by their time. */
export type TaxPreset = "LK-2014" | "LK-2016-11" | "LK-2018" | "LK-2019-12" | "LK-2024";

export interface TaxConfig {
  /** A table, or several that follow each other; `"LK-2016-11"` by default. */
  table?: TaxPreset | TaxTable | (TaxPreset | TaxTable)[];
  /** `"sequential"` by default. */
  mode?: "sequential" | "joint";
  /** The percentage of the insurance tax, which has no public rate. */
  insurance?: AmountLike;
}

/** A published table or one of one's own, for a time. */
export type TaxTable = ({ preset: TaxPreset } | { components: TaxComponent[] }) & {
  /** Which class each kind of account is of; by default only LTE is data. */
  accountTypes?: Partial<Record<AccountType, ServiceClass>>;
  /** From when on it is valid: milliseconds since 1970, or an ISO 8601 time with its offset. */
  from?: number | string;
  /** Until when, exclusively. */
  to?: number | string;
};

export type ServiceClass = "voice" | "data";

export interface TaxComponent {
  component: "cess" | "levy" | "nbt" | "vat" | "insurance";
  /** In percent. */
  rate: AmountLike;
  /** Whether the rate is of the amount with this tax in it; not by default. */
  grossUp?: boolean;
  /** By default, both. */
  serviceClass?: ServiceClass;
}

export interface ConsentConfig {
  /** How long a token is good after its message was sent; 60,000 by default. */
  timeoutMs?: number;
  /** How many tokens may be tried; 3 by default. */
  attempts?: number;
  /** Whether the amount is held meanwhile; by default it is. */
  hold?: boolean;
  /** What becomes of a debit whose notify number is another operator's; `"reject"` by default. */
  foreignNotify?: "reject" | "proceed";
}

/** What can be changed of a subscriber. */
export interface SubscriberChanges {
  status?: "active" | "suspended" | "terminated";
  /** Of a postpaid account, and not less than what it owes. */
  creditLimit?: AmountLike;
  /** `null` takes it away. */
  notifyNumber?: string | null;
}

/** What can be changed of an application: all but its id. `null` takes away what is optional. */
export type ApplicationChanges = {
  [Name in keyof Omit<ApplicationConfig, "id">]?:
    | ApplicationConfig[Name]
    | (Name extends NullableName ? null : never);
};

type NullableName =
  | "password" | "token" | "notificationUrl" | "notificationSecret"
  | "maxTps" | "maxTpd" | "minAmount" | "maxAmount";

/** What can be changed of a biller: all but its id. */
export type BillerChanges = Partial<Omit<BillerConfig, "id">>;

/** What happens to the operations that match everything given. */
export type ScriptRule = ScriptMatch & ScriptBehaviour;

export type ScriptOperation =
  | "payment" | "refund" | "reserve" | "debit" | "caasDebit"
  | "balanceQuery" | "subscribe" | "notification";

export interface ScriptMatch {
  /**
   * By default, every operation that can have the effects; deliveries of notifications only where
   * no other can.
   */
  operation?: ScriptOperation;
  /** The number of a subscriber that there is. */
  subscriber?: string;
  amount?: AmountLike;
  /** The application's id. */
  application?: string;
  /** How often; always by default. A retry that loses its answer does not count. */
  times?: number;
  /**
   * On which part of the calls it acts, from 0 to 1: drawn from the seed, so that a run with the
   * same seed and calls fails at the same ones.
   */
  rate?: AmountLike;
}

/**
 * - `decline`: declined, with a code of the operation's API.
 * - `delay`: a payment, refund or direct debit is Processing for so long; the message of a debit,
 *   or a notification, waits.
 * - `processing`: Processing until it is settled; the message of a debit is not sent.
 * - `loseReply`: done, but the answer is an outage; a retry gets the true one, unless `retries`
 *   has it lose that as well.
 * - `failBeforeCommit`: the answer is an outage, and nothing is done.
 * - `loseSms`: the message of a debit is never sent.
 * - `duplicate`, `reorder`, `drop`: the first delivery of a notification comes twice, after that of
 *   the next notification, or not.
 */
export type ScriptBehaviourName =
  | "decline" | "delay" | "processing" | "loseReply" | "failBeforeCommit" | "loseSms"
  | "duplicate" | "reorder" | "drop";

export type ScriptBehaviour =
  /** Declined; without a code, as by the user. */
  | { behaviour: "decline"; code?: RefusalCode; delayMs?: never; retries?: never }
  | { behaviour: "delay"; delayMs: number; code?: never; retries?: never }
  | { behaviour: "loseReply"; retries?: LostRetries; code?: never; delayMs?: never }
  | {
      behaviour: Exclude<ScriptBehaviourName, "decline" | "delay" | "loseReply">;
      code?: never;
      delayMs?: never;
      retries?: never;
    }
  /** Several that act together. */
  | {
      behaviour: ScriptBehaviourName[];
      code?: RefusalCode;
      delayMs?: number;
      retries?: LostRetries;
    };

/**
 * Of an operation with keys, how many retries under the same key lose their answers as well, one
 * after the other; none by default, so that the first retry gets the true one. `removeScript` and
 * `clearScript` end that, too.
 */
export type LostRetries = number;
