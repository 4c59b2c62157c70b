// What of a ledger's transactions is still pending, so that its outcome can be told when it comes.

/** How many are waited for; beyond that the oldest are left to the lists. */
const WAITED_FOR_MAX = 1_000;

export class Pending {
  /** By its id, the entry that each stands behind in the list. @type {Map<string, any>} */
  #after = new Map();

  /** Waits for a transaction, if it is pending. */
  note({ id, pending }, after) {
    if (!pending) return;
    this.#after.set(id, after);
    if (this.#after.size <= WAITED_FOR_MAX) return;
    const [oldest] = this.#after.keys();
    this.#after.delete(oldest);
  }

  /** Those that have ended since they were looked at last. */
  *ended(ledger) {
    for (const [id, after] of this.#after) {
      const [found] = ledger.transactions({ after, limit: 1 });
      if (found?.pending) continue;
      this.#after.delete(id);
      if (found !== undefined) yield found;
    }
  }
}
