// Whoever wants to know when a ledger has changed: a server, whose clients wait for what falls due.

/**
 * The method of a ledger that calls a function after every call that may have changed it, by
 * whomever it was made; what it gives ends that. A server may come from another file than its
 * ledger, and both know this symbol. It is not for others: what such a function throws, the call
 * would throw.
 */
export const WATCH = Symbol.for("ready-reckoner.watch");

/**
 * The method of a ledger that tells whether there is room for no more than there is: a server
 * then refuses a call before it is written down. It is as little for others.
 */
export const IS_FULL = Symbol.for("ready-reckoner.is-full");

/** The calls that change nothing. */
const READS = new Set([
  "account", "debitStatus", "deliveries", "nextDue", "now", "paymentRecord", "scripts",
  "subscriptionStatus", "verify",
]);

/** Whether a call may change the ledger. */
export const changes = (operation) => !READS.has(operation);

export class Watchers {
  /** Most ledgers have none. @type {Set<() => void> | undefined} */
  #listeners;

  /** Calls a function after every change, until what is given back is called. */
  add(listener) {
    // The same function may be given twice.
    const own = () => listener();
    this.#listeners ??= new Set();
    this.#listeners.add(own);
    return () => void this.#listeners?.delete(own);
  }

  tell() {
    if (this.#listeners === undefined) return;
    for (const listener of this.#listeners) listener();
  }
}
