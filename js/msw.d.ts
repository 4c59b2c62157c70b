import type { RequestHandler } from "msw";
import type { MockLedger } from "./ledger/index.js";

export { ReckonerError } from "./index.js";

export interface HandlersOptions {
  /** Where the APIs are, such as `"https://site"`; `"*"`, the default, is on every host. */
  baseUrl?: string;
  /**
   * What posts the notifications that fall due, such as `fetch`. Without it they stay in the
   * ledger, where `deliveries` lists them.
   */
  notify?: (request: Request) => Promise<Response>;
}

/**
 * Handlers of Mock Service Worker that answer the paths of the APIs with a ledger, in Node and in
 * the browser; other requests pass. An answer that a script loses is a network error.
 */
export function handlers(ledger: MockLedger, options?: HandlersOptions): RequestHandler[];
