/// <reference lib="esnext.disposable" />

import type { MockLedger } from "../ledger/index.js";

export { ReckonerError } from "../index.js";

export interface FetchHandlerOptions {
  /**
   * Where the handler is mounted, such as `"https://site/api"`: paths are taken from there on, and
   * other URLs are not found.
   */
  baseUrl?: string;
  /**
   * What posts the notifications that fall due, such as `fetch`. Without it they stay in the
   * ledger, where `deliveries` lists them. Where it may go is its own to say.
   */
  notify?: (request: Request) => Promise<Response>;
}

/**
 * Answers requests with a ledger, wherever there are `Request` and `Response`: in service workers,
 * workerd, Deno, Bun and tests. An answer that a script loses is a network error, but in Deno and
 * Bun, whose servers take none: there it is the outage's answer.
 *
 * The ledger's clock stands until `/mock/clock` or `advance` moves it.
 *
 * The second argument of the handler is what workers get beside a request, or the event of a
 * service worker. With `notify` it must be given there: its `waitUntil` has the worker stay until
 * the notifications are sent.
 */
export function fetchHandler(
  ledger: MockLedger,
  options?: FetchHandlerOptions,
): (request: Request, context?: unknown) => Promise<Response>;

export interface ListenOptions {
  /** 0, the default, is any that is free. */
  port?: number;
  /**
   * `"127.0.0.1"` by default, which only this machine reaches. Any other one, such as `"0.0.0.0"`,
   * opens the ledger and `/mock` to whoever reaches this machine; nothing asks whether it is meant.
   */
  host?: string;
  /**
   * `"manual"`, the default, stands until it is moved; `"live"` passes as the host's does, and
   * `"60x"` so many times as fast.
   */
  clock?: "manual" | "live" | `${number}x`;
  /**
   * Whether notifications are posted as they fall due, by default. They go to this machine and to
   * the `notificationHosts` of the ledger's configuration only.
   */
  notify?: boolean;
}

/** A server that listens. */
export interface ListeningServer extends AsyncDisposable {
  /**
   * Where this machine reaches it, such as `"http://127.0.0.1:8080"`, also where `host` opens it to
   * others.
   */
  readonly url: string;
  /** Takes no more connections, answers what is under way, and ends. The ledger stays. */
  close(): Promise<void>;
  /** Begins anew from the ledger's configuration, and forgets all other worlds. */
  reset(): Promise<void>;
}

/**
 * Serves a ledger over HTTP, in Node.
 *
 * @throws {ReckonerError} `option-clock`, or `server-unsupported` where there is no Node
 */
export function listen(ledger: MockLedger, options?: ListenOptions): Promise<ListeningServer>;
