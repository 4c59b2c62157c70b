// The debits whose outcome somebody waits for.

export class AwaitedDebits {
  /** By what they are called, with the last that is known of each. */
  #debits = new Map();

  get isEmpty() {
    return this.#debits.size === 0;
  }

  /** The promise of a debit's outcome, if somebody waits for it already. */
  find(debit) {
    return this.#debits.get(nameOf(debit))?.promise;
  }

  /** The promise of a debit's outcome; `pending` is how it stands. */
  add(debit, pending) {
    let resolve;
    const promise = new Promise((settle) => (resolve = settle));
    this.#debits.set(nameOf(debit), { debit, pending, promise, resolve });
    return promise;
  }

  /** Tells those who wait for a debit how it has ended. */
  end(debit, stateOf) {
    const awaited = this.#debits.get(nameOf(debit));
    this.#debits.delete(nameOf(debit));
    awaited?.resolve(stateOf());
  }

  /** Tells everybody how debits stand: by default, the last that is known. */
  leave(stateOf) {
    for (const { debit, pending, resolve } of this.#debits.values()) {
      resolve(stateOf === undefined ? pending : stateOf(debit));
    }
    this.#debits.clear();
  }
}

/** What a debit is called among all billers' debits. */
function nameOf({ trid, biller }) {
  return JSON.stringify([biller, trid]);
}
